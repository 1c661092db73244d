/**
 * Removing what was worked or has expired, a few rows at a time: a long delete would keep capsules
 * waiting, and how long an answer takes must not depend on what was in a round.
 */

import { dayMs } from "@tocsin/kernel";

import type { Sweep } from "../../exchange-store.ts";
import { integer, optional, write, type Writer } from "../engine/index.ts";
import { addToCounter } from "./counter.ts";
import { forgetSpent } from "./spent.ts";
import { workedThrough } from "./staging.ts";

export const sweepingOperations = {
  sweep: write((db, sweep: Sweep) => {
    const steps: readonly ((rowsMax: number) => number)[] = [
      (rowsMax) => sweepStaged(db, rowsMax),
      (rowsMax) => sweepParts(db, sweep.partsThrough, rowsMax),
      (rowsMax) => sweepSessions(db, sweep.nowMs, rowsMax),
      (rowsMax) => db.run(oldGatewayKeys, sweep.nowMs, rowsMax),
      (rowsMax) => sweepSeen(db, rowsMax),
      (rowsMax) => forgetSpent(db, sweep.spentBefore, rowsMax),
      (rowsMax) => db.run(expiredTags, Math.floor(sweep.nowMs / dayMs), rowsMax),
    ];
    let removed = 0;
    for (const step of steps) {
      if (removed >= sweep.rowsMax) break;
      removed += step(sweep.rowsMax - removed);
    }
    return removed;
  }),
};

const oldGatewayKeys = `
  DELETE FROM gateway_key WHERE id IN (SELECT id FROM gateway_key WHERE until_ms <= ? LIMIT ?)`;

const expiredTags = `
  DELETE FROM tag WHERE (tag, pk) IN
    (SELECT tag, pk FROM tag WHERE until_day < ? ORDER BY until_day LIMIT ?)`;

function sweepStaged(db: Writer, rowsMax: number): number {
  const removed = db.run(
    `DELETE FROM staged WHERE (round, id) IN
       (SELECT round, id FROM staged WHERE round <= ? ORDER BY round, id LIMIT ?)`,
    workedThrough(db),
    rowsMax,
  );
  addToCounter(db, "staged", -removed);
  return removed;
}

function sweepParts(db: Writer, through: number, rowsMax: number): number {
  const removed = db.run(
    `DELETE FROM part WHERE (submission, number) IN
       (SELECT submission, number FROM part WHERE round <= ? LIMIT ?)`,
    through,
    rowsMax,
  );
  addToCounter(db, "parts", -removed);
  return removed;
}

function sweepSessions(db: Writer, nowMs: number, rowsMax: number): number {
  return db.run(
    "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE until_ms <= ? LIMIT ?)",
    nowMs,
    rowsMax,
  );
}

/** What was remembered against replays under keys that are gone. */
function sweepSeen(db: Writer, rowsMax: number): number {
  for (let after = -1; after < keyIdMax;) {
    const row = db.get(
      "SELECT min(gateway_key) AS id FROM capsule_seen WHERE gateway_key > ?",
      after,
    );
    const id = row === undefined ? undefined : optional(integer, row, "id");
    if (id === undefined) return 0;
    if (db.get("SELECT 1 FROM gateway_key WHERE id = ?", id) === undefined) {
      return db.run(seenUnder, id, id, rowsMax);
    }
    after = id;
  }
  return 0;
}

/** Key ids of RFC 9458 are one byte. */
const keyIdMax = 255;

const seenUnder = `
  DELETE FROM capsule_seen WHERE gateway_key = ? AND id IN
    (SELECT id FROM capsule_seen WHERE gateway_key = ? ORDER BY id LIMIT ?)`;
