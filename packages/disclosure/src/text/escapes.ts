/**
 * Characters written as escapes: percent, backslash, entity, quoted-printable, hex pairs. A scan of
 * what stands between words, and a closer look where an escape may begin. RFC 3986 §2.1.
 */

import { markEscape, type Words } from "./words.ts";

export interface Escape {
  readonly start: number;
  readonly end: number;
  /** Bytes or, above 255, code points; none for a soft line end. */
  readonly codes: readonly number[];
}

const hexValues = new Int8Array(65_536).fill(-1);
for (let value = 0; value < 16; value += 1) {
  const digit = value.toString(16);
  hexValues[digit.charCodeAt(0)] = value;
  hexValues[digit.toUpperCase().charCodeAt(0)] = value;
}

const signs = new Uint8Array(65_536);
for (const char of "%\\&=") signs[char.charCodeAt(0)] = 1;
const wordUnits = new Uint8Array(65_536).fill(1, 128);
for (let code = 0; code < 128; code += 1) {
  if (/\w/.test(String.fromCharCode(code))) wordUnits[code] = 1;
}

/** Fewer pairs are a time, a date or a count. */
const pairsMin = 4;
const pairsMax = 65_536;

function hexAt(text: Uint16Array, at: number): number {
  return hexValues[text[at] ?? 0] ?? -1;
}

/** Value of `digits` hex digits, or -1. */
export function hexNumber(text: Uint16Array, at: number, digits: number): number {
  let value = 0;
  for (let place = at; place < at + digits; place += 1) {
    const digit = hexAt(text, place);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/**
 * Every escape of the text, in order, without overlap. Signs stand between its words, and pairs are
 * words of two digits, so that the inside of long words need not be read.
 */
export function readEscaped(
  text: Uint16Array,
  words: Words,
  found: (escape: Escape) => void,
): void {
  const { count, starts, ends } = words;
  let from = 0;
  for (let word = 0; word <= count; word += 1) {
    const start = word < count ? (starts[word] ?? 0) : text.length;
    if (((words.marks[word] ?? 0) & markEscape) !== 0) {
      for (let at = Math.max(from, word === 0 ? 0 : (ends[word - 1] ?? 0)); at < start; at += 1) {
        if (signs[text[at] ?? 0] === 0) continue;
        const escape = marked(text, at);
        if (escape === undefined) continue;
        found(escape);
        at = escape.end - 1;
        from = escape.end;
      }
    }
    const length = (ends[word] ?? 0) - start;
    if ((length !== 2 && length !== 4) || from > start || word === count) continue;
    if (!isPair(text, start) || isWordUnit(text, start - 1)) continue;
    const escape = pairs(text, start);
    if (escape === undefined) continue;
    found(escape);
    from = escape.end;
  }
}

/** Two hex digits alone, or "0x" before them. */
function isPair(text: Uint16Array, at: number): boolean {
  const from = text[at + 1] === 120 ? at + 2 : at;
  return hexAt(text, from) >= 0 && hexAt(text, from + 1) >= 0 && !isWordUnit(text, from + 2);
}

function isWordUnit(text: Uint16Array, at: number): boolean {
  return wordUnits[text[at] ?? 0] === 1;
}

function marked(text: Uint16Array, at: number): Escape | undefined {
  switch (text[at]) {
    case 37: // %
      if (text[at + 1] === 117) return number(text, at, at + 2, 4, 0);
      return number(text, at, at + 1, 2, 0);
    case 92: // \
      if (text[at + 1] === 120) return number(text, at, at + 2, 2, 0);
      if (text[at + 1] !== 117) return undefined;
      return text[at + 2] === 123 ? number(text, at, at + 3, 4, 1) : number(text, at, at + 2, 4, 0);
    case 38: // &
      return text[at + 1] === 35 ? entity(text, at) : undefined;
    default:
      return quotedPrintable(text, at);
  }
}

function number(
  text: Uint16Array,
  start: number,
  from: number,
  digits: number,
  behind: number,
): Escape | undefined {
  const value = hexNumber(text, from, digits);
  if (value < 0) return undefined;
  return { start, end: from + digits + behind, codes: [value] };
}

function entity(text: Uint16Array, at: number): Escape | undefined {
  const match = /^&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));/.exec(
    String.fromCharCode(...text.subarray(at, at + 11)),
  );
  if (match === null) return undefined;
  const [whole, hex, decimal] = match;
  const value = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return { start: at, end: at + whole.length, codes: [value] };
}

function quotedPrintable(text: Uint16Array, at: number): Escape | undefined {
  const next = text[at + 1] ?? 0;
  if (next === 10) return { start: at, end: at + 2, codes: [] };
  if (next === 13 && (text[at + 2] ?? 0) === 10) return { start: at, end: at + 3, codes: [] };
  if (next >= 97) return undefined;
  if ((text[at + 2] ?? 0) >= 97) return undefined;
  return number(text, at, at + 1, 2, 0);
}

/** "46 65 72 72", "46:65:72:72" or "0x46, 0x65": a word of two hex digits, and more like it. */
function pairs(text: Uint16Array, at: number): Escape | undefined {
  const codes: number[] = [];
  let end = at;
  for (let next = at; codes.length < pairsMax;) {
    const from = text[next] === 48 && text[next + 1] === 120 ? next + 2 : next;
    const value = hexNumber(text, from, 2);
    if (value < 0 || isWordUnit(text, from + 2)) break;
    codes.push(value);
    end = from + 2;
    const code = text[end] ?? 0;
    if (code !== 32 && code !== 58 && code !== 44) break;
    next = code === 44 && (text[end + 1] ?? 0) === 32 ? end + 2 : end + 1;
  }
  return codes.length < pairsMin ? undefined : { start: at, end, codes };
}
