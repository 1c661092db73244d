import { DatabaseSync } from "node:sqlite";

import { describe, expect, test } from "vitest";

import type { ImportFeed, ImportItem, ImportStore } from "../../import-store.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { importStoreInMemory, openImportStore } from "./store.ts";

const nowMs = Date.UTC(2026, 10, 21);

function feed(id: string, kind = "list"): ImportFeed {
  const secret = { scheme: "bearer", user: null, secret: "s" };
  const url = `https://${id}.example/`;
  const times = { everyMs: 1000, createdMs: nowMs };
  const signers = ["ab".repeat(20), "cd".repeat(32)];
  return { id, name: `feed ${id}`, kind, url, allowPrivate: false, signers, ...secret, ...times };
}

function item(key: string, order: number | null, ...names: readonly string[]): ImportItem {
  const values = names.map((value) => ({
    type: "domain",
    value,
    confidence: "medium",
    tlp: "green",
    untilMs: null,
  }));
  return { key, order, digest: `${key} ${names.join()}`, gone: false, body: null, values };
}

async function bring(
  store: ImportStore,
  id: string,
  items: readonly ImportItem[],
  whole = false,
  leftMin = 0,
) {
  const run = await store.beginRun(id);
  const counts = await store.applyPage(id, { run, items, kept: [], cursor: null }, null);
  return { counts, removed: await store.endRun(id, { run, whole, leftMin, cursor: null }) };
}

const names = async (store: ImportStore): Promise<string[]> =>
  (await store.known(0, 100, nowMs)).items.map((it) => it.value);

