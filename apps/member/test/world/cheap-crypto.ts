/**
 * Tokens and capsules that look like the real ones - the same lengths, keys, bindings and refusals - and keep
 * nothing secret: for worlds of thousands of nodes, in which what is looked for is lost, doubled or forked. What
 * is hashed here is blinded and signed there; what is plain here is sealed there. Nothing in it waits for a
 * thread, so a seed replays it exactly.
 */

import {
  challengeDigest,
  digestBytes,
  encodeTokenRequest,
  parseTokenPublicKey,
  parseTokenRequest,
  sha256,
  tokenInput,
  tokenInputBytes,
  tokenModulusBytes,
  tokenKeySpki,
  type TokenPublicKey,
  verifyDocument,
} from "@tocsin/crypto";
import { concatBytes, equalBytes, utf8 } from "@tocsin/kernel";
import { requestOverheadBytes, responseOverheadBytes } from "@tocsin/wire";

import type { Schemes } from "../../src/schemes.ts";
import type { TinyCrypto, TinyTokenKey } from "./tiny-crypto.ts";

const encBytes = 32;
const tagBytes = 16;
const nonceBytes = responseOverheadBytes - tagBytes;
const headerBytes = requestOverheadBytes - encBytes - tagBytes;
const noTag = new Uint8Array(tagBytes);
const noInverse = new Uint8Array(tokenModulusBytes);

export const cheapCrypto: TinyCrypto = {
  schemes: {
    prepareToken: ({ publicKey, challenge, nonce }) => {
      const digest = challengeDigest(challenge);
      const input = tokenInput({ nonce, challengeDigest: digest, keyId: publicKey.id });
      const truncatedKeyId = publicKey.id[digestBytes - 1] ?? 0;
      return {
        request: encodeTokenRequest({ truncatedKeyId, blinded: blindedOf(input) }),
        state: concatBytes(input, noInverse, publicKey.spki),
      };
    },
    finalizeToken: (state, response) => {
      const input = state.subarray(0, tokenInputBytes);
      const keyId = input.slice(2 + 2 * digestBytes);
      const authenticator = signedOf(keyId, blindedOf(input));
      if (!equalBytes(authenticator, response)) return undefined;
      const [nonce, digest] = [input.slice(2, 2 + digestBytes), input.slice(34, 34 + digestBytes)];
      return { nonce, challengeDigest: digest, keyId, authenticator };
    },
    verifyToken: (token, publicKey, digest) => {
      if (!equalBytes(token.keyId, publicKey.id)) return refused("wrong-key");
      if (!equalBytes(token.challengeDigest, digest)) return refused("wrong-challenge");
      const signed = signedOf(token.keyId, blindedOf(tokenInput(token)));
      if (!equalBytes(signed, token.authenticator)) return refused("bad-signature");
      return Promise.resolve({ ok: true });
    },
    // The real one, on the spot.
    verifyDocument: (...document) => Promise.resolve(verifyDocument(...document)),
    sealRequest: ({ keyId }, request, random) => {
      const enc = random.bytes(encBytes);
      const header = new Uint8Array(headerBytes).fill(keyId, 0, 1);
      const bytes = concatBytes(header, enc, request, noTag);
      const openResponse = (response: Uint8Array) =>
        equalBytes(response.subarray(0, nonceBytes), enc.subarray(0, nonceBytes))
          ? response.slice(nonceBytes, -tagBytes)
          : undefined;
      return Promise.resolve({ bytes, openResponse });
    },
  } satisfies Schemes,
  tokenKey: (name) => Promise.resolve(keyOf(name)),
  openRequest: (keys, bytes) => {
    const key = keys.find(({ keyId }) => keyId === bytes[0]);
    if (key === undefined) return Promise.resolve({ ok: false, why: "unknown-key" });
    const enc = bytes.slice(headerBytes, headerBytes + encBytes);
    return Promise.resolve({
      ok: true,
      enc,
      request: bytes.slice(headerBytes + encBytes, -tagBytes),
      sealResponse: (response) => concatBytes(enc.subarray(0, nonceBytes), response, noTag),
    });
  },
};

const keys = new Map<string, TinyTokenKey>();

/** An odd number of 2,048 bits. */
function keyOf(name: string): TinyTokenKey {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const modulus = wide("modulus", utf8(name));
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[tokenModulusBytes - 1] = (modulus[tokenModulusBytes - 1] ?? 0) | 1;
  const publicKey: TokenPublicKey = parseTokenPublicKey(tokenKeySpki(modulus));
  const made: TinyTokenKey = {
    publicKey,
    issue: (request) => ({
      ok: true,
      response: signedOf(publicKey.id, parseTokenRequest(request).blinded),
    }),
  };
  keys.set(name, made);
  return made;
}

function blindedOf(input: Uint8Array): Uint8Array<ArrayBuffer> {
  return wide("blinded", input);
}

function signedOf(keyId: Uint8Array, blinded: Uint8Array): Uint8Array<ArrayBuffer> {
  return wide("signed", keyId, blinded);
}

/** As many bytes as an RSA integer has, made of a hash. */
function wide(label: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const seed = sha256(utf8(label), ...parts);
  return concatBytes(...Array.from({ length: tokenModulusBytes / digestBytes }, () => seed));
}

function refused(why: "wrong-key" | "wrong-challenge" | "bad-signature") {
  return Promise.resolve({ ok: false as const, why });
}
