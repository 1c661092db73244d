/** A table at work: margins of a text, what they mean, and which words they come from. */

import { featureCounts, featureSpace, visitFeatures } from "./features.ts";
import { type Certainty, noTechnique, type TechniqueTable } from "./table.ts";
import type { Word } from "./words.ts";

export interface Candidate {
  /** Position among the table's labels. */
  readonly label: number;
  readonly technique: string;
  /** Probability that it is right, as measured on documents that were kept apart. */
  readonly score: number;
}

export interface Tagger {
  readonly table: TechniqueTable;
  /** Of each label of the table; above 0 speaks for it. Undefined where no word is known. */
  margins(words: readonly Word[]): Float64Array | undefined;
  /** Best first; none where the text names no technique. */
  tag(words: readonly Word[], top: number): Candidate[];
  /** The run of words that speaks most for this label: first and last word. */
  evidence(words: readonly Word[], label: number): readonly [first: number, last: number];
}

export function createTagger(table: TechniqueTable): Tagger {
  return new TableTagger(table);
}

class TableTagger implements Tagger {
  readonly table: TechniqueTable;
  /** Where the numbers of each bucket begin among the features. */
  readonly #firsts: Uint32Array;
  readonly #none: number;
  /** Of the text at hand: a new one for each of some hundred passages would have to be swept. */
  readonly #sums: Float64Array;

  constructor(table: TechniqueTable) {
    this.table = table;
    this.#none = table.labels.indexOf(noTechnique);
    this.#firsts = firstsOf(table.features);
    this.#sums = new Float64Array(table.biases.length);
  }

  margins(words: readonly Word[]): Float64Array | undefined {
    return this.#margins(words)?.slice();
  }

  /** Until the next text. */
  #margins(words: readonly Word[]): Float64Array | undefined {
    const { rarities, rarityUnit } = this.table;
    const sums = this.#sums.fill(0);
    let squares = 0;
    const counts = featureCounts(words);
    for (const feature of counts.keys()) {
      const at = this.#find(feature);
      if (at < 0) continue;
      const value = (1 + Math.log(counts.get(feature) ?? 0)) * (rarities[at] ?? 0) * rarityUnit;
      squares += value * value;
      addFeature(sums, this.table, at, value);
    }
    if (squares === 0) return undefined;
    addBiases(sums, this.table, Math.sqrt(squares));
    return sums;
  }

  tag(words: readonly Word[], top: number): Candidate[] {
    const margins = this.#margins(words);
    if (margins === undefined) return [];
    const order = this.#best(margins, Math.max(top, 2));
    const none = margins[this.#none] ?? 0;
    const best = margins[order[0] ?? 0] ?? 0;
    if (none - best > this.table.noneLead) return [];
    return order.slice(0, top).map((label, at) => {
      const margin = margins[label] ?? 0;
      const other = Math.max(none, at === 0 ? (margins[order[1] ?? 0] ?? 0) : best);
      const score = scoreOf(this.table.certainty, margin, margin - other);
      return { label, technique: this.table.labels[label] ?? "", score };
    });
  }

  evidence(words: readonly Word[], label: number): readonly [number, number] {
    const shares = new Float64Array(words.length);
    visitFeatures(words, (feature, first, last) => {
      const weight = this.#weight(feature, label);
      shares[first] = (shares[first] ?? 0) + weight / 2;
      shares[last] = (shares[last] ?? 0) + weight / 2;
    });
    return bestRun(shares);
  }

  /** Labels of the largest margins, best first, without `none`. */
  #best(margins: Float64Array, count: number): number[] {
    const order: number[] = [];
    let least = -Infinity;
    for (let label = 0; label < margins.length; label += 1) {
      const margin = margins[label] ?? 0;
      if (margin <= least || label === this.#none) continue;
      let at = order.length;
      while (at > 0 && (margins[order[at - 1] ?? 0] ?? 0) < margin) at -= 1;
      order.splice(at, 0, label);
      if (order.length > count) order.pop();
      if (order.length === count) least = margins[order[count - 1] ?? 0] ?? 0;
    }
    return order;
  }

  #weight(feature: number, label: number): number {
    const at = this.#find(feature);
    if (at < 0) return 0;
    const { starts, rarities, entryLabels, entryWeights } = this.table;
    const until = starts[at + 1] ?? 0;
    for (let entry = starts[at] ?? 0; entry < until; entry += 1) {
      if (entryLabels[entry] === label) return (entryWeights[entry] ?? 0) * (rarities[at] ?? 0);
    }
    return 0;
  }

  #find(feature: number): number {
    const { features } = this.table;
    const bucket = feature >>> bucketBits;
    const until = this.#firsts[bucket + 1] ?? 0;
    for (let at = this.#firsts[bucket] ?? 0; at < until; at += 1) {
      if (features[at] === feature) return at;
    }
    return -1;
  }
}

// These two run through half a million numbers for a first text: small, so that the engine compiles them soon, and
// counted, since iterating takes twice as long in code that is not compiled yet.

function addFeature(sums: Float64Array, table: TechniqueTable, at: number, value: number): void {
  const { starts, entryLabels, entryWeights } = table;
  const until = starts[at + 1] ?? 0;
  for (let entry = starts[at] ?? 0; entry < until; entry += 1) {
    const label = entryLabels[entry] ?? 0;
    sums[label] = (sums[label] ?? 0) + value * (entryWeights[entry] ?? 0);
  }
}

function addBiases(sums: Float64Array, { scales, biases }: TechniqueTable, length: number): void {
  for (let label = 0; label < sums.length; label += 1) {
    sums[label] = (biases[label] ?? 0) + ((sums[label] ?? 0) * (scales[label] ?? 0)) / length;
  }
}

/** Numbers of features are spread evenly: four of a bucket's are in the table. */
const bucketBits = 9;

function firstsOf(features: Uint32Array): Uint32Array {
  const firsts = new Uint32Array((featureSpace >>> bucketBits) + 1);
  let bucket = 0;
  for (let at = 0; at < features.length; at += 1) {
    const own = (features[at] ?? 0) >>> bucketBits;
    for (; bucket <= own; bucket += 1) firsts[bucket] = at;
  }
  return firsts.fill(features.length, bucket);
}

function scoreOf({ margin, lead, offset }: Certainty, own: number, ahead: number): number {
  return 1 / (1 + Math.exp(-(margin * own + lead * ahead + offset)));
}

/** Share of the whole below which words at the edges of a run are not worth showing. */
const edgeShare = 0.02;

/** The run with the largest sum, after a small charge for each word. */
function bestRun(shares: Float64Array): readonly [number, number] {
  let total = 0;
  for (let at = 0; at < shares.length; at += 1) total += Math.max(0, shares[at] ?? 0);
  const charge = total * edgeShare;
  let best: readonly [number, number] = [0, Math.max(0, shares.length - 1)];
  let most = 0;
  let sum = 0;
  let from = 0;
  for (let at = 0; at < shares.length; at += 1) {
    if (sum <= 0) {
      sum = 0;
      from = at;
    }
    sum += (shares[at] ?? 0) - charge;
    if (sum > most) {
      most = sum;
      best = [from, at];
    }
  }
  return best;
}
