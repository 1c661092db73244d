/** A database for the engine's own tests. */

import { bytes, integer } from "../columns.ts";
import { defineDatabase, read, write } from "../definition.ts";

export const sampleMigrations = [
  {
    name: "spent and notes",
    sql: `
      CREATE TABLE spent (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
      CREATE TABLE note (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
      CREATE INDEX note_body ON note (body);
    `,
  },
];

export const sampleDatabase = defineDatabase({
  name: "sample",
  module: import.meta.url,
  migrations: sampleMigrations,
  operations: {
    spend: write(
      (db, hash: Uint8Array) =>
        db.run("INSERT INTO spent VALUES (?) ON CONFLICT DO NOTHING", hash) === 1,
    ),
    spentCount: read((db) => integer(db.get("SELECT count(*) AS n FROM spent") ?? {}, "n")),
    keep: write((db, number: number, body: Uint8Array) => {
      db.run("INSERT INTO note VALUES (?, ?)", number, body);
    }),
    /** Writes first, then fails. */
    keepAndFail: write((db, number: number, secret: string) => {
      db.run("INSERT INTO note VALUES (?, ?)", number, new Uint8Array());
      throw new Error(`holds ${secret}`);
    }),
    drop: write((db, from: number) => db.run("DELETE FROM note WHERE number >= ?", from)),
    noteAt: read((db, number: number) => {
      const row = db.get("SELECT body FROM note WHERE number = ?", number);
      return row === undefined ? undefined : bytes(row, "body");
    }),
    numbers: read((db) =>
      db.all("SELECT number FROM note ORDER BY number").map((row) => integer(row, "number")),
    ),
    /** Reads twice, with enough work between that writes could come. */
    countTwice: read((db) => {
      const count = () => integer(db.get("SELECT count(*) AS n FROM note") ?? {}, "n");
      const first = count();
      db.get(
        "WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x+1 FROM c LIMIT 300000) SELECT max(x) FROM c",
      );
      return [first, count()];
    }),
    writeWhileReading: read((db) => db.all("DELETE FROM note RETURNING number")),
    answerWithFunction: write((db) => {
      db.run("INSERT INTO note VALUES (?, ?)", 1, new Uint8Array());
      return () => 1;
    }),
    answerLater: write((db) => {
      db.run("INSERT INTO note VALUES (?, ?)", 1, new Uint8Array());
      return Promise.resolve(1);
    }),
    /** Ends the thread a moment after its answer, as a defect would. */
    breakThread: write(() => {
      queueMicrotask(() => {
        throw new Error("thread breaks");
      });
    }),
    echo: read((_, value: unknown) => value),
    mode: read((db) =>
      ["journal_mode", "synchronous", "foreign_keys", "trusted_schema", "query_only"].map(
        (name) => Object.values(db.get(`PRAGMA ${name}`) ?? {})[0],
      ),
    ),
    writerMode: write((db) =>
      ["journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete"].map(
        (name) => Object.values(db.get(`PRAGMA ${name}`) ?? {})[0],
      ),
    ),
  },
});
