/** Which values are to be sealed, are sealed, or were taken back. A value is sealed once in an epoch. */

import type { Epoch } from "@tocsin/kernel";

import type { BlindValue, SealedValue, TaggedValue } from "../../blind-store.ts";
import { integer, read, type Reader, text, write } from "../engine/index.ts";
import { taggedOf } from "./rows.ts";

const numberOf = "(SELECT number FROM blind_value WHERE epoch = ? AND type = ? AND value = ?)";

const reportsMax = 10_000;
/** Of one value: whether nothing but this report has wished it to be sealed. */
const isOnlyFor = `EXISTS (
  SELECT 1 FROM sealing WHERE sealing.value = ? AND sealing.seen = 0 AND NOT EXISTS (
    SELECT 1 FROM sealed_for AS other WHERE other.value = sealing.value AND other.report <> ?))`;

export const sealingOperations = {
  sealable: read((db, epoch: Epoch, max: number): TaggedValue[] =>
    db
      .all(
        `SELECT blind_value.* FROM sealing JOIN blind_value ON blind_value.number = sealing.value
         WHERE sealing.state = 'wished' AND blind_value.epoch = ? AND blind_value.tag IS NOT NULL
         ORDER BY blind_value.number DESC LIMIT ?`,
        epoch,
        max,
      )
      .map(taggedOf),
  ),

  markSealed: write((db, epoch: Epoch, { type, value }: BlindValue, sealed: SealedValue) => {
    db.run(
      `UPDATE sealing SET state = 'sealed', parcel = ?, expires = ?
       WHERE state = 'wished' AND value = ${numberOf}`,
      ...[sealed.parcel, sealed.expires, epoch, type, value],
    );
  }),

  awaited: read((db, max: number): string[] =>
    db
      .all("SELECT parcel FROM sealing WHERE state = 'sealed' ORDER BY value LIMIT ?", max)
      .map((row) => text(row, "parcel")),
  ),

  sealAgain: write((db, parcel: string) => {
    db.run(
      `UPDATE sealing SET state = 'wished', parcel = NULL, expires = NULL
       WHERE state = 'sealed' AND parcel = ?`,
      parcel,
    );
  }),

  reportsSealed: read((db): string[] =>
    db
      .all("SELECT DISTINCT report FROM sealed_for LIMIT ?", reportsMax)
      .map((row) => text(row, "report")),
  ),

  unwish: write((db, report: string, named: readonly BlindValue[]): TaggedValue[] => {
    const gone = unnamed(db, report, named);
    for (const value of gone) {
      const sql = `DELETE FROM sealing WHERE state = 'wished' AND value = ? AND ${isOnlyFor}`;
      db.run(sql, value, value, report);
    }
    return gone.flatMap((value) => {
      const row = db.get(
        `SELECT blind_value.* FROM sealing JOIN blind_value ON blind_value.number = sealing.value
         WHERE sealing.state IN ('sealed', 'taken') AND sealing.value = ?
           AND blind_value.tag IS NOT NULL AND ${isOnlyFor}`,
        ...[value, value, report],
      );
      return row === undefined ? [] : taggedOf(row);
    });
  }),

  forgetUnnamed: write((db, report: string, named: readonly BlindValue[]) => {
    for (const value of unnamed(db, report, named)) {
      db.run("DELETE FROM sealed_for WHERE report = ? AND value = ?", report, value);
    }
  }),

  changesThrough: read((db): number => {
    const row = db.get("SELECT arrival FROM changes_followed");
    return row === undefined ? 0 : integer(row, "arrival");
  }),

  setChangesThrough: write((db, arrival: number) => {
    db.run("INSERT OR REPLACE INTO changes_followed VALUES (1, ?)", arrival);
  }),

  endSeal: write((db, epoch: Epoch, { type, value }: BlindValue, state: "none" | "withdrawn") => {
    if (state === "none") {
      const sql = `DELETE FROM sealing WHERE state = 'wished' AND value = ${numberOf}`;
      db.run(sql, epoch, type, value);
      return;
    }
    const sql = `UPDATE sealing SET state = 'withdrawn' WHERE value = ${numberOf}`;
    db.run(sql, epoch, type, value);
  }),
};

/** Numbers of the values for which this report once wished, in any epoch, and which it does not name now. */
function unnamed(db: Reader, report: string, named: readonly BlindValue[]): number[] {
  const kept = new Set(named.map(nameOf));
  return db
    .all(
      `SELECT blind_value.* FROM sealed_for JOIN blind_value ON blind_value.number = sealed_for.value
       WHERE sealed_for.report = ?`,
      report,
    )
    .filter((row) => !kept.has(nameOf({ type: text(row, "type"), value: text(row, "value") })))
    .map((row) => integer(row, "number"));
}

function nameOf({ type, value }: BlindValue): string {
  return `${type} ${value}`;
}
