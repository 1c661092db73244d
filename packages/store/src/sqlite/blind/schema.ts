/** Tables of blind values, of what others have sealed, and of what a person has asked about. */

import type { Migration } from "../engine/index.ts";

export const migrations: readonly Migration[] = [
  {
    name: "blind values",
    sql: `
      CREATE TABLE blind_value (
        number INTEGER PRIMARY KEY,
        epoch TEXT NOT NULL,
        type TEXT NOT NULL,
        value TEXT NOT NULL,
        key TEXT NOT NULL CHECK (key IN ('high', 'low')),
        tag BLOB,
        pair_key BLOB,
        sum BLOB NOT NULL,
        UNIQUE (epoch, type, value)
      ) STRICT;
      CREATE INDEX blind_waiting ON blind_value (epoch, key, number) WHERE tag IS NULL;
      CREATE INDEX blind_tag ON blind_value (epoch, tag) WHERE tag IS NOT NULL;
    `,
  },
  {
    name: "sealing, lines of others, matches, checks",
    sql: `
      DROP INDEX blind_tag;
      CREATE INDEX blind_tag ON blind_value (tag) WHERE tag IS NOT NULL;
      CREATE TABLE sealing (
        value INTEGER PRIMARY KEY REFERENCES blind_value (number),
        state TEXT NOT NULL CHECK (state IN ('wished', 'sealed', 'taken', 'withdrawn')),
        parcel TEXT,
        expires TEXT
      ) STRICT;
      CREATE INDEX sealing_wished ON sealing (value) WHERE state = 'wished';
      CREATE UNIQUE INDEX sealing_parcel ON sealing (parcel) WHERE parcel IS NOT NULL;
      CREATE TABLE tag_line (
        tag BLOB PRIMARY KEY,
        pairs BLOB NOT NULL,
        last_round INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tag_line_round ON tag_line (last_round);
      CREATE TABLE to_judge (tag BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
      CREATE TABLE lines_read (only INTEGER PRIMARY KEY CHECK (only = 1), position INTEGER NOT NULL) STRICT;
      CREATE TABLE match (
        value INTEGER PRIMARY KEY REFERENCES blind_value (number),
        id TEXT NOT NULL UNIQUE,
        peers BLOB NOT NULL,
        first_round INTEGER NOT NULL,
        last_round INTEGER NOT NULL,
        sum BLOB NOT NULL
      ) STRICT;
      CREATE INDEX match_round ON match (last_round, id);
      CREATE TABLE check_run (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        made_ms INTEGER NOT NULL,
        seal INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE check_line (
        run INTEGER NOT NULL REFERENCES check_run (number),
        place INTEGER NOT NULL,
        line INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        type TEXT,
        value TEXT,
        PRIMARY KEY (run, place)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "sealed sightings that are not acknowledged",
    sql: "CREATE INDEX sealing_awaited ON sealing (value) WHERE state = 'sealed';",
  },
  {
    name: "reports for which a value is sealed",
    // Of what was sealed before nobody knows why: it stays until it expires.
    sql: `
      ALTER TABLE sealing ADD COLUMN seen INTEGER NOT NULL DEFAULT 1;
      CREATE TABLE sealed_for (
        report TEXT NOT NULL,
        value INTEGER NOT NULL REFERENCES blind_value (number),
        PRIMARY KEY (report, value)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sealed_for_value ON sealed_for (value);
    `,
  },
  {
    name: "changes of reports that were followed",
    sql: `CREATE TABLE changes_followed (
      only INTEGER PRIMARY KEY CHECK (only = 1), arrival INTEGER NOT NULL) STRICT;`,
  },
];
