/** The tables of a TAXII server. `added` is in microseconds and never the same twice. */

import type { Migration } from "../engine/index.ts";

export const migrations: readonly Migration[] = [
  {
    name: "objects, statuses, cursor",
    sql: `
      CREATE TABLE object (
        added INTEGER PRIMARY KEY,
        collection TEXT NOT NULL,
        id TEXT NOT NULL,
        type TEXT NOT NULL,
        spec TEXT NOT NULL,
        version TEXT NOT NULL,
        is_first INTEGER NOT NULL,
        is_last INTEGER NOT NULL,
        json TEXT NOT NULL,
        sum INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX object_last ON object (collection, added) WHERE is_last = 1;
      CREATE INDEX object_all ON object (collection, added);
      CREATE UNIQUE INDEX object_version ON object (collection, id, version);

      CREATE TABLE status (
        id TEXT PRIMARY KEY,
        saved INTEGER NOT NULL,
        json TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX status_saved ON status (saved);

      CREATE TABLE source (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        cursor INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    name: "objects by type",
    sql: "CREATE INDEX object_type ON object (collection, type, added);",
  },
];
