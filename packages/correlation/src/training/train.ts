/**
 * Learns how far each kind of evidence can be relied on, from incidents of known actors. What is
 * learned is two numbers a kind and what is usual in such feeds: nothing about any actor.
 */

import { compare, sharesOf } from "../comparison.ts";
import {
  encodeFeatures,
  type EncodedKind,
  numberOf,
  ruleOf,
  type UsualCount,
} from "../encoded-features.ts";
import type { IncidentFacts } from "../facts.ts";
import { featuresOf } from "../features.ts";
import type { FeatureSet } from "../feature-set.ts";
import { type Kind, kindNames } from "../kinds.ts";
import { ReportIndex } from "../report-index.ts";
import type { KindWeight, Weights } from "../weights.ts";
import { fitLogistic, type Row } from "./logistic.ts";

export interface LabelledIncident {
  readonly actor: string;
  readonly facts: IncidentFacts;
}

export interface Learned {
  readonly weights: Weights;
  readonly usual: readonly UsualCount[];
}

/** Of the pairs that share nothing, one in so many is looked at and counts for all. */
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
];

export function learn(incidents: readonly LabelledIncident[]): Learned {
  const sets = incidents.map(({ facts }) => featuresOf(facts));
  const usual = usualCounts(sets);
  const rows = pairRows(incidents, sets, usual).map(({ row }) => row);
  return { weights: weightsFrom(fitLogistic(rows, ridge, bounds())), usual };
}

/** Evidence may only speak for one source where it is there, and against where it is not. */
export function bounds(): Float64Array {
  const all = new Float64Array(learnedKinds.length * 2 + 2).fill(0);
  for (const [at, kind] of learnedKinds.entries()) all[at * 2] = leastFor[kind] ?? 0;
  all[all.length - 2] = -Infinity;
  all[all.length - 1] = -Infinity;
  return all;
}

/**
 * A rare value itself is what a person would act on; names that also agree must not take its place
 * just because in the public incidents both occur together.
 */
const leastFor: Readonly<Partial<Record<Kind, number>>> = { value: 1.2, file: 3.6 };

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly row: Row;
}

export function pairRows(
  incidents: readonly LabelledIncident[],
  sets: readonly FeatureSet[],
  usual: readonly UsualCount[],
): Pair[] {
  const index = new ReportIndex(seed, usual);
  const encoded = sets.map((set) => encodeFeatures(set, seed));
  for (const features of encoded) index.add(features);
  const pairs: Pair[] = [];
  let nth = 0;
  for (const [a, features] of encoded.entries()) {
    const shares = sharesOf(index, features);
    for (let b = a + 1; b < encoded.length; b += 1) {
      const compared = compare(index, features, shares, b);
      const related = compared.evidence.some(
        ({ kind, ratio }) => ratio > 0 && ruleOf(kind).indexed,
      );
      nth += 1;
      if (!related && nth % sampleOf !== 0) continue;
      const same = incidents[a]?.actor === incidents[b]?.actor;
      pairs.push({
        a,
        b,
        row: { values: valuesOf(compared), same, weight: related ? 1 : sampleOf },
      });
    }
  }
  return pairs;
}

function valuesOf(compared: ReturnType<typeof compare>): Float64Array {
  const values = new Float64Array(learnedKinds.length * 2 + 2);
  for (const { kind, ratio } of compared.evidence) {
    const at = learnedNumbers.indexOf(kind);
    if (at < 0) continue;
    if (ratio > 0) values[at * 2] = Math.log1p(ratio);
    else values[at * 2 + 1] = ratio;
  }
  values[values.length - 2] = compared.size;
  return values;
}

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
