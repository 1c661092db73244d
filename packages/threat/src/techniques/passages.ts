/** Parts of a text that say one thing each: lines and sentences, never longer than is useful. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";

/** A text up to this long is taken as one passage. */
export const passageCharsMax = 400;

export interface Passage {
  readonly start: number;
  readonly end: number;
}

/** A sentence ends before white space and what can begin another. */
const sentenceEnd = letterPattern(String.raw`[.!?]["”’)\]]?\s+(?=["“‘([]?[\p{Lu}\p{N}])|\n`, "g");

export function passagesOf(text: string): Passage[] {
  if (text.length <= passageCharsMax) return [{ start: 0, end: text.length }];
  const passages: Passage[] = [];
  let start = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    if (match[0] === "\n" && isWrapped(text, match.index)) continue;
    const end = match.index + match[0].length;
    pushBounded(passages, text, start, end);
    start = end;
  }
  pushBounded(passages, text, start, text.length);
  return passages;
}

/** A line is cut for its length when it is about as long as lines are, and the next goes on in small letters. */
const wrappedCharsMin = 50;
const wrappedEnd = letterPattern(String.raw`^[\p{L}\p{N},)"”’]\r?\n\p{Ll}`);

function isWrapped(text: string, lineEnd: number): boolean {
  const last = text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 2 : lineEnd - 1;
  const lineStart = text.lastIndexOf("\n", lineEnd - 1) + 1;
  return last - lineStart >= wrappedCharsMin && wrappedEnd.test(text.slice(last, lineEnd + 2));
}

/** Cut at spaces where it is too long. */
function pushBounded(passages: Passage[], text: string, start: number, end: number): void {
  let from = start;
  while (end - from > passageCharsMax) {
    const space = text.lastIndexOf(" ", from + passageCharsMax);
    const until = space > from ? space + 1 : from + passageCharsMax;
    passages.push({ start: from, end: until });
    from = until;
  }
  if (from < end) passages.push({ start: from, end });
}
