/** A person who was found once is found wherever a part of the name comes back: "Ms Hsu", later "hsu". */

import type { Detection } from "./detector.ts";
import { isCommonWord } from "./text/word-table.ts";
import { PhraseIndex } from "./identity/phrase-index.ts";
import { readPassage } from "./text/passage.ts";
import { wordsOf } from "./text/words.ts";

const partCharsMin = 3;
const partCharsMax = 24;
/** A stretch of more words is no name. */
const nameWordsMax = 5;

export function recurrences(text: string, found: readonly Detection[]): Detection[] {
  const parts = new PhraseIndex<boolean>();
  let count = 0;
  for (const { kind, start, end, needsReview } of found) {
    if (needsReview || (kind !== "person" && kind !== "username")) continue;
    const words = text.slice(start, end).split(/[^\p{L}\p{N}]+/u);
    if (words.length > nameWordsMax) continue;
    for (const word of words) {
      if (word.length < partCharsMin || word.length > partCharsMax) continue;
      if (isCommonWord(word) || /^\d/.test(word)) continue;
      parts.add(word, kind === "person");
      count += 1;
    }
  }
  if (count === 0) return [];
  const passage = readPassage(text);
  return parts.find(passage, wordsOf(passage)).map(({ start, end, value }) => ({
    ...passage.spanOf(start, end),
    kind: value ? "person" : "username",
    why: "Part of a name that is found elsewhere in the text.",
    needsReview: !/^\p{Lu}/u.test(passage.text.slice(start, end)),
  }));
}
