/** A passage with some stretches written differently, still mapped to the original. */

import { makePassage, type Passage } from "./passage.ts";
import { markBackslash, markBracket, markColon, unitBefore, type Words, wordsOf } from "./words.ts";
import { boundedPattern } from "./bounded-pattern.ts";
import { hashOf } from "./word-hash.ts";
import { marksOfChars } from "./tokens.ts";

export interface Rewriting {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `rewritings` are ordered and do not overlap; offsets into `passage.text`. */
export function rewritePassage(passage: Passage, rewritings: readonly Rewriting[]): Passage {
  if (rewritings.length === 0) return passage;
  const parts: string[] = [];
  /** Where each rewriting begins and ends in the new text, and where it was. */
  const begins = new Uint32Array(rewritings.length);
  const stops = new Uint32Array(rewritings.length);
  let count = 0;
  let from = 0;
  let length = 0;
  for (const { start, end, text } of rewritings) {
    parts.push(passage.text.slice(from, start), text);
    length += start - from;
    begins[count] = length;
    length += text.length;
    stops[count] = length;
    count += 1;
    from = end;
  }
  parts.push(passage.text.slice(from));
  const text = parts.join("");
  const place = (offset: number, isEnd: boolean): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((begins[middle] ?? 0) <= (isEnd ? offset - 1 : offset)) low = middle + 1;
      else high = middle;
    }
    const mark = rewritings[low - 1];
    const stop = stops[low - 1] ?? 0;
    if (mark === undefined) return offset;
    if (isEnd ? offset <= stop : offset < stop) return isEnd ? mark.end : mark.start;
    return mark.end + offset - stop;
  };
  return makePassage(passage.original, text, (start, end) =>
    passage.spanOf(place(start, false), place(end, true)),
  );
}

const dotWord = hashOf("dot");
const defanged = boundedPattern(
  String.raw`h(?:xx|XX)p(?=s?:)|hXXp(?=s?:)|[\[({<]\s?(?:\.|dot|DOT|Dot)\s?[\])}>]|[\[({]\s?(?:@|at|AT)\s?[\])}]|[\[({]:(?:\/\/)?[\])}]|\\\.|(?<=\w) (?:dot|DOT) (?=\w)|(?<=\w) (?:at|AT) (?=\w{1,63} (?:dot|DOT) )`,
  "y",
);

/** "hxxp://a[.]example" read as "http://a.example": names are compared as they were meant. */
export function refangPassage(passage: Passage, words: Words = wordsOf(passage)): Passage {
  const { text, codes } = passage;
  const { count, starts, ends, hashes, marks } = words;
  const rewritings: Rewriting[] = [];
  const isSpaced = hashes.includes(dotWord);
  let until = 0;
  const tryAt = (start: number): void => {
    if (start < until || !mayBegin(codes, start)) return;
    if (isBareDot(codes, start)) {
      until = start + 3;
      rewritings.push({ start, end: until, text: "." });
      return;
    }
    defanged.lastIndex = start;
    const found = defanged.exec(text)?.[0];
    if (found === undefined) return;
    until = start + found.length;
    rewritings.push({ start, end: until, text: meant(found) });
  };
  const wanted = markColon | markBracket | markBackslash;
  for (let at = 0; at <= count; at += 1) {
    const mark = (marks[at] ?? 0) & wanted;
    if (mark === 0 && !isSpaced) continue;
    const from = at === 0 ? 0 : (ends[at - 1] ?? 0);
    const to = at === count ? codes.length : (starts[at] ?? 0);
    if (codes[from] === colon) tryAt(disguisedScheme(codes, from));
    for (let place = from; place < to; place += 1) {
      if (isSign(codes[place] ?? 0, isSpaced)) tryAt(place);
    }
  }
  return rewritePassage(passage, rewritings);
}

const colon = 58;
const letterS = 115;
const letterH = 104;
const letterX = 120;

/** Where "hxxp" begins, or "hxxps", before a colon; behind all where it does not. */
function disguisedScheme(codes: Uint16Array, at: number): number {
  const start = at - (unitBefore(codes, at) === letterS ? 5 : 4);
  if (start < 0) return -1;
  return codes[start] === letterH && ((codes[start + 1] ?? 0) | 32) === letterX ? start : -1;
}

/** What a disguise begins with between words. */
const signs = marksOfChars("[({<\\");

function isSign(code: number, isSpaced: boolean): boolean {
  return signs[code] === 1 || (isSpaced && code === 32);
}

/** Brackets that hold no disguise are told by what is in them. */
function mayBegin(codes: Uint16Array, at: number): boolean {
  const code = codes[at] ?? 0;
  if (code === 104 || code === 32) return true;
  let next = at + 1;
  if (code === 92) return codes[next] === 46;
  if (!((codes[next] ?? 0) > 32)) next += 1;
  const inner = codes[next] ?? 0;
  return (
    inner === 46 || inner === 64 || inner === 58 || (inner | 32) === 100 || (inner | 32) === 97
  );
}

/** "[.]", as nearly all are. */
function isBareDot(codes: Uint16Array, at: number): boolean {
  return codes[at] === 91 && codes[at + 1] === 46 && codes[at + 2] === 93;
}

function meant(written: string): string {
  const lower = written.toLowerCase();
  if (lower.startsWith("h")) return "http";
  if (lower.includes("@") || lower.includes("at")) return "@";
  if (lower.includes(":")) return lower.includes("/") ? "://" : ":";
  return ".";
}
