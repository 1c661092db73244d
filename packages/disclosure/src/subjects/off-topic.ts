/**
 * Sentences of an incident's text that say nothing of the attack: in them stand the amounts, the people
 * and the plans for which no list has a word. They are held. Deny by default.
 */

import type { Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { letterAny, lowerAny } from "../text/words.ts";
import type { Topic } from "./tally.ts";

export interface Sentence {
  readonly first: number;
  readonly last: number;
  /** What its fragments speak of, together. */
  readonly topic: Topic;
}

/** Shorter ones are headings and answers. */
const wordsMin = 4;
/** With no more than a hint in it. */
const hintedWordsMin = 5;
/** Two words that tell a little. */
const cuesMin = 4;
const wordsMax = 60;
/** Of the words of prose so many are written small. */
const smallShare = 0.5;
/** A text is about an incident where one sentence in so many speaks of it. */
const sentencesForOne = 6;

export function joinTopics(a: Topic | undefined, b: Topic): Topic {
  if (a === undefined) return b;
  return {
    isOfAttack: a.isOfAttack || b.isOfAttack,
    isOfPeople: a.isOfPeople || b.isOfPeople,
    isOfUs: a.isOfUs || b.isOfUs,
    hasAmount: a.hasAmount || b.hasAmount,
    hasName: a.hasName || b.hasName,
    hasThing: a.hasThing || b.hasThing,
    cues: a.cues + b.cues,
  };
}

/** Those that are held, each with what it may be. */
export function offTopic(
  reading: Reading,
  sentences: readonly Sentence[],
): { readonly sentence: Sentence; readonly kind: FindingKind }[] {
  const places = reading.observations.map(({ start }) => start).sort((a, b) => a - b);
  const ofAttack = sentences.filter((it) => speaksOfAttack(reading, it, places));
  if (ofAttack.length === 0 || ofAttack.length * sentencesForOne < sentences.length) return [];
  const known = new Set(ofAttack);
  return sentences.flatMap((sentence) => {
    const kind = known.has(sentence) ? undefined : kindOf(sentence);
    return kind === undefined || !isProse(reading, sentence) ? [] : [{ sentence, kind }];
  });
}

function kindOf({ topic, first, last }: Sentence): FindingKind | undefined {
  const { isOfPeople, hasAmount, hasName, hasThing, isOfUs, cues } = topic;
  const length = last - first;
  if (isOfPeople) return "human-resources";
  if (hasThing) return "product-roadmap";
  if (hasAmount) return "output-volume";
  if (length < hintedWordsMin) return undefined;
  if (hasName || cues >= cuesMin || (isOfUs && cues > 0)) return "strategy-marketing";
  return undefined;
}

function speaksOfAttack(
  { passage, words }: Reading,
  { first, last, topic }: Sentence,
  places: readonly number[],
): boolean {
  if (topic.isOfAttack) return true;
  const { start, end } = passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0);
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (places[low] ?? Infinity) < end;
}

/** Signs of code and of commands. */
const codeSigns = /[{}<>=|\\&_^]|\$\w|--|%\w/;

function isProse({ passage, words }: Reading, { first, last }: Sentence): boolean {
  const length = last - first;
  if (length < wordsMin || length > wordsMax) return false;
  if (codeSigns.test(passage.text.slice(words.starts[first], words.ends[last - 1]))) return false;
  let small = 0;
  for (let at = first; at < last; at += 1) {
    if (words.shapes[at] === (lowerAny | letterAny)) small += 1;
  }
  return small >= length * smallShare;
}
