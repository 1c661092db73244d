/** Makes a table from labelled texts. The table holds numbers only, nothing of the texts. */

import { noTechnique, type TechniqueTable } from "../table.ts";
import type { Example } from "./examples.ts";
import { type Matrix, matrixOf } from "./matrix.ts";
import { trainMachine } from "./support-vectors.ts";

export interface TrainingOptions {
  /** Cost of a mistake on an example of weight 1. */
  readonly cost: number;
  /** Features that fewer texts have are left out. */
  readonly textsMin: number;
  /** Weights below this share of a label's largest are left out. */
  readonly weightShareMin: number;
  readonly seed: number;
}

export const usualTraining: TrainingOptions = {
  cost: 1,
  textsMin: 2,
  weightShareMin: 0.02,
  seed: 1,
};

/** Of ordinary sentences one in forty passes; of sentences that name a technique, one in 150 is held. */
const usualNoneLead = 0.4;

/** Without calibration: see `calibrate`. */
export function trainTable(
  examples: readonly Example[],
  options: TrainingOptions = usualTraining,
): TechniqueTable {
  const labels = [...new Set(examples.flatMap((it) => it.techniques))].sort();
  labels.push(noTechnique);
  const matrix = matrixOf(
    examples.map((it) => it.text),
    options.textsMin,
  );
  const sides = new Sides(examples);
  const costs = Float64Array.from(examples, (it) => it.weight * options.cost);
  const collector = new Collector(matrix, labels.length);
  for (const [label, technique] of labels.entries()) {
    const machine = trainMachine(matrix, sides.of(technique), costs, options.seed + label);
    collector.add(label, machine.weights, machine.bias, options.weightShareMin);
  }
  return collector.table(labels);
}

/** The same text may name several techniques: it speaks against none of them. */
class Sides {
  readonly #examples: readonly Example[];
  readonly #byText = new Map<string, Set<string>>();

  constructor(examples: readonly Example[]) {
    this.#examples = examples;
    for (const { text, techniques } of examples) {
      const all = this.#byText.get(text) ?? new Set<string>();
      for (const technique of techniques) all.add(technique);
      this.#byText.set(text, all);
    }
  }

  of(technique: string): Int8Array {
    return Int8Array.from(this.#examples, ({ text, techniques }) => {
      if (technique === noTechnique) return techniques.length === 0 ? 1 : -1;
      if (techniques.includes(technique)) return 1;
      return this.#byText.get(text)?.has(technique) === true ? 0 : -1;
    });
  }
}

const largestWeight = 127;
const largestRarity = 255;

class Collector {
  readonly #matrix: Matrix;
  readonly #scales: Float32Array;
  readonly #biases: Float32Array;
  /** Label and weight in turn, of each column. */
  readonly #entries: number[][];

  constructor(matrix: Matrix, labels: number) {
    this.#matrix = matrix;
    this.#scales = new Float32Array(labels);
    this.#biases = new Float32Array(labels);
    this.#entries = Array.from(matrix.features, () => []);
  }

  add(label: number, weights: Float64Array, bias: number, shareMin: number): void {
    let largest = 0;
    for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
    this.#scales[label] = largest / largestWeight;
    this.#biases[label] = bias;
    for (const [column, weight] of weights.entries()) {
      const steps = Math.round((weight / largest) * largestWeight);
      if (steps !== 0 && Math.abs(weight) >= largest * shareMin) {
        this.#entries[column]?.push(label, steps);
      }
    }
  }

  table(labels: readonly string[]): TechniqueTable {
    let rarest = 0;
    for (const rarity of this.#matrix.rarity) rarest = Math.max(rarest, rarity);
    const rarityUnit = rarest / largestRarity || 1;
    const starts = new Uint32Array(this.#entries.length + 1);
    for (const [column, entries] of this.#entries.entries()) {
      starts[column + 1] = (starts[column] ?? 0) + entries.length / 2;
    }
    const flat = this.#entries.flat();
    return {
      labels,
      scales: this.#scales,
      biases: this.#biases,
      features: this.#matrix.features,
      rarities: Uint8Array.from(this.#matrix.rarity, (it) => Math.round(it / rarityUnit)),
      rarityUnit,
      starts,
      entryLabels: Uint16Array.from(flat.filter((_, at) => at % 2 === 0)),
      entryWeights: Int8Array.from(flat.filter((_, at) => at % 2 === 1)),
      certainty: { margin: 1, lead: 0, offset: 0 },
      noneLead: usualNoneLead,
    };
  }
}
