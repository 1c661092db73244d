/** A token, its request and its response: fixed lengths, nothing optional. RFC 9577 §2.2, 9578 §6. */

import { concatBytes, readUint, TocsinError, uintBytes } from "@tocsin/kernel";
import { digestBytes, sha256 } from "./hash.ts";
import { tokenType } from "./token-challenge.ts";
import { tokenModulusBytes } from "./token-key.ts";

export const tokenNonceBytes = 32;
/** Type, nonce, challenge digest and key id: what is signed. */
export const tokenInputBytes = 2 + tokenNonceBytes + 2 * digestBytes;
export const tokenBytes = tokenInputBytes + tokenModulusBytes;
/** Type, last byte of the key id, blinded message. */
export const tokenRequestBytes = 2 + 1 + tokenModulusBytes;
/** The blind signature. */
export const tokenResponseBytes = tokenModulusBytes;

export interface Token {
  readonly nonce: Uint8Array;
  readonly challengeDigest: Uint8Array;
  readonly keyId: Uint8Array;
  readonly authenticator: Uint8Array;
}

export interface TokenRequest {
  /** Last byte of the key id. */
  readonly truncatedKeyId: number;
  readonly blinded: Uint8Array;
}

/** The 98 bytes that the issuer signed without seeing them. */
export function tokenInput(token: Omit<Token, "authenticator">): Uint8Array<ArrayBuffer> {
  const { nonce, challengeDigest, keyId } = token;
  const input = concatBytes(uintBytes(tokenType, 2), nonce, challengeDigest, keyId);
  if (input.length !== tokenInputBytes || nonce.length !== tokenNonceBytes) throw invalid("input");
  return input;
}

/** The token's entry in the set of spent tokens: SHA-256 of its input. */
export function spentTokenId(token: Token): Uint8Array<ArrayBuffer> {
  return sha256(tokenInput(token));
}

export function encodeToken(token: Token): Uint8Array<ArrayBuffer> {
  if (token.authenticator.length !== tokenModulusBytes) throw invalid("authenticator");
  return concatBytes(tokenInput(token), token.authenticator);
}

/** Throws `message-invalid` unless the bytes are one token of type 0x0002. */
export function parseToken(bytes: Uint8Array): Token {
  if (bytes.length !== tokenBytes) throw invalid("length");
  if (readUint(bytes, 0, 2) !== tokenType) throw invalid("type");
  return {
    nonce: slice(bytes, 2, tokenNonceBytes),
    challengeDigest: slice(bytes, 34, digestBytes),
    keyId: slice(bytes, 66, digestBytes),
    authenticator: slice(bytes, tokenInputBytes, tokenModulusBytes),
  };
}

export function encodeTokenRequest(request: TokenRequest): Uint8Array<ArrayBuffer> {
  if (request.blinded.length !== tokenModulusBytes) throw invalid("request");
  return concatBytes(
    uintBytes(tokenType, 2),
    uintBytes(request.truncatedKeyId, 1),
    request.blinded,
  );
}

/** Throws `message-invalid` unless the bytes are one token request of type 0x0002. */
export function parseTokenRequest(bytes: Uint8Array): TokenRequest {
  if (bytes.length !== tokenRequestBytes) throw invalid("request length");
  if (readUint(bytes, 0, 2) !== tokenType) throw invalid("request type");
  return { truncatedKeyId: readUint(bytes, 2, 1), blinded: slice(bytes, 3, tokenModulusBytes) };
}

function slice(bytes: Uint8Array, at: number, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes.subarray(at, at + length));
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `token: ${what}` });
}
