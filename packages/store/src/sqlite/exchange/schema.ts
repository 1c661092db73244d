/**
 * The exchange's tables. No column says who, from where, in which order or at which moment: what
 * arrives is keyed by hash, without row ids. Checksums stand where no signature or hash covers a row.
 */

import type { Migration } from "../engine/index.ts";

export const migrations: readonly Migration[] = [
  {
    name: "staging, ledger, feed, keys",
    sql: `
      CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      INSERT INTO counter VALUES ('staged', 0), ('parts', 0);

      CREATE TABLE capsule_seen (
        gateway_key INTEGER NOT NULL,
        id BLOB NOT NULL,
        PRIMARY KEY (gateway_key, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE staged (
        round INTEGER NOT NULL,
        id BLOB NOT NULL,
        frame BLOB NOT NULL,
        PRIMARY KEY (round, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE part (
        submission BLOB NOT NULL,
        number INTEGER NOT NULL,
        count INTEGER NOT NULL,
        round INTEGER NOT NULL,
        payload BLOB NOT NULL,
        PRIMARY KEY (submission, number)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX part_round ON part (round);
      CREATE TABLE carried (id BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE spent (
        epoch TEXT NOT NULL,
        id BLOB NOT NULL,
        PRIMARY KEY (epoch, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE spent_fold (
        epoch TEXT PRIMARY KEY,
        count INTEGER NOT NULL,
        fold BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE session (
        id BLOB PRIMARY KEY,
        until_ms INTEGER NOT NULL,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX session_until ON session (until_ms);

      CREATE TABLE ledger (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        size INTEGER NOT NULL,
        round INTEGER,
        checkpoint TEXT,
        sum BLOB NOT NULL
      ) STRICT;
      CREATE TABLE leaf (
        position INTEGER PRIMARY KEY,
        commitment BLOB NOT NULL,
        audience TEXT NOT NULL,
        previous INTEGER
      ) STRICT;
      CREATE TABLE detail (
        position INTEGER PRIMARY KEY,
        salt BLOB NOT NULL,
        keys BLOB NOT NULL,
        leaf BLOB NOT NULL
      ) STRICT;
      CREATE TABLE tile (
        level INTEGER NOT NULL,
        number INTEGER NOT NULL,
        hashes BLOB NOT NULL,
        PRIMARY KEY (level, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE report (
        pk_sign BLOB PRIMARY KEY,
        report BLOB NOT NULL,
        envelope BLOB NOT NULL,
        seq INTEGER NOT NULL,
        class TEXT NOT NULL,
        epoch TEXT NOT NULL,
        audience TEXT NOT NULL,
        author BLOB NOT NULL,
        withdrawn INTEGER NOT NULL,
        position INTEGER NOT NULL,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE observable (
        key BLOB NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (key, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE batch (
        round INTEGER PRIMARY KEY,
        first INTEGER NOT NULL UNIQUE,
        leaves INTEGER NOT NULL,
        checkpoint TEXT NOT NULL,
        file BLOB,
        sum BLOB NOT NULL
      ) STRICT;
      CREATE INDEX batch_unpublished ON batch (round) WHERE file IS NULL;

      CREATE TABLE notice (
        id BLOB PRIMARY KEY,
        kind TEXT NOT NULL,
        position INTEGER,
        leaf BLOB NOT NULL,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE gateway_key (
        id INTEGER PRIMARY KEY,
        config BLOB NOT NULL,
        secret BLOB NOT NULL,
        from_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL,
        sum BLOB NOT NULL
      ) STRICT;
      CREATE TABLE audience_key (
        audience TEXT NOT NULL,
        epoch TEXT NOT NULL,
        key BLOB NOT NULL,
        sum BLOB NOT NULL,
        PRIMARY KEY (audience, epoch)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "sealed sightings",
    sql: `
      CREATE TABLE tag (
        tag BLOB NOT NULL,
        pk BLOB NOT NULL,
        mac BLOB NOT NULL,
        lock BLOB NOT NULL,
        until_day INTEGER NOT NULL,
        PRIMARY KEY (tag, pk)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tag_until ON tag (until_day);
    `,
  },
  {
    name: "votes",
    sql: `
      CREATE TABLE tally (
        report BLOB NOT NULL,
        vote TEXT NOT NULL,
        count INTEGER NOT NULL,
        sum BLOB NOT NULL,
        PRIMARY KEY (report, vote)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tally_vote ON tally (vote, count);
    `,
  },
  {
    name: "stakes and appeals",
    sql: `
      CREATE TABLE refund (
        pk_sign BLOB PRIMARY KEY,
        day INTEGER NOT NULL,
        key_id BLOB NOT NULL,
        request BLOB NOT NULL,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX refund_due ON refund (request) WHERE length(request) > 0;
      CREATE TABLE appeal (
        report BLOB PRIMARY KEY,
        ruling INTEGER NOT NULL,
        text TEXT NOT NULL,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "leaves that are of use for a time",
    // What is there already gets 35 days of rounds of a minute: no store knows how long a round is.
    sql: `
      CREATE TABLE expiring (
        round INTEGER NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (round, position)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO expiring
        SELECT 50400 + (SELECT round FROM batch WHERE first <= position ORDER BY first DESC LIMIT 1),
          position
        FROM detail
        WHERE CAST(substr(leaf, 1, 17) AS TEXT) = '{"kind":"message"'
          OR CAST(substr(leaf, 1, 19) AS TEXT) = '{"kind":"sightings"';
    `,
  },
  {
    name: "votes on two reports",
    sql: `
      CREATE TABLE tie (
        lock BLOB PRIMARY KEY,
        a BLOB NOT NULL,
        b BLOB NOT NULL,
        class TEXT NOT NULL,
        says TEXT NOT NULL,
        audience TEXT NOT NULL,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tie_pair ON tie (a, b);
      CREATE INDEX tie_second ON tie (b);
    `,
  },
];
