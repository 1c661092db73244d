/** What is known from all feeds together: each value once, with everyone who names it. */

import { crc32 } from "node:zlib";

import { TocsinError } from "@tocsin/kernel";

import type { ImportBody, KnownValue, KnownValuePage } from "../../import-store.ts";
import { integer, optional, read, type Reader, type Row, text } from "../engine/index.ts";
import { valueSum } from "./sums.ts";

const confidences = ["low", "medium", "high"];
const markings = ["clear", "green", "amber", "amber+strict", "red"];

export const valueOperations = {
  known: read((db, after: number, limit: number, nowMs: number): KnownValuePage => {
    const rows = db.all(
      `SELECT number, type, value FROM value AS this
       WHERE number > ? AND (until IS NULL OR until > ?) AND NOT EXISTS (
         SELECT 1 FROM value AS other
         WHERE other.value = this.value AND other.type = this.type
           AND other.number < this.number AND (other.until IS NULL OR other.until > ?))
       ORDER BY number LIMIT ?`,
      ...[after, nowMs, nowMs, limit],
    );
    const last = rows.at(-1);
    const isMore = rows.length === limit && last !== undefined;
    return {
      items: rows.map((row) => together(db, text(row, "type"), text(row, "value"), nowMs)),
      next: isMore ? integer(last, "number") : null,
    };
  }),

  holding: read(
    (db, values: readonly { readonly type: string; readonly value: string }[], nowMs: number) =>
      values.flatMap(({ type, value }): KnownValue[] =>
        naming(db, type, value, nowMs).length === 0 ? [] : [together(db, type, value, nowMs)],
      ),
  ),

  bodies: read((db, kind: string): ImportBody[] =>
    db
      .all(
        `SELECT feed.name AS feed, key, body, sum FROM item JOIN feed ON feed.number = item.feed
         WHERE feed.kind = ? AND gone = 0 AND body IS NOT NULL ORDER BY item.number`,
        kind,
      )
      .map((row) => {
        const body = text(row, "body");
        if (crc32(body) !== row["sum"]) throw new TocsinError("store-damaged", { detail: "item" });
        return { feed: text(row, "feed"), key: text(row, "key"), body };
      }),
  ),
};

function naming(db: Reader, type: string, value: string, nowMs: number): Row[] {
  return db.all(
    `SELECT value.*, feed.name AS feed_name, item.key AS item_key FROM value
     JOIN feed ON feed.number = value.feed JOIN item ON item.number = value.item
     WHERE value.value = ? AND value.type = ? AND (until IS NULL OR until > ?)
     ORDER BY value.number`,
    ...[value, type, nowMs],
  );
}

/** As sure as the surest, as strict as the strictest, until the last of them ends. */
function together(db: Reader, type: string, value: string, nowMs: number): KnownValue {
  const rows = naming(db, type, value, nowMs);
  for (const row of rows) {
    if (valueSum(text(row, "type"), text(row, "value")) !== row["sum"]) {
      throw new TocsinError("store-damaged", { detail: "value" });
    }
  }
  const most = (scale: readonly string[], column: string): string | undefined =>
    scale[Math.max(...rows.map((row) => scale.indexOf(optional(text, row, column) ?? "")))];
  const ends = rows.map((row) => optional(integer, row, "until") ?? null);
  const [first] = rows;
  return {
    type,
    value,
    confidence: most(confidences, "confidence") ?? "low",
    tlp: most(markings, "tlp") ?? null,
    untilMs: ends.some((it) => it === null) ? null : Math.max(...ends.map((it) => it ?? 0)),
    feeds: [...new Set(rows.map((row) => text(row, "feed_name")))],
    item: first === undefined ? "" : text(first, "item_key"),
  };
}
