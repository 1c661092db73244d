import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { canonicalJson, parseCanonicalJson, parseJson } from "./canonical-json.ts";
import { TocsinError } from "./errors.ts";

describe("canonical JSON", () => {
  it("sorts keys by UTF-16 code units, as in RFC 8785 §3.2.3", () => {
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it("writes the example of RFC 8785 §3.2.2", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it.each([
    [0, "0"],
    [-0, "0"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [9007199254740992, "9007199254740992"],
    [295147905179352830000, "295147905179352830000"],
    [9.999999999999997e22, "9.999999999999997e+22"],
    [1e23, "1e+23"],
    [333333333.3333332, "333333333.3333332"],
    [-0.0000033333333333333333, "-0.0000033333333333333333"],
  ])("writes the number %d of RFC 8785 appendix B", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it("gives one text for a value, whatever the order of its keys", () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: "small" }), (value) => {
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        const text = canonicalJson(value);
        expect(canonicalJson(parseCanonicalJson(text))).toBe(text);
      }),
    );
  });

  it("gives the same text whether or not there is anything to sort", () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).filter(([key]) => key !== "__proto__");
      return Object.fromEntries(entries.reverse().map(([key, item]) => [key, reversed(item)]));
    };
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: "medium" }), (value) => {
        const sorted = parseCanonicalJson(canonicalJson(reversed(value)));
        expect(canonicalJson(sorted)).toBe(canonicalJson(reversed(sorted)));
      }),
    );
  });

  it.each([
    ["duplicate keys", '{"a":1,"a":1}'],
    ["another key order", '{"b":1,"a":1}'],
    ["white space", '{"a": 1}'],
    ["another number form", '{"a":1.0}'],
    ["a number beyond 2^53", '{"a":9007199254740993}'],
    ["__proto__", '{"__proto__":{"x":1}}'],
    ["a lone surrogate", '{"a":"\\ud800"}'],
    ["an escape that is not needed", '{"a":"\\u0041"}'],
    ["nesting beyond the limit", `${"[".repeat(40)}${"]".repeat(40)}`],
    ["negative zero", "-0"],
  ])("refuses %s", (_, text) => {
    expect(() => parseCanonicalJson(text)).toThrow(TocsinError);
  });

  it.each(["", "{", "nil", '{"a":1}x', "\ufeff{}"])("is not made of %j", (text) => {
    expect(() => parseJson(text)).toThrow("not JSON");
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], ["\udc00"], [() => 1], [10n]])(
    "cannot hold %s",
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TocsinError);
    },
  );
});
