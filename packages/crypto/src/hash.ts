/** SHA-256, FIPS 180-4, and HKDF-SHA256, RFC 5869: the only hash and the only key derivation here. */

import { createHash, hash, hkdfSync } from "node:crypto";

/** Bytes of a SHA-256 digest. */
export const digestBytes = 32;

/** SHA-256 of the parts joined. Joining is not injective: give parts fixed lengths or prefix them. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    return new Uint8Array(hash("sha256", first, "buffer"));
  }
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return new Uint8Array(digest.digest());
}

/** `length` ≤ 8,160 bytes of HKDF-SHA256; `info` ≤ 1,024 bytes. */
export function hkdfSha256(
  ikm: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync("sha256", ikm, salt, info, length));
}
