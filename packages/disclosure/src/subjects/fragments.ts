/**
 * Fragments of sentences: what stands between full stops, semicolons, colons, quotes and brackets,
 * with the pieces between its commas. What a fragment is about is judged by its words together.
 */

import type { Passage } from "../text/passage.ts";
import { hashOfCodes, hashSet } from "../text/word-hash.ts";
import { isDigit, markBreak, unitBefore, type Words } from "../text/words.ts";

/** One after the other: each begins where the one before ends. */
export interface Fragments {
  readonly count: number;
  /** First word of each, and behind the last the number of words. */
  readonly firsts: Uint32Array;
  readonly joints: Uint8Array;
}

/** Its sentence goes on from the fragment before. */
export const continued = 1;
/** A colon stands before it. */
export const explained = 2;

/** A longer one is cut, so that the work for each is bounded. */
const fragmentWordsMax = 120;
const headingWordsMax = 4;

/** What a gap between two words ends, the most last. */
const none = 0;
const piece = 1;
const fragment = 2;
const colon = 3;
const sentence = 4;

export function fragmentsOf(passage: Passage, { count, starts, ends, marks }: Words): Fragments {
  const firsts = new Uint32Array(count + 1);
  const joints = new Uint8Array(count + 1);
  let found = 0;
  let first = 0;
  for (let at = 1; at < count; at += 1) {
    if (((marks[at] ?? 0) & markBreak) === 0 && at - first < fragmentWordsMax) continue;
    const gap = gapOf(passage, ends[at - 1] ?? 0, starts[at] ?? 0, at - first);
    if (gap <= piece) continue;
    found += 1;
    first = at;
    firsts[found] = at;
    joints[found] = gap === sentence ? 0 : gap === colon ? continued | explained : continued;
  }
  if (count > 0) found += 1;
  firsts[found] = count;
  return { count: found, firsts, joints };
}

/** First words of the pieces of a fragment, its own included. */
export function piecesOf(
  passage: Passage,
  { starts, ends }: Words,
  first: number,
  last: number,
): number[] {
  const pieces = [first];
  for (let at = first + 1; at < last; at += 1) {
    if (gapOf(passage, ends[at - 1] ?? 0, starts[at] ?? 0, at - first) === piece) pieces.push(at);
  }
  return pieces;
}

function gapOf(passage: Passage, from: number, to: number, length: number): number {
  const { codes } = passage;
  if (to - from === 1) {
    const code = codes[from];
    // Most gaps are one blank, and most others a hyphen, a dot or an apostrophe inside a word.
    if (code === 32 || code === 45 || code === 46 || code === 39 || code === 47)
      return longGap(length);
    if (code === 10) return isWrapped(passage.text, codes, from) ? longGap(length) : sentence;
    if (code === 44) return isDigitAround(codes, from) ? none : piece;
    if (code === 95) return none;
  }
  let gap = longGap(length);
  for (let at = from; at < to; at += 1) {
    const plain = plainGaps[codes[at] ?? 0] ?? none;
    if (plain === none) continue;
    const next = plain === byPlace ? gapAt(passage, at) : plain;
    if (next === sentence) {
      // "Suppliers? Velmont leaves us." says of what it speaks.
      const isHeading = length <= headingWordsMax && codes[at] === 63 && codes[at + 1] === 32;
      if (!isHeading) return sentence;
      gap = colon;
    } else if (next > gap) gap = next;
  }
  return gap;
}

function longGap(length: number): number {
  return length >= fragmentWordsMax ? fragment : none;
}

function isDigitAround(codes: Uint16Array, at: number): boolean {
  return isDigit(codes[at - 1] ?? 0) && isDigit(codes[at + 1] ?? 0);
}

/** What ends a fragment wherever it stands, and what parts pieces. */
const plainGaps = new Uint8Array(65_536);
/** What stands around it says whether it ends anything. */
const byPlace = 255;
for (const char of "\n.:'\"-,") plainGaps[char.charCodeAt(0)] = byPlace;
for (const char of ";[]{}<>|\t\u2026") plainGaps[char.charCodeAt(0)] = fragment;
for (const char of "()") plainGaps[char.charCodeAt(0)] = piece;
for (const char of "!?") plainGaps[char.charCodeAt(0)] = sentence;

