/** The tables of what feeds have brought. Sums guard against bits that flip on the disk. */

import type { Migration } from "../engine/index.ts";

export const migrations: readonly Migration[] = [
  {
    name: "feeds, items, values",
    sql: `
      CREATE TABLE feed (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        url TEXT NOT NULL,
        every INTEGER NOT NULL,
        scheme TEXT,
        user TEXT,
        secret TEXT,
        private INTEGER NOT NULL,
        created INTEGER NOT NULL,
        tried INTEGER,
        good INTEGER,
        next INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        code TEXT,
        cursor TEXT,
        run INTEGER NOT NULL,
        newest INTEGER
      ) STRICT;

      CREATE TABLE item (
        number INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL,
        key TEXT NOT NULL,
        place INTEGER,
        digest TEXT NOT NULL,
        gone INTEGER NOT NULL,
        run INTEGER NOT NULL,
        body TEXT,
        sum INTEGER NOT NULL,
        UNIQUE (feed, key)
      ) STRICT;

      CREATE TABLE value (
        number INTEGER PRIMARY KEY,
        item INTEGER NOT NULL,
        feed INTEGER NOT NULL,
        type TEXT NOT NULL,
        value TEXT NOT NULL,
        confidence TEXT NOT NULL,
        tlp TEXT,
        until INTEGER,
        sum INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX value_item ON value (item);
      CREATE INDEX value_value ON value (value, type);
      CREATE INDEX value_feed ON value (feed);
    `,
  },
  {
    name: "signers of feeds",
    sql: "ALTER TABLE feed ADD COLUMN signers TEXT NOT NULL DEFAULT '';",
  },
];
