/**
 * Fresh tokens that authors asked for, and what they say against rulings. A request stands under its pseudonym
 * until it is in a leaf; then it is erased, and what stays is that this pseudonym has asked.
 */

import type { Round } from "@tocsin/kernel";

import type { Appeal, Refund, StakeStanding } from "../../exchange-store.ts";
import {
  bytes,
  checkRow,
  integer,
  optional,
  read,
  type Reader,
  type Row,
  rowSum,
  text,
  type Writer,
} from "../engine/index.ts";
import { round } from "./columns.ts";

const erased = new Uint8Array();
/** Changes under one pseudonym: a longer chain is damage. */
const chainMax = 64;

export const stakeOperations = {
  stakes: read((db, pkSigns: readonly Uint8Array[]): readonly StakeStanding[] =>
    pkSigns.map((pkSign) => ({
      accepted: acceptedIn(db, pkSign),
      asked: db.get("SELECT 1 AS one FROM refund WHERE pk_sign = ?", pkSign) !== undefined,
    })),
  ),

  refundsDue: read((db, day: number, limit: number): readonly Refund[] =>
    db
      .all(
        `SELECT * FROM refund WHERE length(request) > 0 AND day < ? ORDER BY request LIMIT ?`,
        day,
        limit,
      )
      .map(refundOf),
  ),

  appeals: read((db, limit: number): readonly Appeal[] =>
    db.all("SELECT * FROM appeal ORDER BY report LIMIT ?", limit).map(appealOf),
  ),
};

export function addRefunds(db: Writer, refunds: readonly Refund[], day: number): void {
  for (const { pkSign, keyId, request } of refunds) {
    db.run(
      "INSERT INTO refund VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      pkSign,
      day,
      keyId,
      request,
      rowSum(pkSign, day, keyId, request),
    );
  }
}

export function eraseRefund(db: Writer, pkSign: Uint8Array): void {
  const row = db.get("SELECT * FROM refund WHERE pk_sign = ?", pkSign);
  if (row === undefined) return;
  const { keyId } = refundOf(row);
  const sum = rowSum(pkSign, integer(row, "day"), keyId, erased);
  db.run("UPDATE refund SET request = ?, sum = ? WHERE pk_sign = ?", erased, sum, pkSign);
}

export function addAppeal(db: Writer, { report, ruling, text: says }: Appeal): void {
  db.run(
    `INSERT INTO appeal VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET ruling = excluded.ruling, text = excluded.text, sum = excluded.sum
       WHERE excluded.ruling > appeal.ruling`,
    report,
    ruling,
    says,
    rowSum(report, ruling, says),
  );
}

/** Back along the chain to the report itself. */
function acceptedIn(db: Reader, pkSign: Uint8Array): Round | null {
  const head = db.get("SELECT position FROM report WHERE pk_sign = ?", pkSign);
  if (head === undefined) return null;
  let at = integer(head, "position");
  for (let steps = 0; steps < chainMax; steps += 1) {
    const row = db.get("SELECT previous FROM leaf WHERE position = ?", at);
    const previous = row && optional(integer, row, "previous");
    if (previous === undefined) break;
    at = previous;
  }
  const batch = db.get("SELECT round FROM batch WHERE first <= ? ORDER BY first DESC LIMIT 1", at);
  return batch === undefined ? null : round(batch, "round");
}

function refundOf(row: Row): Refund {
  checkRow(row, "sum", "pk_sign", "day", "key_id", "request");
  return {
    pkSign: bytes(row, "pk_sign", 32),
    keyId: bytes(row, "key_id", 32),
    request: bytes(row, "request"),
  };
}

function appealOf(row: Row): Appeal {
  checkRow(row, "sum", "report", "ruling", "text");
  return {
    report: bytes(row, "report", 32),
    ruling: integer(row, "ruling"),
    text: text(row, "text"),
  };
}
