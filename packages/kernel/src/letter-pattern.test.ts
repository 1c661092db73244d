import { describe, expect, it, test } from "vitest";
import { letterPattern } from "./letter-pattern.ts";

const units = (wanted: RegExp, from: number, until: number): string[] =>
  Array.from({ length: until - from }, (_, at) => String.fromCharCode(from + at)).filter((unit) =>
    wanted.test(unit),
  );

describe("a pattern with letters", () => {
  const all = [0, 0x10000] as const;
  const isCased = (unit: string): boolean =>
    unit < "\u0588" || (unit >= "\u1e00" && unit < "\u2000");

  test("takes every letter of Unicode for one, and every letter's mark", () => {
    const letter = letterPattern(String.raw`^\p{L}$`);
    expect(units(/\p{L}/u, ...all).filter((it) => !letter.test(it))).toEqual([]);
    const marks = units(/\p{M}/u, 0x300, 0x3000).filter((it) => !letter.test(it));
    expect(marks.length).toBeLessThan(60);
  });

  test("takes no space, control or sign for a letter, but rare ones of scripts without case", () => {
    const letter = letterPattern(String.raw`\p{L}`);
    const others = units(/[\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]/u, ...all).filter((it) => letter.test(it));
    const usual = others.filter((it) => it < "\u0700" || (it >= "\u2000" && it < "\ua000"));
    expect(usual).toEqual([]);
    expect(others.length).toBeLessThan(110);
    expect(units(/[\p{Cs}\p{Co}]/u, ...all).filter((it) => letter.test(it))).toEqual([]);
    expect(units(/[\p{N}]/u, 0, 0x660).filter((it) => letter.test(it))).toEqual([]);
  });

  test("knows capitals and small letters where there are both", () => {
    const [capital, small] = ["Lu", "Ll"].map((name) => letterPattern(String.raw`\p{${name}}`));
    const missed = (of: RegExp, by = /^$/): string[] =>
      units(of, ...all).filter((it) => isCased(it) && !by.test(it));
    expect(missed(/\p{Lu}/u, capital).join("")).toBe("\u03d2\u03d3\u03d4");
    // Without a capital of their own: signs of phonetics.
    expect(missed(/\p{Ll}/u, small).filter((it) => it < "\u0234").length).toBeLessThan(8);
    expect(units(/\p{Ll}/u, ...all).filter((it) => capital?.test(it))).toEqual([]);
    expect(units(/\p{Lu}/u, ...all).filter((it) => small?.test(it))).toEqual([]);
  });

  it.each([
    [String.raw`(?<!\p{L})\p{Lu}[\p{L}'-]{1,9}\P{L}`, "g"],
    [String.raw`[^\p{L}\p{N}&]+`, "g"],
    [String.raw`[\\\p{Ll}\]]{2,}`, "g"],
    [String.raw`\\\p{N}|\[\p{Lu}`, "g"],
  ])("finds with %s what the engine's own letters find", (source, flags) => {
    const texts = ["Ödön Ňagy-Øst's [Đặng \\½] & 7x ß]e 王伟 Елена", "\\2 [Ä bc]\\de Zoë_"];
    for (const text of texts) {
      const found = [...text.matchAll(letterPattern(source, flags))].map(({ 0: it }) => it);
      expect(found).toEqual([...text.matchAll(new RegExp(source, `${flags}u`))].map(([it]) => it));
    }
  });

  it.each([
    [String.raw`\p{Script=Han}`, ""],
    [String.raw`[\P{L}]`, ""],
    [String.raw`\p{L}`, "u"],
    ["a", "gi"],
  ])("refuses %s with %j", (source, flags) => {
    expect(() => letterPattern(source, flags)).toThrow(RangeError);
  });
});
