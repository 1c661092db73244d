/**
 * One technique against all else: the linear support vector machine with squared loss, by dual
 * coordinate descent (Hsieh and others, "A dual coordinate descent method for large-scale linear
 * SVM", ICML 2008), with shrinking. Seeded, so that the same texts give the same table.
 */

import type { Matrix } from "./matrix.ts";

const passesMax = 60;
/** Spread of the projected gradient at which it is good enough. */
const tolerance = 0.1;

export interface Machine {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** Numbers of a linear congruential generator: for order only, nothing secret. */
export function orderNumbers(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** `sides` is 1 for what belongs to it, -1 for what does not, 0 for what is left aside. */
export function trainMachine(
  matrix: Matrix,
  sides: Int8Array,
  costs: Float64Array,
  seed: number,
): Machine {
  const active: number[] = [];
  for (let row = 0; row < matrix.rows; row += 1) if (sides[row] !== 0) active.push(row);
  const descent = new Descent(matrix, sides, costs);
  descent.run(Uint32Array.from(active), orderNumbers(seed));
  return { weights: descent.weights, bias: descent.bias };
}

class Descent {
  readonly weights: Float64Array;
  bias = 0;
  readonly #matrix: Matrix;
  readonly #sides: Int8Array;
  readonly #costs: Float64Array;
  readonly #alphas: Float64Array;

  constructor(matrix: Matrix, sides: Int8Array, costs: Float64Array) {
    this.#matrix = matrix;
    this.#sides = sides;
    this.#costs = costs;
    this.#alphas = new Float64Array(matrix.rows);
    this.weights = new Float64Array(matrix.features.length);
  }

  run(rows: Uint32Array, below: (bound: number) => number): void {
    let active = rows.length;
    let highest = Infinity;
    for (let pass = 0; pass < passesMax; pass += 1) {
      let most = -Infinity;
      let least = Infinity;
      for (let at = 0; at < active; at += 1) swap(rows, at, at + below(active - at));
      for (let at = 0; at < active; at += 1) {
        const row = rows[at] ?? 0;
        const gradient = this.#gradient(row);
        if (this.#alphas[row] === 0 && gradient > highest) {
          active -= 1;
          swap(rows, at, active);
          at -= 1;
          continue;
        }
        const projected = this.#alphas[row] === 0 ? Math.min(gradient, 0) : gradient;
        most = Math.max(most, projected);
        least = Math.min(least, projected);
        if (Math.abs(projected) > 1e-12) this.#step(row, gradient);
      }
      if (most - least <= tolerance) {
        if (active === rows.length) return;
        // What was set aside is looked at once more.
        active = rows.length;
        highest = Infinity;
      } else highest = most <= 0 ? Infinity : most;
    }
  }

  #gradient(row: number): number {
    const { starts, columns, values } = this.#matrix;
    const end = starts[row + 1] ?? 0;
    let sum = this.bias;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      sum += (this.weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
    }
    const slack = (this.#alphas[row] ?? 0) / (2 * (this.#costs[row] ?? 1));
    return (this.#sides[row] ?? 0) * sum - 1 + slack;
  }

  #step(row: number, gradient: number): void {
    const { starts, columns, values } = this.#matrix;
    // Rows have length 1, and 1 more for the bias.
    const curvature = 2 + 1 / (2 * (this.#costs[row] ?? 1));
    const old = this.#alphas[row] ?? 0;
    const next = Math.max(old - gradient / curvature, 0);
    this.#alphas[row] = next;
    const change = (next - old) * (this.#sides[row] ?? 0);
    this.bias += change;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      const column = columns[at] ?? 0;
      this.weights[column] = (this.weights[column] ?? 0) + change * (values[at] ?? 0);
    }
  }
}

function swap(rows: Uint32Array, a: number, b: number): void {
  const kept = rows[a] ?? 0;
  rows[a] = rows[b] ?? 0;
  rows[b] = kept;
}
