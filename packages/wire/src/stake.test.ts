import { canonicalJson, parseCanonicalJson, toBase64Url } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import { leaf } from "./leaf.ts";
import { parcel } from "./parcel.ts";
import { parseMessage } from "./primitives.ts";
import { refundsMax, signedRefunds } from "./stake.ts";

const filled = (length: number): string => toBase64Url(new Uint8Array(length).fill(7));
const [key, request, signature] = [filled(32), filled(259), filled(64)];
const refund = { v: 1, kind: "refund", pkSign: key, keyId: key, request, signature };
const appeal = { v: 1, kind: "appeal", pkSign: key, ruling: 1, text: "Two saw it.", signature };
const refunds = { kind: "refunds", round: 4, keys: [{ keyId: key, requests: [request] }] };
const answers = { v: 1, leaf: 7, keys: [{ keyId: key, signed: [filled(256), ""] }] };
const signed = { kind: "refunds-signed", refunds: { answers, signature } };

test.each([refund, appeal])("a parcel reads as it was written", (it) => {
  expect(parseMessage(parcel, parseCanonicalJson(canonicalJson(it)))).toEqual(it);
});

test.each([refunds, signed])("a leaf reads as it was written", (it) => {
  expect(parseMessage(leaf, parseCanonicalJson(canonicalJson(it)))).toEqual(it);
});

test("a leaf of any number of requests up to the limit comes back the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: refundsMax }), (count) => {
      const keys = [{ keyId: key, requests: Array<string>(count).fill(request) }];
      const it = { ...refunds, keys };
      expect(parseMessage(leaf, parseCanonicalJson(canonicalJson(it)))).toEqual(it);
    }),
    { numRuns: 5 },
  );
});

test.each<[string, unknown]>([
  ["a refund with a token", { ...refund, token: key }],
  ["a refund of a short request", { ...refund, request: filled(258) }],
  ["a refund without a signature", { ...refund, signature: undefined }],
  ["a refund of another version", { ...refund, v: 2 }],
  ["an appeal of 26 words", { ...appeal, text: "a ".repeat(26).trim() }],
  ["an appeal with an escape sequence", { ...appeal, text: "\u001b[2J" }],
  ["an appeal against no ruling", { ...appeal, ruling: 0 }],
  ["an appeal that says nothing", { ...appeal, text: "" }],
])("%s is no parcel", (_name, it) => {
  expect(() => parseMessage(parcel, it)).toThrow();
});

test.each<[string, unknown]>([
  ["no key", { ...refunds, keys: [] }],
  ["a key without requests", { ...refunds, keys: [{ keyId: key, requests: [] }] }],
  ["a report", { ...refunds, report: key }],
  [
    "too many requests",
    {
      ...refunds,
      keys: [0, 1].map(() => ({ keyId: key, requests: Array<string>(501).fill(request) })),
    },
  ],
  ["a long signature", { ...signed, refunds: { answers, signature: filled(65) } }],
])("a leaf with %s is none", (_name, it) => {
  expect(() => parseMessage(leaf, it)).toThrow();
});

test("answers of negative leaves are none", () => {
  const it = { answers: { ...answers, leaf: -1 }, signature };
  expect(() => parseMessage(signedRefunds, it)).toThrow();
});
