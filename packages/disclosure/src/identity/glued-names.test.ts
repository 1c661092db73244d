import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPassage } from "../text/passage.ts";
import { gluedForm } from "./glued-index.ts";
import { GluedNames } from "./glued-names.ts";

const names = new GluedNames<string>();
names.add("Ferrocrest", "company", true);
names.add("CrestBar", "brand", true);
names.add("abc", "too short", true);

function found(text: string, foldsDigits = false): string[] {
  const { plain, disguised } = names.find(plainPassage(text));
  return (foldsDigits ? disguised : plain).map(
    (hit) => `${hit.value} ${text.slice(hit.start, hit.end)}${hit.isWhole ? "" : " inside"}`,
  );
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

  it("finds a name wherever its letters stand, with up to three characters between them", () => {
    const gap = fc.string({ unit: fc.constantFrom(" ", ".", "-", "\n"), maxLength: 3 });
    const around = fc.string({
      unit: fc.constantFrom(...Array.from("fecrosbat. -@0")),
      maxLength: 30,
    });
    fc.assert(
      fc.property(around, fc.array(gap, { minLength: 9, maxLength: 9 }), around, (a, gaps, b) => {
        const name = Array.from("Ferrocrest", (letter, at) => `${letter}${gaps[at] ?? ""}`).join(
          "",
        );
        const text = `${a}${name}${b}`;
        const at = a.length;
        const isThere = ({ start, end }: { start: number; end: number }): boolean =>
          start === at && end === at + name.length;
        const { plain, disguised } = names.find(plainPassage(text));
        expect(plain.filter(isThere)).toHaveLength(1);
        expect(disguised.filter(isThere)).toHaveLength(1);
      }),
    );
  });

  it("folds names to letters and digits", () => {
    expect(gluedForm("Férro-Crest & Co. 7")).toBe("ferrocrestco7");
  });
});
