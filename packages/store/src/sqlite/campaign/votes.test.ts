import { createEncoder, type IncidentFacts } from "@tocsin/correlation";
import { systemClock } from "@tocsin/kernel";
import { expect, test } from "vitest";

import type { CampaignStore, PairVoteCount } from "../../campaign-store.ts";
import { campaignStoreInMemory } from "./store.ts";

const encoder = createEncoder(7);
const { weights } = encoder;

function domains(...names: string[]): IncidentFacts {
  return { indicators: names.map((value) => ({ type: "domain", value })) };
}

/** Tied by one value of three, so not beyond doubt; and one that shares nothing. */
const facts = [
  domains("zkvelgo.net", "trwqpo.com", "hgvrtl.biz"),
  domains("zkvelgo.net", "velvet-cactus.info", "quince-harbour.org"),
  domains("plohmet.top", "dwekkas.name", "brumaxis.io"),
];

async function take(store: CampaignStore, ...numbers: readonly number[]): Promise<void> {
  const from = await store.cursor();
  const changes = numbers.map((number, at) => ({
    ...{ report: `r${number}`, arrival: from + at + 1, publishedMs: 1, mine: false },
    ...{ group: "health", labels: "{}", features: packed(number) },
  }));
  await store.correlate({ changes, through: from + numbers.length, weights, nowMs: 5 });
}

function packed(number: number): Uint8Array {
  return encoder.encode(facts[number - 1] ?? { indicators: [] }).packed;
}

const says = (group: string, word: PairVoteCount["says"], votes = 1): PairVoteCount => ({
  ...{ group, says: word, votes },
});

async function vote(store: CampaignStore, one: number, other: number, counts: PairVoteCount[]) {
  const through = (await store.votesThrough()) + 1;
  const votes = [{ a: `r${one}`, b: `r${other}`, counts, features: packed(one) }];
  await store.setVotes({ votes, through, weights, nowMs: 9 });
}

async function campaigns(store: CampaignStore): Promise<string[][]> {
  const { items } = await store.page({ after: undefined, limit: 9 });
  const details = await Promise.all(
    items.map(({ campaign }) => store.detail(campaign, { members: 9, ties: 9 })),
  );
  return details.map((it) => (it?.members ?? []).map(({ report }) => report).sort());
}

const first = (store: CampaignStore) => store.detail(1, { members: 9, ties: 9 });

test("members who say that two reports are apart split them, and bring them back as they were", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, 1, 2);
  const before = await first(store);
  expect(before?.ties).toMatchObject([{ voted: 0, votes: [] }]);
  const counts = [says("energy", "apart", 2), says("health", "apart", 2)];
  await vote(store, 1, 2, counts);
  expect(await campaigns(store)).toEqual([]);
  await vote(store, 1, 2, []);
  expect(await campaigns(store)).toEqual([["r1", "r2"]]);
  const tie = await store.tieToOurs("r1");
  expect(tie?.odds).toBeCloseTo(before?.ties[0]?.odds ?? 0, 9);
  expect((await first(store))?.history.map((it) => it.kind)).toContain("votes");
});

test("no number of votes of one class ties what shares nothing; two classes do", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, 1, 2, 3);
  await vote(store, 1, 3, [says("energy", "together", 1_000_000)]);
  expect(await campaigns(store)).toEqual([["r1", "r2"]]);
  await vote(store, 1, 3, [says("energy", "together", 9), says("health", "together", 9)]);
  expect(await campaigns(store)).toEqual([["r1", "r2", "r3"]]);
  const [said] = (await first(store))?.votes ?? [];
  expect(said).toMatchObject({ a: "r1", b: "r3", odds: 6, atMs: 9 });
  await vote(store, 1, 3, [says("energy", "together", 9)]);
  expect(await campaigns(store)).toEqual([["r1", "r2"]]);
});

test("votes that come before their reports count once these are here, also after an amendment", async () => {
  await using store = campaignStoreInMemory(systemClock);
  const counts = [says("energy", "together", 2), says("health", "together", 2)];
  await vote(store, 1, 3, counts);
  await take(store, 1);
  await take(store, 3);
  expect(await campaigns(store)).toEqual([["r1", "r3"]]);
  await take(store, 3);
  expect(await campaigns(store)).toEqual([["r1", "r3"]]);
});

test("this company's own word counts for more than votes", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, 1, 2);
  expect(await store.correct(1, { says: "apart", a: "r1", b: "r2", atMs: 8 })).toBe(true);
  await vote(store, 1, 2, [says("energy", "together", 9), says("health", "together", 9)]);
  expect(await campaigns(store)).toEqual([]);
  const row = await store.correctionOn("r2", "r1");
  const [secret, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  expect(await store.keepSecret(row?.id ?? 0, secret)).toEqual(secret);
  expect(await store.keepSecret(row?.id ?? 0, other)).toEqual(secret);
  expect(await store.correction(row?.id ?? 0)).toEqual({ ...row, secret });
  expect(await store.keepSecret(99, secret)).toBeUndefined();
  expect(await store.undoCorrection(row?.id ?? 0, 9)).toBe(true);
  expect(await campaigns(store)).toEqual([["r1", "r2"]]);
});

test("a withdrawn report takes what was said of it along", async () => {
  await using store = campaignStoreInMemory(systemClock);
  await take(store, 1, 2);
  await vote(store, 1, 2, [says("energy", "together")]);
  expect((await first(store))?.votes).toHaveLength(1);
  const gone = { report: "r2", arrival: 3, publishedMs: 1, mine: false, group: "health" };
  const changes = [{ ...gone, labels: "", features: null }];
  await store.correlate({ changes, through: 3, weights, nowMs: 9 });
  expect((await first(store))?.votes).toEqual([]);
});
