/** The verified ledger and what it says to everyone. Schema and operations. */

import { assert } from "@tocsin/kernel";

import type {
  DirectoryFact,
  GatewayKeyFact,
  HolderRecordFact,
  LedgerStep,
  StoredLedgerState,
} from "../../member/ledger-port.ts";
import type { RecordFault } from "../../member/report-port.ts";
import {
  bytes,
  integer,
  type Migration,
  optional,
  read,
  type Reader,
  type Row,
  text,
  write,
  type Writer,
} from "../engine/index.ts";
import { addMail } from "./mail-operations.ts";
import { addRecords } from "./record-operations.ts";
import { replaceKeys } from "./token-operations.ts";

export const ledgerTables: Migration = {
  name: "ledger",
  sql: `
    CREATE TABLE ledger (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      size INTEGER NOT NULL,
      frontier BLOB NOT NULL,
      checkpoint TEXT NOT NULL,
      round INTEGER NOT NULL,
      verified_ms INTEGER NOT NULL,
      halted TEXT
    ) STRICT;
    CREATE TABLE commitment (position INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
    CREATE TABLE batch (
      round INTEGER PRIMARY KEY,
      first INTEGER NOT NULL,
      leaves INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE directory (
      epoch TEXT NOT NULL,
      revision INTEGER NOT NULL,
      position INTEGER NOT NULL,
      salt BLOB NOT NULL,
      leaf TEXT NOT NULL,
      PRIMARY KEY (epoch, revision)
    ) STRICT;
    CREATE TABLE gateway_key (
      position INTEGER PRIMARY KEY,
      config BLOB NOT NULL,
      from_ms INTEGER NOT NULL,
      until_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE closed_section (
      round INTEGER NOT NULL,
      audience TEXT NOT NULL,
      epoch TEXT NOT NULL,
      why TEXT NOT NULL CHECK (why IN ('waiting', 'no-key', 'damaged', 'orphan')),
      PRIMARY KEY (round, audience, epoch)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX closed_section_why ON closed_section (why, round);
    CREATE INDEX closed_section_audience ON closed_section (audience, round);
  `,
};

export const holderRecordTables: Migration = {
  name: "records of key holders",
  sql: `
    CREATE TABLE holder_record (
      position INTEGER PRIMARY KEY,
      epoch TEXT NOT NULL,
      json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX holder_record_epoch ON holder_record (epoch, position);
  `,
};

const hashBytes = 32;
/** Sixteen attempts of three holders, each of four steps, and more. */
const holderRecordsMax = 1000;
/** Gateway keys kept: two a day overlap, older ones are of no use. */
const gatewayKeysMax = 64;

export const ledgerOperations = {
  ledgerState: read((db) => ledgerState(db)),

  haltLedger: write((db, why: string | null) => {
    db.run("UPDATE ledger SET halted = ?", why);
  }),

  applySteps: write((db, steps: readonly LedgerStep[]): readonly RecordFault[] =>
    steps.flatMap((step) => applyStep(db, step)),
  ),

  commitments: read((db, from: number, limit: number): Uint8Array => {
    const rows = db.all(
      "SELECT hash FROM commitment WHERE position >= ? ORDER BY position LIMIT ?",
      from,
      limit,
    );
    const joined = new Uint8Array(rows.length * hashBytes);
    for (const [at, row] of rows.entries())
      joined.set(bytes(row, "hash", hashBytes), at * hashBytes);
    return joined;
  }),

  batch: read((db, round: number) => {
    const row = db.get("SELECT first, leaves FROM batch WHERE round = ?", round);
    if (row === undefined) return undefined;
    return { first: integer(row, "first"), leaves: integer(row, "leaves") };
  }),

  directories: read((db): readonly DirectoryFact[] =>
    db.all("SELECT * FROM directory ORDER BY epoch, revision").map((row) => ({
      epoch: text(row, "epoch"),
      revision: integer(row, "revision"),
      index: integer(row, "position"),
      salt: bytes(row, "salt", 32),
      leaf: text(row, "leaf"),
    })),
  ),

  gatewayKeys: read((db): readonly GatewayKeyFact[] =>
    db.all("SELECT * FROM gateway_key ORDER BY position").map((row) => ({
      config: bytes(row, "config"),
      fromMs: integer(row, "from_ms"),
      untilMs: integer(row, "until_ms"),
      index: integer(row, "position"),
    })),
  ),

  holderRecords: read((db, epoch: string): readonly HolderRecordFact[] =>
    db
      .all(
        "SELECT * FROM holder_record WHERE epoch = ? ORDER BY position LIMIT ?",
        epoch,
        holderRecordsMax,
      )
      .map((row) => ({
        index: integer(row, "position"),
        epoch: text(row, "epoch"),
        json: text(row, "json"),
      })),
  ),
};

