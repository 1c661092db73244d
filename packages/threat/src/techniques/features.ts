/**
 * What the tagger weighs in a text: words, stems, parts of function names, pairs of neighbouring
 * stems; each known by a number only, so that the table holds no text of those who labelled it.
 */

import type { Word } from "./words.ts";

/** Numbers of features are below this: many times as many as there are features. */
export const featureSpace = 2 ** 22;

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/** FNV-1a over the kind and the UTF-16 units. */
function hashed(hash: number, text: string): number {
  let mixed = hash;
  for (let at = 0; at < text.length; at += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(at), fnvPrime);
  }
  return mixed;
}

function featureNumber(hash: number): number {
  return (hash ^ (hash >>> 15)) & (featureSpace - 1);
}

/** Hashes of kinds: words, stems, names of functions, pairs. */
const word = hashed(fnvOffset, "w");
const stemmed = hashed(fnvOffset, "s");
const called = hashed(fnvOffset, "c");
const pair = hashed(fnvOffset, "b");

/** Calls for each feature with the first and the last of its words. */
export function visitFeatures(
  words: readonly Word[],
  visit: (feature: number, first: number, last: number) => void,
): void {
  let before = "";
  let at = 0;
  for (const { text, stem, parts } of words) {
    visit(featureNumber(hashed(word, text)), at, at);
    visit(featureNumber(hashed(stemmed, stem)), at, at);
    if (parts.length > 0) {
      for (const part of parts) visit(featureNumber(hashed(stemmed, part)), at, at);
      visit(featureNumber(called), at, at);
    }
    if (at > 0) visit(featureNumber(hashed(hashed(hashed(pair, before), " "), stem)), at - 1, at);
    before = stem;
    at += 1;
  }
}

export function featureCounts(words: readonly Word[]): Map<number, number> {
  const counts = new Map<number, number>();
  visitFeatures(words, (feature) => {
    counts.set(feature, (counts.get(feature) ?? 0) + 1);
  });
  return counts;
}
