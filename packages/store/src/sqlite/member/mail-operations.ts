/** Messages of the ledger, letters that were opened, rooms and their keys: schema and operations. */

import { assert } from "@tocsin/kernel";

import type {
  LedgerMail,
  LetterRow,
  MailChange,
  MailDraftRow,
  MailKeyRow,
  NewMessage,
  NewPosting,
  NewRuling,
  NewTally,
  RoomRow,
} from "../../member/mail-port.ts";
import {
  bytes,
  flag,
  integer,
  type Migration,
  optional,
  read,
  type Row,
  text,
  write,
  type Writer,
} from "../engine/index.ts";
import { publishParcel, queueParcels } from "./parcel-operations.ts";
import { addTies } from "./tie-operations.ts";

export const mailTables: Migration = {
  name: "mail",
  sql: `
    CREATE TABLE message (
      position INTEGER PRIMARY KEY,
      round INTEGER NOT NULL,
      published_ms INTEGER NOT NULL,
      id TEXT NOT NULL,
      sealed BLOB NOT NULL
    ) STRICT;
    CREATE TABLE posting (
      position INTEGER PRIMARY KEY,
      round INTEGER NOT NULL,
      kind TEXT NOT NULL,
      json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX posting_kind ON posting (kind, position);
    CREATE TABLE mail_key (
      pk TEXT PRIMARY KEY,
      secret BLOB NOT NULL,
      psk BLOB,
      purpose TEXT NOT NULL,
      ref TEXT NOT NULL,
      until_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE letter (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      ref TEXT NOT NULL,
      mine INTEGER NOT NULL,
      json TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      position INTEGER,
      unread INTEGER NOT NULL,
      parcel TEXT
    ) STRICT;
    CREATE INDEX letter_ref ON letter (ref, number);
    CREATE INDEX letter_unread ON letter (unread) WHERE unread = 1;
    CREATE INDEX letter_parcel ON letter (parcel) WHERE parcel IS NOT NULL;
    CREATE TABLE room (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      json TEXT NOT NULL,
      changed_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE mail_draft (
      id TEXT PRIMARY KEY,
      json TEXT NOT NULL,
      created_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE tally (report TEXT PRIMARY KEY, position INTEGER NOT NULL, counts TEXT NOT NULL)
      STRICT;
    CREATE TABLE ruling (report TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL)
      STRICT;
  `,
};

/** Messages that wait to be tried: beyond it the oldest are given up, as an alarm would say. */
const lettersMax = 50_000;
const roomsMax = 1000;

export const mailOperations = {
  addLateMail: write((db, mail: LedgerMail) => {
    addMail(db, mail);
  }),

  untriedMessages: read((db, after: number, limit: number): readonly NewMessage[] =>
    db
      .all("SELECT * FROM message WHERE position > ? ORDER BY position LIMIT ?", after, limit)
      .map((row) => ({
        index: integer(row, "position"),
        round: integer(row, "round"),
        publishedMs: integer(row, "published_ms"),
        id: text(row, "id"),
        sealed: bytes(row, "sealed"),
      })),
  ),

  applyMail: write((db, change: MailChange) => {
    for (const position of change.tried ?? []) {
      db.run("DELETE FROM message WHERE position = ?", position);
    }
    for (const letter of change.letters ?? []) addLetter(db, letter);
    for (const { id, state, json, changedMs } of change.rooms ?? []) {
      db.run("INSERT OR REPLACE INTO room VALUES (?, ?, ?, ?)", id, state, json, changedMs);
    }
    for (const pk of change.dropKeys ?? []) db.run("DELETE FROM mail_key WHERE pk = ?", pk);
    for (const { pk, secret, psk, purpose, ref, untilMs } of change.keys ?? []) {
      db.run(
        "INSERT OR REPLACE INTO mail_key VALUES (?, ?, ?, ?, ?, ?)",
        ...[pk, secret, psk, purpose, ref, untilMs],
      );
    }
    for (const { id, json, createdMs } of change.drafts ?? []) {
      db.run("INSERT OR REPLACE INTO mail_draft VALUES (?, ?, ?)", id, json, createdMs);
    }
    for (const id of change.dropDrafts ?? []) db.run("DELETE FROM mail_draft WHERE id = ?", id);
    queueParcels(db, change.parcels ?? []);
  }),

  postingsAfter: read((db, kind: string, index: number, limit: number): readonly NewPosting[] =>
    db
      .all(
        "SELECT * FROM posting WHERE kind = ? AND position > ? ORDER BY position LIMIT ?",
        ...[kind, index, limit],
      )
      .map((row) => ({
        index: integer(row, "position"),
        round: integer(row, "round"),
        kind: text(row, "kind"),
        json: text(row, "json"),
      })),
  ),

  dropPostings: write((db, kind: string, throughIndex: number) => {
    db.run("DELETE FROM posting WHERE kind = ? AND position <= ?", kind, throughIndex);
  }),

  mailKeys: read((db, nowMs: number): readonly MailKeyRow[] =>
    db.all("SELECT * FROM mail_key WHERE until_ms > ? ORDER BY pk", nowMs).map((row) => ({
      pk: text(row, "pk"),
      secret: bytes(row, "secret", 32),
      psk: optional((from, column) => bytes(from, column, 32), row, "psk") ?? null,
      purpose: purposeOf(text(row, "purpose")),
      ref: text(row, "ref"),
      untilMs: integer(row, "until_ms"),
    })),
  ),

  rooms: read((db): readonly RoomRow[] =>
    db.all("SELECT * FROM room ORDER BY changed_ms DESC, id LIMIT ?", roomsMax).map(roomOf),
  ),

  room: read((db, id: string): RoomRow | undefined => {
    const row = db.get("SELECT * FROM room WHERE id = ?", id);
    return row === undefined ? undefined : roomOf(row);
  }),

  letters: read((db, ref: string, limit: number): readonly LetterRow[] =>
    db
      .all(
        `SELECT * FROM (SELECT * FROM letter WHERE ref = ?
           ORDER BY position IS NULL DESC, position DESC, number DESC LIMIT ?)
         ORDER BY position IS NULL, position, number`,
        ref,
        limit,
      )
      .map(letterOf),
  ),

  letter: read((db, id: string): LetterRow | undefined => {
    const row = db.get("SELECT * FROM letter WHERE id = ?", id);
    return row === undefined ? undefined : letterOf(row);
  }),

  inbox: read((db, limit: number): readonly LetterRow[] =>
    db.all("SELECT * FROM letter WHERE mine = 0 ORDER BY number DESC LIMIT ?", limit).map(letterOf),
  ),

  unreadLetters: read((db): number =>
    integer(db.get("SELECT count(*) AS n FROM letter WHERE unread = 1") ?? {}, "n"),
  ),

  markLettersRead: write((db, ref: string) => {
    db.run("UPDATE letter SET unread = 0 WHERE ref = ? AND unread = 1", ref);
  }),

  mailDraft: read((db, id: string): MailDraftRow | undefined => {
    const row = db.get("SELECT * FROM mail_draft WHERE id = ?", id);
    if (row === undefined) return undefined;
    return {
      id: text(row, "id"),
      json: text(row, "json"),
      createdMs: integer(row, "created_ms"),
    };
  }),

  forgetMail: write((db, beforeMs: number, nowMs: number) => {
    db.run("DELETE FROM letter WHERE at_ms < ?", beforeMs);
    db.run("DELETE FROM letter WHERE number <= (SELECT max(number) FROM letter) - ?", lettersMax);
    db.run("DELETE FROM mail_draft WHERE created_ms < ?", beforeMs);
    db.run("DELETE FROM mail_key WHERE until_ms <= ?", nowMs);
    db.run("DELETE FROM room WHERE changed_ms < ?", beforeMs);
  }),

  tally: read((db, report: string): string | undefined => {
    const row = db.get("SELECT counts FROM tally WHERE report = ?", report);
    return row === undefined ? undefined : text(row, "counts");
  }),

  ruling: read((db, report: string): string | undefined => {
    const row = db.get("SELECT json FROM ruling WHERE report = ?", report);
    return row === undefined ? undefined : text(row, "json");
  }),
};

