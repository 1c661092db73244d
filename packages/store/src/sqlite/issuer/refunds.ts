/** How far the ledger was read, and how many tokens were given back under each key: counts alone. */

import { parseRound } from "@tocsin/kernel";

import type { IssuerLedgerPlace, IssuerLedgerStep } from "../../issuer-store.ts";
import {
  bytes,
  checkRow,
  integer,
  read,
  type Reader,
  rowSum,
  text,
  write,
} from "../engine/index.ts";
import { insertNotice } from "./epochs.ts";

export const refundOperations = {
  ledgerPlace: read((db): IssuerLedgerPlace | undefined => {
    const row = db.get("SELECT * FROM place");
    if (row === undefined) return undefined;
    checkRow(row, "sum", "round", "frontier", "note");
    const round = parseRound(integer(row, "round"));
    return { round, frontier: bytes(row, "frontier"), note: text(row, "note") };
  }),

  advance: write((db, { place, answers, signed }: IssuerLedgerStep) => {
    const { round, frontier, note } = place;
    const sum = rowSum(round, frontier, note);
    db.run("INSERT OR REPLACE INTO place VALUES (1, ?, ?, ?, ?)", round, frontier, note, sum);
    for (const answer of answers) insertNotice(db, answer);
    for (const { keyId, count } of signed) {
      const total = refundsSigned(db, keyId) + count;
      const values = [keyId, total, rowSum(keyId, total)] as const;
      db.run("INSERT OR REPLACE INTO refunded VALUES (?, ?, ?)", ...values);
    }
  }),

  refundsSigned: read((db, keyId: Uint8Array) => refundsSigned(db, keyId)),
};

function refundsSigned(db: Reader, keyId: Uint8Array): number {
  const row = db.get("SELECT * FROM refunded WHERE key_id = ?", keyId);
  if (row === undefined) return 0;
  checkRow(row, "sum", "key_id", "count");
  return integer(row, "count");
}
