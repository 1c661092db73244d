import { describe, expect, it } from "vitest";
import { anyCase, boundedPattern } from "./bounded-pattern.ts";

describe("a bounded pattern", () => {
  it.each(["a+", "a*", "(?:ab)+", "a{2,}", "a{1,4096}", "[a]+", "a{999}", "(?i:a)b", "(?-i:a)"])(
    "refuses %s",
    (source) => {
      expect(() => boundedPattern(source)).toThrow(RangeError);
    },
  );

  it.each(["u", "giu", "gv"])("refuses the flags %s", (flags) => {
    expect(() => boundedPattern("a", flags)).toThrow(RangeError);
  });

  it.each(["a{1,9}", String.raw`\+`, "[+*]{2}", "a{3}", "x?"])("takes %s", (source) => {
    expect(boundedPattern(source).source).toBe(source);
  });

  const letters = String.raw`(?<![\p{L}\d])n[ée]e? (\p{Lu}[\p{L}'-]{1,9}) [\p{L}a-z]\[\p{L}\]`;
  it.each(["NÉ Ödön x[y]", "née Zoë ß[Ä]", "1NE Abc d[e]", "xné Abc d[e]", "né 7bc d[e]"])(
    "finds in %j what the same pattern finds that folds letters, too",
    (text) => {
      const folding = new RegExp(letters, "giu");
      const bounded = boundedPattern(letters, "gi");
      expect(bounded.flags).toBe("g");
      expect([...text.matchAll(bounded)]).toEqual([...text.matchAll(folding)]);
    },
  );

  it.each([
    ["id no", "[iI][dD] [nN][oO]"],
    [
      String.raw`(?<!x)f[oø]d(?:s|\u00ab){1,2}`,
      String.raw`(?<![xX])[fF][OØoø][dD](?:[sS]|\u00ab){1,2}`,
    ],
    [String.raw`[^a-f.-]\b\p{Lu}ß`, String.raw`[^A-Fa-f.-]\b\p{L}ß`],
  ])("told in any case is %j as %j", (source, wanted) => {
    expect(anyCase(source)).toBe(wanted);
  });
});
