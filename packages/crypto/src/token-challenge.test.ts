import { TokenChallenge as Theirs } from "@cloudflare/privacypass-ts";
import fc from "fast-check";
import { concatBytes, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import rfc9578 from "../../../vectors/rfc9578-type2.json" with { type: "json" };
import { hex } from "./testing.ts";
import {
  challengeDigest,
  encodeTokenChallenge,
  parseTokenChallenge,
  type TokenChallenge,
} from "./token-challenge.ts";

const text = fc.string({
  unit: fc.constantFrom("a", "b", "z", ".", "-", ",", ":", "0"),
  maxLength: 40,
});
const challenges: fc.Arbitrary<TokenChallenge> = fc.record({
  issuerName: text.filter((name) => name.length > 0),
  redemptionContext: fc.oneof(
    fc.constant(new Uint8Array()),
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
  ),
  originInfo: text,
});

const valid: TokenChallenge = {
  issuerName: "issuer.example",
  redemptionContext: new Uint8Array(32),
  originInfo: "exchange.example",
};

describe("a token challenge", () => {
  it.each(rfc9578.vectors)("reads and writes the RFC's $tokenChallenge", (vector) => {
    const challenge = parseTokenChallenge(hex(vector.tokenChallenge));
    expect(toHex(encodeTokenChallenge(challenge))).toBe(vector.tokenChallenge);
    expect(toHex(challengeDigest(challenge))).toBe(vector.token.slice(68, 132));
  });

  it("survives encoding, and is encoded as privacypass-ts does", () => {
    fc.assert(
      fc.property(challenges, (challenge) => {
        const bytes = encodeTokenChallenge(challenge);
        expect(parseTokenChallenge(bytes)).toEqual({
          ...challenge,
          redemptionContext: Uint8Array.from(challenge.redemptionContext),
        });
        const origins = challenge.originInfo === "" ? undefined : challenge.originInfo.split(",");
        const theirs = new Theirs(
          2,
          challenge.issuerName,
          challenge.redemptionContext,
          origins ?? [],
        );
        expect(toHex(theirs.serialize())).toBe(toHex(bytes));
      }),
    );
  });

  it.each([
    ["an empty issuer name", { ...valid, issuerName: "" }],
    ["an issuer name with a space", { ...valid, issuerName: "a b" }],
    ["an issuer name with a line end", { ...valid, issuerName: "a\n" }],
    ["an issuer name beyond ASCII", { ...valid, issuerName: "é" }],
    ["too long an issuer name", { ...valid, issuerName: "a".repeat(65_536) }],
    ["a context of 31 bytes", { ...valid, redemptionContext: new Uint8Array(31) }],
    ["a context of 33 bytes", { ...valid, redemptionContext: new Uint8Array(33) }],
    ["an origin with a control character", { ...valid, originInfo: "a\u0000" }],
  ])("is not written with %s", (_name, challenge) => {
    expect(() => encodeTokenChallenge(challenge)).toThrow("token challenge");
  });

  const bytes = encodeTokenChallenge(valid);
  it.each([
    ["nothing", new Uint8Array()],
    ["another type", concatBytes(Uint8Array.of(0, 1), bytes.subarray(2))],
    ["a byte after it", concatBytes(bytes, Uint8Array.of(0))],
    ["an empty issuer name", hex("0002000000" + "0000")],
    ["a context of one byte", concatBytes(hex("000200016101ff0000"))],
    ["a name that is not UTF-8", hex("00020001ff000000")],
    ["an origin that is not UTF-8", hex("0002000161000001ff")],
    ["an origin longer than the bytes", concatBytes(hex("000200016100ffff"), utf8("a"))],
  ])("is not read from %s", (_name, invalid) => {
    expect(() => parseTokenChallenge(invalid)).toThrow("message");
  });

  it("is not read from any truncation", () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => parseTokenChallenge(bytes.subarray(0, length)), String(length)).toThrow();
    }
  });
});
