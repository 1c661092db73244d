import type { Epoch } from "@tocsin/kernel";
import type { QueuedValue, ReportPage, SightingPage } from "@tocsin/store";
import { expect, it } from "vitest";

import { blindValueOf } from "./blind-value.ts";
import { OwnValues } from "./own-values.ts";

const epoch = "2026-11" as Epoch;
const next = "2026-12" as Epoch;

/** Sightings, newest first, and what was queued of them. */
function company(count: number) {
  const sightings = Array.from({ length: count }, (_, at) => `45.83.${at >> 8}.${at & 255}`);
  const queued = new Map<string, Set<string>>();
  const own = new OwnValues({
    reports: {
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
      queue: (of: Epoch, values: readonly QueuedValue[], seal: boolean) => {
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
