/** What every store of warnings must do, whatever it runs on: matching, sightings and search. */

import { describe, expect, test } from "vitest";

import type { MemberStore } from "../member-store.ts";
import type { FeedChange, WatchedObservable } from "../member/warning-port.ts";
import type { OpenedMemberStore } from "./desk.contract.ts";

const nowMs = 1_000_000;
const dayMs = 86_400_000;

function observableOf(
  name: string,
  strength: WatchedObservable["strength"] = "strong",
): WatchedObservable {
  const key = new Uint8Array(16);
  for (let at = 0; at < name.length; at += 1)
    key[at % 16] = (key[at % 16] ?? 0) + name.charCodeAt(at);
  return { key, type: "domain", value: `${name}.example`, strength };
}

function changeOf(arrival: number, changes: Partial<FeedChange> = {}): FeedChange {
  return {
    arrival,
    report: `report ${arrival}`,
    mine: false,
    withdrawn: false,
    untilMs: nowMs + dayMs,
    observables: [],
    words: [],
    reasons: [],
    ...changes,
  };
}

async function settle(store: MemberStore, ...changes: FeedChange[]) {
  const through = changes.at(-1)?.arrival ?? 0;
  return store.warnings.settle({ pass: "new", changes, through, nowMs });
}

async function see(store: MemberStore, source: string, ...observables: WatchedObservable[]) {
  return store.sightings.add({ source, observables, addedMs: nowMs });
}

async function shown(store: MemberStore, at = nowMs) {
  const query = { state: undefined, after: undefined, limit: 100, nowMs: at };
  return (await store.warnings.page(query)).items;
}

