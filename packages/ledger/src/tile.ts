/** Coordinates and paths of tiles and entry bundles. C2SP tlog-tiles, tile height 8. */

import { isTreeSize } from "./tree-size.ts";

/** Hashes of a full tile; entries of a full bundle. */
export const tileWidth = 256;

export interface Tile {
  /** 0 holds leaf hashes, each further level the roots of full tiles below; "entries" the log entries. */
  readonly level: number | "entries";
  readonly index: number;
  /** 256, or 1 to 255 for a partial tile. */
  readonly width: number;
}

export function tilePath(tile: Tile): string {
  const suffix = tile.width === tileWidth ? "" : `.p/${tile.width}`;
  return `tile/${tile.level}/${indexPath(tile.index)}${suffix}`;
}

/** undefined for everything but the one path of a tile that a tree can have. */
export function parseTilePath(path: string): Tile | undefined {
  const [, levelText = "", indexText = "", widthText] = pathPattern.exec(path) ?? [];
  const level: Tile["level"] = levelText === "entries" ? "entries" : Number.parseInt(levelText, 10);
  const index = Number.parseInt(indexText.replaceAll(/[x/]/g, ""), 10);
  const width = widthText === undefined ? tileWidth : Number.parseInt(widthText, 10);
  const leaves = (index * tileWidth + width) * tileWidth ** levelNumber(level);
  if (width < 1 || width > tileWidth || !isTreeSize(leaves)) return undefined;
  const tile = { level, index, width };
  return tilePath(tile) === path ? tile : undefined;
}

/** Width of this tile in a tree of that size: 0 where the tree has no such tile. */
export function tileWidthIn(level: Tile["level"], index: number, size: number): number {
  const hashes = Math.floor(size / tileWidth ** levelNumber(level)) - index * tileWidth;
  return Math.max(0, Math.min(tileWidth, hashes));
}

function levelNumber(level: Tile["level"]): number {
  return level === "entries" ? 0 : level;
}

const pathPattern = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

function indexPath(index: number): string {
  const last = (index % 1000).toString().padStart(3, "0");
  let path = last;
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${(rest % 1000).toString().padStart(3, "0")}/${path}`;
  }
  return path;
}
