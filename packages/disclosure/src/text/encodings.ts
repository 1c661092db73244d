/**
 * What is written in base64, hex, percent, escape or entity form, read: a name does not leave because
 * it is encoded. Every decoding is bounded by the text it came from. RFC 4648, RFC 3986 §2.1.
 */

import { readBytes } from "./byte-text.ts";
import { type Escape, readEscaped } from "./escapes.ts";
import { plainPassage } from "./passage.ts";
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
const base64Digits = new Int8Array(128).fill(-1);
for (let at = 0; at < 64; at += 1) base64Digits[base64Alphabet.charCodeAt(at)] = at;
base64Digits["-".charCodeAt(0)] = 62;
base64Digits["_".charCodeAt(0)] = 63;

/** Every stretch of the text that reads as something else; `words` are those of the text. */
export function decodings(text: string, words: Words = wordsOf(plainPassage(text))): Decoded[] {
  const found: Decoded[] = [];
  let base64Until = 0;
  let hexUntil = 0;
  for (let at = 0; at < words.count; at += 1) {
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    const shape = words.shapes[at] ?? 0;
    if (start >= base64Until && mayBeBase64Word(text, shape, start, end)) {
      const run = runAround(text, start, base64Bit);
      base64Until = run.end;
      if (run.text.length >= base64CharsMin && mayBeBase64(run, text)) {
        const padded = text.startsWith("==", run.end) ? 2 : text.startsWith("=", run.end) ? 1 : 0;
        readBase64({ ...run, end: run.end + padded }, found);
      }
    }
    // Words and numbers are hex as well; bytes of letters have a digit for each.
    if (
      start >= hexUntil &&
      (shape & digitAny) !== 0 &&
      end - start >= hexCharsMin &&
      isHexWord(text, start, end)
    ) {
      const run = runAround(text, start, hexBit);
      hexUntil = run.end;
      readHex(run, found);
    }
  }
  readEscapes(text, words, found);
  return found;
}

const mixed = upperFirst | upperLater;

function mayBeBase64Word(text: string, shape: number, start: number, end: number): boolean {
  if (end - start < 2 || (shape & (letterAny | foreignAny)) !== letterAny) return false;
  if ((shape & upperLater) !== 0) {
    if ((shape & (lowerAny | digitAny)) !== 0) return true;
  } else if ((shape & mixed) !== 0 && (shape & digitAny) !== 0) return true;
  if (end - start >= longRunCharsMin) return true;
  return text.charCodeAt(end) === 61 && isPadding(text, end);
}

/** "=" at the end of bytes, not between a name and its value. */
function isPadding(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return !(next > 32) || next === 61 || next === 34 || next === 39 || next === 38;
}

function isHexWord(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127 || ((codeClasses[code] ?? 0) & hexBit) === 0) return false;
  }
  return true;
}

/** The run of such characters in which a word stands; over line ends where it is long. */
function runAround(text: string, word: number, member: number): Run {
  let start = word;
  const earliest = Math.max(0, word - runCharsMax);
  while (start > earliest && (classesOf(text.charCodeAt(start - 1)) & member) !== 0) start -= 1;
  const latest = Math.min(text.length, start + runCharsMax);
  let classes = 0;
  let at = start;
  let run = "";
  for (;;) {
    const from = at;
    for (; at < latest; at += 1) {
      const found = classesOf(text.charCodeAt(at));
      if ((found & member) === 0) break;
      classes |= found;
    }
    run += text.slice(from, at);
    const next = at - from >= wrappedCharsMin ? behindLineEnd(text, at) : at;
    if (next === at || next >= latest || (classesOf(text.charCodeAt(next)) & member) === 0) break;
    at = next;
  }
  return { start, end: at, text: run, classes };
}

function classesOf(code: number): number {
  return code < 128 ? (codeClasses[code] ?? 0) : 0;
}

interface Run {
  readonly start: number;
  readonly end: number;
  /** Without line ends. */
  readonly text: string;
  /** Bits of all characters in it. */
  readonly classes: number;
}

const base64Bit = 1;
const hexBit = 2;
const digitBit = 4;
const lowerBit = 8;
const upperBit = 16;
const otherLetterBit = 32;

const codeClasses = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const char = String.fromCharCode(code);
  codeClasses[code] =
    ((base64Digits[code] ?? -1) >= 0 ? base64Bit : 0) |
    (/[0-9a-fA-F]/.test(char) ? hexBit : 0) |
    (/[0-9]/.test(char) ? digitBit : 0) |
    (/[a-z]/.test(char) ? lowerBit : 0) |
    (/[A-Z]/.test(char) ? upperBit : 0) |
    (/[g-zG-Z]/.test(char) ? otherLetterBit : 0);
}

/** Runs of this length that are all hex are hashes. */
const hashCharsMin = 32;
const longRunCharsMin = 24;

/** Most words are no bytes: those mix letters of both cases, or digits, or end in "=". */
function mayBeBase64({ text: run, end, classes }: Run, text: string): boolean {
  if ((classes & otherLetterBit) === 0 && run.length >= hashCharsMin) return false;
  if (text.charCodeAt(end) === 61 && isPadding(text, end)) return true;
  if ((classes & upperBit) === 0) return false;
  if ((classes & lowerBit) === 0) return (classes & digitBit) !== 0 && run.length >= 8;
  // A capital inside, or digits among letters of both cases.
  if ((classes & digitBit) !== 0) return true;
  return run.length >= longRunCharsMin || hasInnerCapital(run);
}

