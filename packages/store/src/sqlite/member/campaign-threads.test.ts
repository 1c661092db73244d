import { systemClock } from "@tocsin/kernel";
import { expect, test } from "vitest";

import type { MemberStore } from "../../member-store.ts";
import type { FeedChange, ReasonRow } from "../../member/warning-port.ts";
import { memberStoreInMemory } from "./open.ts";

const campaign = 3;
const untilMs = 1_000_000;

function changeOf(arrival: number, reasons: readonly ReasonRow[] = []): FeedChange {
  return {
    ...{ arrival, report: `r${arrival}`, mine: false, withdrawn: false, untilMs },
    ...{ observables: [], words: [], reasons },
  };
}

async function stored(count: number): Promise<MemberStore> {
  const store = memberStoreInMemory(systemClock);
  const changes = Array.from({ length: count }, (_, at) => changeOf(at + 1));
  await store.warnings.settle({ pass: "new", changes, through: count, nowMs: 1 });
  return store;
}

/** Reports by their numbers; a negative one is tied weakly. */
async function tie(store: MemberStore, nowMs: number, ...numbers: readonly number[]) {
  const reports = numbers.map((it) => ({ report: `r${Math.abs(it)}`, tied: it > 0 }));
  return store.warnings.setCampaign({ campaign, reports, ours: "own report", nowMs });
}

async function shown(store: MemberStore) {
  const query = { state: undefined, after: undefined, limit: 10, nowMs: 100 };
  const { items, total } = await store.warnings.page(query);
  expect(total).toBe(items.length);
  return items.map(({ report, state, updates }) => ({
    report,
    state,
    updates: updates.map((it) => `${it.report} ${it.strength}`),
  }));
}

async function leader(store: MemberStore) {
  const query = { state: undefined, after: undefined, limit: 10, nowMs: 100 };
  return (await store.warnings.page(query)).items[0];
}

test("reports that ring for one campaign alone are one warning, led by a strong one", async () => {
  await using store = await stored(4);
  expect(await tie(store, 5, -1, 2, -3)).toEqual({ raised: 1, changed: 2 });
  expect(await shown(store)).toEqual([
    { report: "r2", state: "new", updates: ["r3 weak", "r1 weak"] },
  ]);
  expect(await store.warnings.newCount(100)).toBe(1);
  expect(await tie(store, 6, -1, 2, -3)).toEqual({ raised: 0, changed: 0 });
});

test("a strong update makes the warning new again, a weak one does not", async () => {
  await using store = await stored(4);
  await tie(store, 5, 1);
  const id = (await leader(store))?.id ?? "";
  await store.warnings.setState(id, "acknowledged", null);
  expect(await tie(store, 6, 1, -2)).toEqual({ raised: 0, changed: 1 });
  expect(await shown(store)).toMatchObject([{ state: "acknowledged", updates: ["r2 weak"] }]);
  expect(await tie(store, 7, 1, -2, 3)).toEqual({ raised: 1, changed: 0 });
  expect(await leader(store)).toMatchObject({ id, state: "new", raisedMs: 7 });
  await store.warnings.setState(id, "acknowledged", null);
  expect(await tie(store, 8, 1, 2, 3)).toEqual({ raised: 1, changed: 0 });
  expect(await shown(store)).toMatchObject([{ report: "r1", state: "new" }]);
});

test("channels are told once of what came together, and once more of a strong update", async () => {
  await using store = await stored(4);
  await store.delivery.add({ id: "c", settings: "{}", createdMs: 1 });
  await tie(store, 5, 1, 2, -3);
  expect(await store.delivery.fill("c", 5)).toBe(1);
  await tie(store, 6, 1, 2, -3, -4);
  expect(await store.delivery.fill("c", 6)).toBe(0);
  await tie(store, 7, 1, 2, -3, 4);
  expect(await store.delivery.fill("c", 7)).toBe(1);
});

test("what rings for more than the campaign stands by itself, and comes back without it", async () => {
  await using store = await stored(3);
  await tie(store, 5, 1, 2);
  const value = { key: new Uint8Array(16), type: "domain", value: "seen.example" } as const;
  const seen = { ...value, strength: "strong" } as const;
  const change = { ...changeOf(4), report: "r2", observables: [seen] };
  await store.sightings.add({ source: "logs", observables: [seen], addedMs: 6 });
  const settled = (it: FeedChange, nowMs: number) =>
    store.warnings.settle({ pass: "new", changes: [it], through: it.arrival, nowMs });
  expect(await settled(change, 6)).toEqual({ raised: 1, changed: 0 });
  expect((await shown(store)).map(({ report }) => report)).toEqual(["r2", "r1"]);
  await tie(store, 7, 1, 2);
  expect(await shown(store)).toHaveLength(2);
  await settled({ ...changeOf(5), report: "r2" }, 8);
  await tie(store, 9, 1, 2);
  expect(await shown(store)).toMatchObject([{ report: "r1", updates: ["r2 strong"] }]);
});

test("without its leader the rest goes on as a person left it, and nothing rings for that", async () => {
  await using store = await stored(4);
  await tie(store, 5, 1, 2, 3);
  await store.warnings.setState((await leader(store))?.id ?? "", "acknowledged", null);
  const gone = { ...changeOf(5), report: "r1", withdrawn: true };
  await store.warnings.settle({ pass: "new", changes: [gone], through: 5, nowMs: 6 });
  const rest = [{ report: "r2", state: "acknowledged", updates: ["r3 strong"] }];
  expect(await shown(store)).toEqual(rest);
  expect(await tie(store, 7, 2, 3)).toEqual({ raised: 0, changed: 0 });
  expect(await tie(store, 8, 3)).toEqual({ raised: 0, changed: 1 });
  expect(await shown(store)).toMatchObject([{ report: "r3", state: "acknowledged", updates: [] }]);
  await tie(store, 9);
  expect(await shown(store)).toEqual([]);
});

test("a campaign that is taken in by another brings its thread along", async () => {
  await using store = await stored(4);
  const set = (of: number, ...reports: string[]) =>
    store.warnings.setCampaign({
      ...{ campaign: of, ours: "own report", nowMs: of },
      reports: reports.map((report) => ({ report, tied: true })),
    });
  await set(4, "r1", "r2");
  await set(5, "r3", "r4");
  expect(await shown(store)).toHaveLength(2);
  expect(await set(4, "r1", "r2", "r3", "r4")).toMatchObject({ raised: 1 });
  await set(5);
  expect(await shown(store)).toMatchObject([{ report: "r1" }]);
  expect((await leader(store))?.updates).toHaveLength(3);
});
