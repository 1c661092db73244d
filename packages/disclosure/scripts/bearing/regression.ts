/** Logistic regression by Newton's method; weights are drawn towards 0. */

const newtonSteps = 25;
const smallStep = 1e-4;
const oddsMax = 30;

export interface Example {
  /** -1: it is not counted. */
  readonly wanted: number;
  readonly weight: number;
}

/** `drawn`: how strongly each weight is drawn towards 0. */
export function fit(
  inputs: readonly Float64Array[],
  examples: readonly Example[],
  drawn: readonly number[],
): Float64Array {
  const size = drawn.length;
  const weights = new Float64Array(size);
  for (let step = 0; step < newtonSteps; step += 1) {
    const slope = Float64Array.from(weights, (weight, at) => weight * (drawn[at] ?? 0));
    const bend = Array.from(drawn, (pull, at) => {
      const row = new Float64Array(size);
      row[at] = pull;
      return row;
    });
    for (const [at, input] of inputs.entries()) {
      const { wanted, weight } = examples[at] ?? { wanted: -1, weight: 0 };
      if (wanted >= 0) learn(input, wanted, weight, weights, slope, bend);
    }
    const change = solved(bend, slope);
    let most = 0;
    for (let at = 0; at < size; at += 1) {
      weights[at] = (weights[at] ?? 0) - (change[at] ?? 0);
      most = Math.max(most, Math.abs(change[at] ?? 0));
    }
    if (most < smallStep) break;
  }
  return weights;
}

function learn(
  input: Float64Array,
  wanted: number,
  weight: number,
  weights: Float64Array,
  slope: Float64Array,
  bend: readonly Float64Array[],
): void {
  const odds = Math.max(-oddsMax, Math.min(oddsMax, dot(weights, input)));
  const chance = 1 / (1 + Math.exp(-odds));
  const spread = weight * chance * (1 - chance);
  const filled = [...input.keys()].filter((at) => input[at] !== 0);
  for (const row of filled) {
    const x = input[row] ?? 0;
    slope[row] = (slope[row] ?? 0) + weight * (chance - wanted) * x;
    const bent = bend[row];
    if (bent === undefined) continue;
    for (const column of filled) {
      bent[column] = (bent[column] ?? 0) + spread * x * (input[column] ?? 0);
    }
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Gauss's elimination; the matrix is positive definite. */
function solved(matrix: readonly Float64Array[], right: Float64Array): number[] {
  const size = right.length;
  const rows = matrix.map((row, at) => Float64Array.of(...row, right[at] ?? 0));
  for (const [at, row] of rows.entries()) {
    const pivot = row[at] ?? 1;
    for (let column = at; column <= size; column += 1) row[column] = (row[column] ?? 0) / pivot;
    for (const [other, target] of rows.entries()) {
      const factor = target[at] ?? 0;
      if (other === at || factor === 0) continue;
      for (let column = at; column <= size; column += 1) {
        target[column] = (target[column] ?? 0) - factor * (row[column] ?? 0);
      }
    }
  }
  return rows.map((row) => row[size] ?? 0);
}
