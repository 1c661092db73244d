import { expect, test } from "vitest";

import { attacks, runSuite, shortForm } from "./suite.ts";

test.each(attacks.map((it) => [it.name, it] as const))(
  "%s: nothing leaks that the threat model does not say, and the planted leak is caught",
  async (_, attack) => {
    const findings = await runSuite([attack], { ...shortForm, tell: () => undefined });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ verdict }) => verdict === "LEAKS")).toEqual([]);
    expect(findings.filter(({ plant }) => plant?.caught === false)).toEqual([]);
  },
);
