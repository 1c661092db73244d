/**
 * Hybrid public key encryption, RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, in
 * modes base, psk, auth and auth-psk. Only the recipient's secret key opens; auth also says that the
 * sender's secret key, or the recipient's own, made it. On @hpke/core over the platform's WebCrypto,
 * which refuses a shared secret of zeros; opening in base mode is in hpke-base-opener.ts.
 */

import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { CipherSuite, RecipientContext, SenderContext } from "@hpke/core";
import { concatBytes, fromHex, type Random, TocsinError } from "@tocsin/kernel";
import { baseOpener } from "./hpke-base-opener.ts";

export const hpkeKeyBytes = 32;
/** Bytes of an encapsulated key. */
export const hpkeEncBytes = 32;
/** What sealing adds to a plaintext. */
export const hpkeTagBytes = 16;
/** Shortest pre-shared key, RFC 9180 §9.5. */
export const hpkePskBytesMin = 32;

export interface HpkeKeyPair {
  readonly secretKey: Uint8Array<ArrayBuffer>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** An imported public key: to seal to, or to check a sender by. Import once, use often. */
export interface HpkePublicKey {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly handle: CryptoKey;
}

/** An imported key pair: to open with, or to authenticate by. Import once, use often. */
export interface HpkeRecipient {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly handle: CryptoKeyPair;
  /** The same secret key for the base mode, which opens on node:crypto. */
  readonly secret: KeyObject;
}

/** A secret that both sides know already, with its name. */
export interface HpkePsk {
  readonly key: Uint8Array;
  readonly id: Uint8Array;
}

export interface HpkeSenderOptions {
  readonly recipient: HpkePublicKey;
  readonly info: Uint8Array;
  readonly random: Random;
  readonly psk?: HpkePsk;
  /** Authenticates the message. */
  readonly sender?: HpkeRecipient;
}

export interface HpkeRecipientOptions {
  readonly recipient: HpkeRecipient;
  readonly enc: Uint8Array;
  readonly info: Uint8Array;
  readonly psk?: HpkePsk;
  /** Who must have sent it. */
  readonly sender?: HpkePublicKey;
}

/** Seals in order; each call uses the next nonce. */
export interface HpkeSender {
  readonly enc: Uint8Array<ArrayBuffer>;
  seal(plaintext: Uint8Array, aad: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  exportSecret(context: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Opens in order; a failed opening is undefined and does not move on. */
export interface HpkeOpener {
  open(ciphertext: Uint8Array, aad: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined>;
  exportSecret(context: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface HpkeSealed {
  readonly enc: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

// DER of PrivateKeyInfo up to the 32 key bytes, RFC 8410.
const pkcs8Prefix = fromHex("302e020100300506032b656e04220420") ?? new Uint8Array();

/** DeriveKeyPair of at least 32 bytes of seed, RFC 9180 §7.1.3. */
export async function deriveHpkeKeyPair(seed: Uint8Array): Promise<HpkeKeyPair> {
  if (seed.length < hpkeKeyBytes) throw invalid("seed");
  const { suite } = await loadSuite();
  const pair = await suite.kem.deriveKeyPair(Uint8Array.from(seed).buffer);
  return {
    secretKey: new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey)),
    publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)),
  };
}

/** A fresh key pair. */
export async function generateHpkeKeyPair(random: Random): Promise<HpkeKeyPair> {
  return deriveHpkeKeyPair(random.bytes(hpkeKeyBytes));
}

/** Throws `message-invalid` unless 32 bytes. */
export async function importHpkePublicKey(bytes: Uint8Array): Promise<HpkePublicKey> {
  if (bytes.length !== hpkeKeyBytes) throw invalid("public key");
  const own = Uint8Array.from(bytes);
  const { suite } = await loadSuite();
  return { bytes: own, handle: await suite.kem.deserializePublicKey(own.buffer) };
}

/** Throws `message-invalid` unless 32 bytes. */
export async function importHpkeRecipient(secretKey: Uint8Array): Promise<HpkeRecipient> {
  const handle = await importPair(secretKey);
  const { suite } = await loadSuite();
  const publicKey = new Uint8Array(await suite.kem.serializePublicKey(handle.publicKey));
  return { publicKey, handle, secret: secretKeyObject(secretKey) };
}

/**
 * A sending context. The ephemeral secret key is 32 bytes of `random`. Throws `message-invalid` for a
 * recipient key with which the shared secret would be zeros.
 */
export async function hpkeSender(options: HpkeSenderOptions): Promise<HpkeSender> {
  const { recipient, info, psk, sender } = options;
  checkPsk(psk);
  const context = await senderContext({
    recipientPublicKey: recipient.handle,
    info,
    ekm: await importPair(options.random.bytes(hpkeKeyBytes)),
    ...(psk && { psk: { key: psk.key, id: psk.id } }),
    ...(sender && { senderKey: sender.handle }),
  });
  return {
    enc: new Uint8Array(context.enc),
    seal: async (plaintext, aad) => new Uint8Array(await context.seal(plaintext, aad)),
    exportSecret: (name, length) => exported(context, name, length),
  };
}

/** A receiving context; undefined for an encapsulated key that is none. */
export async function hpkeOpener(options: HpkeRecipientOptions): Promise<HpkeOpener | undefined> {
  const { recipient, enc, info, psk, sender } = options;
  checkPsk(psk);
  if (enc.length !== hpkeEncBytes) return undefined;
  if (psk === undefined && sender === undefined) return inBaseMode(recipient, enc, info);
  const { suite } = await loadSuite();
  const context = await refusedAsUndefined(
    suite.createRecipientContext({
      recipientKey: recipient.handle,
      enc,
      info,
      ...(psk && { psk: { key: psk.key, id: psk.id } }),
      ...(sender && { senderPublicKey: sender.handle }),
    }),
  );
  if (context === undefined) return undefined;
  return {
    open: async (ciphertext, aad) => {
      const plaintext = await refusedAsUndefined(context.open(ciphertext, aad));
      return plaintext && new Uint8Array(plaintext);
    },
    exportSecret: (name, length) => exported(context, name, length),
  };
}

function inBaseMode(
  recipient: HpkeRecipient,
  enc: Uint8Array,
  info: Uint8Array,
): HpkeOpener | undefined {
  const context = baseOpener(recipient, enc, info);
  return (
    context && {
      open: (ciphertext, aad) => Promise.resolve(context.open(ciphertext, aad)),
      exportSecret: (name, length) => Promise.resolve(context.exportSecret(name, length)),
    }
  );
}

/** Seals one message. */
export async function hpkeSeal(
  options: HpkeSenderOptions,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Promise<HpkeSealed> {
  const context = await hpkeSender(options);
  return { enc: context.enc, ciphertext: await context.seal(plaintext, aad) };
}

/** Opens one message; undefined where it is not for this recipient, from this sender, unaltered. */
export async function hpkeOpen(
  options: HpkeRecipientOptions,
  ciphertext: Uint8Array,
  aad: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return (await hpkeOpener(options))?.open(ciphertext, aad);
}

async function importPair(secretKey: Uint8Array): Promise<CryptoKeyPair> {
  if (secretKey.length !== hpkeKeyBytes) throw invalid("secret key");
  const own = Uint8Array.from(secretKey);
  const { suite } = await loadSuite();
  const privateKey = await suite.kem.deserializePrivateKey(own.buffer);
  const publicKey = await suite.kem.deserializePublicKey(publicKeyOf(own).buffer);
  own.fill(0);
  return { privateKey, publicKey };
}

/** The X25519 public key of 32 secret bytes; the library keeps its own way to itself. */
function publicKeyOf(secretKey: Uint8Array): Uint8Array<ArrayBuffer> {
  const spki = createPublicKey(secretKeyObject(secretKey)).export({ format: "der", type: "spki" });
  return new Uint8Array(spki.subarray(spki.length - hpkeKeyBytes));
}

function secretKeyObject(secretKey: Uint8Array): KeyObject {
  const der = Buffer.from(concatBytes(pkcs8Prefix, secretKey));
  const handle = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  return handle;
}

async function senderContext(
  parameters: Parameters<CipherSuite["createSenderContext"]>[0],
): Promise<SenderContext> {
  const { suite } = await loadSuite();
  const context = await refusedAsUndefined(suite.createSenderContext(parameters));
  if (context === undefined) throw invalid("recipient key");
  return context;
}

async function exported(
  context: SenderContext | RecipientContext,
  name: Uint8Array,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await context.export(name, length));
}

/** Refusals of the library are expected outcomes; anything else is a defect and passes through. */
async function refusedAsUndefined<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((await loadSuite()).isRefusal(error)) return undefined;
    throw error;
  }
}

/** Loaded when something is sealed first: a node's first pages do not wait for it. */
const loadSuite = () => import("./hpke-suite.ts");

function checkPsk(psk: HpkePsk | undefined): void {
  if (psk === undefined) return;
  if (psk.key.length < hpkePskBytesMin || psk.id.length === 0) throw invalid("pre-shared key");
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `HPKE ${what}` });
}
