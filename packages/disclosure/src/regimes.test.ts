import { regime } from "@tocsin/wire";
import { describe, expect, it } from "vitest";
import { regimeOn, regimesKnown } from "./regimes.ts";

describe("the table of regimes", () => {
  it.each([
    ["2015-12-17", undefined],
    ["2015-12-18", "us-cisa-2015"],
    ["2025-09-30", "us-cisa-2015"],
    ["2025-10-01", undefined],
    ["2025-11-12", "us-cisa-2015"],
    ["2026-09-30", "us-cisa-2015"],
    ["2026-10-01", undefined],
  ])("names for %s %s", (day, id) => {
    expect(regimeOn(day, regimesKnown)?.id).toBe(id);
  });

  it("is of the form that a policy has, and each end follows its beginning", () => {
    for (const one of regimesKnown) {
      expect(regime.parse(one)).toEqual(one);
      expect(one.until === null || one.from <= one.until).toBe(true);
    }
  });

  it("may hold without an end", () => {
    const open = { id: "x", name: "X", from: "2026-01-01", until: null, text: "" };
    expect(regimeOn("2030-01-01", [open])).toEqual(open);
    expect(regimeOn("2026-01-01", [])).toBeUndefined();
  });
});