describe("the store of what feeds bring", () => {
  test("feeds, their tries and what they brought are there after reopening", async () => {
    using folder = scratchFolder();
    const file = folder.file("import.sqlite");
    {
      await using store = await openImportStore({ file });
      expect(await store.addFeed(feed("a"))).toBe(true);
      expect(await store.addFeed({ ...feed("b"), name: "feed a" })).toBe(false);
      const run = await store.beginRun("a");
      const page = { run, items: [item("x", 1, "one.test", "two.test")], kept: [], cursor: "{}" };
      expect(await store.applyPage("a", page, nowMs)).toMatchObject({ added: 1 });
      const tried = { triedMs: nowMs, nextMs: nowMs + 5, failures: 0, code: null };
      await store.saveTry("a", { ...tried, goodMs: nowMs });
      await store.saveTry("a", { ...tried, goodMs: null, failures: 1, code: "remote-late" });
    }
    await using store = await openImportStore({ file });
    const [found] = await store.feeds();
    expect(found).toMatchObject({ ...feed("a"), items: 1, values: 2, cursor: "{}" });
    expect(found).toMatchObject({ goodMs: nowMs, failures: 1, code: "remote-late" });
    expect(found?.newestMs).toBe(nowMs);
    expect(await names(store)).toEqual(["one.test", "two.test"]);
  });

  test("a newer version replaces, an older one and another content are refused", async () => {
    await using store = importStoreInMemory();
    await store.addFeed(feed("a"));
    await bring(store, "a", [item("x", 2, "two.test")]);
    expect((await bring(store, "a", [item("x", 2, "two.test")])).counts).toEqual({
      added: 0,
      changed: 0,
      removed: 0,
      refused: 0,
    });
    expect((await bring(store, "a", [item("x", 1, "one.test")])).counts.refused).toBe(1);
    expect((await bring(store, "a", [item("x", 2, "other.test")])).counts.refused).toBe(1);
    expect(await names(store)).toEqual(["two.test"]);
    expect((await bring(store, "a", [item("x", 3, "three.test")])).counts.changed).toBe(1);
    expect(await names(store)).toEqual(["three.test"]);
    expect(await store.orders("a", ["x", "y"])).toEqual({ x: 3 });
  });

  test("what is recalled is gone, and an older version does not bring it back", async () => {
    await using store = importStoreInMemory();
    await store.addFeed(feed("a"));
    await bring(store, "a", [item("x", 1, "one.test")]);
    const recalled = { ...item("x", 2), gone: true };
    expect((await bring(store, "a", [recalled])).counts.removed).toBe(1);
    expect(await names(store)).toEqual([]);
    expect((await bring(store, "a", [item("x", 1, "one.test")])).counts.refused).toBe(1);
    expect(await store.orders("a", ["x"])).toEqual({});
    expect((await store.feeds())[0]?.items).toBe(0);
    // It was recalled before it was ever seen.
    await bring(store, "a", [{ ...item("y", 5), gone: true }]);
    expect((await bring(store, "a", [item("y", 4, "late.test")])).counts.refused).toBe(1);
  });

  test("a whole copy takes back what it does not name, but not nearly everything", async () => {
    await using store = importStoreInMemory();
    await store.addFeed(feed("a"));
    const all = Array.from({ length: 20 }, (_it, at) => item(`k${at}`, null, `n${at}.test`));
    await bring(store, "a", all, true);
    expect((await bring(store, "a", all.slice(0, 19), true, 0.1)).removed).toBe(1);
    expect((await bring(store, "a", all.slice(0, 1), true, 0.1)).removed).toBeUndefined();
    expect((await store.feeds())[0]).toMatchObject({ items: 19, values: 19 });
    expect((await bring(store, "a", all.slice(0, 1), true)).removed).toBe(18);
    expect(await names(store)).toEqual(["n0.test"]);
  });

  test("kept keys stand in a whole copy without being read again", async () => {
    await using store = importStoreInMemory();
    await store.addFeed(feed("a"));
    await bring(store, "a", [item("x", 1, "x.test"), item("y", 1, "y.test")], true);
    const run = await store.beginRun("a");
    await store.applyPage("a", { run, items: [], kept: ["x"], cursor: null }, null);
    expect(await store.endRun("a", { run, whole: true, leftMin: 0, cursor: "{}" })).toBe(1);
    expect(await names(store)).toEqual(["x.test"]);
  });

  test("each value is known once, with all feeds that name it, as strict as the strictest", async () => {
    await using store = importStoreInMemory();
    for (const id of ["a", "b"]) await store.addFeed(feed(id));
    const value = { type: "domain", value: "x.test", confidence: "low", tlp: null, untilMs: 5 };
    await bring(store, "a", [{ ...item("1", 1), values: [value] }]);
    const strict = { ...value, confidence: "high", tlp: "red", untilMs: nowMs + 1 };
    await bring(store, "b", [item("2", 1, "x.test"), { ...item("3", 1), values: [strict] }]);
    const known = {
      type: "domain",
      value: "x.test",
      confidence: "high",
      tlp: "red",
      untilMs: null,
      feeds: ["feed b"],
      item: "2",
    };
    expect((await store.known(0, 10, nowMs)).items).toEqual([known]);
    expect((await store.known(0, 10, 1)).items).toMatchObject([{ feeds: ["feed a", "feed b"] }]);
    const asked = [
      { type: "domain", value: "x.test" },
      { type: "domain", value: "y.test" },
      { type: "url", value: "x.test" },
    ];
    expect(await store.holding(asked, nowMs)).toEqual([known]);
    expect(await store.removeFeed("b")).toBe(true);
    expect(await store.removeFeed("b")).toBe(false);
    expect(await names(store)).toEqual([]);
  });

  test("pages of values go on after the last one", async () => {
    await using store = importStoreInMemory();
    await store.addFeed(feed("a"));
    await bring(store, "a", [item("x", 1, "1.test", "2.test", "3.test")]);
    const first = await store.known(0, 2, nowMs);
    expect(first.items.map((it) => it.value)).toEqual(["1.test", "2.test"]);
    const second = await store.known(first.next ?? 0, 2, nowMs);
    expect(second).toMatchObject({ items: [{ value: "3.test" }], next: null });
  });

  test("a page for a feed that was removed meanwhile leaves nothing", async () => {
    await using store = importStoreInMemory();
    await store.addFeed(feed("a"));
    const run = await store.beginRun("a");
    await store.removeFeed("a");
    const page = { run, items: [item("x", 1, "x.test")], kept: [], cursor: null };
    await expect(store.applyPage("a", page, null)).rejects.toMatchObject({ code: "not-found" });
    expect(await names(store)).toEqual([]);
  });

  test("a bit that flipped on the disk is noticed", async () => {
    using folder = scratchFolder();
    const file = folder.file("import.sqlite");
    {
      await using store = await openImportStore({ file });
      await store.addFeed(feed("a", "kev"));
      await bring(store, "a", [{ ...item("x", 1, "one.test"), body: '{"a":1}' }]);
      expect(await store.bodies("kev")).toEqual([{ feed: "feed a", key: "x", body: '{"a":1}' }]);
    }
    const raw = new DatabaseSync(file);
    raw.exec("UPDATE value SET value = 'oNe.test'; UPDATE item SET body = '{\"a\":3}'");
    raw.close();
    await using store = await openImportStore({ file });
    await expect(store.known(0, 10, nowMs)).rejects.toMatchObject({ code: "store-damaged" });
    await expect(store.bodies("kev")).rejects.toMatchObject({ code: "store-damaged" });
  });
});
