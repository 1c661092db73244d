/**
 * The issuer's tables. No column says when a member asked for something or what was signed: that it
 * fetched its quota is one row without a time, keyed by random ids, without row ids.
 */

import type { Migration } from "../engine/index.ts";

export const migrations: readonly Migration[] = [
  {
    name: "roster, token keys, quotas, notices",
    sql: `
      CREATE TABLE settings (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        value TEXT NOT NULL,
        sum BLOB NOT NULL
      ) STRICT;

      CREATE TABLE class (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        parent TEXT REFERENCES class (id),
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE member (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        legal_id TEXT NOT NULL,
        class TEXT NOT NULL REFERENCES class (id),
        state TEXT NOT NULL,
        key BLOB,
        invited_day TEXT NOT NULL,
        enrolled_day TEXT,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX member_key ON member (key) WHERE key IS NOT NULL;
      CREATE UNIQUE INDEX member_legal_id ON member (legal_id) WHERE state <> 'removed';
      CREATE TABLE invitation (
        secret_hash BLOB PRIMARY KEY,
        member TEXT NOT NULL REFERENCES member (id),
        expires_ms INTEGER NOT NULL,
        used_by BLOB,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX invitation_member ON invitation (member);

      CREATE TABLE nonce (
        key BLOB NOT NULL,
        nonce BLOB NOT NULL,
        until_ms INTEGER NOT NULL,
        PRIMARY KEY (key, nonce)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX nonce_until ON nonce (until_ms);

      CREATE TABLE token_key (
        id BLOB PRIMARY KEY,
        epoch TEXT NOT NULL,
        class TEXT NOT NULL,
        purpose TEXT NOT NULL,
        sealed BLOB NOT NULL,
        sum BLOB NOT NULL,
        UNIQUE (epoch, class, purpose)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE issuance (
        key_id BLOB NOT NULL REFERENCES token_key (id),
        member TEXT NOT NULL REFERENCES member (id),
        requests_hash BLOB NOT NULL,
        sum BLOB NOT NULL,
        PRIMARY KEY (key_id, member)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE notice (
        kind TEXT NOT NULL,
        epoch TEXT NOT NULL,
        revision INTEGER NOT NULL,
        document TEXT NOT NULL,
        position INTEGER,
        sum BLOB NOT NULL,
        PRIMARY KEY (kind, epoch, revision)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "region and size of members",
    sql: `
      CREATE TABLE member_traits (
        member TEXT PRIMARY KEY REFERENCES member (id),
        region TEXT,
        size TEXT,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "stakes given back",
    sql: `
      CREATE TABLE place (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        round INTEGER NOT NULL,
        frontier BLOB NOT NULL,
        note TEXT NOT NULL,
        sum BLOB NOT NULL
      ) STRICT;
      CREATE TABLE refunded (
        key_id BLOB PRIMARY KEY,
        count INTEGER NOT NULL,
        sum BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
