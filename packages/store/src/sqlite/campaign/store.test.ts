import { Correlator, createEncoder, type IncidentFacts } from "@tocsin/correlation";
import { systemClock } from "@tocsin/kernel";
import { expect, test } from "vitest";

import type { CampaignReportFacts, CampaignStore } from "../../campaign-store.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { campaignStoreInMemory, openCampaignStore } from "./store.ts";

const seed = 7;
const encoder = createEncoder(seed);
const { weights } = encoder;

function domains(...names: string[]): IncidentFacts {
  return { indicators: names.map((value) => ({ type: "domain", value })) };
}

const early = ["zkvelgo.net", "trwqpo.com", "lumpexo.info", "hgvrtl.biz"];
const late = ["portal.brumaxis.org", "xavrule.com", "plohmet.net", "dwekkas.top"];
const first = domains(...early, ...late);
const stranger = domains("velvet-cactus.biz", "pfoqwe.top");
const second = domains(...early, "unrelated-garden.info");
const third = domains(...late, "mnbvqs.info");

function change(arrival: number, facts: IncidentFacts | null, id = arrival): CampaignReportFacts {
  return {
    report: `r${id}`,
    arrival,
    publishedMs: arrival * 1000,
    mine: false,
    group: "health",
    labels: "{}",
    features: facts === null ? null : encoder.encode(facts).packed,
  };
}

async function take(store: CampaignStore, ...changes: CampaignReportFacts[]): Promise<void> {
  const through = Math.max(...changes.map((it) => it.arrival));
  await store.correlate({ changes, through, weights, nowMs: 5 });
}

async function membersOf(store: CampaignStore): Promise<string[][]> {
  const { items } = await store.page({ after: undefined, limit: 100 });
  const details = await Promise.all(
    items.map(({ campaign }) => store.detail(campaign, { members: 100, ties: 10 })),
  );
  return details.map((it) => (it?.members ?? []).map(({ report }) => report).sort());
}

/** Reports that share values of their campaign, in a fixed order. */
function feed(count: number): IncidentFacts[] {
  return Array.from({ length: count }, (_, at) =>
    domains(`own${at * 7919}x.com`, `camp${(at % 9) * 104_729}y.org`, `alt${(at % 4) * 31}z.net`),
  );
}

test("on the disk the same reports have the same links and campaigns as in memory", async () => {
  using folder = scratchFolder();
  await using store = await openCampaignStore({ file: folder.file("campaigns.sqlite") });
  expect(await store.seed(seed)).toBe(seed);
  const correlator = new Correlator({ seed });
  const reports = [first, stranger, second, ...feed(60), third];
  for (const facts of reports) correlator.add(facts, { group: "health" });
  for (let at = 0; at < reports.length; at += 10) {
    const some = reports.slice(at, at + 10).map((facts, nth) => change(at + nth + 1, facts));
    await take(store, ...some);
  }
  const expected = Array.from(correlator.campaigns().values(), (numbers) =>
    numbers.map((it) => `r${it + 1}`).sort(),
  );
  const sorted = (lists: string[][]) => lists.map((it) => it.join(" ")).sort();
  expect(sorted(await membersOf(store))).toEqual(sorted(expected));
});

test("a flood of one class counts no more than in memory", async () => {
  await using store = campaignStoreInMemory(systemClock);
  const correlator = new Correlator({ seed });
  const reports = Array.from({ length: 90 }, (_, at) =>
    domains("copied-value.net", `own${at * 7919}x.com`, at < 60 ? "pair-a.biz" : "pair-b.biz"),
  );
  const groupOf = (at: number): string => (at % 10 === 0 ? `class-${at}` : "one class");
  for (const [at, facts] of reports.entries()) correlator.add(facts, { group: groupOf(at) });
  for (let from = 0; from < reports.length; from += 30) {
    const some = reports
      .slice(from, from + 30)
      .map((facts, nth) => ({ ...change(from + nth + 1, facts), group: groupOf(from + nth) }));
    await take(store, ...some);
  }
  const expected = Array.from(correlator.campaigns().values(), (numbers) =>
    numbers.map((it) => `r${it + 1}`).sort(),
  );
  const sorted = (lists: string[][]) => lists.map((it) => it.join(" ")).sort();
  expect(sorted(await membersOf(store))).toEqual(sorted(expected));
});

