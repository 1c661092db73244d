import { expect, it } from "vitest";

import { playWorld } from "./play-world.ts";
import { month } from "./short-worlds.ts";

const slowMs = 120_000;
const seeds = Array.from({ length: 100 }, (_, at) => 101 + at);

it.each(seeds)(
  "month of seed %i: nothing is lost or doubled, nobody sends twice, all have one ledger",
  async (seed) => {
    const { broken, reports } = await playWorld({ ...month, seed });
    expect({ seed, broken }).toEqual({ seed, broken: [] });
    expect(reports).toBeGreaterThan(0);
  },
  slowMs,
);
