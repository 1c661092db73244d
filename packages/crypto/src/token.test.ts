import fc from "fast-check";
import { concatBytes, toHex } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import rfc9578 from "../../../vectors/rfc9578-type2.json" with { type: "json" };
import { sha256 } from "./hash.ts";
import { hex } from "./testing.ts";
import {
  encodeToken,
  encodeTokenRequest,
  parseToken,
  parseTokenRequest,
  spentTokenId,
  tokenBytes,
  tokenInput,
  tokenRequestBytes,
} from "./token.ts";

const bytesOf = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Uint8Array.from(bytes));
const tokens = fc.record({
  nonce: bytesOf(32),
  challengeDigest: bytesOf(32),
  keyId: bytesOf(32),
  authenticator: bytesOf(256),
});

describe("a token", () => {
  it("survives encoding", () => {
    fc.assert(
      fc.property(tokens, (token) => {
        expect(parseToken(encodeToken(token))).toEqual(token);
      }),
    );
  });

  it.each(rfc9578.vectors)("reads and writes the RFC's tokens and requests", (vector) => {
    const token = parseToken(hex(vector.token));
    expect(toHex(encodeToken(token))).toBe(vector.token);
    expect(toHex(tokenInput(token))).toBe(vector.token.slice(0, 196));
    const request = parseTokenRequest(hex(vector.tokenRequest));
    expect(toHex(encodeTokenRequest(request))).toBe(vector.tokenRequest);
  });

  it("is spent under the hash of its input, whatever its authenticator", () => {
    const [vector] = rfc9578.vectors;
    const token = parseToken(hex(vector?.token ?? ""));
    expect(spentTokenId(token)).toEqual(sha256(hex((vector?.token ?? "").slice(0, 196))));
    expect(spentTokenId({ ...token, authenticator: new Uint8Array(256) })).toEqual(
      spentTokenId(token),
    );
  });

  const token = hex(rfc9578.vectors[0]?.token ?? "");
  const request = hex(rfc9578.vectors[0]?.tokenRequest ?? "");
  it.each([
    ["nothing", new Uint8Array()],
    ["a truncated token", token.subarray(0, tokenBytes - 1)],
    ["a padded token", concatBytes(token, Uint8Array.of(0))],
    ["a token of type 1", concatBytes(Uint8Array.of(0, 1), token.subarray(2))],
    ["a request", request],
  ])("is not read from %s", (_name, bytes) => {
    expect(() => parseToken(bytes)).toThrow("token");
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["a truncated request", request.subarray(0, tokenRequestBytes - 1)],
    ["a padded request", concatBytes(request, Uint8Array.of(0))],
    ["a request of type 1", concatBytes(Uint8Array.of(0, 1), request.subarray(2))],
    ["a token", token],
  ])("is not requested by %s", (_name, bytes) => {
    expect(() => parseTokenRequest(bytes)).toThrow("token");
  });

  it("is not written with parts of other lengths", () => {
    const part = new Uint8Array(32);
    const authenticator = new Uint8Array(256);
    const whole = { nonce: part, challengeDigest: part, keyId: part, authenticator };
    expect(() => encodeToken({ ...whole, authenticator: part })).toThrow("authenticator");
    expect(() => encodeToken({ ...whole, keyId: authenticator })).toThrow("input");
    // Lengths that make up for each other do not pass either.
    const shifted = { ...whole, nonce: new Uint8Array(31), keyId: new Uint8Array(33) };
    expect(() => encodeToken(shifted)).toThrow("input");
    expect(() => encodeTokenRequest({ truncatedKeyId: 0, blinded: part })).toThrow("request");
  });
});
