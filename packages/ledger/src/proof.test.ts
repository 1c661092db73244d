import { fromHex } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import vectors from "../../../vectors/rfc6962.json" with { type: "json" };
import { leafHash } from "./hash.ts";
import { appendEntries, emptyEdge } from "./log-edge.ts";
import { naiveConsistency, naiveInclusion, naiveRoot, tileShelf } from "./naive-tree.ts";
import { consistencyProof, inclusionProof } from "./proof.ts";
import { verifyConsistency, verifyInclusion } from "./verify-proof.ts";

const hex = (text: string) => fromHex(text) ?? new Uint8Array([0xee]);
const entries = vectors.entries.map(hex);
const root = (size: number) => hex(vectors.roots[size - 1] ?? "");
const zero = new Uint8Array(32);

function stored(leaves: readonly Uint8Array[], cuts: readonly number[] = []) {
  const shelf = tileShelf();
  let edge = emptyEdge;
  for (const end of [...cuts, leaves.length].toSorted((a, b) => a - b)) {
    const grown = appendEntries(edge, leaves.slice(edge.size, end));
    shelf.put(grown.files);
    edge = grown.edge;
  }
  return { shelf, edge };
}

const leafOf = (at: number) => new Uint8Array([at >> 16, at >> 8, at]);

test("inclusion proofs are those of the reference code, and verify", async () => {
  for (const { index, size, proof } of vectors.inclusion) {
    const { shelf } = stored(entries.slice(0, size));
    const made = await inclusionProof(shelf, index, size);
    expect(made).toEqual({ ok: true, proof: proof.map(hex) });
    const leaf = leafHash(entries[index] ?? zero);
    expect(verifyInclusion(leaf, index, { size, root: root(size) }, proof.map(hex))).toBe(true);
  }
});

test("the audit path of a real certificate log of 3,630,887 entries verifies", () => {
  const { leafHash: leaf, index, size, root: head, proof } = vectors.realLog;
  const path = proof.map(hex);
  const tree = { size, root: hex(head) };
  expect(verifyInclusion(hex(leaf), index, tree, path)).toBe(true);
  expect(verifyInclusion(hex(leaf), index + 1, tree, path)).toBe(false);
  expect(verifyInclusion(hex(leaf), index, tree, path.slice(1))).toBe(false);
  expect(verifyInclusion(hex(leaf), index, { ...tree, root: zero }, path)).toBe(false);
});

test("consistency proofs are those of the reference code, and verify", async () => {
  const { shelf } = stored(entries, [1, 2, 3, 4, 5, 6, 7]);
  for (const { from, to, proof } of vectors.consistency) {
    expect(await consistencyProof(shelf, from, to)).toEqual({ ok: true, proof: proof.map(hex) });
    const [older, newer] = [
      { size: from, root: root(from) },
      { size: to, root: root(to) },
    ];
    expect(verifyConsistency(older, newer, proof.map(hex))).toBe(true);
    expect(verifyConsistency({ ...older, root: zero }, newer, proof.map(hex))).toBe(false);
    expect(verifyConsistency(older, { ...newer, root: zero }, proof.map(hex))).toBe(false);
  }
});

test("every proof of every tree up to 40 leaves is RFC 9162's and verifies", async () => {
  const leaves = Array.from({ length: 40 }, (_, at) => leafOf(at));
  const { shelf } = stored(
    leaves,
    leaves.map((_, at) => at),
  );
  for (let size = 1; size <= leaves.length; size += 1) {
    const tree = { size, root: naiveRoot(leaves.slice(0, size)) };
    for (let at = 0; at < size; at += 1) {
      const included = await inclusionProof(shelf, at, size);
      expect(included).toEqual({ ok: true, proof: naiveInclusion(at, leaves.slice(0, size)) });
      const proof = included.ok ? included.proof : [];
      expect(verifyInclusion(leafHash(leafOf(at)), at, tree, proof)).toBe(true);
    }
    for (let from = 1; from <= size; from += 1) {
      const consistent = await consistencyProof(shelf, from, size);
      const expected = naiveConsistency(from, leaves.slice(0, size));
      expect(consistent).toEqual({ ok: true, proof: expected });
      const older = { size: from, root: naiveRoot(leaves.slice(0, from)) };
      expect(verifyConsistency(older, tree, expected)).toBe(true);
    }
  }
});

test("proofs across tile borders are RFC 9162's, from full and from partial tiles", async () => {
  const leaves = Array.from({ length: 70_000 }, (_, at) => leafOf(at));
  const { shelf } = stored(leaves, [255, 256, 257, 65_536, 66_000]);
  for (const size of [255, 256, 257, 65_536, 66_000, 70_000]) {
    const held = leaves.slice(0, size);
    const tree = { size, root: naiveRoot(held) };
    for (const at of [0, 254, 255, 256, 65_535, 65_536, size - 1].filter((at) => at < size)) {
      const made = await inclusionProof(shelf, at, size);
      const proof = made.ok ? made.proof : [];
      expect(verifyInclusion(leafHash(leafOf(at)), at, tree, proof)).toBe(true);
    }
    for (const from of [1, 255, 256, 257, 65_536, size].filter((from) => from <= size)) {
      const older = { size: from, root: naiveRoot(leaves.slice(0, from)) };
      const made = await consistencyProof(shelf, from, size);
      expect(verifyConsistency(older, tree, made.ok ? made.proof : [])).toBe(true);
    }
  }
});

