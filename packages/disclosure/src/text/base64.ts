/** Words that are bytes in base64, in either alphabet. RFC 4648. */

import {
  byteKinds,
  laterShift,
  leadShift,
  letterKind,
  nameLettersMin,
  strayKind,
  strayShift,
  straysMax,
  streakMin,
  textKind,
  textShift,
} from "./byte-text.ts";
import type { Span } from "./passage.ts";
import {
  base64Bit,
  codeClasses,
  digitBit,
  type FoundBytes,
  joinBit,
  lowerBit,
  otherLetterBit,
  type Run,
  runAround,
  unitsOf,
  upperBit,
} from "./runs.ts";
import {
  digitAny,
  foreignAny,
  hashAll,
  letterAny,
  lowerAny,
  unitBefore,
  upperFirst,
  upperLater,
} from "./words.ts";

const base64CharsMin = 4;
/** Of capitals and digits alone. */
const capitalsMin = 8;
/** Shorter runs are read from their first character only. */
const shiftedCharsMin = 16;

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const base64Digits = new Int8Array(65_536).fill(-1);
for (let at = 0; at < 64; at += 1) base64Digits[base64Alphabet.charCodeAt(at)] = at;
base64Digits["-".charCodeAt(0)] = 62;
base64Digits["_".charCodeAt(0)] = 63;

const equals = 61;
const mixed = upperFirst | upperLater;

/** Neither base64 nor hex, as most words are: no digits or capitals among its letters, nor "=" behind them. */
export function isPlainWord(
  codes: Uint16Array,
  shape: number,
  start: number,
  end: number,
): boolean {
  if ((shape & (upperLater | digitAny)) !== 0 || end - start >= longRunCharsMin) return false;
  return codes[end] !== equals;
}

/** Bytes mix capitals and digits into letters, are long, or end in "=". */
export function mayBeBase64(
  codes: Uint16Array,
  shape: number,
  start: number,
  end: number,
): boolean {
  if (end - start < 2 || (shape & (letterAny | foreignAny | hashAll)) !== letterAny) return false;
  if ((shape & upperLater) !== 0) {
    if ((shape & (lowerAny | digitAny)) !== 0) return true;
  } else if ((shape & mixed) !== 0 && (shape & digitAny) !== 0) return true;
  if (end - start >= longRunCharsMin) return true;
  return codes[end] === equals && isPadding(codes, end);
}

/** "=" at the end of bytes, not between a name and its value. */
function isPadding(codes: Uint16Array, at: number): boolean {
  const next = codes[at + 1] ?? 0;
  return !(next > 32) || next === equals || next === 34 || next === 39 || next === 38;
}

/** Reads the run in which a word stands, and gives its end. */
export function readBase64(
  codes: Uint16Array,
  shape: number,
  start: number,
  end: number,
  found: FoundBytes,
): number {
  if (standsAlone(codes, start, end)) {
    if (isMixed(shape, end - start) && beginsAsText(codes, start, end))
      readUnits(codes, start, end, { start, end }, found);
    return end;
  }
  const run = runAround(codes, start, base64Bit);
  if (run.length >= base64CharsMin && isBase64(run, codes)) {
    const padding = codes[run.end] !== equals ? 0 : codes[run.end + 1] === equals ? 2 : 1;
    readRun(codes, run, { start: run.start, end: run.end + padding }, found);
  }
  return run.end;
}

/** A short word that is all of its run, as most are: nothing needs to be known of it but its shape. */
function standsAlone(codes: Uint16Array, start: number, end: number): boolean {
  if (end - start >= shiftedCharsMin || codes[end] === equals) return false;
  const around = (codeClasses[unitBefore(codes, start)] ?? 0) | (codeClasses[codes[end] ?? 0] ?? 0);
  return (around & base64Bit) === 0;
}

/** As `isBase64` of a run. */
function isMixed(shape: number, length: number): boolean {
  if (length < base64CharsMin || (shape & mixed) === 0) return false;
  if ((shape & lowerAny) === 0) return (shape & digitAny) !== 0 && length >= capitalsMin;
  return (shape & (digitAny | upperLater)) !== 0;
}

/** Runs of this length that are all hex are hashes. */
const hashCharsMin = 32;
const longRunCharsMin = 24;

