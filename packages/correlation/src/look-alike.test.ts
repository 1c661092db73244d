import { expect, test } from "vitest";

import { habitsAgainst, habitsOf } from "./look-alike.ts";

const replaced = "letter replaced by one that looks alike";

test.each([
  ["we11point", "wellpoint", [replaced, "1 for l or i"]],
  ["prennera", "premera", [replaced, "nn for m"]],
  ["careflrst", "carefirst", [replaced, "l for i"]],
  ["gooogle", "google", ["letter added"]],
  ["gogle", "google", ["letter left out"]],
  ["google-login", "google", ["name with words added"]],
  ["google", "google", []],
  ["unrelated", "google", []],
])("%s imitates %s by %j", (label, original, habits) => {
  expect(habitsAgainst(label, original)).toEqual(habits);
});

test("the same habit is seen whoever the victim is, and without knowing the victim", () => {
  expect(habitsOf("we11point")).toEqual(habitsAgainst("we11point", "wellpoint"));
  expect(habitsOf("empireb1ue")).toEqual(habitsOf("caref1rst"));
  expect(habitsOf("wellpoint")).toEqual([]);
});
