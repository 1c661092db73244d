/** Values on their way through the evaluation. */

import type { Epoch } from "@tocsin/kernel";

import type {
  BlindKey,
  BlindPlace,
  BlindValue,
  EvaluatedValue,
  QueuedValue,
  SealState,
  SealWish,
} from "../../blind-store.ts";
import {
  integer,
  optional,
  read,
  type Reader,
  type Row,
  rowSum,
  text,
  write,
  type Writer,
} from "../engine/index.ts";
import { checkValue, evaluatedOf, keyOf, matchOfValue, matchRowOf } from "./rows.ts";

const oneValue = "WHERE epoch = ? AND type = ? AND value = ?";

export const valueOperations = {
  queue: write((db, epoch: Epoch, values: readonly QueuedValue[], seal: SealWish) => {
    let added = 0;
    // The last number is the first to be asked about.
    for (const it of values.toReversed()) {
      added += insertValue(db, epoch, it);
      if (seal !== false) wishFor(db, epoch, it, seal);
    }
    return added;
  }),

  waiting: read((db, epoch: Epoch, key: BlindKey, max: number): BlindValue[] =>
    db
      .all(
        `SELECT * FROM blind_value WHERE epoch = ? AND key = ? AND tag IS NULL
         ORDER BY number DESC LIMIT ?`,
        epoch,
        key,
        max,
      )
      .map((row) => {
        checkValue(row);
        return { type: text(row, "type"), value: text(row, "value") };
      }),
  ),

  waitingCount: read((db, epoch: Epoch): Readonly<Record<BlindKey, number>> => ({
    high: waitingAfter(db, epoch, "high", -1),
    low: waitingAfter(db, epoch, "low", -1),
  })),

  saveEvaluated: write((db, epoch: Epoch, values: readonly EvaluatedValue[]) => {
    for (const { type, value, tag, pairKey } of values) {
      const row = db.get(`SELECT key FROM blind_value ${oneValue}`, epoch, type, value);
      if (row === undefined) continue;
      const sum = rowSum(epoch, type, value, text(row, "key"), tag, pairKey);
      db.run(
        `UPDATE blind_value SET tag = ?, pair_key = ?, sum = ? ${oneValue}`,
        ...[tag, pairKey, sum, epoch, type, value],
      );
      db.run(
        "INSERT INTO to_judge SELECT tag FROM tag_line WHERE tag = ? ON CONFLICT DO NOTHING",
        tag,
      );
    }
  }),

  evaluated: read(
    (db, epoch: Epoch, { type, value }: BlindValue): EvaluatedValue | "waiting" | undefined => {
      const row = db.get(`SELECT * FROM blind_value ${oneValue}`, epoch, type, value);
      if (row === undefined) return undefined;
      return row["tag"] === null ? "waiting" : evaluatedOf(row);
    },
  ),

  places: read(
    (db, epoch: Epoch, values: readonly BlindValue[]): readonly (BlindPlace | undefined)[] =>
      values.map(({ type, value }) => {
        const row = db.get(`SELECT * FROM blind_value ${oneValue}`, epoch, type, value);
        return row && placeOf(db, epoch, row);
      }),
  ),

  dropBefore: write((db, epoch: Epoch, round: number) => {
    const old = "(SELECT number FROM blind_value WHERE epoch < ?)";
    db.run(`DELETE FROM match WHERE value IN ${old}`, epoch);
    db.run(`DELETE FROM sealing WHERE value IN ${old}`, epoch);
    db.run(`DELETE FROM sealed_for WHERE value IN ${old}`, epoch);
    db.run("DELETE FROM blind_value WHERE epoch < ?", epoch);
    db.run("DELETE FROM tag_line WHERE last_round < ?", round);
  }),
};

function wishFor(
  db: Writer,
  epoch: Epoch,
  { type, value }: QueuedValue,
  wish: Exclude<SealWish, false>,
): void {
  const isSeen = wish === true;
  db.run(
    `INSERT INTO sealing (value, state, seen) SELECT number, 'wished', ? FROM blind_value ${oneValue}
     ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen)`,
    ...[isSeen ? 1 : 0, epoch, type, value],
  );
  if (isSeen) return;
  db.run(
    `INSERT INTO sealed_for SELECT ?, number FROM blind_value ${oneValue} ON CONFLICT DO NOTHING`,
    ...[wish.report, epoch, type, value],
  );
}

function insertValue(db: Writer, epoch: Epoch, { type, value, key }: QueuedValue): number {
  return db.run(
    `INSERT INTO blind_value (epoch, type, value, key, sum) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    epoch,
    type,
    value,
    key,
    rowSum(epoch, type, value, key, null, null),
  );
}

function placeOf(db: Reader, epoch: Epoch, row: Row): BlindPlace {
  checkValue(row);
  const key = keyOf(row);
  const number = integer(row, "number");
  const sealing = db.get("SELECT state FROM sealing WHERE value = ?", number);
  const found = db.get(matchOfValue, number);
  return {
    key,
    ahead: row["tag"] === null ? waitingAfter(db, epoch, key, number) : null,
    seal: sealing === undefined ? null : stateOf(sealing),
    match: found === undefined ? null : matchRowOf(found),
  };
}

/** Those queued later are asked about first. */
function waitingAfter(db: Reader, epoch: Epoch, key: BlindKey, number: number): number {
  const row = db.get(
    `SELECT count(*) AS n FROM blind_value
     WHERE epoch = ? AND key = ? AND tag IS NULL AND number > ?`,
    epoch,
    key,
    number,
  );
  return integer(row ?? {}, "n");
}

function stateOf(row: Row): SealState | null {
  const state = optional(text, row, "state");
  return state === "wished" || state === "sealed" || state === "taken" || state === "withdrawn"
    ? state
    : null;
}
