/** What every store of the exchange must do with sealed sightings. */

import { dayMs, type Epoch, type Round } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";

import type { NewTag } from "../exchange-store.ts";
import type { OpenedStore } from "./exchange.contract.ts";
import { commitOf, hash, key, leafOf, roundWith, spend } from "./exchange-samples.ts";

const today = 20_000;
const many = 100;

function tagOf(tag: number, of: number, untilDay = today + 30): NewTag {
  return { tag: hash(tag), pk: hash(of), mac: hash(of + 100), lock: key(of), untilDay };
}

function pairOf({ tag, pk, mac }: NewTag) {
  return { tag, pk, mac };
}

export function exchangeTagsContract(create: () => Promise<OpenedStore>): void {
  describe("sealed sightings", () => {
    test("are there with the token that paid for them, in the order of keys", async () => {
      await using opened = await create();
      const tags = [tagOf(1, 8), tagOf(2, 5), tagOf(1, 7)];
      await opened.store.commitRound({
        ...roundWith(7, 0, [leafOf(1)]),
        tags,
        spends: [spend(1)],
      });
      await opened.reopen();
      const { store } = opened;
      expect((await store.standing([], [spend(1)])).spent).toEqual([true]);
      expect(await store.tagged([hash(2), hash(1), hash(3)], today, many)).toEqual([
        { count: 1, pairs: [pairOf(tagOf(2, 5))] },
        { count: 2, pairs: [pairOf(tagOf(1, 7)), pairOf(tagOf(1, 8))] },
        { count: 0, pairs: [] },
      ]);
      const [cut] = await store.tagged([hash(1)], today, 1);
      expect(cut).toEqual({ count: 2, pairs: [pairOf(tagOf(1, 7))] });
    });

    test("a round that is refused leaves none", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.commitRound({ ...roundWith(7, 0, [leafOf(1)]), spends: [spend(1)] });
      const next = roundWith(8, 1, [leafOf(2)], { size: 1, round: 7 as Round });
      const refused = { ...next, tags: [tagOf(1, 7)], spends: [spend(1)] };
      expect(await store.commitRound(refused)).toBe("spent");
      expect(await store.tagged([hash(1)], today, many)).toEqual([{ count: 0, pairs: [] }]);
    });

    test("the same key under a tag counts once, and its first HMAC stays", async () => {
      await using opened = await create();
      const { store } = opened;
      const again = { ...tagOf(1, 7), mac: hash(9) };
      await store.commitRound(commitOf({ round: 7 as Round, tags: [tagOf(1, 7), again] }));
      expect(await store.tagged([hash(1)], today, many)).toEqual([
        { count: 1, pairs: [pairOf(tagOf(1, 7))] },
      ]);
    });

    test("are taken back by their lock alone", async () => {
      await using opened = await create();
      const { store } = opened;
      const tags = [tagOf(1, 7), tagOf(1, 8)];
      const tagsOff = [
        { tag: hash(1), pk: hash(7), lock: key(8) },
        { tag: hash(1), pk: hash(8), lock: key(8) },
      ];
      await store.commitRound(commitOf({ round: 7 as Round, tags, tagsOff }));
      expect((await store.tagged([hash(1)], today, many))[0]?.pairs).toEqual([pairOf(tagOf(1, 7))]);
    });

    test("expire after their last day, and are swept a few at a time", async () => {
      await using opened = await create();
      const { store } = opened;
      const tags = [tagOf(1, 7, today), tagOf(1, 8, today - 1), tagOf(2, 9, today - 2)];
      await store.commitRound(commitOf({ round: 7 as Round, tags }));
      const counts = async (day: number) =>
        (await store.tagged([hash(1), hash(2)], day, many)).map(({ count }) => count);
      expect(await counts(today)).toEqual([1, 0]);
      const nowMs = today * dayMs + 1;
      const sweep = { nowMs, partsThrough: -1 as Round, spentBefore: "2000-01" as Epoch };
      expect(await store.sweep({ ...sweep, rowsMax: 1 })).toBe(1);
      expect(await store.sweep({ ...sweep, rowsMax: many })).toBe(1);
      expect(await counts(0)).toEqual([1, 0]);
    });
  });
}
