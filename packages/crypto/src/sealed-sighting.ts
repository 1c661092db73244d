/**
 * What a sealed sighting is made of once the value was evaluated. The exchange sees tag, key and HMAC, and
 * can test none of them without `y`; whoever saw the same value checks the HMAC and so knows that the
 * exchange invented nothing. FIPS 198-1, RFC 5869, PROTOCOL §3.
 */

import { createHmac } from "node:crypto";

import { assert, equalBytes, utf8 } from "@tocsin/kernel";

import { hkdfSha256, sha256 } from "./hash.ts";
import { voprfOutputBytes } from "./voprf.ts";

export interface SightingKeys {
  /** 32 bytes, the same for all who saw the value in this epoch. */
  readonly tag: Uint8Array<ArrayBuffer>;
  /** 32 bytes that only they have: authenticates one-time keys, and is the PSK of offers. */
  readonly pairKey: Uint8Array<ArrayBuffer>;
}

/** Tag and pair key of the output of an evaluation. */
export function sightingKeys(y: Uint8Array): SightingKeys {
  assert(y.length === voprfOutputBytes, "output of an evaluation");
  return {
    tag: sha256(utf8("tag"), y),
    pairKey: hkdfSha256(y, new Uint8Array(), utf8("pair"), 32),
  };
}

/** HMAC-SHA256 of a one-time public key under the pair key. */
export function pairMac(pairKey: Uint8Array, publicKey: Uint8Array): Uint8Array<ArrayBuffer> {
  assert(pairKey.length === 32 && publicKey.length === 32, "pair key and public key of 32 bytes");
  return new Uint8Array(createHmac("sha256", pairKey).update(publicKey).digest());
}

export function verifyPairMac(
  pairKey: Uint8Array,
  publicKey: Uint8Array,
  mac: Uint8Array,
): boolean {
  return equalBytes(pairMac(pairKey, publicKey), mac);
}
