/** What a person has asked about, line by line. Answers are not kept: they are looked up anew. */

import { TocsinError } from "@tocsin/kernel";

import type { CheckLine, CheckRow } from "../../blind-store.ts";
import {
  flag,
  integer,
  optional,
  read,
  type Reader,
  type Row,
  text,
  write,
} from "../engine/index.ts";

/** Checks that are kept. */
const checksMax = 200;

export const checkOperations = {
  addCheck: write((db, { id, madeMs, seal, lines }: CheckRow) => {
    const added = "INSERT INTO check_run VALUES (NULL, ?, ?, ?)";
    db.run(added, id, madeMs, seal ? 1 : 0);
    const number = integer(db.get("SELECT number FROM check_run WHERE id = ?", id) ?? {}, "number");
    for (const [place, { line, verdict, type, value }] of lines.entries()) {
      const added = "INSERT INTO check_line VALUES (?, ?, ?, ?, ?, ?)";
      db.run(added, number, place, line, verdict, type, value);
    }
    db.run("DELETE FROM check_line WHERE run <= ?", number - checksMax);
    db.run("DELETE FROM check_run WHERE number <= ?", number - checksMax);
  }),

  check: read((db, id: string): CheckRow | undefined => {
    const row = db.get("SELECT * FROM check_run WHERE id = ?", id);
    return row && checkOf(db, row);
  }),

  checks: read((db, limit: number): CheckRow[] =>
    db
      .all("SELECT * FROM check_run ORDER BY number DESC LIMIT ?", limit)
      .map((row) => checkOf(db, row)),
  ),
};

function checkOf(db: Reader, row: Row): CheckRow {
  const lines = db
    .all("SELECT * FROM check_line WHERE run = ? ORDER BY place", integer(row, "number"))
    .map((line) => ({
      line: integer(line, "line"),
      verdict: verdictOf(text(line, "verdict")),
      type: optional(text, line, "type") ?? null,
      value: optional(text, line, "value") ?? null,
    }));
  return { id: text(row, "id"), madeMs: integer(row, "made_ms"), seal: flag(row, "seal"), lines };
}

function verdictOf(verdict: string): CheckLine["verdict"] {
  switch (verdict) {
    case "value":
    case "private":
    case "benign":
    case "not-a-value":
      return verdict;
    default:
      throw new TocsinError("store-damaged", { detail: "column verdict" });
  }
}
