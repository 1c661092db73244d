/**
 * Fragments of sentences: what stands between full stops, semicolons, colons, quotes and brackets,
 * with the pieces between its commas. What a fragment is about is judged by its words together.
 */

import type { Passage } from "../text/passage.ts";
import type { Words } from "../text/words.ts";

export interface Fragment {
  /** First word, and the one behind the last. */
  readonly first: number;
  readonly last: number;
  /** First words of its pieces, `first` included. */
  readonly pieces: readonly number[];
  /** Its sentence goes on from the fragment before. */
  readonly isContinued: boolean;
  /** A colon stands before it. */
  readonly isExplained: boolean;
}

/** A longer one is cut, so that the work for each is bounded. */
const fragmentWordsMax = 120;
const headingWordsMax = 4;

/** What a gap between two words ends, the most last. */
const none = 0;
const piece = 1;
const fragment = 2;
const colon = 3;
const sentence = 4;

export function fragments(passage: Passage, words: Words): Fragment[] {
  const found: Fragment[] = [];
  const { count, starts, ends } = words;
  let first = 0;
  let pieces: number[] = [0];
  let isContinued = false;
  let isExplained = false;
  for (let at = 1; at <= count; at += 1) {
    const from = ends[at - 1] ?? 0;
    const gap = at === count ? sentence : gapOf(passage, from, starts[at] ?? from, at - first);
    if (gap === none) continue;
    if (gap === piece) {
      pieces.push(at);
      continue;
    }
    found.push({ first, last: at, pieces, isContinued, isExplained });
    first = at;
    pieces = [at];
    isContinued = gap !== sentence;
    isExplained = gap === colon;
  }
  return found;
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
    const next = gapAt(passage, at);
    // "Suppliers? Velmont leaves us." says of what it speaks.
    const isHeading = length <= headingWordsMax && codes[at] === 63 && codes[at + 1] === 32;
    if (next === sentence && !isHeading) return next;
    if (isHeading) gap = colon;
    if (next === colon || (next === fragment && gap !== colon)) gap = next;
    if (next === piece && gap === none) gap = next;
  }
  return gap;
}

function longGap(length: number): number {
  return length >= fragmentWordsMax ? fragment : none;
}

function isDigitAround(codes: Uint16Array, at: number): boolean {
  return isDigit(codes[at - 1] ?? 0) && isDigit(codes[at + 1] ?? 0);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What ends a fragment wherever it stands, and what parts pieces. */
const plainGaps = new Uint8Array(65_536);
for (const char of ";[]{}<>|\t\u2026") plainGaps[char.charCodeAt(0)] = fragment;
for (const char of '()"') plainGaps[char.charCodeAt(0)] = piece;
for (const char of "!?") plainGaps[char.charCodeAt(0)] = sentence;

function gapAt({ codes, text }: Passage, at: number): number {
  const code = codes[at] ?? 0;
  const after = codes[at + 1] ?? 0;
  switch (code) {
    case 10: // line end
      return isWrapped(text, codes, at) ? none : sentence;
    case 46: // full stop
      return after <= 32 && codes[at - 1] !== 32 && !isAbbreviated(text, at) ? sentence : none;
    case 58: // colon
      return after <= 32 || after === 34 ? colon : none;
    case 39: // a quote, not an apostrophe
      return after <= 32 !== (codes[at - 1] ?? 0) <= 32 ? fragment : none;
    case 45: // hyphen
      return codes[at - 1] === 32 && after === 32 ? fragment : none;
    case 44: // comma
      return isDigitAround(codes, at) ? none : piece;
    default:
      return plainGaps[code] ?? none;
  }
}

/** A line that is long and goes on in lower case was wrapped. */
function isWrapped(text: string, codes: Uint16Array, at: number): boolean {
  const after = codes[at + 1] ?? 0;
  if (after < 97 || after > 122) return false;
  const before = text.lastIndexOf("\n", at - 1);
  return at - before > 50 && at - before < 400;
}

/** "Mr. Roe", "approx. 3", "J. Roe". */
function isAbbreviated(text: string, at: number): boolean {
  const word =
    /(?:^|[^A-Za-z])([A-Za-z]{1,6})$/.exec(text.slice(Math.max(0, at - 8), at))?.[1] ?? "";
  if (word.length === 1) return word !== "I";
  return (
    /^(?:mr|mrs|ms|dr|prof|st|approx|no|nr|incl|inc|vs|jr|sr|ca|eg|ie|etc|fig|dept)$/i.test(word) &&
    text.charCodeAt(at + 1) === 32
  );
}
