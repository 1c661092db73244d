/** What every store of the exchange must do, whatever it runs on. */

import { concatBytes, type Epoch, type Round, utf8 } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";

import type { CarriedSubmission, ExchangeStore } from "../exchange-store.ts";
import {
  addGatewayKey,
  commitOf,
  detailOf,
  epoch,
  frame,
  hash,
  headOf,
  id,
  key,
  leafOf,
  partOf,
  roundWith,
  spend,
  stage,
} from "./exchange-samples.ts";

export interface OpenedStore extends AsyncDisposable {
  store: ExchangeStore;
  /** Closes it and opens what is on the disk. */
  reopen(): Promise<void>;
}

const many = 10_000;
const noSweep = { nowMs: 0, partsThrough: -1 as Round, spentBefore: "2000-01" as Epoch };

export function exchangeStoreContract(create: () => Promise<OpenedStore>): void {
  describe("staging", () => {
    test("a staged frame is there after reopening, ordered by id and not by arrival", async () => {
      await using opened = await create();
      for (const at of [3, 1, 2]) expect(await stage(opened.store, at, 7)).toBe("staged");
      await opened.reopen();
      const frames = await opened.store.stagedFrames(7 as Round, undefined, many);
      expect(frames).toEqual([1, 2, 3].map((at) => ({ id: id(at), frame: frame(at) })));
    });

    test("frames are read in pages", async () => {
      await using opened = await create();
      for (const at of [1, 2, 3]) await stage(opened.store, at, 7);
      const page = await opened.store.stagedFrames(7 as Round, id(1), 1);
      expect(page.map((it) => it.id)).toEqual([id(2)]);
      expect(await opened.store.stagedFrames(7 as Round, id(3), 1)).toEqual([]);
      expect(await opened.store.stagedFrames(8 as Round, undefined, 1)).toEqual([]);
    });

    test("the same capsule is staged once under a key, also when sent many times at once", async () => {
      await using opened = await create();
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () => stage(opened.store, 1, 7)),
      );
      expect(outcomes.filter((it) => it === "staged")).toHaveLength(1);
      expect(outcomes.filter((it) => it === "replayed")).toHaveLength(49);
      await opened.reopen();
      expect(await stage(opened.store, 1, 8)).toBe("replayed");
      expect(await stage(opened.store, 1, 8, { gatewayKey: 2 })).toBe("staged");
      // Under another key and in the same round it is the same frame still: no place is taken twice.
      expect(await stage(opened.store, 1, 8, { gatewayKey: 3 })).toBe("replayed");
      expect(await stage(opened.store, 2, 8, {}, 3)).toBe("staged");
    });

    test("a full staging area refuses, remembers nothing of it, and takes it once it is swept", async () => {
      await using opened = await create();
      const { store } = opened;
      await addGatewayKey(store);
      expect(await stage(store, 1, 7, {}, 1)).toBe("staged");
      expect(await stage(store, 2, 7, {}, 1)).toBe("full");
      await store.commitRound(commitOf({ round: 7 as Round }));
      expect(await store.sweep({ ...noSweep, rowsMax: many })).toBe(1);
      expect(await stage(store, 2, 8, {}, 1)).toBe("staged");
    });

    test("the oldest round with frames is found until it is worked", async () => {
      await using opened = await create();
      const { store } = opened;
      expect(await store.oldestStaged(9 as Round)).toBeUndefined();
      await stage(store, 1, 8);
      await stage(store, 2, 7);
      expect(await store.oldestStaged(6 as Round)).toBeUndefined();
      expect(await store.oldestStaged(9 as Round)).toBe(7);
      await store.commitRound(commitOf({ round: 7 as Round }));
      expect(await store.oldestStaged(9 as Round)).toBe(8);
      expect(await store.stagedFrames(7 as Round, undefined, many)).toEqual([]);
    });
  });

  describe("read sessions", () => {
    test("of many concurrent openings with one token one succeeds, also after reopening", async () => {
      await using opened = await create();
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, at) => opened.store.openSession(spend(1), hash(at), 5000)),
      );
      expect(outcomes.filter((it) => it === "opened")).toHaveLength(1);
      const winner = hash(outcomes.indexOf("opened"));
      await opened.reopen();
      expect(await opened.store.openSession(spend(1), hash(99), 5000)).toBe("spent");
      expect(await opened.store.sessionUntil(winner)).toBe(5000);
      expect(await opened.store.sessionUntil(hash(99))).toBeUndefined();
    });

    test("an expired session is swept, one that lasts is not", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.openSession(spend(1), hash(1), 5000);
      await store.openSession(spend(2), hash(2), 6000);
      expect(await store.sweep({ ...noSweep, nowMs: 5000, rowsMax: many })).toBe(1);
      expect(await store.sessionUntil(hash(1))).toBeUndefined();
      expect(await store.sessionUntil(hash(2))).toBe(6000);
    });
  });

  describe("rounds", () => {
    test("a round is there whole after reopening", async () => {
      await using opened = await create();
      const { store } = opened;
      expect(await store.head()).toEqual({ size: 0, round: null, checkpoint: null });
      const commit = roundWith(7, 0, [leafOf(1), leafOf(2)]);
      expect(await store.commitRound(commit)).toBe("committed");
      await opened.reopen();
      expect(await opened.store.head()).toEqual({ size: 2, round: 7, checkpoint: "note 7" });
      expect(await opened.store.commitments(0, many)).toEqual(concatBytes(hash(1), hash(2)));
      expect(await opened.store.commitments(1, many)).toEqual(hash(2));
      expect(await opened.store.tiles(0, 0, many)).toEqual(commit.tiles);
      expect(await opened.store.leaves(1, many)).toEqual([
        { position: 1, commitment: hash(2), audience: "members", detail: detailOf(2) },
      ]);
      const batch = { round: 7, first: 0, leaves: 2, checkpoint: "note 7", file: null };
      expect(await opened.store.batch(7 as Round)).toEqual(batch);
      expect(await opened.store.batches(null, many)).toEqual([batch]);
      expect(await opened.store.batches(7 as Round, many)).toEqual([]);
      expect(await opened.store.rounds(6 as Round, many)).toEqual([7]);
      expect(await opened.store.rounds(7 as Round, many)).toEqual([]);
    });

    test("of two commits on the same state one changes the ledger, the other nothing", async () => {
      await using opened = await create();
      const { store } = opened;
      const outcomes = await Promise.all([
        store.commitRound({ ...roundWith(7, 0, [leafOf(1)]), spends: [spend(1)] }),
        store.commitRound({ ...roundWith(7, 0, [leafOf(2)]), spends: [spend(2)] }),
      ]);
      expect(outcomes).toEqual(["committed", "moved"]);
      expect((await store.head()).size).toBe(1);
      expect((await store.standing([], [spend(1), spend(2)])).spent).toEqual([true, false]);
    });

    test("a round with a spent token changes nothing", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.openSession(spend(1), hash(1), 5000);
      const commit = { ...roundWith(7, 0, [leafOf(1)]), spends: [spend(2), spend(1)] };
      expect(await store.commitRound(commit)).toBe("spent");
      expect(await store.head()).toEqual({ size: 0, round: null, checkpoint: null });
      expect((await store.standing([], [spend(2)])).spent).toEqual([false]);
    });

    test("a commit that breaks an invariant is refused and leaves nothing", async () => {
      await using opened = await create();
      const { store } = opened;
      const twice = { ...roundWith(7, 0, [leafOf(1)]), spends: [spend(1), spend(1)] };
      await expect(store.commitRound(twice)).rejects.toMatchObject({ code: "invariant-broken" });
      const unsigned = { ...roundWith(7, 0, [leafOf(1)]), checkpoint: null };
      await expect(store.commitRound(unsigned)).rejects.toMatchObject({ code: "invariant-broken" });
      expect((await store.standing([], [spend(1)])).spent).toEqual([false]);
      expect((await store.head()).size).toBe(0);
    });

    test("a round may not be worked again, nor an older one", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.commitRound(roundWith(7, 0, [leafOf(1)]));
      const again = { ...roundWith(7, 1, [leafOf(2)]), expected: { size: 1, round: 7 as Round } };
      await expect(store.commitRound(again)).rejects.toMatchObject({ code: "invariant-broken" });
    });

    test("chains of envelopes stand where the last round left them", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.commitRound({ ...roundWith(7, 0, [leafOf(1)]), heads: [headOf(1, 0)] });
      await store.commitRound({
        ...roundWith(8, 1, [{ ...leafOf(2), previous: 0 }]),
        expected: { size: 1, round: 7 as Round },
        heads: [headOf(1, 1)],
      });
      const { heads } = await store.standing([hash(2), hash(1)], []);
      expect(heads).toEqual([null, headOf(1, 1)]);
    });

    test("parts and carried submissions wait until they are done or expire", async () => {
      await using opened = await create();
      const { store } = opened;
      const [first, second] = [partOf(1, 0), partOf(2, 1)];
      const carried: CarriedSubmission = { id: hash(5), bytes: utf8("whole") };
      const kept = commitOf({ round: 7 as Round, partsKept: [first, second], carried: [carried] });
      await store.commitRound(kept);
      await opened.reopen();
      const one = await opened.store.waiting([first.submission]);
      expect(one).toEqual({ parts: [first], partsInAll: 2, carried: [carried] });
      await opened.store.commitRound(
        commitOf({
          round: 8 as Round,
          expected: { size: 0, round: 7 as Round },
          partsDone: [first.submission],
          carriedDone: [carried.id],
        }),
      );
      const left = await opened.store.waiting([first.submission, second.submission]);
      expect(left).toEqual({ parts: [second], partsInAll: 1, carried: [] });
      await opened.store.sweep({ ...noSweep, partsThrough: 7 as Round, rowsMax: many });
      expect(await opened.store.waiting([second.submission])).toMatchObject({ partsInAll: 0 });
    });

    test("sweeping removes no more rows than it may", async () => {
      await using opened = await create();
      const { store } = opened;
      await addGatewayKey(store);
      for (const at of [1, 2, 3]) await stage(store, at, 7);
      await store.commitRound(commitOf({ round: 7 as Round }));
      expect(await store.sweep({ ...noSweep, rowsMax: 2 })).toBe(2);
      expect(await store.sweep({ ...noSweep, rowsMax: 2 })).toBe(1);
      expect(await store.sweep({ ...noSweep, rowsMax: 2 })).toBe(0);
    });

    test("tokens of past epochs are forgotten, those of the present are not", async () => {
      await using opened = await create();
      const { store } = opened;
      const old = { epoch: "2026-09" as Epoch, id: hash(1) };
      await store.commitRound({ ...roundWith(7, 0, [leafOf(1)]), spends: [old, spend(2)] });
      await store.sweep({ ...noSweep, spentBefore: "2026-11" as Epoch, rowsMax: many });
      expect((await store.standing([], [old, spend(2)])).spent).toEqual([false, true]);
      await store.verifySpent();
    });
  });

  describe("withdrawal", () => {
    test("erases the details and observables of the chain and nothing else", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.commitRound(roundWith(7, 0, [leafOf(1), leafOf(2)]));
      await store.published(7 as Round, hash(70));
      const amended = { ...leafOf(3), previous: 0 };
      await store.commitRound(roundWith(8, 2, [amended], { size: 2, round: 7 as Round }));
      await store.published(8 as Round, hash(80));
      await store.commitRound({
        ...roundWith(9, 3, [{ ...leafOf(4), previous: 2 }], { size: 3, round: 8 as Round }),
        withdrawals: [3],
      });
      await opened.reopen();
      const leaves = await opened.store.leaves(0, many);
      expect(leaves.map(({ detail }) => detail)).toEqual([null, detailOf(2), null, detailOf(4)]);
      expect(await opened.store.commitments(0, many)).toHaveLength(4 * 32);
      expect(await opened.store.positionsOf(key(1), many)).toEqual([]);
      expect(await opened.store.positionsOf(key(2), many)).toEqual([1]);
      expect(await opened.store.unpublished(many)).toEqual([7, 8, 9]);
      await opened.store.scour();
    });
  });

  describe("expiry", () => {
    test("erases the details of some rounds at a time, and what has no last round never", async () => {
      await using opened = await create();
      const { store } = opened;
      const until = (at: number, round: number) => ({ ...leafOf(at), untilRound: round as Round });
      await store.commitRound(roundWith(7, 0, [until(1, 90), leafOf(2), until(3, 90)]));
      await store.published(7 as Round, hash(70));
      const next = { size: 3, round: 7 as Round };
      await store.commitRound(roundWith(8, 3, [until(4, 91), until(5, 95)], next));
      await store.published(8 as Round, hash(80));
      expect(await store.eraseExpired(90 as Round, many)).toBe(0);
      expect(await store.eraseExpired(92 as Round, 1)).toBe(2);
      await opened.reopen();
      expect(await opened.store.unpublished(many)).toEqual([7]);
      expect(await opened.store.eraseExpired(92 as Round, 1)).toBe(1);
      expect(await opened.store.eraseExpired(92 as Round, many)).toBe(0);
      const leaves = await opened.store.leaves(0, many);
      const details = [null, detailOf(2), null, null, detailOf(5)];
      expect(leaves.map(({ detail }) => detail)).toEqual(details);
      expect(await opened.store.unpublished(many)).toEqual([7, 8]);
      expect(await opened.store.commitments(0, many)).toHaveLength(5 * 32);
      expect(await opened.store.positionsOf(key(1), many)).toEqual([]);
    });
  });

  describe("feed", () => {
    test("a batch is unpublished until its file is written", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.commitRound(roundWith(7, 0, [leafOf(1)]));
      expect(await store.unpublished(many)).toEqual([7]);
      await store.published(7 as Round, hash(70));
      await opened.reopen();
      expect(await opened.store.unpublished(many)).toEqual([]);
      expect((await opened.store.batch(7 as Round))?.file).toEqual(hash(70));
      expect(await opened.store.batch(8 as Round)).toBeUndefined();
    });

    test("leaves with an observable are found, the newest first", async () => {
      await using opened = await create();
      const { store } = opened;
      const shared = [leafOf(1), leafOf(2), leafOf(3)].map((leaf) => ({
        ...leaf,
        keys: concatBytes(key(50), leaf.keys),
      }));
      await store.commitRound(roundWith(7, 0, shared));
      expect(await store.positionsOf(key(50), 2)).toEqual([2, 1]);
      expect(await store.positionsOf(key(2), many)).toEqual([1]);
      expect(await store.positionsOf(key(51), many)).toEqual([]);
    });
  });

  describe("notices and keys", () => {
    test("a notice is kept once and waits until a round sequences it", async () => {
      await using opened = await create();
      const { store } = opened;
      const notice = { id: hash(1), kind: "community", leaf: utf8("{}") } as const;
      expect(await store.addNotice(notice)).toBe("added");
      expect(await store.addNotice(notice)).toBe("known");
      expect(await store.notices()).toEqual([{ ...notice, position: null }]);
      await store.commitRound({
        ...roundWith(7, 0, [leafOf(1)]),
        notices: [{ id: hash(1), position: 0 }],
      });
      await opened.reopen();
      expect(await opened.store.addNotice(notice)).toBe("known");
      expect(await opened.store.notices()).toEqual([{ ...notice, position: 0 }]);
    });

    test("a gateway key comes with its notice and goes with what was remembered under it", async () => {
      await using opened = await create();
      const { store } = opened;
      const known = await addGatewayKey(store);
      await opened.reopen();
      expect(await opened.store.gatewayKeys()).toEqual([known]);
      expect(await opened.store.notices()).toHaveLength(1);
      await stage(opened.store, 1, 7);
      await opened.store.sweep({ ...noSweep, nowMs: 4999, rowsMax: many });
      expect(await stage(opened.store, 1, 7)).toBe("replayed");
      await opened.store.sweep({ ...noSweep, nowMs: 5000, rowsMax: many });
      expect(await opened.store.gatewayKeys()).toEqual([]);
      expect(await stage(opened.store, 1, 8)).toBe("staged");
    });

    test("an audience has one key an epoch: the first stays", async () => {
      await using opened = await create();
      const { store } = opened;
      const first = { audience: "members", epoch, key: hash(1) } as const;
      expect(await store.keepAudienceKeys([first])).toEqual([first]);
      const second = { ...first, key: hash(2) };
      const later = { ...first, epoch: "2026-12" as Epoch, key: hash(3) };
      expect(await store.keepAudienceKeys([second, later])).toEqual([first, later]);
      await opened.reopen();
      expect(await opened.store.audienceKeys(["members", "class:energy"], many)).toEqual([
        later,
        first,
      ]);
      expect(await opened.store.audienceKeys(["members"], 1)).toEqual([later]);
    });
  });
}
