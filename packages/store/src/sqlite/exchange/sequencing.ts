/** The one write that makes a round: everything in one transaction, or nothing. */

import { assert, type Round } from "@tocsin/kernel";

import type {
  CarriedSubmission,
  LedgerHead,
  ReportHead,
  RoundCommit,
  Spend,
  WaitingPart,
} from "../../exchange-store.ts";
import {
  bytes,
  checkRow,
  flag,
  integer,
  optional,
  read,
  type Reader,
  rowSum,
  text,
  write,
  type Writer,
} from "../engine/index.ts";
import { audience, epoch, round } from "./columns.ts";
import { addToCounter, counter } from "./counter.ts";
import { insertLeaves } from "./leaves.ts";
import { isSpent, spendAll } from "./spent.ts";
import { addAppeal, addRefunds, eraseRefund } from "./stakes.ts";
import { insertTags, withdrawTag } from "./tags.ts";
import { addTies, dropTies, forgetTiesOf } from "./ties.ts";
import { addVotes } from "./votes.ts";
import { eraseBefore } from "./withdrawal.ts";

const submissionIdBytes = 16;
const carriedMax = 4096;

export const sequencingOperations = {
  head: read((db) => head(db)),

  waiting: read((db, submissions: readonly Uint8Array[]) => ({
    parts: submissions.flatMap((id) => partsOf(db, id)),
    partsInAll: counter(db, "parts"),
    carried: db
      .all("SELECT id, bytes FROM carried ORDER BY id LIMIT ?", carriedMax)
      .map((row): CarriedSubmission => ({ id: bytes(row, "id"), bytes: bytes(row, "bytes") })),
  })),

  standing: read((db, pkSigns: readonly Uint8Array[], spends: readonly Spend[]) => ({
    heads: pkSigns.map((pkSign) => reportHead(db, pkSign)),
    spent: spends.map((spend) => isSpent(db, spend)),
  })),

  commitRound: write((db, commit: RoundCommit) => {
    const before = head(db);
    const { expected } = commit;
    if (before.size !== expected.size || before.round !== expected.round) return "moved";
    if (commit.spends.some((spend) => isSpent(db, spend))) return "spent";
    assert(before.round === null || commit.round > before.round, "rounds rise");
    assert((commit.checkpoint === null) === (commit.leaves.length === 0), "checkpoint of leaves");
    spendAll(db, commit.spends);
    insertTags(db, commit.tags);
    for (const withdrawn of commit.tagsOff) withdrawTag(db, withdrawn);
    addVotes(db, commit.votes);
    addTies(db, commit.ties);
    dropTies(db, commit.tiesOff);
    addRefunds(db, commit.refunds, commit.day);
    for (const pkSign of commit.refundsTold) eraseRefund(db, pkSign);
    for (const appeal of commit.appeals) addAppeal(db, appeal);
    insertLeaves(db, before.size, commit.leaves);
    for (const tile of commit.tiles) {
      db.run("INSERT OR REPLACE INTO tile VALUES (?, ?, ?)", tile.level, tile.index, tile.hashes);
    }
    for (const known of commit.heads) {
      writeHead(db, known);
      if (known.withdrawn) forgetTiesOf(db, known.report);
    }
    writeLedger(db, before, commit);
    for (const position of commit.withdrawals) eraseBefore(db, position);
    for (const { id, position } of commit.notices) sequenceNotice(db, id, position);
    keepParts(db, commit);
    return "committed";
  }),
};

function head(db: Reader): LedgerHead {
  const row = db.get("SELECT size, round, checkpoint, sum FROM ledger WHERE only = 1");
  if (row === undefined) return { size: 0, round: null, checkpoint: null };
  checkRow(row, "sum", "size", "round", "checkpoint");
  return {
    size: integer(row, "size"),
    round: optional(round, row, "round") ?? null,
    checkpoint: optional(text, row, "checkpoint") ?? null,
  };
}

