/** Plain text, decoded in this process: there is nothing to parse, so nothing to confine. */

import { setImmediate } from "node:timers/promises";

import { detectCharset } from "./charset.ts";
import type { NoteKind } from "./document.ts";
import { createReadableText } from "./readable-text.ts";

const chunkBytes = 1024 * 1024;

export interface PlainReading {
  readonly text: string;
  readonly notes: readonly { readonly note: NoteKind; readonly count?: number }[];
}

export interface PlainOptions {
  readonly signal?: AbortSignal;
  /** Called after each MiB. */
  readonly progress?: (doneBytes: number, totalBytes: number) => void;
}

/** Gives way to other work after each MiB, so that 50 MB do not stop the node. */
export async function readPlainText(
  bytes: Uint8Array,
  options: PlainOptions = {},
): Promise<PlainReading> {
  const charset = detectCharset(bytes);
  const decoder = new TextDecoder(charset.label, { ignoreBOM: true });
  const readable = createReadableText();
  const pieces: string[] = [];
  for (let at = charset.markBytes; at < bytes.length; at += chunkBytes) {
    const end = Math.min(bytes.length, at + chunkBytes);
    const piece = decoder.decode(bytes.subarray(at, end), { stream: end < bytes.length });
    pieces.push(readable.push(piece));
    options.progress?.(end, bytes.length);
    if (end < bytes.length) await setImmediate();
    options.signal?.throwIfAborted();
  }
  pieces.push(readable.end());
  const { controls, unseen } = readable.counts;
  const notes: { note: NoteKind; count?: number }[] = [];
  if (charset.doubt !== undefined) notes.push({ note: `charset-${charset.doubt}` });
  if (controls > 0) notes.push({ note: "control-characters", count: controls });
  if (unseen > 0) notes.push({ note: "hidden-text", count: unseen });
  return { text: pieces.join("").toWellFormed(), notes };
}
