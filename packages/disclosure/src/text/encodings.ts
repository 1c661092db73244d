/**
 * What is written in base64, hex, percent, escape or entity form, read: a name does not leave because
 * it is encoded. Every decoding is bounded by the text it came from. RFC 4648, RFC 3986 §2.1.
 */

import { readBytes } from "./byte-text.ts";
import { type Escape, hexNumber, readEscaped } from "./escapes.ts";
import type { Passage, Span } from "./passage.ts";
import {
  digitAny,
  foreignAny,
  isWordCode,
  letterAny,
  lowerAny,
  upperFirst,
  upperLater,
  type Words,
  wordsOf,
} from "./words.ts";

export interface Decoded {
  readonly encoding: "base64" | "hex" | "escapes";
  /** Offsets of the encoded stretch. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** False where the bytes are no text: only own names are looked for in them. */
  readonly isText: boolean;
}

const base64CharsMin = 4;
/** Shorter runs are read from their first character only. */
const shiftedCharsMin = 16;
const hexCharsMin = 6;
const runCharsMax = 65_536;
/** A run this long may go on behind a line end. */
const wrappedCharsMin = 40;

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const base64Digits = new Int8Array(65_536).fill(-1);
for (let at = 0; at < 64; at += 1) base64Digits[base64Alphabet.charCodeAt(at)] = at;
base64Digits["-".charCodeAt(0)] = 62;
base64Digits["_".charCodeAt(0)] = 63;

/** Every stretch of the text that reads as something else; `words` are those of the passage. */
export function decodings(passage: Passage, words: Words = wordsOf(passage)): Decoded[] {
  const { codes } = passage;
  const found: Decoded[] = [];
  let base64Until = 0;
  let hexUntil = 0;
  for (let at = 0; at < words.count; at += 1) {
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    const shape = words.shapes[at] ?? 0;
    if (start >= base64Until && mayBeBase64Word(codes, shape, start, end)) {
      const run = runAround(codes, start, base64Bit);
      base64Until = run.end;
      if (run.length >= base64CharsMin && mayBeBase64(run, codes)) {
        const padding = codes[run.end] !== equals ? 0 : codes[run.end + 1] === equals ? 2 : 1;
        readBase64(codes, run, { start: run.start, end: run.end + padding }, found);
      }
    }
    // Words and numbers are hex as well; bytes of letters have a digit for each.
    if (
      start >= hexUntil &&
      (shape & digitAny) !== 0 &&
      end - start >= hexCharsMin &&
      isHexWord(codes, start, end)
    ) {
      hexUntil = end;
      if (!goesOn(codes, start, end) && !isPrintableAtAll(codes, start, end)) continue;
      const run = runAround(codes, start, hexBit);
      hexUntil = run.end;
      readHex(codes, run, found);
    }
  }
  readEscapes(passage, words, found);
  return found;
}

const equals = 61;
const mixed = upperFirst | upperLater;

function mayBeBase64Word(codes: Uint16Array, shape: number, start: number, end: number): boolean {
  if (end - start < 2 || (shape & (letterAny | foreignAny)) !== letterAny) return false;
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

function isHexWord(codes: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (((codeClasses[codes[at] ?? 0] ?? 0) & hexBit) === 0) return false;
  }
  return true;
}

