import { concatBytes, type Epoch, type Round, toBase64Url } from "@tocsin/kernel";
import { bytesOf, pairsInLineMax, tagPairBytes } from "@tocsin/wire";
import { expect, test } from "vitest";

import type { ExaminedTag } from "./examine-sighting.ts";
import { payingTags, plannedSightings, sightingsLeafOf, tagsIn } from "./plan-sightings.ts";

const epoch = "2026-11" as Epoch;
const round = 7 as Round;
const bytes = (of: number): Uint8Array => new Uint8Array(32).fill(of);

function tagOf(tag: number, pk: number, token = pk): ExaminedTag {
  return {
    ok: true,
    kind: "tag",
    tag: {
      tag: bytes(tag),
      pk: bytes(pk),
      mac: bytes(pk ^ 255),
      lock: new Uint8Array(16).fill(pk),
      untilDay: 20_000,
    },
    spend: { epoch, id: bytes(token) },
    taken: new Uint8Array(16).fill(token),
  };
}

const pairOf = (pk: number) => ({ tag: bytes(0), pk: bytes(pk), mac: bytes(pk ^ 255) });
const none = { count: 0, pairs: [] };
const pairsText = (...keys: number[]) =>
  toBase64Url(concatBytes(...keys.flatMap((pk) => [bytes(pk), bytes(pk ^ 255)])));

test("a token pays once, in a round and ever, whichever capsule came first", () => {
  const tags = [tagOf(2, 3), tagOf(1, 5, 9), tagOf(1, 4, 9), tagOf(1, 6)];
  const forwards = payingTags(tags, [false, false, false, true]);
  expect(forwards.map(({ tag }) => [tag.tag[0], tag.pk[0]])).toEqual([
    [1, 4],
    [2, 3],
  ]);
  expect(payingTags(tags.toReversed(), [true, false, false, false])).toEqual(forwards);
});

test("a tag with one sighting is acknowledged and not told; with two it is told with both pairs", () => {
  const taken = payingTags([tagOf(2, 3), tagOf(1, 5), tagOf(1, 4)], [false, false, false]);
  expect(tagsIn(taken)).toEqual([bytes(1), bytes(2)]);
  expect(sightingsLeafOf(round, taken, [none, none])).toEqual({
    v: 1,
    kind: "sightings",
    round,
    taken: toBase64Url(concatBytes(...[3, 4, 5].map((it) => new Uint8Array(16).fill(it)))),
    matches: [{ tag: toBase64Url(bytes(1)), count: "2-4", pairs: pairsText(4, 5) }],
    left: 0,
  });
});

test("what was there before counts, the same key does not count again, and orders say nothing", () => {
  const taken = [tagOf(1, 5), tagOf(1, 8)];
  const standing = { count: 4, pairs: [pairOf(2), pairOf(5), pairOf(6), pairOf(9)] };
  const [line] = sightingsLeafOf(round, taken, [standing]).matches;
  expect(line).toEqual({
    tag: toBase64Url(bytes(1)),
    count: "5-9",
    pairs: pairsText(2, 5, 6, 8, 9),
  });
});

test("a line holds so many pairs and no more, those of the round among them", () => {
  const pairs = Array.from({ length: pairsInLineMax }, (_, at) => pairOf(at));
  const leaf = sightingsLeafOf(round, [tagOf(1, 200)], [{ count: 5000, pairs }]);
  const [line] = leaf.matches;
  expect(line?.count).toBe("10+");
  const told = bytesOf(line?.pairs ?? "");
  expect(told).toHaveLength(pairsInLineMax * tagPairBytes);
  expect(told.slice(-tagPairBytes, -32)).toEqual(bytes(200));
});

test("what has no room in the round is counted, not told", () => {
  const taken = Array.from({ length: 1300 }, (_, at) => {
    const tag = new Uint8Array(32);
    new DataView(tag.buffer).setUint32(0, at);
    const known = tagOf(0, 1);
    return { ...known, tag: { ...known.tag, tag } };
  });
  const pairs = Array.from({ length: pairsInLineMax }, (_, at) => pairOf(at + 2));
  const leaf = sightingsLeafOf(
    round,
    taken,
    taken.map(() => ({ count: 40, pairs })),
  );
  expect(leaf.matches).toHaveLength(1250);
  expect(leaf.left).toBe(50);
});

test("withdrawals go on without any sighting, and nothing is told of them", async () => {
  const withdrawal = { tag: bytes(1), pk: bytes(2), lock: new Uint8Array(16) };
  const store = {
    standing: () => Promise.resolve({ heads: [], spent: [true] }),
    tagged: () => Promise.resolve([]),
  };
  const off = { ok: true, kind: "tag-off", withdrawal } as const;
  const plan = { taken: [], withdrawals: [withdrawal], leaf: undefined };
  expect(await plannedSightings(store, [off], round, 1)).toEqual(plan);
  expect(await plannedSightings(store, [off, tagOf(1, 2)], round, 1)).toEqual(plan);
});
