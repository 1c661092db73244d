import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  dayMs,
  dayOf,
  epochOf,
  epochSpan,
  nextEpoch,
  parseEpoch,
  parseRound,
  roundAt,
  roundSpan,
} from "./calendar.ts";

const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) });

describe("the calendar", () => {
  it("puts each moment into exactly one epoch", () => {
    fc.assert(
      fc.property(moment, (timeMs) => {
        const { fromMs, untilMs } = epochSpan(epochOf(timeMs));
        expect(fromMs <= timeMs && timeMs < untilMs).toBe(true);
        expect(epochOf(untilMs)).toBe(nextEpoch(epochOf(timeMs)));
        expect(dayOf(timeMs).startsWith(epochOf(timeMs))).toBe(true);
      }),
    );
  });

  it("puts each moment into exactly one round", () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1000, max: 3_600_000 }), (timeMs, roundMs) => {
        const { fromMs, untilMs } = roundSpan(roundAt(timeMs, roundMs), roundMs);
        expect(fromMs <= timeMs && timeMs < untilMs).toBe(true);
      }),
    );
  });

  it("crosses the year and counts leap days", () => {
    expect(nextEpoch(parseEpoch("2026-12"))).toBe("2027-01");
    const { fromMs, untilMs } = epochSpan(parseEpoch("2028-02"));
    expect(untilMs - fromMs).toBe(29 * dayMs);
  });

  it.each(["2026-13", "2026-1", "26-01", "2026-00", ""])("has no epoch %j", (text) => {
    expect(() => parseEpoch(text)).toThrow("epoch");
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53])("refuses %d as the number of a round", (value) => {
    expect(() => parseRound(value)).toThrow();
    expect(parseRound(7)).toBe(7);
  });
});
