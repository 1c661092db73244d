/**
 * Reads a whole stored log again and computes its root from the entries: what finds a bit that flipped in
 * any tile or bundle. Memory is bounded by one tile a level.
 */

import { concatBytes, equalBytes } from "@tocsin/kernel";

import { appendEntries, emptyEdge, frontierOf, type LogEdge, type TileFile } from "./log-edge.ts";
import { rootOf } from "./frontier.ts";
import { tileWidth, tileWidthIn } from "./tile.ts";
import { readEntries, readHashTile, type TileFault, type TileReader } from "./tile-reader.ts";
import { isTreeSize } from "./tree-size.ts";
import type { TreeHead } from "./verify-proof.ts";

export type Audit =
  | { readonly ok: true; readonly edge: LogEdge }
  | { readonly ok: false; readonly why: "absurd-size" | "wrong-root" }
  | {
      readonly ok: false;
      readonly why: TileFault | "tile-wrong";
      readonly path: string;
    };

/** `onBundle` sees each bundle's entries on the way, with the index of the first. */
export async function auditLog(
  reader: TileReader,
  tree: TreeHead,
  onBundle?: (entries: readonly Uint8Array[], first: number) => void,
): Promise<Audit> {
  if (!isTreeSize(tree.size)) return { ok: false, why: "absurd-size" };
  let edge = emptyEdge;
  while (edge.size < tree.size) {
    const index = edge.size / tileWidth;
    const width = tileWidthIn("entries", index, tree.size);
    const bundle = await readEntries(reader, { level: "entries", index, width });
    if (!bundle.ok) return bundle;
    onBundle?.(bundle.items, edge.size);
    const grown = appendEntries(edge, bundle.items);
    for (const file of grown.files) {
      const fault = await compare(reader, file, tree.size);
      if (fault !== undefined) return { ok: false, why: fault, path: file.path };
    }
    edge = grown.edge;
  }
  if (!equalBytes(rootOf(frontierOf(edge)), tree.root)) return { ok: false, why: "wrong-root" };
  return { ok: true, edge };
}

/** Compares a tile with the stored one, once it is as wide as it will be in a tree of that size. */
async function compare(reader: TileReader, file: TileFile, size: number) {
  const { level, index, width } = file.tile;
  if (level === "entries" || tileWidthIn(level, index, size) !== width) return undefined;
  const stored = await readHashTile(reader, file.tile);
  if (!stored.ok) return stored.why;
  return equalBytes(concatBytes(...stored.items), file.bytes) ? undefined : "tile-wrong";
}
