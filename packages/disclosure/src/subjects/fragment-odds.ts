/** How far each fragment of a text is beside the point, in columns: reports have tens of thousands. */

import { pullOf } from "./bearing.ts";
import { contextWeights } from "./bearing-weights.ts";
import { advice } from "./content-kinds.ts";
import type { Fragments } from "./fragments.ts";

const rowBytes = 9;
const ofValues = 1;
const apart = 2;

export class FragmentOdds {
  readonly fragments: Fragments;
  /** From its own words and the label before. */
  readonly odds: Float64Array;
  /** What each is, of the marks below. */
  readonly #marks: Uint8Array;
  #pulls = 0;
  /** How many speak of lawyers and their advice. */
  #ofLaw = 0;

  constructor(fragments: Fragments) {
    const { count } = fragments;
    this.fragments = fragments;
    const memory = new ArrayBuffer(count * rowBytes);
    this.odds = new Float64Array(memory, 0, count);
    this.#marks = new Uint8Array(memory, count * 8, count);
  }

  /** `scores`: how far it is of each kind, where any is; `isApart`: what stands around it does not raise its odds. */
  add(at: number, odds: number, scores?: Float32Array, isApart = false): void {
    this.odds[at] = odds;
    if (isApart) this.#marks[at] = apart;
    this.#pulls += pullOf(odds);
    if (scores !== undefined && speaksOfLaw(scores)) this.#ofLaw += 1;
  }

  /** A fragment of values alone, which is as little beside the point as can be. */
  addValue(at: number): void {
    this.odds[at] = contextWeights.middle + contextWeights.least;
    this.#pulls += contextWeights.least;
    this.#marks[at] = ofValues;
  }

  isValue(at: number): boolean {
    return this.#marks[at] === ofValues;
  }

  isApart(at: number): boolean {
    return this.#marks[at] === apart;
  }

  get isOfCounsel(): boolean {
    return isOfCounsel(this.#ofLaw, this.fragments.count);
  }

  /** Of the others no fragment has more. */
  get pullAroundMost(): number {
    const others = this.fragments.count - 1;
    return others < 1 ? 0 : (this.#pulls - contextWeights.least) / others;
  }

  /** Of the other fragments of the text, on average. */
  pullAround(at: number): number {
    const others = this.fragments.count - 1;
    return others < 1 ? 0 : (this.#pulls - pullOf(this.odds[at] ?? 0)) / others;
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
