/** What every store must do for what leaves a member node: outbox, rounds, alarms. */

import { describe, expect, test } from "vitest";

import type { MemberStore } from "../member-store.ts";
import type { OpenedMemberStore } from "./desk.contract.ts";
import { filled, queuedOf, recordOf, withTokens } from "./member-samples.ts";

const attemptId = new Uint8Array(16).fill(5);

async function withQueuedReport(store: MemberStore): Promise<void> {
  await withTokens(store);
  const token = await store.tokens.hold("report", "energy", ["2026-11"]);
  await store.outbox.queue(queuedOf({ token: token?.id ?? 0 }));
}

async function sendPart(store: MemberStore, round: number) {
  const claim = await store.rounds.claim(round, attemptId, true);
  await store.rounds.settle(round, "sent");
  return claim?.part;
}

async function deliveryOf(store: MemberStore): Promise<string | undefined> {
  return (await store.reports.get("hash-0"))?.delivery?.state;
}

export function memberSendingContract(open: () => Promise<OpenedMemberStore>): void {
  describe("the outbox", () => {
    test("queueing spends the held token, undoing gives it back", async () => {
      await using opened = await open();
      await withQueuedReport(opened.store);
      const { outbox, reports, tokens } = opened.store;
      expect(await tokens.counts(["2026-11"])).toMatchObject([{ left: 1 }]);
      expect(await reports.get("hash-0")).toMatchObject({
        mine: true,
        index: null,
        delivery: { state: "waiting", parts: 2, partsSent: 0, attempts: 1 },
      });
      expect(await outbox.waitingCount()).toBe(1);
      expect(await outbox.undo("hash-0")).toBe("undone");
      expect(await outbox.undo("hash-0")).toBe("unknown");
      expect(await reports.get("hash-0")).toBeUndefined();
      expect(await tokens.counts(["2026-11"])).toMatchObject([{ left: 2 }]);
    });

    test("a token that is not held pays for nothing, and nothing is queued", async () => {
      await using opened = await open();
      await withTokens(opened.store);
      const queued = opened.store.outbox.queue(queuedOf());
      await expect(queued).rejects.toMatchObject({ code: "invariant-broken" });
      expect(await opened.store.reports.get("hash-0")).toBeUndefined();
    });

    test("parts leave one a round, in order, and not twice after a restart", async () => {
      await using opened = await open();
      await withQueuedReport(opened.store);
      expect(await sendPart(opened.store, 100)).toMatchObject({ index: 0, count: 2 });
      expect(await opened.store.outbox.undo("hash-0")).toBe("left");
      expect(await deliveryOf(opened.store)).toBe("sending");
      // The node is killed between claiming and answer: the round is missed, the part goes again.
      await opened.store.rounds.claim(101, attemptId, true);
      await opened.reopen();
      const { rounds } = opened.store;
      expect(await rounds.claim(101, attemptId, true)).toBeUndefined();
      expect(await rounds.claim(90, attemptId, true)).toBeUndefined();
      const again = await sendPart(opened.store, 102);
      expect(again).toMatchObject({ index: 1, submission: attemptId });
      expect(await rounds.missed(0, 10)).toEqual([{ from: 101, to: 101, why: "down" }]);
      expect(await deliveryOf(opened.store)).toBe("sent");
      expect(await sendPart(opened.store, 103)).toBeUndefined();
      expect(await rounds.last()).toEqual({ claimed: 103, sent: 103 });
    });

    test("the ledger is the acknowledgement", async () => {
      await using opened = await open();
      await withQueuedReport(opened.store);
      const { feed, outbox, reports, alarms } = opened.store;
      await alarms.raise({ code: "report-lost", subject: "hash-0", text: "", sinceMs: 1 });
      await feed.addRecords([recordOf(4)]);
      // All of it arrived, whether the relay's answer was lost or is still to come.
      expect(await reports.get("hash-0")).toMatchObject({
        delivery: { state: "published", parts: 2, partsSent: 2 },
      });
      expect(await outbox.waitingCount()).toBe(0);
      expect(await alarms.open()).toEqual([]);
      expect(await sendPart(opened.store, 100)).toBeUndefined();
      const leaf =
        '{"kind":"submission","round":10,"submission":{"body":{"body":0},"envelope":{"seq":0},' +
        '"signature":"signature","token":null}}';
      const kept = { index: 4, round: 10, salt: filled(4), leaf };
      expect(await reports.ownLeaf("hash-0", "first")).toEqual(kept);
    });

    test("what is missing goes again, later and later, and is told when lost twice", async () => {
      await using opened = await open();
      await withQueuedReport(opened.store);
      const { outbox } = opened.store;
      await sendPart(opened.store, 100);
      await sendPart(opened.store, 101);
      expect(await outbox.resendMissing(102, 2)).toEqual([]);
      expect(await deliveryOf(opened.store)).toBe("sent");
      expect(await outbox.resendMissing(103, 2)).toEqual([]);
      expect(await deliveryOf(opened.store)).toBe("resending");
      await sendPart(opened.store, 104);
      await sendPart(opened.store, 105);
      expect(await outbox.resendMissing(107, 2)).toEqual(["hash-0"]);
      expect(await deliveryOf(opened.store)).toBe("lost");
      expect(await sendPart(opened.store, 108)).toBeUndefined();
      expect(await sendPart(opened.store, 111)).toMatchObject({ index: 0 });
    });

    test("nothing counts as missing while a section that may hold it is closed", async () => {
      await using opened = await open();
      await withQueuedReport(opened.store);
      await sendPart(opened.store, 100);
      await sendPart(opened.store, 101);
      const section = { round: 101, audience: "members", epoch: "2026-11" };
      await opened.store.feed.setSection(section, "no-key");
      await opened.store.outbox.resendMissing(120, 2);
      expect(await deliveryOf(opened.store)).toBe("sent");
      await opened.store.feed.setSection(section, "done");
      await opened.store.outbox.resendMissing(120, 2);
      expect(await deliveryOf(opened.store)).toBe("resending");
    });

    test("what nobody would take any more is given up", async () => {
      await using opened = await open();
      await withQueuedReport(opened.store);
      expect(await opened.store.outbox.refuseExpired(999_999)).toEqual([]);
      expect(await opened.store.outbox.refuseExpired(1_000_000)).toEqual(["hash-0"]);
      expect(await deliveryOf(opened.store)).toBe("refused");
      expect(await sendPart(opened.store, 100)).toBeUndefined();
    });

    test("a change leaves only after what it changes is published, a second one waits", async () => {
      await using opened = await open();
      await withQueuedReport(opened.store);
      const { feed, outbox, reports } = opened.store;
      const change = { token: null, report: "hash-0", seq: 1, envelope: '{"seq":1}', parts: 1 };
      const amendment = queuedOf({ ...change, kind: "amendment", envelopeHash: "hash-1" });
      const waiting = { code: "change-waiting" };
      await expect(outbox.queue(amendment)).rejects.toMatchObject(waiting);
      await sendPart(opened.store, 100);
      const withdrawal = queuedOf({ ...change, kind: "withdrawal", envelopeHash: "hash-1" });
      await outbox.queue(withdrawal);
      await sendPart(opened.store, 101);
      expect(await sendPart(opened.store, 102)).toBeUndefined();
      await feed.addRecords([recordOf(0)]);
      expect(await reports.own("hash-0")).toMatchObject({ withdrawn: true, changing: true });
      expect(await sendPart(opened.store, 103)).toMatchObject({ envelopeHash: "hash-1" });
    });
  });

  describe("rounds", () => {
    test("missed rounds are kept as ranges, by reason, newest first", async () => {
      await using opened = await open();
      const { rounds } = opened.store;
      await rounds.claim(10, attemptId, true);
      await rounds.settle(10, "unanswered");
      await rounds.claim(11, attemptId, true);
      await rounds.settle(11, "unanswered");
      await rounds.claim(500_000, attemptId, false);
      await rounds.settle(500_000, "sent");
      await rounds.settle(500_000, "unanswered");
      expect(await rounds.missed(0, 10)).toEqual([
        { from: 12, to: 499_999, why: "down" },
        { from: 10, to: 11, why: "unanswered" },
      ]);
      expect(await rounds.missed(12, 10)).toHaveLength(1);
    });
  });

  describe("alarms", () => {
    test("an alarm is raised once, and its evidence outlives it", async () => {
      await using opened = await open();
      const { alarms } = opened.store;
      const alarm = { code: "ledger-fork", subject: "", text: "two stories", sinceMs: 5 };
      expect(await alarms.raise({ ...alarm, evidence: filled(1) })).toBe(true);
      expect(await alarms.raise({ ...alarm, sinceMs: 9, evidence: filled(2) })).toBe(false);
      expect(await alarms.open()).toMatchObject([{ code: "ledger-fork", sinceMs: 5 }]);
      await alarms.clear("ledger-fork", "");
      expect(await alarms.open()).toEqual([]);
      expect(await alarms.evidence("ledger-fork")).toEqual([filled(1), filled(2)]);
      const other = { code: "holder-lied", subject: "", text: "", sinceMs: 7 };
      await alarms.raise({ ...other, evidence: filled(3) });
      await alarms.raise({ ...alarm, code: "clock-ahead" });
      expect(await alarms.kept()).toEqual([
        { code: "holder-lied", pieces: 1, newestMs: 7 },
        { code: "ledger-fork", pieces: 2, newestMs: 9 },
      ]);
    });
  });
}
