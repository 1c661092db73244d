/**
 * Checkpoints: the state of a log in three lines. C2SP tlog-checkpoint. Extension lines are refused,
 * because nobody could audit them: they would be a place to mark one member's copy.
 */

import { fromBase64, toBase64 } from "@tocsin/kernel";

import { isHash } from "./hash.ts";
import type { NoteSigner, NoteVerifier } from "./note-key.ts";
import { openNote, signNote } from "./note.ts";
import { isTreeSize } from "./tree-size.ts";
import type { TreeHead } from "./verify-proof.ts";

export interface Checkpoint extends TreeHead {
  /** Which log: one line, not empty. */
  readonly origin: string;
}

export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | {
      readonly ok: false;
      readonly why: "malformed" | "unknown-keys" | "bad-signature" | "wrong-origin";
    };

/** Characters of an origin. */
export const originMax = 256;

/** Body of the note, with its final newline. Throws where the parts cannot be a checkpoint. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isOrigin(origin)) throw new RangeError("not an origin");
  if (!isTreeSize(size) || !isHash(root)) throw new RangeError("not a tree head");
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** undefined for everything but the one text of a checkpoint. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = "", sizeText = "", rootText = "", end, ...more] = text.split("\n");
  if (end !== "" || more.length > 0 || !isOrigin(origin)) return undefined;
  const size = /^(?:0|[1-9]\d{0,15})$/.test(sizeText) ? Number(sizeText) : -1;
  const root = fromBase64(rootText);
  if (!isTreeSize(size) || root === undefined || !isHash(root)) return undefined;
  const checkpoint = { origin, size, root };
  return formatCheckpoint(checkpoint) === text ? checkpoint : undefined;
}

export function signCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[]): string {
  return signNote(formatCheckpoint(checkpoint), signers);
}

/** The checkpoint of the log `origin`, signed by its key. */
export function openCheckpoint(
  note: string,
  origin: string,
  verifier: NoteVerifier,
): OpenedCheckpoint {
  const opened = openNote(note, [verifier]);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint === undefined) return { ok: false, why: "malformed" };
  if (checkpoint.origin !== origin) return { ok: false, why: "wrong-origin" };
  return { ok: true, checkpoint };
}

function isOrigin(origin: string): boolean {
  return origin.length <= originMax && origin.isWellFormed() && originPattern.test(origin);
}

const originPattern = /^[^\p{Cc}\p{Zl}\p{Zp}]+$/u;
