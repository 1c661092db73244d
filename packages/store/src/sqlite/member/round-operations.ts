/** One capsule a round: which round is taken, what it carries, which were missed. Schema, operations. */

import { assert } from "@tocsin/kernel";

import type { ClaimedPart, MissedRounds } from "../../member/outbox-port.ts";
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
import { claimedParcel, nextParcel, parcelSent } from "./parcel-operations.ts";

export const roundTables: Migration = {
  name: "rounds",
  sql: `
    CREATE TABLE sender (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      claimed INTEGER,
      open INTEGER NOT NULL,
      part_of INTEGER,
      sent INTEGER
    ) STRICT;
    INSERT INTO sender VALUES (1, NULL, 0, NULL, NULL);
    CREATE TABLE missed (
      from_round INTEGER PRIMARY KEY,
      to_round INTEGER NOT NULL,
      why TEXT NOT NULL
    ) STRICT;
  `,
};

/** Ranges of missed rounds kept. */
const missedMax = 1000;

export const roundOperations = {
  claimRound: write(
    (
      db,
      round: number,
      submission: Uint8Array,
      withPart: boolean,
    ): { readonly part: ClaimedPart | undefined } | undefined => {
      const sender = senderOf(db);
      const { claimed } = sender;
      if (claimed !== undefined && round <= claimed) return undefined;
      if (sender.open && claimed !== undefined) addMissed(db, claimed, claimed, "down");
      if (claimed !== undefined && round > claimed + 1)
        addMissed(db, claimed + 1, round - 1, "down");
      const next = withPart ? nextDue(db, round) : undefined;
      // The same statements for a dummy, with a number that no submission has.
      const number = next === undefined ? 0 : integer(next, "number");
      const parcel = withPart ? nextParcel(db, round) : undefined;
      const parcelNumber =
        parcel === undefined || next !== undefined ? 0 : integer(parcel, "number");
      db.run(
        `UPDATE outbox SET claimed = 1, submission = coalesce(submission, ?),
           first_round = coalesce(first_round, ?) WHERE number = ?`,
        submission,
        round,
        number,
      );
      db.run(
        "UPDATE sender SET claimed = ?, open = 1, part_of = ?, parcel = ?",
        round,
        number,
        parcelNumber,
      );
      if (next !== undefined) return { part: partOf(next, submission) };
      return { part: parcel === undefined ? undefined : claimedParcel(parcel, submission) };
    },
  ),

  settleRound: write((db, round: number, outcome: "sent" | MissedRounds["why"]) => {
    const sender = senderOf(db);
    if (sender.claimed !== round || !sender.open) return;
    db.run("UPDATE sender SET open = 0, sent = iif(?, claimed, sent)", outcome === "sent" ? 1 : 0);
    if (outcome !== "sent") {
      addMissed(db, round, round, outcome);
      return;
    }
    db.run(
      `UPDATE outbox SET parts_sent = parts_sent + 1, last_round = ?,
         stage = iif(parts_sent + 1 = parts, 'sent', stage)
       WHERE number = ? AND stage = 'queued'`,
      round,
      sender.partOf,
    );
    parcelSent(db, sender.parcel, round);
  }),

  lastRounds: read((db) => {
    const { claimed, sent } = senderOf(db);
    return { claimed: claimed ?? null, sent: sent ?? null };
  }),

  missedRounds: read((db, since: number, limit: number): readonly MissedRounds[] =>
    db
      .all(
        "SELECT * FROM missed WHERE to_round >= ? ORDER BY from_round DESC LIMIT ?",
        since,
        limit,
      )
      .map((row) => ({
        from: integer(row, "from_round"),
        to: integer(row, "to_round"),
        why: whyOf(text(row, "why")),
      })),
  ),
};

function senderOf(db: Reader) {
  const row = db.get("SELECT * FROM sender");
  assert(row, "the sender has its row");
  return {
    claimed: optional(integer, row, "claimed"),
    open: integer(row, "open") === 1,
    partOf: optional(integer, row, "part_of") ?? 0,
    parcel: optional(integer, row, "parcel") ?? 0,
    sent: optional(integer, row, "sent"),
  };
}

/** What was begun first, else the oldest; a change only after what it changes is published. */
function nextDue(db: Reader, round: number): Row | undefined {
  return db.get(
    `SELECT outbox.number, outbox.envelope_hash, outbox.submission, outbox.parts_sent,
       outbox.parts, outbox.bytes
     FROM outbox JOIN report ON report.id = outbox.report
     WHERE outbox.stage = 'queued' AND outbox.due_round <= ?
       AND (outbox.seq = 0 OR (report.position IS NOT NULL AND report.head_seq = outbox.seq - 1))
     ORDER BY outbox.parts_sent > 0 DESC, outbox.number LIMIT 1`,
    round,
  );
}

function partOf(row: Row, fresh: Uint8Array): ClaimedPart {
  return {
    envelopeHash: text(row, "envelope_hash"),
    submission: optional(bytes, row, "submission") ?? fresh,
    index: integer(row, "parts_sent"),
    count: integer(row, "parts"),
    bytes: bytes(row, "bytes"),
  };
}

function addMissed(db: Writer, from: number, to: number, why: MissedRounds["why"]): void {
  const joined = db.run(
    "UPDATE missed SET to_round = ? WHERE to_round = ? AND why = ?",
    to,
    from - 1,
    why,
  );
  if (joined > 0) return;
  db.run("INSERT INTO missed VALUES (?, ?, ?) ON CONFLICT DO NOTHING", from, to, why);
  db.run(
    `DELETE FROM missed WHERE from_round NOT IN
       (SELECT from_round FROM missed ORDER BY from_round DESC LIMIT ?)`,
    missedMax,
  );
}

function whyOf(why: string): MissedRounds["why"] {
  if (why === "unanswered" || why === "no-key" || why === "no-token" || why === "late") return why;
  assert(why === "down", "why a round was missed");
  return why;
}
