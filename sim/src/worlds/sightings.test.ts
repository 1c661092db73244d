import { expect, it } from "vitest";

import { playSightings } from "./sightings-world.ts";

const short = { nodes: 3, days: 1, seed: 1 };

it("holders fail and lie, the exchange invents: no tag is lost, no invented match believed, no key used twice", async () => {
  const { broken, sightings, unanswered, lies, matches } = await playSightings(short);
  expect(broken).toEqual([]);
  expect(sightings).toBeGreaterThan(5);
  expect(unanswered).toBeGreaterThan(0);
  expect(lies).toBeGreaterThan(0);
  expect(matches.some((it) => /[1-9]$/.test(it))).toBe(true);
  // The same seed gives the same matches, and what must not be is seen.
  const again = await playSightings(short, (world) => {
    const { alive } = world.exchange.sightings;
    const [, ...others] = alive.splice(0);
    alive.push(...others, ...others.slice(0, 1));
  });
  expect(again.matches).toEqual(matches);
  expect(again.broken).toContain("a one-time key was used twice");
  expect(again.broken.join()).toMatch(/a tag is lost|sealed \d times/);
});
