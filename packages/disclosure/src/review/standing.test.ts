import type { StandingTerms } from "@tocsin/wire";
import { describe, expect, it } from "vitest";
import { frame, item, terms } from "../testing.ts";
import { type StandingCase, whyNotCovered } from "./standing.ts";

const standing: StandingTerms = {
  source: "edr",
  kinds: [
    { type: "sha256", role: null },
    { type: "domain", role: "command-and-control" },
  ],
  audiences: ["members"],
  tlp: "amber",
  observablesMax: 2,
  usesMax: 3,
  until: "2026-12-31",
};

const hash = item({ id: "i2", type: "sha256", value: "1".repeat(64), role: "payload" });

function draft(changes: Partial<StandingCase> = {}): StandingCase {
  return {
    source: "edr",
    items: [item(), hash, item({ id: "i3", part: "note", type: null, decision: "remove" })],
    frame,
    terms,
    amends: null,
    overridden: new Map(),
    today: "2026-11-21",
    uses: 2,
    ...changes,
  };
}

describe("a standing approval", () => {
  it("covers values of its kinds from its source", () => {
    expect(whyNotCovered(standing, draft())).toBeUndefined();
    const stricter = { ...terms, tlp: "amber+strict" } as const;
    expect(whyNotCovered(standing, draft({ terms: stricter }))).toBeUndefined();
  });

  it.each<[string, Partial<StandingCase>, string]>([
    ["another source", { source: "edr2" }, "source"],
    ["the day after", { today: "2027-01-01" }, "expired"],
    ["one use more", { uses: 3 }, "used-up"],
    ["an amendment", { amends: "x" }, "amendment"],
    ["another audience", { terms: { ...terms, audience: "class:energy" } }, "audience"],
    ["a wider marking", { terms: { ...terms, tlp: "green" } }, "tlp"],
    ["one value more", { items: [item(), hash, item({ id: "i9" })] }, "too-many"],
    ["a region", { frame: { ...frame, region: "north" } }, "names-author"],
    ["a value with a reason", { items: [item({ reason: "seen elsewhere" })] }, "needs-judgement"],
    [
      "a value in which something was found",
      { overridden: new Map([["i1", ["company-lookalike"]]]) },
      "needs-judgement",
    ],
    ["another type", { items: [item({ type: "url" })] }, "kind"],
    ["another role", { items: [item({ role: "phishing" })] }, "kind"],
    ["a value that was to be asked for", { items: [item({ proposal: "ask" })] }, "kind"],
    ["a note", { items: [item({ part: "note", type: null, value: "x" })] }, "kind"],
    ["a technique", { items: [item({ part: "technique", type: null, value: "T1566" })] }, "kind"],
  ])("does not cover %s", (_, changes, why) => {
    expect(whyNotCovered(standing, draft(changes))).toBe(why);
  });
});
