/** Text as numbers of its characters: "104, 97, 108", "String.fromCharCode(104,97)", "chr(104)+chr(97)". */

import type { FoundBytes } from "./runs.ts";
import { hashSet } from "./word-hash.ts";
import { digitAny, type Words } from "./words.ts";

/** Fewer numbers are a list of numbers. */
const numbersMin = 5;
/** Between two of them: "), chr(" with the word. */
const gapCharsMax = 4;
const makers = hashSet("chr char chrw char8 tochar");

/** `numbers`: words with digits. */
export function readCharCodes(
  codes: Uint16Array,
  words: Words,
  numbers: Uint32Array,
  found: FoundBytes,
): void {
  const { starts, ends } = words;
  let until = 0;
  for (const first of numbers) {
    if (first < until || valueOf(codes, words, first) < 0) continue;
    const [length, last] = rowFrom(codes, words, first);
    until = last + 1;
    if (length < numbersMin) continue;
    const bytes = new Uint8Array(length);
    for (let at = first, byte = 0; byte < length; at = follower(words, at), byte += 1) {
      bytes[byte] = valueOf(codes, words, at);
    }
    found("escapes", { start: starts[first] ?? 0, end: ends[last] ?? 0 }, bytes);
  }
}

/** How many characters follow one another, and the last of them. */
function rowFrom(codes: Uint16Array, words: Words, first: number): readonly [number, number] {
  let length = 1;
  let last = first;
  for (;;) {
    const next = follower(words, last);
    if (next >= words.count || valueOf(codes, words, next) < 0) return [length, last];
    length += 1;
    last = next;
  }
}

/** Of two or three digits, from the blank on; -1 for any other word. */
function valueOf(codes: Uint16Array, { shapes, starts, ends }: Words, at: number): number {
  if (shapes[at] !== digitAny) return -1;
  const start = starts[at] ?? 0;
  const end = ends[at] ?? 0;
  if (end - start < 2 || end - start > 3) return -1;
  let value = 0;
  for (let place = start; place < end; place += 1) value = value * 10 + (codes[place] ?? 0) - 48;
  return value >= 32 && value < 256 ? value : -1;
}

/** The next word, or the one behind a word that makes characters; none where it is too far. */
function follower({ count, starts, ends, hashes }: Words, at: number): number {
  const next = makers.has(hashes[at + 1] ?? 0) ? at + 2 : at + 1;
  for (let word = at + 1; word <= next; word += 1) {
    if ((starts[word] ?? Infinity) - (ends[word - 1] ?? 0) > gapCharsMax) return count;
  }
  return next;
}
