/**
 * Learns how far each kind of evidence can be relied on, from incidents of known actors. What is
 * learned is two numbers a kind and what is usual in such feeds: nothing about any actor.
 */

import { compare, sharesOf } from "../comparison.ts";
import {
  encodeFeatures,
  type EncodedKind,
  hash,
  numberOf,
  ruleOf,
  type UsualCount,
} from "../encoded-features.ts";
import type { IncidentFacts } from "../facts.ts";
import { featuresOf } from "../features.ts";
import type { FeatureSet } from "../feature-set.ts";
import { type Kind, kindNames } from "../kinds.ts";
import { Pile } from "../pile.ts";
import { ReportIndex } from "../report-index.ts";
import type { KindWeight, Weights } from "../weights.ts";
import { fitLogistic, type Row } from "./logistic.ts";

export interface LabelledIncident {
  readonly actor: string;
  readonly facts: IncidentFacts;
}

export interface Learned {
  readonly weights: Weights;
  readonly pileWeights: Weights;
  readonly usual: readonly UsualCount[];
}

/** Of the pairs of different actors, one in so many is looked at and counts for all. */
const relatedOf = 4;
const sampleOf = 20;
const ridge = 2;
const seed = 1;

/** Kinds that the public incidents have; the others keep their priors. */
export const learnedKinds: readonly Kind[] = [
  "value",
  "file",
  "registered-domain",
  "network",
  "url-part",
  "label",
  "below",
  "naming",
  "suffix",
  "shape",
  "composition",
  "theme",
  "style",
];

export function learn(incidents: readonly LabelledIncident[]): Learned {
  const sets = incidents.map(({ facts }) => featuresOf(facts));
  const encoded = sets.map((set) => encodeFeatures(set, seed));
  return {
    weights: weightsOf(incidents, encoded, undefined),
    pileWeights: weightsOf(incidents, encoded, new Pile(encoded)),
    usual: usualCounts(sets),
  };
}

/** For who only judges piles: half the work. */
export function learnForPiles(incidents: readonly LabelledIncident[]): Learned {
  const sets = incidents.map(({ facts }) => featuresOf(facts));
  const encoded = sets.map((set) => encodeFeatures(set, seed));
  const weights = weightsOf(incidents, encoded, new Pile(encoded));
  return { weights, pileWeights: weights, usual: usualCounts(sets) };
}

function weightsOf(
  incidents: readonly LabelledIncident[],
  encoded: readonly (readonly EncodedKind[])[],
  pile: Pile | undefined,
): Weights {
  const parts = partsOf(incidents);
  const actors = incidents.map(({ actor }) => actor);
  const sampled: SampledRow[] = [];
  let nth = 0;
  eachPair({ actors, encoded, pile }, (pair, isRelated) => {
    nth += 1;
    const every = pair.same ? 1 : isRelated ? relatedOf : sampleOf;
    if (nth % every === 0) sampled.push({ ...pair, weight: every });
  });
  const apart = Array.from({ length: partCount }, (_, part) =>
    fitLogistic(
      sampled.filter(({ a, b }) => parts[a] !== part && parts[b] !== part),
      ridge,
      bounds(leastOfAll),
    ),
  );
  const near: SampledRow[] = [];
  eachPair({ actors, encoded, pile }, (pair) => {
    const [one, other] = [pair.a, pair.b].map((it) =>
      oddsUnder(apart[parts[it] ?? 0], pair.values),
    );
    if (((one ?? 0) + (other ?? 0)) / 2 > nearOddsMin) near.push({ ...pair, weight: 1 });
  });
  return weightsFrom(meanFit(near, actors));
}

/**
 * The mean of what several draws of most actors teach: a single fit leans on the few actors of whom
 * there is much, and moves a lot with which of them it saw.
 */
function meanFit(near: readonly SampledRow[], actors: readonly string[]): Float64Array {
  const fits = Array.from({ length: draws }, (_, draw) => {
    const isDrawn = (at: number): boolean => hash(actors[at] ?? "", draw) % drawnOf !== 0;
    const rows = near.filter(({ a, b }) => isDrawn(a) && isDrawn(b));
    return fitLogistic(rows, ridge, bounds(leastOfNear));
  });
  const [first = new Float64Array()] = fits;
  return first.map((_, at) => fits.reduce((sum, fit) => sum + (fit[at] ?? 0), 0) / draws);
}

/** So many draws, each without one in so many actors. */
const draws = 12;
const drawnOf = 4;

interface SampledRow extends Row {
  readonly a: number;
  readonly b: number;
}

