/** Texts as rows of weighted features: logarithmic counts × inverse document frequency, length 1. */

import { featureCounts } from "../features.ts";
import { wordsOf } from "../words.ts";

/** Rows one after the other; column numbers are positions in `features`. */
export interface Matrix {
  readonly rows: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  /** Feature number of each column, ascending. */
  readonly features: Uint32Array;
  readonly rarity: Float32Array;
}

/** Of all these texts; features that fewer than `textsMin` texts have are left out. */
export function matrixOf(texts: readonly string[], textsMin: number): Matrix {
  const counts = texts.map((text) => featureCounts(wordsOf(text)));
  const frequency = new Map<number, number>();
  for (const row of counts) {
    for (const feature of row.keys()) frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
  }
  const kept = [...frequency].filter(([, texts]) => texts >= textsMin).sort(([a], [b]) => a - b);
  const features = Uint32Array.from(kept, ([feature]) => feature);
  const rarity = Float32Array.from(kept, ([, seen]) => rarityOf(seen, texts.length));
  const columnOf = new Map(kept.map(([feature], column) => [feature, column]));
  const starts = new Uint32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (const [at, row] of counts.entries()) {
    appendRow(row, columnOf, rarity, columns, values);
    starts[at + 1] = columns.length;
  }
  return {
    rows: texts.length,
    starts,
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
    features,
    rarity,
  };
}

function rarityOf(seen: number, texts: number): number {
  return Math.log((1 + texts) / (1 + seen)) + 1;
}

function appendRow(
  row: ReadonlyMap<number, number>,
  columnOf: ReadonlyMap<number, number>,
  rarity: Float32Array,
  columns: number[],
  values: number[],
): void {
  const from = values.length;
  let squares = 0;
  for (const [feature, count] of row) {
    const column = columnOf.get(feature);
    if (column === undefined) continue;
    const value = (1 + Math.log(count)) * (rarity[column] ?? 0);
    columns.push(column);
    values.push(value);
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  for (let at = from; at < values.length; at += 1) values[at] = (values[at] ?? 0) / length;
}
