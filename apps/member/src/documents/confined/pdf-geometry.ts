/** Matrices and boxes of a PDF page (ISO 32000-1 §8.3), in points from the page's lower left corner. */

export type Matrix = readonly [number, number, number, number, number, number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0];
export const everywhere: Box = { left: -1e9, bottom: -1e9, right: 1e9, top: 1e9 };

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [
    a * p + c * q,
    b * p + d * q,
    a * r + c * s,
    b * r + d * s,
    a * t + c * u + e,
    b * t + d * u + f,
  ];
}

export function transform([a, b, c, d, e, f]: Matrix, x: number, y: number): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** The upright box around a transformed one. */
export function transformBox(matrix: Matrix, box: Box): Box {
  const corners = [
    transform(matrix, box.left, box.bottom),
    transform(matrix, box.right, box.bottom),
    transform(matrix, box.left, box.top),
    transform(matrix, box.right, box.top),
  ];
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return {
    left: Math.min(...xs),
    bottom: Math.min(...ys),
    right: Math.max(...xs),
    top: Math.max(...ys),
  };
}

export function intersect(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.min(a.right, b.right),
    top: Math.min(a.top, b.top),
  };
}

export function contains(box: Box, { x, y }: Point): boolean {
  return x >= box.left && x <= box.right && y >= box.bottom && y <= box.top;
}

export function area(box: Box): number {
  return Math.max(0, box.right - box.left) * Math.max(0, box.top - box.bottom);
}

/** Six numbers of an operator's arguments; undefined where they are not. */
export function matrixOf(value: unknown): Matrix | undefined {
  if (!isListLike(value) || value.length < 6) return undefined;
  const numbers = Array.from(value).slice(0, 6).map(Number);
  const [a, b, c, d, e, f] = numbers;
  if (!numbers.every(Number.isFinite)) return undefined;
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0];
}

/** [left, bottom, right, top] of an operator's arguments. */
export function boxOf(value: unknown): Box | undefined {
  if (!isListLike(value) || value.length < 4) return undefined;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = Array.from(value).map(Number);
  if (![x0, y0, x1, y1].every(Number.isFinite)) return undefined;
  return {
    left: Math.min(x0, x1),
    bottom: Math.min(y0, y1),
    right: Math.max(x0, x1),
    top: Math.max(y0, y1),
  };
}

export function isListLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
