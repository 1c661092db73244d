import { expect, test } from "vitest";

import { fitLogistic, type Row } from "./logistic.ts";

/** Rows whose chance is that of the given coefficients. */
function rowsOf(slope: number, constant: number): Row[] {
  return Array.from({ length: 41 }, (_, at) => (at - 20) / 10).flatMap((x) => {
    const chance = 1 / (1 + Math.exp(-(slope * x + constant)));
    const values = Float64Array.from([x, 1]);
    return [
      { values, same: true, weight: chance },
      { values, same: false, weight: 1 - chance },
    ];
  });
}

const free = Float64Array.from([-Infinity, -Infinity]);

test("the coefficients that made the rows are found again", () => {
  const beta = fitLogistic(rowsOf(1.5, -0.5), 0, free);
  expect(beta[0]).toBeCloseTo(1.5, 4);
  expect(beta[1]).toBeCloseTo(-0.5, 4);
});

test("a coefficient keeps its least value, and the others make up for it", () => {
  const beta = fitLogistic(rowsOf(-1, 0.3), 0, Float64Array.from([0, -Infinity]));
  expect(beta[0]).toBe(0);
  expect(beta[1]).toBeGreaterThan(0);
});
