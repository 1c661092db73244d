/** What members say of two reports: schema and operations. */

import type { NewTie, TieRow } from "../../member/tie-port.ts";
import { integer, type Migration, read, text, type Writer } from "../engine/index.ts";

export const tieTables: Migration = {
  name: "votes on two reports",
  sql: `
    CREATE TABLE tie (
      arrival INTEGER PRIMARY KEY AUTOINCREMENT,
      position INTEGER NOT NULL,
      a TEXT NOT NULL,
      b TEXT NOT NULL,
      counts TEXT NOT NULL,
      UNIQUE (a, b)
    ) STRICT;
  `,
};

export const tieOperations = {
  tiesSince: read((db, arrival: number, limit: number): readonly TieRow[] =>
    db
      .all("SELECT * FROM tie WHERE arrival > ? ORDER BY arrival LIMIT ?", arrival, limit)
      .map((row) => ({
        arrival: integer(row, "arrival"),
        a: text(row, "a"),
        b: text(row, "b"),
        counts: text(row, "counts"),
      })),
  ),
};

/** The newest in the ledger counts. */
export function addTies(db: Writer, ties: readonly NewTie[]): void {
  for (const { index, a, b, counts } of ties) {
    const row = db.get("SELECT position FROM tie WHERE a = ? AND b = ?", a, b);
    if (row !== undefined && integer(row, "position") >= index) continue;
    db.run("DELETE FROM tie WHERE a = ? AND b = ?", a, b);
    db.run("INSERT INTO tie VALUES (NULL, ?, ?, ?, ?)", index, a, b, counts);
  }
}
