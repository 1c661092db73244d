import { parseRound, roundSpan } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { createSkewWatch } from "./clock-skew.ts";

const roundMs = 60_000;

function skewsOf(latenesses: readonly number[]): string[] {
  const watch = createSkewWatch();
  return latenesses.map((lateMs, at) => {
    const round = parseRound(1000 + at);
    return watch.observe(round, roundSpan(round, roundMs).untilMs + lateMs, roundMs);
  });
}

test("a batch of a round that is not over here tells of a clock that is behind", () => {
  expect(skewsOf([-500, -1001, -90_000])).toEqual(["none", "behind", "behind"]);
});

test("only batches that are all late tell of a clock that is ahead: one may be the exchange's", () => {
  const late = [90_000, 95_000, 91_000, 99_000, 90_000];
  expect(skewsOf(late).at(-1)).toBe("ahead");
  expect(skewsOf(late.slice(1))).not.toContain("ahead");
  expect(skewsOf([...late.slice(1), 300])).not.toContain("ahead");
  expect(skewsOf([...late, 200]).at(-1)).toBe("none");
});
