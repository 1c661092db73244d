/** Channels and their outbox. */

import type { ChannelRow, DispatchOutcome, DispatchRow } from "../../member/delivery-port.ts";
import {
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

export const deliveryTables: Migration = {
  name: "delivery",
  sql: `
    CREATE TABLE channel (
      id TEXT PRIMARY KEY,
      settings TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      filled_rank INTEGER NOT NULL,
      last_success_ms INTEGER,
      last_error TEXT,
      last_error_ms INTEGER
    ) STRICT;
    CREATE TABLE dispatch (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      channel TEXT NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
      warning INTEGER NOT NULL,
      rank INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'dead')),
      due_ms INTEGER NOT NULL,
      leased_until_ms INTEGER NOT NULL,
      tries INTEGER NOT NULL,
      UNIQUE (channel, rank)
    ) STRICT;
    CREATE INDEX dispatch_due ON dispatch (channel, due_ms) WHERE state = 'waiting';
  `,
};

/** Of one filling; the rest follows with the next. */
const filledMax = 1000;
/** Given up and kept for a replay; the oldest make room. */
const deadMax = 1000;

interface Claim {
  readonly channel: string;
  readonly nowMs: number;
  readonly leasedUntilMs: number;
  readonly limit: number;
}

export const deliveryOperations = {
  addChannel: write(
    (
      db,
      channel: { readonly id: string; readonly settings: string; readonly createdMs: number },
    ) => {
      db.run(
        `INSERT INTO channel (id, settings, created_ms, filled_rank)
         VALUES (?, ?, ?, (SELECT coalesce(max(rank), 0) FROM warning))`,
        channel.id,
        channel.settings,
        channel.createdMs,
      );
    },
  ),

  channels: read((db): ChannelRow[] =>
    db.all("SELECT * FROM channel ORDER BY created_ms, id").map((row) => channelOf(db, row)),
  ),

  removeChannel: write((db, id: string) => {
    db.run("DELETE FROM dispatch WHERE channel = ?", id);
    return db.run("DELETE FROM channel WHERE id = ?", id) === 1;
  }),

  fillChannel: write((db, channel: string, dueMs: number): number => {
    const row = db.get("SELECT filled_rank FROM channel WHERE id = ?", channel);
    if (row === undefined) return 0;
    const raised = db.all(
      `SELECT number, rank FROM warning WHERE rank > ? AND closed = 0 AND lead IS NULL
       ORDER BY rank LIMIT ?`,
      integer(row, "filled_rank"),
      filledMax,
    );
    for (const it of raised) {
      db.run(
        `INSERT INTO dispatch VALUES (NULL, ?, ?, ?, 'waiting', ?, 0, 0) ON CONFLICT DO NOTHING`,
        channel,
        integer(it, "number"),
        integer(it, "rank"),
        dueMs,
      );
    }
    const last = raised.at(-1);
    if (last === undefined) return 0;
    db.run("UPDATE channel SET filled_rank = ? WHERE id = ?", integer(last, "rank"), channel);
    return raised.length;
  }),

  claimDispatches: write((db, { channel, nowMs, leasedUntilMs, limit }: Claim): DispatchRow[] => {
    const rows = db.all(
      `SELECT * FROM dispatch WHERE channel = ? AND state = 'waiting' AND due_ms <= ?
         AND leased_until_ms <= ? ORDER BY due_ms, number LIMIT ?`,
      channel,
      nowMs,
      nowMs,
      limit,
    );
    const sql = "UPDATE dispatch SET leased_until_ms = ?, tries = tries + 1 WHERE number = ?";
    for (const row of rows) db.run(sql, leasedUntilMs, integer(row, "number"));
    return rows.map((row) => ({
      number: integer(row, "number"),
      channel: text(row, "channel"),
      warning: String(integer(row, "warning")),
      rank: integer(row, "rank"),
      tries: integer(row, "tries") + 1,
    }));
  }),

  settleDispatches: write(
    (
      db,
      rows: readonly { readonly number: number; readonly outcome: DispatchOutcome }[],
      nowMs: number,
    ) => {
      for (const { number, outcome } of rows) settleOne(db, number, outcome, nowMs);
    },
  ),

  replayChannel: write((db, channel: string, nowMs: number): number =>
    db.run(
      `UPDATE dispatch SET state = 'waiting', tries = 0, due_ms = ?, leased_until_ms = 0
       WHERE channel = ? AND state = 'dead'`,
      nowMs,
      channel,
    ),
  ),
};

function settleOne(db: Writer, number: number, outcome: DispatchOutcome, nowMs: number): void {
  const row = db.get("SELECT channel FROM dispatch WHERE number = ?", number);
  if (row === undefined) return;
  const channel = text(row, "channel");
  switch (outcome.kind) {
    case "sent":
      db.run("UPDATE channel SET last_success_ms = ? WHERE id = ?", nowMs, channel);
      db.run("DELETE FROM dispatch WHERE number = ?", number);
      return;
    case "passed":
      db.run("DELETE FROM dispatch WHERE number = ?", number);
      return;
    case "later":
      db.run(
        `UPDATE dispatch SET due_ms = ?, leased_until_ms = 0, tries = tries - 1 WHERE number = ?`,
        outcome.dueMs,
        number,
      );
      return;
    case "failed":
      db.run(
        "UPDATE dispatch SET due_ms = ?, leased_until_ms = 0 WHERE number = ?",
        outcome.dueMs,
        number,
      );
      tellError(db, channel, outcome.code, nowMs);
      return;
    case "dead":
      db.run("UPDATE dispatch SET state = 'dead', leased_until_ms = 0 WHERE number = ?", number);
      db.run(
        `DELETE FROM dispatch WHERE channel = ? AND state = 'dead' AND number NOT IN
           (SELECT number FROM dispatch WHERE channel = ? AND state = 'dead'
            ORDER BY number DESC LIMIT ?)`,
        channel,
        channel,
        deadMax,
      );
      tellError(db, channel, outcome.code, nowMs);
  }
}

function tellError(db: Writer, channel: string, code: string, nowMs: number): void {
  const sql = "UPDATE channel SET last_error = ?, last_error_ms = ? WHERE id = ?";
  db.run(sql, code, nowMs, channel);
}

function channelOf(db: Reader, row: Row): ChannelRow {
  const id = text(row, "id");
  const code = optional(text, row, "last_error");
  const atMs = optional(integer, row, "last_error_ms");
  const count = (state: string): number =>
    integer(
      db.get("SELECT count(*) AS n FROM dispatch WHERE channel = ? AND state = ?", id, state) ?? {},
      "n",
    );
  return {
    id,
    settings: text(row, "settings"),
    createdMs: integer(row, "created_ms"),
    lastSuccessMs: optional(integer, row, "last_success_ms") ?? null,
    lastError: code === undefined || atMs === undefined ? null : { code, atMs },
    waiting: count("waiting"),
    dead: count("dead"),
  };
}
