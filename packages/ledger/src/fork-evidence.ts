/**
 * Proof that a log has told two stories: both signed checkpoints, to be saved and shown. Anyone who has
 * the log's key can judge it, years later and without asking us.
 */

import {
  canonicalJson,
  equalBytes,
  fromBase64Url,
  parseCanonicalJson,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";

import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { emptyRoot, hashBytes } from "./hash.ts";
import type { NoteVerifier } from "./note-key.ts";
import { noteBytesMax } from "./note.ts";
import type { Proof } from "./proof.ts";
import { proofHashesMax, verifyConsistency } from "./verify-proof.ts";

export interface ForkEvidence {
  /** undefined where nothing had been verified before. */
  readonly earlier: string | undefined;
  readonly later: string;
  /** Where the two are of different sizes: what whoever has the leaves of the larger one can say of it. */
  readonly beginning?: Beginning;
}

/** The root that the larger tree had when it was as small as the other, and RFC 9162's proof of that. */
export interface Beginning {
  readonly root: Uint8Array;
  readonly proof: Proof;
}

export type ForkVerdict =
  /** Both are signed and cannot both be true. */
  | "proved"
  /** Both are signed, and nothing here says whether the larger tree begins with the smaller one. */
  | "to-be-cleared"
  /** Both belong to one history: no fork. */
  | "cleared"
  /** Not signed by this log, or not two checkpoints. */
  | "worthless";

export function judgeFork(
  { earlier, later, beginning }: ForkEvidence,
  origin: string,
  verifier: NoteVerifier,
): ForkVerdict {
  const opened = [earlier ?? later, later].map((it) => openCheckpoint(it, origin, verifier));
  const [first, second] = opened.map((it) => (it.ok ? it.checkpoint : undefined));
  if (first === undefined || second === undefined) return "worthless";
  const [older, newer] = bySize(first, second);
  if (older.size === 0) {
    if (!equalBytes(older.root, emptyRoot)) return "proved";
    return earlier === undefined ? "worthless" : "cleared";
  }
  if (earlier === undefined) return "worthless";
  if (older.size === newer.size) {
    return equalBytes(older.root, newer.root) ? "cleared" : "proved";
  }
  if (beginning === undefined) return "to-be-cleared";
  const { root, proof } = beginning;
  if (!verifyConsistency({ size: older.size, root }, newer, proof)) return "to-be-cleared";
  return equalBytes(root, older.root) ? "cleared" : "proved";
}

/** One line of canonical JSON, for a file. */
export function encodeForkEvidence({ earlier, later, beginning }: ForkEvidence): string {
  const began = beginning && {
    root: toBase64Url(beginning.root),
    proof: beginning.proof.map(toBase64Url),
  };
  return canonicalJson({ earlier, later, beginning: began, type: evidenceType });
}

/** undefined for everything but evidence as it was encoded. */
export function parseForkEvidence(text: string): ForkEvidence | undefined {
  if (text.length > 3 * noteBytesMax) return undefined;
  const value = fieldsOf(parsed(text));
  if (value === undefined) return undefined;
  const { earlier, later, beginning, type, ...more } = value;
  if (type !== evidenceType || Object.keys(more).length > 0) return undefined;
  if (typeof later !== "string" || !(earlier === undefined || typeof earlier === "string")) {
    return undefined;
  }
  if (beginning === undefined) return { earlier, later };
  const began = parseBeginning(beginning);
  return began && { earlier, later, beginning: began };
}

function parseBeginning(value: unknown): Beginning | undefined {
  const { root, proof, ...more } = fieldsOf(value) ?? {};
  if (Object.keys(more).length > 0 || !Array.isArray(proof)) return undefined;
  if (proof.length > proofHashesMax) return undefined;
  const given: readonly unknown[] = proof;
  const [first, ...rest] = [root, ...given].flatMap((it) => {
    const hash = typeof it === "string" ? fromBase64Url(it) : undefined;
    return hash?.length === hashBytes ? [hash] : [];
  });
  return first === undefined || rest.length !== proof.length
    ? undefined
    : { root: first, proof: rest };
}

function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
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
