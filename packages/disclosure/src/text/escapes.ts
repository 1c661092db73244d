/**
 * Characters written as escapes: percent, backslash, octal, entity, quoted-printable, hex pairs, and tags
 * between the letters of a word. A scan of what stands between words, and a closer look where an escape may begin. RFC 3986 §2.1.
 */

import { entityCodes } from "./named-entities.ts";
import { isWordCode, markEscape, unitBefore, type Words } from "./words.ts";
import { marksOfChars } from "./tokens.ts";

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

const signs = marksOfChars("%\\&=<");
const wordUnits = new Uint8Array(65_536).fill(1, 128);
wordUnits.fill(1, 48, 58).fill(1, 65, 91).fill(1, 97, 123);
wordUnits[95] = 1;

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
 * words of two digits, so that the inside of long words need not be read: `places` are the words beside which one may be.
 */
export function readEscaped(
  text: Uint16Array,
  words: Words,
  places: Uint32Array,
  found: (escape: Escape) => void,
): void {
  const { count, starts, ends, marks } = words;
  let from = 0;
  for (const word of places) {
    const start = word < count ? (starts[word] ?? 0) : text.length;
    if (((marks[word] ?? 0) & markEscape) !== 0) {
      for (let at = Math.max(from, word === 0 ? 0 : (ends[word - 1] ?? 0)); at < start; at += 1) {
        if (signs[text[at] ?? 0] === 0) continue;
        const escape = marked(text, at, from);
        if (escape === undefined) continue;
        found(escape);
        at = escape.end - 1;
        from = escape.end;
      }
    }
    const length = (ends[word] ?? 0) - start;
    if ((length !== 2 && length !== 4) || from > start || !arePairs(words, word)) continue;
    if (!isPair(text, start) || (start > 0 && isWordUnit(text, start - 1))) continue;
    const escape = pairs(text, start);
    if (escape === undefined) continue;
    found(escape);
    from = escape.end;
  }
}

/** Words of two characters, or of four as "0x46", so many in a row as make pairs. */
function arePairs({ count, starts, ends }: Words, first: number): boolean {
  if (first + pairsMin > count) return false;
  for (let word = first + 1; word < first + pairsMin; word += 1) {
    const start = starts[word] ?? 0;
    const length = (ends[word] ?? 0) - start;
    if ((length !== 2 && length !== 4) || start - (ends[word - 1] ?? 0) > 2) return false;
  }
  return true;
}

/** Two hex digits alone, or "0x" before them. */
function isPair(text: Uint16Array, at: number): boolean {
  const from = text[at + 1] === 120 ? at + 2 : at;
  return hexAt(text, from) >= 0 && hexAt(text, from + 1) >= 0 && !isWordUnit(text, from + 2);
}

function isWordUnit(text: Uint16Array, at: number): boolean {
  return wordUnits[text[at] ?? 0] === 1;
}

/** `from`: where the escape before ends. */
function marked(text: Uint16Array, at: number, from: number): Escape | undefined {
  switch (text[at]) {
    case 37: // %
      if (text[at + 1] === 117) return number(text, at, at + 2, 4, 0);
      return number(text, at, at + 1, 2, 0);
    case 92: // \
      if (text[at + 1] === 120) return number(text, at, at + 2, 2, 0);
      if (text[at + 1] !== 117) return octal(text, at, from);
      return text[at + 2] === 123 ? number(text, at, at + 3, 4, 1) : number(text, at, at + 2, 4, 0);
    case 38: // &
      return entity(text, at);
    case 60: // <
      return tag(text, at, from);
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

/** "\150" with another before or behind it: alone it is a folder's name. */
function octal(text: Uint16Array, at: number, from: number): Escape | undefined {
  const value = octalAt(text, at);
  if (value < 0 || (from !== at && octalAt(text, at + 4) < 0)) return undefined;
  return { start: at, end: at + 4, codes: [value] };
}

/** Of a backslash and three digits, or -1. */
function octalAt(text: Uint16Array, at: number): number {
  if (text[at] !== 92) return -1;
  let value = 0;
  for (let place = at + 1; place < at + 4; place += 1) {
    const digit = (text[place] ?? 0) - 48;
    if (!(digit >= 0 && digit < 8)) return -1;
    value = value * 8 + digit;
  }
  return value < 256 ? value : -1;
}

/** Tags that are no end of a word, and comments. */
const inlineTag =
  /^<(?:\/?(?:b|i|u|s|a|q|em|tt|ins|del|sub|sup|big|wbr|bdi|bdo|var|kbd|span|font|code|mark|abbr|cite|samp|small|strong|label)(?=[\s/>])[^<>]{0,80}|!--[^<>]{0,80}--)>/i;
const tagCharsMax = 100;

/** Between two letters, as other tags beside it are. */
function tag(text: Uint16Array, at: number, from: number): Escape | undefined {
  if (from !== at && !isWordCode(unitBefore(text, at))) return undefined;
  const end = closing(text, at, 62, tagCharsMax);
  if (!isWordCode(text[end] ?? 0) && text[end] !== 60) return undefined;
  const isTag = inlineTag.test(String.fromCharCode(...text.subarray(at, end)));
  return isTag ? { start: at, end, codes: [] } : undefined;
}

/** Behind the sign that closes what one opens here; behind all where none does before the next opens. */
function closing(text: Uint16Array, at: number, sign: number, most: number): number {
  for (let place = at + 1; place < at + most && text[place] !== text[at]; place += 1) {
    if (text[place] === sign) return place + 1;
  }
  return text.length;
}

const entityForm = /^&(?:#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([A-Za-z]{2,20}));/;
const entityCharsMax = 22;

function entity(text: Uint16Array, at: number): Escape | undefined {
  const next = text[at + 1] ?? 0;
  if (next !== 35 && !isWordCode(next)) return undefined;
  const end = closing(text, at, 59, entityCharsMax);
  if (end - at > entityCharsMax) return undefined;
  const match = entityForm.exec(String.fromCharCode(...text.subarray(at, end)));
  if (match === null) return undefined;
  const [, hex, decimal, name] = match;
  if (name !== undefined) {
    const codes = entityCodes(name);
    return codes === undefined ? undefined : { start: at, end, codes };
  }
  const value = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return { start: at, end, codes: [value] };
}

function quotedPrintable(text: Uint16Array, at: number): Escape | undefined {
  const next = text[at + 1] ?? 0;
  // "==" at the end of a line is that of base64.
  if (next <= 13 && unitBefore(text, at) === text[at]) return undefined;
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
