/**
 * Signed JSON. A signature covers the kind of document as well as its canonical bytes, so that one
 * given for one purpose is worth nothing for another. RFC 8032, RFC 8785.
 */

import { assert, canonicalJson, TocsinError, utf8 } from "@tocsin/kernel";
import {
  type Ed25519PublicKey,
  type Ed25519SigningKey,
  ed25519Sign,
  ed25519Verify,
  ed25519VerifyAsync,
} from "./ed25519.ts";

/** Kinds are lower-case words: no line end, so the header cannot be continued by a kind. */
const kindPattern = /^[a-z][a-z0-9-]{0,63}$/;

/** The bytes that are signed: "tocsin/KIND/v1", a line end, the canonical JSON. */
export function documentBytes(kind: string, value: unknown): Uint8Array<ArrayBuffer> {
  assert(kindPattern.test(kind), "kind of a signed document");
  return utf8(`tocsin/${kind}/v1\n${canonicalJson(value)}`);
}

/** Throws `json-not-canonical` for a value that canonical JSON cannot hold. */
export function signDocument(
  kind: string,
  value: unknown,
  key: Ed25519SigningKey,
): Uint8Array<ArrayBuffer> {
  return ed25519Sign(documentBytes(kind, value), key);
}

/** A value without canonical form was never signed: false, not an error. */
export function verifyDocument(
  kind: string,
  value: unknown,
  signature: Uint8Array,
  publicKey: Ed25519PublicKey | Uint8Array,
): boolean {
  const bytes = bytesIfCanonical(kind, value);
  return bytes !== undefined && ed25519Verify(bytes, signature, publicKey);
}

/** The same on the thread pool. */
export async function verifyDocumentAsync(
  kind: string,
  value: unknown,
  signature: Uint8Array,
  publicKey: Ed25519PublicKey | Uint8Array,
): Promise<boolean> {
  const bytes = bytesIfCanonical(kind, value);
  return bytes !== undefined && (await ed25519VerifyAsync(bytes, signature, publicKey));
}

function bytesIfCanonical(kind: string, value: unknown): Uint8Array<ArrayBuffer> | undefined {
  try {
    return documentBytes(kind, value);
  } catch (error) {
    if (error instanceof TocsinError && error.code === "json-not-canonical") return undefined;
    throw error;
  }
}
