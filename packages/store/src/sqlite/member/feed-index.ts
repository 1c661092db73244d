/** Which report of the feed has which observable and which word. Withdrawn reports are in no index. */

import { utf8 } from "@tocsin/kernel";

import type { FeedChange } from "../../member/warning-port.ts";
import { flag, integer, type Migration, type Reader, text, type Writer } from "../engine/index.ts";

export const feedIndexTables: Migration = {
  name: "index of the feed",
  sql: `
    CREATE TABLE feed_report (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      report TEXT NOT NULL UNIQUE,
      arrival INTEGER NOT NULL,
      mine INTEGER NOT NULL,
      until_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX feed_report_arrival ON feed_report (arrival);
    CREATE TABLE feed_term (
      term BLOB NOT NULL,
      report INTEGER NOT NULL REFERENCES feed_report (number),
      PRIMARY KEY (term, report)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feed_term_report ON feed_term (report);
  `,
};

/** No word begins with these bytes, so keys and words share one table. */
const keyMark = 0;
/** Of what says little in this report, such as an address that scans everybody. */
const weakKeyMark = 1;
/** Reports that one new sighting leads to. */
const reportsOfOneMax = 1000;

export function indexReport(db: Writer, change: FeedChange): void {
  const number = reportNumber(db, change);
  db.run("DELETE FROM feed_term WHERE report = ?", number);
  const terms = [
    ...change.observables.map(({ key, strength }) =>
      keyTerm(key, strength === "weak" ? weakKeyMark : keyMark),
    ),
    ...change.words.map((word) => utf8(word)),
  ];
  for (const term of terms) {
    db.run("INSERT INTO feed_term VALUES (?, ?) ON CONFLICT DO NOTHING", term, number);
  }
}

function reportNumber(db: Writer, { report, arrival, mine, untilMs }: FeedChange): number {
  db.run(
    `INSERT INTO feed_report VALUES (NULL, ?, ?, ?, ?)
     ON CONFLICT (report) DO UPDATE SET arrival = max(arrival, excluded.arrival),
       until_ms = excluded.until_ms`,
    report,
    arrival,
    mine ? 1 : 0,
    untilMs,
  );
  const row = db.get("SELECT number FROM feed_report WHERE report = ?", report);
  return integer(row ?? {}, "number");
}

export function forgetReport(db: Writer, report: string): void {
  const row = db.get("SELECT number FROM feed_report WHERE report = ?", report);
  if (row === undefined) return;
  const number = integer(row, "number");
  db.run("DELETE FROM feed_term WHERE report = ?", number);
  db.run("DELETE FROM feed_report WHERE number = ?", number);
}

/** Reports of others that have the observable and on which one should still act, newest first. */
export function currentReportsWith(
  db: Reader,
  key: Uint8Array,
  nowMs: number,
): { report: string; isWeak: boolean }[] {
  return db
    .all(
      `SELECT feed_report.report, feed_term.term = ? AS weak FROM feed_term
       JOIN feed_report ON feed_report.number = feed_term.report
       WHERE feed_term.term IN (?, ?) AND feed_report.mine = 0 AND feed_report.until_ms > ?
       ORDER BY feed_report.arrival DESC LIMIT ?`,
      keyTerm(key, weakKeyMark),
      keyTerm(key),
      keyTerm(key, weakKeyMark),
      nowMs,
      reportsOfOneMax,
    )
    .map((row) => ({ report: text(row, "report"), isWeak: flag(row, "weak") }));
}

export interface FeedSearch {
  readonly keys: readonly Uint8Array[];
  readonly words: readonly string[];
  readonly mine: boolean;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Reports that have all of the terms; a word also finds those that begin with it. */
export function searchFeed(
  db: Reader,
  query: FeedSearch,
): { reports: string[]; total: number; next: string | null } {
  const keys = query.keys.map((key) => [keyTerm(key), keyTerm(key, weakKeyMark)]);
  const words = query.words.map((word) => [utf8(word), behind(utf8(word), 0xff)]);
  const having = [
    ...keys.map(() => "number IN (SELECT report FROM feed_term WHERE term IN (?, ?))"),
    ...words.map(() => "number IN (SELECT report FROM feed_term WHERE term >= ? AND term < ?)"),
  ];
  const where = [...having, ...(query.mine ? ["mine = 1"] : []), "1 = 1"].join(" AND ");
  const bounds = [...keys, ...words].flat();
  const below = query.after === undefined ? Number.MAX_SAFE_INTEGER : Number(query.after);
  const rows = db.all(
    `SELECT report, arrival FROM feed_report WHERE ${where} AND arrival < ?
     ORDER BY arrival DESC LIMIT ?`,
    ...bounds,
    Number.isSafeInteger(below) ? below : 0,
    query.limit + 1,
  );
  const count = db.get(`SELECT count(*) AS n FROM feed_report WHERE ${where}`, ...bounds);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    reports: shown.map((row) => text(row, "report")),
    total: integer(count ?? {}, "n"),
    next: last === undefined ? null : String(integer(last, "arrival")),
  };
}

function keyTerm(key: Uint8Array, mark = keyMark): Uint8Array {
  const term = new Uint8Array(key.length + 1);
  term[0] = mark;
  term.set(key, 1);
  return term;
}

/** The least bytes behind all that begin with these: UTF-8 has no 0xff. */
function behind(term: Uint8Array, filler: number): Uint8Array {
  const next = new Uint8Array(term.length + 1).fill(filler);
  next.set(term);
  return next;
}
