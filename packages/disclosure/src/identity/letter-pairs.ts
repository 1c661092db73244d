/**
 * Pairs of letters of one name: what has too few of them in a row cannot be taken for the name. A
 * slip breaks three pairs at most, and inside a longer label there is one at most. Ukkonen 1992
 * (q-grams).
 */

import { seenUnit } from "../text/confusables.ts";

/** A letter that is another one, is lost or added breaks two; two in the wrong order break three. */
const pairsOfSlip = 3;
const pairsOfLetter = 2;
/** The pairs of a letter that is written as two, which are not seen. */
const pairsOfOne = 2;
const letterBits = 5;
const letterMask = (1 << letterBits) - 1;
/** Of any letters. */
export const pairsOfAll = 1 << (2 * letterBits);
const writtenAsTwo = ["rn", "vv", "cl"];

/** Digits that are read as no letter. */
const otherDigits = "269";
const firstOther = 27;
/** As what letter each unit of ASCII is read; 0 for what only joins the parts of a label. */
const letters = new Uint8Array(128);
for (let code = 0; code < letters.length; code += 1) {
  const isUpper = code >= 65 && code <= 90;
  letters[code] = seenUnit(isUpper ? code | 32 : code) & letterMask;
}
for (const join of "-_") letters[join.charCodeAt(0)] = 0;
for (const [at, digit] of Array.from(otherDigits).entries())
  letters[digit.charCodeAt(0)] = firstOther + at;

/** A number below 32 for the letter that a hurried reader sees; one for several beyond ASCII. */
export function letterOf(code: number): number {
  return code < letters.length ? (letters[code] ?? 0) : code & letterMask;
}

/** Where the count of two letters stands. */
export function pairAt(before: number, letter: number): number {
  return (before << letterBits) | letter;
}

function pairOf(text: string, at: number): number {
  return pairAt(letterOf(text.charCodeAt(at - 1)), letterOf(text.charCodeAt(at)));
}

export class LetterPairs {
  /** For each two letters how many pairs of the name they may stand for. */
  readonly #counts = new Uint8Array(pairsOfAll);
  readonly #least: number;
  readonly #leastInside: number;
  /** Whole labels and parts of labels that differ by more have the name inside, if at all. */
  readonly #shortest: number;
  readonly #longest: number;

  /** `seen`: as a hurried reader sees the text; `slips`: letters that may be other ones. */
  constructor(text: string, seen: string, slips: number) {
    this.#least = text.length - 1 - pairsOfSlip * slips;
    this.#leastInside = seen.length - 1 - pairsOfLetter * Math.min(1, slips);
    this.#shortest = text.length - slips;
    this.#longest = text.length + slips;
    for (const form of [text, seen])
      for (let at = 1; at < form.length; at += 1) this.#counts[pairOf(form, at)] = 1;
    for (const two of writtenAsTwo) {
      const pair = pairOf(two, 1);
      this.#counts[pair] = (this.#counts[pair] ?? 0) + pairsOfOne;
    }
  }

  /** So many pairs are in whatever may be taken for the name. */
  get fewest(): number {
    return Math.min(this.#least, this.#leastInside);
  }

  /** Raises the counts of a table that has those of several names to those of this one. */
  raise(counts: Uint8Array): void {
    for (let pair = 0; pair < counts.length; pair += 1) {
      counts[pair] = Math.max(counts[pair] ?? 0, this.#counts[pair] ?? 0);
    }
  }

  /** True where enough pairs may be in a label that lacks so many letters, which are slips of one letter each. */
  areIn(codes: Uint16Array, start: number, end: number, lacking: number): boolean {
    const counts = this.#counts;
    let count = 0;
    let before = 0;
    let part = start;
    let joins = 0;
    let isLikeInSize = false;
    for (let at = start; at < end; at += 1) {
      const letter = letterOf(codes[at] ?? 0);
      if (letter === 0) {
        isLikeInSize ||= this.#isLikeInSize(at - part);
        part = at + 1;
        joins += 1;
        continue;
      }
      count += counts[pairAt(before, letter)] ?? 0;
      before = letter;
    }
    isLikeInSize ||= this.#isLikeInSize(end - part) || this.#isLikeInSize(end - start - joins);
    const least = this.#least + lacking * (pairsOfSlip - pairsOfLetter);
    return count >= (isLikeInSize ? Math.min(least, this.#leastInside) : this.#leastInside);
  }

  #isLikeInSize(length: number): boolean {
    return length >= this.#shortest && length <= this.#longest;
  }
}
