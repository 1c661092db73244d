import { sha256 } from "@tocsin/crypto";
import { fromHex, toHex } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import vectors from "../../../vectors/rfc6962.json" with { type: "json" };
import {
  appendLeaves,
  emptyFrontier,
  encodeFrontier,
  type Frontier,
  parseFrontier,
  rootOf,
} from "./frontier.ts";
import { emptyRoot, leafCommitment, leafHash, nodeHash } from "./hash.ts";
import { naiveRoot } from "./naive-tree.ts";

const hex = (text: string) => fromHex(text) ?? new Uint8Array([0xee]);
const entries = vectors.entries.map(hex);

test("hashes are those of the Certificate Transparency reference code", () => {
  expect(toHex(emptyRoot)).toBe(vectors.emptyRoot);
  for (const { entry, hash } of vectors.leafHashes) expect(toHex(leafHash(hex(entry)))).toBe(hash);
  for (const { left, right, hash } of vectors.nodeHashes) {
    expect(toHex(nodeHash(hex(left), hex(right)))).toBe(hash);
  }
});

test("the roots of its trees of 0 to 8 leaves follow, leaf by leaf and at once", () => {
  let frontier = emptyFrontier;
  expect(toHex(rootOf(frontier))).toBe(vectors.emptyRoot);
  for (const [at, entry] of entries.entries()) {
    frontier = appendLeaves(frontier, [leafHash(entry)]);
    expect(frontier.size).toBe(at + 1);
    expect(toHex(rootOf(frontier))).toBe(vectors.roots[at]);
  }
  expect(appendLeaves(emptyFrontier, entries.map(leafHash))).toEqual(frontier);
});

test("a frontier's root is RFC 6962's, whatever the steps in which it grew", () => {
  const anyEntry = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 70 }), fc.nat(70), (leaves, cut) => {
      const first = appendLeaves(emptyFrontier, leaves.slice(0, cut).map(leafHash));
      const whole = appendLeaves(first, leaves.slice(cut).map(leafHash));
      expect(rootOf(whole)).toEqual(naiveRoot(leaves));
    }),
  );
});

test("appending leaves the old frontier as it was", () => {
  const one = appendLeaves(emptyFrontier, [leafHash(new Uint8Array())]);
  const before = encodeFrontier(one);
  appendLeaves(one, [leafHash(new Uint8Array([1]))]);
  expect(encodeFrontier(one)).toEqual(before);
});

test("a frontier survives encoding", () => {
  fc.assert(
    fc.property(fc.nat(300), (size) => {
      const leaves = Array.from({ length: size }, (_, at) => leafHash(new Uint8Array([at])));
      const frontier = appendLeaves(emptyFrontier, leaves);
      expect(parseFrontier(encodeFrontier(frontier))).toEqual(frontier);
    }),
  );
});

test.each([
  ["nothing", new Uint8Array()],
  ["a cut size", new Uint8Array(5)],
  ["a size without its hash", new Uint8Array([0, 0, 0, 0, 0, 1])],
  ["a hash too many", new Uint8Array(6 + 32)],
  ["a cut hash", new Uint8Array([0, 0, 0, 0, 0, 1, ...new Uint8Array(31)])],
  [
    "an absurd size",
    new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...new Uint8Array(48 * 32)]),
  ],
])("refuses a frontier that is %s", (_, bytes) => {
  expect(parseFrontier(bytes)).toBeUndefined();
});

test("refuses leaves that are no hashes, and a frontier that lacks its own", () => {
  expect(() => appendLeaves(emptyFrontier, [new Uint8Array(31)])).toThrow(RangeError);
  const hollow: Frontier = { size: 1, hashes: [] };
  expect(() => appendLeaves(hollow, [new Uint8Array(32)])).toThrow(RangeError);
});

test("a commitment is SHA-256 over salt and detail, and demands a salt of 32 bytes", () => {
  const salt = new Uint8Array(32).fill(7);
  const detail = new TextEncoder().encode('{"a":1}');
  expect(leafCommitment(salt, detail)).toEqual(sha256(new Uint8Array([...salt, ...detail])));
  expect(() => leafCommitment(salt.subarray(1), detail)).toThrow("32 bytes");
});
