/** Runs of characters that stand for bytes, over line ends where they are long. */

import type { Span } from "./passage.ts";

export type Encoding = "base64" | "base32" | "hex" | "escapes";

/** Called for each stretch with what it stands for. */
export type FoundBytes = (encoding: Encoding, place: Span, bytes: Uint8Array) => void;

export interface Run {
  readonly start: number;
  readonly end: number;
  /** Without line ends. */
  readonly length: number;
  /** Bits of all characters in it. */
  readonly classes: number;
}

/** Longer runs are read in part. */
export const runCharsMax = 65_536;
/** A run this long may go on behind a line end. */
export const wrappedCharsMin = 40;

export const base64Bit = 1;
export const hexBit = 2;
export const digitBit = 4;
export const lowerBit = 8;
export const upperBit = 16;
export const otherLetterBit = 32;
export const joinBit = 64;

/** What each character may be part of. */
export const codeClasses = new Uint8Array(65_536);
for (const [chars, bits] of [
  ["0123456789", hexBit | digitBit],
  ["abcdef", hexBit | lowerBit],
  ["ABCDEF", hexBit | upperBit],
  ["ghijklmnopqrstuvwxyz", lowerBit | otherLetterBit],
  ["GHIJKLMNOPQRSTUVWXYZ", upperBit | otherLetterBit],
  ["+/_-", joinBit],
] as const) {
  for (const char of chars) codeClasses[char.charCodeAt(0)] = base64Bit | bits;
}

/** The run of such characters in which a word stands; over line ends where it is long. */
export function runAround(codes: Uint16Array, word: number, member: number): Run {
  let start = word;
  const earliest = Math.max(0, word - runCharsMax);
  while (start > earliest && ((codeClasses[codes[start - 1] ?? 0] ?? 0) & member) !== 0) start -= 1;
  const latest = Math.min(codes.length, start + runCharsMax);
  let classes = 0;
  let length = 0;
  let at = start;
  for (;;) {
    const from = at;
    for (; at < latest; at += 1) {
      const found = codeClasses[codes[at] ?? 0] ?? 0;
      if ((found & member) === 0) break;
      classes |= found;
    }
    length += at - from;
    const next = at - from >= wrappedCharsMin ? behindLineEnd(codes, at) : at;
    const isMember = ((codeClasses[codes[next] ?? 0] ?? 0) & member) !== 0;
    if (next === at || next >= latest || !isMember) break;
    at = next;
  }
  return { start, end: at, length, classes };
}

/** The units of a run without line ends, or the first of them, and where they are; most have none. */
export function unitsOf(codes: Uint16Array, run: Run, most = run.length): Units {
  const { start, end } = run;
  if (run.length === end - start) return { units: codes, from: start, to: end };
  const units = new Uint16Array(Math.min(most, run.length));
  let to = 0;
  for (let at = start; at < end && to < units.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 10 || code === 13) continue;
    units[to] = code;
    to += 1;
  }
  return { units, from: 0, to };
}

export interface Units {
  readonly units: Uint16Array;
  readonly from: number;
  readonly to: number;
}

export function behindLineEnd(codes: Uint16Array, at: number): number {
  const next = codes[at] === 13 ? at + 1 : at;
  return codes[next] === 10 ? next + 1 : at;
}
