/**
 * Erasing what was withdrawn, or is of no use any more: details, index, and the mark that the batch's file must be written anew.
 * `secure_delete` overwrites the freed pages; commitments stay, so every proof still holds.
 */

import { assert, type Round } from "@tocsin/kernel";

import { bytes, integer, optional, type Reader, write, type Writer } from "../engine/index.ts";
import { keysIn } from "./leaves.ts";

/** Changes under one pseudonym: a longer chain is damage. */
const chainMax = 64;

export const erasingOperations = {
  eraseExpired: write((db, before: Round, roundsMax: number): number => {
    const rounds = db
      .all(
        "SELECT DISTINCT round FROM expiring WHERE round < ? ORDER BY round LIMIT ?",
        before,
        roundsMax,
      )
      .map((row) => integer(row, "round"));
    let erased = 0;
    for (const round of rounds) {
      const rows = db.all("SELECT position FROM expiring WHERE round = ?", round);
      for (const row of rows) erase(db, integer(row, "position"));
      erased += rows.length;
      db.run("DELETE FROM expiring WHERE round = ?", round);
    }
    return erased;
  }),
};

/** Erases all leaves before this one under its pseudonym, and not this one. */
export function eraseBefore(db: Writer, position: number): void {
  let at = previousOf(db, position);
  for (let steps = 0; at !== undefined; steps += 1) {
    assert(steps < chainMax, "chain of a report ends");
    erase(db, at);
    at = previousOf(db, at);
  }
}

function erase(db: Writer, position: number): void {
  const row = db.get("SELECT keys FROM detail WHERE position = ?", position);
  if (row === undefined) return;
  for (const key of keysIn(bytes(row, "keys"))) {
    db.run("DELETE FROM observable WHERE key = ? AND position = ?", key, position);
  }
  db.run("DELETE FROM detail WHERE position = ?", position);
  const touched = db.run(
    `UPDATE batch SET file = NULL
     WHERE round = (SELECT round FROM batch WHERE first <= ? ORDER BY first DESC LIMIT 1)`,
    position,
  );
  assert(touched === 1, "batch of an erased leaf");
}

function previousOf(db: Reader, position: number): number | undefined {
  const row = db.get("SELECT previous FROM leaf WHERE position = ?", position);
  assert(row, "leaf of a chain");
  const previous = optional(integer, row, "previous");
  assert(previous === undefined || previous < position, "chain goes back");
  return previous;
}
