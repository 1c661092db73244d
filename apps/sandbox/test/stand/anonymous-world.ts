/**
 * A community in which one member reports and all that it knows of itself is planted with words that are
 * nowhere else. Members run in this process, so their traffic can be recorded; the operators' programs do
 * not, so what they keep and say is what someone who seizes them gets.
 */

import { mkdir } from "node:fs/promises";

import { assert, dayMs, dayOf, systemClock, utf8 } from "@tocsin/kernel";
import { httpNetwork, type Member, type Protocol, startMember } from "@tocsin/member";
import { capsulePath, type ReportView, sessionPath } from "@tocsin/wire";

import { type Company, neighbours } from "../../src/companies.ts";
import { openNeighbour } from "../../src/neighbours.ts";
import { sampleReports } from "../../src/sample-reports.ts";
import { until } from "./node-api.ts";
import { ProcessWorld } from "./process-world.ts";
import { type RecordedNetwork, recordedNetwork } from "./recorded-network.ts";
import type { Needle } from "./traces.ts";

/** Words that only the reporting company has. */
export const secrets = {
  name: "Quillwort Assurance",
  legalId: "GB-COH-QX774411",
  person: "Ottoline Farnsbarrow",
  place: "Tharnside Quay 9",
  host: "qwt-ledger-07",
  customer: "Brackenholt Partners",
  fileName: "quillwort-war-room-notes.md",
  sentence: "The zebrawood cabinet in the lobby hides nothing",
} as const;

export const reporter: Company = {
  id: "reporter",
  name: secrets.name,
  legalId: secrets.legalId,
  class: "everyone",
};
/** What is reported, and so may be found where reports are. */
export const marker = "c0ffee5f3d1c7a9e0b4d2f8a6c1e3b5d7f9a0c2e4b6d8f0a1c3e5d7b9f1a3c5e";

const source = `# War room, ${secrets.name}
${secrets.person} saw it first on ${secrets.host}. ${secrets.sentence}.
We at ${secrets.place} told ${secrets.customer} at once.
The loader's SHA-256 is ${marker}. Techniques: T1566.002, T1078.`;

const others = neighbours.slice(0, 5);
const expiryDays = 30;

export interface AnonymousWorld extends AsyncDisposable {
  readonly world: ProcessWorld;
  readonly reporter: { readonly member: Member; readonly network: RecordedNetwork };
  /** One that runs beside it and says nothing. */
  readonly silent: { readonly protocol: Protocol; readonly network: RecordedNetwork };
  /** Others that report in the same rounds. */
  readonly others: readonly Protocol[];
}

export async function openAnonymousWorld(): Promise<AnonymousWorld> {
  await using started = new AsyncDisposableStack();
  let member: Member | undefined;
  const [network, quiet] = [recordedNetwork(), recordedNetwork()];
  const protocols: Protocol[] = [];
  const world = started.use(
    await ProcessWorld.open({
      companies: [reporter, ...others],
      quotas: { report: 3, read: 3 },
      found: async (founding) => {
        const at = founding.folder(reporter.id);
        await mkdir(at, { mode: 0o700 });
        const place = { stateDir: at, host: "127.0.0.1", port: 0 };
        member = started.use(await startMember(place, { network }));
        await member.enrol(founding.invitationOf(reporter));
        for (const [index, company] of others.entries()) {
          const through = index === 0 ? quiet : httpNetwork;
          const where = { folder: founding.folder("neighbours"), network: through };
          const { protocol } = started.use(await openNeighbour(where, company));
          await protocol.enrol(founding.invitationOf(company));
          started.use(protocol.start());
          protocols.push(protocol);
        }
      },
    }),
  );
  assert(member, "the reporter's node");
  const [silent, ...rest] = protocols;
  assert(silent, "a silent member");
  for (const protocol of [member.protocol, ...protocols]) await untilReady(protocol);
  // What is compared later is every round's traffic: what comes once, at the start, is over.
  for (const it of [network, quiet]) await untilAnswered(it);
  const opened = started.move();
  return {
    world,
    reporter: { member, network },
    silent: { protocol: silent, network: quiet },
    others: rest,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** The reporter reports what its file says, and the others something of theirs, at the same time. */
export async function report({ reporter: a, others: rest }: AnonymousWorld): Promise<ReportView> {
  const { desk, protocol } = a.member;
  await desk.setProfile({
    ...desk.profile(),
    names: [secrets.name, "Quillwort"],
    people: [secrets.person],
    places: [secrets.place],
    hosts: [secrets.host],
    customers: [secrets.customer],
  });
  const made = await desk.newDraft({ name: secrets.fileName, bytes: utf8(source) });
  const proposed = await desk.drafts.change(made.id, { acceptProposals: true });
  const open = proposed.items.filter((it) => it.decision === null);
  const decisions = open.map(({ id }) => ({ item: id, decision: "remove" as const }));
  const { id, outgoingHash, blockers } = await desk.drafts.change(made.id, { decisions });
  if (outgoingHash === null) throw new Error(blockers.map(({ code }) => code).join());
  await desk.drafts.approve(id, outgoingHash);
  const bodies = sampleReports(dayOf(systemClock.now() + expiryDays * dayMs));
  const [shared] = await Promise.all([
    desk.share(id, outgoingHash),
    ...rest.map((other, at) => shareBody(other, bodies[at])),
  ]);
  await untilPublished(protocol, shared.id);
  return shared;
}

/** Each of both has sent that many capsules since then: those of a slow machine may be late, and so missed. */
export async function untilCapsules(
  { reporter: a, silent }: AnonymousWorld,
  sinceMs: number,
  count: number,
): Promise<void> {
  const sent = ({ recorded }: RecordedNetwork): number =>
    recorded.filter(
      ({ atMs, request, answer }) =>
        atMs >= sinceMs && request.url.endsWith(capsulePath) && answer !== undefined,
    ).length;
  await until(
    () => Promise.resolve([a, silent].map(({ network }) => sent(network))),
    (counts) => Math.min(...counts) >= count,
    "capsules of both",
  );
}

async function shareBody(
  protocol: Protocol,
  body: ReturnType<typeof sampleReports>[number] | undefined,
) {
  assert(body, "a body");
  const { id } = await protocol.share({ body, audience: "members", review: null });
  await untilPublished(protocol, id);
}

async function untilPublished(protocol: Protocol, id: string): Promise<void> {
  await until(
    () => protocol.delivery(id),
    (it) => it?.state === "published",
    "publication",
  );
}

async function untilReady(protocol: Protocol): Promise<void> {
  await until(
    () => protocol.status(),
    ({ tokens, sync }) =>
      tokens.some((it) => it.purpose === "report" && it.left > 0) &&
      tokens.some((it) => it.purpose === "read" && it.left < it.quota) &&
      sync.state === "current",
    "tokens and the ledger",
  );
}

async function untilAnswered({ recorded }: RecordedNetwork): Promise<void> {
  const isAnswered = (path: string): boolean =>
    recorded.some(({ request, answer }) => request.url.endsWith(path) && answer !== undefined);
  await until(
    () => Promise.resolve([sessionPath, capsulePath].every(isAnswered)),
    (isStarted) => isStarted,
    "a read session and a capsule",
  );
}

export function secretNeedles(): Needle[] {
  return Object.entries(secrets).map(([what, value]) => ({ what, value }));
}