function hasInnerCapital(text: string): boolean {
  for (let at = 1; at < text.length && at < 64; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) return true;
  }
  return false;
}

function behindLineEnd(text: string, at: number): number {
  let next = at;
  if (text[next] === "\r") next += 1;
  return text[next] === "\n" ? next + 1 : at;
}

function readBase64(run: Run, found: Decoded[]): void {
  const isLong = run.text.length >= shiftedCharsMin;
  const mayBeBytes = isLong && (run.classes & encodedBits) === encodedBits;
  for (let shift = 0; shift < (isLong ? 4 : 1); shift += 1) {
    if (mayBeBytes || beginsAsText(run.text, shift)) {
      push(found, "base64", run, base64Bytes(run.text, shift));
    }
  }
  // In a path or a name of several parts each part may be the encoded one.
  if (!/[+/_-]/.test(run.text)) return;
  for (const part of run.text.split(/[+/_-]/)) {
    if (part.length < base64CharsMin || part.length === run.text.length) continue;
    if (beginsAsText(part, 0)) push(found, "base64", run, base64Bytes(part, 0));
  }
}

/** Words joined by hyphens have no capitals and digits among them; bytes have. */
const encodedBits = lowerBit | upperBit | digitBit;

const beginningChars = 8;

/** Most words are refused by their first bytes, before anything is decoded. */
function beginsAsText(text: string, shift: number): boolean {
  let foreign = 0;
  let length = 0;
  let bits = 0;
  let held = 0;
  const end = Math.min(text.length, shift + beginningChars);
  for (let at = shift; at < end; at += 1) {
    held = ((held << 6) | (base64Digits[text.charCodeAt(at)] ?? 0)) & 0xffff;
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

function base64Bytes(text: string, from: number): Uint8Array {
  const digits = text.length - from;
  const out = new Uint8Array(Math.floor((digits * 6) / 8));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let at = from; at < text.length; at += 1) {
    held = ((held << 6) | (base64Digits[text.charCodeAt(at)] ?? 0)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[length] = (held >> bits) & 0xff;
      length += 1;
    }
  }
  return out.subarray(0, length);
}

/** Of random bytes about four in ten are printable. */
const hexPrintableShare = 0.7;

function readHex(run: Run, found: Decoded[]): void {
  for (const shift of [0, 1]) {
    if (!beginsPrintable(run.text, shift)) continue;
    const length = Math.floor((run.text.length - shift) / 2);
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 1) {
      bytes[at] = Number.parseInt(run.text.slice(shift + at * 2, shift + at * 2 + 2), 16);
    }
    push(found, "hex", run, bytes);
  }
}

/** Bytes of text have 2 to 7 for their first digit, or 0 for one of both in UTF-16. */
function beginsPrintable(text: string, shift: number): boolean {
  let good = 0;
  let all = 0;
  for (let at = shift; at + 1 < text.length && all < 48; at += 2) {
    const code = text.charCodeAt(at);
    all += 1;
    if ((code >= 50 && code <= 55) || (code === 48 && text.charCodeAt(at + 1) === 48)) good += 1;
  }
  return good >= all * hexPrintableShare;
}

/** Plain characters between two escapes that still belong together: "fer%72ocrest". */
const betweenMax = 64;

/** Runs of escapes with the plain text around them, as one text. */
function readEscapes(text: string, words: Words, found: Decoded[]): void {
  let start = -1;
  let end = 0;
  let codes: number[] = [];
  const flush = (): void => {
    if (start < 0) return;
    const tail = wordTail(text, end);
    const bytes = Uint8Array.from([...codes, ...asciiCodes(text.slice(end, tail))]);
    push(found, "escapes", { start, end: tail, text: "", classes: 0 }, bytes);
    start = -1;
    codes = [];
  };
  const add = (escape: Escape): void => {
    const at = escape.start;
    if (start >= 0 && (at - end > betweenMax || isBroken(text, end, at))) flush();
    if (start < 0) {
      start = wordHead(text, at);
      codes = asciiCodes(text.slice(start, at));
    } else if (at > end) {
      codes.push(...asciiCodes(text.slice(end, at)));
    }
    for (const code of escape.codes) codes.push(...(code < 256 ? [code] : utf8Codes(code)));
    end = escape.end;
    if (codes.length > runCharsMax) flush();
  };
  readEscaped(text, words, add);
  flush();
}

function isBroken(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 34 || code === 39 || code === 60 || code === 62) return true;
  }
  return false;
}

function utf8Codes(value: number): number[] {
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return [];
  return Array.from(new TextEncoder().encode(String.fromCodePoint(value)));
}

function asciiCodes(text: string): number[] {
  return Array.from(new TextEncoder().encode(text));
}

function wordHead(text: string, at: number): number {
  let head = at;
  while (head > 0 && at - head < betweenMax && isPart(text.charCodeAt(head - 1))) head -= 1;
  return head;
}

function wordTail(text: string, at: number): number {
  let tail = at;
  while (tail < text.length && tail - at < betweenMax && isPart(text.charCodeAt(tail))) tail += 1;
  return tail;
}

function isPart(code: number): boolean {
  return isWordCode(code) || code === 46 || code === 45 || code === 64;
}

function push(found: Decoded[], encoding: Decoded["encoding"], run: Run, bytes: Uint8Array): void {
  const read = readBytes(bytes);
  if (read !== undefined) found.push({ encoding, start: run.start, end: run.end, ...read });
}
