/** Sentences of a source with their places, for what is suggested from them. They never leave. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";

export interface Sentence {
  readonly start: number;
  readonly text: string;
}

/** A longer one is a table or a list without ends: its beginning is read. */
const sentenceCharsMax = 600;
const sentencesMax = 5000;

/** A line ends one where the next begins anew: with a capital, a sign of a list, or nothing. */
const ends = letterPattern(
  String.raw`[.!?;](?=\s)|\n(?=\s{0,20}(?:\n|[-*•#>|]|\d{1,3}[.)]\s|\p{Lu}))|$`,
  "g",
);

export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const { index } of text.matchAll(ends)) {
    const sentence = text.slice(start, Math.min(index, start + sentenceCharsMax));
    if (sentence.trim() !== "") sentences.push({ start, text: sentence });
    start = index + 1;
    if (sentences.length >= sentencesMax) break;
  }
  return sentences;
}

const denied =
  /\b(?:no|not|nothing|none|never|nobody|without|neither|n[o']t|prevented|stopped|avoided|before|would|could|might|may|if|attempt(?:s|ed)? to|tried to|failed to)\b[^,:]{0,40}$/i;

/** "Nothing was encrypted", "tried to encrypt": what stands at a place of a sentence did not happen. */
export function isDenied(sentence: string, at: number): boolean {
  return denied.test(sentence.slice(Math.max(0, at - 60), at));
}
