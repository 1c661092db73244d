/**
 * A node follows the ledger: it computes each root from the leaves that it holds and compares it with
 * what the exchange signed, so the exchange cannot show different members different histories and
 * not be found out by any two of them that compare notes.
 */

import { equalBytes } from "@tocsin/kernel";

import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import type { ForkEvidence } from "./fork-evidence.ts";
import { appendLeaves, emptyFrontier, type Frontier, rootOf } from "./frontier.ts";
import { leafHash } from "./hash.ts";
import type { NoteVerifier } from "./note-key.ts";
import { treeSizeMax } from "./tree-size.ts";

/** The log that is followed, as the community file names it. */
export interface FollowedLog {
  readonly origin: string;
  readonly verifier: NoteVerifier;
}

/** What was verified last. Keep both: the note is one half of the proof of a fork. */
export interface Followed {
  readonly frontier: Frontier;
  /** undefined before the first checkpoint. */
  readonly note: string | undefined;
}

export type FollowStep =
  | { readonly ok: true; readonly followed: Followed; readonly checkpoint: Checkpoint }
  | {
      readonly ok: false;
      /**
       * `rollback`: an older checkpoint than the last one, as a stale copy has.
       * `too-few-leaves`, `too-many-leaves`: the checkpoint is not of these leaves; fetch again.
       */
      readonly why:
        | "malformed"
        | "unknown-keys"
        | "bad-signature"
        | "wrong-origin"
        | "rollback"
        | "too-few-leaves"
        | "too-many-leaves";
    }
  | {
      readonly ok: false;
      /**
       * `fork`: two signed checkpoints of one size with different roots; proof by itself.
       * `wrong-root`: these leaves are not what was signed. A damaged copy does this too: fetch again
       * and ask for a consistency proof; where none can be had, it is a fork.
       */
      readonly why: "fork" | "wrong-root";
      readonly evidence: ForkEvidence;
    };

export const nothingFollowed: Followed = { frontier: emptyFrontier, note: undefined };

/** The step from what was verified last to a new signed checkpoint, over the entries between. */
export function followStep(
  log: FollowedLog,
  last: Followed,
  entries: readonly Uint8Array[],
  note: string,
): FollowStep {
  const opened = openCheckpoint(note, log.origin, log.verifier);
  if (!opened.ok) return opened;
  const { checkpoint } = opened;
  const { frontier } = last;
  const evidence = { earlier: last.note, later: note };
  if (checkpoint.size < frontier.size) return { ok: false, why: "rollback" };
  if (checkpoint.size === frontier.size && !equalBytes(checkpoint.root, rootOf(frontier))) {
    return { ok: false, why: "fork", evidence };
  }
  const size = frontier.size + entries.length;
  if (size < checkpoint.size) return { ok: false, why: "too-few-leaves" };
  if (size > checkpoint.size || size > treeSizeMax) return { ok: false, why: "too-many-leaves" };
  const next = appendLeaves(frontier, entries.map(leafHash));
  if (!equalBytes(rootOf(next), checkpoint.root)) return { ok: false, why: "wrong-root", evidence };
  return { ok: true, followed: { frontier: next, note }, checkpoint };
}
