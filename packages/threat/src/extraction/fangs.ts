/**
 * Dots, at signs and "://" in the disguises that keep an indicator from being clicked: `[.]`,
 * `(dot)`, `{.}`, `[ . ]`, `\.`, `%2E`, `&#46;`, dots of other scripts, `[at]`, `[:]//`, `:\/\/`.
 * Each reader gives the length of what stands at a place, 0 for nothing, and looks at a bounded
 * number of characters.
 */

import { classAt, fangBit, isWordAt, unspacedBit, wordBit } from "./char-classes.ts";

const insideSpacesMax = 2;

const dot = 46;
const at = 64;
const backslash = 92;
const space = 32;
const openers = "[({<";
const closers = "])}>";

/** Result of a reader: how long, and whether it is a disguise. Packed: length * 2 + disguised. */
export type Fang = number;

export const noFang: Fang = 0;

export function fangLength(fang: Fang): number {
  return fang >> 1;
}

export function isDisguised(fang: Fang): boolean {
  return (fang & 1) !== 0;
}

function plain(length: number): Fang {
  return length << 1;
}

function disguised(length: number): Fang {
  return (length << 1) | 1;
}

function skipSpaces(text: string, from: number): number {
  let to = from;
  while (to - from < insideSpacesMax && text.charCodeAt(to) === space) to += 1;
  return to;
}

function lowerAt(text: string, place: number): number {
  return text.charCodeAt(place) | 32;
}

/** Does `word` stand here, whatever its case? `word` is in lower case. */
export function matchesAt(text: string, place: number, word: string): boolean {
  if (place < 0 || place + word.length > text.length) return false;
  for (let offset = 0; offset < word.length; offset += 1) {
    const wanted = word.charCodeAt(offset);
    const code = text.charCodeAt(place + offset);
    if (
      code !== wanted &&
      !(wanted >= 97 && wanted <= 122 && (code | 32) === wanted && code < 128)
    ) {
      return false;
    }
  }
  return true;
}

const foreignDots = new Set([0x3002, 0xff0e, 0xff61, 0x2024, 0xfe52]);

/** A dot between two labels, which must be followed by a word character. */
export function dotAt(text: string, place: number): Fang {
  const code = text.charCodeAt(place);
  if (code === dot) return dotThenMaybeBracket(text, place);
  if ((classAt(text, place) & fangBit) === 0) {
    return code === space ? spacedDotAt(text, place) : noFang;
  }
  if (code >= 128) {
    return foreignDots.has(code) && isWordAt(text, place + 1) ? disguised(1) : noFang;
  }
  if (code === backslash) return escapedDotAt(text, place);
  if (code === 37) return encodedAt(text, place, "%2e");
  if (code === 38) {
    return (
      encodedAt(text, place, "&#46;") ||
      encodedAt(text, place, "&#x2e;") ||
      encodedAt(text, place, "&period;")
    );
  }
  return bracketedAt(text, place, dot, "dot");
}

/** "." or ".]" as in `evil.]com`; a following tag is stepped over. */
function dotThenMaybeBracket(text: string, place: number): Fang {
  const next = text.charCodeAt(place + 1);
  const behind = classAt(text, place + 1);
  if ((behind & wordBit) !== 0) return plain(1);
  if ((behind & unspacedBit) !== 0)
    return (classAt(text, place - 1) & unspacedBit) === 0 ? noFang : plain(1);
  if ((next === 93 || next === 41 || next === 125) && isWordAt(text, place + 2))
    return disguised(2);
  if (next === 60) {
    const tag = tagLength(text, place + 1);
    if (tag > 0 && isWordAt(text, place + 1 + tag)) return disguised(1 + tag);
  }
  return noFang;
}

