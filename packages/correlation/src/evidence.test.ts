import fc from "fast-check";
import { expect, test } from "vitest";

import { allItems, logGamma, sharedItem } from "./evidence.ts";

test("the logarithm of the gamma function is that of the factorials", () => {
  let factorial = 1;
  for (let n = 1; n < 60; n += 1) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 8);
    factorial *= n;
  }
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 9);
});

const positive = fc.double({ min: 1e-6, max: 1e4, noNaN: true });

test("a shared item never speaks against, and it is the same from both sides", () => {
  fc.assert(
    fc.property(positive, positive, positive, (usual, a, b) => {
      expect(sharedItem(usual, a, b)).toBeGreaterThanOrEqual(-1e-6);
      expect(sharedItem(usual, a, b)).toBeCloseTo(sharedItem(usual, b, a), 6);
    }),
  );
});

test("what is rare weighs more than what is usual, and what everybody has weighs nothing", () => {
  const spread = 1000;
  const weightOf = (share: number) => sharedItem(spread * share, 1, 1) - allItems(spread, 1, 1);
  expect(weightOf(1e-4)).toBeGreaterThan(weightOf(1e-2));
  expect(weightOf(0.5)).toBeLessThan(0.01);
  expect(weightOf(1)).toBeCloseTo(0, 9);
});
