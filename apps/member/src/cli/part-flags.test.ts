import { describe, expect, it } from "vitest";

import { defenceFlag, impactFlag, outcomeFlag, questionFlag, stepFlag } from "./part-flags.ts";

describe("a step", () => {
  it("is told in words of the lists, in any order", () => {
    expect(stepFlag("mail T1566.001 2026-W47, delivered worked", 2)).toEqual({
      part: "step",
      detail: {
        of: "step",
        place: 2,
        technique: "T1566.001",
        did: "delivered",
        on: "mail",
        time: "2026-W47",
        result: "worked",
      },
    });
    expect(stepFlag("executed", 1).detail).toMatchObject({ technique: null, result: "unknown" });
  });

  it.each(["", "T1566", "delivered by nobody", "delivered mail mail"])("is not %j", (text) => {
    expect(() => stepFlag(text, 1)).toThrow("");
  });
});

describe("other parts", () => {
  it("are a pick and a text", () => {
    expect(defenceFlag("block stopped: At the gateway: all of it.")).toEqual({
      part: "defence",
      value: "At the gateway: all of it.",
      detail: { of: "defence", measure: "block", effect: "stopped" },
    });
    expect(defenceFlag("patch untried")).toMatchObject({ value: "" });
    expect(outcomeFlag("pr.aa-03=failed").detail).toEqual({
      of: "outcome",
      id: "PR.AA-03",
      result: "failed",
    });
    expect(impactFlag("downtime=days").detail).toEqual({
      of: "impact",
      kind: "downtime",
      band: "days",
    });
    expect(questionFlag("detection: Which log?")).toMatchObject({ value: "Which log?" });
  });

  it.each([
    () => defenceFlag("block"),
    () => defenceFlag("stopped"),
    () => defenceFlag("block stopped now"),
    () => outcomeFlag("PR.AA-03"),
    () => outcomeFlag("PR.AA-03=great"),
    () => impactFlag("money=lots"),
    () => impactFlag("downtime=17 hours"),
    () => questionFlag("why?"),
  ])("are nothing else", (parse) => {
    expect(parse).toThrow("");
  });
});
