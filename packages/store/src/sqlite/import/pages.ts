/** Pages of feeds on their way in. A page is one transaction: all of it, with its cursor, or nothing. */

import { crc32 } from "node:zlib";

import { TocsinError } from "@tocsin/kernel";

import type { ImportCounts, ImportEnd, ImportItem, ImportPage } from "../../import-store.ts";
import { flag, integer, optional, read, text, write, type Writer } from "../engine/index.ts";
import { numberOf } from "./feeds.ts";
import { valueSum } from "./sums.ts";

export const pageOperations = {
  applyPage: write((db, id: string, page: ImportPage, newestMs: number | null): ImportCounts => {
    const feed = existing(db, id);
    const counts = { added: 0, changed: 0, removed: 0, refused: 0 };
    for (const item of page.items) {
      const outcome = putItem(db, feed, page.run, item);
      if (outcome !== "same") counts[outcome] += 1;
    }
    for (const key of page.kept) {
      db.run("UPDATE item SET run = ? WHERE feed = ? AND key = ?", page.run, feed, key);
    }
    if (page.cursor !== null) {
      db.run("UPDATE feed SET cursor = ? WHERE number = ?", page.cursor, feed);
    }
    if (newestMs !== null) {
      db.run(
        "UPDATE feed SET newest = max(coalesce(newest, 0), ?) WHERE number = ?",
        newestMs,
        feed,
      );
    }
    return counts;
  }),

  endRun: write((db, id: string, { run, whole, leftMin, cursor }: ImportEnd) => {
    const feed = existing(db, id);
    let removed = 0;
    if (whole) {
      const count = (sql: string): number => integer(db.get(sql, feed, run) ?? {}, "n");
      const of = "SELECT count(*) AS n FROM item WHERE feed = ? AND gone = 0 AND run";
      const [left, stale] = [count(`${of} = ?`), count(`${of} < ?`)];
      if (left < (left + stale) * leftMin) return undefined;
      const which = "SELECT number FROM item WHERE feed = ? AND run < ?";
      db.run(`DELETE FROM value WHERE item IN (${which})`, feed, run);
      db.run("DELETE FROM item WHERE feed = ? AND run < ?", feed, run);
      removed = stale;
    }
    if (cursor !== null) db.run("UPDATE feed SET cursor = ? WHERE number = ?", cursor, feed);
    return removed;
  }),

  orders: read((db, id: string, keys: readonly string[]) => {
    const feed = numberOf(db, id);
    const orders: Record<string, number | null> = {};
    if (feed === undefined) return orders;
    const sql = "SELECT place FROM item WHERE feed = ? AND key = ? AND gone = 0";
    for (const key of keys) {
      const row = db.get(sql, feed, key);
      if (row !== undefined) orders[key] = optional(integer, row, "place") ?? null;
    }
    return orders;
  }),
};

/** Removed while it was read: what comes now is not kept. */
function existing(db: Writer, id: string): number {
  const feed = numberOf(db, id);
  if (feed === undefined) throw new TocsinError("not-found");
  return feed;
}

type Outcome = keyof ImportCounts | "same";

function putItem(db: Writer, feed: number, run: number, item: ImportItem): Outcome {
  const { key, order, digest, gone, body } = item;
  const row = db.get(
    "SELECT number, place, digest, gone FROM item WHERE feed = ? AND key = ?",
    feed,
    key,
  );
  const sum = crc32(body ?? "");
  if (row === undefined) {
    db.run(
      `INSERT INTO item (feed, key, place, digest, gone, run, body, sum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[feed, key, order, digest, gone ? 1 : 0, run, gone ? null : body, gone ? crc32("") : sum],
    );
    if (gone) return "same";
    const made = db.get("SELECT number FROM item WHERE feed = ? AND key = ?", feed, key) ?? {};
    putValues(db, feed, integer(made, "number"), item);
    return "added";
  }
  const number = integer(row, "number");
  const before = optional(integer, row, "place") ?? null;
  const wasGone = flag(row, "gone");
  const isSame = text(row, "digest") === digest && wasGone === gone;
  db.run("UPDATE item SET run = ? WHERE number = ?", run, number);
  if (isSame && before === order) return "same";
  const isNewer = before === null || order === null || order > before;
  // What was recalled comes back as a newer version alone; a recall counts at once.
  if (!isNewer && !(gone && order === before)) return "refused";
  db.run("DELETE FROM value WHERE item = ?", number);
  db.run(
    "UPDATE item SET place = ?, digest = ?, gone = ?, body = ?, sum = ? WHERE number = ?",
    ...[order, digest, gone ? 1 : 0, gone ? null : body, gone ? crc32("") : sum, number],
  );
  if (gone) return wasGone ? "same" : "removed";
  putValues(db, feed, number, item);
  return "changed";
}

function putValues(db: Writer, feed: number, item: number, { values }: ImportItem): void {
  for (const { type, value, confidence, tlp, untilMs } of values) {
    const sum = valueSum(type, value);
    db.run(
      `INSERT INTO value (item, feed, type, value, confidence, tlp, until, sum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[item, feed, type, value, confidence, tlp, untilMs, sum],
    );
  }
}
