/** The tables of campaigns. */

import type { Migration } from "../engine/index.ts";

export const migrations: readonly Migration[] = [
  {
    name: "campaigns",
    sql: `
      CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
      CREATE TABLE kind_total (kind INTEGER PRIMARY KEY, items INTEGER NOT NULL) STRICT;
      CREATE TABLE feature (
        key INTEGER PRIMARY KEY,
        count INTEGER NOT NULL,
        reports BLOB
      ) STRICT;
      CREATE TABLE report (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        report TEXT NOT NULL UNIQUE,
        arrival INTEGER NOT NULL,
        published_ms INTEGER NOT NULL,
        mine INTEGER NOT NULL,
        grp TEXT NOT NULL,
        labels TEXT NOT NULL,
        campaign INTEGER,
        words BLOB NOT NULL,
        places BLOB NOT NULL
      ) STRICT;
      CREATE INDEX report_campaign ON report (campaign, published_ms) WHERE campaign IS NOT NULL;
      CREATE TABLE seen (report TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      CREATE TABLE link (
        a INTEGER NOT NULL,
        b INTEGER NOT NULL,
        odds REAL NOT NULL,
        tied INTEGER NOT NULL,
        PRIMARY KEY (a, b)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE campaign (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        rank INTEGER,
        due INTEGER NOT NULL DEFAULT 0,
        merged_into INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX campaign_rank ON campaign (rank) WHERE rank IS NOT NULL;
      CREATE INDEX campaign_due ON campaign (number) WHERE due > 0;
      CREATE TABLE happening (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        campaign INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('start', 'join', 'merge', 'split')),
        at_ms INTEGER NOT NULL,
        reports TEXT NOT NULL,
        campaigns TEXT NOT NULL
      ) STRICT;
      CREATE INDEX happening_campaign ON happening (campaign, number);
      CREATE TABLE correction (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        says TEXT NOT NULL CHECK (says IN ('together', 'apart')),
        a INTEGER NOT NULL,
        b INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        campaign INTEGER NOT NULL,
        UNIQUE (a, b)
      ) STRICT;
    `,
  },
];
