/**
 * What waits to leave. `queueSubmission` is for operations of other rooms too: what they change and
 * the queueing are then one transaction. Schema and operations.
 */

import { assert, TocsinError } from "@tocsin/kernel";

import type { QueuedSubmission } from "../../member/outbox-port.ts";
import type { DeliveryRow } from "../../member/report-port.ts";
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
import { addOwnKeys } from "./identity-operations.ts";
import { packed } from "./packed-text.ts";
import { releaseToken, spendHeldToken } from "./token-operations.ts";

export const outboxTables: Migration = {
  name: "outbox",
  sql: `
    CREATE TABLE outbox (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      envelope_hash TEXT NOT NULL UNIQUE,
      report TEXT NOT NULL REFERENCES report (id),
      kind TEXT NOT NULL,
      seq INTEGER NOT NULL,
      envelope TEXT NOT NULL,
      bytes BLOB NOT NULL,
      parts INTEGER NOT NULL,
      parts_sent INTEGER NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('queued', 'sent', 'published', 'refused')),
      claimed INTEGER NOT NULL,
      losses INTEGER NOT NULL,
      submission BLOB,
      first_round INTEGER,
      last_round INTEGER,
      due_round INTEGER NOT NULL,
      token INTEGER,
      until_ms INTEGER
    ) STRICT;
    CREATE INDEX outbox_stage ON outbox (stage, number);
    CREATE INDEX outbox_report ON outbox (report, seq);
  `,
};

/** Ranks of what is not published yet: above every ledger position. */
const unpublishedRank = 2 ** 50;
/** Losses after which a person is told. */
const lossesTold = 2;
/** The distance between attempts doubles up to this many rounds. */
const waitRoundsMax = 1024;

export const outboxOperations = {
  queueSubmission: write((db, queued: QueuedSubmission) => {
    queueSubmission(db, queued);
  }),

  undoSubmission: write((db, report: string): "undone" | "unknown" | "left" => {
    const row = db.get(
      `SELECT envelope_hash, seq, stage, claimed, token FROM outbox WHERE report = ?
       ORDER BY seq DESC LIMIT 1`,
      report,
    );
    if (row === undefined) return "unknown";
    if (text(row, "stage") !== "queued" || integer(row, "claimed") === 1) return "left";
    db.run("DELETE FROM outbox WHERE envelope_hash = ?", text(row, "envelope_hash"));
    if (integer(row, "seq") === 0) {
      db.run("DELETE FROM own_report WHERE report = ?", report);
      db.run("DELETE FROM report WHERE id = ? AND position IS NULL", report);
      const token = optional(integer, row, "token");
      if (token !== undefined) releaseToken(db, token, "spent");
    }
    return "undone";
  }),

  waitingCount: read((db) =>
    integer(
      db.get("SELECT count(*) AS n FROM outbox WHERE stage IN ('queued', 'sent')") ?? {},
      "n",
    ),
  ),

  resendMissing: write((db, heard: number, rounds: number): readonly string[] => {
    const rows = db.all(
      `SELECT outbox.number, outbox.report, outbox.losses FROM outbox
       JOIN report ON report.id = outbox.report
       WHERE outbox.stage = 'sent' AND outbox.last_round + ? <= ?
         AND NOT EXISTS (SELECT 1 FROM closed_section
           WHERE closed_section.audience = report.audience
             AND closed_section.round >= outbox.first_round)`,
      rounds,
      heard,
    );
    const told: string[] = [];
    for (const row of rows) {
      const losses = integer(row, "losses") + 1;
      const wait = losses === 1 ? 0 : Math.min(2 ** losses, waitRoundsMax);
      db.run(
        `UPDATE outbox SET stage = 'queued', parts_sent = 0, submission = NULL, losses = ?,
           due_round = ? WHERE number = ?`,
        losses,
        heard + wait,
        integer(row, "number"),
      );
      if (losses === lossesTold) told.push(text(row, "report"));
    }
    return told;
  }),

  refuseExpired: write((db, nowMs: number): readonly string[] => {
    const rows = db.all(
      `SELECT number, report FROM outbox
       WHERE stage IN ('queued', 'sent') AND until_ms IS NOT NULL AND until_ms <= ?`,
      nowMs,
    );
    for (const row of rows) {
      db.run("UPDATE outbox SET stage = 'refused' WHERE number = ?", integer(row, "number"));
      // A change of what was never accepted has nothing to change.
      db.run(
        "UPDATE outbox SET stage = 'refused' WHERE report = ? AND stage IN ('queued', 'sent')",
        text(row, "report"),
      );
    }
    return rows.map((row) => text(row, "report"));
  }),
};

