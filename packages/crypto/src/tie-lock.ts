/** A vote on two reports is taken back by whoever has the secret under its lock. FIPS 180-4, PROTOCOL §7. */

import { assert, utf8 } from "@tocsin/kernel";

import { sha256 } from "./hash.ts";

const secretBytes = 32;

/** 32 bytes. */
export function tieLock(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  assert(secret.length === secretBytes, "secret of a vote");
  return sha256(utf8("tocsin/tie-lock/v1"), secret);
}
