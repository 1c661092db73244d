/** Notices on their way to the ledger, the gateway's keys, and the keys of audiences. */

import type { Audience } from "@tocsin/wire";

import type { GatewayKey, Notice, StoredAudienceKey, StoredNotice } from "../../exchange-store.ts";
import {
  bytes,
  checkRow,
  integer,
  optional,
  read,
  type Reader,
  type Row,
  rowSum,
  write,
  type Writer,
} from "../engine/index.ts";
import { audience, epoch, noticeKind } from "./columns.ts";

/** Notices, gateway keys and audience keys kept at most; far more than years bring. */
const rowsMax = 100_000;

export const keyOperations = {
  addNotice: write((db, notice: Notice) => (insertNotice(db, notice) ? "added" : "known")),

  notices: read((db): StoredNotice[] =>
    db
      .all("SELECT * FROM notice ORDER BY position IS NULL, position, id LIMIT ?", rowsMax)
      .map(noticeOf),
  ),

  addGatewayKey: write((db, key: GatewayKey, notice: Notice) => {
    const values = [key.id, key.config, key.secret, key.fromMs, key.untilMs] as const;
    db.run("INSERT INTO gateway_key VALUES (?, ?, ?, ?, ?, ?)", ...values, rowSum(...values));
    insertNotice(db, notice);
  }),

  gatewayKeys: read((db): GatewayKey[] =>
    db.all("SELECT * FROM gateway_key ORDER BY from_ms, id LIMIT ?", rowsMax).map(gatewayKeyOf),
  ),

  keepAudienceKeys: write((db, keys: readonly StoredAudienceKey[]) =>
    keys.flatMap(({ audience: to, epoch: of, key }) => {
      db.run(
        "INSERT INTO audience_key VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        to,
        of,
        key,
        rowSum(to, of, key),
      );
      const row = db.get("SELECT * FROM audience_key WHERE audience = ? AND epoch = ?", to, of);
      return row === undefined ? [] : [audienceKeyOf(row)];
    }),
  ),

  audienceKeys: read((db, audiences: readonly Audience[], limit: number) =>
    audiences
      .flatMap((to) => audienceKeysOf(db, to, limit))
      .sort((a, b) => (a.epoch === b.epoch ? 0 : a.epoch < b.epoch ? 1 : -1))
      .slice(0, limit),
  ),
};

function insertNotice(db: Writer, { id, kind, leaf }: Notice): boolean {
  const sum = rowSum(id, kind, null, leaf);
  return (
    db.run(
      "INSERT INTO notice VALUES (?, ?, NULL, ?, ?) ON CONFLICT DO NOTHING",
      id,
      kind,
      leaf,
      sum,
    ) === 1
  );
}

function noticeOf(row: Row): StoredNotice {
  checkRow(row, "sum", "id", "kind", "position", "leaf");
  return {
    id: bytes(row, "id", 32),
    kind: noticeKind(row, "kind"),
    leaf: bytes(row, "leaf"),
    position: optional(integer, row, "position") ?? null,
  };
}

function gatewayKeyOf(row: Row): GatewayKey {
  checkRow(row, "sum", "id", "config", "secret", "from_ms", "until_ms");
  return {
    id: integer(row, "id"),
    config: bytes(row, "config"),
    secret: bytes(row, "secret"),
    fromMs: integer(row, "from_ms"),
    untilMs: integer(row, "until_ms"),
  };
}

function audienceKeysOf(db: Reader, to: Audience, limit: number): StoredAudienceKey[] {
  return db
    .all("SELECT * FROM audience_key WHERE audience = ? ORDER BY epoch DESC LIMIT ?", to, limit)
    .map(audienceKeyOf);
}

function audienceKeyOf(row: Row): StoredAudienceKey {
  checkRow(row, "sum", "audience", "epoch", "key");
  return {
    audience: audience(row, "audience"),
    epoch: epoch(row, "epoch"),
    key: bytes(row, "key", 32),
  };
}
