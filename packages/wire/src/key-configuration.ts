/** Key configurations of oblivious gateways, RFC 9458 §3: which key to seal to and with what. */

import { concatBytes, readUint, TocsinError, uintBytes } from "@tocsin/kernel";

export const kemX25519 = 0x0020;
export const kdfHkdfSha256 = 0x0001;
export const aeadAes128Gcm = 0x0001;
/** Configurations in one list. */
export const keyConfigurationsMax = 16;
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

/** The list that a gateway publishes as `application/ohttp-keys`. */
export function encodeKeyConfigurations(
  configurations: readonly KeyConfiguration[],
): Uint8Array<ArrayBuffer> {
  checkList(configurations);
  const entries = configurations.map(encodeKeyConfiguration);
  return concatBytes(...entries.flatMap((entry) => [uintBytes(entry.length, 2), entry]));
}

/**
 * The configurations for X25519 in a list, in its order of preference. Those for other KEMs are passed
 * over, as the RFC says. Throws `message-invalid` where none is left, or one is malformed.
 */
export function parseKeyConfigurations(bytes: Uint8Array): readonly KeyConfiguration[] {
  const configurations: KeyConfiguration[] = [];
  let at = 0;
  for (let count = 0; at < bytes.length; count += 1) {
    if (count === keyConfigurationsMax) throw invalid("too many");
    if (at + 2 > bytes.length) throw invalid("truncated");
    const end = at + 2 + readUint(bytes, at, 2);
    if (end > bytes.length || end < at + 5) throw invalid("truncated");
    const entry = bytes.subarray(at + 2, end);
    if (readUint(entry, 1, 2) === kemX25519) configurations.push(parseKeyConfiguration(entry));
    at = end;
  }
  checkList(configurations);
  return configurations;
}

/** Whether the gateway takes HKDF-SHA256 with AES-128-GCM, the one suite spoken here. */
export function supportsOurSuite({ algorithms }: KeyConfiguration): boolean {
  return algorithms.some(({ kdf, aead }) => kdf === kdfHkdfSha256 && aead === aeadAes128Gcm);
}

function checkList(configurations: readonly KeyConfiguration[]): void {
  if (configurations.length === 0) throw invalid("none for X25519");
  if (configurations.length > keyConfigurationsMax) throw invalid("too many");
  const ids = new Set(configurations.map(({ keyId }) => keyId));
  if (ids.size !== configurations.length) throw invalid("a key id twice");
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `key configuration: ${what}` });
}
