import { expect, test } from "vitest";

import { openDatabase, restoreDatabase } from "./client.ts";
import { openMemoryDatabase } from "./memory.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { sampleDatabase } from "./testing/sample-database.ts";

const failed = { code: "store-operation-failed" };

test("a memory database does what the threads do: order, isolation, refusals", async () => {
  await using database = openMemoryDatabase(sampleDatabase);
  const key = new Uint8Array(32);
  expect(await Promise.all([database.run.spend(key), database.run.spend(key)])).toEqual([
    true,
    false,
  ]);
  await database.run.keep(1, new Uint8Array([1]));
  await expect(database.run.keep(1, new Uint8Array([2]))).rejects.toMatchObject(failed);
  await expect(database.run.keepAndFail(2, "word")).rejects.toMatchObject(failed);
  await expect(database.run.answerLater()).rejects.toMatchObject(failed);
  await expect(database.run.answerWithFunction()).rejects.toMatchObject(failed);
  await expect(database.run.writeWhileReading()).rejects.toMatchObject({ code: "store-failed" });
  expect(await database.run.numbers()).toEqual([1]);
  await database.check();
});

test("what a caller changes afterwards is not changed in the database", async () => {
  await using database = openMemoryDatabase(sampleDatabase);
  const body = new Uint8Array([1, 2, 3]);
  const sent = { body };
  const echoed = await database.run.echo(sent);
  body[0] = 9;
  expect(echoed).toEqual({ body: new Uint8Array([1, 2, 3]) });
});

test("a memory database can be saved, and opened from its file", async () => {
  using folder = scratchFolder();
  const memory = openMemoryDatabase(sampleDatabase);
  await memory.run.keep(7, new Uint8Array());
  await memory.backUp(folder.file("copy"));
  await memory[Symbol.asyncDispose]();
  await expect(memory.run.numbers()).rejects.toMatchObject({ code: "store-closed" });
  await restoreDatabase(sampleDatabase, folder.file("copy"), { file: folder.file("a.sqlite") });
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  expect(await database.run.numbers()).toEqual([7]);
});
