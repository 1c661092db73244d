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
function featureNumber(kind: string, text: string): number {
  let hash = fnvOffset;
  for (let at = 0; at < kind.length; at += 1) {
    hash = Math.imul(hash ^ kind.charCodeAt(at), fnvPrime);
  }
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), fnvPrime);
  }
  return (hash ^ (hash >>> 15)) & (featureSpace - 1);
}

/** Calls for each feature with the first and the last of its words. */
export function visitFeatures(
  words: readonly Word[],
  visit: (feature: number, first: number, last: number) => void,
): void {
  let before = "";
  for (const [at, { text, stem, parts }] of words.entries()) {
    visit(featureNumber("w", text), at, at);
    visit(featureNumber("s", stem), at, at);
    for (const part of parts) visit(featureNumber("s", part), at, at);
    if (parts.length > 0) visit(featureNumber("c", ""), at, at);
    if (at > 0) visit(featureNumber("b", `${before} ${stem}`), at - 1, at);
    before = stem;
  }
}

export function featureCounts(words: readonly Word[]): Map<number, number> {
  const counts = new Map<number, number>();
  visitFeatures(words, (feature) => {
    counts.set(feature, (counts.get(feature) ?? 0) + 1);
  });
  return counts;
}
