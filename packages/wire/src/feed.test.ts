import { parseRound, utf8 } from "@tocsin/kernel";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";

import { parseRoundLines, roundLines, roundsBytesMax, roundsPageMax, urlAt } from "./feed.ts";

const start = parseRound(0);

describe("a list of rounds", () => {
  it("comes back as it was written", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 999_999_999_999_999 }), { maxLength: 50 }),
        (numbers) => {
          const rounds = numbers.toSorted((a, b) => a - b).map(parseRound);
          expect(parseRoundLines(start, utf8(roundLines(rounds)))).toEqual(rounds);
        },
      ),
    );
  });

  it.each([
    ["a number twice", "5\n5\n"],
    ["numbers that fall", "6\n5\n"],
    ["one that was known", "0\n"],
    ["leading zeros", "05\n"],
    ["a sign", "+5\n"],
    ["a number too long", "1234567890123456\n"],
    ["words", "<html>\n"],
    ["bytes that are no text", "\u00ff"],
  ])("with %s is refused", (_, text) => {
    expect(() => parseRoundLines(start, Buffer.from(text, "latin1"))).toThrow(
      expect.objectContaining({ code: "remote-answer-invalid" }),
    );
  });

  it("is refused where it is longer than a page, which has room in its bytes", () => {
    const lines = Array.from({ length: roundsPageMax + 1 }, (_, at) => `${at + 1}\n`);
    const page = utf8(lines.slice(0, -1).join(""));
    expect(page.length).toBeLessThan(roundsBytesMax);
    expect(parseRoundLines(start, page)).toHaveLength(roundsPageMax);
    expect(() => parseRoundLines(start, utf8(lines.join("")))).toThrow();
  });
});

test.each([
  ["https://a.example", "https://a.example/capsule"],
  ["https://a.example/", "https://a.example/capsule"],
  ["https://a.example/relay//", "https://a.example/relay/capsule"],
])("a path under %s is %s", (base, url) => {
  expect(urlAt(base, "/capsule")).toBe(url);
});
