/**
 * The spent set. A bit that flips in it would let a token be spent again and no signature would tell,
 * so each epoch's ids are folded into one value by exclusive or, which is recomputed at each start.
 */

import { assert, type Epoch, TocsinError } from "@tocsin/kernel";

import type { Spend } from "../../exchange-store.ts";
import { bytes, integer, read, type Reader, type Writer } from "../engine/index.ts";
import { epoch } from "./columns.ts";

const idBytes = 32;

export const spentOperations = {
  verifySpent: read((db) => {
    const folds = new Map<string, { fold: Uint8Array; count: number }>();
    for (const row of db.iterate("SELECT epoch, id FROM spent")) {
      const of = epoch(row, "epoch");
      const known = folds.get(of) ?? { fold: new Uint8Array(idBytes), count: 0 };
      foldIn(known.fold, bytes(row, "id", idBytes));
      folds.set(of, { fold: known.fold, count: known.count + 1 });
    }
    for (const row of db.all("SELECT epoch, count, fold FROM spent_fold")) {
      const actual = folds.get(epoch(row, "epoch"));
      const stored = bytes(row, "fold", idBytes);
      const same = actual?.fold.every((byte, at) => byte === stored[at]) === true;
      if (!same || actual.count !== integer(row, "count")) {
        throw new TocsinError("store-damaged", { detail: "spent" });
      }
    }
  }),
};

export function isSpent(db: Reader, { epoch: of, id }: Spend): boolean {
  return db.get("SELECT 1 FROM spent WHERE epoch = ? AND id = ?", of, id) !== undefined;
}

/** For tokens of which `isSpent` was asked in the same transaction; a doubled one is a defect. */
export function spendAll(db: Writer, spends: readonly Spend[]): void {
  const folds = new Map<Epoch, { fold: Uint8Array; count: number }>();
  for (const { epoch: of, id } of spends) {
    assert(id.length === idBytes, "id of a spent token");
    const fresh = db.run("INSERT INTO spent VALUES (?, ?) ON CONFLICT DO NOTHING", of, id);
    assert(fresh === 1, "token spent once");
    const known = folds.get(of) ?? foldOf(db, of);
    foldIn(known.fold, id);
    folds.set(of, { fold: known.fold, count: known.count + 1 });
  }
  for (const [of, { fold, count }] of folds) {
    db.run("INSERT OR REPLACE INTO spent_fold VALUES (?, ?, ?)", of, count, fold);
  }
}

/** Removes up to `rowsMax` tokens of epochs before one; their folds go first. */
export function forgetSpent(db: Writer, before: Epoch, rowsMax: number): number {
  db.run("DELETE FROM spent_fold WHERE epoch < ?", before);
  return db.run(
    `DELETE FROM spent WHERE (epoch, id) IN
       (SELECT epoch, id FROM spent WHERE epoch < ? ORDER BY epoch, id LIMIT ?)`,
    before,
    rowsMax,
  );
}

function foldOf(db: Reader, of: Epoch): { fold: Uint8Array; count: number } {
  const row = db.get("SELECT count, fold FROM spent_fold WHERE epoch = ?", of);
  if (row === undefined) return { fold: new Uint8Array(idBytes), count: 0 };
  return { fold: bytes(row, "fold", idBytes).slice(), count: integer(row, "count") };
}

function foldIn(fold: Uint8Array, id: Uint8Array): void {
  for (let at = 0; at < idBytes; at += 1) fold[at] = (fold[at] ?? 0) ^ (id[at] ?? 0);
}
