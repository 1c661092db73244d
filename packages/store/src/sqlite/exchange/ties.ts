/** What was said of two reports, by its lock: hashes, so nothing tells what came when or together. */

import type { ReportPair, TieTally, TieVote } from "../../exchange-votes.ts";
import {
  bytes,
  checkRow,
  read,
  type Reader,
  type Row,
  rowSum,
  text,
  type Writer,
} from "../engine/index.ts";
import { audience } from "./columns.ts";

const columns = ["lock", "a", "b", "class", "says", "audience"] as const;

export const tieOperations = {
  tieTallies: read((db, pairs: readonly ReportPair[]): readonly (readonly TieTally[])[] =>
    pairs.map((pair) => tallyOf(db, pair)),
  ),

  tiesUnder: read((db, locks: readonly Uint8Array[]): readonly (TieVote | null)[] =>
    locks.map((lock) => {
      const row = db.get("SELECT * FROM tie WHERE lock = ?", lock);
      return row === undefined ? null : tieOf(row);
    }),
  ),
};

/** Of two under one lock the first stays. */
export function addTies(db: Writer, ties: readonly TieVote[]): void {
  for (const { lock, a, b, class: of, says, audience: readers } of ties) {
    const values = [lock, a, b, of, says, readers] as const;
    db.run(
      "INSERT INTO tie VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      ...values,
      rowSum(...values),
    );
  }
}

export function dropTies(db: Writer, locks: readonly Uint8Array[]): void {
  for (const lock of locks) db.run("DELETE FROM tie WHERE lock = ?", lock);
}

/** Nothing is said of a report that was withdrawn. */
export function forgetTiesOf(db: Writer, report: Uint8Array): void {
  db.run("DELETE FROM tie WHERE a = ? OR b = ?", report, report);
}

function tallyOf(db: Reader, { a, b }: ReportPair): TieTally[] {
  const counts = new Map<string, TieTally>();
  const sql = "SELECT * FROM tie WHERE a = ? AND b = ? ORDER BY class, says DESC";
  for (const row of db.iterate(sql, a, b)) {
    const { class: of, says } = tieOf(row);
    const known = counts.get(`${of} ${says}`);
    counts.set(`${of} ${says}`, { class: of, says, votes: (known?.votes ?? 0) + 1 });
  }
  return [...counts.values()];
}

function tieOf(row: Row): TieVote {
  checkRow(row, "sum", ...columns);
  return {
    lock: bytes(row, "lock", 32),
    a: bytes(row, "a", 32),
    b: bytes(row, "b", 32),
    class: text(row, "class"),
    says: text(row, "says"),
    audience: audience(row, "audience"),
  };
}
