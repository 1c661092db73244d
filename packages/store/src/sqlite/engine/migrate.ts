/**
 * Brings a file's schema to the program's version. Each step is one transaction with its own record,
 * so that an interrupted one leaves the version before it; what was recorded is compared by hash.
 */

import { createHash } from "node:crypto";

import { TocsinError, toHex, utf8 } from "@tocsin/kernel";

import { text } from "./columns.ts";
import type { Connection } from "./connection.ts";
import type { DatabaseDefinition, Migration } from "./definition.ts";

/** "TOCS": tells our files from other programs' SQLite files. */
export const applicationId = 0x544f4353;

/** Schema versions of a file and of the program. */
export interface Versions {
  readonly file: number;
  readonly program: number;
}

/** Refuses files of other programs, of other names, of newer versions and with altered steps. */
export function checkVersion(connection: Connection, definition: DatabaseDefinition): Versions {
  const program = definition.migrations.length;
  const id = connection.value("PRAGMA application_id");
  const tables = Number(connection.value("SELECT count(*) FROM sqlite_schema"));
  if (id === 0 && tables === 0) return { file: 0, program };
  if (id !== applicationId) throw new TocsinError("store-foreign", { detail: "application" });
  const steps = connection.all("SELECT database, sha256 FROM _migration ORDER BY number");
  const file = Number(connection.value("PRAGMA user_version"));
  if (file !== steps.length) throw new TocsinError("store-damaged", { detail: "version" });
  for (const [at, step] of steps.entries()) {
    if (text(step, "database") !== definition.name) {
      throw new TocsinError("store-foreign", { detail: "name" });
    }
    const migration = definition.migrations[at];
    if (migration === undefined) {
      throw new TocsinError("store-newer", { detail: `version ${file}, known ${program}` });
    }
    if (text(step, "sha256") !== hashOf(migration)) {
      throw new TocsinError("store-foreign", { detail: `migration ${at + 1}` });
    }
  }
  return { file, program };
}

export function migrate(connection: Connection, definition: DatabaseDefinition, now: number): void {
  const { file } = checkVersion(connection, definition);
  // A step may rebuild a table that others refer to; the references are checked before its commit.
  connection.raw.exec("PRAGMA foreign_keys = OFF");
  for (const [at, migration] of definition.migrations.entries()) {
    if (at >= file) applyStep(connection, definition.name, migration, at + 1, now);
  }
  connection.raw.exec("PRAGMA foreign_keys = ON");
}

function applyStep(
  connection: Connection,
  database: string,
  migration: Migration,
  number: number,
  now: number,
): void {
  connection.transaction("BEGIN IMMEDIATE", () => {
    if (number === 1) connection.raw.exec(engineTables);
    connection.raw.exec(migration.sql);
    if (!connection.raw.isTransaction || connection.all("PRAGMA foreign_key_check").length > 0) {
      throw new TocsinError("store-operation-failed", { detail: `migration ${number}` });
    }
    connection.run(
      "INSERT INTO _migration VALUES (?, ?, ?, ?, ?)",
      number,
      database,
      migration.name,
      hashOf(migration),
      now,
    );
    connection.raw.exec(`PRAGMA user_version = ${number}`);
  });
}

const engineTables = `
  PRAGMA application_id = ${applicationId};
  CREATE TABLE _migration (
    number INTEGER PRIMARY KEY,
    database TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE _commit (number INTEGER NOT NULL, restorations INTEGER NOT NULL) STRICT;
  INSERT INTO _commit VALUES (0, 0);
`;

function hashOf(migration: Migration): string {
  return toHex(createHash("sha256").update(utf8(migration.sql)).digest());
}
