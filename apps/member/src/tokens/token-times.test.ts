import { dayMs, dayOf, epochOf, epochSpan, hourMs, parseEpoch } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import {
  fetchableEpochs,
  fractionRange,
  partOfSpan,
  relayDay,
  spendableEpochs,
  takenUntilMs,
} from "./token-times.ts";

const november = parseEpoch("2026-11");

test("the last epoch's tokens are spent first, as long as they arrive in time", () => {
  const { untilMs } = epochSpan(november);
  expect(spendableEpochs(untilMs - 1)).toEqual(["2026-11"]);
  expect(spendableEpochs(untilMs)).toEqual(["2026-11", "2026-12"]);
  expect(spendableEpochs(untilMs + 45 * hourMs)).toEqual(["2026-11", "2026-12"]);
  expect(spendableEpochs(untilMs + 47 * hourMs)).toEqual(["2026-12"]);
  expect(takenUntilMs(november)).toBe(untilMs + 48 * hourMs);
});

test("a newcomer of an epoch's first days fetches what all others still pay with", () => {
  const { untilMs } = epochSpan(november);
  const soon = untilMs + hourMs;
  expect(fetchableEpochs(soon, untilMs - 1)).toEqual(["2026-12"]);
  expect(fetchableEpochs(soon, untilMs)).toEqual(["2026-11", "2026-12"]);
  expect(fetchableEpochs(untilMs + 47 * hourMs, untilMs)).toEqual(["2026-12"]);
});

test("relay tokens are for each day of the epoch and the first days of the next", () => {
  const { fromMs } = epochSpan(november);
  const days = Array.from({ length: 33 }, (_, place) => relayDay(november, place));
  expect([days[0], days[29], days[30], days[31]]).toEqual([
    "2026-11-01",
    "2026-11-30",
    "2026-12-01",
    "2026-12-02",
  ]);
  expect(days).toEqual(days.map((_, place) => dayOf(fromMs + place * dayMs)));
});

test("a fraction stands for a moment within its span", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: fractionRange - 1 }),
      fc.integer({ min: 1, max: 100 * dayMs }),
      (drawn, spanMs) => {
        const part = partOfSpan(drawn, spanMs);
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThan(spanMs);
      },
    ),
  );
});

test("every moment has an epoch to spend of", () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) }), (nowMs) => {
      expect(spendableEpochs(nowMs).at(-1)).toBe(epochOf(nowMs));
    }),
  );
});
