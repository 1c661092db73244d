/** Alarms and the evidence for them. Schema and operations. */

import type { AlarmRow, KeptEvidence } from "../../member/report-port.ts";
import { bytes, integer, type Migration, read, text, write } from "../engine/index.ts";

export const alarmTables: Migration = {
  name: "alarms",
  sql: `
    CREATE TABLE alarm (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      code TEXT NOT NULL,
      subject TEXT NOT NULL,
      text TEXT NOT NULL,
      since_ms INTEGER NOT NULL,
      UNIQUE (code, subject)
    ) STRICT;
    CREATE TABLE evidence (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      code TEXT NOT NULL,
      subject TEXT NOT NULL,
      since_ms INTEGER NOT NULL,
      content BLOB NOT NULL
    ) STRICT;
    CREATE INDEX evidence_alarm ON evidence (code, subject);
  `,
};

/** Alarms shown at once, and pieces of evidence kept for one and in all. */
const alarmsMax = 200;
const evidenceOfOneMax = 8;
const evidenceMax = 1000;

export interface RaisedAlarm {
  readonly code: string;
  readonly subject: string;
  readonly text: string;
  readonly sinceMs: number;
  readonly evidence?: Uint8Array;
}

export const alarmOperations = {
  raiseAlarm: write((db, alarm: RaisedAlarm): boolean => {
    const { code, subject, sinceMs, evidence } = alarm;
    const added = db.run(
      "INSERT INTO alarm VALUES (NULL, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      code,
      subject,
      alarm.text,
      sinceMs,
    );
    if (evidence !== undefined) {
      db.run(
        `INSERT INTO evidence SELECT NULL, ?, ?, ?, ?
         WHERE (SELECT count(*) FROM evidence WHERE code = ? AND subject = ?) < ?
           AND (SELECT count(*) FROM evidence) < ?`,
        code,
        subject,
        sinceMs,
        evidence,
        code,
        subject,
        evidenceOfOneMax,
        evidenceMax,
      );
    }
    return added === 1;
  }),

  clearAlarm: write((db, code: string, subject: string) => {
    db.run("DELETE FROM alarm WHERE code = ? AND subject = ?", code, subject);
  }),

  openAlarms: read((db): readonly AlarmRow[] =>
    db.all("SELECT * FROM alarm ORDER BY number DESC LIMIT ?", alarmsMax).map((row) => ({
      id: String(integer(row, "number")),
      code: text(row, "code"),
      text: text(row, "text"),
      sinceMs: integer(row, "since_ms"),
    })),
  ),

  /** Evidence outlives its alarm. */
  alarmEvidence: read((db, code: string): readonly Uint8Array[] =>
    db
      .all("SELECT content FROM evidence WHERE code = ? ORDER BY number", code)
      .map((row) => bytes(row, "content")),
  ),

  keptEvidence: read((db): readonly KeptEvidence[] =>
    db
      .all(
        `SELECT code, count(*) AS pieces, max(since_ms) AS newest_ms FROM evidence
         GROUP BY code ORDER BY code`,
      )
      .map((row) => ({
        code: text(row, "code"),
        pieces: integer(row, "pieces"),
        newestMs: integer(row, "newest_ms"),
      })),
  ),
};
