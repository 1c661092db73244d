import { TocsinError } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { openDatabase } from "./client.ts";
import { sampleDatabase } from "./testing/sample-database.ts";
import type { Notice } from "./messages.ts";
import { scratchFolder } from "./scratch-folder.ts";

const failed = { code: "store-operation-failed" };

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

test("a request that fails takes no other of its group with it and leaves nothing", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  const outcomes = await Promise.allSettled([
    database.run.keep(1, new Uint8Array([1])),
    database.run.keep(1, new Uint8Array([2])),
    database.run.keepAndFail(2, "word"),
    database.run.answerLater(),
    database.run.answerWithFunction(),
    database.run.keep(3, new Uint8Array([3])),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
    "rejected",
    "fulfilled",
  ]);
  expect(outcomes[1]).toMatchObject({ reason: { ...failed, detail: "keep" } });
  expect(await database.run.numbers()).toEqual([1, 3]);
});

test("an error says where it came from, and nothing of the values", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  const error: unknown = await database.run
    .keepAndFail(2, "canary")
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TocsinError);
  if (!(error instanceof TocsinError) || !(error.cause instanceof Error)) return;
  expect(error.cause.message).toContain("sample-database.ts");
  expect(
    JSON.stringify([error.message, error.stack, error.cause.message, error.cause.stack]),
  ).not.toContain("canary");
});

test("a group is bounded, and a full queue refuses with its name", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, {
    file: folder.file("a.sqlite"),
    limits: { batchMax: 3, queueMax: 10 },
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, at) => database.run.keep(at, new Uint8Array())),
  );
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(2);
  expect(refused[0]).toMatchObject({ reason: { code: "store-busy", detail: "queueMax 10" } });
  expect(await database.run.numbers()).toHaveLength(10);
  await database.run.keep(100, new Uint8Array());
});

test("requests of one caller are done in their order", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  const results = await Promise.all([
    database.run.keep(1, new Uint8Array()),
    database.run.drop(0),
    database.run.keep(1, new Uint8Array()),
    database.run.drop(0),
  ]);
  expect(results).toEqual([undefined, 1, undefined, 1]);
});

test("a read sees every write that was acknowledged before it, and one moment only", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  for (let number = 0; number < 50; number += 1) {
    await database.run.keep(number, new Uint8Array());
    const twice = database.run.countTwice();
    const more = database.run.keep(1000 + number, new Uint8Array());
    const [first, second] = await twice;
    expect(first).toBeGreaterThanOrEqual(number * 2 + 1);
    expect(second).toBe(first);
    await more;
  }
});

test("a read operation cannot write", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, {
    file: folder.file("a.sqlite"),
    onNotice: () => undefined,
  });
  await database.run.keep(1, new Uint8Array());
  await expect(database.run.writeWhileReading()).rejects.toMatchObject({ code: "store-failed" });
  expect(await database.run.numbers()).toEqual([1]);
});

test("both connections have the settings that durability and secrecy need", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  expect(await database.run.writerMode()).toEqual(["wal", 2, 1, 0, 1]);
  expect((await database.run.mode()).slice(2)).toEqual([1, 0, 1]);
});

test("values arrive as they were sent, and views do not drag their buffers along", async () => {
  using folder = scratchFolder();
  await using database = await openDatabase(sampleDatabase, { file: folder.file("a.sqlite") });
  const large = new Uint8Array(100_000).fill(1);
  const view = large.subarray(10, 20);
  const value = { a: [1, "b", null, { c: view }], d: 2n ** 60n, e: undefined, f: large, g: true };
  const echoed = await database.run.echo(value);
  expect(echoed).toEqual(value);
  expect(echoed).toMatchObject({ a: [1, "b", null, { c: { buffer: { byteLength: 10 } } }] });
  expect(large.byteLength).toBe(100_000);
  await expect(database.run.echo(() => 1)).rejects.toMatchObject(failed);
  await expect(database.run.echo({ at: new Date(0) })).rejects.toMatchObject(failed);
  const endless: Record<string, unknown> = {};
  endless["self"] = endless;
  await expect(database.run.echo(endless)).rejects.toMatchObject(failed);
});

test("closing waits for what was asked, refuses what comes later, and can be repeated", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  const database = await openDatabase(sampleDatabase, { file });
  const asked = Array.from({ length: 100 }, (_, at) => database.run.keep(at, new Uint8Array()));
  const closing = database[Symbol.asyncDispose]();
  await expect(database.run.keep(1000, new Uint8Array())).rejects.toMatchObject({
    code: "store-closed",
  });
  await expect(database.check()).rejects.toMatchObject({ code: "store-closed" });
  await closing;
  await database[Symbol.asyncDispose]();
  await Promise.all(asked);
  await using again = await openDatabase(sampleDatabase, { file });
  expect(await again.run.numbers()).toHaveLength(100);
});

test("a thread that dies is said, refuses what follows, and lets the rest close", async () => {
  using folder = scratchFolder();
  const file = folder.file("a.sqlite");
  const notices: Notice[] = [];
  {
    await using database = await openDatabase(sampleDatabase, {
      file,
      onNotice: (notice) => notices.push(notice),
    });
    await database.run.keep(1, new Uint8Array());
    // Its own answer may be lost with the thread.
    await database.run.breakThread().catch(() => undefined);
    const closed = { code: "store-closed" };
    await expect(database.run.keep(2, new Uint8Array())).rejects.toMatchObject(closed);
    await expect(database.foldLog()).rejects.toMatchObject(closed);
    expect(notices.at(-1)).toMatchObject({ kind: "fault", fault: closed });
    expect(await database.run.numbers()).toEqual([1]);
  }
  await using again = await openDatabase(sampleDatabase, { file });
  expect(await again.run.numbers()).toEqual([1]);
});
