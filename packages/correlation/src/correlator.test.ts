import { expect, test } from "vitest";

import { Correlator } from "./correlator.ts";
import type { IncidentFacts } from "./facts.ts";
import { campaignOddsMin } from "./weights.ts";

function domains(...names: string[]): IncidentFacts {
  return { indicators: names.map((value) => ({ type: "domain", value })) };
}

const first = domains("quiet-harbor-mail.com", "zkvelgo.net", "portal.brumaxis.org");
const second = domains("zkvelgo.net", "unrelated-garden.info");
const stranger = domains("velvet-cactus.biz", "pfoqwe.top");

function filled(): Correlator {
  const correlator = new Correlator({ seed: 7 });
  for (const facts of [first, stranger]) correlator.add(facts);
  return correlator;
}

test("a new report finds the one that shares a value with it, with reasons that add up", () => {
  const correlator = filled();
  const { report, related } = correlator.add(second);
  expect(related.map((it) => it.report)).toEqual([0]);
  const [link] = related;
  const reasons = link?.reasons() ?? [];
  expect(reasons.find(({ kind }) => kind === "value")?.values).toEqual(["zkvelgo.net"]);
  const sum = reasons.reduce((all, { weight }) => all + weight, 0);
  expect(sum).toBeCloseTo(link?.odds ?? 0, 9);
  expect(correlator.campaignOf(report)).toBe(correlator.campaignOf(0));
});

test("reports without a common value are tied by who signed, what ran and who registered", () => {
  const correlator = new Correlator({ seed: 7 });
  const with_ = (name: string, attributes: Record<string, string>) => ({
    ...domains(name),
    attributes: Object.entries(attributes).map(([key, value]) => ({ name: key, value })),
  });
  correlator.add(with_("alpha-one.com", { code_signer: "Zenkai Tools Co.", malware: "Derusbi" }));
  correlator.add(with_("beta-two.net", { code_signer: "ZENKAI TOOLS" }));
  correlator.add(with_("gamma-three.org", { malware: "derusbi", registrant_theme: "Chess" }));
  correlator.add(with_("delta-four.info", { registrant_theme: "chess" }));
  expect([...correlator.campaigns().values()]).toEqual([[0, 1, 2, 3]]);
});

test("a value in half of all reports ties nobody", () => {
  const correlator = new Correlator({ seed: 7 });
  for (let at = 0; at < 200; at += 1) {
    correlator.add(
      domains(`own${at * 7919}x.com`, at % 2 === 0 ? "everybody-sees.top" : `n${at}q.org`),
    );
  }
  expect(correlator.add(domains("fresh-mkwq.net", "everybody-sees.top")).related).toEqual([]);
});

test("a value that more and more strangers report loses weight by itself", () => {
  const oddsAfter = (strangers: number) => {
    const correlator = new Correlator({ seed: 7 });
    correlator.add(first);
    for (let at = 0; at < strangers; at += 1) {
      correlator.add(domains("zkvelgo.net", `s${at * 104_729}.com`, `t${at * 7877}.org`));
    }
    return correlator.add(second).related.find(({ report }) => report === 0)?.odds ?? -Infinity;
  };
  expect(oddsAfter(40)).toBeLessThan(oddsAfter(0));
});

test("harmless values that are reported as malicious tie nobody", () => {
  const correlator = new Correlator({ seed: 7 });
  const poison = ["microsoft.com", "www.google.com", "login.microsoftonline.com"];
  for (let at = 0; at < 20; at += 1) correlator.add(domains(`p${at * 7919}.com`, ...poison));
  expect(correlator.add(domains("victim-own-kx.com", ...poison)).related).toEqual([]);
});

test("a report that copies all of another joins its campaign and leaves it when withdrawn", () => {
  const correlator = filled();
  correlator.add(second);
  const before = correlator.campaigns();
  const copy = { indicators: [...first.indicators, ...stranger.indicators] };
  const { report } = correlator.add(copy);
  expect(correlator.campaignOf(report)).toBe(correlator.campaignOf(0));
  correlator.remove(report, copy);
  expect(correlator.campaignOf(report)).toBeUndefined();
  expect([...correlator.campaigns().values()]).toEqual([...before.values()]);
  expect(correlator.campaignOf(1)).toBeUndefined();
});

test("no number of copied values moves the odds without bound", () => {
  const correlator = new Correlator({ seed: 7 });
  const many = domains(...Array.from({ length: 2000 }, (_, at) => `v${at * 7919}k.com`));
  correlator.add(many);
  const [link] = correlator.add(many).related;
  expect(link?.odds).toBeLessThan(30);
});

test("votes of several classes undo a link, and taking them back brings it back", () => {
  const correlator = filled();
  const { report } = correlator.add(second);
  const tied = () =>
    correlator.campaignOf(report) === correlator.campaignOf(0) &&
    correlator.campaignOf(0) !== undefined;
  expect(tied()).toBe(true);
  for (const group of ["health", "energy", "finance"]) {
    for (const nth of [1, 2]) {
      correlator.vote({ token: `${group}${nth}`, group, a: 0, b: report, same: false });
    }
  }
  expect(tied()).toBe(false);
  for (const group of ["health", "energy", "finance"]) {
    for (const nth of [1, 2]) correlator.unvote(`${group}${nth}`);
  }
  expect(tied()).toBe(true);
});

test("the same reports give the same links under any seed, and stored links the same campaigns", () => {
  const reports = [first, stranger, second, domains("brumaxis.org")];
  const run = (seed: number) => {
    const correlator = new Correlator({ seed });
    const found = reports.map((facts) => correlator.add(facts).related);
    return { found, campaigns: [...correlator.campaigns().values()] };
  };
  const one = run(1);
  const odds = (it: typeof one) =>
    it.found.map((links) => links.map((link) => [link.report, link.odds.toFixed(9)]));
  expect(odds(run(99))).toEqual(odds(one));
  const restored = new Correlator({ seed: 3 });
  for (const [at, facts] of reports.entries()) {
    restored.restore(facts, one.found[at] ?? []);
  }
  expect([...restored.campaigns().values()]).toEqual(one.campaigns);
});

test("a link that is shown is not always one that makes a campaign", () => {
  const correlator = filled();
  for (const { odds, report } of correlator.add(second).related) {
    const isTied = correlator.campaignOf(report) !== undefined;
    expect(isTied).toBe(odds >= campaignOddsMin);
  }
});

test("a flood of one class that copies two campaigns makes them no one campaign, and leaves no trace when withdrawn", () => {
  const correlator = new Correlator({ seed: 7 });
  const left = ["quiet-harbor-mail.com", "zkvelgo.net", "brumaxis.org"];
  const right = ["velvet-cactus.biz", "pfoqwe.top", "tundra-lantern.info"];
  for (let at = 0; at < 12; at += 1) {
    correlator.add(domains(...left, `l${at * 7919}.com`), { group: `class ${at % 4}` });
    correlator.add(domains(...right, `r${at * 104_729}.net`), { group: `class ${at % 4}` });
  }
  const before = [...correlator.campaigns().values()];
  expect(before).toHaveLength(2);
  const flood = Array.from({ length: 30 }, (_, at) => {
    const facts = domains(...left, ...right, `x${at}.org`);
    return { facts, report: correlator.add(facts, { group: "class 9" }).report };
  });
  expect(correlator.campaignOf(0)).not.toBe(correlator.campaignOf(1));
  for (const { report, facts } of flood) correlator.remove(report, facts);
  expect([...correlator.campaigns().values()]).toEqual(before);
});
