import type { Epoch, Round } from "@tocsin/kernel";
import type { ReportHead, TieTally, TieVote } from "@tocsin/store";
import { expect, test } from "vitest";

import { roundVotesMax } from "../limits.ts";
import type { ExaminedTie, ExaminedTieOff } from "./examine-tie.ts";
import { plannedTies } from "./plan-ties.ts";

const epoch = "2026-11" as Epoch;
const round = 7 as Round;
const bytes = (of: number): Uint8Array => new Uint8Array(32).fill(of);

function head(of: number, more: Partial<ReportHead> = {}): ReportHead {
  return {
    ...{ pkSign: bytes(of), report: bytes(of + 100), envelope: bytes(of), seq: 0 },
    ...{ class: "energy", epoch, audience: "members", author: bytes(0), withdrawn: false },
    ...{ position: of, ...more },
  };
}

function tie(lock: number, more: Partial<ExaminedTie> = {}): ExaminedTie {
  return {
    ...{ ok: true, kind: "tie", a: bytes(1), b: bytes(2), says: "together", class: "energy" },
    ...{ lock: bytes(lock), spend: { epoch, id: bytes(lock) }, json: bytes(lock), ...more },
  };
}

const off = (lock: number): ExaminedTieOff => ({ ok: true, kind: "tie-off", lock: bytes(lock) });

/** Reports 1 to 3 are there, and what `more` says. */
function storeWith(
  more: {
    readonly heads?: readonly ReportHead[];
    readonly spent?: readonly number[];
    readonly under?: readonly TieVote[];
    readonly before?: readonly TieTally[];
  } = {},
) {
  const { heads = [head(1), head(2), head(3)], spent = [], under = [], before = [] } = more;
  const same = (x: Uint8Array, y: Uint8Array): boolean => x[0] === y[0];
  return {
    standing: (pkSigns: readonly Uint8Array[], spends: readonly { readonly id: Uint8Array }[]) =>
      Promise.resolve({
        heads: pkSigns.map((pk) => heads.find((it) => same(it.pkSign, pk)) ?? null),
        spent: spends.map(({ id }) => spent.includes(id[0] ?? 0)),
      }),
    tiesUnder: (locks: readonly Uint8Array[]) =>
      Promise.resolve(locks.map((lock) => under.find((it) => same(it.lock, lock)) ?? null)),
    tieTallies: (pairs: readonly unknown[]) => Promise.resolve(pairs.map(() => before)),
  };
}

const stored = (lock: number): TieVote => ({
  ...{ a: bytes(101), b: bytes(102), lock: bytes(lock), class: "energy", says: "together" },
  audience: "members",
});

async function countsOf(
  said: readonly (ExaminedTie | ExaminedTieOff)[],
  store = storeWith(),
): Promise<unknown> {
  const { leaves } = await plannedTies(store, said, round);
  return leaves.map(({ leaf }) => leaf.counts.map((it) => `${it.class} ${it.says} ${it.votes}`));
}

test("votes on two reports are counted by class and word, and told in buckets", async () => {
  const said = [
    tie(1),
    tie(2),
    tie(3, { class: "health", says: "apart" }),
    tie(4, { b: bytes(3) }),
  ];
  const told = await countsOf(said);
  expect(told).toEqual([["energy together 2-4", "health apart 1"], ["energy together 1"]]);
  const plan = await plannedTies(storeWith(), said.toReversed(), round);
  expect(plan).toEqual(await plannedTies(storeWith(), said, round));
});

test("a count that stays in its bucket is not told again", async () => {
  const before = [{ class: "energy", says: "together", votes: 2 }];
  expect(await countsOf([tie(1)], storeWith({ before }))).toEqual([]);
  const more = [tie(1), tie(2), tie(3)];
  expect(await countsOf(more, storeWith({ before }))).toEqual([["energy together 5-9"]]);
});

test("a token votes once, and so does a lock, whichever capsule came first", async () => {
  const twice = [tie(1), tie(2, { spend: tie(1).spend }), tie(1, { spend: tie(3).spend })];
  expect(await countsOf(twice)).toEqual([["energy together 1"]]);
  expect(await countsOf(twice.toReversed())).toEqual([["energy together 1"]]);
  expect(await countsOf([tie(1)], storeWith({ spent: [1] }))).toEqual([]);
  expect(await countsOf([tie(1)], storeWith({ under: [stored(1)] }))).toEqual([]);
});

test("nothing is said of what is not there, was withdrawn, or is not for the same readers", async () => {
  expect(await countsOf([tie(1, { b: bytes(9) })])).toEqual([]);
  const gone = { heads: [head(1), head(2, { withdrawn: true })] };
  expect(await countsOf([tie(1)], storeWith(gone))).toEqual([]);
  const apart = { audience: "class:energy" } as const;
  const other = { audience: "class:health" } as const;
  const strangers = { heads: [head(1, apart), head(2, other)] };
  expect(await countsOf([tie(1)], storeWith(strangers))).toEqual([]);
  const { leaves } = await plannedTies(
    storeWith({ heads: [head(1), head(2, apart)] }),
    [tie(1)],
    round,
  );
  expect(leaves.map(({ audience }) => audience)).toEqual(["class:energy"]);
});

test("what is taken back is told as gone; a secret without a vote does nothing", async () => {
  const before = [{ class: "energy", says: "together", votes: 1 }];
  const store = storeWith({ under: [stored(5)], before });
  expect(await countsOf([off(5), off(5), off(6)], store)).toEqual([[]]);
  const { back } = await plannedTies(store, [off(5), off(6)], round);
  expect(back).toEqual([stored(5)]);
  expect(await countsOf([tie(1), off(1)])).toEqual([]);
});

test("what has no room waits for the next round", async () => {
  const many = Array.from({ length: roundVotesMax + 2 }, (_, at) => {
    const id = new Uint8Array(32);
    new DataView(id.buffer).setUint32(0, at + 10);
    return tie(0, { lock: id, spend: { epoch, id }, json: id });
  });
  const store = { ...storeWith(), standing: storeWith({ spent: [] }).standing };
  const { taken, carried } = await plannedTies(store, many, round);
  expect([taken.length, carried.length]).toEqual([roundVotesMax, 2]);
});
