/** Stakes of our reports: schema and operations. */

import { assert } from "@tocsin/kernel";

import type { QueuedParcel } from "../../member/mail-port.ts";
import { type StakeRow, stakeStages, type StakeStore } from "../../member/stake-port.ts";
import type { NewToken } from "../../member/token-port.ts";
import type { Run } from "../engine/definition.ts";
import {
  bytes,
  integer,
  type Migration,
  optional,
  read,
  type Row,
  text,
  write,
} from "../engine/index.ts";
import { queueParcels } from "./parcel-operations.ts";
import { addToken } from "./token-operations.ts";

export const stakeTables: Migration = {
  name: "stakes",
  sql: `
    CREATE TABLE stake (
      report TEXT PRIMARY KEY REFERENCES report (id),
      key_id TEXT NOT NULL,
      master TEXT NOT NULL,
      number INTEGER NOT NULL,
      request TEXT NOT NULL UNIQUE,
      state BLOB NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('asked', 'listed', 'returned', 'lost')),
      attempts INTEGER NOT NULL,
      due_round INTEGER NOT NULL,
      position INTEGER,
      place INTEGER
    ) STRICT;
    CREATE INDEX stake_open ON stake (stage) WHERE stage IN ('asked', 'listed');
    CREATE INDEX own_leaf_round ON own_leaf (round) WHERE seq = 0;
  `,
};

const openMax = 4096;

export const stakeOperations = {
  stake: read((db, report: string): StakeRow | undefined => {
    const row = db.get("SELECT * FROM stake WHERE report = ?", report);
    return row === undefined ? undefined : stakeOf(row);
  }),

  openStakes: read((db): readonly StakeRow[] =>
    db
      .all(
        "SELECT * FROM stake WHERE stage IN ('asked', 'listed') ORDER BY report LIMIT ?",
        openMax,
      )
      .map(stakeOf),
  ),

  unaskedStakes: read((db, since: number, through: number, limit: number): readonly string[] =>
    db
      .all(
        `SELECT report FROM own_leaf WHERE seq = 0 AND round BETWEEN ? AND ?
           AND NOT EXISTS (SELECT 1 FROM stake WHERE stake.report = own_leaf.report
             AND stake.stage <> 'lost')
         ORDER BY round, position LIMIT ?`,
        since,
        through,
        limit,
      )
      .map((row) => text(row, "report")),
  ),

  askStake: write((db, row: StakeRow, parcel: QueuedParcel) => {
    const { report, keyId, master, number, request, state, stage, attempts, dueRound } = row;
    db.run(
      "INSERT OR REPLACE INTO stake VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
      ...[report, keyId, master, number, request, state, stage, attempts, dueRound],
    );
    queueParcels(db, [parcel]);
  }),

  listStake: write((db, report: string, position: number, place: number) => {
    db.run(
      "UPDATE stake SET stage = 'listed', position = ?, place = ? WHERE report = ? AND stage = 'asked'",
      ...[position, place, report],
    );
  }),

  settleStake: write((db, report: string, token: NewToken | undefined) => {
    const row = db.get("SELECT * FROM stake WHERE report = ?", report);
    if (row === undefined) return;
    const { keyId, stage } = stakeOf(row);
    if (stage !== "asked" && stage !== "listed") return;
    if (token !== undefined) addToken(db, keyId, token);
    db.run(
      "UPDATE stake SET stage = ?, state = x'' WHERE report = ?",
      token === undefined ? "lost" : "returned",
      report,
    );
  }),
};

export function stakeRoom(run: Run<typeof stakeOperations>): StakeStore {
  return {
    get: run.stake,
    open: run.openStakes,
    unasked: run.unaskedStakes,
    ask: run.askStake,
    listed: run.listStake,
    settle: run.settleStake,
  };
}

function stakeOf(row: Row): StakeRow {
  const stage = stakeStages.find((it) => it === text(row, "stage"));
  assert(stage, "stage of a stake");
  return {
    report: text(row, "report"),
    keyId: text(row, "key_id"),
    master: text(row, "master"),
    number: integer(row, "number"),
    request: text(row, "request"),
    state: bytes(row, "state"),
    stage,
    attempts: integer(row, "attempts"),
    dueRound: integer(row, "due_round"),
    position: optional(integer, row, "position") ?? null,
    place: optional(integer, row, "place") ?? null,
  };
}
