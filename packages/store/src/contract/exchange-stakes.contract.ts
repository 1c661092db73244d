/** What every store of the exchange must do with stakes and appeals. */

import type { Round } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";

import type { OpenedStore } from "./exchange.contract.ts";
import { hash, headOf, leafOf, roundWith } from "./exchange-samples.ts";

const refund = (at: number) => ({ pkSign: hash(at), keyId: hash(9), request: hash(50 - at) });

export function exchangeStakesContract(create: () => Promise<OpenedStore>): void {
  describe("stakes", () => {
    test("a report is as old as its first leaf, also when it was amended since", async () => {
      await using opened = await create();
      const { store } = opened;
      const first = { ...roundWith(7, 0, [leafOf(1)]), heads: [headOf(1, 0)] };
      await store.commitRound(first);
      const amended = { ...leafOf(2), previous: 0 };
      const next = roundWith(9, 1, [amended], { size: 1, round: 7 as Round });
      await store.commitRound({ ...next, heads: [headOf(1, 1)] });
      await opened.reopen();
      expect(await opened.store.stakes([hash(5), hash(1)])).toEqual([
        { accepted: null, asked: false },
        { accepted: 7, asked: false },
      ]);
    });

    test("requests are due on the next day, each once, and erased when they are told", async () => {
      await using opened = await create();
      const { store } = opened;
      const asked = { ...roundWith(7, 0, [leafOf(1)]), day: 20, refunds: [refund(1), refund(2)] };
      await store.commitRound(asked);
      expect(await store.refundsDue(20, 9)).toEqual([]);
      expect(await store.refundsDue(21, 9)).toEqual([refund(2), refund(1)]);
      expect(await store.refundsDue(21, 1)).toEqual([refund(2)]);
      const next = roundWith(8, 1, [leafOf(2)], { size: 1, round: 7 as Round });
      const again = { ...refund(2), request: hash(77) };
      await store.commitRound({ ...next, day: 21, refunds: [again], refundsTold: [hash(2)] });
      await opened.reopen();
      expect(await opened.store.refundsDue(99, 9)).toEqual([refund(1)]);
      expect(await opened.store.stakes([hash(2)])).toMatchObject([{ asked: true }]);
    });

    test("the first appeal against each ruling is kept", async () => {
      await using opened = await create();
      const { store } = opened;
      const appeal = (ruling: number, text: string) => ({ report: hash(1), ruling, text });
      const first = roundWith(7, 0, [leafOf(1)]);
      await store.commitRound({ ...first, appeals: [appeal(1, "a"), appeal(1, "b")] });
      expect(await store.appeals(9)).toEqual([appeal(1, "a")]);
      const next = roundWith(8, 1, [leafOf(2)], { size: 1, round: 7 as Round });
      await store.commitRound({ ...next, appeals: [appeal(3, "c")] });
      await opened.reopen();
      expect(await opened.store.appeals(9)).toEqual([appeal(3, "c")]);
    });
  });
}
