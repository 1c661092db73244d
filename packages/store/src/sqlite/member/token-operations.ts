/** Requests for tokens and the tokens themselves. Schema and operations. */

import { assert } from "@tocsin/kernel";

import type { NewToken, StoredToken, TokenCount, TokenFetch } from "../../member/token-port.ts";
import {
  bytes,
  integer,
  type Migration,
  optional,
  read,
  type Row,
  text,
  write,
  type Writer,
} from "../engine/index.ts";

export const tokenTables: Migration = {
  name: "tokens",
  sql: `
    CREATE TABLE token_fetch (
      key_id TEXT PRIMARY KEY,
      epoch TEXT NOT NULL,
      class TEXT NOT NULL,
      purpose TEXT NOT NULL,
      quota INTEGER NOT NULL,
      master TEXT,
      first_number INTEGER,
      state BLOB NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('asked', 'done', 'replaced'))
    ) STRICT;
    CREATE TABLE token (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key_id TEXT NOT NULL REFERENCES token_fetch (key_id),
      token BLOB NOT NULL,
      day TEXT,
      master TEXT,
      number INTEGER,
      stage TEXT NOT NULL CHECK (stage IN ('free', 'held', 'spent'))
    ) STRICT;
    CREATE INDEX token_stage ON token (key_id, stage);
    CREATE INDEX token_day ON token (day) WHERE day IS NOT NULL;
  `,
};

const joined = `token.id, token.key_id, token.token, token.day, token.master, token.number,
  token_fetch.epoch, token_fetch.class, token_fetch.purpose
  FROM token JOIN token_fetch USING (key_id)`;

export const tokenOperations = {
  fetches: read((db): readonly TokenFetch[] =>
    db.all("SELECT * FROM token_fetch ORDER BY epoch, class, purpose, key_id").map(fetchOf),
  ),

  beginFetch: write((db, fetch: Omit<TokenFetch, "stage">): TokenFetch => {
    db.run(
      "INSERT INTO token_fetch VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'asked') ON CONFLICT DO NOTHING",
      fetch.keyId,
      fetch.epoch,
      fetch.class,
      fetch.purpose,
      fetch.quota,
      fetch.master,
      fetch.firstNumber,
      fetch.state,
    );
    const row = db.get("SELECT * FROM token_fetch WHERE key_id = ?", fetch.keyId);
    assert(row, "a begun fetch is stored");
    return fetchOf(row);
  }),

  completeFetch: write((db, keyId: string, tokens: readonly NewToken[]) => {
    const changed = db.run(
      "UPDATE token_fetch SET stage = 'done', state = x'' WHERE key_id = ? AND stage = 'asked'",
      keyId,
    );
    if (changed === 0) return;
    for (const token of tokens) addToken(db, keyId, token);
  }),

  holdToken: write(
    (db, purpose: string, ofClass: string, epochs: readonly string[]): StoredToken | undefined => {
      for (const epoch of epochs) {
        const row = db.get(
          `SELECT ${joined} WHERE token_fetch.purpose = ? AND token_fetch.class = ?
             AND token_fetch.epoch = ? AND token_fetch.stage = 'done' AND token.stage = 'free'
           ORDER BY token.id LIMIT 1`,
          purpose,
          ofClass,
          epoch,
        );
        if (row === undefined) continue;
        const token = tokenOf(row);
        db.run("UPDATE token SET stage = 'held' WHERE id = ?", token.id);
        return token;
      }
      return undefined;
    },
  ),

  releaseToken: write((db, id: number) => {
    releaseToken(db, id, "held");
  }),

  releaseTokens: write((db) => {
    db.run("UPDATE token SET stage = 'free' WHERE stage = 'held'");
  }),

  spendToken: write((db, id: number) => {
    spendHeldToken(db, id);
  }),

  relayToken: read((db, day: string): Uint8Array | undefined => {
    const row = db.get(
      `SELECT ${joined} WHERE token.day = ? AND token_fetch.stage = 'done' ORDER BY token.id DESC`,
      day,
    );
    return row === undefined ? undefined : bytes(row, "token");
  }),

  tokenCounts: read((db, epochs: readonly string[]): readonly TokenCount[] =>
    epochs.flatMap((epoch) =>
      db
        .all(
          `SELECT epoch, class, purpose, quota,
             (SELECT count(*) FROM token WHERE token.key_id = token_fetch.key_id
               AND token.stage = 'free') AS left
           FROM token_fetch WHERE epoch = ? AND stage = 'done' ORDER BY class, purpose`,
          epoch,
        )
        .map(countOf),
    ),
  ),

  forgetTokensBefore: write((db, epoch: string) => {
    db.run(
      "DELETE FROM token WHERE key_id IN (SELECT key_id FROM token_fetch WHERE epoch < ?)",
      epoch,
    );
    db.run("DELETE FROM token_fetch WHERE epoch < ?", epoch);
  }),
};

/** Free to be spent, under a key that we have fetched tokens of. */
export function addToken(db: Writer, keyId: string, added: NewToken): void {
  const { token, day, master, number } = added;
  db.run(
    "INSERT INTO token VALUES (NULL, ?, ?, ?, ?, ?, 'free')",
    ...[keyId, token, day, master, number],
  );
}

/** Throws unless the token was held: it pays once. */
export function spendHeldToken(db: Writer, id: number): void {
  const changed = db.run("UPDATE token SET stage = 'spent' WHERE id = ? AND stage = 'held'", id);
  assert(changed === 1, "a token is held before it is spent");
}

export function releaseToken(db: Writer, id: number, from: "held" | "spent"): void {
  db.run("UPDATE token SET stage = 'free' WHERE id = ? AND stage = ?", id, from);
}

/** A newer directory does not name these keys any more. */
export function replaceKeys(db: Writer, keyIds: readonly string[]): void {
  for (const keyId of keyIds) {
    db.run("UPDATE token_fetch SET stage = 'replaced' WHERE key_id = ?", keyId);
  }
}

function fetchOf(row: Row): TokenFetch {
  return {
    keyId: text(row, "key_id"),
    epoch: text(row, "epoch"),
    class: text(row, "class"),
    purpose: text(row, "purpose"),
    quota: integer(row, "quota"),
    master: optional(text, row, "master") ?? null,
    firstNumber: optional(integer, row, "first_number") ?? null,
    state: bytes(row, "state"),
    stage: stageOf(text(row, "stage")),
  };
}

function stageOf(stage: string): TokenFetch["stage"] {
  if (stage === "asked" || stage === "done") return stage;
  assert(stage === "replaced", "stage of a fetch");
  return stage;
}

function tokenOf(row: Row): StoredToken {
  return {
    id: integer(row, "id"),
    keyId: text(row, "key_id"),
    epoch: text(row, "epoch"),
    class: text(row, "class"),
    purpose: text(row, "purpose"),
    token: bytes(row, "token"),
    day: optional(text, row, "day") ?? null,
    master: optional(text, row, "master") ?? null,
    number: optional(integer, row, "number") ?? null,
  };
}

function countOf(row: Row): TokenCount {
  return {
    epoch: text(row, "epoch"),
    class: text(row, "class"),
    purpose: text(row, "purpose"),
    left: integer(row, "left"),
    quota: integer(row, "quota"),
  };
}
