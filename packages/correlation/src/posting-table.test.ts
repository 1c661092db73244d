import fc from "fast-check";
import { expect, test } from "vitest";

import { hash } from "./encoded-features.ts";
import { postingsMax, PostingTable } from "./posting-table.ts";

function reportsOf(table: PostingTable, id: number, place: number): number[] {
  const reports: number[] = [];
  table.each(id, place, (report) => reports.push(report));
  return reports.sort((a, b) => a - b);
}

test("it holds what a map of lists holds, also after removals", () => {
  const step = fc.record({ feature: fc.nat(40), remove: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const table = new PostingTable();
      const model = new Map<number, number[]>();
      for (const [report, { feature, remove }] of steps.entries()) {
        const [id, place] = [hash(String(feature), 1), hash(String(feature), 2)];
        const known = model.get(feature) ?? [];
        const [first] = known;
        if (remove && first !== undefined) {
          table.remove(id, place, first);
          model.set(feature, known.slice(1));
        } else if (known.length < postingsMax) {
          table.add(id, place, report, true);
          model.set(feature, [...known, report]);
        }
      }
      for (const [feature, reports] of model) {
        const [id, place] = [hash(String(feature), 1), hash(String(feature), 2)];
        expect(reportsOf(table, id, place)).toEqual(reports);
      }
    }),
  );
});

test("many features are all found again when the table has grown", () => {
  const table = new PostingTable();
  const count = 20_000;
  for (let at = 0; at < count; at += 1) table.add(hash(`v${at}`, 1), hash(`v${at}`, 2), at, true);
  for (let at = 0; at < count; at += 97) {
    expect(reportsOf(table, hash(`v${at}`, 1), hash(`v${at}`, 2))).toEqual([at]);
  }
});

test("a feature that very many reports have is counted and gives none of them", () => {
  const table = new PostingTable();
  const before = 5000;
  for (let report = 0; report < before; report += 1) table.add(7, 9, report, true);
  expect(table.count(7, 9)).toBe(before);
  expect(reportsOf(table, 7, 9)).toEqual([]);
  expect(table.bytes).toBeLessThan(100_000);
});
