import { systemRandom } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import { leadMs, nextRound, sendingOffset, sendingTime } from "./schedule.ts";

const roundMs = fc.integer({ min: 1000, max: 3_600_000 });

test("the next round can still be prepared in time and was not taken before", () => {
  const now = fc.integer({ min: 0, max: 2 ** 45 });
  fc.assert(
    fc.property(
      now,
      roundMs,
      fc.double({ min: 0.125, max: 0.874, noNaN: true }),
      (nowMs, length, part) => {
        const offsetMs = Math.floor(length * part);
        const asked = { nowMs, roundMs: length, offsetMs };
        const round = nextRound({ ...asked, claimed: null });
        const sendMs = sendingTime(round, length, offsetMs);
        expect(sendMs - leadMs(length)).toBeGreaterThanOrEqual(nowMs);
        expect(sendMs - nowMs).toBeLessThanOrEqual(2 * length);
        expect(nextRound({ ...asked, claimed: round })).toBe(round + 1);
        expect(nextRound({ ...asked, claimed: round + 7 })).toBe(round + 8);
      },
    ),
  );
});

test("the offset leaves room at both ends of the round, and is drawn once", async () => {
  const kept = new Map<string, number>();
  const moments = {
    fix: (name: string, drawn: number) => {
      if (!kept.has(name)) kept.set(name, drawn);
      return Promise.resolve(kept.get(name) ?? 0);
    },
  };
  const first = await sendingOffset(moments, systemRandom, 60_000);
  expect(await sendingOffset(moments, systemRandom, 60_000)).toBe(first);
  expect(first).toBeGreaterThanOrEqual(7500);
  expect(first).toBeLessThan(52_500);
  for (const drawn of [0, 2 ** 32 - 1]) {
    kept.set("round offset", drawn);
    const offset = await sendingOffset(moments, systemRandom, 8000);
    expect(offset).toBeGreaterThanOrEqual(1000);
    expect(offset).toBeLessThan(7000);
  }
});