test("a comparison that is asked for later has reasons that add up", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, change(1, first), change(2, stranger), change(3, second));
  const encoded = encoder.encode(second);
  const compared = await store.compared(encoded.packed, "r1");
  const reasons = encoded.reasons(
    { report: 0, ...compared, evidence: compared?.evidence ?? [], size: compared?.size ?? 0 },
    compared?.shares ?? [],
  );
  expect(reasons.flatMap(({ values }) => values).join()).toContain("zkvelgo");
  const [tie] = (await store.detail(1, { members: 9, ties: 9 }))?.ties ?? [];
  const sum = reasons.reduce((all, { weight }) => all + weight, 0);
  expect(sum).toBeCloseTo(tie?.odds ?? 0, 6);
  expect(await store.compared(encoded.packed, "unknown")).toBeUndefined();
});

test("nothing is correlated twice, also after the file is opened again", async () => {
  using folder = scratchFolder();
  const file = folder.file("campaigns.sqlite");
  {
    await using store = await openCampaignStore({ file });
    await take(store, change(1, first), change(2, second));
  }
  await using store = await openCampaignStore({ file });
  expect(await store.cursor()).toBe(2);
  expect(await store.seed(99)).toBe(99);
  const again = { changes: [change(1, first), change(2, second)], through: 2, weights, nowMs: 6 };
  expect(await store.correlate(again)).toEqual({ tied: 0 });
  const detail = await store.detail(1, { members: 9, ties: 9 });
  expect(detail?.history).toEqual([
    { kind: "start", atMs: 5, reports: ["r2", "r1"], campaigns: [] },
  ]);
});

test("a withdrawal leaves nothing of the report, and what it held together falls apart", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, change(1, first), change(2, stranger), change(3, second), change(4, third));
  expect(await membersOf(store)).toEqual([["r1", "r3", "r4"]]);
  await take(store, change(5, null, 1));
  expect(await membersOf(store)).toEqual([]);
  expect(await store.compared(encoder.encode(second).packed, "r1")).toBeUndefined();
  expect(await store.detail(1, { members: 9, ties: 9 })).toMatchObject({ reports: 0, members: [] });
  expect(await store.detail(9, { members: 9, ties: 9 })).toBeUndefined();
  await take(store, change(6, first, 1));
  expect(await membersOf(store)).toEqual([["r1", "r3", "r4"]]);
});

test("an amendment that takes the common value away leaves the campaign", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, change(1, first), change(2, second), change(3, third));
  await take(store, change(4, domains("unrelated-garden.info"), 2));
  expect(await membersOf(store)).toEqual([["r1", "r3"]]);
});

test("what concerns us is named until it was dealt with, and again when it changes", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, { ...change(1, first), mine: true }, change(2, stranger), change(3, second));
  const [concern] = await store.concerns(10, 10);
  expect(concern).toMatchObject({
    ours: "own report",
    reports: [{ report: "r3", tied: true }],
  });
  await store.dealtWith(concern?.campaign ?? 0, concern?.due ?? 0);
  expect(await store.concerns(10, 10)).toEqual([]);
  await take(store, change(4, third));
  expect((await store.concerns(10, 10))[0]?.reports.map((it) => it.report)).toEqual(["r4", "r3"]);
  expect(await store.tieToOurs("r4")).toMatchObject({ a: "r4", b: "r1" });
});

test("a report in which something was seen here makes its campaign ours", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, change(1, first), change(3, second));
  const [before] = await store.concerns(10, 10);
  expect(before?.reports).toEqual([]);
  await store.dealtWith(1, before?.due ?? 0);
  await store.markSeen(["r1", "not yet here"], 12);
  expect(await store.seenThrough()).toBe(12);
  const [concern] = await store.concerns(10, 10);
  expect(concern).toMatchObject({ ours: "what was seen here", reports: [{ report: "r3" }] });
  const [outline] = await store.campaignsOf(["r3", "unknown"]);
  expect(outline).toMatchObject({ report: "r3", outline: { reports: 2, seen: 1, mine: 0 } });
});

test("a person takes two reports apart, and takes that back", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, change(1, first), change(2, second), change(3, third), change(4, stranger));
  expect(await store.correct(1, { says: "apart", a: "r2", b: "r1", atMs: 8 })).toBe(true);
  expect(await membersOf(store)).toEqual([["r1", "r3"]]);
  const [correction] = (await store.detail(1, { members: 9, ties: 9 }))?.corrections ?? [];
  expect(correction).toMatchObject({ says: "apart", a: "r1", b: "r2", atMs: 8 });
  expect(await store.undoCorrection(correction?.id ?? 0, 9)).toBe(true);
  expect(await membersOf(store)).toEqual([["r1", "r2", "r3"]]);
  expect(await store.correct(1, { says: "together", a: "r4", b: "r1", atMs: 9 })).toBe(true);
  expect(await membersOf(store)).toEqual([["r1", "r2", "r3", "r4"]]);
  expect(await store.correct(1, { says: "apart", a: "r4", b: "r2", atMs: 9 })).toBe(false);
  expect(await store.undoCorrection(99, 9)).toBe(false);
});
