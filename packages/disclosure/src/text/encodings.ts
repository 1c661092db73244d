/**
 * What is written in base64, base32, hex, percent, escape or entity form, in tags or as numbers, read: a
 * name does not leave because it is encoded. Every decoding is bounded by the text it came from. RFC 4648, RFC 3986 §2.1.
 */

import { mayBeBase32, readBase32 } from "./base32.ts";
import { isPlainWord, mayBeBase64, readBase64 } from "./base64.ts";
import { readBytes } from "./byte-text.ts";
import { readCharCodes } from "./char-codes.ts";
import { readEscapes } from "./escaped.ts";
import { mayBeHex, readHex } from "./hex.ts";
import type { Passage } from "./passage.ts";
import type { Encoding, FoundBytes } from "./runs.ts";
import { type Places, placesOf } from "./places.ts";
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

/** Every stretch of the text that reads as something else; words and places are those of the passage. */
export function decodings(
  passage: Passage,
  words: Words = wordsOf(passage),
  places: Places = placesOf(words),
): Decoded[] {
  const { codes } = passage;
  const { starts, ends, shapes } = words;
  const decoded: Decoded[] = [];
  const found: FoundBytes = (encoding, { start, end }, bytes) => {
    const read = readBytes(bytes);
    if (read !== undefined) decoded.push({ encoding, start, end, ...read });
  };
  let base64Until = 0;
  let hexUntil = 0;
  for (const at of places.encoded) {
    const start = starts[at] ?? 0;
    const end = ends[at] ?? start;
    const shape = shapes[at] ?? 0;
    if (isPlainWord(codes, shape, start, end)) continue;
    if (mayBeBase32(shape, start, end)) readBase32(codes, start, end, found);
    if (start >= base64Until && mayBeBase64(codes, shape, start, end)) {
      base64Until = readBase64(codes, shape, start, end, found);
    }
    if (start >= hexUntil && mayBeHex(codes, shape, start, end)) {
      hexUntil = readHex(codes, start, end, found);
    }
  }
  readEscapes(codes, words, places.escapes, found);
  readCharCodes(codes, words, places.numbers, found);
  return decoded;
}
