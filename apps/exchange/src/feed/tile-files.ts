/** The files of tiles and entry bundles, held against the store. C2SP tlog-tiles. */

import { equalBytes, TocsinError } from "@tocsin/kernel";
import { type TileReader, tilePath, tileWidth, tileWidthIn } from "@tocsin/ledger";

import type { FeedFolder } from "./folder.ts";

const levels = ["entries", 0, 1, 2, 3, 4] as const;

/**
 * Full tiles and the newest partial ones; older partial tiles are the starts of these. A file that is
 * missing is written. Throws `ledger-damaged` for one that differs.
 */
export async function checkTiles(
  stored: TileReader,
  folder: FeedFolder,
  size: number,
): Promise<void> {
  for (const level of levels) {
    for (let index = 0; ; index += 1) {
      const width = tileWidthIn(level, index, size);
      if (width === 0) break;
      const path = tilePath({ level, index, width });
      const expected = await stored.read({ level, index, width });
      if (expected === undefined) throw damaged(path);
      const bytes = await folder.tile(path);
      if (bytes === undefined) await folder.writeTiles([{ path, bytes: expected }]);
      else if (!equalBytes(bytes, expected)) throw damaged(path);
      if (width < tileWidth) break;
    }
  }
}

function damaged(path: string): TocsinError {
  return new TocsinError("ledger-damaged", { detail: path });
}
