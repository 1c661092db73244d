/** Warnings: one for each report of others that concerns us, with all its reasons. */

import { assert, parseJson } from "@tocsin/kernel";

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
import { currentReportsWith } from "./feed-index.ts";

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

const reasonsMax = 100;
const reasonKinds = [
  "observable",
  "technology",
  "vulnerability",
  "sector",
  "watch",
  "campaign",
] as const;

export type WarningChange = "raised" | "changed" | "same";

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
  const row = db.get("SELECT * FROM warning WHERE report = ?", report);
  if (row === undefined) {
    if (reasons.length === 0) return "same";
    const content = JSON.stringify(reasons.slice(0, reasonsMax));
    db.run(
      `INSERT INTO warning VALUES (NULL, ?, ?, ?, ${nextRank}, 'new', NULL, 0)`,
      report,
      content,
      nowMs,
    );
    return "raised";
  }
  return updateReasons(db, row, reasons.slice(0, reasonsMax), nowMs);
}

/** Ranks follow the moments of raising, also of raising again. */
const nextRank = "(SELECT coalesce(max(rank), 0) + 1 FROM warning)";

function updateReasons(
  db: Writer,
  row: Row,
  reasons: readonly ReasonRow[],
  nowMs: number,
): WarningChange {
  const report = text(row, "report");
  if (reasons.length === 0) {
    return closeWarning(db, report) ? "changed" : "same";
  }
  const before = reasonsOf(row);
  const content = JSON.stringify(reasons);
  const known = new Set(before.map(reasonName));
  const isNews = reasons.some((it) => it.strength === "strong" && !known.has(reasonName(it)));
  if (!isNews) {
    const changed = content !== text(row, "reasons") || integer(row, "closed") === 1;
    if (!changed) return "same";
    db.run("UPDATE warning SET reasons = ?, closed = 0 WHERE report = ?", content, report);
    return "changed";
  }
  db.run(
    `UPDATE warning SET reasons = ?, closed = 0, state = 'new', snoozed_until_ms = NULL,
       raised_ms = ?, rank = ${nextRank} WHERE report = ?`,
    content,
    nowMs,
    report,
  );
  return "raised";
}

/** The report was withdrawn, or nothing of it concerns us any more. */
export function closeWarning(db: Writer, report: string): boolean {
  return db.run("UPDATE warning SET closed = 1 WHERE report = ? AND closed = 0", report) === 1;
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
      const row = db.get("SELECT * FROM warning WHERE report = ?", report);
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
export function warningOf(row: Row, nowMs: number): WarningRow {
  const state = stateOf(text(row, "state"));
  const until = optional(integer, row, "snoozed_until_ms") ?? null;
  const isOver = state === "snoozed" && until !== null && until <= nowMs;
  return {
    id: String(integer(row, "number")),
    report: text(row, "report"),
    reasons: reasonsOf(row),
    raisedMs: integer(row, "raised_ms"),
    state: isOver ? "new" : state,
    snoozedUntilMs: isOver ? null : until,
  };
}

function stateOf(state: string): WarningRowState {
  const known = warningRowStates.find((it) => it === state);
  assert(known !== undefined, "state of a warning");
  return known;
}

export function reasonsOf(row: Row): ReasonRow[] {
  const reasons = parseJson(text(row, "reasons"));
  assert(Array.isArray(reasons), "reasons of a warning");
  return reasons.map((reason) => reasonRow(reason));
}

function reasonRow(value: unknown): ReasonRow {
  assert(typeof value === "object" && value !== null, "a reason");
  const { kind, type, value: what, ours, strength } = { ...value } as Partial<ReasonRow>;
  const known = reasonKinds.find((it) => it === kind);
  assert(known !== undefined && typeof what === "string" && typeof ours === "string", "a reason");
  return {
    kind: known,
    type: typeof type === "string" ? type : null,
    value: what,
    ours,
    strength: strength === "strong" ? "strong" : "weak",
  };
}

/** How far a pass over the feed has come; undefined where it is not due. */
export function passCursor(db: Reader, pass: string): number | undefined {
  const row = db.get("SELECT arrival FROM feed_pass WHERE name = ?", pass);
  return row === undefined ? undefined : integer(row, "arrival");
}
