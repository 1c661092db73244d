/** Lines of a passage with what the word table knows of all their words together. */

import type { Passage } from "./passage.ts";
import { digitAny, type Words } from "./words.ts";

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

export function linesOf({ text }: Passage, words: Words): Lines {
  const starts: number[] = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const count = starts.length;
  const ends = new Uint32Array(count);
  const firstWords = new Uint32Array(count + 1);
  const bits = new Uint32Array(count);
  const digits = new Uint16Array(count);
  let word = 0;
  for (let line = 0; line < count; line += 1) {
    const end = line + 1 < count ? (starts[line + 1] ?? 1) - 1 : text.length;
    ends[line] = end;
    firstWords[line] = word;
    let all = 0;
    let sum = 0;
    for (; word < words.count && (words.starts[word] ?? 0) < end; word += 1) {
      all |= words.bits[word] ?? 0;
      if (((words.shapes[word] ?? 0) & digitAny) !== 0) {
        sum += (words.ends[word] ?? 0) - (words.starts[word] ?? 0);
      }
    }
    bits[line] = all;
    digits[line] = Math.min(sum, digitsMax);
  }
  firstWords[count] = words.count;
  return { count, starts: Uint32Array.from(starts), ends, firstWords, bits, digits };
}
