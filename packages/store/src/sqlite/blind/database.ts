/** The database of blind values. Loaded in the engine's threads too. */

import type { Epoch } from "@tocsin/kernel";

import type { BlindKey, BlindValue, EvaluatedValue, QueuedValue } from "../../blind-store.ts";
import {
  bytes,
  checkRow,
  defineDatabase,
  integer,
  type Migration,
  read,
  type Row,
  rowSum,
  text,
  write,
} from "../engine/index.ts";

const migrations: readonly Migration[] = [
  {
    name: "blind values",
    sql: `
      CREATE TABLE blind_value (
        number INTEGER PRIMARY KEY,
        epoch TEXT NOT NULL,
        type TEXT NOT NULL,
        value TEXT NOT NULL,
        key TEXT NOT NULL CHECK (key IN ('high', 'low')),
        tag BLOB,
        pair_key BLOB,
        sum BLOB NOT NULL,
        UNIQUE (epoch, type, value)
      ) STRICT;
      CREATE INDEX blind_waiting ON blind_value (epoch, key, number) WHERE tag IS NULL;
      CREATE INDEX blind_tag ON blind_value (epoch, tag) WHERE tag IS NOT NULL;
    `,
  },
];

export const blindDatabase = defineDatabase({
  name: "blind",
  module: import.meta.url,
  migrations,
  operations: {
    queue: write((db, epoch: Epoch, values: readonly QueuedValue[]) => {
      let added = 0;
      for (const { type, value, key } of values) {
        added += db.run(
          `INSERT INTO blind_value (epoch, type, value, key, sum) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          epoch,
          type,
          value,
          key,
          rowSum(epoch, type, value, key, null, null),
        );
      }
      return added;
    }),

    waiting: read((db, epoch: Epoch, key: BlindKey, max: number): BlindValue[] =>
      db
        .all(
          `SELECT * FROM blind_value WHERE epoch = ? AND key = ? AND tag IS NULL
           ORDER BY number LIMIT ?`,
          epoch,
          key,
          max,
        )
        .map((row) => {
          check(row);
          return { type: text(row, "type"), value: text(row, "value") };
        }),
    ),

    waitingCount: read((db, epoch: Epoch): Readonly<Record<BlindKey, number>> => {
      const count = (key: BlindKey): number => {
        const sql =
          "SELECT count(*) AS n FROM blind_value WHERE epoch = ? AND key = ? AND tag IS NULL";
        return integer(db.get(sql, epoch, key) ?? {}, "n");
      };
      return { high: count("high"), low: count("low") };
    }),

    saveEvaluated: write((db, epoch: Epoch, values: readonly EvaluatedValue[]) => {
      for (const { type, value, tag, pairKey } of values) {
        const where = "WHERE epoch = ? AND type = ? AND value = ?";
        const row = db.get(`SELECT key FROM blind_value ${where}`, epoch, type, value);
        if (row === undefined) continue;
        const sum = rowSum(epoch, type, value, text(row, "key"), tag, pairKey);
        db.run(
          `UPDATE blind_value SET tag = ?, pair_key = ?, sum = ? ${where}`,
          ...[tag, pairKey, sum, epoch, type, value],
        );
      }
    }),

    evaluated: read(
      (db, epoch: Epoch, { type, value }: BlindValue): EvaluatedValue | "waiting" | undefined => {
        const sql = "SELECT * FROM blind_value WHERE epoch = ? AND type = ? AND value = ?";
        const row = db.get(sql, epoch, type, value);
        if (row === undefined) return undefined;
        return row["tag"] === null ? "waiting" : evaluatedOf(row);
      },
    ),

    byTag: read((db, epoch: Epoch, tag: Uint8Array): EvaluatedValue | undefined => {
      const row = db.get("SELECT * FROM blind_value WHERE epoch = ? AND tag = ?", epoch, tag);
      return row === undefined ? undefined : evaluatedOf(row);
    }),

    dropBefore: write((db, epoch: Epoch) => {
      db.run("DELETE FROM blind_value WHERE epoch < ?", epoch);
    }),
  },
});

function evaluatedOf(row: Row): EvaluatedValue {
  check(row);
  return {
    type: text(row, "type"),
    value: text(row, "value"),
    tag: bytes(row, "tag", 32),
    pairKey: bytes(row, "pair_key", 32),
  };
}

function check(row: Row): void {
  checkRow(row, "sum", "epoch", "type", "value", "key", "tag", "pair_key");
}