/** Each actor in one part; an actor of whom there is much must not choose which of its pairs are near. */
const partCount = 5;

function partsOf(incidents: readonly LabelledIncident[]): number[] {
  const actors = [...new Set(incidents.map(({ actor }) => actor))].sort();
  const partOf = new Map(actors.map((actor, at) => [actor, at % partCount]));
  return incidents.map(({ actor }) => partOf.get(actor) ?? 0);
}

/** Nearly all pairs are nothing alike; what tells the others apart is learned from those alone. */
const nearOddsMin = -1.5;

function oddsUnder(beta: Float64Array | undefined, values: Float64Array): number {
  let sum = beta?.at(-1) ?? 0;
  for (let at = 0; at < values.length; at += 1) sum += (values[at] ?? 0) * (beta?.[at] ?? 0);
  return sum;
}

/** Evidence may only speak for one source where it is there, and against where it is not. */
function bounds(least: Readonly<Partial<Record<Kind, number>>>): Float64Array {
  const all = new Float64Array(learnedKinds.length * 2 + 2).fill(0);
  for (const [at, kind] of learnedKinds.entries()) all[at * 2] = least[kind] ?? 0;
  all[all.length - 2] = -Infinity;
  all[all.length - 1] = -Infinity;
  return all;
}

/** Shared values are rare among all pairs: so that those that have one are among the near. */
const leastOfAll = { value: 1.2, file: 3.6 };
/** What a person would act on counts something beside the names that agree wherever it does. */
const leastOfNear = { value: 0.3, file: 1.6 };

interface Labelled {
  readonly actors: readonly string[];
  readonly encoded: readonly (readonly EncodedKind[])[];
  readonly pile: Pile | undefined;
}

function eachPair(
  { actors, encoded, pile }: Labelled,
  visit: (pair: Omit<SampledRow, "weight">, isRelated: boolean) => void,
): void {
  const index = new ReportIndex(seed, []);
  for (const features of encoded) index.add(features);
  for (const [a, features] of encoded.entries()) {
    const shares = sharesOf(index, features);
    for (let b = a + 1; b < encoded.length; b += 1) {
      const alone = compare(index, features, shares, b);
      const compared = pile?.add(alone, a) ?? alone;
      const isRelated = compared.evidence.some(
        ({ kind, ratio }) => ratio > 0 && ruleOf(kind).indexed,
      );
      visit({ a, b, values: valuesOf(compared), same: actors[a] === actors[b] }, isRelated);
    }
  }
}

function valuesOf(compared: ReturnType<typeof compare>): Float64Array {
  const values = new Float64Array(learnedKinds.length * 2 + 2);
  for (const { kind, ratio } of compared.evidence) {
    const at = learnedNumbers.indexOf(kind);
    if (at < 0) continue;
    if (ratio > 0) values[at * 2] = Math.log1p(ratio);
    else values[at * 2 + 1] = Math.max(againstLeast, ratio);
  }
  values[values.length - 2] = compared.size;
  return values;
}

/** What is long and shares nothing is not told apart further. */
const againstLeast = -5;

const learnedNumbers = learnedKinds.map(numberOf);

function weightsFrom(beta: Float64Array): Weights {
  const kinds: Partial<Record<Kind, KindWeight>> = {};
  for (const [at, kind] of learnedKinds.entries()) {
    kinds[kind] = { for: round(beta[at * 2]), against: round(beta[at * 2 + 1]) };
  }
  return { before: round(beta.at(-1)), size: round(beta.at(-2)), kinds };
}

function round(value = 0): number {
  return Number(value.toFixed(4));
}

/** Only what many incidents of several sources have is usual; a name of one is nobody's business. */
const usualMin = 12;
const usualKinds: readonly Kind[] = [
  "label",
  "below",
  "naming",
  "suffix",
  "shape",
  "composition",
  "url-part",
];

function usualCounts(sets: readonly FeatureSet[]): UsualCount[] {
  const counts = new Map<Kind, Map<string, number>>();
  for (const set of sets) {
    for (const [kind, items] of set.kinds()) {
      if (!usualKinds.includes(kind)) continue;
      const known = counts.get(kind) ?? new Map<string, number>();
      counts.set(kind, known);
      for (const item of items.keys()) known.set(item, (known.get(item) ?? 0) + 1);
    }
  }
  return kindNames.flatMap((kind) =>
    Array.from(counts.get(kind) ?? [])
      .filter(([, count]) => count >= usualMin)
      .map(([item, count]) => ({ kind, item, count })),
  );
}

export type { EncodedKind };
