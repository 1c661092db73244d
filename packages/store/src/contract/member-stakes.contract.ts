/** What every store must do with tokens that paid for our reports and come back. */

import { describe, expect, test } from "vitest";

import type { QueuedParcel } from "../member/mail-port.ts";
import type { StakeRow } from "../member/stake-port.ts";
import type { MemberStore } from "../member-store.ts";
import type { OpenedMemberStore } from "./desk.contract.ts";
import { filled, queuedOf, recordOf, stepOf, withTokens } from "./member-samples.ts";

const report = "hash-0";
const publishedRound = 10;

/** A report of ours that is in the ledger, paid with one of two tokens. */
async function withPublished(store: MemberStore): Promise<void> {
  await withTokens(store);
  const token = await store.tokens.hold("report", "energy", ["2026-11"]);
  await store.outbox.queue(queuedOf({ token: token?.id ?? 0 }));
  await store.ledger.apply([stepOf(publishedRound, 0, { records: [recordOf(0)] })]);
}

function askOf(attempts = 1): StakeRow {
  const keys = { keyId: "key-report", master: "master", number: 7 };
  const place = { position: null, place: null };
  return {
    ...{ report, ...keys, ...place },
    ...{ request: "request", state: filled(8), stage: "asked", attempts, dueRound: 30 },
  };
}

function parcelOf(id: string): QueuedParcel {
  return { id, kind: "refund", bytes: filled(7), token: null, untilMs: 5000 };
}

const fresh = { token: filled(9), day: null, master: "master", number: 7 };
const left = async ({ tokens }: MemberStore) => (await tokens.counts(["2026-11"]))[0]?.left;

export function memberStakesContract(open: () => Promise<OpenedMemberStore>): void {
  describe("stakes", () => {
    test("a report is due once, from the round in which it was published", async () => {
      await using opened = await open();
      const { store } = opened;
      await withPublished(store);
      expect(await store.stakes.unasked(0, publishedRound - 1, 9)).toEqual([]);
      expect(await store.stakes.unasked(publishedRound + 1, 99, 9)).toEqual([]);
      expect(await store.stakes.unasked(0, 99, 9)).toEqual([report]);
      expect(await store.stakes.unasked(0, 99, 0)).toEqual([]);
      await store.stakes.ask(askOf(), parcelOf("p"));
      expect(await store.stakes.unasked(0, 99, 9)).toEqual([]);
      await store.stakes.settle(report, undefined);
      expect(await store.stakes.unasked(0, 99, 9)).toEqual([report]);
    });

    test("request and parcel are kept together, over a restart, and asked again in place", async () => {
      await using opened = await open();
      await withPublished(opened.store);
      await opened.store.stakes.ask(askOf(), parcelOf("first"));
      await opened.reopen();
      const { store } = opened;
      expect(await store.stakes.open()).toEqual([askOf()]);
      expect(await store.parcels.get("first")).toMatchObject({ kind: "refund", state: "waiting" });
      await store.stakes.listed(report, 5, 2);
      expect(await store.stakes.get(report)).toMatchObject({ stage: "listed", place: 2 });
      await store.stakes.ask(askOf(2), parcelOf("second"));
      expect(await store.stakes.open()).toEqual([askOf(2)]);
    });

    test("the token comes once, what finished it is erased, and it stays over a restart", async () => {
      await using opened = await open();
      await withPublished(opened.store);
      await opened.store.stakes.ask(askOf(), parcelOf("p"));
      await opened.store.stakes.listed(report, 5, 2);
      expect(await left(opened.store)).toBe(1);
      for (let at = 0; at < 2; at += 1) await opened.store.stakes.settle(report, fresh);
      await opened.reopen();
      const { store } = opened;
      expect(await left(store)).toBe(2);
      expect(await store.stakes.open()).toEqual([]);
      const row = await store.stakes.get(report);
      expect(row).toMatchObject({ stage: "returned", position: 5, state: new Uint8Array() });
      await store.stakes.listed(report, 6, 0);
      expect(await store.stakes.get(report)).toEqual(row);
    });

    test("a lost one brings no token, then or later", async () => {
      await using opened = await open();
      const { store } = opened;
      await withPublished(store);
      await store.stakes.settle(report, fresh);
      await store.stakes.ask(askOf(), parcelOf("p"));
      await store.stakes.settle(report, undefined);
      await store.stakes.settle(report, fresh);
      expect(await left(store)).toBe(1);
      expect(await store.stakes.get(report)).toMatchObject({
        stage: "lost",
        state: new Uint8Array(),
      });
    });
  });
}
