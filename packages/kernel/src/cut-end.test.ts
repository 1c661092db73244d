import fc from "fast-check";
import { expect, it } from "vitest";

import { cutEnd } from "./cut-end.ts";

it("cuts marks at the end and nothing else", () => {
  expect(cutEnd("a.,b.,.", ".,")).toBe("a.,b");
  expect(cutEnd("...", ".")).toBe("");
  expect(cutEnd("", ".")).toBe("");
});

it("cuts what a pattern would", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "-", "_", "b") }), (text) => {
      expect(cutEnd(text, "-_")).toBe(text.replace(/[-_]{1,99}$/, ""));
    }),
  );
});
