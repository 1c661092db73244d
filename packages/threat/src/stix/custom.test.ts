import { describe, expect, test } from "vitest";

import { indicator, times, uuid } from "./test/valid-indicator.ts";
import { createPatternMatcher } from "./pattern/match.ts";
import { observedOf } from "./pattern/observed.ts";
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

  test("lists without measure, numbers beyond all and names without end are refused, and quickly", () => {
    const codes = (object: object): string[] =>
      validateObject(object).problems.map(({ code }) => code);
    const million = Array.from({ length: 1_000_000 }, () => "a");
    expect(codes({ ...indicator, labels: million })).toEqual(["too-many"]);
    expect(codes({ ...indicator, x_own: [million] })).toEqual(["too-many"]);
    // What JSON's 1e400 is read as.
    const beyond = Number("1e400");
    expect(codes({ ...indicator, x_own: beyond, confidence: beyond })).toEqual(["kind", "kind"]);
    const type = "a-".repeat(500_000);
    expect(codes({ ...indicator, type, id: `${type}--${uuid}` })).toEqual(["kind"]);
    expect(codes({ ...indicator, id: `indicator${"-".repeat(1_000_000)}${uuid}` })).toEqual([
      "identifier",
    ]);
    expect(codes({ ...indicator, [`x_${"y".repeat(1_000_000)}`]: 1 })).toEqual(["name"]);
  });

  test("what refers to itself in a circle is valid, and matched once", () => {
    const one = { type: "directory", id: `directory--${uuid}`, path: "/a" };
    const other = { type: "directory", id: `directory--${uuid.replace(/.$/, "0")}`, path: "/b" };
    const circle = [
      { ...one, contains_refs: [one.id, other.id] },
      { ...other, contains_refs: [one.id] },
    ];
    expect(circle.every((it) => validateObject(it).valid)).toBe(true);
    const seen = {
      type: "observed-data",
      id: `observed-data--${uuid}`,
      first_observed: "2016-01-01T00:00:00Z",
      last_observed: "2016-01-01T00:00:00Z",
      number_observed: 1,
      object_refs: [one.id],
    };
    const [observed] = observedOf([seen, ...circle]);
    expect(observed?.objects).toHaveLength(2);
    const matcher = createPatternMatcher(
      "[directory:contains_refs[*].contains_refs[*].contains_refs[*].path = '/b']",
    );
    expect(matcher.ok && matcher.match(observed === undefined ? [] : [observed])).toMatchObject({
      ok: true,
      matched: true,
    });
  });
});
