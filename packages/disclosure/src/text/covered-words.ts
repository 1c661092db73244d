/** Which words of a passage lie inside given stretches of its original, in one walk over both. */

import type { Passage, Span } from "./passage.ts";
import type { Words } from "./words.ts";

/** 1 for each word that is wholly in one of the spans, which are in order and do not overlap. */
export function coveredWords(
  passage: Passage,
  { count, starts, ends }: Words,
  spans: readonly Span[],
): Uint8Array {
  const covered = new Uint8Array(count);
  const isInPlace = passage.original === passage.text;
  let word = 0;
  for (const { start, end } of spans) {
    for (; word < count; word += 1) {
      const from = starts[word] ?? 0;
      const to = ends[word] ?? from;
      const span = isInPlace ? undefined : passage.spanOf(from, to);
      if ((span?.end ?? to) > end) break;
      if ((span?.start ?? from) >= start) covered[word] = 1;
    }
  }
  return covered;
}
