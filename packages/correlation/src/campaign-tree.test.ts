import fc from "fast-check";
import { expect, test } from "vitest";

import { CampaignTree, type TreeLink } from "./campaign-tree.ts";

function grown(count: number, links: readonly TreeLink[]): CampaignTree {
  const tree = new CampaignTree(count);
  for (const link of links.toSorted((x, y) => y.odds - x.odds)) tree.add(link);
  return tree;
}

/** Links between all of them. */
function clique(reports: readonly number[], odds: number): TreeLink[] {
  return reports.flatMap((a) => reports.filter((b) => a < b).map((b) => ({ a, b, odds })));
}

test("the height of two incidents is that of the weakest step between them", () => {
  const tree = grown(4, [
    { a: 0, b: 1, odds: 5 },
    { a: 1, b: 2, odds: 2 },
  ]);
  expect(tree.heightOf(0, 1)).toBe(5);
  expect(tree.heightOf(0, 2)).toBe(2);
  expect(tree.heightOf(0, 3)).toBeUndefined();
});

test("one incident that is tied to two large campaigns does not make them one", () => {
  const left = [0, 1, 2, 3, 4, 5, 6, 7];
  const right = [8, 9, 10, 11, 12, 13, 14, 15];
  const bridge = [...left, ...right].map((b) => ({ a: b, b: 16, odds: 3 }));
  const tree = grown(17, [...clique(left, 5), ...clique(right, 5), ...bridge]);
  expect(tree.rootOf(0)).not.toBe(tree.rootOf(8));
});

test("two campaigns of which a quarter is tied become one, whatever completes the quarter", () => {
  const left = [0, 1, 2, 3, 4];
  const right = [5, 6, 7, 8, 9];
  const inside = [...clique(left, 5), ...clique(right, 5)];
  const one = grown(10, [...inside, { a: 0, b: 5, odds: 3 }]);
  expect(one.rootOf(0)).not.toBe(one.rootOf(5));
  const two = grown(10, [...inside, { a: 0, b: 5, odds: 3 }, { a: 1, b: 6, odds: 2 }]);
  expect(two.heightOf(4, 9)).toBe(2);
  expect([...two.membersOf(two.rootOf(0))].sort((a, b) => a - b)).toHaveLength(10);
});

const count = 12;
const anyLinks = fc.array(
  fc
    .record({ a: fc.nat(count - 1), b: fc.nat(count - 1), odds: fc.integer({ min: -9, max: 9 }) })
    .filter(({ a, b }) => a !== b),
  { maxLength: 60 },
);

test("whatever the links, each incident is in one campaign and heights agree with it", () => {
  fc.assert(
    fc.property(anyLinks, (links) => {
      const tree = grown(count, links);
      const all = Array.from({ length: count }, (_, at) => tree.membersOf(at)).flat();
      expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
      for (const { a, b } of links) {
        expect(tree.heightOf(a, b) !== undefined).toBe(tree.rootOf(a) === tree.rootOf(b));
      }
    }),
    { numRuns: 50 },
  );
});
