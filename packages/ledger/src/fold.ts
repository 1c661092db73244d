/** Hashes of neighbouring subtrees joined into one. */

import { hashBytes, nodeHash } from "./hash.ts";

/** Joins the hashes of full subtrees, the largest first, as RFC 6962 nests them. */
export function foldRight(hashes: readonly Uint8Array[]): Uint8Array | undefined {
  const [last, ...rest] = hashes.toReversed();
  if (last === undefined) return undefined;
  return rest.reduce((right, left) => nodeHash(left, right), last);
}

/** Root over 2^k neighbouring subtrees of one level. */
export function foldFull(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const parents: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += 2)
      parents.push(nodeHash(item(row, at), item(row, at + 1)));
    row = parents;
  }
  return item(row, 0);
}

/** The 32-byte hashes of a tile; `bytes` holds a whole number of them. */
export function hashesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / hashBytes }, (_, at) =>
    bytes.slice(at * hashBytes, (at + 1) * hashBytes),
  );
}

function item(row: readonly Uint8Array[], at: number): Uint8Array {
  const hash = row[at];
  if (hash === undefined) throw new RangeError("not a power of two of hashes");
  return hash;
}
