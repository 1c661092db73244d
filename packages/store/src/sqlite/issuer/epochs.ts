/** Operations on token keys and on the signed documents that go into the ledger. */

import type { Epoch } from "@tocsin/kernel";

import type { IssuerNotice, StoredIssuerNotice, StoredTokenKey } from "../../issuer-store.ts";
import { integer, read, type Reader, rowSum, write, type Writer } from "../engine/index.ts";
import { epoch, noticeOf } from "./columns.ts";

/** Far more than years of epochs bring. */
const noticesMax = 10_000;

export const epochOperations = {
  addCommunity: write((db, notice: IssuerNotice) => {
    if (notice.kind !== "community" || notice.revision !== lastRevision(db, notice) + 1) {
      return "exists";
    }
    insertNotice(db, notice);
    return "added";
  }),

  addDirectory: write((db, notice: IssuerNotice, keys: readonly StoredTokenKey[]) => {
    if (notice.kind !== "key-directory" || notice.revision !== lastRevision(db, notice) + 1) {
      return "exists";
    }
    insertNotice(db, notice);
    for (const key of keys) {
      const values = [key.id, key.epoch, key.class, key.purpose, key.sealed] as const;
      db.run("INSERT INTO token_key VALUES (?, ?, ?, ?, ?, ?)", ...values, rowSum(...values));
    }
    return "added";
  }),

  notices: read((db): StoredIssuerNotice[] =>
    db.all("SELECT * FROM notice ORDER BY kind, epoch, revision LIMIT ?", noticesMax).map(noticeOf),
  ),

  markPublished: write((db, { kind, epoch: of, revision, document }: IssuerNotice, at: number) => {
    if (kind === "refunds-signed") {
      db.run("DELETE FROM notice WHERE kind = ? AND revision = ?", kind, revision);
      return;
    }
    db.run(
      "UPDATE notice SET position = ?, sum = ? WHERE kind = ? AND epoch = ? AND revision = ?",
      at,
      rowSum(kind, of ?? "", revision, document, at),
      kind,
      of ?? "",
      revision,
    );
  }),

  destroyKeys: write((db, before: Epoch) => {
    db.run(
      "DELETE FROM issuance WHERE key_id IN (SELECT id FROM token_key WHERE epoch < ?)",
      before,
    );
    db.run(
      "DELETE FROM refunded WHERE key_id IN (SELECT id FROM token_key WHERE epoch < ?)",
      before,
    );
    return db.run("DELETE FROM token_key WHERE epoch < ?", before);
  }),

  epochsWithKeys: read((db): Epoch[] =>
    db
      .all("SELECT DISTINCT epoch FROM token_key ORDER BY epoch LIMIT ?", noticesMax)
      .map((row) => epoch(row, "epoch")),
  ),
};

function lastRevision(db: Reader, { kind, epoch: of }: IssuerNotice): number {
  const row = db.get(
    "SELECT coalesce(max(revision), 0) AS n FROM notice WHERE kind = ? AND epoch = ?",
    kind,
    of ?? "",
  );
  return integer(row ?? {}, "n");
}

export function insertNotice(
  db: Writer,
  { kind, epoch: of, revision, document }: IssuerNotice,
): void {
  db.run(
    "INSERT INTO notice VALUES (?, ?, ?, ?, NULL, ?)",
    kind,
    of ?? "",
    revision,
    document,
    rowSum(kind, of ?? "", revision, document, null),
  );
}
