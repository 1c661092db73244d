/** Hashes that a line end, a hyphen or a certificate viewer cut into parts. */

import { unitsOf } from "@tocsin/kernel/units";
import { sense } from "../names/vocabulary.ts";
import {
  classAt,
  isHexAt,
  isHexFlags,
  isWordAt,
  spaceBit,
  wordEnd,
  wordFlags,
} from "./char-classes.ts";
import { hashTypeByLength, hasVariety, isHashLength, isLabelled } from "./hashes.ts";
import type { Scan } from "./scan.ts";

const wrapIndentMax = 24;
const wrapLinesMax = 4;
const partCharsMin = 8;
const announceReach = 24;
const groupCharsMax = 16;

/** The hex word that begins the next line. */
function nextLinePart(text: string, end: number): { start: number; end: number } | undefined {
  let at = end;
  if (text.charCodeAt(at) === 13) at += 1;
  if (text.charCodeAt(at) !== 10) return undefined;
  at += 1;
  const line = at;
  while (at - line < wrapIndentMax && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9))
    at += 1;
  if (!isHexAt(text, at)) return undefined;
  const to = wordEnd(text, at);
  return isHexFlags(wordFlags(text, at, Math.min(to, at + 256)))
    ? { start: at, end: to }
    : undefined;
}

const lengthByName: ReadonlyMap<string, number> = new Map([
  ["md5", 32],
  ["sha1", 40],
  ["sha256", 64],
  ["sha512", 128],
]);

/** How long a hash must be, where the word before it says which; else 0. */
function announcedLength(scan: Scan, start: number): number {
  const { entry, end } = scan.lastLabel;
  const length = lengthByName.get(entry?.folded ?? "");
  if (length === undefined || start - end > announceReach) return 0;
  return isGap(scan.text, end, start) ? length : 0;
}

/** Only spaces and marks: nothing else was named in between. */
function isGap(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isWordAt(text, at)) return false;
  return true;
}

/**
 * A hash that a line end cut in two, perhaps with a hyphen; its parts must not be hashes
 * themselves. `end` is that of the first part, `lineEnd` that of what stands on its line.
 */
export function readWrappedHash(scan: Scan, start: number, end: number, lineEnd: number): number {
  const { text } = scan;
  const announced = announcedLength(scan, start);
  // With its length announced or a hyphen, a part may be as long as another sort of hash.
  const isSplit = announced > end - start || lineEnd > end;
  if (end - start < partCharsMin || (isHashLength(end - start) && !isSplit)) return -1;
  let value = text.slice(start, end);
  let at = lineEnd;
  for (let lines = 1; lines < wrapLinesMax && value.length < 128; lines += 1) {
    const part = nextLinePart(text, at);
    if (part === undefined || (isHashLength(part.end - part.start) && !isSplit)) return -1;
    value += text.slice(part.start, part.end);
    at = part.end;
    const type = hashTypeByLength.get(value.length);
    if (type === undefined || value.length < announced) continue;
    const isSure = value.length > 40 || isLabelled(scan, start, sense.hashLabel);
    const isSameCase = value === value.toLowerCase() || value === value.toUpperCase();
    if (!isSure || !isSameCase || !hasVariety(unitsOf(value), 0, value.length)) return -1;
    scan.add(type, value.toLowerCase(), start, at, false);
    return at;
  }
  return -1;
}

/** `Thumbprint: 3f 78 68 50 …`, `sha1: 3f786850 e387550f …` behind the word that announces it. */
export function readGroupedHash(scan: Scan, label: string, labelEnd: number): number {
  const { text } = scan;
  let start = labelEnd;
  while (start - labelEnd < announceReach && !isWordAt(text, start)) {
    if (text.charCodeAt(start) === 10 || start >= text.length) return -1;
    start += 1;
  }
  let group = start;
  while (group - start <= groupCharsMax && isHexAt(text, group)) group += 1;
  const size = group - start;
  if ((size !== 2 && size !== 4 && size !== 8 && size !== 16) || text.charCodeAt(group) !== 32)
    return -1;
  let at = group;
  while (text.charCodeAt(at) === 32 && isGroup(text, at + 1, size) && at - start < 192)
    at += 1 + size;
  // Keys of OpenPGP have fingerprints in groups of four.
  if (size === 4 && !lengthByName.has(label)) return -1;
  const value = text.slice(start, at).replaceAll(" ", "").toLowerCase();
  const type = hashTypeByLength.get(value.length);
  if (type === undefined || value.length !== (lengthByName.get(label) ?? value.length)) return -1;
  if (!hasVariety(unitsOf(value), 0, value.length)) return -1;
  scan.add(type, value, start, at, false);
  return at;
}

/** So many digits of hex and no more. */
function isGroup(text: string, start: number, size: number): boolean {
  for (let at = start; at < start + size; at += 1) if (!isHexAt(text, at)) return false;
  return !isWordAt(text, start + size);
}

/** Is the word cut by a hyphen at the end of its line? */
export function isHyphenated(text: string, end: number): boolean {
  if (text.charCodeAt(end - 1) !== 45 || (classAt(text, end) & spaceBit) === 0) return false;
  const code = text.charCodeAt(end);
  return code === 10 || code === 13;
}
