/** What every store of the protocol's side of a member node must do, whatever it runs on. */

import { describe, expect, test } from "vitest";

import type { OpenedMemberStore } from "./desk.contract.ts";
import {
  amendmentOf,
  filled,
  identity,
  recordOf,
  reportFetch,
  stepOf,
  withdrawalOf,
  withTokens,
} from "./member-samples.ts";
import { memberSendingContract } from "./member-sending.contract.ts";

export function memberStoreContract(open: () => Promise<OpenedMemberStore>): void {
  describe("identity", () => {
    test("a broken enrolment goes on with the key pair that was made first", async () => {
      await using opened = await open();
      const first = { seed: filled(1), invitation: "invitation" };
      await opened.store.identity.beginEnrolment(first);
      await opened.reopen();
      const { identity: room } = opened.store;
      const again = await room.beginEnrolment({ seed: filled(2), invitation: "invitation" });
      expect(again.seed).toEqual(filled(1));
      const other = await room.beginEnrolment({ seed: filled(3), invitation: "another" });
      expect(other.seed).toEqual(filled(3));
    });

    test("an identity is set once; a rotation keeps both keys until it is complete", async () => {
      await using opened = await open();
      const { identity: room } = opened.store;
      expect(await room.identity()).toBeUndefined();
      await room.completeEnrolment(identity);
      await room.completeEnrolment({ ...identity, memberId: "other" });
      expect(await room.identity()).toEqual({ ...identity, nextSeed: undefined });
      expect(await room.beginRotation(filled(7))).toEqual(filled(7));
      expect(await room.beginRotation(filled(8))).toEqual(filled(7));
      expect((await room.identity())?.seed).toEqual(filled(1));
      await room.completeRotation();
      await room.completeRotation();
      expect(await room.identity()).toMatchObject({ seed: filled(7), nextSeed: undefined });
      await room.setClasses(["everyone"]);
      expect((await room.identity())?.classes).toEqual(["everyone"]);
    });

    test("a moment is drawn once", async () => {
      await using opened = await open();
      expect(await opened.store.moments.fix("round", 2 ** 32 - 1)).toBe(2 ** 32 - 1);
      await opened.reopen();
      expect(await opened.store.moments.fix("round", 5)).toBe(2 ** 32 - 1);
    });
  });

  describe("report keys", () => {
    test("no number is ever given twice", async () => {
      await using opened = await open();
      await opened.store.keys.addMaster({ id: "a", year: 2026, secret: filled(1) });
      const kept = await opened.store.keys.addMaster({ id: "b", year: 2026, secret: filled(2) });
      expect(kept.id).toBe("a");
      const { keys } = opened.store;
      const given = await Promise.all([1, 5, 2].map((count) => keys.takeNumbers("a", count)));
      await opened.reopen();
      expect([...given, await opened.store.keys.takeNumbers("a", 1)]).toEqual([0, 1, 6, 8]);
    });

    test("a restored master key makes no new keys and recognises the old reports", async () => {
      await using opened = await open();
      const { keys, reports, ledger } = opened.store;
      await ledger.apply([stepOf(10, 0, { records: [recordOf(0)] })]);
      const masters = [{ id: "old", year: 2026, secret: filled(1), next: 1_000_007 }];
      const own = [{ pkSign: "pk", master: "old", number: 3 }];
      expect(await keys.restore(masters, own)).toEqual({ added: 1 });
      expect(await keys.restore(masters, own)).toEqual({ added: 0 });
      await expect(keys.takeNumbers("old", 1)).rejects.toMatchObject({ code: "invariant-broken" });
      expect(await keys.ownKey("pk")).toEqual({ master: "old", number: 3 });
      expect(await reports.own("hash-0")).toMatchObject({ master: "old", number: 3 });
      expect((await keys.addMaster({ id: "new", year: 2026, secret: filled(2) })).id).toBe("new");
    });
  });

  describe("tokens", () => {
    test("a fetch that was begun is repeated as it was, and completed once", async () => {
      await using opened = await open();
      await opened.store.keys.addMaster({ id: "master", year: 2026, secret: filled(2) });
      await opened.store.tokens.beginFetch(reportFetch);
      await opened.reopen();
      const { tokens } = opened.store;
      const again = await tokens.beginFetch({ ...reportFetch, state: filled(1) });
      expect(again).toEqual({ ...reportFetch, stage: "asked" });
      const token = { token: filled(3), day: null, master: "master", number: 0 };
      await tokens.completeFetch("key-report", [token]);
      await tokens.completeFetch("key-report", [token]);
      const [fetch] = await tokens.fetches();
      expect(fetch).toMatchObject({ stage: "done", state: new Uint8Array() });
      expect(await tokens.counts(["2026-11"])).toMatchObject([{ left: 1, quota: 2 }]);
    });

    test("a token is held by one, comes back when released or after a restart", async () => {
      await using opened = await open();
      await withTokens(opened.store);
      const hold = () => opened.store.tokens.hold("report", "energy", ["2026-12", "2026-11"]);
      const held = await Promise.all([hold(), hold(), hold()]);
      expect(held.map((token) => token?.number)).toEqual([0, 1, undefined]);
      await opened.store.tokens.release(held[0]?.id ?? 0);
      expect((await hold())?.number).toBe(0);
      await opened.reopen();
      await opened.store.tokens.releaseAll();
      await opened.store.tokens.spend((await hold())?.id ?? 0);
      expect((await hold())?.number).toBe(1);
      await opened.store.tokens.forgetBefore("2026-12");
      expect(await opened.store.tokens.fetches()).toEqual([]);
    });

    test("tokens of a replaced key are not used", async () => {
      await using opened = await open();
      await withTokens(opened.store);
      await opened.store.ledger.apply([stepOf(10, 0, { replacedKeyIds: ["key-report"] })]);
      const held = await opened.store.tokens.hold("report", "energy", ["2026-11"]);
      expect(held).toBeUndefined();
    });

    test("the relay's token is that of the day", async () => {
      await using opened = await open();
      const { tokens } = opened.store;
      await tokens.beginFetch({ ...reportFetch, purpose: "relay", master: null });
      await tokens.completeFetch("key-report", [
        { token: filled(3), day: "2026-11-21", master: null, number: null },
        { token: filled(4), day: "2026-11-22", master: null, number: null },
      ]);
      expect(await tokens.relayToken("2026-11-22")).toEqual(filled(4));
      expect(await tokens.relayToken("2026-11-23")).toBeUndefined();
    });
  });

  describe("the ledger", () => {
    test("steps are stored all or none, each after the last", async () => {
      await using opened = await open();
      const { ledger } = opened.store;
      const gap = ledger.apply([stepOf(10, 0), stepOf(11, 3)]);
      await expect(gap).rejects.toMatchObject({ code: "invariant-broken" });
      expect(await ledger.state()).toBeUndefined();
      await ledger.apply([stepOf(10, 0), stepOf(12, 2)]);
      const old = ledger.apply([stepOf(12, 4)]);
      await expect(old).rejects.toMatchObject({ code: "invariant-broken" });
      await opened.reopen();
      expect(await opened.store.ledger.state()).toMatchObject({ size: 4, round: 12, halted: null });
      expect(await opened.store.ledger.batch(12)).toEqual({ first: 2, leaves: 2 });
      expect(await opened.store.ledger.batch(11)).toBeUndefined();
      const page = await opened.store.ledger.commitments(1, 2);
      expect([page.length, page[0], page[32]]).toEqual([64, 10, 12]);
    });

    test("facts for everyone are kept, a community only if it is newer", async () => {
      await using opened = await open();
      const { ledger, identity: room } = opened.store;
      await room.completeEnrolment(identity);
      const directory = { epoch: "2026-11", revision: 1, index: 0, salt: filled(1), leaf: "{}" };
      const gateway = { config: filled(2), fromMs: 1, untilMs: 2, index: 1 };
      const record = { index: 0, epoch: "2026-11", json: "{}" };
      await ledger.apply([
        stepOf(10, 0, {
          community: { revision: 2, json: '{"revision":2}' },
          directories: [directory],
          gatewayKeys: [gateway],
          holderRecords: [record],
        }),
        stepOf(11, 2, { community: { revision: 1, json: '{"revision":1}' } }),
      ]);
      expect(await room.identity()).toMatchObject({
        communityRevision: 2,
        community: '{"revision":2}',
      });
      expect(await ledger.directories()).toEqual([directory]);
      expect(await ledger.gatewayKeys()).toEqual([gateway]);
      expect(await ledger.holderRecords("2026-11")).toEqual([record]);
      expect(await ledger.holderRecords("2026-12")).toEqual([]);
      await ledger.halt("ledger-fork");
      expect((await ledger.state())?.halted).toBe("ledger-fork");
    });

    test("a section waits until its key comes, its records are stored once", async () => {
      await using opened = await open();
      const { ledger, feed } = opened.store;
      const section = { round: 10, audience: "members", epoch: "2026-11" };
      await ledger.apply([stepOf(10, 0, { sections: [{ ...section, why: "no-key" }] })]);
      expect(await feed.waiting(10)).toEqual([]);
      const key = { audience: "members", epoch: "2026-11", key: filled(6) };
      await feed.addAudienceKeys([key]);
      await feed.addAudienceKeys([{ ...key, key: filled(7) }]);
      expect(await feed.audienceKeys()).toEqual([key]);
      expect(await feed.waiting(10)).toEqual([{ ...section, why: "waiting" }]);
      expect(await feed.addRecords([recordOf(0)])).toEqual([]);
      expect(await feed.addRecords([recordOf(0)])).toEqual([]);
      await feed.setSection(section, "done");
      expect(await feed.closedCount()).toBe(0);
      expect(await opened.store.reports.changes(0, 10)).toHaveLength(1);
    });

    test("what is damaged or an orphan is tried again with the next session", async () => {
      await using opened = await open();
      const { feed } = opened.store;
      const section = { round: 10, audience: "members", epoch: "2026-11" };
      await feed.setSection(section, "damaged");
      await feed.setSection({ ...section, round: 11 }, "orphan");
      await feed.setSection({ ...section, round: 12 }, "no-key");
      await feed.setSession("bearer", 5000);
      expect((await feed.waiting(10)).map(({ round }) => round)).toEqual([10, 11]);
      expect(await feed.session()).toEqual({ bearer: "bearer", untilMs: 5000 });
    });
  });

  describe("reports", () => {
    test("changes arrive once each, in order, and a withdrawal takes the body away", async () => {
      await using opened = await open();
      const { ledger, reports } = opened.store;
      await ledger.apply([
        stepOf(10, 0, { records: [recordOf(0), amendmentOf(1, 1)] }),
        stepOf(11, 2, { records: [withdrawalOf(2, 2)] }),
      ]);
      const changes = await reports.changes(0, 10);
      expect(changes.map(({ kind, body }) => [kind, body])).toEqual([
        ["report", null],
        ["amendment", null],
        ["withdrawal", null],
      ]);
      const [first] = changes;
      expect(await reports.changes(first?.arrival ?? 0, 1)).toMatchObject([{ kind: "amendment" }]);
      expect(await reports.get("hash-0")).toMatchObject({ withdrawn: true, body: null, index: 2 });
      expect(await reports.counts()).toEqual({ mine: 0, reports: 1 });
    });

    test("a record that does not fit is given back and changes nothing", async () => {
      await using opened = await open();
      const { feed, ledger, reports } = opened.store;
      await ledger.apply([stepOf(10, 0, { records: [recordOf(0)] })]);
      const misfits = [
        // A pseudonym used again, the same report again.
        [recordOf(1, { envelopeHash: "hash-9" }), "doubled"],
        [recordOf(1), "doubled"],
        // Another predecessor, a step back, other terms.
        [amendmentOf(1, 1, { prev: "hash-9" }), "chain"],
        [amendmentOf(1, 0), "chain"],
        [amendmentOf(1, 1, { audience: "class:energy" }), "chain"],
        [amendmentOf(1, 1, { author: "someone" }), "chain"],
        // A missing step, an unknown report.
        [amendmentOf(1, 2), "orphan"],
        [amendmentOf(1, 1, { pkSign: "other" }), "orphan"],
      ] as const;
      for (const [record, why] of misfits) {
        expect(await feed.addRecords([record])).toEqual([{ index: 1, why }]);
      }
      expect(await reports.get("hash-0")).toMatchObject({ index: 0, body: '{"body":0}' });
      expect(await reports.changes(0, 10)).toHaveLength(1);
    });

    test("nothing follows a withdrawal, which may follow on erased changes", async () => {
      await using opened = await open();
      const { feed } = opened.store;
      await feed.addRecords([recordOf(0)]);
      expect(await feed.addRecords([withdrawalOf(5, 4)])).toEqual([]);
      expect(await feed.addRecords([amendmentOf(6, 5)])).toEqual([{ index: 6, why: "chain" }]);
    });

    test("pages go from the newest to the oldest without gap or repetition", async () => {
      await using opened = await open();
      const records = Array.from({ length: 7 }, (_, at) =>
        recordOf(at, { pkSign: `pk-${at}`, envelopeHash: `hash-${at}` }),
      );
      await opened.store.feed.addRecords(records);
      const { reports } = opened.store;
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await reports.page({ mine: false, after, limit: 3 });
        expect(page.total).toBe(7);
        seen.push(...page.items.map(({ id }) => id));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(seen).toEqual(records.map(({ envelopeHash }) => envelopeHash).toReversed());
      const wrong = await reports.page({ mine: false, after: "nonsense", limit: 3 });
      expect(wrong.items).toEqual([]);
      expect((await reports.page({ mine: true, after: undefined, limit: 3 })).total).toBe(0);
    });
  });

  memberSendingContract(open);
}
