/**
 * How a verified record becomes part of what this node knows: the chain of a report's changes, its
 * body, and whether it is ours. What does not fit is given back, never half stored.
 */

import type { NewRecord, RecordFault } from "../../member/report-port.ts";
import {
  flag,
  integer,
  optional,
  type Reader,
  type Row,
  text,
  type Writer,
} from "../engine/index.ts";
import { ownKey } from "./identity-operations.ts";
import { publishQueued } from "./outbox-operations.ts";
import { packed } from "./packed-text.ts";

export function addRecords(db: Writer, records: readonly NewRecord[]): RecordFault[] {
  const faults: RecordFault[] = [];
  for (const record of records) {
    const why = addRecord(db, record);
    if (why !== undefined) faults.push({ index: record.index, why });
  }
  return faults;
}

interface Head {
  readonly id: string;
  readonly mine: boolean;
  readonly withdrawn: boolean;
  readonly published: boolean;
  readonly seq: number;
  readonly envelopeHash: string;
  readonly terms: string;
}

function addRecord(db: Writer, record: NewRecord): RecordFault["why"] | undefined {
  if (db.get("SELECT 1 AS found FROM change WHERE position = ?", record.index) !== undefined) {
    return undefined;
  }
  const head = headOf(db, record.pkSign);
  const fault = record.kind === "report" ? newFault(head, record) : changeFault(head, record);
  if (fault !== undefined) return fault;
  const mine = head?.mine ?? ownKey(db, record.pkSign) !== undefined;
  const report = head?.id ?? record.envelopeHash;
  if (head === undefined) insertReport(db, record, mine);
  else updateReport(db, record, report);
  db.run(
    "INSERT INTO change VALUES (NULL, ?, ?, ?, ?, ?, ?)",
    record.index,
    report,
    record.kind,
    record.round,
    record.publishedMs,
    record.envelope,
  );
  if (mine) keepOwn(db, record, report);
  return undefined;
}

/** One pseudonym is one report: a second one is a token or a leaf used again. */
function newFault(head: Head | undefined, record: NewRecord): RecordFault["why"] | undefined {
  if (head === undefined) return undefined;
  return head.published || head.id !== record.envelopeHash ? "doubled" : undefined;
}

function changeFault(head: Head | undefined, record: NewRecord): RecordFault["why"] | undefined {
  if (head === undefined || !head.published) return "orphan";
  if (head.withdrawn || head.terms !== termsOf(record) || record.seq <= head.seq) return "chain";
  if (record.seq === head.seq + 1) return record.prev === head.envelopeHash ? undefined : "chain";
  // The steps between may have been erased, which only a withdrawal does.
  return record.kind === "withdrawal" ? undefined : "orphan";
}

function headOf(db: Reader, pkSign: string): Head | undefined {
  const row = db.get(
    `SELECT id, mine, withdrawn, position, head_seq, head_hash, class, epoch, audience, author
     FROM report WHERE pk_sign = ?`,
    pkSign,
  );
  return row === undefined ? undefined : parseHead(row);
}

function parseHead(row: Row): Head {
  return {
    id: text(row, "id"),
    mine: flag(row, "mine"),
    withdrawn: flag(row, "withdrawn"),
    published: optional(integer, row, "position") !== undefined,
    seq: integer(row, "head_seq"),
    envelopeHash: text(row, "head_hash"),
    terms: termsOf({
      class: text(row, "class"),
      epoch: text(row, "epoch"),
      audience: text(row, "audience"),
      author: text(row, "author"),
    }),
  };
}

/** What no change of a report may change. */
function termsOf(of: Pick<NewRecord, "class" | "epoch" | "audience" | "author">): string {
  return [of.class, of.epoch, of.audience, of.author].join("\n");
}

function insertReport(db: Writer, record: NewRecord, mine: boolean): void {
  db.run(
    `INSERT INTO report VALUES (:id, :pkSign, :mine, :class, :epoch, :audience, :author,
       0, :id, :envelope, :body, 0, :index, :round, :publishedMs, :index)`,
    {
      id: record.envelopeHash,
      pkSign: record.pkSign,
      mine: mine ? 1 : 0,
      class: record.class,
      epoch: record.epoch,
      audience: record.audience,
      author: record.author,
      envelope: record.envelope,
      body: record.body === null ? null : packed(record.body),
      index: record.index,
      round: record.round,
      publishedMs: record.publishedMs,
    },
  );
}

function updateReport(db: Writer, record: NewRecord, report: string): void {
  db.run(
    `UPDATE report SET head_seq = :seq, head_hash = :hash, envelope = :envelope, body = :body,
       withdrawn = :withdrawn, position = :index, round = :round, published_ms = :publishedMs,
       rank = :index
     WHERE id = :report`,
    {
      seq: record.seq,
      hash: record.envelopeHash,
      envelope: record.envelope,
      body: record.body === null ? null : packed(record.body),
      withdrawn: record.kind === "withdrawal" ? 1 : 0,
      index: record.index,
      round: record.round,
      publishedMs: record.publishedMs,
      report,
    },
  );
}

/** Canonical JSON of the leaf, put together of its parts: names in the order of RFC 8785. */
function leafOf(record: NewRecord): string {
  const { body, envelope, signature, token, round } = record;
  const signed = `"signature":${JSON.stringify(signature)},"token":${JSON.stringify(token)}`;
  const submission = `{"body":${body ?? "null"},"envelope":${envelope},${signed}}`;
  return `{"kind":"submission","round":${round},"submission":${submission}}`;
}

/** The author keeps what a receipt needs; a restored node learns of its report here. */
function keepOwn(db: Writer, record: NewRecord, report: string): void {
  const place = ownKey(db, record.pkSign);
  if (place !== undefined) {
    db.run(
      "INSERT INTO own_report VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      report,
      place.master,
      place.number,
    );
  }
  db.run(
    "INSERT INTO own_leaf VALUES (?, ?, ?, ?, ?, ?)",
    record.index,
    report,
    record.seq,
    record.round,
    record.salt,
    leafOf(record),
  );
  publishQueued(db, record.envelopeHash, record.round);
}
