import { describe, expect, test } from "vitest";

import { compareTimestamps, isTimestamp, timestampMs } from "./timestamp.ts";

describe("timestamps", () => {
  test.each([
    "",
    "2016-01-20",
    "2016-01-20T12:31:12",
    "2016-01-20 12:31:12Z",
    "2016-01-20t12:31:12Z",
    "2016-01-20T12:31:12z",
    "2016-01-20T12:31:12+00:00",
    "2016-13-20T12:31:12Z",
    "2016-02-30T12:31:12Z",
    "2015-02-29T12:31:12Z",
    "2016-01-20T24:00:00Z",
    "2016-01-20T12:60:00Z",
    "2016-01-20T12:31:61Z",
    "2016-01-20T12:31:12.Z",
    "2016-01-20T12:31:12.1a2Z",
    "12016-01-20T12:31:12Z",
    "٢٠١٦-01-20T12:31:12Z",
    `2016-01-20T12:31:12.${"1".repeat(40)}Z`,
  ])("%j is none", (text) => {
    expect(isTimestamp(text)).toBe(false);
    expect(timestampMs(text)).toBeUndefined();
  });

  test("they are compared as moments, whatever their precision", () => {
    const moments = ["2016-02-29T12:31:12Z", "2016-02-29T12:31:12.1Z", "2016-02-29T12:31:12.12Z"];
    expect(moments.every(isTimestamp)).toBe(true);
    expect([...moments].reverse().sort(compareTimestamps)).toEqual(moments);
    expect(compareTimestamps("2016-02-29T12:31:12.100Z", "2016-02-29T12:31:12.1Z")).toBe(0);
  });

  test("a leap second is the start of the next minute", () => {
    expect(timestampMs("2016-12-31T23:59:60Z")).toBe(Date.UTC(2017, 0, 1));
  });
});
