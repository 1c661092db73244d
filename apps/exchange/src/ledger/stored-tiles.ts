/** The store as the ledger reads it: tiles as they were committed, entries from the leaves themselves. */

import {
  encodeBundle,
  hashBytes,
  type Tile,
  type TileFile,
  type TileReader,
  tileWidth,
} from "@tocsin/ledger";
import type { ExchangeStore, StoredTile } from "@tocsin/store";

type TileSource = Pick<ExchangeStore, "tiles" | "commitments">;

export function storedTiles(store: TileSource): TileReader {
  return {
    read: (tile) =>
      tile.level === "entries"
        ? readBundle(store, tile)
        : readTile(store, tile.level, tile.index, tile.width),
  };
}

/** Tiles of hashes among the files of an append, as the store keeps them. */
export function tilesToStore(files: readonly TileFile[]): StoredTile[] {
  return files.flatMap(({ tile: { level, index }, bytes }) =>
    level === "entries" ? [] : [{ level, index, hashes: bytes }],
  );
}

async function readTile(
  store: TileSource,
  level: number,
  index: number,
  width: number,
): Promise<Uint8Array | undefined> {
  const [stored] = await store.tiles(level, index, 1);
  const bytes = width * hashBytes;
  // A tile only grows: a narrower one is its start.
  return stored?.index === index && stored.hashes.length >= bytes
    ? stored.hashes.slice(0, bytes)
    : undefined;
}

async function readBundle(store: TileSource, tile: Tile): Promise<Uint8Array | undefined> {
  const joined = await store.commitments(tile.index * tileWidth, tile.width);
  if (joined.length !== tile.width * hashBytes) return undefined;
  const entries = Array.from({ length: tile.width }, (_, at) =>
    joined.subarray(at * hashBytes, (at + 1) * hashBytes),
  );
  return encodeBundle(entries);
}
