import { expect, test } from "vitest";

import { Tally } from "./tally.ts";

test("whoever knows nothing is right half of the time, and names nobody", () => {
  const tally = new Tally();
  for (let author = 0; author < 10; author += 1) tally.add(new Float64Array(10), author);
  const { top1, ...score } = tally.score();
  expect(score).toEqual({ reports: 10, auc: 0.5, error: 0, topSet: 10 });
  expect(top1).toBeCloseTo(0.1);
});

test("whoever knows it all is always right", () => {
  const tally = new Tally();
  tally.add([0, 0, 1], 2);
  tally.add([3, 0, 1], 0);
  expect(tally.score()).toMatchObject({ auc: 1, top1: 1, topSet: 1 });
});

test("the author below half of the others and equal to one counts as a quarter and an eighth", () => {
  const tally = new Tally();
  tally.add([1, 0, 1, 2, 2], 0);
  expect(tally.score()).toMatchObject({ auc: 0.375, top1: 0, topSet: 2 });
});

test("an author that is not in the roster is a mistake of the suite", () => {
  expect(() => {
    new Tally().add([1, 2], 2);
  }).toThrow("author");
});
