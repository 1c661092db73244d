/**
 * All that a database holds, row by row: what someone who seizes it learns. It is copied first, by
 * SQLite's online backup, so a program that has it open goes on. Never in that program's own process:
 * closing any handle of the file would drop its locks (POSIX).
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { backup, DatabaseSync } from "node:sqlite";

import { assert, parseJson, textOf, toBase64Url, TocsinError } from "@tocsin/kernel";

export type DumpedValue = string | number | null | Uint8Array;

export interface DumpedRow {
  readonly table: string;
  readonly row: Readonly<Record<string, DumpedValue>>;
}

export async function dumpDatabase(file: string): Promise<DumpedRow[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "tocsin-dump-"));
  try {
    const copy = path.join(folder, "copy.sqlite");
    const live = new DatabaseSync(file, { readOnly: true });
    try {
      await backup(live, copy);
    } finally {
      live.close();
    }
    return readAll(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One line of JSON. Bytes that are JSON are shown as what they say, others as base64url. */
export function dumpLine({ table, row }: DumpedRow): string {
  const shown = Object.entries(row).map(([column, value]) => [
    column,
    value instanceof Uint8Array ? shownBytes(value) : value,
  ]);
  return JSON.stringify({ table, row: Object.fromEntries(shown) as unknown });
}

/** A copy that nobody else has open. The schema is told as well: it says what there is no place for. */
function readAll(copy: string): DumpedRow[] {
  const database = new DatabaseSync(copy);
  try {
    const schema = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    const tables = database.prepare(schema).all();
    return tables.flatMap(({ name, sql }) => [
      { table: "sqlite_schema", row: { name: valueOf(name), sql: valueOf(sql) } },
      ...rowsOf(database, String(name)),
    ]);
  } finally {
    database.close();
  }
}

function rowsOf(database: DatabaseSync, table: string): DumpedRow[] {
  return database
    .prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`)
    .all()
    .map((row) => ({
      table,
      row: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, valueOf(value)])),
    }));
}

function valueOf(value: unknown): DumpedValue {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  assert(value instanceof Uint8Array, "a value of SQLite");
  return value;
}

function shownBytes(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  if (text?.startsWith("{") !== true) return toBase64Url(bytes);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof TocsinError) return toBase64Url(bytes);
    throw error;
  }
}