test("a proof that was changed in any way does not verify", () => {
  const leaves = Array.from({ length: 50 }, (_, at) => leafOf(at));
  const anyCase = fc.record({
    size: fc.integer({ min: 2, max: 50 }),
    seed: fc.nat(),
    flip: fc.nat(),
  });
  fc.assert(
    fc.property(anyCase, ({ size, seed, flip }) => {
      const at = seed % size;
      const from = (seed % (size - 1)) + 1;
      const held = leaves.slice(0, size);
      const tree = { size, root: naiveRoot(held) };
      const older = { size: from, root: naiveRoot(leaves.slice(0, from)) };
      const leaf = leafHash(leafOf(at));
      const included = naiveInclusion(at, held);
      for (const bad of spoiled(included, flip)) {
        expect(verifyInclusion(leaf, at, tree, bad)).toBe(false);
      }
      for (const bad of spoiled(naiveConsistency(from, held), flip)) {
        expect(verifyConsistency(older, tree, bad)).toBe(false);
      }
      expect(verifyInclusion(leaf, (at + 1) % size, tree, included)).toBe(false);
      expect(verifyInclusion(leafHash(zero), at, tree, included)).toBe(false);
    }),
  );
});

test.each([
  ["an index at the size", 8, 8],
  ["an index beyond it", 9, 8],
  ["a negative index", -1, 8],
  ["a fractional index", 0.5, 8],
  ["an empty tree", 0, 0],
  ["a negative size", 0, -8],
  ["a size that is no number", 0, Number.NaN],
  ["an endless tree", 0, Number.POSITIVE_INFINITY],
  ["a size beyond 2^53", 0, 2 ** 60],
  ["a size beyond a trillion", 0, 2 ** 40 + 1],
])("refuses to prove or verify inclusion for %s", async (_, index, size) => {
  const { shelf } = stored(entries);
  expect(await inclusionProof(shelf, index, size)).toEqual({ ok: false, why: "out-of-range" });
  expect(verifyInclusion(root(1), index, { size, root: root(8) }, [])).toBe(false);
});

test.each([
  ["an empty old tree", 0, 8],
  ["two empty trees", 0, 0],
  ["an old tree that is larger", 8, 7],
  ["a negative size", -1, 8],
  ["a fraction", 1.5, 8],
  ["a giant", 1, 2 ** 53],
])("refuses to prove or verify consistency from %s", async (_, from, to) => {
  const { shelf } = stored(entries);
  expect(await consistencyProof(shelf, from, to)).toEqual({ ok: false, why: "out-of-range" });
  const [older, newer] = [
    { size: from, root: root(8) },
    { size: to, root: root(8) },
  ];
  expect(verifyConsistency(older, newer, [])).toBe(false);
});

test("hashes of a wrong length and endless proofs do not verify", () => {
  const tree = { size: 2 ** 40, root: zero };
  const endless = Array.from({ length: 42 }, () => zero);
  expect(verifyInclusion(zero, 0, tree, endless)).toBe(false);
  expect(verifyInclusion(zero.subarray(1), 0, { size: 1, root: zero }, [])).toBe(false);
  expect(verifyInclusion(root(1), 0, { size: 2, root: root(2) }, [zero.subarray(1)])).toBe(false);
  expect(verifyConsistency({ size: 1, root: zero.subarray(1) }, tree, [])).toBe(false);
});

test("missing and cut tiles are said, not guessed", async () => {
  const { shelf } = stored(entries);
  expect(await inclusionProof(shelf, 0, 7)).toEqual({ ok: false, why: "tile-missing" });
  shelf.files.set("tile/0/000.p/8", new Uint8Array(8 * 32 - 1));
  expect(await inclusionProof(shelf, 0, 8)).toEqual({ ok: false, why: "tile-malformed" });
});

test("a full tile serves where a partial one was deleted", async () => {
  const leaves = Array.from({ length: 256 }, (_, at) => leafOf(at));
  const { shelf } = stored(leaves);
  const made = await inclusionProof(shelf, 3, 100);
  expect(made).toEqual({ ok: true, proof: naiveInclusion(3, leaves.slice(0, 100)) });
});

/** Shortened, lengthened, one bit flipped, two elements swapped. */
function spoiled(proof: readonly Uint8Array[], flip: number): Uint8Array[][] {
  const bent = proof.map((hash) => hash.slice());
  const victim = bent[flip % Math.max(1, bent.length)];
  if (victim !== undefined) victim[flip % 32] = (victim[flip % 32] ?? 0) ^ 1;
  const [first, second, ...rest] = proof;
  return [
    [...proof, zero],
    ...(proof.length === 0 ? [] : [proof.slice(1), proof.slice(0, -1), bent]),
    ...(first === undefined || second === undefined ? [] : [[second, first, ...rest]]),
  ];
}
