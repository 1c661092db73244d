import { concatBytes, toBase64Url } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { parseMessage } from "./primitives.ts";
import {
  pairsInLineMax,
  sightingsLeaf,
  sightingWithdrawal,
  submissionCountOf,
} from "./sealed-sighting.ts";

const hash = toBase64Url(new Uint8Array(32).fill(1));
const pair = new Uint8Array(64).fill(2);
const leaf = {
  v: 1,
  kind: "sightings",
  round: 7,
  taken: toBase64Url(new Uint8Array(32).fill(3)),
  matches: [{ tag: hash, count: "2-4", pairs: toBase64Url(concatBytes(pair, pair)) }],
  left: 0,
};

test("a leaf of sightings is what it was", () => {
  expect(parseMessage(sightingsLeaf, leaf)).toEqual(leaf);
  expect(parseMessage(sightingsLeaf, { ...leaf, taken: "", matches: [] })).toBeTruthy();
});

const [line] = leaf.matches;
const tooMany = Array.from({ length: pairsInLineMax + 1 }, () => pair);
test.each([
  ["another version", { ...leaf, v: 2 }],
  ["no round", { ...leaf, round: -1 }],
  ["half an acknowledgement", { ...leaf, taken: toBase64Url(new Uint8Array(24)) }],
  ["no base64url", { ...leaf, taken: "+++=" }],
  ["half a pair", { ...leaf, matches: [{ ...line, pairs: toBase64Url(pair.slice(1)) }] }],
  [
    "too many pairs",
    { ...leaf, matches: [{ ...line, pairs: toBase64Url(concatBytes(...tooMany)) }] },
  ],
  ["an exact count", { ...leaf, matches: [{ ...line, count: "3" }] }],
  ["a short tag", { ...leaf, matches: [{ ...line, tag: "AAAA" }] }],
  ["a member more", { ...leaf, value: "malware.example" }],
  ["fewer than none left", { ...leaf, left: -1 }],
])("%s is refused", (_, wrong) => {
  expect(() => parseMessage(sightingsLeaf, wrong)).toThrow();
});

test("a withdrawal holds its secret whole", () => {
  const off = {
    v: 1,
    kind: "tag-off",
    tag: hash,
    pk: hash,
    secret: toBase64Url(new Uint8Array(16)),
  };
  expect(parseMessage(sightingWithdrawal, off)).toEqual(off);
  for (const secret of ["", "AA", hash]) {
    expect(() => parseMessage(sightingWithdrawal, { ...off, secret })).toThrow();
  }
});

test("counts are coarse", () => {
  const counts = [0, 1, 2, 4, 5, 9, 10, 5000].map(submissionCountOf);
  expect(counts).toEqual(["1", "1", "2-4", "2-4", "5-9", "5-9", "10+", "10+"]);
});
