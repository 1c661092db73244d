/** Policy, standing approvals and their uses. Schema and operations. */

import { TocsinError } from "@tocsin/kernel";

import type {
  NewStanding,
  StandingRow,
  StandingUse,
  StandingUseRow,
} from "../../member/approval-port.ts";
import {
  integer,
  type Migration,
  optional,
  read,
  text,
  write,
  type Writer,
} from "../engine/index.ts";

export const approvalTables: Migration = {
  name: "policy and standing approvals",
  sql: `
    CREATE TABLE policy (one INTEGER PRIMARY KEY CHECK (one = 1), content TEXT NOT NULL) STRICT;
    CREATE TABLE standing_approval (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      content TEXT NOT NULL,
      revoked_ms INTEGER
    ) STRICT;
    CREATE TABLE standing_use (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      approval TEXT NOT NULL REFERENCES standing_approval (id),
      report TEXT NOT NULL,
      outgoing TEXT NOT NULL,
      used_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX standing_use_approval ON standing_use (approval, number);
  `,
};

const rowsMax = 1000;

export const approvalOperations = {
  policy: read((db): string | undefined => {
    const row = db.get("SELECT content FROM policy");
    return row === undefined ? undefined : text(row, "content");
  }),

  setPolicy: write((db, content: string) => {
    db.run("INSERT OR REPLACE INTO policy VALUES (1, ?)", content);
  }),

  addStanding: write((db, { id, content }: NewStanding) => {
    db.run("INSERT INTO standing_approval VALUES (NULL, ?, ?, NULL)", id, content);
  }),

  allStanding: read((db): StandingRow[] =>
    db
      .all(
        `SELECT id, content, revoked_ms,
           (SELECT count(*) FROM standing_use WHERE approval = id) AS uses,
           (SELECT max(used_ms) FROM standing_use WHERE approval = id) AS last_used_ms
         FROM standing_approval ORDER BY number DESC LIMIT ?`,
        rowsMax,
      )
      .map((row) => ({
        id: text(row, "id"),
        content: text(row, "content"),
        revokedMs: optional(integer, row, "revoked_ms") ?? null,
        uses: integer(row, "uses"),
        lastUsedMs: optional(integer, row, "last_used_ms") ?? null,
      })),
  ),

  revokeStanding: write((db, id: string, nowMs: number): boolean => {
    const revoked = db.run(
      "UPDATE standing_approval SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL",
      nowMs,
      id,
    );
    return revoked === 1;
  }),

  standingUses: read((db, id: string): StandingUseRow[] =>
    db
      .all(
        "SELECT * FROM standing_use WHERE approval = ? ORDER BY number DESC LIMIT ?",
        id,
        rowsMax,
      )
      .map((row) => ({
        report: text(row, "report"),
        outgoing: text(row, "outgoing"),
        usedMs: integer(row, "used_ms"),
      })),
  ),
};

/** Throws `approval-needed` where it was revoked or used up in the meantime. */
export function recordUse(
  db: Writer,
  { approval, outgoing, usesMax }: StandingUse,
  report: string,
  usedMs: number,
): void {
  const used = db.run(
    `INSERT INTO standing_use
     SELECT NULL, id, ?, ?, ? FROM standing_approval
     WHERE id = ? AND revoked_ms IS NULL
       AND (SELECT count(*) FROM standing_use WHERE approval = id) < ?`,
    report,
    outgoing,
    usedMs,
    approval,
    usesMax,
  );
  if (used !== 1) throw new TocsinError("approval-needed");
}
