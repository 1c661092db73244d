/**
 * The receiving side of HPKE in base mode, RFC 9180 §4 to §5, on node:crypto: the exchange opens a
 * capsule of every member in every round, and WebCrypto costs it several times as much. The sending side
 * and the other modes are @hpke/core's, which is this one's oracle in the tests.
 */

import {
  createHmac,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  type KeyObject,
} from "node:crypto";
import { concatBytes, fromHex, utf8 } from "@tocsin/kernel";
import { openAesGcm } from "./aead.ts";

/** A key pair as node:crypto holds it. */
export interface BaseRecipient {
  readonly publicKey: Uint8Array;
  readonly secret: KeyObject;
}

export interface BaseOpener {
  /** Undefined where the ciphertext is not the next one of this context. */
  open(ciphertext: Uint8Array, aad: Uint8Array): Uint8Array<ArrayBuffer> | undefined;
  exportSecret(context: Uint8Array, length: number): Uint8Array<ArrayBuffer>;
}

const keyBytes = 16;
const nonceBytes = 12;
const hashBytes = 32;
const noBytes = new Uint8Array();

const version = utf8("HPKE-v1");
/** DHKEM(X25519, HKDF-SHA256) is 0x0020. */
const kemSuite = concatBytes(utf8("KEM"), Uint8Array.of(0x00, 0x20));
/** Then HKDF-SHA256, 0x0001, and AES-128-GCM, 0x0001. */
const hpkeSuite = concatBytes(utf8("HPKE"), Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x01));
const modeBase = Uint8Array.of(0);
const noPskHash = labeledExtract(hpkeSuite, noBytes, "psk_id_hash", noBytes);

// DER of SubjectPublicKeyInfo up to the 32 key bytes, RFC 8410.
const spkiPrefix = fromHex("302a300506032b656e032100") ?? noBytes;

/** Undefined for an encapsulated key with which the shared secret would be zeros. */
export function baseOpener(
  recipient: BaseRecipient,
  enc: Uint8Array,
  info: Uint8Array,
): BaseOpener | undefined {
  const shared = decapsulate(recipient, enc);
  if (shared === undefined) return undefined;
  const infoHash = labeledExtract(hpkeSuite, noBytes, "info_hash", info);
  const context = concatBytes(modeBase, noPskHash, infoHash);
  const secret = labeledExtract(hpkeSuite, shared, "secret", noBytes);
  const key = labeledExpand(hpkeSuite, secret, "key", context, keyBytes);
  const baseNonce = labeledExpand(hpkeSuite, secret, "base_nonce", context, nonceBytes);
  const exporter = labeledExpand(hpkeSuite, secret, "exp", context, hashBytes);
  let sequence = 0;
  return {
    open: (ciphertext, aad) => {
      const plaintext = openAesGcm(key, nonceOf(baseNonce, sequence), ciphertext, aad);
      if (plaintext !== undefined) sequence += 1;
      return plaintext;
    },
    exportSecret: (name, length) => labeledExpand(hpkeSuite, exporter, "sec", name, length),
  };
}

/** RFC 9180 §4.1, Decap. OpenSSL refuses a shared secret of zeros. */
function decapsulate(recipient: BaseRecipient, enc: Uint8Array): Uint8Array | undefined {
  const der = Buffer.from(concatBytes(spkiPrefix, enc));
  let dh: Uint8Array;
  try {
    const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
    dh = diffieHellman({ privateKey: recipient.secret, publicKey });
  } catch {
    return undefined;
  }
  const prk = labeledExtract(kemSuite, noBytes, "eae_prk", dh);
  const context = concatBytes(enc, recipient.publicKey);
  return labeledExpand(kemSuite, prk, "shared_secret", context, hashBytes);
}

/** The sequence number, at most 2^32 - 1 here, is added to the end of the nonce by exclusive or. */
function nonceOf(base: Uint8Array, sequence: number): Uint8Array {
  const nonce = Uint8Array.from(base);
  const view = new DataView(nonce.buffer);
  view.setUint32(nonceBytes - 4, (view.getUint32(nonceBytes - 4) ^ sequence) >>> 0);
  return nonce;
}

function labeledExtract(
  suite: Uint8Array,
  salt: Uint8Array,
  label: string,
  ikm: Uint8Array,
): Uint8Array {
  const key = salt.length === 0 ? new Uint8Array(hashBytes) : salt;
  return hmac(key, version, suite, utf8(label), ikm);
}

/** HKDF-Expand of RFC 5869 over the labelled info; `length` ≤ 255 · 32. */
function labeledExpand(
  suite: Uint8Array,
  prk: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> {
  const head = Uint8Array.of(length >> 8, length & 0xff);
  const labelled = concatBytes(head, version, suite, utf8(label), info);
  let block: Uint8Array = noBytes;
  const blocks: Uint8Array[] = [];
  for (let count = 1; blocks.length * hashBytes < length; count += 1) {
    block = hmac(prk, block, labelled, Uint8Array.of(count));
    blocks.push(block);
  }
  return concatBytes(...blocks).slice(0, length);
}

/** The key as a `KeyObject`: bytes cost Node three times as much. */
function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = createHmac("sha256", createSecretKey(key));
  for (const part of parts) mac.update(part);
  return mac.digest();
}
