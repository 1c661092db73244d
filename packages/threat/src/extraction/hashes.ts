/** Hashes by their length and company. A run of hex may also be a session, a key or a commit. */

import { unitsOf } from "@tocsin/kernel/units";
import { sense } from "../names/vocabulary.ts";
import type { ObservableType } from "../observables/observable-types.ts";
import { canonicalSsdeep, canonicalTlsh } from "../observables/canonical-labels.ts";
import { isHexAt, isHexFlags, isWordAt, wordEnd, wordFlags } from "./char-classes.ts";
import type { Scan } from "./scan.ts";

const labelReach = 60;
const wrapIndentMax = 8;
const wrapLinesMax = 4;
const partCharsMin = 8;

const typeByLength: ReadonlyMap<number, ObservableType> = new Map([
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
  [96, "sha384"],
  [128, "sha512"],
]);

export function isHashLength(length: number): boolean {
  return typeByLength.has(length);
}

/** Is a label of this sense on the same line, shortly before? */
export function isLabelled(scan: Scan, start: number, label: number): boolean {
  const { entry, end } = scan.lastLabel;
  if (entry === undefined || (entry.senses & label) === 0 || start - end > labelReach) return false;
  return !scan.text.slice(end, start).includes("\n");
}

/** A commit or session in front makes it a token, unless a word for hashes is there too. */
function isToken(scan: Scan, start: number, length: number): boolean {
  const { entry, end } = scan.lastCue;
  if (entry === undefined || length > 40 || start - end > 4) return false;
  return (entry.senses & sense.tokenCue) !== 0;
}

const varietyChars = 24;

/** Neither a counter nor a filler: digits and letters, of at least five sorts, right from the start. */
function hasVariety(codes: Uint16Array, start: number, end: number): boolean {
  const to = Math.min(end, start + varietyChars);
  let digits = 0;
  let letters = 0;
  for (let at = start; at < to; at += 1) {
    const code = codes[at] ?? 0;
    if (code < 58) digits |= 1 << (code & 15);
    else letters |= 1 << (code & 15);
  }
  return digits !== 0 && letters !== 0 && bitCount(digits) + bitCount(letters) >= 5;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** A word of hex digits whose length is that of a hash. */
export function addHash(scan: Scan, start: number, end: number): boolean {
  const { text } = scan;
  const length = end - start;
  const type = typeByLength.get(length);
  if (type === undefined || !hasVariety(scan.codes, start, end) || isToken(scan, start, length))
    return false;
  const value = text.slice(start, end).toLowerCase();
  scan.add(length === 32 ? typeOf32(scan, start) : type, value, start, end, false);
  return true;
}

function typeOf32(scan: Scan, start: number): ObservableType {
  if (isLabelled(scan, start, sense.imphashLabel) || isImportHash(scan, start)) return "imphash";
  return isLabelled(scan, start, sense.ja3Label) || isClientHash(scan, start) ? "ja3" : "md5";
}

/** "JA3S hash" in two words. */
function isClientHash(scan: Scan, start: number): boolean {
  return endsInHash(scan, start, /\bja3s? hash$/i);
}

/** "Import hash" in two words. */
function isImportHash(scan: Scan, start: number): boolean {
  return endsInHash(scan, start, /\bimp(?:ort)? hash$/i);
}

function endsInHash(scan: Scan, start: number, label: RegExp): boolean {
  const { entry, end } = scan.lastLabel;
  if (entry?.folded !== "hash" || start - end > labelReach) return false;
  return label.test(scan.text.slice(Math.max(0, end - 12), end));
}

/** The end of the hex word that begins the next line, or -1. */
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
  ["sha1", 40],
  ["sha256", 64],
  ["sha512", 128],
]);

/** How long a hash must be, where the word before it says which; else 0. */
function announcedLength(scan: Scan, start: number): number {
  const length = lengthByName.get(scan.lastLabel.entry?.folded ?? "");
  return length !== undefined && start - scan.lastLabel.end <= 4 ? length : 0;
}

/** A hash that a line end cut in two; its parts must not be hashes themselves. Its end, or -1. */
export function readWrappedHash(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  const announced = announcedLength(scan, start);
  if (end - start < partCharsMin || (isHashLength(end - start) && announced <= end - start))
    return -1;
  let value = text.slice(start, end);
  let at = end;
  for (let lines = 1; lines < wrapLinesMax && value.length < 128; lines += 1) {
    const part = nextLinePart(text, at);
    if (part === undefined || (isHashLength(part.end - part.start) && announced === 0)) return -1;
    value += text.slice(part.start, part.end);
    at = part.end;
    const type = typeByLength.get(value.length);
    if (type === undefined || value.length < announced) continue;
    const isSure = value.length > 40 || isLabelled(scan, start, sense.hashLabel);
    const isSameCase = value === value.toLowerCase() || value === value.toUpperCase();
    if (!isSure || !isSameCase || !hasVariety(unitsOf(value), 0, value.length)) return -1;
    scan.add(type, value.toLowerCase(), start, at, false);
    return at;
  }
  return -1;
}

/** `block:signature:signature`; its end, or -1. */
export function readSsdeep(scan: Scan, start: number, colon: number): number {
  const { text } = scan;
  let at = colon + 1;
  let parts = 0;
  let first = 0;
  while (at - colon < 140) {
    const code = text.charCodeAt(at);
    if (code === 58 && parts === 0) {
      parts = 1;
      first = at - colon - 1;
    } else if ((!isWordAt(text, at) && code !== 43 && code !== 47) || code === 45 || code === 95)
      break;
    at += 1;
  }
  if (parts === 0 || first < 6) return -1;
  const value = canonicalSsdeep(text.slice(start, at));
  if (value === undefined || (first < 12 && !isLabelled(scan, start, sense.hashLabel))) return -1;
  scan.add("ssdeep", value, start, at, false);
  return at;
}

export function addTlsh(scan: Scan, start: number, end: number): boolean {
  const value = canonicalTlsh(scan.text.slice(start, end));
  if (value === undefined || !hasVariety(scan.codes, start, end)) return false;
  scan.add("tlsh", value, start, end, false);
  return true;
}

/** A fingerprint written byte by byte with colons. */
export function addByteHash(scan: Scan, start: number, end: number, bytes: number): boolean {
  const type =
    bytes === 16 && isLabelled(scan, start, sense.serialLabel)
      ? undefined
      : typeByLength.get(bytes * 2);
  const value = scan.text.slice(start, end).replaceAll(":", "").toLowerCase();
  if (
    isLabelled(scan, start, sense.serialLabel) ||
    (type === undefined && bytes > 6 && bytes <= 20)
  ) {
    scan.add("certificate-serial", value, start, end, false);
    return true;
  }
  if (type === undefined) return false;
  scan.add(type, value, start, end, false);
  return true;
}