export function warningStoreContract(create: () => Promise<OpenedMemberStore>): void {
  describe("sightings", () => {
    test("are kept once for each source and counted", async () => {
      await using opened = await create();
      const { store } = opened;
      const [a, b] = [observableOf("a"), observableOf("b")];
      expect(await see(store, "proxy", a, b, a)).toEqual({ added: 2, known: 1, raised: 0 });
      expect(await see(store, "mail", a)).toEqual({ added: 1, known: 0, raised: 0 });
      expect(await store.sightings.count()).toBe(3);
      const page = await store.sightings.page({ after: undefined, limit: 2 });
      expect(page.items.map((it) => [it.source, it.value])).toEqual([
        ["mail", "a.example"],
        ["proxy", "b.example"],
      ]);
      expect(page.total).toBe(3);
      const rest = await store.sightings.page({ after: page.next ?? "", limit: 2 });
      expect(rest.items.map((it) => it.value)).toEqual(["a.example"]);
    });
  });

  describe("warnings", () => {
    test("are raised for a report that has what we have seen, and say where", async () => {
      await using opened = await create();
      const { store } = opened;
      await see(store, "proxy", observableOf("a"));
      await see(store, "mail", observableOf("a"));
      const outcome = await settle(
        store,
        changeOf(1, { observables: [observableOf("a"), observableOf("b")] }),
        changeOf(2, { observables: [observableOf("c")] }),
      );
      expect(outcome).toEqual({ raised: 1, changed: 0 });
      await opened.reopen();
      const [warning, ...others] = await shown(opened.store);
      expect(others).toEqual([]);
      expect(warning).toMatchObject({ report: "report 1", state: "new", raisedMs: nowMs });
      expect(warning?.reasons).toEqual([
        {
          kind: "observable",
          type: "domain",
          value: "a.example",
          strength: "strong",
          ours: "sighting from proxy, sighting from mail",
        },
      ]);
      expect(await opened.store.warnings.newCount(nowMs)).toBe(1);
      expect(await opened.store.warnings.cursor("new")).toBe(2);
    });

    test("are raised for reports that were here before we saw it", async () => {
      await using opened = await create();
      const { store } = opened;
      await settle(store, changeOf(1, { observables: [observableOf("a")] }));
      expect(await shown(store)).toEqual([]);
      expect(await see(store, "proxy", observableOf("a"))).toMatchObject({ raised: 1 });
      expect((await shown(store)).map((it) => it.report)).toEqual(["report 1"]);
    });

    test("are raised when a peer and we report the same, in either order, and never for our own", async () => {
      await using opened = await create();
      const { store } = opened;
      const a = { observables: [observableOf("a")] };
      await settle(store, changeOf(1, a), changeOf(2, { ...a, mine: true }), changeOf(3, a));
      expect((await shown(store)).map((it) => [it.report, it.reasons[0]?.ours])).toEqual([
        ["report 3", "own report"],
        ["report 1", "own report"],
      ]);
    });

    test("are raised once, however often a change is settled", async () => {
      await using opened = await create();
      const { store } = opened;
      await see(store, "proxy", observableOf("a"));
      const change = changeOf(1, { observables: [observableOf("a")] });
      await settle(store, change);
      expect(await settle(store, change)).toEqual({ raised: 0, changed: 0 });
      await store.warnings.beginAgain();
      const again = { pass: "again", changes: [change], through: null, nowMs } as const;
      expect(await store.warnings.settle(again)).toEqual({ raised: 0, changed: 0 });
      expect(await store.warnings.cursor("again")).toBeUndefined();
      expect((await shown(store)).length).toBe(1);
    });

    test("are not raised for what nobody should act on any more", async () => {
      await using opened = await create();
      await see(opened.store, "proxy", observableOf("a"));
      const expired = changeOf(1, { observables: [observableOf("a")], untilMs: nowMs });
      expect(await settle(opened.store, expired)).toEqual({ raised: 0, changed: 0 });
    });

    test("follow amendments in place, and are new again for a strong reason", async () => {
      await using opened = await create();
      const { store } = opened;
      await see(store, "proxy", observableOf("a"), observableOf("b"));
      await settle(store, changeOf(1, { report: "r", observables: [observableOf("a")] }));
      const [first] = await shown(store);
      await store.warnings.setState(first?.id ?? "", "acknowledged", null);
      const weak = {
        kind: "watch",
        value: "plugx",
        type: null,
        ours: "profile",
        strength: "weak",
      } as const;
      const same = changeOf(2, { report: "r", observables: [observableOf("a")], reasons: [weak] });
      expect(await settle(store, same)).toEqual({ raised: 0, changed: 1 });
      expect(await shown(store)).toMatchObject([{ id: first?.id, state: "acknowledged" }]);
      const more = changeOf(3, {
        report: "r",
        observables: [observableOf("a"), observableOf("b")],
      });
      expect(await settle(store, more)).toEqual({ raised: 1, changed: 0 });
      expect(await shown(store)).toMatchObject([{ id: first?.id, state: "new" }]);
    });

    test("are closed by a withdrawal, which leaves nothing of the report in the index", async () => {
      await using opened = await create();
      const { store } = opened;
      await see(store, "proxy", observableOf("a"));
      const change = changeOf(1, { observables: [observableOf("a")], words: ["plugx"] });
      await settle(store, change);
      const [warning] = await shown(store);
      await settle(store, changeOf(2, { report: "report 1", withdrawn: true }));
      expect(await shown(store)).toEqual([]);
      expect(await store.warnings.get(warning?.id ?? "", nowMs)).toMatchObject({
        report: "report 1",
      });
      const query = { keys: [], words: ["plugx"], mine: false, after: undefined, limit: 10 };
      expect((await store.warnings.search(query)).reports).toEqual([]);
      expect(await see(store, "mail", observableOf("a"))).toMatchObject({ raised: 0 });
    });

    test("that are snoozed come back when it is over", async () => {
      await using opened = await create();
      const { store } = opened;
      await see(store, "proxy", observableOf("a"));
      await settle(store, changeOf(1, { observables: [observableOf("a")] }));
      const [warning] = await shown(store);
      const id = warning?.id ?? "";
      expect(await store.warnings.setState(id, "snoozed", nowMs + 10)).toBe(true);
      expect(await store.warnings.newCount(nowMs)).toBe(0);
      expect(await store.warnings.newCount(nowMs + 10)).toBe(1);
      expect(await store.warnings.get(id, nowMs)).toMatchObject({ state: "snoozed" });
      expect(await store.warnings.get(id, nowMs + 10)).toMatchObject({
        state: "new",
        snoozedUntilMs: null,
      });
      const snoozed = { state: "snoozed", after: undefined, limit: 10 } as const;
      expect((await store.warnings.page({ ...snoozed, nowMs })).total).toBe(1);
      expect((await store.warnings.page({ ...snoozed, nowMs: nowMs + 10 })).total).toBe(0);
      expect(await store.warnings.setState("999", "new", null)).toBe(false);
      expect(await store.warnings.get("x", nowMs)).toBeUndefined();
    });
  });

  describe("search", () => {
    test("finds reports by all words and observables, newest first", async () => {
      await using opened = await create();
      const { store } = opened;
      await settle(
        store,
        changeOf(1, { words: ["plugx", "loader"], observables: [observableOf("a")] }),
        changeOf(2, { words: ["plugx"], mine: true }),
        changeOf(3, { words: ["emotet"], observables: [observableOf("a")] }),
      );
      const search = async (words: string[], keys: Uint8Array[] = [], mine = false) =>
        (await store.warnings.search({ keys, words, mine, after: undefined, limit: 10 })).reports;
      expect(await search(["plug"])).toEqual(["report 2", "report 1"]);
      expect(await search(["plugx", "load"])).toEqual(["report 1"]);
      expect(await search([], [observableOf("a").key])).toEqual(["report 3", "report 1"]);
      expect(await search(["plugx"], [], true)).toEqual(["report 2"]);
      expect(await search(["plugx'; DROP TABLE warning"])).toEqual([]);
      const page = await store.warnings.search({
        keys: [],
        words: ["plugx"],
        mine: false,
        after: undefined,
        limit: 1,
      });
      expect(page).toMatchObject({ total: 2, reports: ["report 2"] });
    });
  });
}
