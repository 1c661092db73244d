import fc from "fast-check";
import { fromHex, toHex } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { encodeVarint, readVarint, varintMax } from "./quic-varint.ts";

describe("a variable-length integer", () => {
  it.each([
    ["7bbd", 15_293],
    ["9d7f3e7d", 494_878_333],
    ["25", 37],
  ])("reads and writes RFC 9000's example %s", (text, value) => {
    const bytes = fromHex(text) ?? new Uint8Array();
    expect(readVarint(bytes, 0)).toEqual({ value, next: bytes.length });
    expect(toHex(encodeVarint(value))).toBe(text);
  });

  it("survives encoding, at any place", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.nat(100), fc.nat(20_000), fc.nat(2 ** 31 - 1), fc.maxSafeNat()),
        fc.nat(3),
        (number, offset) => {
          const value = number % (varintMax + 1);
          const bytes = encodeVarint(value);
          const shifted = new Uint8Array(offset + bytes.length + 1);
          shifted.set(bytes, offset);
          expect(readVarint(shifted, offset)).toEqual({ value, next: offset + bytes.length });
        },
      ),
    );
  });

  it.each([63, 64, 16_383, 16_384, 2 ** 30 - 1, 2 ** 30, varintMax])(
    "takes its shortest form at %i",
    (value) => {
      expect(readVarint(encodeVarint(value), 0).value).toBe(value);
    },
  );

  it.each([
    ["nothing", ""],
    ["half of two bytes", "40"],
    ["three of four bytes", "9d7f3e"],
    ["seven of eight bytes", "c2197c5eff14e8"],
    ["37 in two bytes", "4025"],
    ["37 in four bytes", "80000025"],
    ["37 in eight bytes", "c000000000000025"],
    ["16383 in four bytes", "80003fff"],
    ["more than 2^46", "c000400000000000"],
    ["RFC 9000's largest example", "c2197c5eff14e88c"],
  ])("is not read from %s", (_name, text) => {
    expect(() => readVarint(fromHex(text) ?? new Uint8Array(), 0)).toThrow("integer");
  });

  it.each([-1, 0.5, varintMax + 1])("is not written for %d", (value) => {
    expect(() => encodeVarint(value)).toThrow(RangeError);
  });
});
