/**
 * Reading the ledger as everyone does: batch after batch, each root computed anew, each public detail held
 * against its commitment. Who serves the batches learns that somebody read them. PROTOCOL §5, C2SP tlog-tiles.
 */

import { equalBytes, type Round, TocsinError } from "@tocsin/kernel";
import {
  type Batch,
  batchBytesMax,
  batchPath,
  type LeafRecord,
  parseBatch,
  parseRoundLines,
  parseSection,
  roundsBytesMax,
  roundsPath,
  urlAt,
} from "@tocsin/wire";

import { type Followed, type FollowedLog, followStep, nothingFollowed } from "./follow.ts";
import { encodeFrontier, parseFrontier } from "./frontier.ts";
import { leafCommitment } from "./hash.ts";

/** How far a reader has come, as it is stored. */
export interface LedgerPlace {
  readonly round: Round;
  readonly frontier: Uint8Array;
  /** The checkpoint that was verified last. */
  readonly note: string;
}

export interface ReadBatch {
  readonly place: LedgerPlace;
  /** Details of the public section. */
  readonly records: readonly LeafRecord[];
}

export interface LedgerReaderPorts {
  /** The bytes under a path of a feed; rejects where there is none. */
  readonly get: (path: string, bytesMax: number, signal: AbortSignal) => Promise<Uint8Array>;
  /** Makes the batch durable; what it throws is tried again. */
  readonly take: (batch: ReadBatch) => Promise<void>;
}

/** Batches read before anything else has its turn. */
export const batchesAtOnce = 500;

export class LedgerReader {
  readonly #ports: LedgerReaderPorts;
  #round: Round;
  #followed: Followed;

  /** Throws `store-damaged` where the stored place is none. */
  constructor(ports: LedgerReaderPorts, stored: LedgerPlace | undefined) {
    this.#ports = ports;
    this.#round = stored?.round ?? (0 as Round);
    this.#followed = followedIn(stored);
  }

  /** Batches read; throws what `get` and `take` throw, and `ledger-halted` for a fork. */
  async read(log: FollowedLog, signal: AbortSignal): Promise<number> {
    const list = await this.#ports.get(roundsPath(this.#round), roundsBytesMax, signal);
    const rounds = parseRoundLines(this.#round, list).slice(0, batchesAtOnce);
    for (const round of rounds) await this.#step(log, round, signal);
    return rounds.length;
  }

  async #step(log: FollowedLog, round: Round, signal: AbortSignal): Promise<void> {
    const batch = parseBatch(await this.#ports.get(batchPath(round), batchBytesMax, signal));
    if (batch.header.round !== round) throw invalid("round");
    const { checkpoint } = batch.header;
    const step = followStep(log, this.#followed, batch.commitments, checkpoint);
    if (!step.ok) {
      const halting = step.why === "fork" || step.why === "wrong-root";
      throw halting ? new TocsinError("ledger-halted", { detail: step.why }) : invalid(step.why);
    }
    const frontier = encodeFrontier(step.followed.frontier);
    const place = { round, frontier, note: checkpoint };
    await this.#ports.take({ place, records: publicRecords(batch) });
    this.#round = round;
    this.#followed = step.followed;
  }
}

/** What the first of the feeds gives that has it; throws why the last one did not. */
export async function fromFeeds(
  feeds: readonly string[],
  path: string,
  ask: (url: string) => Promise<{ readonly status: number; readonly bytes: Uint8Array }>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let failure: unknown = invalid("no feed");
  for (const feed of feeds) {
    try {
      const answer = await ask(urlAt(feed, path));
      if (answer.status === 200) return answer.bytes;
      failure = new TocsinError("remote-refused", { detail: `status ${answer.status}` });
    } catch (error) {
      if (signal.aborted) throw error;
      failure = error;
    }
  }
  throw failure;
}

function followedIn(stored: LedgerPlace | undefined): Followed {
  if (stored === undefined) return nothingFollowed;
  const frontier = parseFrontier(stored.frontier);
  if (frontier === undefined) throw new TocsinError("store-damaged", { detail: "frontier" });
  return { frontier, note: stored.note };
}

/** Those of the public section; each must be what its leaf commits to. */
function publicRecords(batch: Batch): LeafRecord[] {
  const records = batch.header.sections.flatMap(({ audience }, at) =>
    audience === "public" ? parseSection(batch.sections[at] ?? new Uint8Array(), batch.header) : [],
  );
  for (const { index, salt, leaf: bytes } of records) {
    const commitment = batch.commitments[index - batch.header.first];
    const isDetail =
      commitment !== undefined && equalBytes(leafCommitment(salt, bytes), commitment);
    if (!isDetail) throw invalid("detail");
  }
  return records;
}

function invalid(detail: string): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail });
}
