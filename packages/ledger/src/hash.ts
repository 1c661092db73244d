/**
 * The hashes of the ledger. RFC 6962 §2.1 (the same in RFC 9162 §2.1.1), SHA-256.
 * Who reads a leaf learns nothing of the detail without its salt; who destroys both salt and detail
 * has erased it, and every proof still holds.
 */

import { sha256 } from "@tocsin/crypto";
import { assert, concatBytes } from "@tocsin/kernel";

/** Bytes of every hash, leaf commitment and salt. */
export const hashBytes = 32;

const leafPrefix = new Uint8Array([0]);
const nodePrefix = new Uint8Array([1]);

/** Root of the tree without leaves. */
export const emptyRoot: Uint8Array = sha256();

/** What the ledger holds of an event: SHA-256(salt || canonical JSON). */
export function leafCommitment(salt: Uint8Array, canonicalJsonBytes: Uint8Array): Uint8Array {
  assert(salt.length === hashBytes, "salt of 32 bytes");
  return sha256(salt, canonicalJsonBytes);
}

export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concatBytes(leafPrefix, entry));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  // Joined first: one call into the library is twice as fast as one for each part.
  return sha256(concatBytes(nodePrefix, left, right));
}

export function isHash(value: Uint8Array): boolean {
  return value.length === hashBytes;
}