function gapAt({ codes, text }: Passage, at: number): number {
  const code = codes[at] ?? 0;
  const after = codes[at + 1] ?? 0;
  switch (code) {
    case 10: // line end
      return isWrapped(text, codes, at) ? none : sentence;
    case 46: // full stop
      return isEnd(codes, at) && codes[at - 1] !== 32 && !isAbbreviated(codes, at)
        ? sentence
        : none;
    case 58: // colon
      return after <= 32 || after === 34 ? colon : none;
    case 39: // a quote, not an apostrophe
      return after <= 32 !== (codes[at - 1] ?? 0) <= 32 && !isOfMany(codes, at) ? fragment : none;
    case 34: // a quote; in JSON it parts keys and values
      return jointOfValues(codes, at);
    case 45: // hyphen
      return codes[at - 1] === 32 && after === 32 ? fragment : none;
    default: // comma
      return isDigitAround(codes, at) ? none : piece;
  }
}

/** A blank stands behind the full stop, or behind the bracket or quote that it ends. */
function isEnd(codes: Uint16Array, at: number): boolean {
  const after = codes[at + 1] ?? 0;
  return after <= 32 || ((after === 41 || after === 34) && (codes[at + 2] ?? 0) <= 32);
}

/** "the workers' pay". */
function isOfMany(codes: Uint16Array, at: number): boolean {
  const behind = codes[at + 2] ?? 0;
  return codes[at - 1] === 115 && codes[at + 1] === 32 && behind >= 97 && behind <= 122;
}

/** "key":"value","key":3 */
function jointOfValues(codes: Uint16Array, at: number): number {
  const after = codes[at + 1] ?? 0;
  const before = codes[at - 1] ?? 0;
  if (after === 58) return colon;
  const isLast = after === 44 && codes[at + 2] !== 32;
  const isFirst = before === 44 && codes[at - 2] !== 32;
  return isLast || isFirst || after === 125 ? sentence : piece;
}

/** A line that is long and goes on in lower case was wrapped. */
function isWrapped(text: string, codes: Uint16Array, at: number): boolean {
  const after = codes[at + 1] ?? 0;
  if (after < 97 || after > 122 || isLabelled(codes, at + 1)) return false;
  const before = text.lastIndexOf("\n", at - 1);
  return at - before > 50 && at - before < 400;
}

const speakerCharsMax = 20;

/** "trish: got it", "date=2025-02-17", "host,user,result": a line that begins anew. */
function isLabelled(codes: Uint16Array, first: number): boolean {
  for (let at = first; at < first + speakerCharsMax; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 58 || code === 61) return true;
    if (isBetweenCells(code)) return (codes[at + 1] ?? 0) > 32;
    if (code <= 32) return false;
  }
  return false;
}

/** A comma, a semicolon, a stroke. */
function isBetweenCells(code: number): boolean {
  return code === 44 || code === 59 || code === 124;
}

const abbreviations = hashSet(
  "mr mrs ms dr prof st approx no nr incl inc vs jr sr ca eg ie etc fig dept avv adv abg dott dra sra srta lic ing mag mgr arch geom rag art abs mio mrd tsd bzw ggf usw tel str pr",
);
const abbreviationCharsMax = 6;
const capitalI = 73;

const monthsBehind = hashSet(
  "januar februar märz maerz marts april mai maj juni juli august september oktober november dezember desember december",
);

/** "3. Juni". */
function isOfDate(codes: Uint16Array, at: number): boolean {
  if (codes[at + 1] !== 32 || isDigit(unitBefore(codes, at, 3))) return false;
  let end = at + 2;
  while (end - at < 12 && (codes[end] ?? 0) > 64) end += 1;
  return monthsBehind.has(hashOfCodes(codes, at + 2, end));
}

/** "Mr. Roe", "approx. 3", "J. Roe", "3. Juni". */
function isAbbreviated(codes: Uint16Array, at: number): boolean {
  let start = at;
  while (at - start <= abbreviationCharsMax && isLetter(codes[start - 1] ?? 0)) start -= 1;
  const length = at - start;
  if (length === 0 && isDigit(unitBefore(codes, at))) return isOfDate(codes, at);
  if (length === 0 || length > abbreviationCharsMax) return false;
  if (length === 1) return codes[start] !== capitalI;
  return codes[at + 1] === 32 && abbreviations.has(hashOfCodes(codes, start, at));
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}
