/**
 * The key holder's tables. What tells who asked is forgotten with its slot, minutes later; shares and
 * seeds rest sealed under a key that is not in the database.
 */

import type { Migration } from "../engine/index.ts";

export const migrations: readonly Migration[] = [
  {
    name: "ledger, roster, ceremony, batches",
    sql: `
      CREATE TABLE place (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        round INTEGER NOT NULL,
        frontier BLOB NOT NULL,
        note TEXT NOT NULL,
        sum BLOB NOT NULL
      ) STRICT;
      CREATE TABLE record (
        position INTEGER PRIMARY KEY,
        epoch TEXT NOT NULL,
        document TEXT NOT NULL,
        sum BLOB NOT NULL
      ) STRICT;
      CREATE INDEX record_epoch ON record (epoch, position);
      CREATE TABLE roster (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        value TEXT NOT NULL,
        sum BLOB NOT NULL
      ) STRICT;

      CREATE TABLE seed (
        epoch TEXT PRIMARY KEY,
        sealed BLOB NOT NULL,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE share (
        epoch TEXT PRIMARY KEY,
        attempt INTEGER NOT NULL,
        sealed BLOB,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE batch (
        slot INTEGER NOT NULL,
        member TEXT NOT NULL,
        quorum TEXT NOT NULL,
        batch BLOB NOT NULL,
        answer BLOB NOT NULL,
        sum BLOB NOT NULL,
        PRIMARY KEY (slot, member, quorum)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
