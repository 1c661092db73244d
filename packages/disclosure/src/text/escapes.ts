/**
 * Characters written as escapes: percent, backslash, entity, quoted-printable, hex pairs. A scan of
 * every character through one table, and a closer look where an escape may begin. RFC 3986 §2.1.
 */

export interface Escape {
  readonly start: number;
  readonly end: number;
  /** Bytes or, above 255, code points; none for a soft line end. */
  readonly codes: readonly number[];
}

const hexValues = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value += 1) {
  const digit = value.toString(16);
  hexValues[digit.charCodeAt(0)] = value;
  hexValues[digit.toUpperCase().charCodeAt(0)] = value;
}

const marks = new Uint8Array(128);
for (const char of "%\\&=") marks[char.charCodeAt(0)] = 1;
for (const char of "0123456789abcdefABCDEF") marks[char.charCodeAt(0)] = 2;

/** Fewer pairs are a time, a date or a count. */
const pairsMin = 4;
const pairsMax = 65_536;

function hexAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (hexValues[code] ?? -1) : -1;
}

/** Value of `digits` hex digits, or -1. */
function hexNumber(text: string, at: number, digits: number): number {
  let value = 0;
  for (let place = at; place < at + digits; place += 1) {
    const digit = hexAt(text, place);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

export function* escapes(text: string): Generator<Escape> {
  let isInWord = false;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const mark = code < 128 ? (marks[code] ?? 0) : 0;
    if (mark === 0 || (mark === 2 && isInWord)) {
      isInWord = isWordUnit(code);
      at += 1;
      continue;
    }
    const found = mark === 1 ? marked(text, at, code) : pairs(text, at);
    if (found !== undefined) {
      yield found;
      at = found.end;
      isInWord = false;
      continue;
    }
    isInWord = isWordUnit(code);
    at += 1;
  }
}

function isWordUnit(code: number): boolean {
  if (code > 127) return true;
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95
  );
}

function marked(text: string, at: number, code: number): Escape | undefined {
  switch (code) {
    case 37: // %
      if (text[at + 1] === "u") return number(text, at, at + 2, 4, 0);
      return number(text, at, at + 1, 2, 0);
    case 92: // \
      if (text[at + 1] === "x") return number(text, at, at + 2, 2, 0);
      if (text[at + 1] !== "u") return undefined;
      return text[at + 2] === "{" ? number(text, at, at + 3, 4, 1) : number(text, at, at + 2, 4, 0);
    case 38: // &
      return text[at + 1] === "#" ? entity(text, at) : undefined;
    default:
      return quotedPrintable(text, at);
  }
}

function number(
  text: string,
  start: number,
  from: number,
  digits: number,
  behind: number,
): Escape | undefined {
  const value = hexNumber(text, from, digits);
  if (value < 0) return undefined;
  return { start, end: from + digits + behind, codes: [value] };
}

function entity(text: string, at: number): Escape | undefined {
  const match = /^&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));/.exec(text.slice(at, at + 11));
  if (match === null) return undefined;
  const [whole, hex, decimal] = match;
  const value = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return { start: at, end: at + whole.length, codes: [value] };
}

function quotedPrintable(text: string, at: number): Escape | undefined {
  const next = text.charCodeAt(at + 1);
  if (next === 10) return { start: at, end: at + 2, codes: [] };
  if (next === 13 && text.charCodeAt(at + 2) === 10) return { start: at, end: at + 3, codes: [] };
  if (next >= 97) return undefined;
  if (text.charCodeAt(at + 2) >= 97) return undefined;
  return number(text, at, at + 1, 2, 0);
}

/** "46 65 72 72", "46:65:72:72" or "0x46, 0x65": a word of two hex digits, and more like it. */
function pairs(text: string, at: number): Escape | undefined {
  const codes: number[] = [];
  let end = at;
  for (let next = at; codes.length < pairsMax;) {
    const from = text[next] === "0" && text[next + 1] === "x" ? next + 2 : next;
    const value = hexNumber(text, from, 2);
    if (value < 0 || isWordUnit(text.charCodeAt(from + 2))) break;
    codes.push(value);
    end = from + 2;
    const code = text.charCodeAt(end);
    if (code !== 32 && code !== 58 && code !== 44) break;
    next = code === 44 && text.charCodeAt(end + 1) === 32 ? end + 2 : end + 1;
  }
  return codes.length < pairsMin ? undefined : { start: at, end, codes };
}
