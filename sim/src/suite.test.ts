import { expect, test } from "vitest";

import type { Finding } from "./judge/finding.ts";
import { attacks, runSuite, shortForm } from "./suite.ts";

/** What THREAT-MODEL.md admits, of a community of 50: a row more would have to be admitted there first. */
const admitted: Readonly<Record<string, readonly string[]>> = {
  attributes: ["sets below 5, products that a third run", "sets below 5, products that few run"],
  "office-hours": ["all round the world"],
  style: ["a note of 25 words, invented writers"],
  quota: ["of a list of 2^20, hard-to-guess kinds", "of a list of 2^20, easy kinds"],
  tags: ["together, among a day's, drawn over 8 rounds"],
  collusion: [""],
};

test.each(attacks.map((it) => [it.name, it] as const))(
  "%s: nothing leaks that the threat model does not say, and each planted leak is caught",
  async (name, attack) => {
    const findings = await runSuite([attack], { ...shortForm, tell: () => undefined });
    expect(findings.length).toBeGreaterThan(0);
    const notes = (of: Finding["verdict"]): string[] =>
      findings.filter(({ verdict }) => verdict === of).map(({ note }) => note);
    expect(notes("LEAKS")).toEqual([]);
    expect(notes("admitted")).toEqual(admitted[name] ?? []);
    expect(findings.filter(({ plant }) => plant?.caught === false)).toEqual([]);
  },
);

test("the same seed plays the same community, another one another", async () => {
  const [attack] = attacks;
  if (attack === undefined) throw new Error("no attack");
  const play = (seed: number) =>
    runSuite([attack], { ...shortForm, reports: 100, seed, tell: () => undefined });
  const first = await play(7);
  expect(await play(7)).toEqual(first);
  expect(await play(8)).not.toEqual(first);
});
