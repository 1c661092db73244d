/** Runs of letters, digits, dots, hyphens and underscores: the units in which logs are compared. */

import { byteClasses, dot, lowerCase } from "./byte-classes.ts";
import { hashEnd, hashStep } from "./key-table.ts";

/** Longer ones are encoded data, and passed over. */
export const runBytesMax = 512;

const hyphen = 45;

export interface Run {
  readonly start: number;
  readonly end: number;
}

/** Without the dots and hyphens of the sentence around it. */
export function trimStart(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  while (from < end && (bytes[from] === dot || bytes[from] === hyphen)) from += 1;
  return from;
}

export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let until = end;
  while (until > start && (bytes[until - 1] === dot || bytes[until - 1] === hyphen)) until -= 1;
  return until;
}

/** All runs of a value, trimmed. */
export function runsOf(bytes: Uint8Array, start: number, end: number): Run[] {
  const runs: Run[] = [];
  let at = start;
  while (at < end) {
    let until = at;
    while (until < end && byteClasses[bytes[until] ?? 0] !== 0) until += 1;
    const from = trimStart(bytes, at, until);
    const to = trimEnd(bytes, from, until);
    if (to > from) runs.push({ start: from, end: to });
    at = until + 1;
  }
  return runs;
}

/** From the last byte to the first, without case: the hash of a name is on the way to those below it. */
export function runKey(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let hash = seed;
  for (let at = end - 1; at >= start; at -= 1)
    hash = hashStep(hash, lowerCase[bytes[at] ?? 0] ?? 0);
  return hashEnd(hash);
}

/** From the first byte to the last, as they are. */
export function forwardKey(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let hash = seed;
  for (let at = start; at < end; at += 1) hash = hashStep(hash, bytes[at] ?? 0);
  return hashEnd(hash);
}

export function isSame(
  a: Uint8Array,
  aStart: number,
  b: Uint8Array,
  bStart: number,
  length: number,
  folds: boolean,
): boolean {
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [a[aStart + at] ?? 0, b[bStart + at] ?? 0];
    if (x !== y && !(folds && lowerCase[x] === lowerCase[y])) return false;
  }
  return true;
}
