/**
 * Growing a log: the partial tiles of its right edge, the files that an append adds, and the root. The
 * files of one append are to be stored durably before its checkpoint is signed.
 */

import { concatBytes } from "@tocsin/kernel";

import { encodeBundle } from "./bundle.ts";
import { foldFull } from "./fold.ts";
import type { Frontier } from "./frontier.ts";
import { leafHash } from "./hash.ts";
import { type Tile, tilePath, tileWidth, tileWidthIn } from "./tile.ts";
import { readEntries, readHashTile, type TileReader } from "./tile-reader.ts";
import { isTreeSize, subtreesOf } from "./tree-size.ts";

export interface LogEdge {
  readonly size: number;
  /** Entries of the partial bundle, fewer than 256. */
  readonly entries: readonly Uint8Array[];
  /** Hashes of the partial tile of each level, fewer than 256 each. */
  readonly levels: readonly (readonly Uint8Array[])[];
}

export interface TileFile {
  readonly tile: Tile;
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const emptyEdge: LogEdge = { size: 0, entries: [], levels: [] };

/** The edge after these entries, and every tile and bundle that became new or longer. */
export function appendEntries(
  edge: LogEdge,
  entries: readonly Uint8Array[],
): { readonly edge: LogEdge; readonly files: readonly TileFile[] } {
  const size = edge.size + entries.length;
  if (!isTreeSize(size)) throw new RangeError("tree too large");
  const files: TileFile[] = [];
  const bundles = grow(edge.entries, entries, indexOf(edge.size, 0), "entries", encodeBundle);
  files.push(...bundles.files);
  const levels: (readonly Uint8Array[])[] = [];
  let fresh: readonly Uint8Array[] = entries.map(leafHash);
  for (let level = 0; fresh.length > 0 || level < edge.levels.length; level += 1) {
    const before = edge.levels[level] ?? [];
    const grown = grow(before, fresh, indexOf(edge.size, level), level, joined);
    files.push(...grown.files);
    levels.push(grown.rest);
    fresh = grown.full.map((hashes) => foldFull(hashes));
  }
  return { edge: { size, entries: bundles.rest, levels }, files };
}

/** The edge of a stored log; undefined where a tile is missing or malformed. */
export async function loadEdge(reader: TileReader, size: number): Promise<LogEdge | undefined> {
  if (!isTreeSize(size)) return undefined;
  const entries = await loadPart(reader, "entries", size);
  if (entries === undefined) return undefined;
  const levels: (readonly Uint8Array[])[] = [];
  for (let level = 0; size >= tileWidth ** level; level += 1) {
    const hashes = await loadPart(reader, level, size);
    if (hashes === undefined) return undefined;
    levels.push(hashes);
  }
  return { size, entries, levels };
}

/** What a follower of the log would hold; its root is the log's. */
export function frontierOf(edge: LogEdge): Frontier {
  const hashes = edge.levels.toReversed().flatMap((tile) =>
    subtreesOf(0, tile.length).map(({ level, index }) => {
      const width = 2 ** level;
      return foldFull(tile.slice(index * width, (index + 1) * width));
    }),
  );
  return { size: edge.size, hashes };
}

/** Items of the partial tile of a level: none where the last tile is full. */
async function loadPart(reader: TileReader, level: Tile["level"], size: number) {
  const index = indexOf(size, level === "entries" ? 0 : level);
  const width = tileWidthIn(level, index, size);
  if (width === 0) return [];
  const tile = { level, index, width };
  const read = level === "entries" ? readEntries(reader, tile) : readHashTile(reader, tile);
  const stored = await read;
  return stored.ok ? stored.items : undefined;
}

/** Index of the tile of a level to which the next hash goes. */
function indexOf(size: number, level: number): number {
  return Math.floor(size / tileWidth ** (level + 1));
}

function joined(hashes: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...hashes);
}

function grow(
  before: readonly Uint8Array[],
  fresh: readonly Uint8Array[],
  firstIndex: number,
  level: Tile["level"],
  encode: (items: readonly Uint8Array[]) => Uint8Array,
) {
  const items = [...before, ...fresh];
  const full: (readonly Uint8Array[])[] = [];
  const files: TileFile[] = [];
  const file = (index: number, content: readonly Uint8Array[]) => {
    const tile = { level, index, width: content.length };
    files.push({ tile, path: tilePath(tile), bytes: encode(content) });
  };
  let at = 0;
  for (; at + tileWidth <= items.length; at += tileWidth) {
    const content = items.slice(at, at + tileWidth);
    file(firstIndex + full.length, content);
    full.push(content);
  }
  const rest = items.slice(at);
  if (rest.length > 0 && fresh.length > 0) file(firstIndex + full.length, rest);
  return { full, rest, files };
}
