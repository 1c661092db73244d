/** Which words of a passage lie inside given stretches of its original, in one walk over both. */

import type { Passage, Span } from "./passage.ts";
import type { Words } from "./words.ts";

/** 1 for each word that is wholly in one of the spans, which are in order and do not overlap. */
export function coveredWords(passage: Passage, words: Words, spans: readonly Span[]): Uint8Array {
  const { count } = words;
  const { starts, ends } = passage.isInPlace ? words : inOriginal(passage, words);
  const covered = new Uint8Array(count);
  let word = 0;
  for (const { start, end } of spans) {
    while (word < count && (starts[word] ?? 0) < start) word += 1;
    for (; word < count && (ends[word] ?? 0) <= end; word += 1) covered[word] = 1;
  }
  return covered;
}

function inOriginal(
  passage: Passage,
  { count, starts, ends }: Words,
): Pick<Words, "starts" | "ends"> {
  const original = { starts: new Uint32Array(count), ends: new Uint32Array(count) };
  for (let word = 0; word < count; word += 1) {
    const { start, end } = passage.spanOf(starts[word] ?? 0, ends[word] ?? 0);
    original.starts[word] = start;
    original.ends[word] = end;
  }
  return original;
}
