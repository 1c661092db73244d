import { canonicalJson, type Epoch, toBase64Url } from "@tocsin/kernel";
import type { ChangeRow, QueuedValue, ReportPage, SealWish, SightingPage } from "@tocsin/store";
import { expect, it } from "vitest";

import { blindNode, evaluate, secretOf, valueOf } from "../../test/world/blind-node.ts";
import { bodyOf } from "../../test/world/samples.ts";
import { blindValueOf } from "./blind-value.ts";
import { OwnValues } from "./own-values.ts";
import { takeBackRounds } from "./sealer.ts";

const epoch = "2026-11" as Epoch;
const next = "2026-12" as Epoch;

/** Sightings, newest first, and what was queued of them. */
function company(count: number) {
  const sightings = Array.from({ length: count }, (_, at) => `45.83.${at >> 8}.${at & 255}`);
  const queued = new Map<string, Set<string>>();
  const own = new OwnValues({
    takeBack: () => Promise.resolve(),
    reports: {
      get: () => Promise.resolve(undefined),
      changes: () => Promise.resolve([]),
      page: (): Promise<ReportPage> => Promise.resolve({ items: [], total: 0, next: null }),
    },
    sightings: {
      page: ({ after, limit }): Promise<SightingPage> => {
        const from = Number(after ?? 0);
        const items = sightings
          .slice(from, from + limit)
          .map((value) => ({ type: "ipv4", value, source: "siem", addedMs: 0 }));
        const end = from + limit;
        const total = sightings.length;
        return Promise.resolve({ items, total, next: end < total ? String(end) : null });
      },
    },
    blind: {
      reportsSealed: () => Promise.resolve([]),
      unwish: () => Promise.resolve([]),
      forgetUnnamed: () => Promise.resolve(),
      changesThrough: () => Promise.resolve(0),
      setChangesThrough: () => Promise.resolve(),
      queue: (of: Epoch, values: readonly QueuedValue[], seal: SealWish) => {
        expect(seal).toBe(true);
        const known = queued.get(of) ?? new Set();
        queued.set(of, known);
        const before = known.size;
        for (const { value } of values) known.add(value);
        return Promise.resolve(known.size - before);
      },
    },
    judge: blindValueOf,
  });
  return { own, sightings, count: (of: Epoch) => queued.get(of)?.size ?? 0 };
}

it("everything waits once, and again in the next epoch, however much there is", async () => {
  const { own, count } = company(12_345);
  for (let look = 0; look < 3; look += 1) await own.queue(epoch);
  expect(count(epoch)).toBe(12_345);
  expect(await own.queue(epoch)).toBe(0);
  for (let look = 0; look < 3; look += 1) await own.queue(next);
  expect(count(next)).toBe(12_345);
});

it("what is new comes at the next look, what is private never", async () => {
  const { own, sightings, count } = company(3);
  expect(await own.queue(epoch)).toBe(3);
  sightings.unshift("45.84.1.1", "10.0.0.1", "127.0.0.1");
  expect(await own.queue(epoch)).toBe(1);
  expect(count(epoch)).toBe(4);
});

it("a company that saw nothing has nothing waiting", async () => {
  expect(await company(0).own.queue(epoch)).toBe(0);
});

/** A company with one report, which names some domains, and with one domain that it also saw. */
function author(seen: string, first: readonly string[]) {
  const it = blindNode();
  let body: string | null = reportOf(first);
  const changes: ChangeRow[] = [];
  const row = () => ({ ...emptyRow, id: "r", mine: true, body });
  const own = new OwnValues({
    reports: {
      get: () => Promise.resolve(row()),
      page: () => Promise.resolve({ items: [row()], total: 1, next: null }),
      changes: (after) => Promise.resolve(changes.filter(({ arrival }) => arrival > after)),
    },
    sightings: {
      page: () => {
        const sighting = { type: "domain", value: seen, source: "siem", addedMs: 0 };
        return Promise.resolve({ items: [sighting], total: 1, next: null });
      },
    },
    blind: it.blind,
    judge: blindValueOf,
    takeBack: (value) => it.sealer.withdraw(value, takeBackRounds),
  });
  const change = (kind: ChangeRow["kind"], now: string | null): void => {
    body = now;
    const at = { index: 1, round: 1, publishedMs: 0, envelope: "", body };
    changes.push({ arrival: changes.length + 1, id: "r", kind, mine: true, ...at });
  };
  return {
    ...{ own, change },
    seal: async (...domains: readonly string[]) => {
      await evaluate(
        it.blind,
        epoch,
        domains.map((value) => valueOf("domain", value)),
      );
      return it.sealer.seal(epoch);
    },
    takenBack: () => it.queued.flatMap((of) => (of.kind === "tag-off" ? of.tag : [])),
  };
}

const tagOf = (domain: string) => toBase64Url(secretOf(epoch, valueOf("domain", domain)).tag);
const onlyNamed = "invented-portal-7.net";
const alsoSeen = "invented-portal-8.net";
const later = "invented-portal-9.net";

it("what was sealed for a report's sake alone is taken back when the report is withdrawn", async () => {
  const { own, change, seal, takenBack } = author(alsoSeen, [onlyNamed, alsoSeen]);
  await own.queue(epoch);
  expect(await seal(onlyNamed, alsoSeen)).toBe(2);
  expect(await own.takeBackWithdrawn()).toBe(0);
  change("withdrawal", null);
  expect(await own.followAmendments(epoch)).toBe(0);
  expect(await own.takeBackWithdrawn()).toBe(1);
  expect(await own.takeBackWithdrawn()).toBe(0);
  expect(takenBack()).toEqual([tagOf(onlyNamed)]);
});

it("an amended report takes back what it names no more, and what is new in it is sealed", async () => {
  const { own, change, seal, takenBack } = author(alsoSeen, [onlyNamed, alsoSeen]);
  await own.queue(epoch);
  expect(await seal(onlyNamed, alsoSeen)).toBe(2);
  expect(await own.followAmendments(epoch)).toBe(0);
  change("amendment", reportOf([later]));
  expect(await own.followAmendments(epoch)).toBe(1);
  expect(await own.followAmendments(epoch)).toBe(0);
  expect(takenBack()).toEqual([tagOf(onlyNamed)]);
  expect(await seal(later)).toBe(1);
  change("amendment", reportOf([]));
  expect(await own.followAmendments(epoch)).toBe(1);
  // Named again after nothing of it was: it is found all the same.
  change("amendment", reportOf([alsoSeen]));
  expect(await own.followAmendments(epoch)).toBe(0);
  expect(takenBack()).toEqual([tagOf(onlyNamed), tagOf(later)]);
  change("withdrawal", null);
  expect(await own.takeBackWithdrawn()).toBe(0);
});

it("a wish that has not left yet is dropped by an amendment", async () => {
  const { own, change, seal, takenBack } = author(alsoSeen, [onlyNamed]);
  await own.queue(epoch);
  change("amendment", reportOf([later]));
  expect(await own.followAmendments(epoch)).toBe(0);
  expect(await seal(onlyNamed, later)).toBe(1);
  expect(takenBack()).toEqual([]);
});

const emptyRow = {
  ...{ envelope: "", withdrawn: false, index: null, round: null },
  ...{ publishedMs: null, delivery: null, confirmed: false },
};

function reportOf(domains: readonly string[]): string {
  const observables = domains.flatMap((value) => bodyOf(value).observables);
  return canonicalJson(bodyOf("", { observables }));
}
