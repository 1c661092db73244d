import { expect, test } from "vitest";

import { Correlator } from "./correlator.ts";
import { countsToo } from "./flood.ts";
import type { IncidentFacts } from "./facts.ts";

function domains(...names: string[]): IncidentFacts {
  return { indicators: names.map((value) => ({ type: "domain", value })) };
}

const values = ["quiet-harbor-mail.com", "zkvelgo.net", "portal.brumaxis.org"];
const victim = domains(...values);
const next = domains(...values, "unrelated-garden.info");
const floodReports = 300;

/** A victim's report, and copies of its values by one class, each with something of its own. */
function flooded(copies: number, groupOf: (nth: number) => string | undefined) {
  const correlator = new Correlator({ seed: 7 });
  correlator.add(victim, { group: "health" });
  const flood = Array.from({ length: copies }, (_, at) => {
    const facts = domains(...values, `x${at * 7919}.org`);
    return { facts, report: correlator.add(facts, { group: groupOf(at) }).report };
  });
  return { correlator, flood };
}

function oddsToVictim(correlator: Correlator): number {
  const { related } = correlator.add(next, { group: "energy" });
  return related.find(({ report }) => report === 0)?.odds ?? -Infinity;
}

test("one class that copies values hundreds of times does not make them usual, and what is tied by them stays tied", () => {
  expect(oddsToVictim(flooded(floodReports, () => "flood").correlator)).toBeGreaterThan(0);
});

test("values that as many different classes report are usual and tie nobody", () => {
  const { correlator } = flooded(floodReports, (nth) => `class ${nth}`);
  expect(oddsToVictim(correlator)).toBe(-Infinity);
});

test("the copies of one class do not push everybody else out of what is compared", () => {
  const { correlator } = flooded(floodReports, () => "flood");
  const { related } = correlator.add(next);
  expect(related.map(({ report }) => report)).toContain(0);
  expect(related.length).toBeLessThanOrEqual(6);
});

test("a flood that is withdrawn leaves the odds as if it had never been", () => {
  const { correlator, flood } = flooded(floodReports, () => "flood");
  for (const { report, facts } of flood) correlator.remove(report, facts);
  const without = flooded(0, () => undefined).correlator;
  expect(oddsToVictim(correlator)).toBeCloseTo(oddsToVictim(without), 9);
});

test("the first of a group count in full, then ever fewer, and others always", () => {
  const having = (count: number) => Array.from({ length: count }, (_, at) => at);
  const counted = (group: string, count: number) =>
    Array.from({ length: 4096 }, (_, salt) => salt * 7919).filter((salt) =>
      countsToo({ group, salt }, 12_345, having(count), () => "one"),
    ).length;
  expect(counted("one", 3)).toBe(4096);
  expect(counted("one", 4) / 4096).toBeCloseTo(1 / 2, 1);
  expect(counted("one", 12) / 4096).toBeCloseTo(1 / 8, 1);
  expect(counted("other", 40)).toBe(4096);
});
