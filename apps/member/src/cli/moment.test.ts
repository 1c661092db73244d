import { describe, expect, it } from "vitest";

import { parseSpan, relative, withIsoTimes } from "./moment.ts";

const nowMs = Date.UTC(2026, 10, 21, 20);

describe("a moment", () => {
  it.each([
    [0, "now"],
    [-34_000, "34 s ago"],
    [90_000, "in 1 min"],
    [-7_200_000, "2 h ago"],
    [-3 * 86_400_000, "3 d ago"],
    [-100 * 86_400_000, "2026-08-13"],
  ])("%i ms away reads %s", (away, text) => {
    expect(relative(nowMs + away, nowMs)).toBe(text);
  });

  it("of a broken clock does not break the table", () => {
    expect(relative(Number.MAX_SAFE_INTEGER, nowMs)).toBe("9007199254");
  });
});

describe("a span of time", () => {
  it.each([
    ["30s", 30_000],
    ["15m", 900_000],
    ["4h", 14_400_000],
    ["7d", 604_800_000],
  ])("%s is read", (text, ms) => {
    expect(parseSpan(text)).toBe(ms);
  });

  it.each(["", "4", "h", "0h", "-1h", "1.5h", "4 h", "4H", "4w", "1234567s", "٣h"])(
    "%j is none",
    (text) => {
      expect(parseSpan(text)).toBeUndefined();
    },
  );
});

describe("JSON for programs", () => {
  it("has ISO times in place of milliseconds, and lengths of time as they are", () => {
    const value = { items: [{ raisedMs: nowMs, snoozedUntilMs: null, lengthMs: 60_000 }] };
    expect(withIsoTimes(value)).toEqual({
      items: [{ raised: "2026-11-21T20:00:00.000Z", snoozedUntil: null, lengthMs: 60_000 }],
    });
  });
});
