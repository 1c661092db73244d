import { canonicalJson, parseCanonicalJson, toBase64Url } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { tokenBytes } from "./envelope.ts";
import { leaf } from "./leaf.ts";
import { sealedMessageBytes, voteBucketOf } from "./mail.ts";
import { parcel } from "./parcel.ts";
import { parseMessage } from "./primitives.ts";

const filled = (length: number): string => toBase64Url(new Uint8Array(length).fill(7));
const message = {
  v: 1,
  kind: "message",
  sealed: filled(sealedMessageBytes),
  token: filled(tokenBytes),
};
const vote = { v: 1, kind: "vote", pkSign: filled(32), vote: "confirm", token: filled(tokenBytes) };
const counts = [{ vote: "confirm", votes: "2-4" }];
const told = { kind: "votes", round: 1, report: filled(32), counts };
const ruling = { kind: "ruling", report: filled(32), ruling: "abuse", reason: "Spam.", number: 1 };

test.each([message, vote])("a parcel reads as it was written", (it) => {
  expect(parseMessage(parcel, parseCanonicalJson(canonicalJson(it)))).toEqual(it);
});

test.each([told, ruling, { kind: "message", round: 1, sealed: message.sealed }])(
  "a leaf reads as it was written",
  (it) => {
    expect(parseMessage(leaf, parseCanonicalJson(canonicalJson(it)))).toEqual(it);
  },
);

test.each([
  ["a message of another length", { ...message, sealed: filled(sealedMessageBytes - 1) }],
  ["a message with an address", { ...message, to: "x" }],
  ["another version", { ...message, v: 2 }],
  ["a short token", { ...message, token: filled(tokenBytes - 1) }],
  ["no token", { ...message, token: null }],
  ["an unknown vote", { ...vote, vote: "like" }],
  ["a vote on no report", { ...vote, pkSign: "" }],
  ["an unknown kind", { ...vote, kind: "letter" }],
  ["nothing", null],
])("%s is no parcel", (_name, it) => {
  expect(() => parseMessage(parcel, it)).toThrow();
});

test.each([
  ["an exact count", { ...told, counts: [{ vote: "confirm", votes: "3" }] }],
  ["no counts", { ...told, counts: [] }],
  ["voters", { ...told, voters: [] }],
  ["a ruling without a reason", { ...ruling, reason: "" }],
  ["an unknown ruling", { ...ruling, ruling: "banned" }],
  ["a ruling on a member", { ...ruling, member: "x" }],
])("%s is no leaf", (_name, it) => {
  expect(() => parseMessage(leaf, it)).toThrow();
});

test("counts are coarse", () => {
  const buckets = [1, 2, 4, 5, 9, 10, 1000].map(voteBucketOf);
  expect(buckets).toEqual(["1", "2-4", "2-4", "5-9", "5-9", "10+", "10+"]);
});
