/**
 * What a token is bound to before it is issued: issuer, redemption context and origin. Whoever sees the
 * token sees only the digest. RFC 9577 §2.1.1.
 */

import { concatBytes, readUint, textOf, TocsinError, uintBytes, utf8 } from "@tocsin/kernel";
import { sha256 } from "./hash.ts";

/** Token type of publicly verifiable tokens: Blind RSA with 2048 bits. */
export const tokenType = 0x0002;
/** Bytes of a redemption context that is not empty. */
export const redemptionContextBytes = 32;
/** Longest issuer name and origin information, in bytes. */
export const challengeTextBytesMax = 65_535;

export interface TokenChallenge {
  readonly issuerName: string;
  /** Empty or 32 bytes. */
  readonly redemptionContext: Uint8Array;
  /** Names of origins, separated by commas; empty for any origin. */
  readonly originInfo: string;
}

const printable = /^[\x21-\x7e]*$/;

/** Throws `message-invalid` for what the structure cannot hold. */
export function encodeTokenChallenge(challenge: TokenChallenge): Uint8Array<ArrayBuffer> {
  const issuer = checkedText(challenge.issuerName, "issuer name");
  if (issuer.length === 0) throw invalid("issuer name");
  const { redemptionContext: context } = challenge;
  if (context.length !== 0 && context.length !== redemptionContextBytes) {
    throw invalid("redemption context");
  }
  const origin = checkedText(challenge.originInfo, "origin info");
  return concatBytes(
    uintBytes(tokenType, 2),
    uintBytes(issuer.length, 2),
    issuer,
    Uint8Array.of(context.length),
    context,
    uintBytes(origin.length, 2),
    origin,
  );
}

/** Throws `message-invalid` unless the bytes are one challenge of type 0x0002 and nothing else. */
export function parseTokenChallenge(bytes: Uint8Array): TokenChallenge {
  let at = 0;
  function take(length: number): Uint8Array<ArrayBuffer> {
    if (at + length > bytes.length) throw invalid("truncated");
    at += length;
    return Uint8Array.from(bytes.subarray(at - length, at));
  }
  if (readUint(take(2), 0, 2) !== tokenType) throw invalid("token type");
  const issuerName = textOf(take(readUint(take(2), 0, 2)));
  const redemptionContext = take(readUint(take(1), 0, 1));
  const originInfo = textOf(take(readUint(take(2), 0, 2)));
  if (at !== bytes.length) throw invalid("trailing bytes");
  if (issuerName === undefined) throw invalid("issuer name");
  if (originInfo === undefined) throw invalid("origin info");
  const challenge = { issuerName, redemptionContext, originInfo };
  encodeTokenChallenge(challenge);
  return challenge;
}

/** SHA-256 of the encoding: the 32 bytes that the token carries. */
export function challengeDigest(challenge: TokenChallenge): Uint8Array<ArrayBuffer> {
  return sha256(encodeTokenChallenge(challenge));
}

function checkedText(text: string, what: string): Uint8Array<ArrayBuffer> {
  if (text.length > challengeTextBytesMax || !printable.test(text)) throw invalid(what);
  return utf8(text);
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `token challenge: ${what}` });
}
