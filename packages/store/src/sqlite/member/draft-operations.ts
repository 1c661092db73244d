/** Drafts, review records and the profile. Schema and operations. */

import { assert, TocsinError } from "@tocsin/kernel";

import {
  type DraftOutlineRow,
  type DraftPage,
  type DraftRow,
  type DraftRowState,
  draftRowStates,
  type DraftSave,
  type DraftShare,
  type DraftSource,
  type NewDraft,
  type ReviewRow,
} from "../../member/desk-port.ts";
import type { QueuedSubmission } from "../../member/outbox-port.ts";
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
} from "../engine/index.ts";
import { recordUse } from "./approval-operations.ts";
import { queueSubmission } from "./outbox-operations.ts";

/** Drafts with the names of their sources, which each has. */
const named = "SELECT draft.*, name FROM draft JOIN draft_source ON draft_source.draft = draft.id";

export const draftTables: Migration = {
  name: "drafts, review records and profile",
  sql: `
    CREATE TABLE draft (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      created_ms INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'shared', 'discarded')),
      amends TEXT,
      report TEXT,
      version INTEGER NOT NULL,
      outline TEXT NOT NULL,
      content TEXT NOT NULL
    ) STRICT;
    CREATE INDEX draft_here ON draft (number) WHERE state IN ('open', 'approved');
    CREATE INDEX draft_report ON draft (report, number) WHERE report IS NOT NULL;
    CREATE TABLE draft_source (
      draft TEXT PRIMARY KEY REFERENCES draft (id),
      name TEXT NOT NULL,
      format TEXT NOT NULL,
      notes TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE TABLE review (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      hash TEXT NOT NULL UNIQUE,
      report TEXT NOT NULL,
      seq INTEGER NOT NULL,
      draft TEXT NOT NULL REFERENCES draft (id),
      recorded_ms INTEGER NOT NULL,
      record TEXT NOT NULL
    ) STRICT;
    CREATE INDEX review_report ON review (report, number);
    CREATE TABLE review_key (one INTEGER PRIMARY KEY CHECK (one = 1), seed BLOB NOT NULL) STRICT;
    CREATE TABLE profile (one INTEGER PRIMARY KEY CHECK (one = 1), content TEXT NOT NULL) STRICT;
  `,
};

const here = "state IN ('open', 'approved')";
const reviewsMax = 100;

