/** What the feed is made from and checked against. */

import { assert, concatBytes, type Round } from "@tocsin/kernel";

import type { StoredBatch, StoredLeaf, StoredTile } from "../../exchange-store.ts";
import {
  bytes,
  checkRow,
  integer,
  optional,
  read,
  type Reader,
  type Row,
  text,
  write,
} from "../engine/index.ts";
import { leafAudience, round } from "./columns.ts";

/** Bytes of details in one answer, the last leaf not counted: fewer leaves than asked for may come. */
const leavesBytesMax = 16 * 1024 * 1024;

export const readingOperations = {
  leaves: read((db, from: number, limit: number): StoredLeaf[] => {
    const found: StoredLeaf[] = [];
    let size = 0;
    const rows = db.iterate(
      `SELECT leaf.position, commitment, audience, salt, detail.leaf AS json
       FROM leaf LEFT JOIN detail USING (position)
       WHERE position >= ? ORDER BY position LIMIT ?`,
      from,
      limit,
    );
    for (const row of rows) {
      const leaf = leafOf(row);
      found.push(leaf);
      size += leaf.detail?.leaf.length ?? 0;
      if (size >= leavesBytesMax) break;
    }
    return found;
  }),

  commitments: read((db, from: number, limit: number) =>
    concatBytes(
      ...db
        .all(
          "SELECT commitment FROM leaf WHERE position >= ? ORDER BY position LIMIT ?",
          from,
          limit,
        )
        .map((row) => bytes(row, "commitment", 32)),
    ),
  ),

  tiles: read((db, level: number, fromIndex: number, limit: number): StoredTile[] =>
    db
      .all(
        "SELECT level, number, hashes FROM tile WHERE level = ? AND number >= ? ORDER BY number LIMIT ?",
        level,
        fromIndex,
        limit,
      )
      .map((row) => ({
        level: integer(row, "level"),
        index: integer(row, "number"),
        hashes: bytes(row, "hashes"),
      })),
  ),

  batch: read((db, of: Round) => batchOf(db.get("SELECT * FROM batch WHERE round = ?", of))),

  batches: read((db, after: Round | null, limit: number) => batches(db, after ?? -1, limit)),

  rounds: read((db, after: Round, limit: number) =>
    db
      .all("SELECT round FROM batch WHERE round > ? ORDER BY round LIMIT ?", after, limit)
      .map((row) => round(row, "round")),
  ),

  unpublished: read((db, limit: number) =>
    db
      .all("SELECT round FROM batch WHERE file IS NULL ORDER BY round LIMIT ?", limit)
      .map((row) => round(row, "round")),
  ),

  published: write((db, of: Round, file: Uint8Array) => {
    const changed = db.run("UPDATE batch SET file = ? WHERE round = ?", file, of);
    assert(changed === 1, "batch that was published");
  }),

  positionsOf: read((db, key: Uint8Array, limit: number) =>
    db
      .all(
        "SELECT position FROM observable WHERE key = ? ORDER BY position DESC LIMIT ?",
        key,
        limit,
      )
      .map((row) => integer(row, "position")),
  ),
};

function leafOf(row: Row): StoredLeaf {
  const salt = optional(bytes, row, "salt");
  return {
    position: integer(row, "position"),
    commitment: bytes(row, "commitment", 32),
    audience: leafAudience(row, "audience"),
    detail: salt === undefined ? null : { salt, leaf: bytes(row, "json") },
  };
}

function batches(db: Reader, after: number, limit: number): StoredBatch[] {
  return db
    .all("SELECT * FROM batch WHERE round > ? ORDER BY round LIMIT ?", after, limit)
    .flatMap((row) => batchOf(row) ?? []);
}

function batchOf(row: Row | undefined): StoredBatch | undefined {
  if (row === undefined) return undefined;
  checkRow(row, "sum", "round", "first", "leaves", "checkpoint");
  return {
    round: round(row, "round"),
    first: integer(row, "first"),
    leaves: integer(row, "leaves"),
    checkpoint: text(row, "checkpoint"),
    file: optional(bytes, row, "file") ?? null,
  };
}
