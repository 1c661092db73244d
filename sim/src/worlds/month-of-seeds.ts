/** The same month for a hundred seeds: a test file calls it for its own hundred, so that two cores share them. */

import { expect, it } from "vitest";

import { playWorld } from "./play-world.ts";
import { month } from "./short-worlds.ts";

const count = 100;

export function playMonths(firstSeed: number): void {
  const seeds = Array.from({ length: count }, (_, at) => firstSeed + at);
  it.each(seeds)(
    "month of seed %i: nothing is lost or doubled, nobody sends twice, all have one ledger",
    async (seed) => {
      const { broken, reports } = await playWorld({ ...month, seed });
      expect({ seed, broken }).toEqual({ seed, broken: [] });
      expect(reports).toBeGreaterThan(0);
    },
  );
}
