import { canonicalJson, parseCanonicalJson, toBase64Url } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { tokenBytes } from "./envelope.ts";
import { leaf } from "./leaf.ts";
import { voteBuckets } from "./mail.ts";
import { parcel } from "./parcel.ts";
import { parseMessage } from "./primitives.ts";
import { readersOfBoth, votesAtLeast } from "./tie.ts";

const filled = (length: number, of = 7): string => toBase64Url(new Uint8Array(length).fill(of));
const [a, b] = [filled(32, 1), filled(32, 2)];
const tie = {
  ...{ v: 1, kind: "tie", a, b, says: "apart" },
  ...{ lock: filled(32), token: filled(tokenBytes) },
};
const off = { v: 1, kind: "tie-off", secret: filled(32) };
const counts = [{ class: "energy", says: "together", votes: "2-4" }];
const told = { kind: "ties", round: 1, a, b, counts };

test.each([tie, off])("a parcel reads as it was written", (it) => {
  expect(parseMessage(parcel, parseCanonicalJson(canonicalJson(it)))).toEqual(it);
});

test.each([told, { ...told, counts: [] }])("a leaf reads as it was written", (it) => {
  expect(parseMessage(leaf, parseCanonicalJson(canonicalJson(it)))).toEqual(it);
});

test.each([
  ["a report and itself", { ...tie, b: a }],
  ["two reports the other way round", { ...tie, a: b, b: a }],
  ["an unknown word", { ...tie, says: "maybe" }],
  ["no lock", { ...tie, lock: "" }],
  ["a short token", { ...tie, token: filled(tokenBytes - 1) }],
  ["a name", { ...tie, by: "x" }],
  ["a secret of another length", { ...off, secret: filled(31) }],
  ["reports beside the secret", { ...off, a, b }],
])("%s is no parcel", (_name, it) => {
  expect(() => parseMessage(parcel, it)).toThrow();
});

test.each([
  ["an exact count", { ...told, counts: [{ ...counts[0], votes: "3" }] }],
  ["a class of no name", { ...told, counts: [{ ...counts[0], class: "" }] }],
  ["one report", { ...told, b: undefined }],
  ["a report and itself", { ...told, b: a }],
  ["voters", { ...told, voters: [] }],
])("%s is no leaf", (_name, it) => {
  expect(() => parseMessage(leaf, it)).toThrow();
});

test("a bucket stands for its least number", () => {
  expect(voteBuckets.map(votesAtLeast)).toEqual([1, 2, 5, 10]);
});

test("both reports are read by those of the narrower audience, and by nobody where there are two", () => {
  expect(readersOfBoth("members", "members")).toBe("members");
  expect(readersOfBoth("members", "class:energy")).toBe("class:energy");
  expect(readersOfBoth("class:energy", "members")).toBe("class:energy");
  expect(readersOfBoth("class:energy", "class:energy")).toBe("class:energy");
  expect(readersOfBoth("class:energy", "class:health")).toBeUndefined();
});
