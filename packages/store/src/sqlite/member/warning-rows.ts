/** Warnings: one for each report of others that concerns us, with all its reasons. */

import { assert } from "@tocsin/kernel";

import {
  type ReasonRow,
  type WarningRow,
  type WarningRowState,
  warningRowStates,
  type WatchedObservable,
} from "../../member/warning-port.ts";
import {
  integer,
  type Migration,
  optional,
  type Reader,
  type Row,
  text,
  type Writer,
} from "../engine/index.ts";
import { nextRank, updatesOf, withoutLeader } from "./campaign-threads.ts";
import { currentReportsWith } from "./feed-index.ts";
import { isLoud, isSilent, reasonsOf } from "./warning-reasons.ts";

export const warningTables: Migration = {
  name: "warnings",
  sql: `
    CREATE TABLE warning (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      report TEXT NOT NULL UNIQUE,
      reasons TEXT NOT NULL,
      raised_ms INTEGER NOT NULL,
      rank INTEGER NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('new', 'acknowledged', 'snoozed', 'not-relevant')),
      snoozed_until_ms INTEGER,
      closed INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX warning_here ON warning (rank) WHERE closed = 0;
    CREATE INDEX warning_state ON warning (state, rank) WHERE closed = 0;
    CREATE TABLE feed_pass (name TEXT PRIMARY KEY, arrival INTEGER NOT NULL) STRICT;
  `,
};

export const campaignWarningTables: Migration = {
  name: "warnings of campaigns",
  sql: `
    CREATE TABLE warning_campaign (report TEXT PRIMARY KEY, campaign INTEGER NOT NULL) STRICT;
    CREATE INDEX warning_campaign_campaign ON warning_campaign (campaign);
  `,
};

/** Warnings of what feeds say, and what a person has said is not relevant. */
export const concernWarningTables: Migration = {
  name: "warnings of concerns, and tuning",
  sql: `
    ALTER TABLE warning RENAME COLUMN report TO subject;
    ALTER TABLE warning ADD COLUMN concerns TEXT;
    ALTER TABLE warning ADD COLUMN level INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE warning ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE tuning (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      type TEXT NOT NULL,
      value TEXT NOT NULL,
      added_ms INTEGER NOT NULL,
      UNIQUE (kind, type, value)
    ) STRICT;
  `,
};

const reasonsMax = 100;
export type WarningChange = "raised" | "changed" | "same";

/** What a warning is about: a report, or what feeds say. */
interface WarningSubject {
  readonly subject: string;
  /** Null for a report. */
  readonly concerns: string | null;
  readonly level: number;
}

/**
 * Sets the reasons of a report's warning; none closes it. It is new again when a strong reason comes
 * to it, so that who put it aside hears of it.
 */
export function setReasons(
  db: Writer,
  report: string,
  reasons: readonly ReasonRow[],
  nowMs: number,
): WarningChange {
  return setWarning(db, { subject: report, concerns: null, level: 0 }, reasons, nowMs);
}

export function setWarning(
  db: Writer,
  about: WarningSubject,
  given: readonly ReasonRow[],
  nowMs: number,
): WarningChange {
  const reasons = quieted(db, given.slice(0, reasonsMax));
  const row = db.get("SELECT * FROM warning WHERE subject = ?", about.subject);
  if (row !== undefined) return updateWarning(db, row, about, { reasons, nowMs });
  if (reasons.length === 0) return "same";
  const isAside = reasons.every(isSilent);
  db.run(
    `INSERT INTO warning (subject, reasons, raised_ms, rank, state, closed, concerns, level, aside)
     VALUES (?, ?, ?, ${nextRank}, ?, 0, ?, ?, ?)`,
    about.subject,
    JSON.stringify(reasons),
    nowMs,
    isAside ? "not-relevant" : "new",
    about.concerns,
    about.level,
    isAside ? 1 : 0,
  );
  return isAside ? "changed" : "raised";
}

