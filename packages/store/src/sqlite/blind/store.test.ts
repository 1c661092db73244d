import type { Epoch } from "@tocsin/kernel";
import { expect, test } from "vitest";

import type { BlindStore } from "../../blind-store.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { openBlindStore } from "./store.ts";

const epoch = "2026-12" as Epoch;
const later = "2027-01" as Epoch;
const bytes = (of: number): Uint8Array => new Uint8Array(32).fill(of);
const domain = (name: string) => ({
  type: "domain",
  value: `${name}.example`,
  key: "high" as const,
});
const address = { type: "ipv4", value: "192.0.2.1", key: "low" as const };
const known = { type: "ipv4", value: "192.0.2.1", tag: bytes(1), pairKey: bytes(2) };
const tagged = { ...known, epoch, key: "low" };
const pair = (of: number) => ({ pk: bytes(of), mac: bytes(of + 100) });

async function evaluatedIn(file: string, seal: boolean): Promise<BlindStore> {
  const store = await openBlindStore({ file });
  await store.queue(epoch, [address], seal);
  await store.saveEvaluated(epoch, [known]);
  return store;
}

test("what was queued last waits first, once, and has its tag after it", async () => {
  using folder = scratchFolder();
  const file = folder.file("blind.sqlite");
  {
    await using store = await openBlindStore({ file });
    expect(await store.queue(epoch, [domain("a"), domain("b"), address], false)).toBe(3);
    expect(await store.queue(epoch, [domain("b"), domain("c")], false)).toBe(1);
    expect(await store.waitingCount(epoch)).toEqual({ high: 3, low: 1 });
    const waiting = await store.waiting(epoch, "high", 2);
    expect(waiting.map(({ value }) => value)).toEqual(["c.example", "a.example"]);
    const places = await store.places(epoch, [domain("b"), address, domain("x")]);
    expect(places.map((it) => it?.ahead)).toEqual([2, 0, undefined]);
    expect(await store.evaluated(epoch, address)).toBe("waiting");
    expect(await store.evaluated(epoch, { type: "domain", value: "x.example" })).toBeUndefined();
    await store.saveEvaluated(epoch, [
      known,
      { type: "ipv4", value: "192.0.2.9", tag: bytes(3), pairKey: bytes(4) },
    ]);
  }
  await using store = await openBlindStore({ file });
  expect(await store.evaluated(epoch, address)).toEqual(known);
  expect(await store.evaluated(epoch, { type: "ipv4", value: "192.0.2.9" })).toBeUndefined();
  expect(await store.waitingCount(epoch)).toEqual({ high: 3, low: 0 });
  expect(await store.queue(epoch, [address], false)).toBe(0);
  expect(await store.queue(later, [address], false)).toBe(1);
  await store.dropBefore(later, 0);
  expect(await store.evaluated(epoch, address)).toBeUndefined();
  expect(await store.waitingCount(later)).toEqual({ high: 0, low: 1 });
});

test("a value is sealed once in its epoch, and only where that was wished", async () => {
  using folder = scratchFolder();
  await using store = await evaluatedIn(folder.file("blind.sqlite"), false);
  expect(await store.sealable(epoch, 9)).toEqual([]);
  await store.queue(epoch, [address], true);
  expect(await store.sealable(epoch, 9)).toEqual([tagged]);
  await store.markSealed(epoch, address, { parcel: "ours", expires: "2026-12-31" });
  await store.queue(epoch, [address], true);
  expect(await store.sealable(epoch, 9)).toEqual([]);
  expect(await store.awaited(9)).toEqual(["ours"]);
  await store.sealAgain("ours");
  expect(await store.sealable(epoch, 9)).toEqual([tagged]);
  await store.markSealed(epoch, address, { parcel: "ours", expires: "2026-12-31" });
  const state = async () => (await store.places(epoch, [address]))[0]?.seal;
  expect(await state()).toBe("sealed");
  const step = { position: 4, round: 7, lines: [], taken: ["theirs", "ours"] };
  expect(await store.saveLines(step)).toEqual(["ours"]);
  expect(await state()).toBe("taken");
  expect(await store.linesThrough()).toBe(4);
  await store.endSeal(epoch, address, "withdrawn");
  await store.queue(epoch, [address], true);
  expect(await state()).toBe("withdrawn");
});

