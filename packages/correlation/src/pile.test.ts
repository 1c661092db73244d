import { expect, test } from "vitest";

import { encodeFeatures } from "./encoded-features.ts";
import { featuresOf } from "./features.ts";
import { Styles } from "./styles.ts";
import { Themes } from "./themes.ts";

function encoded(names: readonly string[], seed = 7) {
  const indicators = names.map((value) => ({ type: "domain", value }));
  return encodeFeatures(featuresOf({ indicators }), seed);
}

const letters = "abcdefghijklmnopqrstuvwxyz";

/** Letters that look drawn, the same in each run. */
function word(nth: number): string {
  let state = Math.imul(nth + 1, 0x9e3779b1) >>> 0;
  let text = "";
  for (let at = 0; at < 8; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += letters[state >>> 27] ?? "e";
  }
  return text;
}

const themeCount = 40;
const wordsEach = 6;

/** Incident `at` is of theme `at % themeCount`, and has two of its words beside letters of its own. */
function themed(count: number): string[][] {
  return Array.from({ length: count }, (_, at) => {
    const round = Math.floor(at / themeCount);
    const wordOf = (nth: number) =>
      word((at % themeCount) * wordsEach + ((round + nth) % wordsEach));
    return [
      `${wordOf(0)}-${word(1000 + at)}.com`,
      `${word(5000 + at)}-${wordOf(1 + (round % 2))}.com`,
    ];
  });
}

test("who shares no word but has words that keep company is of one theme", () => {
  const incidents = themed(600).map((names) => encoded(names));
  const themes = new Themes(incidents);
  const meanOf = (step: number): number => {
    const pairs = Array.from({ length: themeCount }, (_, at) => themes.likeness(at, at + step));
    return pairs.reduce<number>((sum, it) => sum + (it ?? 0), 0) / pairs.length;
  };
  // Three rounds later the words of the same theme are other ones; one more, and the theme is another.
  expect(meanOf(3 * themeCount)).toBeGreaterThan(meanOf(3 * themeCount + 1) + 0.05);
});

test("the seed of a process does not change what is alike", () => {
  const [one, other] = [1, 99].map(
    (seed) => new Themes(themed(60).map((names) => encoded(names, seed))),
  );
  expect(one?.likeness(0, 8)).toBeCloseTo(other?.likeness(0, 8) ?? Number.NaN, 6);
});

test("an incident without names is of no theme and of no style", () => {
  const file = {
    type: "sha256",
    value: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  };
  const without = encodeFeatures(featuresOf({ indicators: [file] }), 7);
  const all = [without, ...themed(20).map((names) => encoded(names))];
  expect(new Themes(all).likeness(0, 1)).toBeUndefined();
  expect(new Styles(all).difference(0, 1)).toBeUndefined();
  expect(new Styles(all).difference(1, 2)).toBeDefined();
});

test("names that are made alike differ less than others", () => {
  const styles = new Styles(
    [
      ["secure-login-mail.com", "update-account-verify.com"],
      ["portal-support-news.com", "service-check-web.com"],
      ["xkqzrw.top", "bvtplm.xyz"],
    ].map((names) => encoded(names)),
  );
  expect(styles.difference(0, 1) ?? 9).toBeLessThan(styles.difference(0, 2) ?? 0);
});

test("nothing, one incident, and incidents that are all the same are piles as well", () => {
  expect(new Themes([]).likeness(0, 1)).toBeUndefined();
  expect(new Themes([encoded(["a-b.com"])]).likeness(0, 0)).toBeUndefined();
  const same = Array.from({ length: 5 }, () => encoded(["zkvelgo-mail.net"]));
  expect(new Styles(same).difference(0, 1)).toBe(0);
});
