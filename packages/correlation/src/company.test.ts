import { expect, test } from "vitest";

import type { TreeLink } from "./campaign-tree.ts";
import { Company } from "./company.ts";

function clique(from: number, count: number, odds: number): TreeLink[] {
  const reports = Array.from({ length: count }, (_, at) => from + at);
  return reports.flatMap((a) => reports.filter((b) => a < b).map((b) => ({ a, b, odds })));
}

test("two incidents alone get nothing from others", () => {
  const company = new Company(3, [{ a: 0, b: 1, odds: 2 }]);
  expect(company.added({ a: 0, b: 1 }, 2)).toBe(0);
  expect(company.campaigns).toEqual([[0, 1]]);
});

test("two that share nothing are looked at where a third is tied to both", () => {
  const company = new Company(3, [
    { a: 0, b: 1, odds: 3 },
    { a: 1, b: 2, odds: 3 },
  ]);
  expect(company.pairs(0)).toContainEqual({ a: 0, b: 2 });
  expect(company.added({ a: 0, b: 2 }, -4)).toBeGreaterThan(2);
});

test("a link between two campaigns that are not tied otherwise loses", () => {
  const bridge = { a: 0, b: 10, odds: 2 };
  const company = new Company(20, [...clique(0, 10, 4), ...clique(10, 10, 4), bridge]);
  expect(company.added(bridge, bridge.odds)).toBe(-1);
  expect(company.campaigns).toHaveLength(2);
});

test("no number of reports that agree with both moves a link without bound", () => {
  const added = (count: number) => new Company(count, clique(0, count, 2)).added({ a: 0, b: 1 }, 2);
  expect(added(60)).toBe(added(200));
  expect(new Company(60, clique(0, 60, 9)).added({ a: 0, b: 1 }, -9)).toBe(4);
});

test("a campaign of thousands is not told pair by pair", () => {
  const chain = Array.from({ length: 3000 }, (_, at) => ({ a: at, b: at + 1, odds: 5 }));
  expect(new Company(3001, chain).pairs(0).length).toBeLessThanOrEqual(3001 * 60);
});