function updateWarning(
  db: Writer,
  row: Row,
  { subject, concerns, level }: WarningSubject,
  { reasons, nowMs }: { readonly reasons: readonly ReasonRow[]; readonly nowMs: number },
): WarningChange {
  if (reasons.length === 0) return closeWarning(db, subject) ? "changed" : "same";
  const before = reasonsOf(row);
  const content = JSON.stringify(reasons);
  const isAside = reasons.every(isSilent);
  // What rings for more than its campaign stands by itself.
  const lead = reasons.some((it) => isLoud(it) && it.kind !== "campaign")
    ? null
    : (optional(integer, row, "lead") ?? null);
  const known = new Set(before.map(reasonName));
  const isNews =
    level > integer(row, "level") ||
    reasons.some((it) => isLoud(it) && !known.has(reasonName(it))) ||
    integer(row, "aside") === 1;
  if (isNews && !isAside) {
    db.run(
      `UPDATE warning SET reasons = ?, concerns = ?, level = ?, closed = 0, aside = 0, state = 'new',
         snoozed_until_ms = NULL, lead = ?, raised_ms = ?, rank = ${nextRank} WHERE subject = ?`,
      ...[content, concerns, level, lead, nowMs, subject],
    );
    return "raised";
  }
  const isSame =
    content === text(row, "reasons") &&
    concerns === (optional(text, row, "concerns") ?? null) &&
    level === integer(row, "level") &&
    integer(row, "closed") === 0;
  if (isSame) return "same";
  const sql =
    "UPDATE warning SET reasons = ?, concerns = ?, level = ?, lead = ?, closed = 0 WHERE subject = ?";
  db.run(sql, content, concerns, level, lead, subject);
  putAside(db, subject, isAside);
  return "changed";
}

/** Only what nobody has dealt with; and back, once it is not quiet any more. */
export function putAside(db: Writer, subject: string, isAside: boolean): void {
  const sql = isAside
    ? "UPDATE warning SET state = 'not-relevant', aside = 1 WHERE subject = ? AND state = 'new'"
    : "UPDATE warning SET state = 'new', aside = 0 WHERE subject = ? AND aside = 1";
  db.run(sql, subject);
}

/** The report was withdrawn, or nothing of it concerns us any more. */
export function closeWarning(db: Writer, subject: string): boolean {
  const row = db.get("SELECT number FROM warning WHERE subject = ? AND closed = 0", subject);
  if (row === undefined) return false;
  const number = integer(row, "number");
  db.run("UPDATE warning SET closed = 1, lead = NULL WHERE number = ?", number);
  withoutLeader(db, number);
  return true;
}

/** A vulnerability concerns us by the products beside it: it is quiet with them. */
export function quieted(db: Reader, given: readonly ReasonRow[]): ReasonRow[] {
  const reasons = given.map(({ kind, type, value, ours, strength }) => {
    const sql = "SELECT 1 FROM tuning WHERE kind = ? AND type = ? AND value = ?";
    const plain: ReasonRow = { kind, value, type, ours, strength };
    return db.get(sql, kind, type ?? "", value) === undefined ? plain : { ...plain, quiet: true };
  });
  const products = reasons.filter(({ kind }) => kind === "technology");
  if (products.length === 0 || !products.every((it) => it.quiet)) return reasons;
  return reasons.map((it) => (it.kind === "vulnerability" ? { ...it, quiet: true } : it));
}

/** Warns of reports that are here already and have one of these observables, new to us. */
export function raiseFor(
  db: Writer,
  fresh: readonly WatchedObservable[],
  ours: string,
  nowMs: number,
): number {
  let raised = 0;
  for (const { key, type, value, strength } of fresh) {
    for (const { report, isWeak } of currentReportsWith(db, key, nowMs)) {
      const weighed = isWeak ? "weak" : strength;
      const reason: ReasonRow = { kind: "observable", type, value, strength: weighed, ours };
      const row = db.get("SELECT * FROM warning WHERE subject = ?", report);
      const before = row === undefined ? [] : reasonsOf(row);
      if (before.some((it) => reasonName(it) === reasonName(reason))) continue;
      if (setReasons(db, report, [...before, reason], nowMs) === "raised") raised += 1;
    }
  }
  return raised;
}

/** A campaign that is taken in by another is no news. */
function reasonName({ kind, type, value }: ReasonRow): string {
  return JSON.stringify(kind === "campaign" ? [kind] : [kind, type, value]);
}

/** A snooze that is over is new again. */
export function warningOf(db: Reader, row: Row, nowMs: number): WarningRow {
  const state = stateOf(text(row, "state"));
  const until = optional(integer, row, "snoozed_until_ms") ?? null;
  const isOver = state === "snoozed" && until !== null && until <= nowMs;
  const concerns = optional(text, row, "concerns") ?? null;
  return {
    id: String(integer(row, "number")),
    report: concerns === null ? text(row, "subject") : null,
    concerns,
    reasons: reasonsOf(row),
    raisedMs: integer(row, "raised_ms"),
    state: isOver ? "new" : state,
    snoozedUntilMs: isOver ? null : until,
    updates: updatesOf(db, integer(row, "number")),
  };
}

function stateOf(state: string): WarningRowState {
  const known = warningRowStates.find((it) => it === state);
  assert(known !== undefined, "state of a warning");
  return known;
}

/** How far a pass over the feed has come; undefined where it is not due. */
export function passCursor(db: Reader, pass: string): number | undefined {
  const row = db.get("SELECT arrival FROM feed_pass WHERE name = ?", pass);
  return row === undefined ? undefined : integer(row, "arrival");
}
