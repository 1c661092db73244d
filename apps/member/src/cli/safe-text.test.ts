import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { manyLines, oneLine, safeJson } from "./safe-text.ts";

const harmful: [string, string, string][] = [
  ["a colour", "\u001b[31mred", "\\u{1b}[31mred"],
  ["a link of the terminal", "\u001b]8;;http://x\u0007y", "\\u{1b}]8;;http://x\\u{7}y"],
  ["an eight-bit control", "\u009b31m", "\\u{9b}31m"],
  ["a delete", "a\u007fb", "a\\u{7f}b"],
  ["a return that hides", "safe\rgone", "safe\\rgone"],
  ["a backspace", "a\bb", "a\\u{8}b"],
  ["right-to-left", "exe\u202etxt", "exe\\u{202e}txt"],
  ["an isolate", "\u2066x\u2069", "\\u{2066}x\\u{2069}"],
  ["zero width", "ev\u200bil", "ev\\u{200b}il"],
  ["a soft hyphen", "ev\u00adil", "ev\\u{ad}il"],
  ["a Hangul filler", "a\u3164b", "a\\u{3164}b"],
  ["tag characters", "a\u{e0041}b", "a\\u{e0041}b"],
  ["a line separator", "a\u2028b", "a\\u{2028}b"],
  ["half a character", "a\ud800b", "a\\u{d800}b"],
];

describe("text of others", () => {
  it.each(harmful)("shows %s for what it is", (_, text, shown) => {
    expect(oneLine(text)).toBe(shown);
    expect(manyLines(text)).toBe(shown);
  });

  it("keeps line ends and tabs only where lines are wanted", () => {
    expect(oneLine("a\nb\tc")).toBe("a\\nb\\tc");
    expect(manyLines("a\nb\tc\r\nd")).toBe("a\nb\tc\nd");
  });

  it("leaves every other text alone", () => {
    const plain = "Zürich 東京 😀 'quotes' \\u{1b} – done.";
    expect(oneLine(plain)).toBe(plain);
  });
});

describe("JSON for a terminal", () => {
  it.each(harmful.slice(0, -1))("is harmless with %s and says the same", (_, text) => {
    const json = safeJson({ [text]: [text] }, 2);
    expect(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(json)).toBe(false);
    expect(JSON.parse(json)).toEqual({ [text]: [text] });
  });

  it("says any value again", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const json = safeJson(value, indent);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(json)).toBe(false);
      }),
    );
  });
});