/** `\.` of regular expressions, and Markdown's `\[.\]`. */
function escapedDotAt(text: string, place: number): Fang {
  if (text.charCodeAt(place + 1) === dot) return isWordAt(text, place + 2) ? disguised(2) : noFang;
  const opener = openers.indexOf(text.charAt(place + 1));
  if (opener < 0) return noFang;
  let to = place + 2;
  if (text.charCodeAt(to) === backslash) to += 1;
  if (text.charCodeAt(to) !== dot) return noFang;
  to += 1;
  if (text.charCodeAt(to) === backslash) to += 1;
  return text.charAt(to) === closers.charAt(opener) && isWordAt(text, to + 1)
    ? disguised(to + 1 - place)
    : noFang;
}

function encodedAt(text: string, place: number, code: string): Fang {
  return matchesAt(text, place, code) && isWordAt(text, place + code.length)
    ? disguised(code.length)
    : noFang;
}

/** A short HTML tag such as `<b>`, `</b>`, `<wbr/>`. */
export function tagLength(text: string, place: number): number {
  if (text.charCodeAt(place) !== 60) return 0;
  let to = place + 1;
  if (text.charCodeAt(to) === 47) to += 1;
  const name = to;
  while (to - name < 8 && lowerAt(text, to) >= 97 && lowerAt(text, to) <= 122) to += 1;
  if (to === name) return 0;
  if (text.charCodeAt(to) === 47) to += 1;
  return text.charCodeAt(to) === 62 ? to + 1 - place : 0;
}

/** Most brackets in a text hold no disguise: one look at what is behind them says so. */
function mayFollowOpener(code: number, wordStart: number, sign: number): boolean {
  if (code === sign || code === space || (code | 32) === wordStart) return true;
  // A comma for a dot, or a tag before one.
  return sign === dot && (code === 44 || code === 47 || (code >= 97 && code <= 122));
}

/** `[.]`, `( dot )`, `[.`, and a dot behind a tag. */
function bracketedAt(text: string, place: number, sign: number, word: string): Fang {
  if (!mayFollowOpener(text.charCodeAt(place + 1), word.charCodeAt(0), sign)) return noFang;
  const opener = openers.indexOf(text.charAt(place));
  if (opener < 0) return noFang;
  let to = skipSpaces(text, place + 1);
  const isComma = sign === dot && text.charCodeAt(to) === 44;
  const isSign = text.charCodeAt(to) === sign;
  if (isSign || isComma) to += 1;
  else if (matchesAt(text, to, word)) to += word.length;
  else return opener === 3 && sign === dot ? taggedDotAt(text, place) : noFang;
  const inner = to;
  to = skipSpaces(text, to);
  if (closers.includes(text.charAt(to)) && to < text.length) {
    const after = skipSpaces(text, to + 1);
    // A space behind the bracket belongs to the disguise only where one stands before it too.
    const end = after > to + 1 && text.charCodeAt(place - 1) === space ? after : to + 1;
    return isWordAt(text, end) ? disguised(end - place) : noFang;
  }
  return isSign && to === inner && opener === 0 && isWordAt(text, to)
    ? disguised(to - place)
    : noFang;
}

function taggedDotAt(text: string, place: number): Fang {
  const tag = tagLength(text, place);
  if (tag === 0 || text.charCodeAt(place + tag) !== dot) return noFang;
  const behind = place + tag + 1;
  const closing = tagLength(text, behind);
  return isWordAt(text, behind + closing) ? disguised(behind + closing - place) : noFang;
}

/** " [.] ", " dot " and, for the caller to doubt, " . ". */
function spacedDotAt(text: string, place: number): Fang {
  const next = text.charCodeAt(place + 1);
  if (next === 91 || next === 40 || next === 123) {
    const fang = bracketedAt(text, place + 1, dot, "dot");
    return fang === noFang ? noFang : disguised(1 + fangLength(fang));
  }
  if (next === dot && text.charCodeAt(place + 2) === space && isWordAt(text, place + 3))
    return disguised(3);
  return (next | 32) === 100 && matchesAt(text, place + 1, "dot ") && isWordAt(text, place + 5)
    ? disguised(5)
    : noFang;
}

