/**
 * RSA blind signatures: the signer learns nothing of what it signs and cannot recognise the signature
 * later. RFC 9474, RSABSSA-SHA384-PSS-Deterministic; with an empty salt PSSZERO, and with a prefixed
 * message the Randomized variants. The private operation is OpenSSL's, with its own blinding.
 */

import {
  constants,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  verify as verifyWith,
} from "node:crypto";
import { assert, equalBytes, type Random, TocsinError } from "@tocsin/kernel";
import { encodePss } from "./emsa-pss.ts";
import { integerBytes, integerOf, inverseModulo } from "./rsa-integer.ts";

/** Bytes of salt of the PSS variants. */
export const pssSaltBytes = 48;
/** Draws of a uniform integer below n before randomness is taken to be broken (chance < 2^-64). */
const drawsMax = 64;

export interface BlindPublicKey {
  readonly n: bigint;
  /** Bytes of the modulus, of a blinded message and of a signature. */
  readonly modulusBytes: number;
  readonly modulusBits: number;
  readonly handle: KeyObject;
}

export interface BlindSigningKey {
  readonly publicKey: BlindPublicKey;
  readonly handle: KeyObject;
}

/** What goes to the signer, and the inverse of the blind, which the client keeps secret. */
export interface Blinded {
  readonly blinded: Uint8Array<ArrayBuffer>;
  readonly inverse: Uint8Array<ArrayBuffer>;
}

/** The public key of an imported RSA key (`rsaEncryption`), of either half. */
export function blindPublicKeyOf(handle: KeyObject): BlindPublicKey {
  const { n } = handle.export({ format: "jwk" });
  assert(typeof n === "string", "an RSA key has a modulus");
  const bytes = Buffer.from(n, "base64url");
  const modulusBits = 8 * bytes.length - Math.clz32(bytes[0] ?? 0) + 24;
  return { n: integerOf(bytes), modulusBytes: bytes.length, modulusBits, handle };
}

/** Blind, RFC 9474 §4.2. Draws from `random` in this order: salt, blind, mask. */
export function blind(
  key: BlindPublicKey,
  message: Uint8Array,
  random: Random,
  saltBytes = pssSaltBytes,
): Blinded {
  const salt = saltBytes === 0 ? new Uint8Array() : random.bytes(saltBytes);
  const encoded = integerOf(encodePss(message, key.modulusBits - 1, salt));
  const factor = drawBelow(key, random);
  const inverse = maskedInverse(factor, (drawBelow(key, random) * encoded) % key.n, key.n);
  const raised = integerOf(raise(key, integerBytes(factor, key.modulusBytes)));
  return {
    blinded: integerBytes((encoded * raised) % key.n, key.modulusBytes),
    inverse: integerBytes(inverse, key.modulusBytes),
  };
}

/**
 * BlindSign, RFC 9474 §4.3. Undefined for a blinded message of the wrong length, ≥ n, or whose
 * signature says nothing (0, 1, n-1). The result is checked before it leaves: one wrong bit in the
 * private operation would give away the key.
 */
export function blindSign(
  key: BlindSigningKey,
  blinded: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  const { n, modulusBytes } = key.publicKey;
  if (blinded.length !== modulusBytes) return undefined;
  const value = integerOf(blinded);
  if (value <= 1n || value >= n - 1n) return undefined;
  const padding = constants.RSA_NO_PADDING;
  const signature = new Uint8Array(privateDecrypt({ key: key.handle, padding }, blinded));
  assert(signature.length === modulusBytes, "blind signature has the modulus' length");
  assert(equalBytes(raise(key.publicKey, signature), blinded), "blind signature verifies");
  return signature;
}

/** Finalize, RFC 9474 §4.4: the signature, or undefined where the signer's answer is wrong. */
export function finalizeBlind(
  key: BlindPublicKey,
  message: Uint8Array,
  blindSignature: Uint8Array,
  inverse: Uint8Array,
  saltBytes = pssSaltBytes,
): Uint8Array<ArrayBuffer> | undefined {
  if (blindSignature.length !== key.modulusBytes) return undefined;
  const answer = integerOf(blindSignature);
  if (answer >= key.n) return undefined;
  const signature = integerBytes((answer * integerOf(inverse)) % key.n, key.modulusBytes);
  return verifyPss(key, message, signature, saltBytes) ? signature : undefined;
}

/** RSASSA-PSS-VERIFY with SHA-384. Anyone can do it; the signature has one length and s < n. */
export function verifyPss(
  key: BlindPublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  saltBytes = pssSaltBytes,
): boolean {
  if (signature.length !== key.modulusBytes) return false;
  return verifyWith("sha384", message, pssOptions(key, saltBytes), signature);
}

/** The same on the thread pool, so that many verifications use all cores. */
export async function verifyPssAsync(
  key: BlindPublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  saltBytes = pssSaltBytes,
): Promise<boolean> {
  if (signature.length !== key.modulusBytes) return false;
  return new Promise((resolve, reject) => {
    verifyWith("sha384", message, pssOptions(key, saltBytes), signature, (error, valid) => {
      if (error === null) resolve(valid);
      else reject(error);
    });
  });
}

function pssOptions(key: BlindPublicKey, saltLength: number) {
  return { key: key.handle, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}

/** x^e mod n of a string of the modulus' length, below n. */
function raise(key: BlindPublicKey, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padding = constants.RSA_NO_PADDING;
  return new Uint8Array(publicEncrypt({ key: key.handle, padding }, bytes));
}

/** Uniform in [1, n), by rejection. */
function drawBelow(key: BlindPublicKey, random: Random): bigint {
  for (let draws = 0; draws < drawsMax; draws += 1) {
    const value = integerOf(random.bytes(key.modulusBytes));
    if (value > 0n && value < key.n) return value;
  }
  throw new TocsinError("invariant-broken", { detail: "randomness repeats itself" });
}

/**
 * factor⁻¹ mod n, computed on factor · mask: the time of the division says nothing of the factor. The
 * mask is a multiple of the encoded message, so that this is also the RFC's check that the message is
 * coprime to n; both fail only for a modulus with small factors, which no honest signer has.
 */
function maskedInverse(factor: bigint, mask: bigint, n: bigint): bigint {
  const inverse = inverseModulo((factor * mask) % n, n);
  if (inverse === undefined) {
    throw new TocsinError("message-invalid", { detail: "RSA modulus has small factors" });
  }
  return (inverse * mask) % n;
}