test("what was sealed for a report alone is told when it is withdrawn, and nothing else", async () => {
  using folder = scratchFolder();
  await using store = await evaluatedIn(folder.file("blind.sqlite"), false);
  const [only, waiting, seen, shared] = [domain("a"), domain("b"), domain("c"), domain("d")];
  await store.queue(epoch, [only, waiting, seen, shared], { report: "one" });
  await store.queue(epoch, [seen], true);
  await store.queue(epoch, [shared], { report: "two" });
  const of = ({ type, value }: typeof only, at: number) => ({
    ...{ type, value },
    ...{ tag: bytes(at), pairKey: bytes(at + 50) },
  });
  const all = [of(only, 10), of(seen, 11), of(shared, 12)];
  await store.saveEvaluated(epoch, all);
  for (const { type, value } of all) {
    await store.markSealed(epoch, { type, value }, { parcel: value, expires: "2026-12-31" });
  }
  expect(await store.reportsSealed()).toEqual(["one", "two"]);
  expect(await store.unwish("one", [only, waiting, seen, shared])).toEqual([]);
  expect(await store.unwish("one", [])).toEqual([{ ...of(only, 10), epoch, key: "high" }]);
  const [place] = await store.places(epoch, [waiting]);
  expect(place).toMatchObject({ ahead: 0, seal: null });
  await store.endSeal(epoch, only, "withdrawn");
  expect(await store.unwish("one", [])).toEqual([]);
  await store.forgetUnnamed("one", [shared]);
  expect(await store.reportsSealed()).toEqual(["one", "two"]);
  expect(await store.unwish("two", [])).toEqual([]);
  await store.forgetUnnamed("one", []);
  expect(await store.reportsSealed()).toEqual(["two"]);
  expect((await store.unwish("two", [])).map(({ value }) => value)).toEqual([shared.value]);
  await store.dropBefore(later, 0);
  expect(await store.reportsSealed()).toEqual([]);
  expect(await store.changesThrough()).toBe(0);
  for (const arrival of [4, 9]) await store.setChangesThrough(arrival);
  expect(await store.changesThrough()).toBe(9);
});

test("a line that came before its value was evaluated is judged after it", async () => {
  using folder = scratchFolder();
  const file = folder.file("blind.sqlite");
  await using store = await openBlindStore({ file });
  const lines = [
    { tag: bytes(1), pairs: [pair(5), pair(6)] },
    { tag: bytes(9), pairs: [pair(7)] },
  ];
  await store.saveLines({ position: 1, round: 3, lines, taken: [] });
  expect(await store.unjudged(9)).toEqual([]);
  await store.queue(epoch, [address], false);
  await store.saveEvaluated(epoch, [known]);
  const more = [{ tag: bytes(1), pairs: [pair(6), pair(8)] }];
  await store.saveLines({ position: 2, round: 4, lines: more, taken: [] });
  const pairs = [
    { ...pair(5), round: 3 },
    { ...pair(6), round: 3 },
    { ...pair(8), round: 4 },
  ];
  expect(await store.unjudged(9)).toEqual([{ ...tagged, pairs }]);
  const peers = [{ pk: bytes(5), round: 3 }];
  const id = await store.saveJudged({ tag: bytes(1), peers });
  expect(id).toMatch(/^[\w-]{22}$/);
  expect(await store.unjudged(9)).toEqual([]);
  expect(await store.saveJudged({ tag: bytes(1), peers })).toBeUndefined();
  const match = { ...tagged, id, peers, firstRound: 3, lastRound: 3 };
  expect(await store.match(id ?? "")).toEqual(match);
  expect(await store.matches(undefined, 5)).toEqual({ items: [match], total: 1, next: null });
  expect(await store.matches(id, 5)).toMatchObject({ items: [] });
  expect((await store.places(epoch, [address]))[0]?.match).toEqual(match);
  expect(await store.matchesSince(3)).toBe(1);
  expect(await store.matchesSince(4)).toBe(0);
  await store.dropBefore(later, 4);
  expect(await store.matches(undefined, 5)).toMatchObject({ total: 0 });
});

test("a tag without a valid pair is no match", async () => {
  using folder = scratchFolder();
  await using store = await evaluatedIn(folder.file("blind.sqlite"), true);
  const lines = [{ tag: bytes(1), pairs: [pair(5)] }];
  await store.saveLines({ position: 1, round: 3, lines, taken: [] });
  expect(await store.saveJudged({ tag: bytes(1), peers: [] })).toBeUndefined();
  expect(await store.unjudged(9)).toEqual([]);
  expect(await store.matches(undefined, 5)).toMatchObject({ items: [], total: 0 });
});

test("a check is found again line by line, the newest first, and old ones are forgotten", async () => {
  using folder = scratchFolder();
  await using store = await openBlindStore({ file: folder.file("blind.sqlite") });
  const lines = [
    { line: 1, verdict: "value", type: "domain", value: "a.example" },
    { line: 3, verdict: "not-a-value", type: null, value: null },
  ] as const;
  for (let at = 0; at <= 200; at += 1) {
    await store.addCheck({ id: `c${at}`, madeMs: at, seal: at === 200, lines });
  }
  expect(await store.check("c200")).toEqual({ id: "c200", madeMs: 200, seal: true, lines });
  expect(await store.check("c0")).toBeUndefined();
  expect((await store.checks(2)).map(({ id }) => id)).toEqual(["c200", "c199"]);
});
