import { describe, expect, it } from "vitest";
import { boundedPattern } from "./bounded-pattern.ts";

describe("a bounded pattern", () => {
  it.each(["a+", "a*", "(?:ab)+", "a{2,}", "a{1,4096}", "[a]+", "a{999}"])(
    "refuses %s",
    (source) => {
      expect(() => boundedPattern(source)).toThrow(RangeError);
    },
  );

  it.each(["a{1,9}", String.raw`\+`, "[+*]{2}", "a{3}", "x?"])("takes %s", (source) => {
    expect(boundedPattern(source).source).toBe(source);
  });
});
