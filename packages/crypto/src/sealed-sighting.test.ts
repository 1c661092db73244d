import { sha256, hkdfSha256 } from "./hash.ts";
import { concatBytes, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import { pairMac, sightingKeys, verifyPairMac } from "./sealed-sighting.ts";
import { flipped } from "./testing.ts";

const y = new Uint8Array(64).fill(7);
const publicKey = new Uint8Array(32).fill(9);

describe("a sealed sighting", () => {
  it("has tag and pair key of the output as the protocol says", () => {
    const { tag, pairKey } = sightingKeys(y);
    expect(tag).toEqual(sha256(concatBytes(utf8("tag"), y)));
    expect(pairKey).toEqual(hkdfSha256(y, new Uint8Array(), utf8("pair"), 32));
    expect(() => sightingKeys(y.subarray(1))).toThrow();
  });

  it("is authenticated for those alone who have the pair key", () => {
    const { pairKey } = sightingKeys(y);
    const mac = pairMac(pairKey, publicKey);
    expect(verifyPairMac(pairKey, publicKey, mac)).toBe(true);
    expect(verifyPairMac(pairKey, flipped(publicKey, 0), mac)).toBe(false);
    expect(verifyPairMac(flipped(pairKey, 0), publicKey, mac)).toBe(false);
    expect(verifyPairMac(pairKey, publicKey, mac.subarray(1))).toBe(false);
  });
});
