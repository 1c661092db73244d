/** The operations of a key holder's store. */

import { type Epoch, type Round, TocsinError } from "@tocsin/kernel";

import type {
  AnsweredBatch,
  BatchOutcome,
  HolderLedgerPlace,
  HolderLedgerStep,
  HolderRecordRow,
  ShareRow,
} from "../../keyholder-store.ts";
import {
  bytes,
  checkRow,
  integer,
  optional,
  read,
  type Reader,
  type Row,
  rowSum,
  text,
  write,
} from "../engine/index.ts";

const epochPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;
/** A ceremony has three attempts' worth of records at most times; sixteen in the worst. */
const recordsMax = 1000;
const sharesMax = 1200;

export const ledgerOperations = {
  ledgerPlace: read((db): HolderLedgerPlace | undefined => {
    const row = db.get("SELECT * FROM place");
    if (row === undefined) return undefined;
    checkRow(row, "sum", "round", "frontier", "note");
    const round = integer(row, "round") as Round;
    return { round, frontier: bytes(row, "frontier"), note: text(row, "note") };
  }),

  advance: write((db, { place, records }: HolderLedgerStep) => {
    const { round, frontier, note } = place;
    const sum = rowSum(round, frontier, note);
    db.run("INSERT OR REPLACE INTO place VALUES (1, ?, ?, ?, ?)", round, frontier, note, sum);
    for (const { index, epoch, document } of records) {
      const values = [index, epoch, document] as const;
      db.run("INSERT INTO record VALUES (?, ?, ?, ?)", ...values, rowSum(...values));
    }
  }),

  records: read((db, epoch: Epoch): HolderRecordRow[] =>
    db
      .all("SELECT * FROM record WHERE epoch = ? ORDER BY position LIMIT ?", epoch, recordsMax)
      .map((row) => {
        checkRow(row, "sum", "position", "epoch", "document");
        const index = integer(row, "position");
        return { index, epoch: epochOf(row), document: text(row, "document") };
      }),
  ),

  roster: read((db): string | undefined => {
    const row = db.get("SELECT * FROM roster");
    if (row === undefined) return undefined;
    checkRow(row, "sum", "value");
    return text(row, "value");
  }),

  saveRoster: write((db, roster: string) => {
    db.run("INSERT OR REPLACE INTO roster VALUES (1, ?, ?)", roster, rowSum(roster));
  }),
};

export const ceremonyOperations = {
  seed: read((db, epoch: Epoch) => seedOf(db, epoch)),

  addSeed: write((db, epoch: Epoch, sealed: Uint8Array): Uint8Array => {
    const known = seedOf(db, epoch);
    if (known !== undefined) return known;
    db.run("INSERT INTO seed VALUES (?, ?, ?)", epoch, sealed, rowSum(epoch, sealed));
    return sealed;
  }),

  dropSeed: write((db, epoch: Epoch) => {
    db.run("DELETE FROM seed WHERE epoch = ?", epoch);
  }),

  shares: read((db): ShareRow[] =>
    db.all("SELECT * FROM share ORDER BY epoch LIMIT ?", sharesMax).map((row) => {
      checkRow(row, "sum", "epoch", "attempt", "sealed");
      const sealed = optional(bytes, row, "sealed") ?? null;
      return { epoch: epochOf(row), attempt: integer(row, "attempt"), sealed };
    }),
  ),

  saveShare: write((db, epoch: Epoch, attempt: number, sealed: Uint8Array) => {
    const sum = rowSum(epoch, attempt, sealed);
    db.run("INSERT OR REPLACE INTO share VALUES (?, ?, ?, ?)", epoch, attempt, sealed, sum);
  }),

  destroyShare: write((db, epoch: Epoch) => {
    db.run("DELETE FROM seed WHERE epoch = ?", epoch);
    const row = db.get("SELECT attempt FROM share WHERE epoch = ?", epoch);
    if (row === undefined) return;
    const sum = rowSum(epoch, integer(row, "attempt"), null);
    db.run("UPDATE share SET sealed = NULL, sum = ? WHERE epoch = ?", sum, epoch);
  }),
};

export const batchOperations = {
  batch: read((db, member: string, slot: number, quorum: string) => {
    const known = batchIn(db, member, slot, quorum);
    return known.batch && { batch: known.batch, answer: known.answer };
  }),

  recordBatch: write((db, answered: AnsweredBatch): BatchOutcome => {
    const { member, slot, quorum, batch, answer } = answered;
    const known = batchIn(db, member, slot, quorum);
    if (known.batch !== undefined && !isSame(known.batch, batch)) return { is: "used" };
    if (known.answer !== null) return { is: "same", answer: known.answer };
    const values = [slot, member, quorum, batch, answer] as const;
    db.run("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)", ...values, rowSum(...values));
    return { is: "recorded", answer };
  }),

  sweepBatches: write((db, before: number, rowsMax: number) =>
    db.run(
      `DELETE FROM batch WHERE (slot, member, quorum) IN
         (SELECT slot, member, quorum FROM batch WHERE slot < ? LIMIT ?)`,
      before,
      rowsMax,
    ),
  ),
};

/** The batch of the slot whatever its quorum, and the answer in this one. */
function batchIn(db: Reader, member: string, slot: number, quorum: string) {
  const rows = db.all("SELECT * FROM batch WHERE slot = ? AND member = ?", slot, member);
  let batch: Uint8Array | undefined;
  let answer: Uint8Array | null = null;
  for (const row of rows) {
    checkRow(row, "sum", "slot", "member", "quorum", "batch", "answer");
    batch = bytes(row, "batch", 32);
    if (row["quorum"] === quorum) answer = bytes(row, "answer");
  }
  return { batch, answer };
}

function seedOf(db: Reader, epoch: Epoch): Uint8Array | undefined {
  const row = db.get("SELECT * FROM seed WHERE epoch = ?", epoch);
  if (row === undefined) return undefined;
  checkRow(row, "sum", "epoch", "sealed");
  return bytes(row, "sealed");
}

function epochOf(row: Row): Epoch {
  const value = text(row, "epoch");
  if (!epochPattern.test(value)) throw new TocsinError("store-damaged", { detail: "column epoch" });
  return value as Epoch;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
