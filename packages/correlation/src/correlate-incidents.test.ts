import { expect, test } from "vitest";

import { correlateIncidents } from "./correlate-incidents.ts";
import type { IncidentFacts } from "./facts.ts";
import { readIncidentLines } from "./incident-lines.ts";

const seed = 7;

function domains(...names: string[]): IncidentFacts {
  return { indicators: names.map((value) => ({ type: "domain", value })) };
}

test("reasons add up to the odds, and what both have exactly comes first", () => {
  const { links } = correlateIncidents(
    [
      domains("quiet-harbor-mail.com", "zkvelgo.net"),
      domains("zkvelgo.net", "unrelated-garden.info"),
      domains("zkvelgo.net", "velvet-cactus.biz"),
    ],
    { seed },
  );
  expect(links).toHaveLength(3);
  for (const { odds, reasons } of links) {
    expect(reasons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(odds, 9);
    expect(reasons[0]).toMatchObject({ kind: "value", values: ["zkvelgo.net"] });
  }
});

test("two incidents that share nothing are tied by a third, and that is said", () => {
  const shared = { a: ["zkvelgo.net", "brumaxis.org"], b: ["pfoqwe.top", "wuxandri.biz"] };
  const { links } = correlateIncidents(
    [domains(...shared.a), domains(...shared.a, ...shared.b), domains(...shared.b)],
    { seed },
  );
  const through = links.find(({ a, b }) => a === 0 && b === 2);
  expect(through?.reasons.map(({ kind }) => kind)).toContain("company");
});

test("hostile lines are told or compared, and none stops the others", () => {
  const line = (id: string, indicators: object[]) => JSON.stringify({ id, indicators });
  const lines = [
    line(
      "long",
      Array.from({ length: 10_001 }, () => ({ type: "domain", value: "a.com" })),
    ),
    line("letters", [{ type: "domain", value: "\u202e\ud800é\u0000".repeat(500) }]),
    line("huge", [{ type: "url", value: `http://${"a/".repeat(4000)}` }]),
    line("fuzzy", [{ type: "ssdeep", value: `3:${"A".repeat(64)}:${"B".repeat(64)}` }]),
    '{"id":"deep","attributes":{"__proto__":"x","constructor":["y"]},"indicators":[]}',
  ];
  const { incidents, bad } = readIncidentLines(lines.join("\n"));
  expect(bad.map((it) => it.line)).toEqual([1]);
  expect(correlateIncidents(incidents, { seed }).links).toEqual([]);
});

test("a flood of look-alike incidents draws in no stranger", () => {
  const flood = Array.from({ length: 150 }, (_, at) => domains(`secure-login-${at * 7919}.com`));
  const { campaigns } = correlateIncidents(
    [domains("zkvelgo.net"), domains("wuxandri.biz"), ...flood],
    { seed },
  );
  expect(campaigns.flat().filter((at) => at < 2)).toEqual([]);
});
