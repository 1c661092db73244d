/**
 * A tree of which only its right edge is kept: at most 40 hashes from which the root follows, and to
 * which leaves can be appended. Node and exchange each compute it from the leaves that they hold.
 */

import { concatBytes, readUint, uintBytes } from "@tocsin/kernel";

import { foldRight } from "./fold.ts";
import { emptyRoot, hashBytes, isHash, nodeHash } from "./hash.ts";
import { half, isOdd, isTreeSize } from "./tree-size.ts";

export interface Frontier {
  /** Number of leaves. */
  readonly size: number;
  /** Hashes of the full subtrees, the largest (leftmost) first: one for each 1 bit of the size. */
  readonly hashes: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** The frontier after these leaf hashes (not entries), in this order. */
export function appendLeaves(frontier: Frontier, leafHashes: Iterable<Uint8Array>): Frontier {
  const hashes = [...frontier.hashes];
  let { size } = frontier;
  for (const leaf of leafHashes) {
    if (!isHash(leaf)) throw new RangeError("a leaf hash has 32 bytes");
    let right = leaf;
    for (let rest = size; isOdd(rest); rest = half(rest)) {
      const left = hashes.pop();
      if (left === undefined) throw new RangeError("frontier without its hashes");
      right = nodeHash(left, right);
    }
    hashes.push(right);
    size += 1;
  }
  if (!isTreeSize(size)) throw new RangeError("tree too large");
  return { size, hashes };
}

export function rootOf(frontier: Frontier): Uint8Array {
  return foldRight(frontier.hashes) ?? emptyRoot;
}

/** Size as 6 bytes, then the hashes. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  return concatBytes(uintBytes(frontier.size, 6), ...frontier.hashes);
}

export function parseFrontier(bytes: Uint8Array): Frontier | undefined {
  if (bytes.length < sizeBytes) return undefined;
  const size = readUint(bytes, 0, sizeBytes);
  if (!isTreeSize(size) || bytes.length !== sizeBytes + onesOf(size) * hashBytes) return undefined;
  const hashes = Array.from({ length: onesOf(size) }, (_, at) =>
    bytes.slice(sizeBytes + at * hashBytes, sizeBytes + (at + 1) * hashBytes),
  );
  return { size, hashes };
}

const sizeBytes = 6;

function onesOf(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = half(rest)) if (isOdd(rest)) ones += 1;
  return ones;
}
