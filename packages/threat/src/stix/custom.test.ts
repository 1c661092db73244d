import { describe, expect, test } from "vitest";

import { indicator, times, uuid } from "./test/valid-indicator.ts";
import { validateObject } from "./validate.ts";

describe("custom content and problems", () => {
  test("unknown content is kept and told, not refused", () => {
    const extended = {
      ...indicator,
      x_note: { a: [1, "b"] },
      rank: 5,
      extensions: {
        [`extension-definition--${uuid}`]: { extension_type: "property-extension", a: 1 },
      },
    };
    const { valid, problems } = validateObject(extended);
    expect(valid).toBe(true);
    expect(problems.map(({ path, code, level }) => [path, code, level])).toEqual([
      ["rank", "custom", "warning"],
    ]);
    const custom = {
      type: "x-acme-thing",
      spec_version: "2.1",
      id: `x-acme-thing--${uuid}`,
      ...times,
    };
    expect(validateObject({ ...custom, whatever: { deep: [true] } }).valid).toBe(true);
  });

  test("an id that does not follow from the content is told", () => {
    const derived = { type: "ipv4-addr", id: "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4" };
    expect(validateObject({ ...derived, value: "198.51.100.3" }).problems).toEqual([]);
    const { valid, problems } = validateObject({ ...derived, value: "198.51.100.4" });
    expect(valid).toBe(true);
    expect(problems[0]?.code).toBe("identifier-not-derived");
  });

  test("hostile names and values do not show in problems", () => {
    const { problems } = validateObject({ ...indicator, "<script>\u001b[2J": "10.0.0.1" });
    expect(JSON.stringify(problems)).not.toMatch(/<|\\u001b|10\.0\.0\.1/);
  });

  test("only the first problems of an object are told", () => {
    const labels = Array.from({ length: 1000 }, () => 1);
    expect(validateObject({ ...indicator, labels }).problems).toHaveLength(50);
  });
});
