/** Where stored tiles come from, and how hashes of subtrees are taken from them. */

import { parseBundle } from "./bundle.ts";
import { foldFull, hashesOf } from "./fold.ts";
import { hashBytes } from "./hash.ts";
import { type Tile, tilePath, tileWidth, tileWidthIn } from "./tile.ts";
import type { Subtree } from "./tree-size.ts";

/** A port: a store, a folder or an HTTP client. What it gives is checked, not trusted. */
export interface TileReader {
  /** Bytes of the tile at exactly that width; undefined where there is none. */
  read(tile: Tile): Promise<Uint8Array | undefined>;
}

export type TileFault = "tile-missing" | "tile-malformed";

/** Hashes or entries of a tile: as many as its width. */
export type StoredTile =
  | { readonly ok: true; readonly items: readonly Uint8Array[] }
  | { readonly ok: false; readonly why: TileFault; readonly path: string };

export function readHashTile(reader: TileReader, tile: Tile): Promise<StoredTile> {
  return readItems(reader, tile, (bytes, width) =>
    bytes.length === width * hashBytes ? hashesOf(bytes) : undefined,
  );
}

export function readEntries(reader: TileReader, tile: Tile): Promise<StoredTile> {
  return readItems(reader, tile, parseBundle);
}

/** Hashes of full subtrees in a tree of `size` leaves; each tile is read once. */
export async function readHashes(
  reader: TileReader,
  subtrees: readonly Subtree[],
  size: number,
): Promise<StoredTile> {
  const tiles = new Map<string, StoredTile>();
  const items: Uint8Array[] = [];
  for (const subtree of subtrees) {
    const { tile, from, to } = placeOf(subtree, size);
    const path = tilePath(tile);
    const stored = tiles.get(path) ?? (await readHashTile(reader, tile));
    if (!stored.ok) return stored;
    tiles.set(path, stored);
    items.push(foldFull(stored.items.slice(from, to)));
  }
  return { ok: true, items };
}

/** A log may delete a partial tile once the full one is there: then its start serves. */
async function readItems(
  reader: TileReader,
  tile: Tile,
  parse: (bytes: Uint8Array, width: number) => readonly Uint8Array[] | undefined,
): Promise<StoredTile> {
  for (const width of new Set([tile.width, tileWidth])) {
    const bytes = await reader.read({ ...tile, width });
    if (bytes === undefined) continue;
    const items = parse(bytes, width);
    if (items === undefined) return { ok: false, why: "tile-malformed", path: tilePath(tile) };
    return { ok: true, items: items.slice(0, tile.width) };
  }
  return { ok: false, why: "tile-missing", path: tilePath(tile) };
}

/** Tile that holds a subtree's hash, or the hashes below it in the same tile. */
function placeOf(subtree: Subtree, size: number): { tile: Tile; from: number; to: number } {
  const level = Math.floor(subtree.level / tileHeight);
  const count = 2 ** (subtree.level % tileHeight);
  const first = subtree.index * count;
  const index = Math.floor(first / tileWidth);
  const from = first % tileWidth;
  const width = tileWidthIn(level, index, size);
  return { tile: { level, index, width }, from, to: from + count };
}

/** Levels of the tree within one tile: 2^8 = 256. */
const tileHeight = 8;
