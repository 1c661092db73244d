import { describe, expect, it } from "vitest";
import { plainPassage } from "../text/passage.ts";
import { GluedIndex, gluedForm } from "./glued-index.ts";

function index(foldsDigits = false): GluedIndex<string> {
  const names = new GluedIndex<string>(foldsDigits);
  names.add("Ferrocrest", "company");
  names.add("CrestBar", "brand");
  names.add("abc", "too short");
  return names;
}

function found(text: string, foldsDigits = false): string[] {
  return index(foldsDigits)
    .find(plainPassage(text))
    .map((hit) => `${hit.value} ${text.slice(hit.start, hit.end)}${hit.isWhole ? "" : " inside"}`);
}

describe("names as letters in a row", () => {
  it.each([
    ["Ferrocrest", ["company Ferrocrest"]],
    ["F e r r o c r e s t", ["company F e r r o c r e s t"]],
    ["ferro-crest", ["company ferro-crest"]],
    ["myferrocrestlogin", ["company ferrocrest inside"]],
    ["myFerrocrest01", ["company Ferrocrest"]],
    ["ferrocrestbar", ["company ferrocrest inside", "brand crestbar inside"]],
    ["ferro     crest", []],
    ["abc", []],
    ["ferocrest", []],
  ])("finds in %j: %j", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("finds names that are disguised with digits where asked to", () => {
    expect(found("f3rr0cr3st", true)).toEqual(["company f3rr0cr3st"]);
    expect(found("f3rr0cr3st")).toEqual([]);
  });

  it("finds names far into a long text", () => {
    const text = `${"abcd ".repeat(5000)}Ferrocrest`;
    expect(found(text)).toEqual(["company Ferrocrest"]);
  });

  it("folds names to letters and digits", () => {
    expect(gluedForm("Férro-Crest & Co. 7")).toBe("ferrocrestco7");
  });
});
