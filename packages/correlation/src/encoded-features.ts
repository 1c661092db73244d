/**
 * Features as numbers: what the index keeps of a report. A feature is a pair of 32-bit hashes under
 * a seed of the process, so that nobody can make two values collide from outside.
 */

import { type Kind, kindNames, kindRules } from "./kinds.ts";
import type { FeatureSet } from "./feature-set.ts";

/** Items of one kind of one report, in the order of their ids. */
export interface EncodedKind {
  readonly kind: number;
  readonly ids: Uint32Array;
  /** Second hash of each id: where the index looks. */
  readonly places: Uint32Array;
  readonly counts: Float64Array;
  /** Sum of the counts, each damped by its root. */
  readonly mass: number;
  /** What was hashed, in the same order: for explanations. */
  readonly items: readonly string[];
}

const kindNumbers: ReadonlyMap<Kind, number> = new Map(kindNames.map((kind, at) => [kind, at]));

export function numberOf(kind: Kind): number {
  return kindNumbers.get(kind) ?? 0;
}

export function ruleOf(kind: number) {
  return kindRules[kindNames[kind] ?? "attribute"];
}

/** How often something usually occurs: what a small feed cannot know by itself. */
export interface UsualCount {
  readonly kind: Kind;
  readonly item: string;
  readonly count: number;
}

/** Usual counts by the ids that their features have under the seed. */
export function usualIds(usual: readonly UsualCount[], seed: number): ReadonlyMap<number, number> {
  return new Map(
    usual.map(({ kind, item, count }) => [idOf(numberOf(kind), item, seed), count] as const),
  );
}

function idOf(kind: number, item: string, seed: number): number {
  return hash(item, seed ^ (kind * 0x9e3779b1));
}

export function encodeFeatures(features: FeatureSet, seed: number): EncodedKind[] {
  const encoded: EncodedKind[] = [];
  for (const [name, items] of features.kinds())
    encoded.push(encodeKind(numberOf(name), items, seed));
  return encoded.sort((a, b) => a.kind - b.kind);
}

function encodeKind(kind: number, items: ReadonlyMap<string, number>, seed: number): EncodedKind {
  const unordered = [...items.keys()];
  // Sorted as plain numbers, which is many times faster than by a function: id first, place after.
  const order = Float64Array.from(
    unordered,
    (item, at) => idOf(kind, item, seed) * orderShift + at,
  ).sort();
  const length = order.length;
  const ids = new Uint32Array(length);
  const places = new Uint32Array(length);
  const counts = new Float64Array(length);
  const sorted: string[] = [];
  let mass = 0;
  for (let at = 0; at < length; at += 1) {
    const key = order[at] ?? 0;
    const item = unordered[key % orderShift] ?? "";
    const count = Math.sqrt(items.get(item) ?? 1);
    ids[at] = Math.floor(key / orderShift);
    places[at] = hash(item, Math.imul(seed, 0x85ebca6b) + kind);
    counts[at] = count;
    mass += count;
    sorted.push(item);
  }
  return { kind, ids, places, counts, mass, items: sorted };
}

/** More than items of a kind; with an id it fits into the exact integers. */
const orderShift = 2 ** 16;

/** MurmurHash3's mixing over the characters. */
export function hash(text: string, seed: number): number {
  let h = seed | 0;
  for (let at = 0; at < text.length; at += 1) {
    let k = Math.imul(text.charCodeAt(at), 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
