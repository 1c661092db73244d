/**
 * Sealed sightings by tag, for tens of millions of them: small rows in the order of tags, so nothing tells
 * when one came or which came together. They have no checksums: a pair that a flipped bit has changed
 * fails the HMAC that every node checks.
 */

import { assert } from "@tocsin/kernel";

import type { NewTag, StoredTag, TagStanding, TagWithdrawal } from "../../exchange-store.ts";
import { bytes, integer, read, type Reader, type Row, type Writer } from "../engine/index.ts";

const hashBytes = 32;
const lockBytes = 16;

export const tagOperations = {
  tagged: read((db, tags: readonly Uint8Array[], day: number, pairsMax: number) =>
    tags.map((tag) => standingOf(db, tag, day, pairsMax)),
  ),
};

/** In the order of tags: the table is far larger than the page cache. */
export function insertTags(db: Writer, tags: readonly NewTag[]): void {
  const sorted = tags.toSorted((a, b) => Buffer.compare(a.tag, b.tag));
  for (const { tag, pk, mac, lock, untilDay } of sorted) {
    const whole = [tag, pk, mac].every((it) => it.length === hashBytes);
    assert(whole && lock.length === lockBytes, "a whole sealed sighting");
    db.run(
      "INSERT INTO tag VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      tag,
      pk,
      mac,
      lock,
      untilDay,
    );
  }
}

export function withdrawTag(db: Writer, { tag, pk, lock }: TagWithdrawal): void {
  db.run("DELETE FROM tag WHERE tag = ? AND pk = ? AND lock = ?", tag, pk, lock);
}

function standingOf(db: Reader, tag: Uint8Array, day: number, pairsMax: number): TagStanding {
  const pairs = db
    .all(
      "SELECT tag, pk, mac FROM tag WHERE tag = ? AND until_day >= ? ORDER BY pk LIMIT ?",
      tag,
      day,
      pairsMax,
    )
    .map(tagOf);
  if (pairs.length < pairsMax) return { count: pairs.length, pairs };
  const row = db.get(
    "SELECT count(*) AS count FROM tag WHERE tag = ? AND until_day >= ?",
    tag,
    day,
  );
  return { count: integer(row ?? {}, "count"), pairs };
}

function tagOf(row: Row): StoredTag {
  return {
    tag: bytes(row, "tag", hashBytes),
    pk: bytes(row, "pk", hashBytes),
    mac: bytes(row, "mac", hashBytes),
  };
}
