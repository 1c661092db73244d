/** What every store of the exchange must do with votes on two reports. */

import type { Round } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";

import type { TieVote } from "../exchange-votes.ts";
import type { OpenedStore } from "./exchange.contract.ts";
import { hash, headOf, leafOf, roundWith, spend } from "./exchange-samples.ts";

const pair = { a: hash(1), b: hash(2) };
const tie = (lock: number, more: Partial<TieVote> = {}): TieVote => ({
  ...{ ...pair, lock: hash(lock), class: "energy", says: "together", audience: "members" },
  ...more,
});

export function exchangeTiesContract(create: () => Promise<OpenedStore>): void {
  describe("votes on two reports", () => {
    test("are counted by class and word, each lock once, and taken back by it", async () => {
      await using opened = await create();
      await opened.store.commitRound({
        ...roundWith(7, 0, [leafOf(1)]),
        ties: [tie(1), tie(2), tie(2, { says: "apart" }), tie(3, { class: "health" })],
        spends: [spend(1)],
      });
      await opened.reopen();
      const { store } = opened;
      expect(await store.tieTallies([pair, { a: hash(1), b: hash(9) }])).toEqual([
        [
          { class: "energy", says: "together", votes: 2 },
          { class: "health", says: "together", votes: 1 },
        ],
        [],
      ]);
      expect(await store.tiesUnder([hash(3), hash(8)])).toEqual([
        tie(3, { class: "health" }),
        null,
      ]);
      const next = roundWith(8, 1, [leafOf(2)], { size: 1, round: 7 as Round });
      await store.commitRound({ ...next, ties: [tie(4)], tiesOff: [hash(1), hash(4), hash(8)] });
      expect(await store.tieTallies([pair])).toEqual([
        [
          { class: "energy", says: "together", votes: 1 },
          { class: "health", says: "together", votes: 1 },
        ],
      ]);
    });

    test("go with a report that is withdrawn, and a round that is refused counts none", async () => {
      await using opened = await create();
      const { store } = opened;
      const others = { a: hash(8), b: hash(9) };
      await store.commitRound({
        ...roundWith(7, 0, [leafOf(1)]),
        ties: [tie(1), tie(2, others)],
        spends: [spend(1)],
      });
      const next = roundWith(8, 1, [leafOf(2)], { size: 1, round: 7 as Round });
      const refused = { ...next, ties: [tie(3)], spends: [spend(1)] };
      expect(await store.commitRound(refused)).toBe("spent");
      // `headOf(1)` names the report `hash(2)`.
      await store.commitRound({ ...next, heads: [{ ...headOf(1, 1), withdrawn: true }] });
      expect(await store.tieTallies([pair, others])).toEqual([
        [],
        [{ class: "energy", says: "together", votes: 1 }],
      ]);
      expect(await store.tiesUnder([hash(1), hash(3)])).toEqual([null, null]);
    });
  });
}
