/** Values of several words in a log: paths, keys, agents. Their rarest word was found; this is the rest. */

import { backslash, byteClasses, dot, lowerCase, slash } from "./byte-classes.ts";
import { isSame, type Run } from "./runs.ts";

const hyphen = 45;

/** A place in a log. */
export interface Place {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export interface Literal extends Place {
  /** Where the word is in it that leads to it. */
  readonly anchor: number;
  readonly folds: boolean;
  /** Begins with a separator that nothing may stand before, as a path from the root does. */
  readonly isRooted: boolean;
}

/** The value around `word`; undefined where it is not there. `value` is what a log holds of it. */
export function literalAround(value: Literal, word: Place): Run | undefined {
  const { anchor, folds, isRooted } = value;
  const length = word.end - word.start;
  if (anchor + length > value.end) return undefined;
  if (!isSame(value.bytes, anchor, word.bytes, word.start, length, folds)) return undefined;
  const start = walkBack(value, anchor, word, folds);
  const end = walkOn(value, anchor + length, word, folds);
  if (start < 0 || end < 0) return undefined;
  const isApart = isBoundaryBefore(word.bytes, start, isRooted) && isBoundaryAfter(word.bytes, end);
  return isApart ? { start, end } : undefined;
}

/** Start of what equals the value up to `until`; below 0 where it differs. */
function walkBack(value: Place, until: number, { bytes, start }: Place, folds: boolean): number {
  let to = start;
  for (let from = until - 1; from >= value.start; from -= 1) {
    const byte = value.bytes[from] ?? 0;
    if (!isEqual(byte, bytes[to - 1] ?? 0, folds)) return -1;
    to -= 1;
    // JSON writes a backslash twice.
    const isSingle = byte === backslash && (from === value.start || value.bytes[from - 1] !== byte);
    if (isSingle && bytes[to] === backslash && bytes[to - 1] === backslash) to -= 1;
  }
  return to;
}

function walkOn(value: Place, from: number, { bytes, end }: Place, folds: boolean): number {
  let to = end;
  for (let at = from; at < value.end; at += 1) {
    const byte = value.bytes[at] ?? 0;
    if (!isEqual(byte, bytes[to] ?? 0, folds)) return -1;
    to += 1;
    const isSingle = byte === backslash && value.bytes[at + 1] !== byte;
    if (isSingle && bytes[to - 1] === backslash && bytes[to] === backslash) to += 1;
  }
  return to;
}

function isEqual(wanted: number, found: number, folds: boolean): boolean {
  if (wanted === found || (wanted === backslash && found === slash)) return true;
  return folds && lowerCase[wanted] === lowerCase[found];
}

function isBoundaryBefore(bytes: Uint8Array, start: number, isRooted: boolean): boolean {
  const isInside = isRooted || byteClasses[bytes[start] ?? 0] !== 0;
  return !isInside || start === 0 || byteClasses[bytes[start - 1] ?? 0] === 0;
}

/** A dot or hyphen may follow where the sentence ends with it. */
function isBoundaryAfter(bytes: Uint8Array, end: number): boolean {
  if (byteClasses[bytes[end - 1] ?? 0] === 0 || byteClasses[bytes[end] ?? 0] === 0) return true;
  const isMark = bytes[end] === dot || bytes[end] === hyphen;
  return isMark && byteClasses[bytes[end + 1] ?? 0] === 0;
}
