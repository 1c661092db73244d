/** What every store must do with warnings of what feeds say, and with what people find not relevant. */

import { describe, expect, test } from "vitest";

import type { MemberStore } from "../member-store.ts";
import type { ConcernWarning, FeedChange, ReasonRow } from "../member/warning-port.ts";
import type { OpenedMemberStore } from "./desk.contract.ts";

const nowMs = 1_000_000;

function reason(
  kind: ReasonRow["kind"],
  value: string,
  strength: ReasonRow["strength"] = "strong",
): ReasonRow {
  return { kind, value, type: null, ours: "inventory", strength };
}

const server = reason("technology", "acme server");
const first = reason("vulnerability", "CVE-2026-0001");
const second = reason("vulnerability", "CVE-2026-0002");

function concern(changes: Partial<ConcernWarning> = {}): ConcernWarning {
  const subject = "known-exploited acme server";
  return { subject, concerns: "[1]", level: 1, reasons: [server, first], ...changes };
}

async function report(store: MemberStore, arrival: number, ...reasons: ReasonRow[]) {
  const change: FeedChange = {
    arrival,
    report: `report-${arrival}`,
    mine: false,
    withdrawn: false,
    untilMs: nowMs * 2,
    observables: [],
    words: [],
    reasons,
  };
  return store.warnings.settle({ pass: "new", changes: [change], through: arrival, nowMs });
}

async function states(store: MemberStore) {
  const query = { state: undefined, after: undefined, limit: 100, nowMs };
  const { items } = await store.warnings.page(query);
  return items.map((it) => [it.report ?? it.concerns, it.state]);
}

export function tuningStoreContract(create: () => Promise<OpenedMemberStore>): void {
  describe("what feeds say of what is ours", () => {
    test("is a warning beside those of reports, until no feed says it any more", async () => {
      await using opened = await create();
      const { store } = opened;
      await report(store, 1, reason("watch", "word"));
      expect(await store.warnings.setConcerns([concern()], nowMs)).toEqual({
        raised: 1,
        changed: 0,
      });
      await opened.reopen();
      expect(await states(opened.store)).toEqual([
        ["[1]", "new"],
        ["report-1", "new"],
      ]);
      const { warnings } = opened.store;
      expect(await warnings.setConcerns([concern()], nowMs)).toEqual({ raised: 0, changed: 0 });
      expect(await warnings.newCount(nowMs)).toBe(2);
      expect(await warnings.setConcerns([], nowMs)).toEqual({ raised: 0, changed: 1 });
      expect(await states(opened.store)).toEqual([["report-1", "new"]]);
    });

    test("is new again with one more of it, or when it becomes more urgent", async () => {
      await using opened = await create();
      const { warnings } = opened.store;
      const again = async (changes: Partial<ConcernWarning>) => {
        const [warning] = (
          await warnings.page({ state: undefined, after: undefined, limit: 1, nowMs })
        ).items;
        await warnings.setState(warning?.id ?? "", "acknowledged", null);
        return warnings.setConcerns([concern(changes)], nowMs);
      };
      await warnings.setConcerns([concern()], nowMs);
      expect(await again({ concerns: "[2]" })).toEqual({ raised: 0, changed: 1 });
      expect(await again({ level: 2 })).toEqual({ raised: 1, changed: 0 });
      const more = [server, first, second];
      expect(await again({ level: 2, reasons: more })).toEqual({ raised: 1, changed: 0 });
      expect(await again({ level: 0, reasons: more })).toEqual({ raised: 0, changed: 1 });
    });

    test("ties no report to what was seen here", async () => {
      await using opened = await create();
      const { warnings } = opened.store;
      const seen = { ...reason("observable", "a.example"), type: "domain" };
      await warnings.setConcerns([concern({ reasons: [seen] })], nowMs);
      expect(await warnings.seenSince(0, 10)).toEqual({ reports: [], through: 1 });
    });
  });

  describe("what a person finds not relevant", () => {
    test("puts the like of it aside, and vulnerabilities with their products, until it is undone", async () => {
      await using opened = await create();
      const { store } = opened;
      await report(store, 1, server, first);
      await store.warnings.tune([server], nowMs);
      expect(await states(store)).toEqual([["report-1", "not-relevant"]]);
      expect(await report(store, 2, server, second)).toEqual({ raised: 0, changed: 1 });
      expect(await store.warnings.setConcerns([concern()], nowMs)).toEqual({
        raised: 0,
        changed: 1,
      });
      expect(await report(store, 3, server, reason("watch", "word"))).toMatchObject({ raised: 1 });
      expect(await store.warnings.newCount(nowMs)).toBe(1);
      const [tuning] = await store.warnings.tunings();
      expect(tuning).toMatchObject({ kind: "technology", value: "acme server", warnings: 4 });
      expect(await store.warnings.untune(tuning?.id ?? "")).toBe(true);
      expect(await store.warnings.newCount(nowMs)).toBe(4);
      expect(await store.warnings.untune(tuning?.id ?? "")).toBe(false);
    });

    test("never silences what was seen here, nor brings back what a person has dealt with", async () => {
      await using opened = await create();
      const { store } = opened;
      const seen = { ...reason("observable", "a.example"), type: "domain" };
      await report(store, 1, seen);
      await report(store, 2, server);
      const page = { state: undefined, after: undefined, limit: 1, nowMs };
      const [dealt] = (await store.warnings.page(page)).items;
      await store.warnings.setState(dealt?.id ?? "", "acknowledged", null);
      await store.warnings.tune([seen, server, server], nowMs);
      expect(await states(store)).toEqual([
        ["report-2", "acknowledged"],
        ["report-1", "new"],
      ]);
      const [, hit] = (await store.warnings.page({ ...page, limit: 9 })).items;
      expect(hit?.reasons).toEqual([{ ...seen, quiet: true }]);
      const tunings = await store.warnings.tunings();
      expect(tunings).toHaveLength(2);
      for (const { id } of tunings) await store.warnings.untune(id);
      expect(await states(store)).toEqual([
        ["report-2", "acknowledged"],
        ["report-1", "new"],
      ]);
    });

    test("says nothing against another reason that comes to it", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.warnings.tune([server], nowMs);
      await report(store, 1, server);
      expect(await states(store)).toEqual([["report-1", "not-relevant"]]);
      const change = { concerns: "[1]", reasons: [server] };
      await store.warnings.setConcerns([concern(change)], nowMs);
      const louder = concern({ ...change, reasons: [server, reason("watch", "word", "weak")] });
      expect(await store.warnings.setConcerns([louder], nowMs)).toEqual({ raised: 1, changed: 0 });
    });
  });
}
