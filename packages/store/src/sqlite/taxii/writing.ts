/** What changes a collection: objects that are put or removed, and a program's own publications. */

import { crc32 } from "node:zlib";

import type { PutOutcome, TaxiiFilter, TaxiiObject, TaxiiPublication } from "../../taxii-store.ts";
import { integer, text, write, type Writer } from "../engine/index.ts";
import { condition, taxiiTime } from "./reading.ts";

/** Older statuses are forgotten. */
const statusesMax = 10_000;

export const writingOperations = {
  put: write((db, collection: string, objects: readonly TaxiiObject[], nowUs: number) =>
    putAll(db, collection, objects, nowUs),
  ),

  remove: write((db, collection: string, id: string, filter: TaxiiFilter): number => {
    const { sql, values } = condition({ ...filter, ids: [id] });
    const removed = db.run(`DELETE FROM object WHERE collection = ?${sql}`, collection, ...values);
    if (removed > 0) markEnds(db, collection, id);
    return removed;
  }),

  publish: write((db, { cursor, puts, removes }: TaxiiPublication, nowUs: number) => {
    for (const { collection, ids, sharedIds = [] } of removes) {
      removeIds(db, collection, ids);
      removeIds(db, collection, unnamed(db, collection, sharedIds));
    }
    for (const { collection, objects } of puts) putAll(db, collection, objects, nowUs);
    db.run("INSERT OR REPLACE INTO source VALUES (1, ?)", cursor);
  }),

  saveStatus: write((db, id: string, json: string, nowUs: number) => {
    db.run("INSERT OR REPLACE INTO status VALUES (?, ?, ?)", id, nowUs, json);
    db.run(
      "DELETE FROM status WHERE saved < (SELECT saved FROM status ORDER BY saved DESC LIMIT 1 OFFSET ?)",
      statusesMax,
    );
  }),
};

function removeIds(db: Writer, collection: string, ids: readonly string[]): void {
  for (const id of ids) {
    db.run("DELETE FROM object WHERE collection = ? AND id = ?", collection, id);
  }
}

/** Those that no observed data of the collection names. */
function unnamed(db: Writer, collection: string, ids: readonly string[]): readonly string[] {
  const left = new Set(ids);
  if (left.size === 0) return [];
  const rows = db.iterate(
    "SELECT json FROM object WHERE collection = ? AND type = 'observed-data' AND is_last = 1",
    collection,
  );
  for (const row of rows) {
    const json = text(row, "json");
    for (const id of left) if (json.includes(id)) left.delete(id);
    if (left.size === 0) break;
  }
  return [...left];
}

function putAll(
  db: Writer,
  collection: string,
  objects: readonly TaxiiObject[],
  nowUs: number,
): PutOutcome[] {
  const newest = db.get("SELECT max(added) AS added FROM object");
  const lastUs = newest?.["added"] === null || newest === undefined ? 0 : integer(newest, "added");
  // Never the same moment twice, and never back in time: a reader goes on from the last it saw.
  let addedUs = Math.max(nowUs, lastUs + 1);
  return objects.map((object) => {
    const outcome = putOne(db, collection, object, addedUs);
    if (outcome === "added") addedUs += 1;
    return outcome;
  });
}

function putOne(
  db: Writer,
  collection: string,
  { id, type, specVersion, version, json }: TaxiiObject,
  addedUs: number,
): PutOutcome {
  const isVersioned = version !== "";
  const at = isVersioned ? version : taxiiTime(addedUs);
  const ends = db.all(
    `SELECT version, is_first, is_last, json FROM object
     WHERE collection = ? AND id = ? AND (is_first = 1 OR is_last = 1 OR version = ?)`,
    collection,
    id,
    at,
  );
  const same = ends.find((row) => (isVersioned ? row["version"] === at : row["is_last"] === 1));
  if (same !== undefined && text(same, "json") === json) return "same";
  if (same !== undefined && isVersioned) return "collision";
  const isFirst = ends.every((row) => row["is_first"] === 0 || isBefore(at, text(row, "version")));
  const isLast = ends.every((row) => row["is_last"] === 0 || isBefore(text(row, "version"), at));
  const of = "WHERE collection = ? AND id = ?";
  if (isFirst && ends.length > 0) {
    db.run(`UPDATE object SET is_first = 0 ${of} AND is_first = 1`, collection, id);
  }
  if (isLast && ends.length > 0) {
    db.run(`UPDATE object SET is_last = 0 ${of} AND is_last = 1`, collection, id);
  }
  db.run(
    "INSERT INTO object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    addedUs,
    collection,
    id,
    type,
    specVersion,
    at,
    isFirst ? 1 : 0,
    isLast ? 1 : 0,
    json,
    crc32(json),
  );
  return "added";
}

/** After a removal the first and last of what is left are the ends. */
function markEnds(db: Writer, collection: string, id: string): void {
  const rows = db
    .all("SELECT added, version FROM object WHERE collection = ? AND id = ?", collection, id)
    .sort((a, b) => (isBefore(text(a, "version"), text(b, "version")) ? -1 : 1));
  for (const [place, row] of rows.entries()) {
    db.run(
      "UPDATE object SET is_first = ?, is_last = ? WHERE added = ?",
      place === 0 ? 1 : 0,
      place === rows.length - 1 ? 1 : 0,
      integer(row, "added"),
    );
  }
}

/** Of two timestamps of any precision. */
function isBefore(a: string, b: string): boolean {
  const seconds = [a.slice(0, 19), b.slice(0, 19)] as const;
  if (seconds[0] !== seconds[1]) return seconds[0] < seconds[1];
  return fraction(a) < fraction(b);
}

function fraction(time: string): string {
  return time.slice(20, -1).padEnd(12, "0");
}
