/** Sentences of a passage: the stretch in which a keyword and its context must meet. */

import type { Passage } from "../text/passage.ts";

export interface Sentence {
  /** Offsets into `passage.text`. */
  readonly start: number;
  readonly end: number;
}

/** A longer one is cut, so that the work for each is bounded. */
export const sentenceCharsMax = 600;
const wrappedCharsMin = 60;

export function* sentences(passage: Passage): Generator<Sentence> {
  const { text } = passage;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const isEnd = endsSentence(text, at);
    if (!isEnd && at - start + 1 < sentenceCharsMax) continue;
    yield* trimmed(text, start, at + 1);
    start = at + 1;
  }
  yield* trimmed(text, start, text.length);
}

function endsSentence(text: string, at: number): boolean {
  const char = text[at] ?? "";
  if (char === "\n")
    return isBlank(text[at + 1]) || isListStart(text[at + 1]) || isShortLine(text, at);
  if (char === "!" || char === "?" || char === ";") return isBlank(text[at + 1]);
  return (
    char === "." &&
    isBlank(text[at + 1]) &&
    !/\b(?:e\.g|i\.e|approx|no|nr|inc|mr|mrs|ms|dr|st)$/i.test(text.slice(Math.max(0, at - 8), at))
  );
}

function isBlank(char: string | undefined): boolean {
  return char === undefined || /\s/.test(char);
}

function isListStart(char: string | undefined): boolean {
  return char !== undefined && /[-*>#|\d<[A-Z]/.test(char);
}

/** A line that ends early is no wrapped one. */
function isShortLine(text: string, at: number): boolean {
  return at < wrappedCharsMin || text.slice(at - wrappedCharsMin, at).includes("\n");
}

function* trimmed(text: string, from: number, to: number): Generator<Sentence> {
  let start = from;
  let end = to;
  while (start < end && isBlank(text[start])) start += 1;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  if (end > start) yield { start, end };
}
