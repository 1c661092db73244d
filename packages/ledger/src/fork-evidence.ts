/**
 * Proof that a log has told two stories: both signed checkpoints, to be saved and shown. Anyone who has
 * the log's key can judge it, years later and without asking us.
 */

import { canonicalJson, equalBytes, parseCanonicalJson, TocsinError } from "@tocsin/kernel";

import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { emptyRoot } from "./hash.ts";
import type { NoteVerifier } from "./note-key.ts";
import { noteBytesMax } from "./note.ts";
import type { Proof } from "./proof.ts";
import { verifyConsistency } from "./verify-proof.ts";

export interface ForkEvidence {
  /** undefined where nothing had been verified before. */
  readonly earlier: string | undefined;
  readonly later: string;
}

export type ForkVerdict =
  /** Both are signed and cannot both be true. */
  | "proved"
  /** Both are signed; only a consistency proof, which the log has to give, can clear it. */
  | "to-be-cleared"
  /** The given consistency proof joins them: no fork. */
  | "cleared"
  /** Not signed by this log, or not two checkpoints. */
  | "worthless";

export function judgeFork(
  evidence: ForkEvidence,
  origin: string,
  verifier: NoteVerifier,
  consistency?: Proof,
): ForkVerdict {
  if (evidence.earlier === undefined) return "worthless";
  const first = openCheckpoint(evidence.earlier, origin, verifier);
  const second = openCheckpoint(evidence.later, origin, verifier);
  if (!first.ok || !second.ok) return "worthless";
  const [older, newer] = bySize(first.checkpoint, second.checkpoint);
  if (older.size === newer.size) {
    return equalBytes(older.root, newer.root) ? "cleared" : "proved";
  }
  if (older.size === 0) return equalBytes(older.root, emptyRoot) ? "cleared" : "proved";
  if (consistency === undefined) return "to-be-cleared";
  return verifyConsistency(older, newer, consistency) ? "cleared" : "to-be-cleared";
}

/** One line of canonical JSON, for a file. */
export function encodeForkEvidence({ earlier, later }: ForkEvidence): string {
  return canonicalJson({ earlier, later, type: evidenceType });
}

/** undefined for everything but evidence as it was encoded. */
export function parseForkEvidence(text: string): ForkEvidence | undefined {
  if (text.length > 3 * noteBytesMax) return undefined;
  const value = parsed(text);
  if (typeof value !== "object" || value === null) return undefined;
  const { earlier, later, type, ...more } = value as Record<string, unknown>;
  if (type !== evidenceType || Object.keys(more).length > 0) return undefined;
  if (typeof later !== "string" || !(earlier === undefined || typeof earlier === "string")) {
    return undefined;
  }
  return { earlier, later };
}

const evidenceType = "tocsin/fork-evidence/v1";

function bySize(a: Checkpoint, b: Checkpoint): readonly [Checkpoint, Checkpoint] {
  return a.size <= b.size ? [a, b] : [b, a];
}

function parsed(text: string): unknown {
  try {
    return parseCanonicalJson(text);
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
