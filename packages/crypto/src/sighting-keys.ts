/**
 * The one-time key of a sealed sighting and the secret that takes it back, both of the year's master key,
 * the epoch and the tag: so the same value sealed again in an epoch, also by a node that was restored from
 * its backup, is the same sighting and counts once. RFC 5869, RFC 9180 §7.1.3, PROTOCOL §3.
 */

import { assert, concatBytes, type Epoch, utf8 } from "@tocsin/kernel";

import { hkdfSha256, sha256 } from "./hash.ts";
import { deriveHpkeKeyPair, type HpkeKeyPair } from "./hpke.ts";
import { masterKeyBytes } from "./master-key.ts";

const tagBytes = 32;
const withdrawalBytes = 16;
/** Start of a SHA-256 by which something is found, or that only its preimage opens. */
const markBytes = 16;

export interface SightingSecrets {
  readonly keys: HpkeKeyPair;
  /** Whoever has it can take the sighting back. */
  readonly withdrawal: Uint8Array<ArrayBuffer>;
}

export async function deriveSightingSecrets(
  master: Uint8Array,
  epoch: Epoch,
  tag: Uint8Array,
): Promise<SightingSecrets> {
  assert(master.length === masterKeyBytes, "master key has 32 bytes");
  assert(tag.length === tagBytes, "tag has 32 bytes");
  const derive = (label: string, length: number) =>
    hkdfSha256(master, new Uint8Array(), concatBytes(utf8(label), utf8(epoch), tag), length);
  return {
    keys: await deriveHpkeKeyPair(derive("tocsin/sighting-hpke/v1", masterKeyBytes)),
    withdrawal: derive("tocsin/sighting-off/v1", withdrawalBytes),
  };
}

/** What the secret opens: it goes with the sighting, the secret with its withdrawal. */
export function sightingLock(withdrawal: Uint8Array): Uint8Array<ArrayBuffer> {
  assert(withdrawal.length === withdrawalBytes, "secret of a withdrawal");
  return sha256(utf8("tocsin/sighting-lock/v1"), withdrawal).slice(0, markBytes);
}

/** By which the sender finds that the sighting was taken; without the token nobody can tell whose it is. */
export function takenMark(token: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(utf8("tocsin/taken/v1"), token).slice(0, markBytes);
}
