/** Hashes by their length and company. A run of hex may also be a session, a key or a commit. */

import { sense } from "../names/vocabulary.ts";
import type { ObservableType } from "../observables/observable-types.ts";
import { canonicalSsdeep, canonicalTlsh } from "../observables/canonical-labels.ts";
import { isWordAt, upperBit } from "./char-classes.ts";
import { fenceLength } from "./fangs.ts";
import type { Scan } from "./scan.ts";

const labelReach = 60;

export const hashTypeByLength: ReadonlyMap<number, ObservableType> = new Map([
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
  [96, "sha384"],
  [128, "sha512"],
]);

export function isHashLength(length: number): boolean {
  return hashTypeByLength.has(length);
}

/** Is a label of this sense shortly before, on the same line or at the end of the one before? */
export function isLabelled(scan: Scan, start: number, label: number): boolean {
  const { entry, end } = scan.lastLabel;
  if (entry === undefined || (entry.senses & label) === 0 || start - end > labelReach) return false;
  const gap = scan.text.slice(end, start);
  return !gap.includes("\n") || (valueBelow.test(gap) && !isHeadOfColumns(scan.text, end));
}

/** The value is the first on the line below. */
const valueBelow = /^[^\n|]*\n[^\w\n|]*$/;

/** "MD5 | SHA-1 | Imphash": the first value below is not that of the last title. */
function isHeadOfColumns(text: string, labelEnd: number): boolean {
  const before = text.slice(Math.max(0, labelEnd - labelReach), labelEnd);
  return /[|\t,;]/.test(before.slice(before.lastIndexOf("\n") + 1));
}

/** A commit or session in front makes it a token, unless a word for hashes is there too. */
function isToken(scan: Scan, start: number, length: number): boolean {
  const { entry, end } = scan.lastCue;
  if (entry === undefined || length > 40 || start - end > 4) return false;
  return (entry.senses & sense.tokenCue) !== 0;
}

const varietyChars = 24;

/** Neither a counter nor a filler: digits and letters, of at least five sorts, right from the start. */
export function hasVariety(codes: Uint16Array, start: number, end: number): boolean {
  const to = Math.min(end, start + varietyChars);
  let digits = 0;
  let letters = 0;
  for (let at = start; at < to; at += 1) {
    const code = codes[at] ?? 0;
    if (code < 58) digits |= 1 << (code & 15);
    else letters |= 1 << (code & 15);
  }
  if (codes[start] === zero && isCounter(codes, start)) return false;
  return digits !== 0 && letters !== 0 && bitCount(digits) + bitCount(letters) >= 5;
}

const zero = 48;

/** `0011 2233 …`, `0001 0203 …`, `0123 4567 …`: numbers of an example. */
function isCounter(codes: Uint16Array, start: number): boolean {
  const step = (codes[start + 4] ?? 0) - zero;
  const second = (codes[start + 1] ?? 0) - zero;
  const seventh = (codes[start + 7] ?? 0) - zero;
  const third = (codes[start + 3] ?? 0) - zero;
  if (step === 4) return second === 1 && third === 3 && seventh === 7;
  if (step === 2) return second === 0 && third === 1 && seventh === 3;
  return step === 0 && second === 0 && third === 1 && seventh === 3;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** A word of hex digits whose length is that of a hash; `flags` are those of its characters, where they are known. */
export function addHash(scan: Scan, start: number, end: number, flags = upperBit): boolean {
  const { text } = scan;
  const length = end - start;
  const type = hashTypeByLength.get(length);
  if (type === undefined || !hasVariety(scan.codes, start, end) || isToken(scan, start, length))
    return false;
  const written = text.slice(start, end);
  const value = (flags & upperBit) === 0 ? written : written.toLowerCase();
  scan.add(length === 32 ? typeOf32(scan, start) : type, value, start, end, false);
  return true;
}

function typeOf32(scan: Scan, start: number): ObservableType {
  if (isLabelled(scan, start, sense.imphashLabel) || isImportHash(scan, start)) return "imphash";
  return isLabelled(scan, start, sense.ja3Label) ? "ja3" : "md5";
}

/** "Import hash" in two words. */
function isImportHash(scan: Scan, start: number): boolean {
  const { entry, end } = scan.lastLabel;
  if (entry?.folded !== "hash" || start - end > labelReach) return false;
  return /\bimp(?:ort)? hash$/i.test(scan.text.slice(Math.max(0, end - 12), end));
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
  at -= fenceLength(text, start, at);
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
      : hashTypeByLength.get(bytes * 2);
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
