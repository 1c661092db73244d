/**
 * Token keys of Privacy Pass type 0x0002: RSA with 2048 bits and e = 65537, published as DER
 * SubjectPublicKeyInfo with the RSASSA-PSS object identifier, SHA-384, MGF1-SHA-384 and a salt of 48
 * bytes. RFC 9578 §6.5. For these keys the DER is fixed but for the modulus, so the parser compares.
 */

import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { assert, concatBytes, equalBytes, fromHex, TocsinError } from "@tocsin/kernel";
import { type BlindPublicKey, blindPublicKeyOf, type BlindSigningKey } from "./blind-rsa.ts";
import { sha256 } from "./hash.ts";
import { integerBytes } from "./rsa-integer.ts";

/** Bytes of the modulus, a blinded message, a blind signature and a token's authenticator. */
export const tokenModulusBytes = 256;
/** Bytes of a published token key. */
export const tokenPublicKeyBytes = 342;

export interface TokenPublicKey extends BlindPublicKey {
  /** DER as published: what the key id is the hash of. */
  readonly spki: Uint8Array<ArrayBuffer>;
  /** SHA-256 of `spki`. */
  readonly id: Uint8Array<ArrayBuffer>;
}

export interface TokenSigningKey extends BlindSigningKey {
  readonly publicKey: TokenPublicKey;
}

const spkiPrefix =
  fromHex(
    "30820152303d06092a864886f70d01010a3030a00d300b0609608648016503040202" +
      "a11a301806092a864886f70d010108300b0609608648016503040202a203020130" +
      "0382010f003082010a0282010100",
  ) ?? new Uint8Array();
const spkiSuffix = Uint8Array.of(0x02, 0x03, 0x01, 0x00, 0x01);
const exponent = "AQAB";

/** The key of a published SPKI. Throws `message-invalid` for any other encoding, size or exponent. */
export function parseTokenPublicKey(spki: Uint8Array): TokenPublicKey {
  const modulusAt = spkiPrefix.length;
  const suffixAt = modulusAt + tokenModulusBytes;
  const modulus = spki.subarray(modulusAt, suffixAt);
  if (
    spki.length !== tokenPublicKeyBytes ||
    !equalBytes(spki.subarray(0, modulusAt), spkiPrefix) ||
    !equalBytes(spki.subarray(suffixAt), spkiSuffix) ||
    (modulus[0] ?? 0) < 0x80 ||
    (modulus[tokenModulusBytes - 1] ?? 0) % 2 === 0
  ) {
    throw new TocsinError("message-invalid", { detail: "token public key" });
  }
  const n = Buffer.from(modulus).toString("base64url");
  const handle = createPublicKey({ key: { kty: "RSA", n, e: exponent }, format: "jwk" });
  return withId(blindPublicKeyOf(handle));
}

/** A fresh key. Takes tenths of a second, on the thread pool. */
export async function generateTokenSigningKey(): Promise<TokenSigningKey> {
  const handle = await new Promise<KeyObject>((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: 8 * tokenModulusBytes }, (error, _public, secret) => {
      if (error === null) resolve(secret);
      else reject(error);
    });
  });
  return signingKeyOf(handle);
}

/** PKCS #8 DER, to be kept sealed. */
export function tokenSigningKeyBytes(key: TokenSigningKey): Uint8Array<ArrayBuffer> {
  return new Uint8Array(key.handle.export({ format: "der", type: "pkcs8" }));
}

/** The key of PKCS #8 DER. Throws `message-invalid` for what is not an RSA key of the one form. */
export function parseTokenSigningKey(pkcs8: Uint8Array): TokenSigningKey {
  return signingKeyOf(importPkcs8(pkcs8));
}

function importPkcs8(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  } catch {
    // The cause is dropped: it could quote the key.
    throw new TocsinError("message-invalid", { detail: "token signing key" });
  }
}

function signingKeyOf(handle: KeyObject): TokenSigningKey {
  const details = handle.asymmetricKeyDetails;
  if (
    handle.asymmetricKeyType !== "rsa" ||
    details?.modulusLength !== 8 * tokenModulusBytes ||
    details.publicExponent !== 65537n
  ) {
    throw new TocsinError("message-invalid", { detail: "token signing key" });
  }
  return { publicKey: withId(blindPublicKeyOf(createPublicKey(handle))), handle };
}

/** The SPKI of a modulus: for the rest, all token keys are alike. */
export function tokenKeySpki(modulus: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(spkiPrefix, modulus, spkiSuffix);
}

function withId(key: BlindPublicKey): TokenPublicKey {
  const spki = tokenKeySpki(integerBytes(key.n, key.modulusBytes));
  assert(spki.length === tokenPublicKeyBytes, "token public key has its length");
  return { ...key, spki, id: sha256(spki) };
}
