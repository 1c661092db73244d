import { expect, test } from "vitest";

import type { TreeLink } from "./campaign-tree.ts";
import { type Added, Company, type WeighedPair } from "./company.ts";

function clique(from: number, count: number, odds: number): TreeLink[] {
  const reports = Array.from({ length: count }, (_, at) => from + at);
  return reports.flatMap((a) => reports.filter((b) => a < b).map((b) => ({ a, b, odds })));
}

/** Of all pairs that are looked at, the first given with these odds of their own. */
function addedTo(company: Company, first: WeighedPair, rest: readonly TreeLink[] = []): Added {
  const others = rest
    .filter(({ a, b }) => a !== first.a || b !== first.b)
    .map(({ a, b, odds }) => ({ a, b, own: odds }));
  return [...company.additions([first, ...others])][0] ?? { campaign: NaN, nearness: NaN };
}

test("two incidents alone get nothing from others, and are hardly a choice", () => {
  const company = new Company(2, [{ a: 0, b: 1, odds: 2 }]);
  expect(addedTo(company, { a: 0, b: 1, own: 2 })).toEqual({ campaign: 0, nearness: 0 });
  expect(company.campaigns).toEqual([[0, 1]]);
});

test("two that share nothing are looked at where a third is tied to both", () => {
  const company = new Company(3, [
    { a: 0, b: 1, odds: 3 },
    { a: 1, b: 2, odds: 3 },
  ]);
  expect(company.pairs(0)).toContainEqual({ a: 0, b: 2 });
  expect(addedTo(company, { a: 0, b: 2, own: -4 }).campaign).toBeGreaterThan(2);
});

test("a link between two campaigns that are not tied otherwise loses to those within", () => {
  const bridge = { a: 0, b: 10, odds: 2 };
  const links = [...clique(0, 10, 4), ...clique(10, 10, 4), bridge];
  const company = new Company(20, links);
  const added = addedTo(company, { ...bridge, own: bridge.odds }, links);
  expect(added.campaign).toBe(0);
  expect(added.nearness).toBeLessThan(-0.5);
  expect(company.campaigns).toHaveLength(2);
});

test("a campaign that holds together loosely says nothing of its pairs", () => {
  const links = clique(0, 10, 1);
  const company = new Company(10, links);
  expect(company.campaigns).toHaveLength(1);
  expect(addedTo(company, { a: 0, b: 1, own: 1 }, links).campaign).toBe(0);
});

test("the nearest of many says more than the nearest of few, and those who are as near as well", () => {
  const links = [
    { a: 0, b: 1, odds: 0.4 },
    { a: 0, b: 2, odds: 0.4 },
    { a: 0, b: 3, odds: 0.1 },
    { a: 3, b: 4, odds: 0.3 },
  ];
  const nearness = (count: number, nth: number) => {
    const { odds = 0, ...pair } = links[nth] ?? { a: 0, b: 0 };
    return addedTo(new Company(count, links), { ...pair, own: odds }, links).nearness;
  };
  expect(nearness(1000, 0)).toBeGreaterThan(nearness(5, 0));
  expect(nearness(1000, 1)).toBe(nearness(1000, 0));
  expect(nearness(1000, 2)).toBeLessThan(0);
});

test("no number of reports that agree with both moves a link without bound", () => {
  const added = (count: number, odds: number, own: number) =>
    addedTo(new Company(count, clique(0, count, odds)), { a: 0, b: 1, own }).campaign;
  expect(added(60, 2, 2)).toBe(added(200, 2, 2));
  expect(added(60, 9, -9)).toBe(6);
});

test("a campaign of thousands is not told pair by pair", () => {
  const chain = Array.from({ length: 3000 }, (_, at) => ({ a: at, b: at + 1, odds: 5 }));
  expect(new Company(3001, chain).pairs(0).length).toBeLessThanOrEqual(3001 * 60);
});