function ledgerState(db: Reader): StoredLedgerState | undefined {
  const row = db.get("SELECT * FROM ledger");
  return row === undefined ? undefined : stateOf(row);
}

function stateOf(row: Row): StoredLedgerState {
  return {
    size: integer(row, "size"),
    frontier: bytes(row, "frontier"),
    checkpoint: text(row, "checkpoint"),
    round: integer(row, "round"),
    verifiedMs: integer(row, "verified_ms"),
    halted: optional(text, row, "halted") ?? null,
  };
}

function applyStep(db: Writer, step: LedgerStep): RecordFault[] {
  const before = ledgerState(db);
  const { state } = step;
  assert(step.first === (before?.size ?? 0), "a step begins where the ledger ends");
  assert(before === undefined || state.round > before.round, "rounds rise");
  assert(step.commitments.length === (state.size - step.first) * hashBytes, "a step is whole");
  db.run(
    `INSERT INTO ledger VALUES (1, :size, :frontier, :checkpoint, :round, :verifiedMs, NULL)
     ON CONFLICT DO UPDATE SET size = :size, frontier = :frontier, checkpoint = :checkpoint,
       round = :round, verified_ms = :verifiedMs`,
    { ...state },
  );
  for (let at = step.first; at < state.size; at += 1) {
    const start = (at - step.first) * hashBytes;
    const hash = step.commitments.slice(start, start + hashBytes);
    db.run("INSERT INTO commitment VALUES (?, ?)", at, hash);
  }
  const leaves = state.size - step.first;
  db.run("INSERT INTO batch VALUES (?, ?, ?)", state.round, step.first, leaves);
  addFacts(db, step);
  addMail(db, step.mail);
  return addRecords(db, step.records);
}

function addFacts(db: Writer, step: LedgerStep): void {
  if (step.community !== undefined) {
    db.run(
      `UPDATE identity SET community = :json, community_revision = :revision
       WHERE community_revision < :revision`,
      { ...step.community },
    );
  }
  for (const { epoch, revision, index, salt, leaf } of step.directories) {
    db.run(
      "INSERT INTO directory VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      epoch,
      revision,
      index,
      salt,
      leaf,
    );
  }
  replaceKeys(db, step.replacedKeyIds);
  for (const { index, config, fromMs, untilMs } of step.gatewayKeys) {
    db.run("INSERT INTO gateway_key VALUES (?, ?, ?, ?)", index, config, fromMs, untilMs);
  }
  if (step.gatewayKeys.length > 0) {
    db.run(
      `DELETE FROM gateway_key WHERE position NOT IN
         (SELECT position FROM gateway_key ORDER BY position DESC LIMIT ?)`,
      gatewayKeysMax,
    );
  }
  for (const { index, epoch, json } of step.holderRecords) {
    db.run("INSERT INTO holder_record VALUES (?, ?, ?)", index, epoch, json);
  }
  for (const { round, audience, epoch, why } of step.sections) {
    db.run("INSERT INTO closed_section VALUES (?, ?, ?, ?)", round, audience, epoch, why);
  }
}
