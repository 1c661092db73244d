/** Reports, their changes in order of arrival, and what we keep of our own. Schema and reading. */

import { assert } from "@tocsin/kernel";

import type {
  ChangeRow,
  DeliveryRow,
  OwnLeaf,
  OwnReport,
  ReportPage,
  ReportRow,
} from "../../member/report-port.ts";
import {
  bytes,
  flag,
  integer,
  type Migration,
  optional,
  read,
  type Reader,
  type Row,
  text,
} from "../engine/index.ts";
import { newestDelivery, newestQueued } from "./outbox-operations.ts";
import { unpacked } from "./packed-text.ts";

export const reportTables: Migration = {
  name: "reports",
  sql: `
    CREATE TABLE report (
      id TEXT PRIMARY KEY,
      pk_sign TEXT NOT NULL UNIQUE,
      mine INTEGER NOT NULL,
      class TEXT NOT NULL,
      epoch TEXT NOT NULL,
      audience TEXT NOT NULL,
      author TEXT NOT NULL,
      head_seq INTEGER NOT NULL,
      head_hash TEXT NOT NULL,
      envelope TEXT NOT NULL,
      body BLOB,
      withdrawn INTEGER NOT NULL,
      position INTEGER,
      round INTEGER,
      published_ms INTEGER,
      rank INTEGER NOT NULL UNIQUE
    ) STRICT;
    CREATE INDEX report_mine ON report (rank) WHERE mine = 1;
    CREATE TABLE change (
      arrival INTEGER PRIMARY KEY AUTOINCREMENT,
      position INTEGER NOT NULL UNIQUE,
      report TEXT NOT NULL REFERENCES report (id),
      kind TEXT NOT NULL CHECK (kind IN ('report', 'amendment', 'withdrawal')),
      round INTEGER NOT NULL,
      published_ms INTEGER NOT NULL,
      envelope TEXT NOT NULL
    ) STRICT;
    CREATE TABLE own_report (
      report TEXT PRIMARY KEY REFERENCES report (id),
      master TEXT NOT NULL REFERENCES master_key (id),
      number INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE own_leaf (
      position INTEGER PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report (id),
      seq INTEGER NOT NULL,
      round INTEGER NOT NULL,
      salt BLOB NOT NULL,
      leaf TEXT NOT NULL
    ) STRICT;
    CREATE INDEX own_leaf_report ON own_leaf (report, seq);
  `,
};

export const reportOperations = {
  report: read((db, id: string): ReportRow | undefined => {
    const row = db.get("SELECT * FROM report WHERE id = ?", id);
    return row === undefined ? undefined : reportOf(db, row);
  }),

  reportPage: read(
    (
      db,
      query: { readonly mine: boolean; readonly after: string | undefined; readonly limit: number },
    ): ReportPage => {
      const only = query.mine ? "mine = 1 AND" : "";
      const below = query.after === undefined ? Number.MAX_SAFE_INTEGER : Number(query.after);
      const rows = db.all(
        `SELECT * FROM report WHERE ${only} rank < ? ORDER BY rank DESC LIMIT ?`,
        Number.isSafeInteger(below) ? below : 0,
        query.limit + 1,
      );
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      const more = rows.length > shown.length && last !== undefined;
      const counts = reportCounts(db);
      return {
        items: shown.map((row) => reportOf(db, row)),
        total: query.mine ? counts.mine : counts.reports,
        next: more ? String(integer(last, "rank")) : null,
      };
    },
  ),

  changes: read((db, after: number, limit: number): readonly ChangeRow[] =>
    db
      .all(
        `SELECT change.*, report.mine, report.body FROM change
         JOIN report ON report.id = change.report
         WHERE change.arrival > ? ORDER BY change.arrival LIMIT ?`,
        after,
        limit,
      )
      .map(changeOf),
  ),

  reportCounts: read((db) => reportCounts(db)),

  ownReport: read((db, id: string): OwnReport | undefined => {
    const row = db.get(
      `SELECT own_report.master, own_report.number, report.envelope, report.position,
         report.withdrawn
       FROM own_report JOIN report ON report.id = own_report.report WHERE report.id = ?`,
      id,
    );
    if (row === undefined) return undefined;
    const queued = newestQueued(db, id);
    return {
      id,
      master: text(row, "master"),
      number: integer(row, "number"),
      newest: queued?.envelope ?? text(row, "envelope"),
      published: optional(integer, row, "position") !== undefined,
      withdrawn: flag(row, "withdrawn") || queued?.kind === "withdrawal",
      changing: queued !== undefined,
    };
  }),

  ownLeaf: read((db, id: string, which: "first" | "newest"): OwnLeaf | undefined => {
    const order = which === "first" ? "ASC" : "DESC";
    const row = db.get(
      `SELECT position, round, salt, leaf FROM own_leaf WHERE report = ? ORDER BY seq ${order}`,
      id,
    );
    if (row === undefined) return undefined;
    return {
      index: integer(row, "position"),
      round: integer(row, "round"),
      salt: bytes(row, "salt", 32),
      leaf: text(row, "leaf"),
    };
  }),
};

function reportCounts(db: Reader): { mine: number; reports: number } {
  // Both are counted on small indexes, never on the rows with their bodies.
  const mine = db.get("SELECT count(*) AS n FROM report INDEXED BY report_mine WHERE mine = 1");
  const reports = db.get("SELECT count(rank) AS n FROM report");
  return { mine: integer(mine ?? {}, "n"), reports: integer(reports ?? {}, "n") };
}

function reportOf(db: Reader, row: Row): ReportRow {
  const id = text(row, "id");
  const mine = flag(row, "mine");
  const delivery: DeliveryRow | undefined = mine ? newestDelivery(db, id) : undefined;
  return {
    id,
    mine,
    envelope: text(row, "envelope"),
    body: optional(unpacked, row, "body") ?? null,
    withdrawn: flag(row, "withdrawn"),
    index: optional(integer, row, "position") ?? null,
    round: optional(integer, row, "round") ?? null,
    publishedMs: optional(integer, row, "published_ms") ?? null,
    delivery: delivery ?? null,
    confirmed: isConfirmed(db, id),
  };
}

/** The newest counts of the ledger, canonical JSON: they name a vote only where there is one. */
function isConfirmed(db: Reader, report: string): boolean {
  const row = db.get("SELECT counts FROM tally WHERE report = ?", report);
  return row !== undefined && text(row, "counts").includes('"vote":"confirm"');
}

function changeOf(row: Row): ChangeRow {
  return {
    arrival: integer(row, "arrival"),
    id: text(row, "report"),
    kind: kindOf(text(row, "kind")),
    mine: flag(row, "mine"),
    index: integer(row, "position"),
    round: integer(row, "round"),
    publishedMs: integer(row, "published_ms"),
    envelope: text(row, "envelope"),
    body: optional(unpacked, row, "body") ?? null,
  };
}

export function kindOf(kind: string): ChangeRow["kind"] {
  if (kind === "report" || kind === "amendment") return kind;
  assert(kind === "withdrawal", "kind of a change");
  return kind;
}
