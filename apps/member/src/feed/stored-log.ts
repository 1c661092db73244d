/**
 * The ledger as this node holds it: all leaf commitments. Proofs are made from them here, because
 * asking for one would tell which leaf interests us. RFC 9162 §2.1.
 */

import {
  appendLeaves,
  emptyFrontier,
  type Frontier,
  hashBytes,
  leafHash,
  rootOf,
  type Tile,
  type TileReader,
  tileWidth,
} from "@tocsin/ledger";
import type { MemberLedgerStore } from "@tocsin/store";
import { breathe } from "../breath.ts";

/** Commitments read from the store at once. */
const pageLeaves = 4096;

/** Commitments are the log's entries; each goes to `visit` in order, in pages. */
export async function eachCommitmentPage(
  store: MemberLedgerStore,
  size: number,
  visit: (entries: readonly Uint8Array[]) => void,
  from = 0,
): Promise<void> {
  for (let at = from; at < size; at += pageLeaves) {
    const page = await store.commitments(at, Math.min(pageLeaves, size - at));
    visit(entriesOf(page));
    await breathe();
  }
}

/** The tree over the first `size` leaves; smaller where leaves are missing. */
export async function storedFrontier(store: MemberLedgerStore, size: number): Promise<Frontier> {
  let frontier = emptyFrontier;
  await eachCommitmentPage(store, size, (entries) => {
    frontier = appendLeaves(frontier, entries.map(leafHash));
  });
  return frontier;
}

/** Tiles computed from the commitments. Roots of full tiles never change, so they are remembered. */
export function storedTiles(store: MemberLedgerStore): TileReader {
  const roots = new Map<string, Uint8Array>();

  async function tileHashes(level: number, index: number, width: number): Promise<Uint8Array[]> {
    if (level === 0) return leavesOf(await store.commitments(index * tileWidth, width));
    const hashes: Uint8Array[] = [];
    for (let at = 0; at < width; at += 1) {
      hashes.push(await rootOfTile(level - 1, index * tileWidth + at));
    }
    return hashes;
  }

  async function rootOfTile(level: number, index: number): Promise<Uint8Array> {
    const name = `${level}/${index}`;
    const known = roots.get(name);
    if (known !== undefined) return known;
    const hashes = await tileHashes(level, index, tileWidth);
    const root = rootOf(appendLeaves(emptyFrontier, hashes));
    if (hashes.length === tileWidth) roots.set(name, root);
    await breathe();
    return root;
  }

  return {
    read: async ({ level, index, width }: Tile) => {
      if (level === "entries") return undefined;
      const hashes = await tileHashes(level, index, width);
      if (hashes.length !== width) return undefined;
      return Buffer.concat(hashes);
    },
  };
}

function leavesOf(page: Uint8Array): Uint8Array[] {
  return entriesOf(page).map(leafHash);
}

function entriesOf(page: Uint8Array): Uint8Array[] {
  return Array.from({ length: page.length / hashBytes }, (_, at) =>
    page.subarray(at * hashBytes, (at + 1) * hashBytes),
  );
}
