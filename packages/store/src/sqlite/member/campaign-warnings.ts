/** Warnings whose reason is a campaign in which something is ours. */

import type { ReasonRow } from "../../member/warning-port.ts";
import { integer, type Reader, text, type Writer } from "../engine/index.ts";
import { foldCampaign, strongIn, withoutLeader } from "./campaign-threads.ts";
import { reasonsOf } from "./warning-reasons.ts";
import { setReasons, type WarningChange } from "./warning-rows.ts";

export interface SetCampaign {
  readonly campaign: number;
  readonly reports: readonly { readonly report: string; readonly tied: boolean }[];
  readonly ours: string;
  readonly nowMs: number;
}

/** What other rooms keep of a warning when they set its reasons. */
export function campaignReasons(db: Reader, report: string): ReasonRow[] {
  const row = db.get(
    `SELECT reasons FROM warning JOIN warning_campaign ON warning_campaign.report = warning.subject
     WHERE warning.subject = ?`,
    report,
  );
  return row === undefined ? [] : reasonsOf(row).filter(({ kind }) => kind === "campaign");
}

export function seenSince(
  db: Reader,
  rank: number,
  limit: number,
): { reports: string[]; through: number } {
  const rows = db.all(
    "SELECT subject, rank, reasons, concerns FROM warning WHERE rank > ? ORDER BY rank LIMIT ?",
    rank,
    limit,
  );
  const last = rows.at(-1);
  return {
    reports: rows
      .filter((row) => row["concerns"] === null)
      .filter((row) =>
        reasonsOf(row).some((it) => it.kind === "observable" && it.strength === "strong"),
      )
      .map((row) => text(row, "subject")),
    through: last === undefined ? rank : integer(last, "rank"),
  };
}

export function setCampaign(
  db: Writer,
  { campaign, reports, ours, nowMs }: SetCampaign,
): { raised: number; changed: number } {
  const outcomes: WarningChange[] = [];
  const known = { strong: strongIn(db, campaign), rank: highestRank(db) };
  const wanted = new Set(reports.map(({ report }) => report));
  const before = db.all("SELECT report FROM warning_campaign WHERE campaign = ?", campaign);
  for (const report of before.map((row) => text(row, "report"))) {
    if (wanted.has(report)) continue;
    db.run("DELETE FROM warning_campaign WHERE report = ?", report);
    leaveThread(db, report);
    outcomes.push(setReasons(db, report, otherReasons(db, report), nowMs));
  }
  for (const { report, tied } of reports) {
    if (!isCurrent(db, report, nowMs)) continue;
    db.run("INSERT OR REPLACE INTO warning_campaign VALUES (?, ?)", report, campaign);
    const reason: ReasonRow = {
      kind: "campaign",
      value: String(campaign),
      type: null,
      ours,
      strength: tied ? "strong" : "weak",
    };
    outcomes.push(setReasons(db, report, [...otherReasons(db, report), reason], nowMs));
  }
  const raised = foldCampaign(db, campaign, known, nowMs);
  return { raised, changed: outcomes.filter((it) => it !== "same").length - raised };
}

function highestRank(db: Reader): number {
  return integer(db.get("SELECT coalesce(max(rank), 0) AS n FROM warning") ?? {}, "n");
}

/** It is of this campaign no more, whatever else it rings for. */
function leaveThread(db: Writer, report: string): void {
  const row = db.get("SELECT number FROM warning WHERE subject = ?", report);
  if (row === undefined) return;
  const number = integer(row, "number");
  db.run("UPDATE warning SET lead = NULL WHERE number = ?", number);
  withoutLeader(db, number);
}

function otherReasons(db: Reader, report: string): ReasonRow[] {
  const row = db.get("SELECT reasons, closed FROM warning WHERE subject = ?", report);
  if (row === undefined || integer(row, "closed") === 1) return [];
  return reasonsOf(row).filter(({ kind }) => kind !== "campaign");
}

/** Of others, and still to be acted on. */
function isCurrent(db: Reader, report: string, nowMs: number): boolean {
  const sql = "SELECT 1 FROM feed_report WHERE report = ? AND mine = 0 AND until_ms > ?";
  return db.get(sql, report, nowMs) !== undefined;
}
