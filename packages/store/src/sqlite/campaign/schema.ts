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
  {
    name: "features in pages, corrections by the names of reports",
    // All but what a person has said is made of the ledger again.
    sql: `
      CREATE TABLE said AS
        SELECT says, min(one.report, other.report) AS a, max(one.report, other.report) AS b, at_ms
        FROM correction JOIN report AS one ON one.number = correction.a
          JOIN report AS other ON other.number = correction.b;
      DROP TABLE correction;
      CREATE TABLE correction (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        says TEXT NOT NULL CHECK (says IN ('together', 'apart')),
        a TEXT NOT NULL,
        b TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        campaign INTEGER NOT NULL,
        UNIQUE (a, b)
      ) STRICT;
      INSERT INTO correction (says, a, b, at_ms, campaign) SELECT says, a, b, at_ms, 0 FROM said;
      DROP TABLE said;
      DROP TABLE feature;
      CREATE TABLE posting_page (place INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
      CREATE TABLE posting_level (
        number INTEGER PRIMARY KEY,
        run INTEGER NOT NULL,
        pages INTEGER NOT NULL
      ) STRICT;
      DELETE FROM setting WHERE name = 'cursor';
      DELETE FROM kind_total;
      DELETE FROM link;
      DELETE FROM happening;
      DELETE FROM campaign;
      DELETE FROM report;
      ALTER TABLE report DROP COLUMN places;
    `,
  },
  {
    name: "votes of members, and what people said in the history",
    sql: `
      CREATE TABLE vote (
        a TEXT NOT NULL,
        b TEXT NOT NULL,
        counts TEXT NOT NULL,
        odds REAL NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (a, b)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX vote_second ON vote (b);
      ALTER TABLE correction ADD COLUMN secret BLOB;
      CREATE TABLE happened (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        campaign INTEGER NOT NULL,
        kind TEXT NOT NULL
          CHECK (kind IN ('start', 'join', 'merge', 'split', 'votes', 'corrected')),
        at_ms INTEGER NOT NULL,
        reports TEXT NOT NULL,
        campaigns TEXT NOT NULL
      ) STRICT;
      INSERT INTO happened SELECT * FROM happening;
      DROP TABLE happening;
      ALTER TABLE happened RENAME TO happening;
      CREATE INDEX happening_campaign ON happening (campaign, number);
    `,
  },
];
