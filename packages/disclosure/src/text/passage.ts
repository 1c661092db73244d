/**
 * Text as detectors read it: compatibility forms and look-alike letters folded to Latin, marks,
 * zero-width characters and soft hyphens dropped, with a map back to the original. Unicode NFKD,
 * UTS #39. The text stays in the node.
 */

import { foldConfusable } from "./confusables.ts";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Passage {
  readonly original: string;
  /** Folded, with the case of the original. */
  readonly text: string;
  /** As `text`, in lower case, character for character. */
  readonly lower: string;
  /** UTF-16 offsets into the original for offsets into `text`. */
  spanOf(start: number, end: number): Span;
}

/** Fillers that Unicode counts as letters or marks, beside what is invisible by category. */
const invisible = new Set([0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0]);
const marksAndFormats = /[\p{Mn}\p{Me}\p{Cf}]/u;
const spaces = /[\p{Zs}\u2028\u2029\u0085]/u;
const dashes = /\p{Pd}/u;
const foldedCharMax = 18;

export function readPassage(original: string): Passage {
  if (isAscii(original)) {
    return {
      original,
      text: original,
      lower: original.toLowerCase(),
      spanOf: (start, end) => ({ start, end }),
    };
  }
  const starts = new Offsets(original.length);
  const ends = new Offsets(original.length);
  const chunks: string[] = [];
  const lowers: string[] = [];
  let at = 0;
  for (const char of original) {
    const folded = foldChar(char);
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(at);
      ends.push(at + char.length);
    }
    if (folded !== "") {
      const lower = folded.toLowerCase();
      chunks.push(folded);
      lowers.push(lower.length === folded.length ? lower : folded);
    }
    at += char.length;
  }
  return {
    original,
    text: chunks.join(""),
    lower: lowers.join(""),
    spanOf: (start, end) =>
      start >= end
        ? { start: starts.at(start), end: starts.at(start) }
        : { start: starts.at(start), end: ends.at(end - 1) },
  };
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function isDropped(char: string): boolean {
  return marksAndFormats.test(char) || invisible.has(char.codePointAt(0) ?? 0);
}

/** Folded form of one character: empty where it is invisible. */
function foldChar(char: string): string {
  if (char.length === 1 && char.charCodeAt(0) < 128) return char;
  if (isDropped(char)) return "";
  if (spaces.test(char)) return " ";
  if (dashes.test(char)) return "-";
  let out = "";
  for (const part of char.normalize("NFKD").slice(0, foldedCharMax)) {
    if (!isDropped(part)) out += foldConfusable(part);
  }
  return out;
}

/** A list of offsets at four bytes each: a text may have millions. */
class Offsets {
  #values: Uint32Array;
  #length = 0;

  constructor(expected: number) {
    this.#values = new Uint32Array(expected + 16);
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Uint32Array(this.#length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }
}
