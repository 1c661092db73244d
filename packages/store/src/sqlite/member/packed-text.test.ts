import fc from "fast-check";
import { expect, test } from "vitest";

import { packed, unpacked } from "./packed-text.ts";

test("a text is read back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(unpacked({ body: packed(text) }, "body")).toBe(text);
    }),
  );
});

test.each([
  ["other bytes", new Uint8Array([1, 2, 3])],
  ["nothing", new Uint8Array()],
  ["a text", "body"],
  ["more than a report can be", packed("x".repeat(2 ** 21))],
])("%s is damage", (_name, value) => {
  expect(() => unpacked({ body: value }, "body")).toThrow("damaged");
});
