/** Audience keys, the read session, and sections that are still to be opened. Schema and operations. */

import { assert } from "@tocsin/kernel";

import type { ClosedSection } from "../../member/ledger-port.ts";
import type { NewRecord } from "../../member/report-port.ts";
import { bytes, integer, type Migration, read, type Row, text, write } from "../engine/index.ts";
import { addRecords } from "./record-operations.ts";

export const feedTables: Migration = {
  name: "audience keys and read session",
  sql: `
    CREATE TABLE audience_key (
      audience TEXT NOT NULL,
      epoch TEXT NOT NULL,
      key BLOB NOT NULL,
      PRIMARY KEY (audience, epoch)
    ) STRICT;
    CREATE TABLE read_session (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      bearer TEXT NOT NULL,
      until_ms INTEGER NOT NULL
    ) STRICT;
  `,
};

interface AudienceKeyRow {
  readonly audience: string;
  readonly epoch: string;
  readonly key: Uint8Array;
}

export const feedOperations = {
  audienceKeys: read((db): readonly AudienceKeyRow[] =>
    db.all("SELECT * FROM audience_key ORDER BY audience, epoch").map((row) => ({
      audience: text(row, "audience"),
      epoch: text(row, "epoch"),
      key: bytes(row, "key", 32),
    })),
  ),

  addAudienceKeys: write((db, keys: readonly AudienceKeyRow[]) => {
    for (const { audience, epoch, key } of keys) {
      const added = db.run(
        "INSERT INTO audience_key VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        audience,
        epoch,
        key,
      );
      if (added === 0) continue;
      db.run(
        `UPDATE closed_section SET why = 'waiting'
         WHERE audience = ? AND (why = 'orphan' OR (epoch = ? AND why IN ('no-key', 'damaged')))`,
        audience,
        epoch,
      );
    }
  }),

  session: read((db) => {
    const row = db.get("SELECT bearer, until_ms FROM read_session");
    if (row === undefined) return undefined;
    return { bearer: text(row, "bearer"), untilMs: integer(row, "until_ms") };
  }),

  setSession: write((db, bearer: string, untilMs: number) => {
    db.run("INSERT OR REPLACE INTO read_session VALUES (1, ?, ?)", bearer, untilMs);
    // Once a day what did not open is tried again: the exchange may have put it right.
    db.run("UPDATE closed_section SET why = 'waiting' WHERE why IN ('damaged', 'orphan')");
  }),

  waitingSections: read((db, limit: number): readonly ClosedSection[] =>
    db
      .all(
        "SELECT * FROM closed_section WHERE why = 'waiting' ORDER BY round, audience LIMIT ?",
        limit,
      )
      .map(sectionOf),
  ),

  closedCount: read((db) =>
    integer(db.get("SELECT count(*) AS closed FROM closed_section") ?? {}, "closed"),
  ),

  addSectionRecords: write((db, records: readonly NewRecord[]) => addRecords(db, records)),

  setSection: write(
    (db, section: Omit<ClosedSection, "why">, why: ClosedSection["why"] | "done") => {
      const { round, audience, epoch } = section;
      if (why === "done") {
        db.run(
          "DELETE FROM closed_section WHERE round = ? AND audience = ? AND epoch = ?",
          round,
          audience,
          epoch,
        );
        return;
      }
      db.run(
        "INSERT OR REPLACE INTO closed_section VALUES (?, ?, ?, ?)",
        round,
        audience,
        epoch,
        why,
      );
    },
  ),
};

function sectionOf(row: Row): ClosedSection {
  const why = text(row, "why");
  assert(why === "waiting", "a section that waits");
  return {
    round: integer(row, "round"),
    audience: text(row, "audience"),
    epoch: text(row, "epoch"),
    why,
  };
}
