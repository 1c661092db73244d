/** How often each report was voted on. Whose votes they were is nowhere. */

import {
  bytes,
  integer,
  read,
  type Reader,
  rowSum,
  checkRow,
  text,
  type Writer,
} from "../engine/index.ts";
import type { StoredTally, VoteAdded } from "../../exchange-votes.ts";

export const voteOperations = {
  tallies: read((db, reports: readonly Uint8Array[]): readonly StoredTally[] =>
    reports.map((report) => tallyOf(db, report)),
  ),

  reportsVoted: read((db, vote: string, limit: number) =>
    db
      .all(
        `SELECT tally.report, tally.vote, tally.count, tally.sum FROM tally
         WHERE tally.vote = ? ORDER BY tally.count DESC, tally.report LIMIT ?`,
        vote,
        limit,
      )
      .map((row) => {
        checkRow(row, "sum", "report", "vote", "count");
        return { report: bytes(row, "report", 32), count: integer(row, "count") };
      }),
  ),
};

export function addVotes(db: Writer, added: readonly VoteAdded[]): void {
  for (const { report, vote } of added) {
    const count = (tallyOf(db, report)[vote] ?? 0) + 1;
    db.run(
      "INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?)",
      report,
      vote,
      count,
      rowSum(report, vote, count),
    );
  }
}

function tallyOf(db: Reader, report: Uint8Array): StoredTally {
  const rows = db.all("SELECT * FROM tally WHERE report = ?", report);
  return Object.fromEntries(
    rows.map((row) => {
      checkRow(row, "sum", "report", "vote", "count");
      return [text(row, "vote"), integer(row, "count")];
    }),
  );
}
