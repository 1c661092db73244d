import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { passageCharsMax, passagesOf } from "./passages.ts";

describe("passagesOf", () => {
  it("takes a short text as one passage, whatever is in it", () => {
    expect(passagesOf("One. Two.\nThree")).toEqual([{ start: 0, end: 15 }]);
  });

  it("cuts a long text at sentences and lines", () => {
    const text = `${"It ran. ".repeat(60)}See fig. a for v1.2.\n- a line\nLast`;
    const parts = passagesOf(text).map(({ start, end }) => text.slice(start, end).trim());
    expect(parts.slice(-4)).toEqual(["It ran.", "See fig. a for v1.2.", "- a line", "Last"]);
  });

  it("reads on where a line was cut for its length, and stops at lists and short lines", () => {
    const filler = "It ran. ".repeat(60);
    const wrapped =
      "The attackers created a scheduled task on each of the servers\r\nto start the loader again.\n";
    const listed = "whoami\nnet user\n";
    const parts = passagesOf(`${filler}\n${wrapped}${listed}`);
    const texts = parts.map(({ start, end }) => `${filler}\n${wrapped}${listed}`.slice(start, end));
    expect(texts.slice(-3)).toEqual([wrapped, "whoami\n", "net user\n"]);
  });

  it("covers a text without gaps, in pieces that are never too long", () => {
    const piece = fc.constantFrom("a", "word ", ". B", "\n", "x".repeat(500), "! ", "é");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
        const text = pieces.join("");
        const passages = passagesOf(text);
        expect(passages.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        for (const { start, end } of passages) {
          expect(end - start).toBeLessThanOrEqual(passageCharsMax);
        }
      }),
    );
  });
});
