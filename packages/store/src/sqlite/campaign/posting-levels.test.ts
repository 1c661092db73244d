import fc from "fast-check";
import { expect, test } from "vitest";

import { connectMemory } from "../engine/connection.ts";
import { engineLimits } from "../engine/limits.ts";
import { migrate } from "../engine/migrate.ts";
import type { Writer } from "../engine/index.ts";
import { campaignDatabase } from "./database.ts";
import { addPostings, eachPosting, removePostings } from "./posting-levels.ts";
import { cursorOver, mergePages, PageWriter } from "./posting-pages.ts";

function opened() {
  const db = connectMemory(engineLimits);
  migrate(db, campaignDatabase, 0);
  return db;
}

/** Which reports have each key; only how many where there are more than 64. */
type Plain = Map<number, { count: number; reports: number[] | null }>;

function pagesOf(entries: ReadonlyMap<number, readonly number[]>): Uint32Array[] {
  const pages: Uint32Array[] = [];
  const writer = new PageWriter((_, page) => pages.push(page));
  for (const key of [...entries.keys()].sort((a, b) => a - b)) {
    const words = Uint32Array.from(entries.get(key) ?? []);
    writer.put({ key, count: words.length, isMany: false, words, from: 0, to: words.length });
  }
  writer.end();
  return pages;
}

function read(db: Writer, keys: Iterable<number>): Plain {
  const found: Plain = new Map();
  eachPosting(db, Uint32Array.from(keys).sort(), ({ key, count, isMany, words, from, to }) => {
    const before = found.get(key) ?? { count: 0, reports: [] };
    const all = before.count + count;
    const isListed = !isMany && all <= 64 && before.reports !== null;
    const reports = isListed
      ? [...(before.reports ?? []), ...Array.from(words.subarray(from, to))]
      : null;
    found.set(key, { count: all, reports });
  });
  return found;
}

test("features that many transactions add are found over all levels, one by one and together", () => {
  const db = opened();
  const all = new Map<number, number[]>();
  for (let report = 1; report <= 24; report += 1) {
    // One that all have, one of four, and fresh ones: the first eighteen fill a level.
    const fresh = Array.from({ length: report <= 18 ? 4000 : 50 }, (_, at) => hashOf(report, at));
    const keys = [7, report % 4, ...fresh];
    addPostings(db, pagesOf(new Map(keys.map((key) => [key, [report]]))));
    for (const key of keys) all.set(key, [...(all.get(key) ?? []), report]);
  }
  const levels = db.all("SELECT number FROM posting_level WHERE run > 0");
  expect(levels.length).toBeGreaterThan(1);
  const expected = (keys: number[]): Plain =>
    new Map(
      keys.map((key) => [key, { count: all.get(key)?.length ?? 0, reports: all.get(key) ?? [] }]),
    );
  const every = [...all.keys()].filter((_, at) => at % 17 === 0);
  expect(read(db, [...every, 12_345])).toEqual(expected(every));
  const few = [7, hashOf(3, 3), hashOf(24, 1)];
  expect(read(db, [...few, 12_345])).toEqual(expected(few));
  removePostings(db, 3, Uint32Array.from([7, 3, hashOf(3, 3)]));
  const left = read(db, [7, 3, hashOf(3, 3)]);
  expect(left.get(7)).toEqual({ count: 23, reports: all.get(7)?.filter((it) => it !== 3) });
  expect(left.get(3)?.count).toBe(5);
  expect(left.has(hashOf(3, 3))).toBe(false);
});

test("what too many reports have is only counted, also after some are taken back", () => {
  const db = opened();
  for (let report = 1; report <= 70; report += 1) {
    addPostings(db, pagesOf(new Map([[9, [report]]])));
  }
  expect(read(db, [9])).toEqual(new Map([[9, { count: 70, reports: null }]]));
  removePostings(db, 5, Uint32Array.from([9, 10]));
  expect(read(db, [9])).toEqual(new Map([[9, { count: 69, reports: null }]]));
});

test("pages that are merged hold what both held, in order", () => {
  const side = fc.dictionary(
    fc.nat(5000).map(String),
    fc.array(fc.nat(2 ** 31 - 1), { minLength: 1, maxLength: 30 }),
    { maxKeys: 400 },
  );
  fc.assert(
    fc.property(side, side, (older, newer) => {
      const [a, b] = [older, newer].map((it) => {
        return new Map(Object.entries(it).map(([key, reports]) => [Number(key), reports]));
      });
      const pages: Uint32Array[] = [];
      const writer = new PageWriter((_, page) => pages.push(page));
      const [first, second] = [pagesOf(a ?? new Map()), pagesOf(b ?? new Map())];
      mergePages(cursorOver(first), cursorOver(second), writer);
      const merged: [number, number[]][] = [];
      for (const cursor = cursorOver(pages); cursor.isOpen;) {
        const { key, words, from, to } = cursor;
        merged.push([key, Array.from(words.subarray(from, to))]);
        cursor.advance();
      }
      const keys = [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])].sort((x, y) => x - y);
      expect(merged).toEqual(
        keys.map((key) => [key, [...(a?.get(key) ?? []), ...(b?.get(key) ?? [])]]),
      );
      expect(pages.every((page) => page.byteLength <= 4032)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

function hashOf(report: number, at: number): number {
  return Math.imul(report * 65_537 + at, 0x9e3779b1) >>> 0;
}
