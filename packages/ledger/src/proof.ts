/** Making proofs from stored tiles. RFC 9162 §2.1.3.1 (inclusion) and §2.1.4.1 (consistency). */

import { foldRight } from "./fold.ts";
import { readHashes, type TileFault, type TileReader } from "./tile-reader.ts";
import { isTreeSize, splitOf, subtreesOf } from "./tree-size.ts";

export type Proof = readonly Uint8Array[];

export type MadeProof =
  | { readonly ok: true; readonly proof: Proof }
  | {
      readonly ok: false;
      readonly why: "out-of-range" | TileFault;
    };

/** Proof that the leaf at `index` is in the tree of `size` leaves. */
export async function inclusionProof(
  reader: TileReader,
  index: number,
  size: number,
): Promise<MadeProof> {
  if (!isTreeSize(size) || !isTreeSize(index) || index >= size) return outOfRange;
  return prove(reader, inclusionRanges(index, 0, size), size);
}

/** Proof that the tree of `from` leaves is the start of the tree of `to` leaves, 0 < from ≤ to. */
export async function consistencyProof(
  reader: TileReader,
  from: number,
  to: number,
): Promise<MadeProof> {
  if (!isTreeSize(from) || !isTreeSize(to) || from === 0 || from > to) return outOfRange;
  return prove(reader, from === to ? [] : consistencyRanges(from, 0, to, true), to);
}

const outOfRange: MadeProof = { ok: false, why: "out-of-range" };

/** Leaves [start, end) whose tree hash is one element of a proof. */
type Range = readonly [start: number, end: number];

function inclusionRanges(index: number, start: number, end: number): Range[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...inclusionRanges(index, start, middle), [middle, end]]
    : [...inclusionRanges(index, middle, end), [start, middle]];
}

/** `whole`: the old tree is this very subtree, whose root the verifier knows. */
function consistencyRanges(from: number, start: number, end: number, whole: boolean): Range[] {
  if (from === end) return whole ? [] : [[start, end]];
  const middle = start + splitOf(end - start);
  return from <= middle
    ? [...consistencyRanges(from, start, middle, whole), [middle, end]]
    : [...consistencyRanges(from, middle, end, false), [start, middle]];
}

async function prove(
  reader: TileReader,
  ranges: readonly Range[],
  size: number,
): Promise<MadeProof> {
  const parts = ranges.map(([start, end]) => subtreesOf(start, end));
  const read = await readHashes(reader, parts.flat(), size);
  if (!read.ok) return { ok: false, why: read.why };
  const proof: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const hash = foldRight(read.items.slice(at, at + part.length));
    if (hash !== undefined) proof.push(hash);
    at += part.length;
  }
  return { ok: true, proof };
}
