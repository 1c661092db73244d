/**
 * Tokens that the issuer signs without seeing them, so that neither the issuer nor the exchange nor
 * both together can tell which member spends one. Client, issuer and origin of RFC 9578 §6.
 */

import { concatBytes, type Day, equalBytes, type Random, TocsinError, utf8 } from "@tocsin/kernel";
import { blind, blindSign, finalizeBlind, verifyPss, verifyPssAsync } from "./blind-rsa.ts";
import { digestBytes, sha256 } from "./hash.ts";
import {
  encodeTokenRequest,
  parseTokenRequest,
  type Token,
  tokenInput,
  tokenInputBytes,
  tokenNonceBytes,
} from "./token.ts";
import { challengeDigest, type TokenChallenge } from "./token-challenge.ts";
import {
  parseTokenPublicKey,
  tokenModulusBytes,
  type TokenPublicKey,
  tokenPublicKeyBytes,
  type TokenSigningKey,
} from "./token-key.ts";

/** Bytes of what a client keeps between request and response. */
export const tokenStateBytes = tokenInputBytes + tokenModulusBytes + tokenPublicKeyBytes;

export interface PreparedToken {
  /** Goes to the issuer. */
  readonly request: Uint8Array<ArrayBuffer>;
  /** Finishes the token, also after a crash. Secret: it links the request to the token. */
  readonly state: Uint8Array<ArrayBuffer>;
}

export type IssueVerdict =
  | { readonly ok: true; readonly response: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly why: "malformed" | "wrong-key" | "refused" };

export type TokenVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "wrong-challenge" | "wrong-key" | "bad-signature" };

/** Client: blinds a token of this nonce. The nonce must be new and unpredictable to the issuer. */
export function prepareToken(options: {
  readonly publicKey: TokenPublicKey;
  readonly challenge: TokenChallenge;
  readonly nonce: Uint8Array;
  readonly random: Random;
}): PreparedToken {
  const { publicKey, nonce } = options;
  const digest = challengeDigest(options.challenge);
  const input = tokenInput({ nonce, challengeDigest: digest, keyId: publicKey.id });
  const { blinded, inverse } = blind(publicKey, input, options.random);
  const truncatedKeyId = publicKey.id[digestBytes - 1] ?? 0;
  return {
    request: encodeTokenRequest({ truncatedKeyId, blinded }),
    state: concatBytes(input, inverse, publicKey.spki),
  };
}

/**
 * Client: the token, or undefined where the issuer's response does not finish it. Throws
 * `message-invalid` where the state is not one that `prepareToken` gave.
 */
export function finalizeToken(state: Uint8Array, response: Uint8Array): Token | undefined {
  if (state.length !== tokenStateBytes) {
    throw new TocsinError("message-invalid", { detail: "token state" });
  }
  const input = state.subarray(0, tokenInputBytes);
  const inverse = state.subarray(tokenInputBytes, tokenInputBytes + tokenModulusBytes);
  const key = parseTokenPublicKey(state.subarray(tokenInputBytes + tokenModulusBytes));
  const authenticator = finalizeBlind(key, input, response, inverse);
  if (authenticator === undefined) return undefined;
  return {
    nonce: Uint8Array.from(input.subarray(2, 2 + tokenNonceBytes)),
    challengeDigest: Uint8Array.from(input.subarray(34, 34 + digestBytes)),
    keyId: key.id,
    authenticator,
  };
}

/** Issuer: signs a request blindly. Whether the member may still have one is the caller's to count. */
export function issueToken(key: TokenSigningKey, requestBytes: Uint8Array): IssueVerdict {
  const request = requestOf(requestBytes);
  if (request === undefined) return { ok: false, why: "malformed" };
  if (request.truncatedKeyId !== key.publicKey.id[digestBytes - 1]) {
    return { ok: false, why: "wrong-key" };
  }
  const response = blindSign(key, request.blinded);
  return response === undefined ? { ok: false, why: "refused" } : { ok: true, response };
}

/**
 * Origin: whether the token is the key's, for the challenge with this digest. Whether it was spent
 * before is the store's to say: see `spentTokenId`.
 */
export function verifyToken(
  token: Token,
  publicKey: TokenPublicKey,
  digest: Uint8Array,
): TokenVerdict {
  const refusal = cheapRefusal(token, publicKey, digest);
  if (refusal !== undefined) return refusal;
  return verdictOf(verifyPss(publicKey, tokenInput(token), token.authenticator));
}

/** The same on the thread pool. */
export async function verifyTokenAsync(
  token: Token,
  publicKey: TokenPublicKey,
  digest: Uint8Array,
): Promise<TokenVerdict> {
  const refusal = cheapRefusal(token, publicKey, digest);
  if (refusal !== undefined) return refusal;
  return verdictOf(await verifyPssAsync(publicKey, tokenInput(token), token.authenticator));
}

/** Nonce of a report token: a stolen token cannot carry another report. */
export function reportTokenNonce(pkSign: Uint8Array, pkHpke: Uint8Array): Uint8Array<ArrayBuffer> {
  if (pkSign.length !== 32 || pkHpke.length !== 32) {
    throw new TocsinError("message-invalid", { detail: "public keys of a report" });
  }
  return sha256(utf8("tocsin/report/v1"), pkSign, pkHpke);
}

/** Redemption context of tokens that are good for one day. */
export function dayContext(purpose: string, day: Day): Uint8Array<ArrayBuffer> {
  if (!/^[a-z]{1,32}$/.test(purpose)) {
    throw new TocsinError("message-invalid", { detail: "purpose" });
  }
  return sha256(utf8(`tocsin/${purpose}/day/v1${day}`));
}

function requestOf(bytes: Uint8Array): ReturnType<typeof parseTokenRequest> | undefined {
  try {
    return parseTokenRequest(bytes);
  } catch {
    return undefined;
  }
}

function cheapRefusal(
  token: Token,
  publicKey: TokenPublicKey,
  digest: Uint8Array,
): TokenVerdict | undefined {
  if (!equalBytes(token.keyId, publicKey.id)) return { ok: false, why: "wrong-key" };
  if (!equalBytes(token.challengeDigest, digest)) return { ok: false, why: "wrong-challenge" };
  return undefined;
}

function verdictOf(valid: boolean): TokenVerdict {
  return valid ? { ok: true } : { ok: false, why: "bad-signature" };
}
