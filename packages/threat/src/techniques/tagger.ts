/** A table at work: margins of a text, what they mean, and which words they come from. */

import { featureCounts, visitFeatures } from "./features.ts";
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
  readonly #slots: Int32Array;
  readonly #none: number;

  constructor(table: TechniqueTable) {
    this.table = table;
    this.#none = table.labels.indexOf(noTechnique);
    this.#slots = slotsOf(table.features);
  }

  margins(words: readonly Word[]): Float64Array | undefined {
    const { starts, rarities, rarityUnit, entryLabels, entryWeights, scales, biases } = this.table;
    const sums = new Float64Array(biases.length);
    let squares = 0;
    for (const [feature, count] of featureCounts(words)) {
      const at = this.#find(feature);
      if (at < 0) continue;
      const value = (1 + Math.log(count)) * (rarities[at] ?? 0) * rarityUnit;
      squares += value * value;
      const until = starts[at + 1] ?? 0;
      for (let entry = starts[at] ?? 0; entry < until; entry += 1) {
        const label = entryLabels[entry] ?? 0;
        sums[label] = (sums[label] ?? 0) + value * (entryWeights[entry] ?? 0);
      }
    }
    if (squares === 0) return undefined;
    const length = Math.sqrt(squares);
    // Counted, not iterated: of a first text, in code that is not compiled yet, that took half the time.
    for (let label = 0; label < sums.length; label += 1) {
      sums[label] = (biases[label] ?? 0) + ((sums[label] ?? 0) * (scales[label] ?? 0)) / length;
    }
    return sums;
  }

  tag(words: readonly Word[], top: number): Candidate[] {
    const margins = this.margins(words);
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
    for (let label = 0; label < margins.length; label += 1) {
      if (label === this.#none) continue;
      const margin = margins[label] ?? 0;
      let at = order.length;
      while (at > 0 && (margins[order[at - 1] ?? 0] ?? 0) < margin) at -= 1;
      if (at < count) order.splice(at, 0, label);
      if (order.length > count) order.pop();
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
    const mask = this.#slots.length - 1;
    for (let slot = spread(feature) & mask; ; slot = (slot + 1) & mask) {
      const at = (this.#slots[slot] ?? 0) - 1;
      if (at < 0 || this.table.features[at] === feature) return at;
    }
  }
}

function spread(feature: number): number {
  return Math.imul(feature, 0x9e3779b1) >>> 8;
}

/** Open addressing, at most half full; 0 is empty. */
function slotsOf(features: Uint32Array): Int32Array {
  let size = 16;
  while (size < features.length * 2) size *= 2;
  const slots = new Int32Array(size);
  for (let at = 0; at < features.length; at += 1) {
    let slot = spread(features[at] ?? 0) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = at + 1;
  }
  return slots;
}

function scoreOf({ margin, lead, offset }: Certainty, own: number, ahead: number): number {
  return 1 / (1 + Math.exp(-(margin * own + lead * ahead + offset)));
}

/** Share of the whole below which words at the edges of a run are not worth showing. */
const edgeShare = 0.02;

/** The run with the largest sum, after a small charge for each word. */
function bestRun(shares: Float64Array): readonly [number, number] {
  let total = 0;
  for (const share of shares) total += Math.max(0, share);
  const charge = total * edgeShare;
  let best: readonly [number, number] = [0, Math.max(0, shares.length - 1)];
  let most = 0;
  let sum = 0;
  let from = 0;
  for (const [at, share] of shares.entries()) {
    if (sum <= 0) [sum, from] = [0, at];
    sum += share - charge;
    if (sum > most) [most, best] = [sum, [from, at]];
  }
  return best;
}
