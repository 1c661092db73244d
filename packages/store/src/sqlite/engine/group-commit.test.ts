import { expect, test } from "vitest";

import { openDatabase } from "./client.ts";
import { sampleDatabase } from "./sample-database.ts";
import { scratchFolder } from "./scratch-folder.ts";

test("10,000 parallel redemptions of 200 keys: exactly 200 succeed", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  const keys = Array.from({ length: 200 }, (_, at) => new Uint8Array(32).fill(at));
  const won = await Promise.all(
    Array.from({ length: 10_000 }, (_, at) =>
      database.run.spend(keys[at % keys.length] ?? new Uint8Array()),
    ),
  );
  expect(won.filter(Boolean)).toHaveLength(200);
  expect(await database.run.spentCount()).toBe(200);
});

test("a request that fails takes no other of its group with it", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  const outcomes = await Promise.allSettled([
    database.run.keep(1, new Uint8Array([1])),
    database.run.keep(1, new Uint8Array([2])),
    database.run.keep(2, new Uint8Array([3])),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({ reason: { code: "store-operation-failed", detail: "keep" } });
});
