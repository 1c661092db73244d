import { expect, test } from "vitest";

import { bytes, flag, integer, optional, real, text } from "./columns.ts";

test("columns are read as what they hold", () => {
  const row = { a: "x", b: 3, c: 0.5, d: 1, e: new Uint8Array([1]), f: null };
  expect([text(row, "a"), integer(row, "b"), real(row, "c"), flag(row, "d")]).toEqual([
    "x",
    3,
    0.5,
    true,
  ]);
  expect(bytes(row, "e", 1)).toEqual(new Uint8Array([1]));
  expect([optional(text, row, "f"), optional(text, row, "a")]).toEqual([undefined, "x"]);
});

test.each([
  ["a number as text", () => text({ a: 1 }, "a")],
  ["a missing column", () => text({}, "a")],
  ["NULL where a value must be", () => text({ a: null }, "a")],
  ["a text as a number", () => integer({ a: "1" }, "a")],
  ["a fraction as a whole number", () => integer({ a: 0.5 }, "a")],
  ["a number beyond 2^53", () => integer({ a: 2 ** 53 }, "a")],
  ["a big integer", () => integer({ a: 1n }, "a")],
  ["2 as a flag", () => flag({ a: 2 }, "a")],
  ["a text as bytes", () => bytes({ a: "x" }, "a")],
  ["too few bytes", () => bytes({ a: new Uint8Array(31) }, "a", 32)],
  ["a missing column that may be NULL", () => optional(text, {}, "a")],
])("refuses %s as damage, and names the column only", (_, parse) => {
  expect(parse).toThrow(
    expect.objectContaining({ code: "store-damaged", detail: "column a" }) as Error,
  );
});