/** As of a word, of the whole run. */
function isBase64({ start, end, length, classes }: Run, codes: Uint16Array): boolean {
  if ((classes & otherLetterBit) === 0 && length >= hashCharsMin) return false;
  if (codes[end] === equals && isPadding(codes, end)) return true;
  if ((classes & upperBit) === 0) return false;
  if ((classes & lowerBit) === 0) return (classes & digitBit) !== 0 && length >= capitalsMin;
  // A capital inside, or digits among letters of both cases.
  if ((classes & digitBit) !== 0) return true;
  return length >= longRunCharsMin || hasInnerCapital(codes, start, end);
}

function hasInnerCapital(codes: Uint16Array, start: number, end: number): boolean {
  for (let at = start + 1; at < end; at += 1) {
    const code = codes[at] ?? 0;
    if (code >= 65 && code <= 90) return true;
  }
  return false;
}

function readRun(codes: Uint16Array, run: Run, place: Span, found: FoundBytes): void {
  const { units, from, to } = unitsOf(codes, run);
  const isLong = run.length >= shiftedCharsMin;
  const mayBeBytes = isLong && (run.classes & encodedBits) === encodedBits;
  for (let shift = 0; shift < (isLong ? 4 : 1); shift += 1) {
    if (mayBeBytes || beginsAsText(units, from + shift, to)) {
      readUnits(units, from + shift, to, place, found);
    }
  }
  // In a path or a name of several parts each part may be the encoded one.
  if ((run.classes & joinBit) === 0) return;
  for (let first = from; first < to;) {
    let last = first;
    while (last < to && ((codeClasses[units[last] ?? 0] ?? 0) & joinBit) === 0) last += 1;
    if (last - first >= base64CharsMin && beginsAsText(units, first, last)) {
      readUnits(units, first, last, place, found);
    }
    first = last + 1;
  }
}

/** Words joined by hyphens have no capitals and digits among them; bytes have. */
const encodedBits = lowerBit | upperBit | digitBit;

const beginningChars = 8;

/** Most words are refused by their first bytes, before anything is decoded. */
function beginsAsText(units: Uint16Array, from: number, to: number): boolean {
  let foreign = 0;
  let streak = 0;
  let longest = 0;
  let length = 0;
  let bits = 0;
  let held = 0;
  const end = Math.min(to, from + beginningChars);
  for (let at = from; at < end; at += 1) {
    held = ((held << 6) | (base64Digits[units[at] ?? 0] ?? 0)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    length += 1;
    // Between letters of UTF-16 zeros stand.
    if (byte === 0) continue;
    const kind = byteKinds[byte] ?? 0;
    if ((kind & strayKind) !== 0 && byte < 127) return false;
    streak = (streak + 1) * ((kind & textKind) >> textShift);
    longest = Math.max(longest, streak);
    foreign += byte >> 7;
  }
  // Of a short word these bytes are all there are.
  return foreign * 3 <= length && (longest >= streakMin || to > end);
}

function readUnits(
  units: Uint16Array,
  from: number,
  to: number,
  place: Span,
  found: FoundBytes,
): void {
  if (mayBeRead(units, from, to)) found("base64", place, base64Bytes(units, from, to));
}

/** Whether text or a name may be in the bytes; in most of them none is, and they need not be written down. */
function mayBeRead(units: Uint16Array, from: number, to: number): boolean {
  let bits = 0;
  let held = 0;
  let letters = 0;
  let strays = 0;
  let before = 0;
  let kindBefore = 0;
  for (let at = from; at < to; at += 1) {
    held = ((held << 6) | (base64Digits[units[at] ?? 0] ?? 0)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    if (byte === 0) continue;
    const kind = byteKinds[byte] ?? 0;
    letters = (letters + 1) * (kind & letterKind);
    if (letters >= nameLettersMin) return true;
    const later = kind >> laterShift;
    strays += ((kind >> strayShift) | (later & ~(before >> 7))) & 1;
    // What should go on and does not.
    strays += (kindBefore >> leadShift) & ~later & 1;
    before = byte;
    kindBefore = kind;
  }
  return strays <= straysMax(((to - from) * 6) >> 3);
}

function base64Bytes(units: Uint16Array, from: number, to: number): Uint8Array {
  const out = new Uint8Array(Math.floor(((to - from) * 6) / 8));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let at = from; at < to; at += 1) {
    held = ((held << 6) | (base64Digits[units[at] ?? 0] ?? 0)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[length] = (held >> bits) & 0xff;
      length += 1;
    }
  }
  return out;
}
