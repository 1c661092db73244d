/** Words that are bytes in hex. RFC 4648 §8. */

import { hexNumber } from "./escapes.ts";
import {
  behindLineEnd,
  codeClasses,
  type FoundBytes,
  hexBit,
  type Run,
  runAround,
  unitsOf,
  wrappedCharsMin,
} from "./runs.ts";
import { digitAny, hashAll } from "./words.ts";

const hexCharsMin = 6;

/** Words and numbers are hex as well; bytes of letters have a digit for each. */
export function mayBeHex(codes: Uint16Array, shape: number, start: number, end: number): boolean {
  if ((shape & digitAny) === 0 || end - start < hexCharsMin) return false;
  return (shape & hashAll) !== 0 || isHexWord(codes, start, end);
}

/** Reads the run in which a word stands, and gives its end. */
export function readHex(codes: Uint16Array, start: number, end: number, found: FoundBytes): number {
  if (!goesOn(codes, start, end) && !isPrintableAtAll(codes, start, end)) return end;
  const run = runAround(codes, start, hexBit);
  readRun(codes, run, found);
  return run.end;
}

function isHexWord(codes: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (((codeClasses[codes[at] ?? 0] ?? 0) & hexBit) === 0) return false;
  }
  return true;
}

/** A hex word that is long enough goes on behind the line end. */
function goesOn(codes: Uint16Array, start: number, end: number): boolean {
  if (end - start < wrappedCharsMin) return false;
  const next = behindLineEnd(codes, end);
  return next !== end && ((codeClasses[codes[next] ?? 0] ?? 0) & hexBit) !== 0;
}

/** Of random bytes about four in ten are printable. */
const hexPrintableShare = 0.7;
const beginningPairs = 48;

function readRun(codes: Uint16Array, run: Run, found: FoundBytes): void {
  // Lists of hashes are runs of many lines: their beginning says that they are no text.
  const head = unitsOf(codes, run, beginningPairs * 2 + 2);
  if (!isPrintableAtAll(head.units, head.from, head.to)) return;
  const { units, from, to } = unitsOf(codes, run);
  for (const shift of [0, 1]) {
    if (!beginsPrintable(units, from + shift, to)) continue;
    const bytes = new Uint8Array(Math.floor((run.length - shift) / 2));
    for (let at = 0; at < bytes.length; at += 1) {
      bytes[at] = hexNumber(units, from + shift + at * 2, 2);
    }
    found("hex", run, bytes);
  }
}

/** By two digits: bytes of text have 2 to 7 for the first, or 0 for one of both in UTF-16. */
const unprintable = new Uint8Array(65_536).fill(1);
unprintable[pairOf(48, 48)] = 0;
unprintable.fill(0, pairOf(50, 0), pairOf(56, 0));

function pairOf(first: number, second: number): number {
  return ((first << 8) | second) & 0xffff;
}

function beginsPrintable(codes: Uint16Array, start: number, end: number): boolean {
  const pairs = Math.min(beginningPairs, (end - start) >> 1);
  let left = spare(pairs);
  for (let at = start; at < start + pairs * 2; at += 2) {
    // Added, without a branch: one in so many digits would be guessed wrong.
    left -= unprintable[pairOf(codes[at] ?? 0, codes[at + 1] ?? 0)] ?? 0;
    if (left < 0) return false;
  }
  return true;
}

/** So many of these pairs may be no text's. */
function spare(pairs: number): number {
  return pairs - Math.ceil(pairs * hexPrintableShare);
}

/** With its first digit or without: both in one walk, which most hashes end early. */
function isPrintableAtAll(codes: Uint16Array, start: number, end: number): boolean {
  const pairs = Math.min(beginningPairs, (end - start) >> 1);
  const later = Math.min(beginningPairs, (end - start - 1) >> 1);
  let left = spare(pairs);
  let leftLater = spare(later);
  let second = codes[start] ?? 0;
  for (let at = start; at < start + later * 2; at += 2) {
    const first = second;
    const middle = codes[at + 1] ?? 0;
    second = codes[at + 2] ?? 0;
    left -= unprintable[pairOf(first, middle)] ?? 0;
    leftLater -= unprintable[pairOf(middle, second)] ?? 0;
    if ((left & leftLater) < 0) return false;
  }
  // Of an even number of digits the last pair is only in one of them.
  if (pairs > later) left -= unprintable[pairOf(second, codes[end - 1] ?? 0)] ?? 0;
  return (left & leftLater) >= 0;
}
