import { DatabaseSync } from "node:sqlite";

import { expect, test } from "vitest";

import { openDatabase } from "./client.ts";
import type { DatabaseDefinition } from "./definition.ts";
import type { Notice } from "./messages.ts";
import { alteredDatabase } from "./testing/altered-database.ts";
import { brokenDatabase } from "./testing/broken-database.ts";
import { crashProcess } from "./testing/crash-process.ts";
import { newerDatabase } from "./testing/newer-database.ts";
import { otherDatabase } from "./testing/other-database.ts";
import { sampleDatabase } from "./testing/sample-database.ts";
import { scratchFolder } from "./scratch-folder.ts";

async function withOneNote(file: string): Promise<void> {
  await using database = await openDatabase(sampleDatabase, { file });
  await database.run.keep(1, new Uint8Array([7]));
}

async function schemaOf(file: string): Promise<{ version: unknown; tables: unknown[] }> {
  await Promise.resolve();
  using raw = new DatabaseSync(file, { readOnly: true });
  const tables = raw
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
    )
    .all();
  const version = raw.prepare("PRAGMA user_version").get()?.["user_version"];
  return { version, tables: tables.map((row) => row["name"]) };
}

async function noticesOf(definition: DatabaseDefinition, file: string): Promise<Notice[]> {
  const notices: Notice[] = [];
  const onNotice = (notice: Notice) => notices.push(notice);
  const database = await openDatabase(definition, { file, onNotice });
  await database[Symbol.asyncDispose]();
  return notices;
}

test("steps are applied once, in order, and said", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  expect(await noticesOf(sampleDatabase, file)).toEqual([{ kind: "migrated", from: 0, to: 1 }]);
  expect(await noticesOf(sampleDatabase, file)).toEqual([]);
  expect(await noticesOf(newerDatabase, file)).toEqual([{ kind: "migrated", from: 1, to: 2 }]);
  expect(await schemaOf(file)).toMatchObject({ version: 2 });
});

test("a step that fails leaves the version before it, with its data", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  await withOneNote(file);
  await expect(openDatabase(brokenDatabase, { file })).rejects.toMatchObject({
    code: "store-operation-failed",
  });
  const { version, tables } = await schemaOf(file);
  expect(version).toBe(2);
  expect(tables).toEqual(["_commit", "_migration", "note", "spent", "works"]);
  using raw = new DatabaseSync(file, { readOnly: true });
  expect(raw.prepare("SELECT count(*) AS n FROM note").get()).toEqual({ n: 1 });
});

test("a step that is killed leaves the version before it, with its data", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  await withOneNote(file);
  for (const delayMs of [0, 100, 300]) {
    const child = crashProcess("migrate", file);
    await child.said(1);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await child.kill();
    expect(child.lines).toEqual(["migrating"]);
    await using database = await openDatabase(sampleDatabase, { file });
    await database.check();
    expect(await database.run.numbers()).toEqual([1]);
  }
});

test("a database of a newer version is refused and left as it is", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  await noticesOf(newerDatabase, file);
  await expect(openDatabase(sampleDatabase, { file })).rejects.toMatchObject({
    code: "store-newer",
    detail: "version 2, known 1",
  });
  expect(await noticesOf(newerDatabase, file)).toEqual([]);
});

test.each([
  ["of another name", otherDatabase, "name"],
  ["whose steps were edited", alteredDatabase, "migration 1"],
])("a database %s is refused", async (_, definition, detail) => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  await withOneNote(file);
  await expect(openDatabase(definition, { file })).rejects.toMatchObject({
    code: "store-foreign",
    detail,
  });
});

test("another program's SQLite file is refused and left as it is", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  new DatabaseSync(file).exec("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
  await expect(openDatabase(sampleDatabase, { file })).rejects.toMatchObject({
    code: "store-foreign",
    detail: "application",
  });
  expect(await schemaOf(file)).toEqual({ version: 0, tables: ["theirs"] });
});
