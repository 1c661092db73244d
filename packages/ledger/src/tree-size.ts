/** Numbers of leaves, beyond the 32 bits that JavaScript's bit operations hold. */

/** A trillion leaves: what is said to be larger is absurd. */
export const treeSizeMax = 2 ** 40;

export function isTreeSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= treeSizeMax;
}

export function isOdd(value: number): boolean {
  return value % 2 === 1;
}

export function half(value: number): number {
  return Math.floor(value / 2);
}

/** The largest power of two below `size`, for size ≥ 2: where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** A full subtree: the leaves [index × 2^level, (index + 1) × 2^level). */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/**
 * The full subtrees that make up the leaves [start, end), left to right, where `start` is where RFC 6962
 * would begin a subtree: the left ones are the larger ones.
 */
export function subtreesOf(start: number, end: number): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    subtrees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
}
