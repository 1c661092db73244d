/**
 * Oblivious HTTP, RFC 9458: the relay sees who asks but not what, the gateway what is asked but not by
 * whom. X25519, HKDF-SHA256, AES-128-GCM. A request or response grows by a fixed number of bytes, so
 * a caller who pads the binary HTTP message inside decides the size outside.
 */

import {
  aesTagBytes,
  hkdfSha256,
  hpkeEncBytes,
  hpkeOpener,
  type HpkePublicKey,
  type HpkeRecipient,
  hpkeSender,
  hpkeTagBytes,
  importHpkePublicKey,
  importHpkeRecipient,
  openAesGcm,
  sealAesGcm,
} from "@tocsin/crypto";
import { concatBytes, type Random, readUint, uintBytes, utf8 } from "@tocsin/kernel";
import {
  aeadAes128Gcm,
  kdfHkdfSha256,
  kemX25519,
  type KeyConfiguration,
  supportsOurSuite,
} from "./key-configuration.ts";

export const obliviousRequestMediaType = "message/ohttp-req";
export const obliviousResponseMediaType = "message/ohttp-res";
/** Key id, KEM, KDF, AEAD. */
const headerBytes = 7;
const responseNonceBytes = 16;
const responseKeyBytes = 16;
const aesNonceLength = 12;
/** What encapsulation adds to a request. */
export const requestOverheadBytes = headerBytes + hpkeEncBytes + hpkeTagBytes;
/** What encapsulation adds to a response. */
export const responseOverheadBytes = responseNonceBytes + aesTagBytes;

/** A gateway's key as clients have it: imported once, used for every request. */
export interface GatewayPublicKey {
  readonly keyId: number;
  readonly publicKey: HpkePublicKey;
}

/** A gateway's own key. */
export interface GatewayKey {
  readonly keyId: number;
  readonly recipient: HpkeRecipient;
}

export interface EncapsulatedRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The response inside, or undefined where it is not the answer to this request. */
  openResponse(response: Uint8Array): Uint8Array<ArrayBuffer> | undefined;
}

export type DecapsulatedRequest =
  | {
      readonly ok: true;
      readonly request: Uint8Array<ArrayBuffer>;
      /** Fresh for every honest request: what a replay cache remembers. */
      readonly enc: Uint8Array<ArrayBuffer>;
      sealResponse(response: Uint8Array, random: Random): Uint8Array<ArrayBuffer>;
    }
  | { readonly ok: false; readonly why: "malformed" | "unknown-key" | "undecryptable" };

const requestLabel = utf8("message/bhttp request");
const responseLabel = utf8("message/bhttp response");
const none = new Uint8Array();

/** Undefined where the gateway's key does not offer HKDF-SHA256 with AES-128-GCM. */
export async function importKeyConfiguration(
  configuration: KeyConfiguration,
): Promise<GatewayPublicKey | undefined> {
  if (!supportsOurSuite(configuration)) return undefined;
  const publicKey = await importHpkePublicKey(configuration.publicKey);
  return { keyId: configuration.keyId, publicKey };
}

export async function importGatewayKey(keyId: number, secretKey: Uint8Array): Promise<GatewayKey> {
  return { keyId, recipient: await importHpkeRecipient(secretKey) };
}

/** What the gateway publishes of its key. */
export function keyConfigurationOf({ keyId, recipient }: GatewayKey): KeyConfiguration {
  const algorithms = [{ kdf: kdfHkdfSha256, aead: aeadAes128Gcm }];
  return { keyId, publicKey: recipient.publicKey, algorithms };
}

/** Client: seals a binary HTTP request to the gateway. */
export async function encapsulateRequest(
  gateway: GatewayPublicKey,
  request: Uint8Array,
  random: Random,
): Promise<EncapsulatedRequest> {
  const header = headerOf(gateway.keyId);
  const info = concatBytes(requestLabel, Uint8Array.of(0), header);
  const context = await hpkeSender({ recipient: gateway.publicKey, info, random });
  const sealed = await context.seal(request, none);
  const secret = await context.exportSecret(responseLabel, responseKeyBytes);
  return {
    bytes: concatBytes(header, context.enc, sealed),
    openResponse: (response) => openResponse(secret, context.enc, response),
  };
}

/** Gateway: opens a request sealed to one of its keys, of which at most a few are valid at a time. */
export async function decapsulateRequest(
  keys: readonly GatewayKey[],
  bytes: Uint8Array,
): Promise<DecapsulatedRequest> {
  if (bytes.length < requestOverheadBytes) return { ok: false, why: "malformed" };
  const keyId = readUint(bytes, 0, 1);
  const key = keys.find((candidate) => candidate.keyId === keyId);
  const suite = [1, 3, 5].map((at) => readUint(bytes, at, 2));
  const [kem, kdf, aead] = suite;
  if (key === undefined || kem !== kemX25519 || kdf !== kdfHkdfSha256 || aead !== aeadAes128Gcm) {
    return { ok: false, why: "unknown-key" };
  }
  const enc = Uint8Array.from(bytes.subarray(headerBytes, headerBytes + hpkeEncBytes));
  const info = concatBytes(requestLabel, Uint8Array.of(0), headerOf(keyId));
  const context = await hpkeOpener({ recipient: key.recipient, enc, info });
  const request = await context?.open(bytes.subarray(headerBytes + hpkeEncBytes), none);
  if (context === undefined || request === undefined) return { ok: false, why: "undecryptable" };
  const secret = await context.exportSecret(responseLabel, responseKeyBytes);
  return {
    ok: true,
    request,
    enc,
    sealResponse: (response, random) => sealResponse(secret, enc, response, random),
  };
}

function headerOf(keyId: number): Uint8Array<ArrayBuffer> {
  return concatBytes(
    uintBytes(keyId, 1),
    uintBytes(kemX25519, 2),
    uintBytes(kdfHkdfSha256, 2),
    uintBytes(aeadAes128Gcm, 2),
  );
}

function sealResponse(
  secret: Uint8Array,
  enc: Uint8Array,
  response: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const responseNonce = random.bytes(responseNonceBytes);
  const { key, nonce } = responseKeys(secret, enc, responseNonce);
  return concatBytes(responseNonce, sealAesGcm(key, nonce, response, none));
}

function openResponse(
  secret: Uint8Array,
  enc: Uint8Array,
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  if (bytes.length < responseOverheadBytes) return undefined;
  const { key, nonce } = responseKeys(secret, enc, bytes.subarray(0, responseNonceBytes));
  return openAesGcm(key, nonce, bytes.subarray(responseNonceBytes), none);
}

/** RFC 9458 §4.4: key and nonce of the one response, from the request's secret. */
function responseKeys(secret: Uint8Array, enc: Uint8Array, responseNonce: Uint8Array) {
  const salt = concatBytes(enc, responseNonce);
  return {
    key: hkdfSha256(secret, salt, utf8("key"), responseKeyBytes),
    nonce: hkdfSha256(secret, salt, utf8("nonce"), aesNonceLength),
  };
}
