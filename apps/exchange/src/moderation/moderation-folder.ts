/**
 * How the operator and the running exchange speak about disputed reports: a queue that the exchange writes
 * and rulings that the operator leaves, in a folder that only its owner can read. Reports are named by their
 * ids alone; what they say is read in a member's console, so no copy of it lies here.
 */

import path from "node:path";

import {
  canonicalJson,
  parseJson,
  type Random,
  textOf,
  TocsinError,
  toHex,
  utf8,
} from "@tocsin/kernel";
import {
  createSecret,
  destroySecret,
  openSecretFolder,
  readSecret,
  replaceSecret,
  secretsMatching,
} from "@tocsin/store";
import { letterNote, parseMessage, rulingLeaf, voteBuckets } from "@tocsin/wire";
import { z } from "zod";

const queueName = "queue.json";
const rulingPattern = /^ruling-[0-9a-f]{16}\.json$/;
/** Disputed reports that are listed, the most disputed first. */
export const queueMax = 500;
/** Rulings taken in one round. */
const rulingsMax = 64;

const queueItem = z.strictObject({
  report: z.string(),
  disputed: z.enum(voteBuckets),
  ruling: rulingLeaf.nullable(),
  /** What the author says against the ruling. Hostile input, as all of it. */
  appeal: letterNote.nullable(),
});
const queue = z.strictObject({ items: z.array(queueItem).max(queueMax) });
export type ModerationQueue = z.output<typeof queue>;

const leftRuling = rulingLeaf.pick({ report: true, ruling: true, reason: true });
export type LeftRuling = z.output<typeof leftRuling>;

function folderIn(stateDir: string): string {
  return path.join(stateDir, "moderation");
}

/** Throws `not-ready` where the exchange has not written one yet. */
export async function readQueue(stateDir: string): Promise<ModerationQueue> {
  const bytes = await readSecret(folderIn(stateDir), queueName, queueBytesMax);
  if (bytes === undefined) throw new TocsinError("not-ready", { detail: "moderation queue" });
  return parseMessage(queue, parseJson(textOf(bytes) ?? ""));
}

const queueBytesMax = 1024 * 1024;

export async function writeQueue(stateDir: string, items: ModerationQueue["items"]): Promise<void> {
  const folder = folderIn(stateDir);
  await openSecretFolder(folder);
  await replaceSecret(folder, queueName, utf8(canonicalJson(parseMessage(queue, { items }))));
}

/** For the running exchange, or the next one that runs. Throws `not-found` for what nobody disputes. */
export async function leaveRuling(
  stateDir: string,
  left: unknown,
  random: Random,
): Promise<LeftRuling> {
  const parsed = parseMessage(leftRuling, left);
  const { items } = await readQueue(stateDir);
  if (!items.some(({ report }) => report === parsed.report)) throw new TocsinError("not-found");
  const name = `ruling-${toHex(random.bytes(8))}.json`;
  await createSecret(folderIn(stateDir), name, utf8(canonicalJson(parsed)));
  return parsed;
}

export interface FoundRuling {
  readonly name: string;
  /** Undefined for a file that is none. */
  readonly left: LeftRuling | undefined;
}

export async function leftRulings(stateDir: string): Promise<readonly FoundRuling[]> {
  const folder = folderIn(stateDir);
  await openSecretFolder(folder);
  const names = (await secretsMatching(folder, rulingPattern)).slice(0, rulingsMax);
  return Promise.all(
    names.map(async (name) => ({ name, left: rulingIn(await readSecret(folder, name)) })),
  );
}

export async function forgetRuling(stateDir: string, name: string): Promise<void> {
  await destroySecret(folderIn(stateDir), name);
}

function rulingIn(bytes: Uint8Array | undefined): LeftRuling | undefined {
  try {
    return parseMessage(leftRuling, parseJson(textOf(bytes ?? new Uint8Array()) ?? ""));
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
