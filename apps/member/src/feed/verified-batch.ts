/**
 * One batch against what was verified before: the root is computed here from our own tree and the new
 * commitments, and must be what the ledger's key has signed. PROTOCOL §5.
 */

import { equalBytes, type Round, TocsinError } from "@tocsin/kernel";
import {
  type Followed,
  type FollowedLog,
  followStep,
  leafCommitment,
  openCheckpoint,
} from "@tocsin/ledger";
import { type Batch, type LeafRecord, parseBatch, parseSection } from "@tocsin/wire";

/** Where the ledger stands for this node. */
export interface LedgerPlace {
  readonly followed: Followed;
  /** Of the last batch; 0 before the first. */
  readonly round: Round;
}

export type BatchVerdict =
  | { readonly ok: true; readonly batch: Batch; readonly place: LedgerPlace }
  | {
      readonly ok: false;
      /**
       * `damaged`: cut, altered or not signed by the ledger. `gap`: leaves before it are missing here.
       * `behind`: it ends where our ledger is, or before. `wrong-root`: signed, but not of these leaves.
       */
      readonly why: "damaged" | "gap" | "behind" | "wrong-root" | "fork";
      /** The checkpoint, where the ledger has signed it. */
      readonly note: string | undefined;
    };

export function verifyBatch(
  log: FollowedLog,
  last: LedgerPlace,
  round: Round,
  bytes: Uint8Array,
): BatchVerdict {
  const batch = parsedBatch(bytes);
  if (batch?.header.round !== round || round <= last.round) return damaged;
  const { first, checkpoint } = batch.header;
  const { size } = last.followed.frontier;
  if (first !== size) {
    const opened = openCheckpoint(checkpoint, log.origin, log.verifier);
    if (!opened.ok) return damaged;
    const why = opened.checkpoint.size <= size ? "behind" : "gap";
    return { ok: false, why, note: checkpoint };
  }
  const step = followStep(log, last.followed, batch.commitments, checkpoint);
  if (step.ok) return { ok: true, batch, place: { followed: step.followed, round } };
  if (step.why === "fork" || step.why === "wrong-root") {
    return { ok: false, why: step.why, note: checkpoint };
  }
  return step.why === "rollback" ? { ok: false, why: "behind", note: checkpoint } : damaged;
}

/** The batch of a round that was verified before, read again: the same leaves, fewer details. */
export function isSameBatch(
  batch: Batch,
  known: { readonly first: number; readonly leaves: number },
  commitments: Uint8Array,
): boolean {
  if (batch.header.first !== known.first || batch.header.leaves !== known.leaves) return false;
  return batch.commitments.every((hash, at) =>
    equalBytes(hash, commitments.subarray(at * hash.length, (at + 1) * hash.length)),
  );
}

/** Records of an opened section, each the detail of its leaf; undefined where one is not. */
export function verifiedRecords(batch: Batch, section: Uint8Array): LeafRecord[] | undefined {
  const records = sectionOf(section, batch);
  const isDetail = ({ index, salt, leaf }: LeafRecord): boolean => {
    const commitment = batch.commitments[index - batch.header.first];
    return commitment !== undefined && equalBytes(leafCommitment(salt, leaf), commitment);
  };
  return records?.every(isDetail) === true ? records : undefined;
}

export function parsedBatch(bytes: Uint8Array): Batch | undefined {
  return undefinedIfInvalid(() => parseBatch(bytes));
}

const damaged: BatchVerdict = { ok: false, why: "damaged", note: undefined };

function sectionOf(section: Uint8Array, batch: Batch): LeafRecord[] | undefined {
  return undefinedIfInvalid(() => parseSection(section, batch.header));
}

function undefinedIfInvalid<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
