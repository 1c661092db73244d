/**
 * Authenticated encryption with AES-GCM, NIST SP 800-38D, on OpenSSL. Keys are handed over as
 * `KeyObject`: as bytes they cost Node more than a short message does.
 */

import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import { assert, concatBytes, type Random } from "@tocsin/kernel";

export const aesKeyBytes = 32;
export const aesNonceBytes = 12;
export const aesTagBytes = 16;

/**
 * AES-256-GCM with a random nonce in front. At most 2^32 messages under one key, by SP 800-38D §8.3.
 */
export function sealAes256Gcm(
  key: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> {
  assert(key.length === aesKeyBytes, "AES-256 key has 32 bytes");
  const nonce = random.bytes(aesNonceBytes);
  return concatBytes(nonce, sealAesGcm(key, nonce, plaintext, aad));
}

/** The plaintext; undefined where key, additional data or any byte differ. */
export function openAes256Gcm(
  key: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  assert(key.length === aesKeyBytes, "AES-256 key has 32 bytes");
  return openAesGcm(key, sealed.subarray(0, aesNonceBytes), sealed.subarray(aesNonceBytes), aad);
}

/** For protocols that lay down the nonce. A pair of key and nonce must never be used twice. */
export function sealAesGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Uint8Array<ArrayBuffer> {
  assert(nonce.length === aesNonceBytes, "AES-GCM nonce has 12 bytes");
  const cipher = createCipheriv(algorithmOf(key), createSecretKey(key), nonce);
  cipher.setAAD(aad);
  return concatBytes(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

/** The plaintext; undefined where anything differs. */
export function openAesGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  if (nonce.length !== aesNonceBytes || sealed.length < aesTagBytes) return undefined;
  const tagAt = sealed.length - aesTagBytes;
  const decipher = createDecipheriv(algorithmOf(key), createSecretKey(key), nonce, {
    authTagLength: aesTagBytes,
  });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(tagAt));
  const plaintext = decipher.update(sealed.subarray(0, tagAt));
  try {
    return concatBytes(plaintext, decipher.final());
  } catch {
    return undefined;
  }
}

function algorithmOf(key: Uint8Array): "aes-128-gcm" | "aes-256-gcm" {
  assert(key.length === 16 || key.length === 32, "AES key has 16 or 32 bytes");
  return key.length === 16 ? "aes-128-gcm" : "aes-256-gcm";
}