export function addMail(db: Writer, mail: LedgerMail): void {
  const { messages, tallies, rulings, postings, ties } = mail;
  for (const { index, round, kind, json } of postings) {
    db.run(
      "INSERT INTO posting VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      ...[index, round, kind, json],
    );
  }
  addMessages(db, messages);
  addTallies(db, tallies);
  addRulings(db, rulings);
  addTies(db, ties);
}

/** Ours are known by their parcel and not tried; all others wait to be. */
function addMessages(db: Writer, messages: readonly NewMessage[]): void {
  for (const { index, round, publishedMs, id, sealed } of messages) {
    if (publishParcel(db, id, round)) {
      db.run("UPDATE letter SET position = ? WHERE parcel = ? AND position IS NULL", index, id);
      continue;
    }
    db.run(
      "INSERT INTO message VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      ...[index, round, publishedMs, id, sealed],
    );
  }
}

/** The newest in the ledger counts, also where an older section is read later. */
function addTallies(db: Writer, tallies: readonly NewTally[]): void {
  for (const { report, index, counts } of tallies) {
    db.run(
      `INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE
         SET position = excluded.position, counts = excluded.counts
         WHERE excluded.position > position`,
      ...[report, index, counts],
    );
  }
}

function addRulings(db: Writer, rulings: readonly NewRuling[]): void {
  for (const { report, index, json } of rulings) {
    db.run(
      `INSERT INTO ruling VALUES (?, ?, ?) ON CONFLICT DO UPDATE
         SET position = excluded.position, json = excluded.json
         WHERE excluded.position > position`,
      ...[report, index, json],
    );
  }
}

/** A letter that came before is the same one, whoever sends it again. */
function addLetter(db: Writer, letter: LetterRow): void {
  const { id, kind, ref, mine, json, atMs, index, unread, parcel } = letter;
  db.run(
    `INSERT INTO letter VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ...[id, kind, ref, mine ? 1 : 0, json, atMs, index, unread ? 1 : 0, parcel],
  );
}

function letterOf(row: Row): LetterRow {
  return {
    id: text(row, "id"),
    kind: text(row, "kind"),
    ref: text(row, "ref"),
    mine: flag(row, "mine"),
    json: text(row, "json"),
    atMs: integer(row, "at_ms"),
    index: optional(integer, row, "position") ?? null,
    unread: flag(row, "unread"),
    parcel: optional(text, row, "parcel") ?? null,
  };
}

function roomOf(row: Row): RoomRow {
  return {
    id: text(row, "id"),
    state: text(row, "state"),
    json: text(row, "json"),
    changedMs: integer(row, "changed_ms"),
  };
}

function purposeOf(purpose: string): MailKeyRow["purpose"] {
  if (purpose === "reply" || purpose === "room") return purpose;
  assert(purpose === "match", "purpose of a mail key");
  return purpose;
}
