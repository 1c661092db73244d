/** A database for the engine's own tests. */

import { integer } from "./columns.ts";
import { defineDatabase, read, write } from "./definition.ts";

export const sampleDatabase = defineDatabase({
  name: "sample",
  module: import.meta.url,
  migrations: [
    {
      name: "spent and notes",
      sql: `
        CREATE TABLE spent (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE note (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
      `,
    },
  ],
  operations: {
    spend: write(
      (db, hash: Uint8Array) =>
        db.run("INSERT INTO spent VALUES (?) ON CONFLICT DO NOTHING", hash) === 1,
    ),
    spentCount: read((db) => integer(db.get("SELECT count(*) AS n FROM spent") ?? {}, "n")),
    keep: write((db, number: number, body: Uint8Array) => {
      db.run("INSERT INTO note VALUES (?, ?)", number, body);
    }),
  },
});