export const draftOperations = {
  addDraft: write((db, draft: NewDraft) => {
    const { id, source } = draft;
    db.run(
      "INSERT INTO draft VALUES (NULL, ?, ?, 'open', ?, NULL, 1, ?, ?)",
      id,
      draft.createdMs,
      draft.amends,
      draft.outline,
      draft.content,
    );
    db.run(
      "INSERT INTO draft_source VALUES (?, ?, ?, ?, ?)",
      id,
      source.name,
      source.format,
      source.notes.join("\n"),
      source.text,
    );
  }),

  draft: read((db, id: string): DraftRow | undefined => {
    const row = db.get(`${named} WHERE id = ?`, id);
    if (row === undefined) return undefined;
    return {
      ...outlineOf(row),
      version: integer(row, "version"),
      content: text(row, "content"),
      source: sourceOf(db, id),
    };
  }),

  draftPage: read(
    (db, query: { readonly after: string | undefined; readonly limit: number }): DraftPage => {
      const below = query.after === undefined ? Number.MAX_SAFE_INTEGER : Number(query.after);
      const rows = db.all(
        `${named} WHERE ${here} AND number < ? ORDER BY number DESC LIMIT ?`,
        Number.isSafeInteger(below) ? below : 0,
        query.limit + 1,
      );
      const shown = rows.slice(0, query.limit);
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      return {
        items: shown.map(outlineOf),
        total: draftCount(db),
        next: last === undefined ? null : String(integer(last, "number")),
      };
    },
  ),

  saveDraft: write((db, { id, version, state, outline, content }: DraftSave): boolean => {
    const saved = db.run(
      `UPDATE draft SET state = ?, outline = ?, content = ?, version = version + 1
       WHERE id = ? AND version = ? AND ${here}`,
      state,
      outline,
      content,
      id,
      version,
    );
    // What was thrown away is not kept: its source may be the most private thing on this machine.
    if (saved === 1 && state === "discarded") {
      db.run("UPDATE draft_source SET text = '', name = '', notes = '' WHERE draft = ?", id);
      db.run("UPDATE draft SET content = '{}' WHERE id = ?", id);
    }
    return saved === 1;
  }),

  shareDraft: write((db, queued: QueuedSubmission, share: DraftShare) => {
    queueSubmission(db, queued);
    const marked = db.run(
      `UPDATE draft SET state = 'shared', report = ?, version = version + 1
       WHERE id = ? AND version = ? AND state = 'approved'`,
      queued.report,
      share.id,
      share.version,
    );
    if (marked !== 1) throw new TocsinError("draft-changed");
    if (share.standing !== null) recordUse(db, share.standing, queued.report, share.sharedMs);
    db.run(
      "INSERT INTO review VALUES (NULL, ?, ?, ?, ?, ?, ?)",
      share.reviewHash,
      queued.report,
      queued.seq,
      share.id,
      share.sharedMs,
      share.review,
    );
  }),

  reopenDraft: write((db, report: string): boolean => {
    const row = db.get(
      "SELECT id FROM draft WHERE report = ? AND state = 'shared' ORDER BY number DESC LIMIT 1",
      report,
    );
    if (row === undefined) return false;
    db.run(
      "UPDATE draft SET state = 'open', report = NULL, version = version + 1 WHERE id = ?",
      text(row, "id"),
    );
    return true;
  }),

  reopenOrphanDrafts: write((db): number =>
    db.run(
      `UPDATE draft SET state = 'open', report = NULL, version = version + 1
       WHERE state = 'shared' AND NOT EXISTS (SELECT 1 FROM report WHERE report.id = draft.report)`,
    ),
  ),

  draftCount: read((db) => draftCount(db)),

  reviews: read((db, report: string): readonly ReviewRow[] =>
    db
      .all(
        "SELECT seq, hash, record FROM review WHERE report = ? ORDER BY number LIMIT ?",
        report,
        reviewsMax,
      )
      .map((row) => ({
        seq: integer(row, "seq"),
        hash: text(row, "hash"),
        record: text(row, "record"),
      })),
  ),

  fixReviewSeed: write((db, drawn: Uint8Array): Uint8Array => {
    db.run("INSERT INTO review_key VALUES (1, ?) ON CONFLICT DO NOTHING", drawn);
    return bytes(db.get("SELECT seed FROM review_key") ?? {}, "seed", 32);
  }),

  profile: read((db): string | undefined => {
    const row = db.get("SELECT content FROM profile");
    return row === undefined ? undefined : text(row, "content");
  }),

  setProfile: write((db, content: string) => {
    db.run("INSERT OR REPLACE INTO profile VALUES (1, ?)", content);
  }),
};

function draftCount(db: Reader): number {
  return integer(db.get(`SELECT count(*) AS n FROM draft WHERE ${here}`) ?? {}, "n");
}

function outlineOf(row: Row): DraftOutlineRow {
  return {
    id: text(row, "id"),
    createdMs: integer(row, "created_ms"),
    state: stateOf(text(row, "state")),
    amends: optional(text, row, "amends") ?? null,
    report: optional(text, row, "report") ?? null,
    name: text(row, "name"),
    outline: text(row, "outline"),
  };
}

function stateOf(state: string): DraftRowState {
  const known = draftRowStates.find((it) => it === state);
  assert(known !== undefined, "state of a draft");
  return known;
}

function sourceOf(db: Reader, draft: string): DraftSource {
  const row = db.get("SELECT * FROM draft_source WHERE draft = ?", draft);
  assert(row !== undefined, "a draft has a source");
  const notes = text(row, "notes");
  return {
    name: text(row, "name"),
    format: text(row, "format"),
    text: text(row, "text"),
    notes: notes === "" ? [] : notes.split("\n"),
  };
}
