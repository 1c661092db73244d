import { TocsinError } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { openDatabase } from "./client.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { sampleDatabase } from "./testing/sample-database.ts";

const body = Uint8Array.of(1, 2, 3);

test("one thread reads what it has just written, and a read still cannot write", async () => {
  using folder = scratchFolder();
  const file = folder.file("sample.sqlite");
  {
    await using database = await openDatabase(sampleDatabase, { file, oneThread: true });
    const { run } = database;
    await Promise.all([run.keep(1, body), run.keep(2, body)]);
    expect(await run.numbers()).toEqual([1, 2]);
    await expect(run.writeWhileReading()).rejects.toBeInstanceOf(TocsinError);
    await expect(run.keepAndFail(3, "x")).rejects.toMatchObject({ code: "store-operation-failed" });
    await run.keep(4, body);
    expect(await run.numbers()).toEqual([1, 2, 4]);
  }
  await using database = await openDatabase(sampleDatabase, { file, oneThread: true });
  expect(await database.run.noteAt(4)).toEqual(body);
});
