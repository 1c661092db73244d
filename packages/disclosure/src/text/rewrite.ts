/** A passage with some stretches written differently, still mapped to the original. */

import { makePassage, type Passage } from "./passage.ts";
import { boundedPattern } from "./bounded-pattern.ts";

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

const defanged = boundedPattern(
  String.raw`h(?:xx|XX)p(?=s?:)|hXXp(?=s?:)|[\[({<]\s?(?:\.|dot|DOT|Dot)\s?[\])}>]|[\[({]\s?(?:@|at|AT)\s?[\])}]|[\[({]:(?:\/\/)?[\])}]|\\\.|(?<=\w) (?:dot|DOT) (?=\w)|(?<=\w) (?:at|AT) (?=\w{1,63} (?:dot|DOT) )`,
);

/** "hxxp://a[.]example" read as "http://a.example": names are compared as they were meant. */
export function refangPassage(passage: Passage): Passage {
  const rewritings: Rewriting[] = [];
  for (const match of passage.text.matchAll(defanged)) {
    const [found] = match;
    rewritings.push({ start: match.index, end: match.index + found.length, text: meant(found) });
  }
  return rewritePassage(passage, rewritings);
}

function meant(written: string): string {
  const lower = written.toLowerCase();
  if (lower.startsWith("h")) return "http";
  if (lower.includes("@") || lower.includes("at")) return "@";
  if (lower.includes(":")) return lower.includes("/") ? "://" : ":";
  return ".";
}
