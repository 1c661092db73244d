import { createHash } from "node:crypto";
import fc from "fast-check";
import { toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { hkdfSha256, sha256 } from "./hash.ts";
import { hex } from "./testing.ts";

describe("sha256", () => {
  it("gives the digests of FIPS 180-4", () => {
    expect(toHex(sha256(utf8("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    expect(toHex(sha256())).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
  });

  it("hashes parts as if they were joined, whatever the cuts", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 99 })), (parts) => {
        const joined = createHash("sha256").update(Buffer.concat(parts)).digest("hex");
        expect(toHex(sha256(...parts))).toBe(joined);
      }),
    );
  });
});

describe("hkdfSha256", () => {
  it("gives test case 1 of RFC 5869", () => {
    const okm = hkdfSha256(
      hex("0b".repeat(22)),
      hex("000102030405060708090a0b0c"),
      hex("f0f1f2f3f4f5f6f7f8f9"),
      42,
    );
    expect(toHex(okm)).toBe(
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    );
  });

  it("gives test case 3 of RFC 5869: no salt, no info", () => {
    const okm = hkdfSha256(hex("0b".repeat(22)), new Uint8Array(), new Uint8Array(), 42);
    expect(toHex(okm)).toBe(
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    );
  });
});
