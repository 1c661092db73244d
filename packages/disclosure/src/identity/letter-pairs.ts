/**
 * Pairs of letters of one name: what has too few of them in a row cannot be taken for the name. A
 * slip breaks three pairs at most. Ukkonen 1992 (q-grams).
 */

import { seenUnit } from "../text/confusables.ts";

const pairsOfSlip = 3;
/** The pairs of a letter that is written as two, which are not seen. */
const pairsOfOne = 2;
const letterMask = 31;

export class LetterPairs {
  /** For each letter a bit for each that may follow. */
  readonly #next = new Uint32Array(letterMask + 1);
  readonly #least: number;

  /** `seen`: as a hurried reader sees the text; `slips`: letters that may be other ones. */
  constructor(text: string, seen: string, slips: number) {
    this.#least = text.length - 1 - pairsOfSlip * slips;
    for (const form of [text, seen]) {
      for (let at = 1; at < form.length; at += 1) {
        const letter = seenUnit(form.charCodeAt(at - 1)) & letterMask;
        const behind = seenUnit(form.charCodeAt(at)) & letterMask;
        this.#next[letter] = (this.#next[letter] ?? 0) | (1 << behind);
      }
    }
  }

  /** True where enough pairs may be in a label. */
  areIn(codes: Uint16Array, start: number, end: number): boolean {
    let count = 0;
    let before = 0;
    let letter = 0;
    for (let at = start; at < end; at += 1) {
      let code = codes[at] ?? 0;
      if (code === 45 || code === 95) continue;
      if (code >= 65 && code <= 90) code |= 32;
      if (isReadAsOne(before, code)) count += pairsOfOne;
      const next = seenUnit(code) & letterMask;
      count += ((this.#next[letter] ?? 0) >>> next) & 1;
      before = code;
      letter = next;
    }
    return count >= this.#least;
  }
}

/** "rn", "vv", "cl". */
function isReadAsOne(first: number, second: number): boolean {
  return (
    (first === 114 && second === 110) ||
    (first === 118 && second === 118) ||
    (first === 99 && second === 108)
  );
}