/** The run of such characters in which a word stands; over line ends where it is long. */
function runAround(codes: Uint16Array, word: number, member: number): Run {
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

/** A hex word that is long enough goes on behind the line end. */
function goesOn(codes: Uint16Array, start: number, end: number): boolean {
  if (end - start < wrappedCharsMin) return false;
  const next = behindLineEnd(codes, end);
  return next !== end && ((codeClasses[codes[next] ?? 0] ?? 0) & hexBit) !== 0;
}

/** The units of a run without line ends, or the first of them, and where they are; most have none. */
function unitsOf(codes: Uint16Array, run: Run, most = run.length): Units {
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

interface Units {
  readonly units: Uint16Array;
  readonly from: number;
  readonly to: number;
}

interface Run {
  readonly start: number;
  readonly end: number;
  /** Without line ends. */
  readonly length: number;
  /** Bits of all characters in it. */
  readonly classes: number;
}

const base64Bit = 1;
const hexBit = 2;
const digitBit = 4;
const lowerBit = 8;
const upperBit = 16;
const otherLetterBit = 32;
const joinBit = 64;

const codeClasses = new Uint8Array(65_536);
for (let code = 0; code < 128; code += 1) {
  const char = String.fromCharCode(code);
  codeClasses[code] =
    ((base64Digits[code] ?? -1) >= 0 ? base64Bit : 0) |
    (/[0-9a-fA-F]/.test(char) ? hexBit : 0) |
    (/[0-9]/.test(char) ? digitBit : 0) |
    (/[a-z]/.test(char) ? lowerBit : 0) |
    (/[A-Z]/.test(char) ? upperBit : 0) |
    (/[g-zG-Z]/.test(char) ? otherLetterBit : 0) |
    ("+/_-".includes(char) ? joinBit : 0);
}

/** Runs of this length that are all hex are hashes. */
const hashCharsMin = 32;
const longRunCharsMin = 24;

/** Most words are no bytes: those mix letters of both cases, or digits, or end in "=". */
function mayBeBase64({ start, end, length, classes }: Run, codes: Uint16Array): boolean {
  if ((classes & otherLetterBit) === 0 && length >= hashCharsMin) return false;
  if (codes[end] === equals && isPadding(codes, end)) return true;
  if ((classes & upperBit) === 0) return false;
  if ((classes & lowerBit) === 0) return (classes & digitBit) !== 0 && length >= 8;
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

function behindLineEnd(codes: Uint16Array, at: number): number {
  const next = codes[at] === 13 ? at + 1 : at;
  return codes[next] === 10 ? next + 1 : at;
}

function readBase64(codes: Uint16Array, run: Run, place: Span, found: Decoded[]): void {
  const { units, from, to } = unitsOf(codes, run);
  const isLong = run.length >= shiftedCharsMin;
  const mayBeBytes = isLong && (run.classes & encodedBits) === encodedBits;
  for (let shift = 0; shift < (isLong ? 4 : 1); shift += 1) {
    if (mayBeBytes || beginsAsText(units, from + shift, to)) {
      push(found, "base64", place, base64Bytes(units, from + shift, to));
    }
  }
  // In a path or a name of several parts each part may be the encoded one.
  if ((run.classes & joinBit) === 0) return;
  for (let first = from; first < to;) {
    let last = first;
    while (last < to && ((codeClasses[units[last] ?? 0] ?? 0) & joinBit) === 0) last += 1;
    if (last - first >= base64CharsMin && beginsAsText(units, first, last)) {
      push(found, "base64", place, base64Bytes(units, first, last));
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
    if (byte > 127) foreign += 1;
    else if (byte < 32 && byte !== 0 && byte !== 9 && byte !== 10 && byte !== 13) return false;
  }
  return foreign * 3 <= length;
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

/** Of random bytes about four in ten are printable. */
const hexPrintableShare = 0.7;
const beginningPairs = 48;

function readHex(codes: Uint16Array, run: Run, found: Decoded[]): void {
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
    push(found, "hex", run, bytes);
  }
}

/** Bytes of text have 2 to 7 for their first digit, or 0 for one of both in UTF-16. */
function beginsPrintable(codes: Uint16Array, start: number, end: number): boolean {
  let good = 0;
  let all = 0;
  for (let at = start; at + 1 < end && all < beginningPairs; at += 2) {
    const code = codes[at] ?? 0;
    all += 1;
    if ((code >= 50 && code <= 55) || (code === 48 && codes[at + 1] === 48)) good += 1;
  }
  return good >= all * hexPrintableShare;
}

/** With its first digit or without. */
function isPrintableAtAll(codes: Uint16Array, start: number, end: number): boolean {
  return beginsPrintable(codes, start, end) || beginsPrintable(codes, start + 1, end);
}

/** Plain characters between two escapes that still belong together: "fer%72ocrest". */
const betweenMax = 64;

/** Runs of escapes with the plain text around them, as one text. */
function readEscapes({ codes: text }: Passage, words: Words, found: Decoded[]): void {
  let start = -1;
  let end = 0;
  let bytes: number[] = [];
  const flush = (): void => {
    if (start < 0) return;
    const tail = wordTail(text, end);
    addPlain(bytes, text, end, tail);
    push(found, "escapes", { start, end: tail }, Uint8Array.from(bytes));
    start = -1;
    bytes = [];
  };
  const add = (escape: Escape): void => {
    const at = escape.start;
    if (start >= 0 && (at - end > betweenMax || isBroken(text, end, at))) flush();
    if (start < 0) {
      start = wordHead(text, at);
      addPlain(bytes, text, start, at);
    } else if (at > end) {
      addPlain(bytes, text, end, at);
    }
    for (const code of escape.codes) bytes.push(...(code < 256 ? [code] : utf8Codes(code)));
    end = escape.end;
    if (bytes.length > runCharsMax) flush();
  };
  readEscaped(text, words, add);
  flush();
}

function isBroken(text: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text[at] ?? 0;
    if (code <= 32 || code === 34 || code === 39 || code === 60 || code === 62) return true;
  }
  return false;
}

/** Plain text as UTF-8. */
function addPlain(bytes: number[], text: Uint16Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const code = text[at] ?? 0;
    if (code < 128) {
      bytes.push(code);
    } else {
      const rest = String.fromCharCode(...text.subarray(at, to));
      bytes.push(...new TextEncoder().encode(rest));
      return;
    }
  }
}

function utf8Codes(value: number): number[] {
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return [];
  return Array.from(new TextEncoder().encode(String.fromCodePoint(value)));
}

function wordHead(text: Uint16Array, at: number): number {
  let head = at;
  while (head > 0 && at - head < betweenMax && isPart(text[head - 1] ?? 0)) head -= 1;
  return head;
}

function wordTail(text: Uint16Array, at: number): number {
  let tail = at;
  while (tail < text.length && tail - at < betweenMax && isPart(text[tail] ?? 0)) tail += 1;
  return tail;
}

function isPart(code: number): boolean {
  return isWordCode(code) || code === 46 || code === 45 || code === 64;
}

function push(
  found: Decoded[],
  encoding: Decoded["encoding"],
  { start, end }: Span,
  bytes: Uint8Array,
): void {
  const read = readBytes(bytes);
  if (read !== undefined) found.push({ encoding, start, end, ...read });
}
