/**
 * The group of blind matching: ristretto255, RFC 9496, on libsodium (wasm, constant time). Whatever is
 * secret - blinds, shares of keys - is multiplied here and nowhere else.
 *
 * A `Point` is 32 bytes that decode canonically and are not the identity; a `Scalar` is 32 bytes,
 * little-endian, reduced and not zero. Only the parsers here make either of outside bytes.
 */

import { createHash } from "node:crypto";

import {
  assert,
  type Brand,
  concatBytes,
  equalBytes,
  type Random,
  TocsinError,
  uintBytes,
} from "@tocsin/kernel";
import type sodiumModule from "libsodium-wrappers-sumo";

export const pointBytes = 32;
export const scalarBytes = 32;
const uniformBytes = 64;
/** Block and output of SHA-512. */
const blockBytes = 128;

export type Point = Brand<Uint8Array, "RistrettoPoint">;
export type Scalar = Brand<Uint8Array, "RistrettoScalar">;

export interface Ristretto {
  /** Undefined unless canonical and not the identity, RFC 9496 §4.3.1. */
  parsePoint(bytes: Uint8Array): Point | undefined;
  /** Undefined unless reduced and not zero. */
  parseScalar(bytes: Uint8Array): Scalar | undefined;
  multiply(scalar: Scalar, point: Point): Point;
  multiplyBase(scalar: Scalar): Point;
  /** Undefined where the sum is the identity. */
  add(a: Point, b: Point): Point | undefined;
  /** Undefined where the result is zero. */
  addScalars(a: Scalar, b: Scalar): Scalar | undefined;
  /** Undefined where the result is zero. */
  subtractScalars(a: Scalar, b: Scalar): Scalar | undefined;
  multiplyScalars(a: Scalar, b: Scalar): Scalar;
  invert(scalar: Scalar): Scalar;
  /** 1 to 255. */
  smallScalar(value: number): Scalar;
  /** Uniform; 64 bytes of `random`. */
  randomScalar(random: Random): Scalar;
  /** 64 bytes of a hash modulo the order. */
  reduceHash(hash: Uint8Array): Scalar;
  /** HashToGroup, RFC 9497 §4.1. Undefined where it is the identity: nobody knows such an input. */
  hashToGroup(input: Uint8Array, domain: Uint8Array): Point | undefined;
  /** HashToScalar, RFC 9497 §4.1. */
  hashToScalar(input: Uint8Array, domain: Uint8Array): Scalar;
}

const zero = new Uint8Array(pointBytes);

/** Loads the wasm once for the whole process; later calls resolve with the same. */
export async function loadRistretto(): Promise<Ristretto> {
  const { default: sodium } = await import("libsodium-wrappers-sumo");
  await sodium.ready;
  return groupOn(sodium);
}

type Sodium = typeof sodiumModule;

function groupOn(sodium: Sodium): Ristretto {
  const parsePoint = (bytes: Uint8Array): Point | undefined =>
    bytes.length === pointBytes &&
    !equalBytes(bytes, zero) &&
    sodium.crypto_core_ristretto255_is_valid_point(bytes)
      ? (bytes as Point)
      : undefined;
  const reduce = (uniform: Uint8Array): Uint8Array =>
    sodium.crypto_core_ristretto255_scalar_reduce(uniform);
  const scalarOf = (bytes: Uint8Array): Scalar | undefined =>
    equalBytes(bytes, zero) ? undefined : (bytes as Scalar);
  return {
    parsePoint,
    parseScalar: (bytes) => {
      if (bytes.length !== scalarBytes) return undefined;
      const wide = concatBytes(bytes, zero);
      const reduced = reduce(wide);
      wide.fill(0);
      return equalBytes(reduced, bytes) ? scalarOf(reduced) : undefined;
    },
    multiply: (scalar, point) => sodium.crypto_scalarmult_ristretto255(scalar, point) as Point,
    multiplyBase: (scalar) => sodium.crypto_scalarmult_ristretto255_base(scalar) as Point,
    add: (a, b) => {
      const sum = sodium.crypto_core_ristretto255_add(a, b);
      return equalBytes(sum, zero) ? undefined : (sum as Point);
    },
    addScalars: (a, b) => scalarOf(sodium.crypto_core_ristretto255_scalar_add(a, b)),
    subtractScalars: (a, b) => scalarOf(sodium.crypto_core_ristretto255_scalar_sub(a, b)),
    multiplyScalars: (a, b) => sodium.crypto_core_ristretto255_scalar_mul(a, b) as Scalar,
    invert: (scalar) => sodium.crypto_core_ristretto255_scalar_invert(scalar) as Scalar,
    smallScalar: (value) => {
      assert(Number.isInteger(value) && value > 0 && value < 256, "a small scalar");
      const bytes = new Uint8Array(scalarBytes);
      bytes[0] = value;
      return bytes as Scalar;
    },
    randomScalar: (random) => nonZero(() => reduce(random.bytes(uniformBytes))),
    reduceHash: (hash) => nonZeroHash(reduce(hash)),
    hashToGroup: (input, domain) => {
      const uniform = expandMessage(input, domain);
      const point = sodium.crypto_core_ristretto255_from_hash(uniform);
      return equalBytes(point, zero) ? undefined : (point as Point);
    },
    hashToScalar: (input, domain) => nonZeroHash(reduce(expandMessage(input, domain))),
  };
}

function nonZeroHash(scalar: Uint8Array): Scalar {
  if (equalBytes(scalar, zero)) throw new TocsinError("invariant-broken", { detail: "hash is 0" });
  return scalar as Scalar;
}

/** Zero comes with probability 2^-252: a source that gives it twice is broken. */
function nonZero(draw: () => Uint8Array): Scalar {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const drawn = draw();
    if (!equalBytes(drawn, zero)) return drawn as Scalar;
  }
  throw new TocsinError("invariant-broken", { detail: "randomness is constant" });
}

/** expand_message_xmd with SHA-512 to 64 bytes, which is one block of output: RFC 9380 §5.3.1. */
function expandMessage(message: Uint8Array, domain: Uint8Array): Uint8Array {
  assert(domain.length <= 255, "domain separation tag");
  const tag = concatBytes(domain, uintBytes(domain.length, 1));
  const length = uintBytes(uniformBytes, 2);
  const first = sha512(new Uint8Array(blockBytes), message, length, Uint8Array.of(0), tag);
  return sha512(first, Uint8Array.of(1), tag);
}

/** SHA-512, FIPS 180-4, of the parts joined. */
export function sha512(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const digest = createHash("sha512");
  for (const part of parts) digest.update(part);
  return new Uint8Array(digest.digest());
}
