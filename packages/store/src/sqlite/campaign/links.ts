/** Links of stored reports, each in both directions. */

import { integer, type Reader, real, type Writer } from "../engine/index.ts";

export function linkedTo(db: Reader, number: number): number[] {
  return db.all("SELECT b FROM link WHERE a = ?", number).map((row) => integer(row, "b"));
}

export function isTied(db: Reader, a: number, b: number): boolean {
  return db.get("SELECT 1 FROM link WHERE a = ? AND b = ? AND tied = 1", a, b) !== undefined;
}

export function oddsOfLink(db: Reader, a: number, b: number): number | undefined {
  const row = db.get("SELECT odds FROM link WHERE a = ? AND b = ?", a, b);
  return row === undefined ? undefined : real(row, "odds");
}

export function dropLink(db: Writer, a: number, b: number): void {
  db.run("DELETE FROM link WHERE (a = ? AND b = ?) OR (a = ? AND b = ?)", ...[a, b, b, a]);
}
