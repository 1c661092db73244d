import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";

import { expect, test } from "vitest";

import { openDatabase, restoreDatabase } from "./client.ts";
import { newerDatabase } from "./testing/newer-database.ts";
import { otherDatabase } from "./testing/other-database.ts";
import { sampleDatabase } from "./testing/sample-database.ts";
import { scratchFolder } from "./scratch-folder.ts";

test("a backup made while writes go on is one whole moment, and restores", async () => {
  using folder = scratchFolder();
  const copy = folder.file("copy");
  {
    await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
    await Promise.all(
      Array.from({ length: 3000 }, (_, at) => database.run.keep(at, new Uint8Array(300).fill(at))),
    );
    let next = 3000;
    let stop = false;
    const writing = (async () => {
      while (!stop) {
        await database.run.keep(next, new Uint8Array(300));
        next += 1;
      }
    })();
    expect(database.restorations).toBe(0);
    await database.backUp(copy);
    stop = true;
    await writing;
    expect(next).toBeGreaterThan(3000);
  }
  expect(statSync(copy).mode & 0o077).toBe(0);
  expect(existsSync(`${copy}.partial`)).toBe(false);
  const file = folder.file("b/b.sqlite");
  await restoreDatabase(sampleDatabase, copy, { file });
  await using restored = await openDatabase(sampleDatabase, { file });
  expect(restored.restorations).toBe(1);
  const numbers = await restored.run.numbers();
  expect(numbers.length).toBeGreaterThanOrEqual(3000);
  expect(numbers).toEqual(Array.from(numbers, (_, at) => at));
  await restored.run.keep(1_000_000, new Uint8Array());
});

test("what was deleted is neither in a backup nor in the file after the log is folded", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  const copy = folder.file("copy");
  const secret = new TextEncoder().encode("erase-me-".repeat(20));
  await using database = await openDatabase(sampleDatabase, { file });
  await database.run.keep(1, secret);
  await database.run.drop(1);
  await database.foldLog();
  await database.backUp(copy);
  for (const path of [file, `${file}-wal`, copy]) {
    expect(readFileSync(path).includes("erase-me-")).toBe(false);
  }
});

test("nothing is overwritten, by backup or by restore", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  const copy = folder.file("copy");
  const exists = { code: "file-exists" };
  {
    await using database = await openDatabase(sampleDatabase, { file });
    await database.run.keep(1, new Uint8Array());
    await database.backUp(copy);
    await expect(database.backUp(copy)).rejects.toMatchObject(exists);
    await expect(restoreDatabase(sampleDatabase, copy, { file })).rejects.toMatchObject({
      code: "store-in-use",
    });
  }
  await expect(restoreDatabase(sampleDatabase, copy, { file })).rejects.toMatchObject(exists);
  const lonely = folder.file("b.sqlite");
  writeFileSync(`${lonely}-wal`, "a log of something else");
  await expect(restoreDatabase(sampleDatabase, copy, { file: lonely })).rejects.toMatchObject(
    exists,
  );
});

test("a backup that is damaged, foreign, empty, newer or missing is not restored", async () => {
  using folder = scratchFolder();
  const target = { file: folder.file("b.sqlite") };
  const copy = folder.file("copy");
  {
    await using database = await openDatabase(newerDatabase, { file: folder.file("a.sqlite") });
    await database.backUp(copy);
  }
  const refusal = (code: string) => ({ code });
  await expect(restoreDatabase(sampleDatabase, copy, target)).rejects.toMatchObject(
    refusal("store-newer"),
  );
  await expect(restoreDatabase(otherDatabase, copy, target)).rejects.toMatchObject(
    refusal("store-foreign"),
  );
  await expect(restoreDatabase(newerDatabase, folder.file("none"), target)).rejects.toMatchObject(
    refusal("not-found"),
  );
  writeFileSync(folder.file("empty"), "");
  await expect(restoreDatabase(newerDatabase, folder.file("empty"), target)).rejects.toMatchObject(
    refusal("store-damaged"),
  );
  truncateSync(copy, statSync(copy).size - 4096);
  await expect(restoreDatabase(newerDatabase, copy, target)).rejects.toMatchObject(
    refusal("store-damaged"),
  );
  expect(existsSync(target.file)).toBe(false);
});

test("a backup into a missing folder makes it, and a failed one leaves nothing", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  await database.backUp(folder.file("new/copy"));
  expect(existsSync(folder.file("new/copy"))).toBe(true);
  writeFileSync(folder.file("plain"), "");
  await expect(database.backUp(folder.file("plain/copy"))).rejects.toMatchObject({
    code: "store-failed",
  });
});
