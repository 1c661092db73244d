/**
 * What is written in base64, hex, percent, escape or entity form, read: a name does not leave because
 * it is encoded. Every decoding is bounded by the text it came from. RFC 4648, RFC 3986 §2.1.
 */

import { mayBeBase64, readBase64 } from "./base64.ts";
import { readBytes } from "./byte-text.ts";
import { readEscapes } from "./escaped.ts";
import { mayBeHex, readHex } from "./hex.ts";
import type { Passage } from "./passage.ts";
import type { Encoding, FoundBytes } from "./runs.ts";
import { type Words, wordsOf } from "./words.ts";

export interface Decoded {
  readonly encoding: Encoding;
  /** Offsets of the encoded stretch. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** False where the bytes are no text: only own names are looked for in them. */
  readonly isText: boolean;
}

/** Every stretch of the text that reads as something else; `words` are those of the passage. */
export function decodings(passage: Passage, words: Words = wordsOf(passage)): Decoded[] {
  const { codes } = passage;
  const decoded: Decoded[] = [];
  const found: FoundBytes = (encoding, { start, end }, bytes) => {
    const read = readBytes(bytes);
    if (read !== undefined) decoded.push({ encoding, start, end, ...read });
  };
  let base64Until = 0;
  let hexUntil = 0;
  for (let at = 0; at < words.count; at += 1) {
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    const shape = words.shapes[at] ?? 0;
    if (start >= base64Until && mayBeBase64(codes, shape, start, end)) {
      base64Until = readBase64(codes, start, found);
    }
    if (start >= hexUntil && mayBeHex(codes, shape, start, end)) {
      hexUntil = readHex(codes, start, end, found);
    }
  }
  readEscapes(codes, words, found);
  return decoded;
}
