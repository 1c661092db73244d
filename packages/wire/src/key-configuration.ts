/** Key configurations of oblivious gateways, RFC 9458 §3: which key to seal to and with what. */

import { concatBytes, readUint, TocsinError, uintBytes } from "@tocsin/kernel";

export const kemX25519 = 0x0020;
export const kdfHkdfSha256 = 0x0001;
export const aeadAes128Gcm = 0x0001;
/** Symmetric algorithms of one configuration. */
export const symmetricAlgorithmsMax = 16;

const publicKeyBytes = 32;
const fixedBytes = 1 + 2 + publicKeyBytes + 2;

export interface SymmetricAlgorithms {
  readonly kdf: number;
  readonly aead: number;
}

/** A configuration for X25519. */
export interface KeyConfiguration {
  /** 0 to 255. */
  readonly keyId: number;
  readonly publicKey: Uint8Array;
  readonly algorithms: readonly SymmetricAlgorithms[];
}

export function encodeKeyConfiguration(configuration: KeyConfiguration): Uint8Array<ArrayBuffer> {
  const { keyId, publicKey, algorithms } = configuration;
  if (publicKey.length !== publicKeyBytes) throw invalid("public key");
  if (algorithms.length === 0 || algorithms.length > symmetricAlgorithmsMax) {
    throw invalid("algorithms");
  }
  return concatBytes(
    uintBytes(keyId, 1),
    uintBytes(kemX25519, 2),
    publicKey,
    uintBytes(4 * algorithms.length, 2),
    ...algorithms.flatMap(({ kdf, aead }) => [uintBytes(kdf, 2), uintBytes(aead, 2)]),
  );
}

/** Throws `message-invalid` unless the bytes are one configuration for X25519. */
export function parseKeyConfiguration(bytes: Uint8Array): KeyConfiguration {
  if (bytes.length < fixedBytes + 4) throw invalid("truncated");
  if (readUint(bytes, 1, 2) !== kemX25519) throw invalid("KEM");
  const length = readUint(bytes, fixedBytes - 2, 2);
  if (bytes.length !== fixedBytes + length || length % 4 !== 0) throw invalid("length");
  if (length > 4 * symmetricAlgorithmsMax) throw invalid("algorithms");
  const algorithms: SymmetricAlgorithms[] = [];
  for (let at = fixedBytes; at < bytes.length; at += 4) {
    algorithms.push({ kdf: readUint(bytes, at, 2), aead: readUint(bytes, at + 2, 2) });
  }
  const publicKey = Uint8Array.from(bytes.subarray(3, 3 + publicKeyBytes));
  return { keyId: readUint(bytes, 0, 1), publicKey, algorithms };
}

/** Whether the gateway takes HKDF-SHA256 with AES-128-GCM, the one suite spoken here. */
export function supportsOurSuite({ algorithms }: KeyConfiguration): boolean {
  return algorithms.some(({ kdf, aead }) => kdf === kdfHkdfSha256 && aead === aeadAes128Gcm);
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `key configuration: ${what}` });
}
