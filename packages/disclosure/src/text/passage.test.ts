import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPassage } from "./passage.ts";
import { refangPassage, rewritePassage } from "./rewrite.ts";

describe("a passage", () => {
  it.each([
    ["plain text", "plain text"],
    ["Ferro\u200bcrest", "Ferrocrest"],
    ["Ferro\u00adcrest", "Ferrocrest"],
    ["F\u0435rr\u043ecr\u0435st", "Ferrocrest"],
    ["Ｆｅｒｒｏｃｒｅｓｔ", "Ferrocrest"],
    ["Hernández", "Hernandez"],
    ["a\u202ebc\u202c", "abc"],
    ["non\u00a0breaking\u2011dash", "non breaking-dash"],
    ["ﬁle", "file"],
    ["\u{1d405}erro", "Ferro"],
  ])("reads %j as %j", (original, folded) => {
    expect(readPassage(original).text).toBe(folded);
  });

  it("drops marks and formats, and reads spaces and dashes plain, of all the engine knows", () => {
    const dropped = /^(?:[\p{Mn}\p{Me}\p{Cf}]|[\u115f\u1160\u3164\uffa0])+$/u;
    const space = /[\p{Zs}\u2028\u2029\u0085]/u;
    const wrong: string[] = [];
    const codes = Array.from({ length: 0x21000 }, (_, at) => (at < 0x20000 ? at : at + 0xc0000));
    for (const code of codes) {
      const char = String.fromCodePoint(code);
      const read = readPassage(char).text;
      const isRight =
        dropped.test(char.normalize("NFKD")) === (read === "") &&
        (!space.test(char) || read === " ") &&
        (!/\p{Pd}/u.test(char) || read === "-");
      if (!isRight) wrong.push(char);
    }
    expect(wrong).toEqual([]);
  });

  it("leads every stretch back to the original characters it came from", () => {
    const original = "x Ferro\u200bcr\u0435st ﬁ y";
    const passage = readPassage(original);
    const at = passage.lower.indexOf("ferrocrest");
    const { start, end } = passage.spanOf(at, at + 10);
    expect(original.slice(start, end)).toBe("Ferro\u200bcr\u0435st");
    const fi = passage.text.indexOf("fi");
    const ligature = passage.spanOf(fi, fi + 2);
    expect(original.slice(ligature.start, ligature.end)).toBe("ﬁ");
  });

  it("has a lower-case form of the same length and spans inside the original, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (original) => {
        const passage = readPassage(original);
        expect(passage.lower.length).toBe(passage.text.length);
        const { start, end } = passage.spanOf(0, passage.text.length);
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(original.length);
      }),
    );
  });
});

describe("a rewritten passage", () => {
  it.each([
    ["hxxp://evil[.]example", "http://evil.example"],
    ["hXXps://evil(dot)example", "https://evil.example"],
    ["a[at]evil{.}example", "a@evil.example"],
    ["evil dot example", "evil.example"],
    ["me at evil dot example", "me@evil.example"],
  ])("reads %j as %j", (written, meant) => {
    expect(refangPassage(readPassage(written)).text).toBe(meant);
  });

  it("leads back to what was written", () => {
    const written = "see hxxp://evil[.]example/x now";
    const passage = refangPassage(readPassage(written));
    const at = passage.text.indexOf("evil.example");
    const { start, end } = passage.spanOf(at, at + "evil.example".length);
    expect(written.slice(start, end)).toBe("evil[.]example");
  });

  it("maps offsets inside and behind each rewriting", () => {
    const passage = rewritePassage(readPassage("abcdef"), [
      { start: 1, end: 3, text: "X" },
      { start: 4, end: 4, text: "YY" },
    ]);
    expect(passage.text).toBe("aXdYYef");
    expect(passage.spanOf(0, 7)).toEqual({ start: 0, end: 6 });
    expect(passage.spanOf(1, 2)).toEqual({ start: 1, end: 3 });
    expect(passage.spanOf(2, 3)).toEqual({ start: 3, end: 4 });
    expect(passage.spanOf(5, 7)).toEqual({ start: 4, end: 6 });
  });
});
