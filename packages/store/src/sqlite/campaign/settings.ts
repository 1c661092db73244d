/** Numbers in the database: how far it has come, its seed, and those of reports. */

import { integer, type Reader, type Writer } from "../engine/index.ts";

export function setting(db: Reader, name: string): number {
  const row = db.get("SELECT value FROM setting WHERE name = ?", name);
  return row === undefined ? 0 : integer(row, "value");
}

export function set(db: Writer, name: string, value: number): void {
  db.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value);
}

export function numberOf(db: Reader, report: string): number | undefined {
  const row = db.get("SELECT number FROM report WHERE report = ?", report);
  return row === undefined ? undefined : integer(row, "number");
}
