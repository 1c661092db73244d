/**
 * Many readers in one process, each with a connection of its own, waiting for the next batch as nodes do:
 * they open it, check each detail against the ledger, parse and match. Their times go to standard output, a line a round.
 */

import { Agent, get, type IncomingMessage } from "node:http";

import { openAes256Gcm } from "@tocsin/crypto";
import {
  assert,
  equalBytes,
  fromBase64Url,
  parseJson,
  type Round,
  roundSpan,
  systemClock,
  textOf,
} from "@tocsin/kernel";
import { leafCommitment } from "@tocsin/ledger";
import {
  type Batch,
  type BatchHeader,
  livePath,
  parseBatch,
  parseSection,
  sectionContext,
} from "@tocsin/wire";
import { z } from "zod";

export const readersSettings = z.strictObject({
  url: z.string(),
  session: z.string(),
  readers: z.number(),
  roundMs: z.number(),
  /** Key of the section "members". */
  key: z.string(),
  after: z.number(),
});
export type ReadersSettings = z.output<typeof readersSettings>;

/** "ready" once all wait; then the milliseconds from each round's end to each reader's match. */
export const readersLine = z.union([
  z.strictObject({ ready: z.literal(true) }),
  z.strictObject({ round: z.number(), ms: z.array(z.number()) }),
]);

/** The part of a leaf in which a reader looks for its own. */
const seen = z.object({
  submission: z.object({
    body: z.object({ observables: z.array(z.object({ type: z.string(), value: z.string() })) }),
  }),
});

interface Shared {
  readonly settings: ReadersSettings;
  readonly key: Uint8Array;
  readonly agent: Agent;
  readonly times: Map<number, number[]>;
}

async function run(settings: ReadersSettings): Promise<void> {
  const key = fromBase64Url(settings.key);
  assert(key, "key of the members");
  const { readers } = settings;
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const shared: Shared = { settings, key, agent, times: new Map() };
  const own = new Set(Array.from({ length: 50 }, (_, at) => `own-${at}.example`)).add(
    "bench-0-0.malware.example",
  );
  const waiting = Array.from({ length: readers }, () => follow(shared, own));
  await systemClock.sleep(settings.roundMs / 2);
  say({ ready: true });
  await Promise.all(waiting);
}

async function follow(shared: Shared, own: ReadonlySet<string>): Promise<void> {
  const { settings, times } = shared;
  let after = settings.after as Round;
  for (;;) {
    const bytes = await ask(shared, after);
    if (bytes === undefined) continue;
    const batch = parseBatch(bytes);
    match(shared.key, batch, own);
    after = batch.header.round;
    const ms = systemClock.now() - roundSpan(after, settings.roundMs).untilMs;
    const all = times.get(after) ?? [];
    all.push(ms);
    times.set(after, all);
    if (all.length === settings.readers) say({ round: after, ms: all });
  }
}

/** Number of own values in the batch; throws where a detail is not what the ledger holds. */
function match(
  key: Uint8Array,
  { header, sections, commitments }: Batch,
  own: ReadonlySet<string>,
): number {
  let found = 0;
  for (const [at, section] of header.sections.entries()) {
    if (section.audience !== "members") continue;
    const context = sectionContext(header.round, section.audience, section.epoch);
    const opened = openAes256Gcm(key, sections[at] ?? new Uint8Array(), context);
    assert(opened, "section opens");
    found += matchSection(opened, header, commitments, own);
  }
  return found;
}

function matchSection(
  opened: Uint8Array,
  header: BatchHeader,
  commitments: readonly Uint8Array[],
  own: ReadonlySet<string>,
): number {
  let found = 0;
  for (const { index, salt, leaf } of parseSection(opened, header)) {
    const commitment = commitments[index - header.first] ?? new Uint8Array();
    assert(equalBytes(leafCommitment(salt, leaf), commitment), "commitment");
    const { submission } = seen.parse(parseJson(textOf(leaf) ?? ""));
    for (const { value } of submission.body.observables) if (own.has(value)) found += 1;
  }
  return found;
}

function ask({ settings, agent }: Shared, after: Round): Promise<Uint8Array | undefined> {
  const headers = { authorization: `Bearer ${settings.session}` };
  return new Promise((resolve, reject) => {
    get(`${settings.url}${livePath(after)}`, { agent, headers }, (answer: IncomingMessage) => {
      const chunks: Uint8Array[] = [];
      answer.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      answer.on("end", () => {
        resolve(answer.statusCode === 200 ? Buffer.concat(chunks) : undefined);
      });
      answer.on("error", reject);
    }).on("error", reject);
  });
}

function say(line: z.input<typeof readersLine>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const [, , given] = process.argv;
if (given !== undefined && import.meta.main) {
  await run(readersSettings.parse(parseJson(given)));
}
