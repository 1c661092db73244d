/** What every store of the exchange must do with votes. */

import type { Round } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";

import type { OpenedStore } from "./exchange.contract.ts";
import { hash, leafOf, roundWith, spend } from "./exchange-samples.ts";

const vote = (report: number, kind = "abuse") => ({ report: hash(report), vote: kind });

export function exchangeVotesContract(create: () => Promise<OpenedStore>): void {
  describe("votes", () => {
    test("are counted by report and kind, with the tokens that paid for them", async () => {
      await using opened = await create();
      await opened.store.commitRound({
        ...roundWith(7, 0, [leafOf(1)]),
        votes: [vote(1), vote(2), vote(2), vote(2, "confirm")],
        spends: [spend(1)],
      });
      await opened.reopen();
      const { store } = opened;
      expect(await store.tallies([hash(2), hash(3), hash(1)])).toEqual([
        { abuse: 2, confirm: 1 },
        {},
        { abuse: 1 },
      ]);
      expect(await store.reportsVoted("abuse", 9)).toEqual([
        { report: hash(2), count: 2 },
        { report: hash(1), count: 1 },
      ]);
      expect(await store.reportsVoted("confirm", 9)).toEqual([{ report: hash(2), count: 1 }]);
      expect(await store.reportsVoted("abuse", 1)).toHaveLength(1);
    });

    test("a round that is refused counts none", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.commitRound({ ...roundWith(7, 0, [leafOf(1)]), spends: [spend(1)] });
      const next = roundWith(8, 1, [leafOf(2)], { size: 1, round: 7 as Round });
      const refused = { ...next, votes: [vote(1)], spends: [spend(1)] };
      expect(await store.commitRound(refused)).toBe("spent");
      expect(await store.tallies([hash(1)])).toEqual([{}]);
    });
  });
}