/** Durable with its transaction: it leaves in the next rounds. Throws `change-waiting`. */
export function queueSubmission(db: Writer, queued: QueuedSubmission): void {
  if (queued.kind === "report") addReport(db, queued);
  else assertChangeable(db, queued);
  db.run(
    `INSERT INTO outbox VALUES (NULL, :hash, :report, :kind, :seq, :envelope, :bytes, :parts,
       0, 'queued', 0, 0, NULL, NULL, NULL, 0, :token, :untilMs)`,
    {
      hash: queued.envelopeHash,
      report: queued.report,
      kind: queued.kind,
      seq: queued.seq,
      envelope: queued.envelope,
      bytes: queued.bytes,
      parts: queued.parts,
      token: queued.token,
      untilMs: queued.untilMs,
    },
  );
}

/** The ledger has it, found by the hash of its envelope; so all parts arrived, whatever was answered. */
export function publishQueued(db: Writer, envelopeHash: string, round: number): void {
  db.run(
    `UPDATE outbox SET stage = 'published', parts_sent = parts, bytes = x'', last_round = ?
       WHERE envelope_hash = ?`,
    round,
    envelopeHash,
  );
  // What was said of its loss is over with the same transaction.
  db.run(
    `DELETE FROM alarm WHERE code = 'report-lost' AND subject IN
       (SELECT report FROM outbox WHERE envelope_hash = ?)`,
    envelopeHash,
  );
}

/** The newest change that is not in the ledger yet. */
export function newestQueued(
  db: Reader,
  report: string,
): { readonly envelope: string; readonly kind: string } | undefined {
  const row = db.get(
    `SELECT envelope, kind FROM outbox WHERE report = ? AND stage IN ('queued', 'sent')
     ORDER BY seq DESC LIMIT 1`,
    report,
  );
  return row === undefined
    ? undefined
    : { envelope: text(row, "envelope"), kind: text(row, "kind") };
}

export function newestDelivery(db: Reader, report: string): DeliveryRow | undefined {
  const row = db.get(
    "SELECT * FROM outbox WHERE report = ? ORDER BY seq DESC, number DESC LIMIT 1",
    report,
  );
  return row === undefined ? undefined : deliveryOf(row);
}

function deliveryOf(row: Row): DeliveryRow {
  const losses = integer(row, "losses");
  return {
    state: stateOf(row, losses),
    parts: integer(row, "parts"),
    partsSent: integer(row, "parts_sent"),
    round: optional(integer, row, "last_round") ?? null,
    attempts: losses + 1,
  };
}

function stateOf(row: Row, losses: number): string {
  const stage = text(row, "stage");
  if (stage === "published" || stage === "refused") return stage;
  if (losses >= lossesTold) return "lost";
  if (losses > 0) return "resending";
  if (stage === "sent") return "sent";
  return integer(row, "claimed") === 1 ? "sending" : "waiting";
}

function addReport(db: Writer, queued: QueuedSubmission): void {
  assert(queued.token !== null, "a token pays for a report");
  spendHeldToken(db, queued.token);
  const { pkSign, master, number } = queued;
  addOwnKeys(db, [{ pkSign, master, number }]);
  const top = db.get("SELECT max(rank) AS top FROM report") ?? {};
  const rank = Math.max(unpublishedRank, (optional(integer, top, "top") ?? 0) + 1);
  db.run(
    `INSERT INTO report VALUES (:id, :pkSign, 1, :class, :epoch, :audience, :author, 0, :id,
       :envelope, :body, 0, NULL, NULL, NULL, :rank)`,
    {
      id: queued.report,
      pkSign,
      class: queued.class,
      epoch: queued.epoch,
      audience: queued.audience,
      author: queued.author,
      envelope: queued.envelope,
      body: queued.body === null ? null : packed(queued.body),
      rank,
    },
  );
  db.run("INSERT INTO own_report VALUES (?, ?, ?)", queued.report, master, number);
}

function assertChangeable(db: Writer, queued: QueuedSubmission): void {
  const before = newestQueued(db, queued.report);
  if (before === undefined) return;
  const follows = queued.kind === "withdrawal" && before.kind !== "withdrawal";
  if (!follows) throw new TocsinError("change-waiting");
}
