/** Running counts, so that a limit costs no scan. */

import { assert } from "@tocsin/kernel";

import { integer, type Reader, type Writer } from "../engine/index.ts";

export type CounterName = "staged" | "parts";

export function counter(db: Reader, name: CounterName): number {
  return integer(db.get("SELECT value FROM counter WHERE name = ?", name) ?? {}, "value");
}

export function addToCounter(db: Writer, name: CounterName, step: number): void {
  if (step === 0) return;
  db.run("UPDATE counter SET value = value + ? WHERE name = ?", step, name);
  assert(counter(db, name) >= 0, `counter ${name}`);
}

/** Counts one more staged frame; false, and nothing, where there are `max`. */
export function takePlace(db: Writer, max: number): boolean {
  const sql = "UPDATE counter SET value = value + 1 WHERE name = 'staged' AND value < ?";
  return db.run(sql, max) === 1;
}
