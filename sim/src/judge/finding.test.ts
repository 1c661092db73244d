import { expect, test } from "vitest";

import { isGood, type Judged, judge, plainFigure } from "./finding.ts";

const auc = (value: number) => ({ name: "AUC", value, error: 0, top1: 0, topSet: 1 }) as const;
const given = (changes: Partial<Judged>): Judged => ({
  attack: "sizes",
  view: "any reader",
  members: 50,
  cases: 1,
  figure: auc(0.5),
  threshold: { most: 0.52 },
  ...changes,
});

test.each([
  ["a figure within its threshold", given({}), "holds", true],
  ["one above it", given({ figure: auc(0.53) }), "LEAKS", false],
  ["one as far below a half", given({ figure: auc(0.47) }), "LEAKS", false],
  ["one that the threat model names", given({ figure: auc(1), admitted: true }), "admitted", true],
  [
    "a set that is too small",
    given({ figure: plainFigure("smallest set", 4), threshold: { least: 5 } }),
    "LEAKS",
    false,
  ],
  ["a plant that is not seen", given({ plant: { what: "x", figure: auc(0.51) } }), "holds", false],
  ["a plant that is seen", given({ plant: { what: "x", figure: auc(0.9) } }), "holds", true],
] as const)("%s", (_, judged, verdict, good) => {
  const finding = judge(judged);
  expect(finding.verdict).toBe(verdict);
  expect(isGood(finding)).toBe(good);
});
