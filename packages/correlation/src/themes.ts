/**
 * What only a pile of incidents shows: which words and endings of names keep company. `naver` and
 * `daum` share no letter, but who uses one uses the other, and so two lists of names can be of one
 * theme without a word in common. Latent semantic analysis (Deerwester and others 1990), by a
 * randomised range finder (Halko, Martinsson and Tropp 2011) whose signs come from the words.
 */

import { type EncodedKind, hash, numberOf } from "./encoded-features.ts";

const kinds = (["naming", "label", "below", "suffix"] as const).map(numberOf);
const dimensions = 100;
const rounds = 4;
/** A word of one incident alone keeps no company. */
const incidentsMin = 2;
const tiny = 1e-9;

/** Rows of one width, one after the other. */
interface Matrix {
  readonly width: number;
  readonly values: Float64Array;
}

/** Words of each incident with their weights; places in the list of all words. */
interface Sparse {
  readonly words: readonly string[];
  readonly rows: readonly (readonly (readonly [number, number])[])[];
}

export class Themes {
  readonly #rows: Matrix;

  constructor(incidents: readonly (readonly EncodedKind[])[]) {
    this.#rows = unitRows(embedded(weighted(incidents)));
  }

  /** From -1 to 1; undefined where one of both says nothing. */
  likeness(a: number, b: number): number | undefined {
    const { width, values } = this.#rows;
    let sum = 0;
    let [sizeA, sizeB] = [0, 0];
    for (let at = 0; at < width; at += 1) {
      const [x = 0, y = 0] = [values[a * width + at], values[b * width + at]];
      sum += x * y;
      sizeA += x * x;
      sizeB += y * y;
    }
    return sizeA === 0 || sizeB === 0 ? undefined : sum;
  }
}

function weighted(incidents: readonly (readonly EncodedKind[])[]): Sparse {
  const having = new Map<string, number>();
  const counts = incidents.map((features) => countsOf(features));
  for (const row of counts) {
    for (const word of row.keys()) having.set(word, (having.get(word) ?? 0) + 1);
  }
  const words = Array.from(having.keys()).filter((word) => (having.get(word) ?? 0) >= incidentsMin);
  const places = new Map(words.map((word, at) => [word, at]));
  const rows = counts.map((row) => {
    const entries = Array.from(row).flatMap(([word, often]): [number, number][] => {
      const place = places.get(word);
      const rarity = Math.log(incidents.length / (having.get(word) ?? 1));
      return place === undefined ? [] : [[place, (1 + Math.log(often)) * rarity]];
    });
    const size = Math.hypot(...entries.map(([, weight]) => weight)) + tiny;
    return entries.map(([place, weight]) => [place, weight / size] as const);
  });
  return { words, rows };
}

function countsOf(features: readonly EncodedKind[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, items, counts: roots } of features) {
    if (!kinds.includes(kind)) continue;
    for (const [at, item] of items.entries()) counts.set(`${kind} ${item}`, (roots[at] ?? 1) ** 2);
  }
  return counts;
}

/** Rows whose products are those of the words' rows, as near as so few dimensions come. */
function embedded(sparse: Sparse): Matrix {
  let range = times(sparse, signs(sparse.words));
  for (let round = 0; round < rounds; round += 1) {
    orthogonalise(range);
    range = times(sparse, transposedTimes(sparse, range));
  }
  orthogonalise(range);
  const back = transposedTimes(sparse, range);
  return product(range, choleskyOf(gramOf(back)));
}

function signs(words: readonly string[]): Matrix {
  const values = new Float64Array(words.length * dimensions);
  for (const [row, word] of words.entries()) {
    for (let at = 0; at < dimensions; at += 1) {
      values[row * dimensions + at] = hash(word, at) & 1 ? 1 : -1;
    }
  }
  return { width: dimensions, values };
}

function times({ rows }: Sparse, { width, values }: Matrix): Matrix {
  const out = new Float64Array(rows.length * width);
  for (const [row, entries] of rows.entries()) {
    for (const [place, weight] of entries) {
      for (let at = 0; at < width; at += 1) {
        out[row * width + at] =
          (out[row * width + at] ?? 0) + weight * (values[place * width + at] ?? 0);
      }
    }
  }
  return { width, values: out };
}

function transposedTimes({ rows, words }: Sparse, { width, values }: Matrix): Matrix {
  const out = new Float64Array(words.length * width);
  for (const [row, entries] of rows.entries()) {
    for (const [place, weight] of entries) {
      for (let at = 0; at < width; at += 1) {
        out[place * width + at] =
          (out[place * width + at] ?? 0) + weight * (values[row * width + at] ?? 0);
      }
    }
  }
  return { width, values: out };
}

/** Columns at right angles and of length one, by Gram and Schmidt; what is left of nothing is nothing. */
function orthogonalise({ width, values }: Matrix): void {
  const count = values.length / width;
  for (let column = 0; column < width; column += 1) {
    const before = Math.sqrt(dot(column, column));
    for (let other = 0; other < column; other += 1) {
      const shared = dot(column, other);
      for (let row = 0; row < count; row += 1) {
        const at = row * width;
        values[at + column] = (values[at + column] ?? 0) - shared * (values[at + other] ?? 0);
      }
    }
    const left = Math.sqrt(dot(column, column));
    const scale = left <= before * tiny ? 0 : 1 / left;
    for (let at = column; at < values.length; at += width) values[at] = (values[at] ?? 0) * scale;
  }

  function dot(a: number, b: number): number {
    let sum = 0;
    for (let at = 0; at < values.length; at += width) {
      sum += (values[at + a] ?? 0) * (values[at + b] ?? 0);
    }
    return sum;
  }
}

function gramOf({ width, values }: Matrix): Matrix {
  const out = new Float64Array(width * width);
  for (let from = 0; from < values.length; from += width) {
    for (let a = 0; a < width; a += 1) {
      const x = values[from + a] ?? 0;
      for (let b = 0; b <= a; b += 1) {
        out[a * width + b] = (out[a * width + b] ?? 0) + x * (values[from + b] ?? 0);
      }
    }
  }
  return { width, values: out };
}

/** The lower triangle whose product with itself is the given one. */
function choleskyOf({ width, values }: Matrix): Matrix {
  const out = new Float64Array(width * width);
  const of = (a: number, b: number): number => out[a * width + b] ?? 0;
  for (let a = 0; a < width; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let left = values[a * width + b] ?? 0;
      for (let at = 0; at < b; at += 1) left -= of(a, at) * of(b, at);
      if (a === b) out[a * width + a] = Math.sqrt(Math.max(0, left));
      else out[a * width + b] = of(b, b) <= tiny ? 0 : left / of(b, b);
    }
  }
  return { width, values: out };
}

function product(rows: Matrix, square: Matrix): Matrix {
  const { width, values } = rows;
  const out = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += width) {
    for (let at = 0; at < width; at += 1) {
      const x = values[from + at] ?? 0;
      if (x === 0) continue;
      for (let to = 0; to < width; to += 1) {
        out[from + to] = (out[from + to] ?? 0) + x * (square.values[at * width + to] ?? 0);
      }
    }
  }
  return { width, values: out };
}

function unitRows({ width, values }: Matrix): Matrix {
  for (let from = 0; from < values.length; from += width) {
    const row = values.subarray(from, from + width);
    const size = Math.hypot(...row);
    for (let at = 0; at < width; at += 1) row[at] = size <= tiny ? 0 : (row[at] ?? 0) / size;
  }
  return { width, values };
}
