/** For tests: RFC 6962 §2.1 as it is written, recursive and slow, to hold the fast code against. */

import { emptyRoot, leafHash, nodeHash } from "./hash.ts";
import type { Tile } from "./tile.ts";
import type { TileFile } from "./log-edge.ts";
import type { TileReader } from "./tile-reader.ts";
import { tilePath } from "./tile.ts";

type Entries = readonly Uint8Array[];

/** MTH(D[n]) */
export function naiveRoot(entries: Entries): Uint8Array {
  const [only] = entries;
  if (only === undefined) return emptyRoot;
  if (entries.length === 1) return leafHash(only);
  const k = naiveSplit(entries.length);
  return nodeHash(naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

/** PATH(m, D[n]) */
export function naiveInclusion(m: number, entries: Entries): Uint8Array[] {
  if (entries.length === 1) return [];
  const k = naiveSplit(entries.length);
  const [left, right] = [entries.slice(0, k), entries.slice(k)];
  return m < k
    ? [...naiveInclusion(m, left), naiveRoot(right)]
    : [...naiveInclusion(m - k, right), naiveRoot(left)];
}

/** SUBPROOF(m, D[n], b); PROOF(m, D[n]) = SUBPROOF(m, D[n], true) */
export function naiveConsistency(m: number, entries: Entries, b = true): Uint8Array[] {
  if (m === entries.length) return b ? [] : [naiveRoot(entries)];
  const k = naiveSplit(entries.length);
  const [left, right] = [entries.slice(0, k), entries.slice(k)];
  return m <= k
    ? [...naiveConsistency(m, left, b), naiveRoot(right)]
    : [...naiveConsistency(m - k, right, false), naiveRoot(left)];
}

/** Tiles in memory. */
export interface TileShelf extends TileReader {
  readonly files: Map<string, Uint8Array>;
  put(files: readonly TileFile[]): void;
}

export function tileShelf(): TileShelf {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    put: (added) => {
      for (const file of added) files.set(file.path, file.bytes);
    },
    read: (tile: Tile) => Promise.resolve(files.get(tilePath(tile))),
  };
}

function naiveSplit(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}
