/** Lines of a passage with what the word table knows of all their words together. */

import type { Passage } from "./passage.ts";
import { markLine, type Words } from "./words.ts";

export interface Lines {
  readonly count: number;
  readonly starts: Uint32Array;
  /** Where the line end stands, or the text ends. */
  readonly ends: Uint32Array;
  /** First word of each line, and at `count` the number of words. */
  readonly firstWords: Uint32Array;
  /** Bits of all words of the line. */
  readonly bits: Uint32Array;
  /** Digits in words that begin with one, at most 65,535. */
  readonly digits: Uint16Array;
}

const digitsMax = 0xffff;
const rowBytes = 18;
const lineEnd = 10;
/** Of `digitAny`. */
const digitShift = 3;

export function linesOf({ codes }: Passage, words: Words): Lines {
  const { marks, shapes } = words;
  const count = words.lineEnds + 1;
  const memory = new ArrayBuffer(count * rowBytes + 4);
  const starts = new Uint32Array(memory, 0, count);
  const ends = new Uint32Array(memory, count * 4, count);
  const bits = new Uint32Array(memory, count * 8, count);
  const firstWords = new Uint32Array(memory, count * 12, count + 1);
  const digits = new Uint16Array(memory, count * 16 + 4, count);
  let line = 0;
  let sum = 0;
  let known = 0;
  for (let at = 0; at <= words.count; at += 1) {
    // Line ends stand between words, before the first and behind the last.
    if (((marks[at] ?? 0) & markLine) !== 0) {
      const start = at < words.count ? (words.starts[at] ?? 0) : codes.length;
      for (let place = at > 0 ? (words.ends[at - 1] ?? 0) : 0; place < start; place += 1) {
        if (codes[place] !== lineEnd) continue;
        ends[line] = place;
        bits[line] = known;
        digits[line] = Math.min(sum, digitsMax);
        line += 1;
        starts[line] = place + 1;
        firstWords[line] = at;
        known = sum = 0;
      }
    }
    if (at === words.count) break;
    known |= words.bits[at] ?? 0;
    // Without a branch: whether a word has a digit is hard to foresee.
    const length = (words.ends[at] ?? 0) - (words.starts[at] ?? 0);
    sum += length * (((shapes[at] ?? 0) >> digitShift) & 1);
  }
  ends[line] = codes.length;
  bits[line] = known;
  digits[line] = Math.min(sum, digitsMax);
  firstWords[count] = words.count;
  return { count, starts, ends, firstWords, bits, digits };
}