/** Is the dot here of a sort that prose has too, so that the name must prove itself? */
export function isDoubtfulDot(text: string, place: number): boolean {
  const next = text.charCodeAt(place + 1);
  return text.charCodeAt(place) === space && (next === dot || (next | 32) === 100);
}

export function atSignAt(text: string, place: number): Fang {
  const code = text.charCodeAt(place);
  if (code === at) return isWordAt(text, place + 1) ? plain(1) : noFang;
  if (code === space) return spacedAtSign(text, place);
  if ((classAt(text, place) & fangBit) === 0) return noFang;
  if (code === backslash) {
    return text.charCodeAt(place + 1) === at && isWordAt(text, place + 2) ? disguised(2) : noFang;
  }
  if (code === 0xff20) return isWordAt(text, place + 1) ? disguised(1) : noFang;
  if (code === 37) return encodedAt(text, place, "%40");
  if (code === 38) return encodedAt(text, place, "&#64;") || encodedAt(text, place, "&commat;");
  return bracketedAt(text, place, at, "at");
}

function spacedAtSign(text: string, place: number): Fang {
  const next = text.charCodeAt(place + 1);
  if (next === 91 || next === 40 || next === 123) {
    const fang = bracketedAt(text, place + 1, at, "at");
    return fang === noFang ? noFang : disguised(1 + fangLength(fang));
  }
  if (next === at && text.charCodeAt(place + 2) === space && isWordAt(text, place + 3))
    return disguised(3);
  return (next | 32) === 97 && matchesAt(text, place + 1, "at ") && isWordAt(text, place + 4)
    ? disguised(4)
    : noFang;
}

/** ":" or `[:]`, as before a port or between the groups of an IPv6 address. */
export function colonAt(text: string, place: number): Fang {
  if (text.charCodeAt(place) === 58) return plain(1);
  const opener = openers.indexOf(text.charAt(place));
  if (opener < 0 || text.charCodeAt(place + 1) !== 58) return noFang;
  return text.charAt(place + 2) === closers.charAt(opener) ? disguised(3) : noFang;
}

/** How many of the marks at this end of a value fence it: `+value+`, `**value**`. */
export function fenceLength(text: string, start: number, end: number): number {
  const mark = text.charCodeAt(start - 1);
  if (mark !== 43 && mark !== 42) return 0;
  let length = 0;
  while (
    length < 3 &&
    text.charCodeAt(start - 1 - length) === mark &&
    text.charCodeAt(end - 1 - length) === mark
  )
    length += 1;
  return length;
}

const separators: readonly (readonly [string, boolean])[] = [
  ["://", false],
  [":\\/\\/", false],
  ["[://]", true],
  ["[:]//", true],
  ["[:]\\/\\/", true],
  ["(:)//", true],
  ["{:}//", true],
  ["[:/]/", true],
  ["[:][/][/]", true],
  [":[//]", true],
  [":[/][/]", true],
  ["&#58;//", true],
  ["&colon;//", true],
  ["%3a//", true],
  [" ://", true],
  [" : //", true],
  [": //", true],
  [":\\\\", true],
  ["\\://", true],
  ["\\:\\/\\/", true],
];

function maySeparate(code: number, next: number): boolean {
  if (code === 58) return next === 92 || next === 91 || next === space;
  if (code === space) return next === 58;
  return next === 58 || code === 38 || code === 37;
}

/** What stands between a scheme and its host. */
export function schemeSeparatorAt(text: string, place: number): Fang {
  const code = text.charCodeAt(place);
  if ((classAt(text, place) & fangBit) === 0 && code !== space) return noFang;
  const next = text.charCodeAt(place + 1);
  if (code === 58 && next === 47 && text.charCodeAt(place + 2) === 47) return plain(3);
  if (!maySeparate(code, next)) return noFang;
  for (const [form, isDisguise] of separators) {
    if (form.charCodeAt(0) === code && matchesAt(text, place, form)) {
      return isDisguise ? disguised(form.length) : plain(form.length);
    }
  }
  return noFang;
}
