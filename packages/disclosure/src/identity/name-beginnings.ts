/**
 * Where an own name may be under way in a text: three letters in a row of its first five. So every fourth
 * pair of letters in a word is looked at, and those with which two words meet; most of a text is none of
 * ours. After Wu and Manber 1994.
 */

import type { Passage } from "../text/passage.ts";
import { hashAll, markForeign, type Words } from "../text/words.ts";

/** Names have so many letters at least. */
export const beginningLetters = 5;
const rowLetters = 3;
/** Characters between two letters of one name: "F . r . r". */
export const gapCharsMax = 3;
export const digitLetters: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/** Letters without case, digits as the letters that they are read as; all letters beyond ASCII are one. */
const classes = new Uint8Array(65_536);
const classBits = 5;
const foreignClass = 31;
/** Between letters in a plain name, a letter in a disguised one. */
const eitherBit = 32;
markForeign(classes, foreignClass);
for (const [at, digit] of Array.from("2689").entries()) classes[digit.charCodeAt(0)] = 27 + at;
for (let letter = 1; letter <= 26; letter += 1)
  classes[64 + letter] = classes[96 + letter] = letter;
for (const [written, letter] of Object.entries(digitLetters)) {
  classes[written.charCodeAt(0)] = /\d/.test(written) ? letter.charCodeAt(0) - 96 : eitherBit;
}

/** Called with places in order, and with the stretch between two hashes in which they are. */
export type FoundPlaces = (places: readonly number[], from: number, to: number) => void;

export class NameBeginnings {
  /** For each letter a bit for each that may stand before it. */
  readonly #pairs = new Uint32Array(eitherBit);
  /** A bit for each three letters in a row. */
  readonly #rows = new Uint32Array(1 << (classBits * rowLetters - 5));

  add(form: string): void {
    let row = 0;
    for (let at = 0; at < beginningLetters; at += 1) {
      const letter = classes[form.charCodeAt(at)] ?? 0;
      const before = row & foreignClass;
      row = rowOf(row, letter);
      if (at > 0) this.#pairs[letter] = (this.#pairs[letter] ?? 0) | (1 << before);
      if (at < rowLetters - 1) continue;
      this.#rows[row >>> 5] = (this.#rows[row >>> 5] ?? 0) | (1 << (row & 31));
    }
  }

  /** Finds for each name in a text one place at least at which one of its first letters is. */
  find({ codes, text }: Passage, words: Words, found: FoundPlaces): void {
    const { count, starts, ends, shapes } = words;
    const pairs = this.#pairs;
    const rows = this.#rows;
    const signs = signsIn(text);
    let sign = 0;
    let nextSign = signs[0] ?? codes.length;
    let places: number[] = [];
    let from = 0;
    let behind = 0;
    for (let word = 0; word <= count; word += 1) {
      const start = word < count ? (starts[word] ?? 0) : codes.length;
      const end = ends[word] ?? start;
      while (nextSign < start) {
        places.push(nextSign);
        sign += 1;
        nextSign = signs[sign] ?? codes.length;
      }
      if (word === count || ((shapes[word] ?? 0) & hashAll) !== 0) {
        if (places.length > 0) {
          found(places, from, start);
          places = [];
        }
        from = behind = end;
        continue;
      }
      const last = behind > from ? (classes[codes[behind - 1] ?? 0] ?? 0) : 0;
      const first = classes[codes[start] ?? 0] ?? 0;
      if ((((pairs[first] ?? 0) >>> last) & 1) !== 0 && isOverGap(rows, codes, behind, start, from))
        places.push(start);
      for (let at = start + 1; at < end; at += beginningLetters - 1) {
        const one = classes[codes[at - 1] ?? 0] ?? 0;
        const two = classes[codes[at] ?? 0] ?? 0;
        if ((((pairs[two] ?? 0) >>> one) & 1) !== 0 && isInWord(rows, codes, at, start, end))
          places.push(at);
      }
      behind = end;
    }
  }
}

/** Three letters in a row with a gap behind the first or the second of them. */
function isOverGap(
  rows: Uint32Array,
  codes: Uint16Array,
  behind: number,
  start: number,
  from: number,
): boolean {
  if (start - behind > gapCharsMax) return false;
  const last = classes[codes[behind - 1] ?? 0] ?? 0;
  const first = classes[codes[start] ?? 0] ?? 0;
  return (
    isRow(rows, letterBefore(codes, behind - 1, from), last, first) ||
    isRow(rows, last, first, letterBehind(codes, start))
  );
}

function isInWord(
  rows: Uint32Array,
  codes: Uint16Array,
  at: number,
  start: number,
  end: number,
): boolean {
  const one = classes[codes[at - 1] ?? 0] ?? 0;
  const two = classes[codes[at] ?? 0] ?? 0;
  return (
    (at - 1 > start && isRow(rows, classes[codes[at - 2] ?? 0] ?? 0, one, two)) ||
    (at + 1 < end && isRow(rows, one, two, classes[codes[at + 1] ?? 0] ?? 0))
  );
}

function isRow(rows: Uint32Array, first: number, second: number, third: number): boolean {
  const row = rowOf(rowOf(first, second), third);
  return ((rows[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0;
}

function rowOf(before: number, letter: number): number {
  return ((before << classBits) | (letter & foreignClass)) & ((1 << (classBits * rowLetters)) - 1);
}

/** Signs that stand for letters, in order: any name may be under way there. */
function signsIn(text: string): number[] {
  const places: number[] = [];
  for (const sign of "@$") {
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) places.push(at);
  }
  return places.sort((a, b) => a - b);
}

/** The class of the letter before a place, 0 where there is none near enough. */
function letterBefore(codes: Uint16Array, at: number, from: number): number {
  const earliest = Math.max(from, at - 1 - gapCharsMax);
  for (let place = at - 1; place >= earliest; place -= 1) {
    const found = classes[codes[place] ?? 0] ?? 0;
    if (found !== 0) return found;
  }
  return 0;
}

function letterBehind(codes: Uint16Array, at: number): number {
  for (let place = at + 1; place <= at + 1 + gapCharsMax; place += 1) {
    const found = classes[codes[place] ?? 0] ?? 0;
    if (found !== 0) return found;
  }
  return 0;
}