function writeLedger(db: Writer, before: LedgerHead, commit: RoundCommit): void {
  const size = before.size + commit.leaves.length;
  const checkpoint = commit.checkpoint ?? before.checkpoint;
  db.run(
    "INSERT OR REPLACE INTO ledger VALUES (1, ?, ?, ?, ?)",
    size,
    commit.round,
    checkpoint,
    rowSum(size, commit.round, checkpoint),
  );
  if (commit.checkpoint === null) return;
  const values = [commit.round, before.size, commit.leaves.length, commit.checkpoint] as const;
  db.run("INSERT INTO batch VALUES (?, ?, ?, ?, NULL, ?)", ...values, rowSum(...values));
}

function sequenceNotice(db: Writer, id: Uint8Array, position: number): void {
  const row = db.get("SELECT kind, leaf FROM notice WHERE id = ? AND position IS NULL", id);
  assert(row, "notice that waits");
  // One a day for years, and each is read from the ledger: only the newest is kept to answer the issuer.
  if (text(row, "kind") === "refunds-signed") {
    db.run("DELETE FROM notice WHERE kind = 'refunds-signed' AND position IS NOT NULL");
  }
  // One for each delivery: the ledger has them, and nothing asks for them here again.
  if (["use-receipt", "delivery"].includes(text(row, "kind"))) {
    db.run("DELETE FROM notice WHERE id = ?", id);
    return;
  }
  const sum = rowSum(id, text(row, "kind"), position, bytes(row, "leaf"));
  db.run("UPDATE notice SET position = ?, sum = ? WHERE id = ?", position, sum, id);
}

function reportHead(db: Reader, pkSign: Uint8Array): ReportHead | null {
  const row = db.get("SELECT * FROM report WHERE pk_sign = ?", pkSign);
  if (row === undefined) return null;
  checkRow(row, "sum", ...reportColumns);
  return {
    pkSign: bytes(row, "pk_sign", 32),
    report: bytes(row, "report", 32),
    envelope: bytes(row, "envelope", 32),
    seq: integer(row, "seq"),
    class: text(row, "class"),
    epoch: epoch(row, "epoch"),
    audience: audience(row, "audience"),
    author: bytes(row, "author", 32),
    withdrawn: flag(row, "withdrawn"),
    position: integer(row, "position"),
  };
}

const reportColumns = [
  "pk_sign",
  "report",
  "envelope",
  "seq",
  "class",
  "epoch",
  "audience",
  "author",
  "withdrawn",
  "position",
] as const;

function writeHead(db: Writer, known: ReportHead): void {
  const values = [
    known.pkSign,
    known.report,
    known.envelope,
    known.seq,
    known.class,
    known.epoch,
    known.audience,
    known.author,
    known.withdrawn ? 1 : 0,
    known.position,
  ] as const;
  db.run(
    "INSERT OR REPLACE INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ...values,
    rowSum(...values),
  );
}

function partsOf(db: Reader, submission: Uint8Array): WaitingPart[] {
  return db
    .all(
      "SELECT submission, number, count, payload FROM part WHERE submission = ? ORDER BY number",
      submission,
    )
    .map((row) => ({
      submission: bytes(row, "submission", submissionIdBytes),
      index: integer(row, "number"),
      count: integer(row, "count"),
      payload: bytes(row, "payload"),
    }));
}

function keepParts(db: Writer, commit: RoundCommit): void {
  let step = 0;
  for (const part of commit.partsKept) step += keepPart(db, part, commit.round);
  for (const submission of commit.partsDone) {
    step -= db.run("DELETE FROM part WHERE submission = ?", submission);
  }
  addToCounter(db, "parts", step);
  for (const { id, bytes: whole } of commit.carried) {
    db.run("INSERT INTO carried VALUES (?, ?) ON CONFLICT DO NOTHING", id, whole);
  }
  for (const id of commit.carriedDone) db.run("DELETE FROM carried WHERE id = ?", id);
}

function keepPart(db: Writer, part: WaitingPart, of: Round): number {
  return db.run(
    "INSERT INTO part VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    part.submission,
    part.index,
    part.count,
    of,
    part.payload,
  );
}
