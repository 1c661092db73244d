/** The files of tiles and entry bundles, held against the store. C2SP tlog-tiles. */

import { equalBytes, TocsinError } from "@tocsin/kernel";
import {
  hashBytes,
  type Tile,
  type TileReader,
  tilePath,
  tileWidth,
  tileWidthIn,
} from "@tocsin/ledger";

import type { FeedFolder } from "./folder.ts";

const levels = ["entries", 0, 1, 2, 3, 4] as const;
/** An entry in a bundle: its length and the commitment. */
const entryBytes = 2 + hashBytes;

/** Writes what is missing. Throws `ledger-damaged` for a file that differs. */
export async function checkTiles(
  stored: TileReader,
  folder: FeedFolder,
  size: number,
): Promise<void> {
  for (const level of levels) {
    for (let index = 0; ; index += 1) {
      const width = tileWidthIn(level, index, size);
      if (width === 0) break;
      await checkTile(stored, folder, { level, index, width });
      if (width < tileWidth) break;
    }
  }
}

async function checkTile(stored: TileReader, folder: FeedFolder, tile: Tile): Promise<void> {
  const path = tilePath(tile);
  const expected = await stored.read(tile);
  if (expected === undefined) throw damaged(path);
  const bytes = await folder.tile(path);
  if (bytes === undefined) await folder.writeTiles([{ path, bytes: expected }]);
  else if (!equalBytes(bytes, expected)) throw damaged(path);
  const full = tilePath({ ...tile, width: tileWidth });
  if (tile.width === tileWidth) await folder.removePartials(full);
  else await checkPartials(folder, full, tile, expected);
}

/** Older partial tiles are the starts of the newest one. */
async function checkPartials(
  folder: FeedFolder,
  full: string,
  tile: Tile,
  newest: Uint8Array,
): Promise<void> {
  const itemBytes = tile.level === "entries" ? entryBytes : hashBytes;
  for (const width of await folder.partialWidths(full)) {
    if (width >= tile.width) continue;
    const bytes = await folder.tile(`${full}.p/${width}`);
    const start = newest.subarray(0, width * itemBytes);
    if (bytes !== undefined && !equalBytes(bytes, start)) throw damaged(`${full}.p/${width}`);
  }
}

function damaged(path: string): TocsinError {
  return new TocsinError("ledger-damaged", { detail: path });
}
