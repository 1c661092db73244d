import {
  publicVerif,
  Token as TheirToken,
  TokenChallenge,
  TOKEN_TYPES,
} from "@cloudflare/privacypass-ts";
import { dayOf, fromHex, systemRandom, toHex } from "@tocsin/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import rfc9578 from "../../../vectors/rfc9578-type2.json" with { type: "json" };
import {
  dayContext,
  finalizeToken,
  issueToken,
  prepareToken,
  reportTokenNonce,
  verifyToken,
  verifyTokenAsync,
} from "./privacy-pass.ts";
import { integerBytes } from "./rsa-integer.ts";
import { flipped, hex, scriptedRandom } from "./testing.ts";
import { encodeToken, encodeTokenRequest, parseToken, type Token } from "./token.ts";
import {
  challengeDigest,
  encodeTokenChallenge,
  parseTokenChallenge,
  type TokenChallenge as Challenge,
} from "./token-challenge.ts";
import {
  generateTokenSigningKey,
  parseTokenPublicKey,
  parseTokenSigningKey,
  type TokenSigningKey,
} from "./token-key.ts";

const { Client, Issuer, Origin, BlindRSAMode } = publicVerif;
const challenge: Challenge = {
  issuerName: "issuer.example",
  redemptionContext: new Uint8Array(),
  originInfo: "exchange.example",
};
const digest = challengeDigest(challenge);
let key: TokenSigningKey;
let other: TokenSigningKey;
beforeAll(async () => {
  key = await generateTokenSigningKey();
  other = await generateTokenSigningKey();
});

function responseOf(signing: TokenSigningKey, request: Uint8Array): Uint8Array<ArrayBuffer> {
  const verdict = issueToken(signing, request);
  if (!verdict.ok) throw new Error(verdict.why);
  return verdict.response;
}

function freshToken(): Token {
  const nonce = systemRandom.bytes(32);
  const options = { publicKey: key.publicKey, challenge, nonce, random: systemRandom };
  const { request, state } = prepareToken(options);
  const token = finalizeToken(state, responseOf(key, request));
  if (token === undefined) throw new Error("not finished");
  return token;
}

describe("RFC 9578, Appendix B.2", () => {
  const signing = parseTokenSigningKey(hex(rfc9578.privateKeyPkcs8));
  const publicKey = parseTokenPublicKey(hex(rfc9578.publicKeySpki));

  it.each(rfc9578.vectors)("request, response and token of nonce $nonce", async (vector) => {
    const bound = parseTokenChallenge(hex(vector.tokenChallenge));
    const { request, state } = prepareToken({
      publicKey,
      challenge: bound,
      nonce: hex(vector.nonce),
      random: scriptedRandom(hex(vector.salt), hex(vector.blind)),
    });
    expect(toHex(request)).toBe(vector.tokenRequest);
    const response = responseOf(signing, request);
    expect(toHex(response)).toBe(vector.tokenResponse);
    const token = finalizeToken(state, response);
    expect(token && toHex(encodeToken(token))).toBe(vector.token);
    const published = parseToken(hex(vector.token));
    expect(verifyToken(published, publicKey, challengeDigest(bound))).toEqual({ ok: true });
    expect(await verifyTokenAsync(published, publicKey, challengeDigest(bound))).toEqual({
      ok: true,
    });
  });
});

describe("interoperation with privacypass-ts", () => {
  const mode = BlindRSAMode.PSS;
  async function theirKeys(): Promise<CryptoKeyPair> {
    const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
    const { handle } = key;
    const privateKey = await crypto.subtle.importKey(
      "pkcs8",
      handle.export({ format: "der", type: "pkcs8" }),
      algorithm,
      true,
      ["sign"],
    );
    const publicKey = await crypto.subtle.importKey(
      "spki",
      key.publicKey.handle.export({ format: "der", type: "spki" }),
      algorithm,
      true,
      ["verify"],
    );
    return { privateKey, publicKey };
  }
  const theirChallenge = TokenChallenge.deserialize(encodeTokenChallenge(challenge));

  it("their client finishes a token with our issuer, and it verifies here", async () => {
    const client = new Client(mode);
    const request = await client.createTokenRequest(theirChallenge, key.publicKey.spki);
    const response = responseOf(key, request.serialize());
    const token = await client.finalize(client.deserializeTokenResponse(response));
    expect(verifyToken(parseToken(token.serialize()), key.publicKey, digest)).toEqual({ ok: true });
  });

  it("our client finishes a token with their issuer, and it verifies there", async () => {
    const { privateKey, publicKey } = await theirKeys();
    const issuer = new Issuer(mode, "issuer.example", privateKey, publicKey);
    const nonce = systemRandom.bytes(32);
    const options = { publicKey: key.publicKey, challenge, nonce, random: systemRandom };
    const { request, state } = prepareToken(options);
    const theirs = publicVerif.TokenRequest.deserialize(TOKEN_TYPES.BLIND_RSA, request);
    const response = await issuer.issue(theirs);
    const token = finalizeToken(state, response.serialize());
    if (token === undefined) throw new Error("not finished");
    const read = TheirToken.deserialize(TOKEN_TYPES.BLIND_RSA, encodeToken(token));
    expect(await new Origin(mode).verify(read, publicKey)).toBe(true);
  });
});

