/** What is thought of each fragment of a text, in columns: reports have tens of thousands. */

import type { FindingKind } from "../finding-kinds.ts";
import { oddsAroundMax, oddsHeldMin, pullOf } from "./bearing.ts";
import { contextWeights } from "./bearing-weights.ts";
import { advice, kindIndex, kinds } from "./content-kinds.ts";
import type { Fragments } from "./fragments.ts";

export interface Telling {
  readonly isOfAttack: boolean;
  readonly likeliest: FindingKind;
  readonly scores: Float32Array;
  /** First and last word that told something. */
  readonly from: number;
  readonly to: number;
}

export class Judgements {
  readonly fragments: Fragments;
  /** How far each is beside the point, from its own words and the label before. */
  readonly odds: Float64Array;
  /** How many speak of attacks. */
  ofAttack = 0;
  #pulls = 0;
  /** How many speak of lawyers and their advice. */
  #ofLaw = 0;
  /** Places in `kinds`, counted from 1. */
  readonly #kinds: Uint8Array;
  readonly #likeliest: Uint8Array;
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;
  /** 1 for fragments of values alone. */
  readonly #values: Uint8Array;

  constructor(fragments: Fragments) {
    const { count } = fragments;
    this.fragments = fragments;
    this.odds = new Float64Array(count);
    this.#kinds = new Uint8Array(count);
    this.#likeliest = new Uint8Array(count);
    this.#from = new Uint32Array(count);
    this.#to = new Uint32Array(count);
    this.#values = new Uint8Array(count);
  }

  add(at: number, kind: FindingKind | undefined, telling: Telling, odds: number): void {
    if (telling.isOfAttack) this.ofAttack += 1;
    this.odds[at] = odds;
    this.#pulls += pullOf(odds);
    if (speaksOfLaw(telling.scores)) this.#ofLaw += 1;
    this.#kinds[at] = placeOf(kind);
    if (kind !== undefined) {
      this.#from[at] = telling.from;
      this.#to[at] = telling.to;
    } else if (odds >= oddsHeldMin - oddsAroundMax) {
      this.#likeliest[at] = placeOf(telling.likeliest);
    }
  }

  /** A fragment of values alone, which is as little beside the point as can be. */
  addValue(at: number): void {
    this.odds[at] = contextWeights.middle + contextWeights.least;
    this.#pulls += contextWeights.least;
    this.#values[at] = 1;
  }

  isValue(at: number): boolean {
    return this.#values[at] === 1;
  }

  get isOfCounsel(): boolean {
    return isOfCounsel(this.#ofLaw, this.fragments.count);
  }

  /** Of the other fragments of the text, on average. */
  pullAround(at: number): number {
    const others = this.fragments.count - 1;
    return others < 1 ? 0 : (this.#pulls - pullOf(this.odds[at] ?? 0)) / others;
  }

  /** What cues told. */
  kindOf(at: number): FindingKind | undefined {
    return kinds[(this.#kinds[at] ?? 0) - 1];
  }

  isTold(at: number): boolean {
    return this.#kinds[at] !== 0;
  }

  /** What it is if it is anything. */
  likeliest(at: number): FindingKind {
    return kinds[(this.#likeliest[at] ?? 0) - 1] ?? "strategy-marketing";
  }

  from(at: number): number {
    return this.#from[at] ?? 0;
  }

  to(at: number): number {
    return this.#to[at] ?? 0;
  }
}

const lawScoreMin = 2;
const ofLawMin = 2;
const fragmentsForOneOfLaw = 16;

/** Of one fragment. */
export function speaksOfLaw(scores: Float32Array): boolean {
  return (scores[advice] ?? 0) >= lawScoreMin;
}

/** A letter or a note of lawyers, or one that tells what they say. */
export function isOfCounsel(ofLaw: number, fragments: number): boolean {
  return ofLaw >= ofLawMin && ofLaw * fragmentsForOneOfLaw >= fragments;
}

function placeOf(kind: FindingKind | undefined): number {
  return kind === undefined ? 0 : (kindIndex.get(kind) ?? -1) + 1;
}
