/**
 * Which 32 bytes may be an Ed25519 public key. OpenSSL takes keys of small order, for which one
 * signature fits every message, and second encodings of one key: both are refused here.
 * RFC 8032 §5.1.3.
 */

import { equalBytes, fromHex } from "@tocsin/kernel";

export const publicKeyBytes = 32;

/**
 * The y coordinates of the eight points whose order divides 8. With either sign bit: that covers the
 * points themselves and the encodings of x = 0 with a sign, which are not canonical.
 */
const smallOrderY: readonly Uint8Array[] = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
].map((text) => fromHex(text) ?? new Uint8Array());

/** Whether the bytes are the canonical encoding of a y coordinate whose point has large order. */
export function isSafePublicKey(bytes: Uint8Array): boolean {
  if (bytes.length !== publicKeyBytes) return false;
  const y = Uint8Array.from(bytes);
  y[publicKeyBytes - 1] = (y[publicKeyBytes - 1] ?? 0) & 0x7f;
  return isBelowPrime(y) && !smallOrderY.some((small) => equalBytes(small, y));
}

/** y < 2^255 - 19, little-endian, top bit clear. */
function isBelowPrime(y: Uint8Array): boolean {
  if (y[31] !== 0x7f || (y[0] ?? 0) < 0xed) return true;
  return y.subarray(1, 31).some((byte) => byte !== 0xff);
}
