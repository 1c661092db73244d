import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import type { Epoch, Round } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { scratchFolder } from "../engine/scratch-folder.ts";
import { openKeyHolderStore } from "./store.ts";

const epoch = "2026-12" as Epoch;
const bytes = (length: number, of: number): Uint8Array => new Uint8Array(length).fill(of);
const batchOf = (of: number, quorum = "1,2") => ({
  member: "m1",
  slot: 7,
  quorum,
  batch: bytes(32, of),
  answer: bytes(100, of + quorum.length),
});

test("place, records, roster, seed and share are there after reopening", async () => {
  using folder = scratchFolder();
  const file = folder.file("keyholder.sqlite");
  const place = { round: 5 as Round, frontier: bytes(40, 1), note: "note" };
  const record = (index: number) => ({ index, epoch, document: `{"n":${index}}` });
  {
    await using store = await openKeyHolderStore({ file });
    expect(await store.ledgerPlace()).toBeUndefined();
    await store.advance({ place, records: [record(3), record(9)] });
    const other = { ...record(10), epoch: "2027-01" as Epoch };
    await store.advance({ place: { ...place, round: 6 as Round }, records: [other] });
    await store.saveRoster("{}");
    await store.saveRoster('{"a":1}');
    expect(await store.addSeed(epoch, bytes(60, 2))).toEqual(bytes(60, 2));
    expect(await store.addSeed(epoch, bytes(60, 3))).toEqual(bytes(60, 2));
    await store.saveShare(epoch, 1, bytes(90, 4));
    await store.saveShare(epoch, 2, bytes(90, 5));
  }
  await using store = await openKeyHolderStore({ file });
  expect(await store.ledgerPlace()).toEqual({ ...place, round: 6 });
  expect(await store.records(epoch)).toEqual([record(3), record(9)]);
  expect(await store.roster()).toBe('{"a":1}');
  expect(await store.seed(epoch)).toEqual(bytes(60, 2));
  expect(await store.shares()).toEqual([{ epoch, attempt: 2, sealed: bytes(90, 5) }]);
  await store.dropSeed(epoch);
  expect(await store.seed(epoch)).toBeUndefined();
});

test("a step of the ledger whose record is there already leaves nothing", async () => {
  using folder = scratchFolder();
  await using store = await openKeyHolderStore({ file: folder.file("keyholder.sqlite") });
  const place = { round: 5 as Round, frontier: bytes(40, 1), note: "note" };
  const records = [{ index: 3, epoch, document: "{}" }];
  await store.advance({ place, records });
  await expect(
    store.advance({ place: { ...place, round: 6 as Round }, records }),
  ).rejects.toThrow();
  expect((await store.ledgerPlace())?.round).toBe(5);
});

test("a slot has one batch, however many come at once, and one answer in each quorum", async () => {
  using folder = scratchFolder();
  await using store = await openKeyHolderStore({ file: folder.file("keyholder.sqlite") });
  const outcomes = await Promise.all([1, 2, 3, 4].map((of) => store.recordBatch(batchOf(of))));
  expect(outcomes.map(({ is }) => is).sort()).toEqual(["recorded", "used", "used", "used"]);
  const first = batchOf(1);
  expect(await store.recordBatch({ ...first, answer: bytes(100, 99) })).toEqual({
    is: "same",
    answer: first.answer,
  });
  expect((await store.recordBatch(batchOf(1, "1,3+"))).is).toBe("recorded");
  expect(await store.recordBatch(batchOf(2, "1,3+"))).toEqual({ is: "used" });
  expect(await store.batch("m1", 7, "none")).toEqual({ batch: first.batch, answer: null });
  expect(await store.batch("m2", 7, "1,2")).toBeUndefined();
  expect((await store.recordBatch({ ...batchOf(2), slot: 8 })).is).toBe("recorded");
  expect(await store.sweepBatches(8, 1)).toBe(1);
  expect(await store.sweepBatches(8, 10)).toBe(1);
  expect(await store.batch("m1", 7, "1,2")).toBeUndefined();
  expect(await store.batch("m1", 8, "1,2")).toBeDefined();
});

test("a destroyed share is in no byte of the database's files, and that it was there stays", async () => {
  using folder = scratchFolder();
  const store = await openKeyHolderStore({ file: folder.file("keyholder.sqlite") });
  await store.addSeed(epoch, bytes(80, 0xee));
  await store.saveShare(epoch, 1, bytes(80, 0xee));
  await store.destroyShare(epoch);
  await store.destroyShare("2030-01" as Epoch);
  await store.scour();
  const files = readdirSync(folder.path).map((name) => readFileSync(folder.file(name)));
  expect(files.some((it) => it.includes(Buffer.alloc(64, 0xee)))).toBe(false);
  expect(await store.shares()).toEqual([{ epoch, attempt: 1, sealed: null }]);
  expect(await store.seed(epoch)).toBeUndefined();
  await store[Symbol.asyncDispose]();
});

test("a share that was altered on the disk is noticed", async () => {
  using folder = scratchFolder();
  const file = folder.file("keyholder.sqlite");
  {
    await using store = await openKeyHolderStore({ file });
    await store.saveShare(epoch, 1, bytes(80, 1));
  }
  const raw = new DatabaseSync(file);
  raw.exec("UPDATE share SET attempt = 2");
  raw.close();
  await using store = await openKeyHolderStore({ file });
  await expect(store.shares()).rejects.toMatchObject({ code: "store-damaged" });
});
