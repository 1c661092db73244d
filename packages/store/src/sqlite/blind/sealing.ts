/** Which values are to be sealed, are sealed, or were taken back. A value is sealed once in an epoch. */

import type { Epoch } from "@tocsin/kernel";

import type { BlindValue, SealedValue, TaggedValue } from "../../blind-store.ts";
import { read, text, write } from "../engine/index.ts";
import { taggedOf } from "./rows.ts";

const numberOf = "(SELECT number FROM blind_value WHERE epoch = ? AND type = ? AND value = ?)";

const reportsMax = 10_000;
/** Values that nothing but this report has wished to be sealed. */
const onlyFor = `(
  SELECT sealed_for.value FROM sealed_for JOIN sealing ON sealing.value = sealed_for.value
  WHERE sealed_for.report = ? AND sealing.seen = 0 AND NOT EXISTS (
    SELECT 1 FROM sealed_for AS other
    WHERE other.value = sealed_for.value AND other.report <> ?))`;

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

  unwishOf: write((db, report: string): TaggedValue[] => {
    db.run(`DELETE FROM sealing WHERE state = 'wished' AND value IN ${onlyFor}`, report, report);
    return db
      .all(
        `SELECT blind_value.* FROM sealing JOIN blind_value ON blind_value.number = sealing.value
         WHERE sealing.state IN ('sealed', 'taken') AND sealing.value IN ${onlyFor}
           AND blind_value.tag IS NOT NULL`,
        report,
        report,
      )
      .map(taggedOf);
  }),

  forgetReport: write((db, report: string) => {
    db.run("DELETE FROM sealed_for WHERE report = ?", report);
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
