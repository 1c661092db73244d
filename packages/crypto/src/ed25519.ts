/**
 * Ed25519 signatures, RFC 8032 §5.1, on OpenSSL. Whoever has the 32-byte seed can sign; whoever has
 * the 32-byte public key can verify. Verification is stricter than OpenSSL's: see ed25519-point.ts.
 */

import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signWith,
  verify as verifyWith,
} from "node:crypto";
import { concatBytes, fromHex, toBase64, TocsinError } from "@tocsin/kernel";
import { isSafePublicKey, publicKeyBytes } from "./ed25519-point.ts";

export const ed25519SeedBytes = 32;
export const ed25519PublicKeyBytes = publicKeyBytes;
export const ed25519SignatureBytes = 64;

/** A secret that signs, with its public key. */
export interface Ed25519SigningKey {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly handle: KeyObject;
}

/** A public key that was checked and imported once, for verifiers that meet it again. */
export interface Ed25519PublicKey {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly handle: KeyObject;
}

// DER of PrivateKeyInfo and SubjectPublicKeyInfo up to the 32 key bytes, RFC 8410.
const pkcs8Prefix = fromHex("302e020100300506032b657004220420") ?? new Uint8Array();
const spkiPrefix = fromHex("302a300506032b6570032100") ?? new Uint8Array();

/** The signing key of a 32-byte seed. */
export function ed25519SigningKey(seed: Uint8Array): Ed25519SigningKey {
  if (seed.length !== ed25519SeedBytes) {
    throw new TocsinError("message-invalid", { detail: "Ed25519 seed is not 32 bytes" });
  }
  const der = Buffer.from(concatBytes(pkcs8Prefix, seed));
  const handle = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  const spki = createPublicKey(handle).export({ format: "der", type: "spki" });
  return { publicKey: new Uint8Array(spki.subarray(spkiPrefix.length)), handle };
}

/** The key of 32 raw bytes; undefined for other lengths, non-canonical bytes and small orders. */
export function parseEd25519PublicKey(bytes: Uint8Array): Ed25519PublicKey | undefined {
  if (!isSafePublicKey(bytes)) return undefined;
  // As text, because Node tries a key that comes in an object as a key object first: 25 µs of 45.
  const pem = `-----BEGIN PUBLIC KEY-----\n${toBase64(concatBytes(spkiPrefix, bytes))}\n-----END PUBLIC KEY-----`;
  const handle = createPublicKey(pem);
  return { bytes: Uint8Array.from(bytes), handle };
}

/** The 64 bytes of a signature. */
export function ed25519Sign(message: Uint8Array, key: Ed25519SigningKey): Uint8Array<ArrayBuffer> {
  return new Uint8Array(signWith(null, message, key.handle));
}

/**
 * Whether the signature is the key's over the message. Refuses S ≥ L and second encodings of R
 * (OpenSSL encodes its own R and compares), and the keys that `parseEd25519PublicKey` refuses.
 */
export function ed25519Verify(
  message: Uint8Array,
  signature: Uint8Array,
  key: Ed25519PublicKey | Uint8Array,
): boolean {
  const handle = handleOf(key);
  if (handle === undefined || signature.length !== ed25519SignatureBytes) return false;
  return verifyWith(null, message, handle, signature);
}

/** The same on the thread pool: for many signatures at once, so that all cores work. */
export async function ed25519VerifyAsync(
  message: Uint8Array,
  signature: Uint8Array,
  key: Ed25519PublicKey | Uint8Array,
): Promise<boolean> {
  const handle = handleOf(key);
  if (handle === undefined || signature.length !== ed25519SignatureBytes) return false;
  return new Promise((resolve, reject) => {
    verifyWith(null, message, handle, signature, (error, valid) => {
      if (error === null) resolve(valid);
      else reject(error);
    });
  });
}

function handleOf(key: Ed25519PublicKey | Uint8Array): KeyObject | undefined {
  return key instanceof Uint8Array ? parseEd25519PublicKey(key)?.handle : key.handle;
}
