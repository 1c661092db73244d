/** What leaves in one capsule beside reports: schema and operations. */

import { assert } from "@tocsin/kernel";

import {
  type ParcelKind,
  parcelKinds,
  type ParcelRow,
  type QueuedParcel,
} from "../../member/mail-port.ts";
import type { ClaimedPart } from "../../member/outbox-port.ts";
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
import { releaseToken, spendHeldToken } from "./token-operations.ts";

export const parcelTables: Migration = {
  name: "parcels",
  sql: `
    CREATE TABLE parcel (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      rank INTEGER NOT NULL,
      place INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('queued', 'sent', 'published', 'lost')),
      losses INTEGER NOT NULL,
      last_round INTEGER,
      due_round INTEGER NOT NULL,
      until_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX parcel_next ON parcel (rank, place, number) WHERE stage = 'queued';
    CREATE INDEX parcel_sent ON parcel (last_round) WHERE stage = 'sent';
    ALTER TABLE sender ADD COLUMN parcel INTEGER;
  `,
};

/** Times that a parcel is sent: after it, its token was taken by another or its bytes are refused. */
const attemptsMax = 4;
/** Parcels that are remembered after they were published or given up. */
const settledMax = 20_000;

export const parcelOperations = {
  queueParcels: write((db, parcels: readonly QueuedParcel[]) => {
    queueParcels(db, parcels);
  }),

  parcel: read((db, id: string): ParcelRow | undefined => {
    const row = db.get("SELECT id, kind, stage, last_round FROM parcel WHERE id = ?", id);
    return row === undefined ? undefined : parcelOf(row);
  }),

  waitingParcels: read((db, kind: ParcelKind): number =>
    integer(
      db.get(
        "SELECT count(*) AS n FROM parcel WHERE kind = ? AND stage IN ('queued', 'sent')",
        kind,
      ) ?? {},
      "n",
    ),
  ),

  foundParcels: write((db, ids: readonly string[], round: number) => {
    for (const id of ids) publishParcel(db, id, round);
  }),

  resendParcels: write((db, heard: number, rounds: number, nowMs: number): readonly string[] => {
    const late = db.all(
      "SELECT number FROM parcel WHERE stage = 'sent' AND last_round + ? <= ?",
      rounds,
      heard,
    );
    for (const row of late) {
      db.run(
        `UPDATE parcel SET losses = losses + 1, due_round = ? + (1 << losses),
           stage = iif(losses + 1 >= ?, 'lost', 'queued') WHERE number = ?`,
        heard,
        attemptsMax,
        integer(row, "number"),
      );
    }
    db.run(
      "UPDATE parcel SET stage = 'lost' WHERE stage IN ('queued', 'sent') AND until_ms <= ?",
      nowMs,
    );
    const lost = db.all("SELECT id FROM parcel WHERE stage = 'lost' AND length(bytes) > 0");
    db.run("UPDATE parcel SET bytes = x'' WHERE stage = 'lost' AND length(bytes) > 0");
    db.run(
      `DELETE FROM parcel WHERE stage IN ('published', 'lost') AND number <
         (SELECT max(number) FROM parcel) - ?`,
      settledMax,
    );
    return lost.map((row) => text(row, "id"));
  }),
};

/** Durable with its transaction. */
export function queueParcels(db: Writer, parcels: readonly QueuedParcel[]): void {
  for (const { id, kind, bytes: payload, token, untilMs, order, dueRound } of parcels) {
    const added = db.run(
      `INSERT INTO parcel VALUES (NULL, ?, ?, ?, ?, ?, 'queued', 0, NULL, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
      id,
      kind,
      parcelKinds.indexOf(kind),
      order ?? 0,
      payload,
      dueRound ?? 0,
      untilMs,
    );
    if (token === null) continue;
    if (added === 1) spendHeldToken(db, token);
    else releaseToken(db, token, "held");
  }
}

/** It was seen in a batch; true where it is one of ours. */
export function publishParcel(db: Writer, id: string, round: number): boolean {
  const changed = db.run(
    "UPDATE parcel SET stage = 'published', bytes = x'', last_round = ? WHERE id = ?",
    round,
    id,
  );
  return changed > 0;
}

/** The next one that may leave in this round. */
export function nextParcel(db: Reader, round: number): Row | undefined {
  return db.get(
    `SELECT number, id, bytes FROM parcel WHERE stage = 'queued' AND due_round <= ?
     ORDER BY rank, place, number LIMIT 1`,
    round,
  );
}

export function claimedParcel(row: Row, fresh: Uint8Array): ClaimedPart {
  return {
    envelopeHash: text(row, "id"),
    submission: fresh,
    index: 0,
    count: 1,
    bytes: bytes(row, "bytes"),
  };
}

/**
 * The capsule with it was taken. For what is in no batch by itself this is the acknowledgement: a vote is told
 * in coarse counts, a stake in the leaf of the next day, an appeal to the operator alone.
 */
export function parcelSent(db: Writer, number: number, round: number): void {
  db.run(
    `UPDATE parcel SET stage = iif(kind IN ('vote', 'refund', 'appeal'), 'published', 'sent'), last_round = ?
     WHERE number = ? AND stage = 'queued'`,
    round,
    number,
  );
}

function parcelOf(row: Row): ParcelRow {
  const kind = parcelKinds.find((it) => it === text(row, "kind"));
  assert(kind, "kind of a parcel");
  return {
    id: text(row, "id"),
    kind,
    state: stateOf(text(row, "stage")),
    round: optional(integer, row, "last_round") ?? null,
  };
}

function stateOf(stage: string): ParcelRow["state"] {
  if (stage === "sent" || stage === "published" || stage === "lost") return stage;
  return "waiting";
}
