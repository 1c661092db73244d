import { generateKeyPairSync } from "node:crypto";
import { publicVerif } from "@cloudflare/privacypass-ts";
import { concatBytes, toHex } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import rfc9578 from "../../../vectors/rfc9578-type2.json" with { type: "json" };
import { flipped, hex } from "./testing.ts";
import {
  generateTokenSigningKey,
  parseTokenPublicKey,
  parseTokenSigningKey,
  tokenPublicKeyBytes,
  tokenSigningKeyBytes,
} from "./token-key.ts";

const spki = hex(rfc9578.publicKeySpki);

describe("a token key", () => {
  it("is published as the RFC's vectors publish it", () => {
    const key = parseTokenSigningKey(hex(rfc9578.privateKeyPkcs8));
    expect(toHex(key.publicKey.spki)).toBe(rfc9578.publicKeySpki);
    expect(toHex(parseTokenPublicKey(spki).id)).toBe(toHex(key.publicKey.id));
  });

  it("has the encoding that privacypass-ts gives", async () => {
    const key = await generateTokenSigningKey();
    const plain = key.publicKey.handle.export({ format: "der", type: "spki" });
    expect(toHex(publicVerif.convertEncToRSASSAPSS(plain))).toBe(toHex(key.publicKey.spki));
  });

  it("survives being kept", async () => {
    const key = await generateTokenSigningKey();
    const again = parseTokenSigningKey(tokenSigningKeyBytes(key));
    expect(toHex(again.publicKey.id)).toBe(toHex(key.publicKey.id));
  });

  const evenModulus = flipped(spki, tokenPublicKeyBytes - 6);
  const shortModulus = Uint8Array.from(spki);
  shortModulus[81] = 0x7f;
  it.each([
    ["nothing", new Uint8Array()],
    ["a byte missing", spki.subarray(1)],
    ["a byte after it", concatBytes(spki, Uint8Array.of(0))],
    ["a modulus of 2047 bits", shortModulus],
    ["an even modulus", evenModulus],
    ["another exponent", flipped(spki, tokenPublicKeyBytes - 1)],
    ["another hash", flipped(spki, 33)],
    ["another salt length", flipped(spki, 66)],
    ["another outer length", flipped(spki, 3)],
    ["the rsaEncryption identifier", publicVerif.convertRSASSAPSSToEnc(Uint8Array.from(spki))],
    [
      "4096 bits",
      generateKeyPairSync("rsa", { modulusLength: 4096 }).publicKey.export({
        format: "der",
        type: "spki",
      }),
    ],
  ])("is not read from %s", (_name, bytes) => {
    expect(() => parseTokenPublicKey(bytes)).toThrow("token public key");
  });

  it("is not read where any byte outside the modulus differs", () => {
    for (let at = 0; at < tokenPublicKeyBytes; at += 1) {
      if (at >= 81 && at < 337) continue;
      expect(() => parseTokenPublicKey(flipped(spki, at)), String(at)).toThrow("token public key");
    }
  });

  it("cannot sign if it is not RSA of 2048 bits with e = 65537", () => {
    const other = [
      generateKeyPairSync("ed25519").privateKey,
      generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey,
      generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 }).privateKey,
    ];
    for (const handle of other) {
      const bytes = handle.export({ format: "der", type: "pkcs8" });
      expect(() => parseTokenSigningKey(bytes)).toThrow("token signing key");
    }
    expect(() => parseTokenSigningKey(Uint8Array.of(1, 2, 3))).toThrow("token signing key");
  });
});
