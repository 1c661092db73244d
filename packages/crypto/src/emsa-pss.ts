/** EMSA-PSS-ENCODE with SHA-384 and MGF1-SHA-384, RFC 8017 §9.1.1: what a client blinds. */

import { hash } from "node:crypto";
import { assert, concatBytes, uintBytes } from "@tocsin/kernel";

const hashBytes = 48;

/** `bits` is the length of the modulus minus one. The result has ⌈bits/8⌉ bytes. */
export function encodePss(
  message: Uint8Array,
  bits: number,
  salt: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const length = Math.ceil(bits / 8);
  assert(length >= hashBytes + salt.length + 2, "modulus holds the encoding");
  const digest = sha384(new Uint8Array(8), sha384(message), salt);
  const block = new Uint8Array(length - hashBytes - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const mask = mgf1(digest, block.length);
  for (let at = 0; at < block.length; at += 1) block[at] = (block[at] ?? 0) ^ (mask[at] ?? 0);
  block[0] = (block[0] ?? 0) & (0xff >> (8 * length - bits));
  return concatBytes(block, digest, Uint8Array.of(0xbc));
}

function mgf1(seed: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = [];
  for (let counter = 0; counter * hashBytes < length; counter += 1) {
    blocks.push(sha384(seed, uintBytes(counter, 4)));
  }
  return concatBytes(...blocks).subarray(0, length);
}

function sha384(...parts: readonly Uint8Array[]): Uint8Array {
  return hash("sha384", concatBytes(...parts), "buffer");
}
