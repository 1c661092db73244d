/**
 * The members without a node of their own: each enrols, takes its full quota, and those that have
 * something to say report it as everyone does, through the relay, a capsule a round. Then they rest.
 */

import path from "node:path";

import { type Clock, dayMs, dayOf, systemClock, systemRandom } from "@tocsin/kernel";
import { createProtocol, type Network, type Protocol } from "@tocsin/member";
import { openMemberStore } from "@tocsin/store/member";
import type { Invitation, ReportBody } from "@tocsin/wire";

import { type Company, neighbours } from "./companies.ts";
import { sampleReports } from "./sample-reports.ts";

/** How long the sample stays worth acting on. */
const expiryDays = 60;
/** Members that report at the same time: each is a whole protocol with its own store. */
const reportingAtOnce = 6;
const pollMs = 500;
const rightsWaitMs = 120_000;

/** Where the neighbours keep their state, and how they reach the others. */
export interface Neighbourhood {
  readonly folder: string;
  readonly network: Network;
  readonly clock?: Clock;
}

/** Enrols one company and closes its store again. Throws what enrolment throws. */
export async function enrolNeighbour(
  where: Neighbourhood,
  company: Company,
  invitation: Invitation,
): Promise<void> {
  await using open = await openNeighbour(where, company);
  if (!open.protocol.enrolled) await open.protocol.enrol(invitation);
}

/** Reports the whole sample; `told` is called as reports are published. Stops when `signal` aborts. */
export async function reportSample(
  where: Neighbourhood,
  told: (published: number, all: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const expires = dayOf(systemClock.now() + expiryDays * dayMs);
  const bodies = sampleReports(expires);
  const authors = neighbours.filter((it) => it.class !== "energy");
  const shares = authors.map((company, at) => ({
    company,
    bodies: bodies.filter((_, index) => index % authors.length === at),
  }));
  let published = 0;
  const onPublished = (): void => {
    published += 1;
    told(published, bodies.length);
  };
  const queue = [...shares];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (signal.aborted) return;
      await reportAll(where, next.company, next.bodies, onPublished, signal);
    }
  };
  await Promise.all(Array.from({ length: reportingAtOnce }, work));
}

/** Reports what this company has not reported before: a world that was stopped goes on. */
async function reportAll(
  where: Neighbourhood,
  company: Company,
  bodies: readonly ReportBody[],
  onPublished: () => void,
  signal: AbortSignal,
): Promise<void> {
  await using open = await openNeighbour(where, company);
  const { protocol } = open;
  await using running = new AsyncDisposableStack();
  running.use(protocol.start());
  const { total: before } = await protocol.reports({ mine: true, limit: 1 });
  for (const [at, body] of bodies.entries()) {
    if (at >= before) {
      await untilReady(protocol, signal);
      if (isStopped(signal)) return;
      const { id } = await protocol.share({ body, audience: "members", review: null });
      await untilPublished(protocol, id, signal);
    }
    onPublished();
  }
}

/** Asked anew after each wait. */
function isStopped(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** The protocol side of a member; it neither sends nor reads before it is started. */
export async function openNeighbour(
  { folder, network, clock = systemClock }: Neighbourhood,
  { id }: Company,
): Promise<AsyncDisposable & { readonly protocol: Protocol }> {
  const store = await openMemberStore({ file: path.join(folder, `${id}.sqlite`) });
  const ports = { store, clock, random: systemRandom, network };
  const protocol = await createProtocol(ports, {});
  return { protocol, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

/** A newcomer has its tokens once it has found the key directory in the ledger. */
export async function untilReady(protocol: Protocol, signal: AbortSignal): Promise<void> {
  const until = systemClock.now() + rightsWaitMs;
  while (!signal.aborted && systemClock.now() < until) {
    const classes = await protocol.classes();
    const { tokens } = await protocol.status();
    const rights = tokens.filter((it) => it.purpose === "report" && it.left > 0);
    const ready = classes.every((id) => rights.some((it) => it.class === id));
    if (classes.length > 0 && ready) return;
    await systemClock.sleep(pollMs, signal);
  }
}

export async function untilPublished(
  protocol: Protocol,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const delivery = await protocol.delivery(id);
    if (delivery?.state === "published" || delivery?.state === "lost") return;
    await systemClock.sleep(pollMs, signal);
  }
}