describe("the issuer", () => {
  it("refuses what is no request for its key, or signs nothing new", () => {
    const { request } = prepareToken({
      publicKey: key.publicKey,
      challenge,
      nonce: systemRandom.bytes(32),
      random: systemRandom,
    });
    const truncatedKeyId = key.publicKey.id[31] ?? 0;
    const asking = (value: bigint) =>
      encodeTokenRequest({ truncatedKeyId, blinded: integerBytes(value, 256) });
    const { n } = key.publicKey;
    expect(issueToken(key, request.subarray(1))).toEqual({ ok: false, why: "malformed" });
    expect(issueToken(key, flipped(request, 2))).toEqual({ ok: false, why: "wrong-key" });
    for (const value of [0n, 1n, n - 1n, n]) {
      expect(issueToken(key, asking(value))).toEqual({ ok: false, why: "refused" });
    }
  });
});

describe("the client", () => {
  it("finishes after a crash from the state alone, and only with its own response", () => {
    const prepare = () =>
      prepareToken({
        publicKey: key.publicKey,
        challenge,
        nonce: systemRandom.bytes(32),
        random: systemRandom,
      });
    const [first, second] = [prepare(), prepare()];
    const kept = fromHex(toHex(first.state)) ?? new Uint8Array();
    const response = responseOf(key, first.request);
    expect(finalizeToken(kept, response)).toBeDefined();
    expect(finalizeToken(second.state, response)).toBeUndefined();
    expect(finalizeToken(kept, flipped(response, 9))).toBeUndefined();
    expect(finalizeToken(kept, response.subarray(1))).toBeUndefined();
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["a state of another length", new Uint8Array(695)],
    ["a state without a key", new Uint8Array(696)],
  ])("says that %s is no state", (_name, state) => {
    expect(() => finalizeToken(state, new Uint8Array(256))).toThrow("token");
  });

  it("takes only nonces of 32 bytes", () => {
    expect(() =>
      prepareToken({
        publicKey: key.publicKey,
        challenge,
        nonce: new Uint8Array(31),
        random: systemRandom,
      }),
    ).toThrow("input");
  });
});

describe("the origin", () => {
  it("says why a token is refused", async () => {
    const token = freshToken();
    const refused: readonly [Token, string][] = [
      [{ ...token, keyId: other.publicKey.id }, "wrong-key"],
      [{ ...token, challengeDigest: flipped(digest, 0) }, "wrong-challenge"],
      [{ ...token, nonce: flipped(token.nonce, 0) }, "bad-signature"],
      [{ ...token, authenticator: flipped(token.authenticator, 255) }, "bad-signature"],
      [{ ...token, authenticator: new Uint8Array(256) }, "bad-signature"],
    ];
    for (const [bad, why] of refused) {
      expect(verifyToken(bad, key.publicKey, digest)).toEqual({ ok: false, why });
      expect(await verifyTokenAsync(bad, key.publicKey, digest)).toEqual({ ok: false, why });
    }
    const moved = { ...token, keyId: other.publicKey.id };
    expect(verifyToken(moved, other.publicKey, digest)).toEqual({
      ok: false,
      why: "bad-signature",
    });
    expect(verifyToken(token, key.publicKey, flipped(digest, 5))).toEqual({
      ok: false,
      why: "wrong-challenge",
    });
  });
});

describe("what a token is bound to", () => {
  const [a, b] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

  it("binds a report's token to both its keys, in their order", () => {
    expect(toHex(reportTokenNonce(a, b))).toBe(
      // printf 'tocsin/report/v1' and 32 times 01, 32 times 02, through sha256sum
      "f3c7db52ae88d377cbc67aafed90b924d41caf98cf44c5123209ba98de5c59f7",
    );
    expect(reportTokenNonce(a, b)).not.toEqual(reportTokenNonce(b, a));
    expect(() => reportTokenNonce(a, b.subarray(1))).toThrow("public keys");
  });

  it("binds a day's token to purpose and day", () => {
    const day = dayOf(Date.UTC(2026, 10, 21));
    expect(toHex(dayContext("relay", day))).toBe(
      "8e16e409c397c77e46b42a39806823bf60da1294955e6e8fa2201fd3e815b557",
    );
    expect(dayContext("read", day)).not.toEqual(dayContext("relay", day));
    expect(dayContext("relay", dayOf(Date.UTC(2026, 10, 22)))).not.toEqual(
      dayContext("relay", day),
    );
    expect(() => dayContext("re/lay", day)).toThrow("purpose");
  });
});
