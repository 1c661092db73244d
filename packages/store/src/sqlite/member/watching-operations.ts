/** Watches and the inventory. */

import type { InventoryRow, WatchRow } from "../../member/watching-port.ts";
import { integer, type Migration, optional, read, type Row, text, write } from "../engine/index.ts";

export const watchingTables: Migration = {
  name: "watches and inventory",
  sql: `
    CREATE TABLE watch (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      added_ms INTEGER NOT NULL,
      UNIQUE (kind, value)
    ) STRICT;
    CREATE TABLE inventory (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      source TEXT NOT NULL,
      cpe TEXT,
      vendor TEXT NOT NULL,
      product TEXT NOT NULL,
      version TEXT
    ) STRICT;
    CREATE INDEX inventory_source ON inventory (source);
    CREATE INDEX inventory_product ON inventory (vendor, product);
  `,
};

export const watchingOperations = {
  addWatch: write((db, { kind, value, addedMs }: Omit<WatchRow, "id">): WatchRow => {
    db.run("INSERT INTO watch VALUES (NULL, ?, ?, ?) ON CONFLICT DO NOTHING", kind, value, addedMs);
    return watchOf(db.get("SELECT * FROM watch WHERE kind = ? AND value = ?", kind, value) ?? {});
  }),

  allWatches: read((db): WatchRow[] => db.all("SELECT * FROM watch ORDER BY number").map(watchOf)),

  removeWatch: write(
    (db, id: string): boolean =>
      db.run("DELETE FROM watch WHERE number = ?", /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0) ===
      1,
  ),

  replaceInventory: write((db, source: string, items: readonly Omit<InventoryRow, "source">[]) => {
    db.run("DELETE FROM inventory WHERE source = ?", source);
    for (const { cpe, vendor, product, version } of items) {
      db.run(
        "INSERT INTO inventory VALUES (NULL, ?, ?, ?, ?, ?)",
        ...[source, cpe, vendor, product, version],
      );
    }
  }),

  inventoryPage: read(
    (db, query: { readonly after: string | undefined; readonly limit: number }) => {
      const behind = query.after === undefined ? 0 : Number(query.after);
      const rows = db.all(
        "SELECT * FROM inventory WHERE number > ? ORDER BY number LIMIT ?",
        Number.isSafeInteger(behind) ? behind : Number.MAX_SAFE_INTEGER,
        query.limit + 1,
      );
      const shown = rows.slice(0, query.limit);
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      return {
        items: shown.map(inventoryOf),
        total: integer(db.get("SELECT count(*) AS n FROM inventory") ?? {}, "n"),
        next: last === undefined ? null : String(integer(last, "number")),
      };
    },
  ),

  inventoryProducts: read((db) =>
    db
      .all("SELECT DISTINCT vendor, product FROM inventory ORDER BY vendor, product")
      .map((row) => ({ vendor: text(row, "vendor"), product: text(row, "product") })),
  ),
};

function watchOf(row: Row): WatchRow {
  return {
    id: String(integer(row, "number")),
    kind: text(row, "kind"),
    value: text(row, "value"),
    addedMs: integer(row, "added_ms"),
  };
}

function inventoryOf(row: Row): InventoryRow {
  return {
    cpe: optional(text, row, "cpe") ?? null,
    vendor: text(row, "vendor"),
    product: text(row, "product"),
    version: optional(text, row, "version") ?? null,
    source: text(row, "source"),
  };
}
