/** Checking proofs. RFC 9162 §2.1.3.2 (inclusion) and §2.1.4.2 (consistency). */

import { equalBytes } from "@tocsin/kernel";

import { isHash, nodeHash } from "./hash.ts";
import type { Proof } from "./proof.ts";
import { half, isOdd, isTreeSize } from "./tree-size.ts";

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Elements that the longest proof can have. */
export const proofHashesMax = 41;

/** Whether the leaf with this hash is at `index` in that tree. False for anything absurd. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  tree: TreeHead,
  proof: Proof,
): boolean {
  if (!isTreeHead(tree) || !isTreeSize(index) || index >= tree.size) return false;
  if (!isHash(leaf) || !isProof(proof)) return false;
  let [at, last, hash] = [index, tree.size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equalBytes(hash, tree.root);
}

/** Whether the old tree, not empty, is the start of the new one. False for anything absurd. */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: Proof): boolean {
  if (!isTreeHead(older) || !isTreeHead(newer) || !isProof(proof)) return false;
  if (older.size === 0 || older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  let [at, last] = [older.size - 1, newer.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  // An old tree of 2^k leaves is a node of the new one: its root is known and not in the proof.
  const [first, ...rest] = at === 0 ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equalBytes(oldHash, older.root) && equalBytes(newHash, newer.root);
}

function isTreeHead({ size, root }: TreeHead): boolean {
  return isTreeSize(size) && isHash(root);
}

function isProof(proof: Proof): boolean {
  return proof.length <= proofHashesMax && proof.every(isHash);
}
