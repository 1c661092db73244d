import { describe, expect, it } from "vitest";
import { markingNotes, saidMarking, termsUnder } from "./said-marking.ts";

describe("the marking that a source says", () => {
  it.each([
    ["TLP:RED\nSeen at 203.0.113.9", "red"],
    ["Marked tlp: amber + strict by its author.", "amber+strict"],
    ["TLP-AMBER", "amber"],
    ['{"definition":{"tlp":"red"}}', "red"],
    ["TLP:WHITE", "clear"],
    ["TLP:GREEN, its annex TLP:AMBER", "amber"],
    ["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"],
    ["marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict"],
  ])("%j is %s", (text, level) => expect(saidMarking(text)).toBe(level));

  it.each(["The red team rang.", "tlp", "A TLP was asked for; red flags.", ""])(
    "is none in %j",
    (text) => expect(saidMarking(text)).toBeNull(),
  );

  it("tightens what is proposed and says so; it loosens nothing", () => {
    expect([termsUnder("red"), termsUnder("amber+strict"), termsUnder(null)]).toEqual([
      "amber+strict",
      "amber+strict",
      null,
    ]);
    expect(markingNotes("red").join()).toContain("goes no further");
    expect(markingNotes("green")).toEqual([]);
  });

  it("is read in a moment from a hostile text", () => {
    const began = performance.now();
    saidMarking("tlp ".repeat(500_000));
    saidMarking("marking-definition--".repeat(100_000));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
