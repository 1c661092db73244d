import { ED25519_TORSION_SUBGROUP, ristretto255 } from "@noble/curves/ed25519.js";
import { concatBytes, systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import rfc9496 from "../../../vectors/rfc9496-invalid-encodings.json" with { type: "json" };
import { loadRistretto } from "./ristretto.ts";
import { hex, scriptedRandom } from "./testing.ts";

const group = await loadRistretto();
const order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
const generator = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";

describe("a point", () => {
  it.each(rfc9496.invalid)("is not $encoding: $why", ({ encoding }) => {
    expect(group.parsePoint(hex(encoding))).toBeUndefined();
    expect(() => ristretto255.Point.fromHex(encoding)).toThrow();
  });

  it.each(ED25519_TORSION_SUBGROUP)("is not the small-order encoding %s", (encoding) => {
    expect(group.parsePoint(hex(encoding))).toBeUndefined();
  });

  it.each([
    ["the identity", "00".repeat(32)],
    ["empty", ""],
    ["too short", generator.slice(2)],
    ["too long", `${generator}00`],
    ["the generator with its top bit set", `${generator.slice(0, 62)}f6`],
  ])("is not %s", (_, encoding) => {
    expect(group.parsePoint(hex(encoding))).toBeUndefined();
  });

  it("is the generator, and what the generator times a scalar is", () => {
    const parsed = group.parsePoint(hex(generator));
    expect(parsed).toBeDefined();
    expect(toHex(group.multiplyBase(group.smallScalar(1)))).toBe(generator);
    const scalar = group.randomScalar(systemRandom);
    const n = ristretto255.Point.Fn.fromBytes(Uint8Array.from(scalar));
    expect(toHex(group.multiplyBase(scalar))).toBe(ristretto255.Point.BASE.multiply(n).toHex());
  });

  it("added to its negative is nothing", () => {
    const scalar = group.randomScalar(systemRandom);
    const one = group.smallScalar(1);
    const zeroMinus = group.subtractScalars(one, group.smallScalar(2));
    if (zeroMinus === undefined) throw new Error("minus one");
    const point = group.multiplyBase(scalar);
    expect(group.add(point, group.multiply(zeroMinus, point))).toBeUndefined();
    expect(group.subtractScalars(one, one)).toBeUndefined();
    expect(group.addScalars(one, zeroMinus)).toBeUndefined();
  });
});

describe("a scalar", () => {
  it.each([
    ["zero", "00".repeat(32)],
    ["the order", order],
    ["the order plus one", `ee${order.slice(2)}`],
    ["all ones", "ff".repeat(32)],
    ["too short", "01".repeat(31)],
    ["too long", "01".repeat(33)],
    ["empty", ""],
  ])("is not %s", (_, text) => {
    expect(group.parseScalar(hex(text))).toBeUndefined();
  });

  it("is the order minus one", () => {
    expect(group.parseScalar(hex(`ec${order.slice(2)}`))).toBeDefined();
  });

  it("is never drawn from a source that stands still", () => {
    const stuck = { bytes: (length: number) => new Uint8Array(length) };
    expect(() => group.randomScalar(stuck)).toThrow(/invariant|defect/i);
    const once = scriptedRandom(
      new Uint8Array(64),
      concatBytes(Uint8Array.of(7), new Uint8Array(63)),
    );
    expect(group.randomScalar(once)).toEqual(group.smallScalar(7));
  });

  it("times its inverse is one", () => {
    const scalar = group.randomScalar(systemRandom);
    expect(group.multiplyScalars(scalar, group.invert(scalar))).toEqual(group.smallScalar(1));
  });
});

describe("hashing to the group", () => {
  it("depends on the domain", () => {
    const [a, b] = [utf8("a"), utf8("b")];
    expect(group.hashToGroup(a, a)).toEqual(group.hashToGroup(a, a));
    expect(group.hashToGroup(a, a)).not.toEqual(group.hashToGroup(a, b));
    expect(group.hashToScalar(a, a)).not.toEqual(group.hashToScalar(a, b));
    expect(() => group.hashToScalar(a, new Uint8Array(256))).toThrow();
  });
});
