import { createPrivateKey, createPublicKey } from "node:crypto";
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { concatBytes, fromHex, systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import rfc9474 from "../../../vectors/rfc9474.json" with { type: "json" };
import {
  blind,
  blindPublicKeyOf,
  blindSign,
  type BlindSigningKey,
  finalizeBlind,
  verifyPss,
  verifyPssAsync,
} from "./blind-rsa.ts";
import { integerBytes, integerOf, inverseModulo } from "./rsa-integer.ts";
import { flipped, hex, scriptedRandom } from "./testing.ts";
import { generateTokenSigningKey, type TokenSigningKey } from "./token-key.ts";

function keyOf(key: typeof rfc9474.key): BlindSigningKey {
  const text = (value: bigint): string =>
    Buffer.from(fromHex(evenHex(value)) ?? []).toString("base64url");
  const [n, e, d, p, q] = [key.n, key.e, key.d, key.p, key.q].map((part) => BigInt(`0x${part}`));
  if (!n || !e || !d || !p || !q) throw new Error("vector");
  const jwk = {
    kty: "RSA",
    n: text(n),
    e: text(e),
    d: text(d),
    p: text(p),
    q: text(q),
    dp: text(d % (p - 1n)),
    dq: text(d % (q - 1n)),
    qi: text(inverseModulo(q, p) ?? 0n),
  };
  const handle = createPrivateKey({ key: jwk, format: "jwk" });
  return { publicKey: blindPublicKeyOf(createPublicKey(handle)), handle };
}

function evenHex(value: bigint): string {
  const text = value.toString(16);
  return text.length % 2 === 0 ? text : `0${text}`;
}

describe("RFC 9474, Appendix A", () => {
  const key = keyOf(rfc9474.key);
  const { n } = key.publicKey;

  it.each(rfc9474.vectors)("$name: every intermediate value", async (vector) => {
    const message = concatBytes(hex(vector.msgPrefix), hex(vector.msg));
    const salt = hex(vector.salt);
    const factor = inverseModulo(integerOf(hex(vector.inv)), n) ?? 0n;
    const script = [salt, integerBytes(factor, 512)].filter((part) => part.length > 0);
    const { blinded, inverse } = blind(
      key.publicKey,
      message,
      scriptedRandom(...script),
      salt.length,
    );
    expect(toHex(blinded)).toBe(vector.blindedMsg);
    expect(toHex(inverse)).toBe(vector.inv);

    const blindSignature = blindSign(key, blinded);
    expect(toHex(blindSignature ?? new Uint8Array())).toBe(vector.blindSig);
    const signature = finalizeBlind(
      key.publicKey,
      message,
      hex(vector.blindSig),
      inverse,
      salt.length,
    );
    expect(toHex(signature ?? new Uint8Array())).toBe(vector.sig);
    expect(verifyPss(key.publicKey, message, hex(vector.sig), salt.length)).toBe(true);
    expect(await verifyPssAsync(key.publicKey, message, hex(vector.sig), salt.length)).toBe(true);
  });
});

describe("blind signatures", () => {
  let key: TokenSigningKey;
  beforeAll(async () => {
    key = await generateTokenSigningKey();
  });
  const message = utf8("what the signer never sees");

  it("finish to a signature that verifies, by fresh blinds each time", () => {
    const first = blind(key.publicKey, message, systemRandom);
    const second = blind(key.publicKey, message, systemRandom);
    expect(toHex(first.blinded)).not.toBe(toHex(second.blinded));
    for (const { blinded, inverse } of [first, second]) {
      const answer = blindSign(key, blinded) ?? new Uint8Array();
      const signature = finalizeBlind(key.publicKey, message, answer, inverse);
      expect(signature && verifyPss(key.publicKey, message, signature)).toBe(true);
    }
  });

  it("interoperate with blindrsa-ts: it verifies ours, we verify its", async () => {
    const suite = RSABSSA.SHA384.PSS.Deterministic();
    const theirs = await crypto.subtle.importKey(
      "spki",
      key.publicKey.handle.export({ format: "der", type: "spki" }),
      { name: "RSA-PSS", hash: "SHA-384" },
      true,
      ["verify"],
    );
    const ours = blind(key.publicKey, message, systemRandom);
    const answer = blindSign(key, ours.blinded) ?? new Uint8Array();
    const signature = finalizeBlind(key.publicKey, message, answer, ours.inverse);
    expect(await suite.verify(theirs, signature ?? new Uint8Array(), message)).toBe(true);

    const { blindedMsg, inv } = await suite.blind(theirs, message);
    const blindSignature = blindSign(key, blindedMsg) ?? new Uint8Array();
    const finished = await suite.finalize(theirs, message, blindSignature, inv);
    expect(verifyPss(key.publicKey, message, finished)).toBe(true);
  });

  it("are refused for blinded values that are no unknown message below n", () => {
    const { n, modulusBytes } = key.publicKey;
    const refused: readonly [string, Uint8Array][] = [
      ["0", integerBytes(0n, modulusBytes)],
      ["1", integerBytes(1n, modulusBytes)],
      ["n-1", integerBytes(n - 1n, modulusBytes)],
      ["n", integerBytes(n, modulusBytes)],
      ["n+1", integerBytes(n + 1n, modulusBytes)],
      ["2^2048-1", new Uint8Array(modulusBytes).fill(0xff)],
      ["empty", new Uint8Array()],
      ["one byte short", new Uint8Array(modulusBytes - 1).fill(7)],
      ["one byte long", new Uint8Array(modulusBytes + 1).fill(0)],
    ];
    for (const [name, blinded] of refused) expect(blindSign(key, blinded), name).toBeUndefined();
    expect(blindSign(key, integerBytes(2n, modulusBytes))).toBeDefined();
    expect(blindSign(key, integerBytes(n - 2n, modulusBytes))).toBeDefined();
  });

  it("do not finish from a wrong answer, another message or another blind", () => {
    const { publicKey } = key;
    const { blinded, inverse } = blind(publicKey, message, systemRandom);
    const answer = blindSign(key, blinded) ?? new Uint8Array();
    const wrong: readonly [string, Uint8Array][] = [
      ["a flipped bit", flipped(answer, 200)],
      ["n or more", integerBytes(integerOf(answer) + publicKey.n, 257).subarray(1)],
      ["n", integerBytes(publicKey.n, publicKey.modulusBytes)],
      ["zero", new Uint8Array(256)],
      ["empty", new Uint8Array()],
      ["a byte too many", concatBytes(answer, Uint8Array.of(0))],
    ];
    for (const [name, bytes] of wrong) {
      expect(finalizeBlind(publicKey, message, bytes, inverse), name).toBeUndefined();
    }
    expect(finalizeBlind(publicKey, utf8("another"), answer, inverse)).toBeUndefined();
    expect(finalizeBlind(publicKey, message, answer, flipped(inverse, 255))).toBeUndefined();
  });

  it("verify only unaltered, at their one length, with s below n", async () => {
    const { publicKey } = key;
    const { blinded, inverse } = blind(publicKey, message, systemRandom);
    const answer = blindSign(key, blinded) ?? new Uint8Array();
    const signature = finalizeBlind(publicKey, message, answer, inverse) ?? new Uint8Array();
    const others = [
      flipped(signature, 0),
      flipped(signature, 255),
      signature.subarray(1),
      concatBytes(Uint8Array.of(0), signature),
      concatBytes(signature, Uint8Array.of(0)),
      integerBytes((integerOf(signature) + publicKey.n) % 2n ** 2048n, 256),
      new Uint8Array(256),
    ];
    for (const other of others) {
      expect(verifyPss(publicKey, message, other)).toBe(false);
      expect(await verifyPssAsync(publicKey, message, other)).toBe(false);
    }
    expect(verifyPss(publicKey, message, signature, 0)).toBe(false);
  });

  it("say that a modulus with small factors is no honest signer's", () => {
    const n = key.publicKey.n - (key.publicKey.n % 30_030n);
    expect(() => {
      for (let tries = 0; tries < 20; tries += 1) {
        blind({ ...key.publicKey, n }, message, systemRandom);
      }
    }).toThrow("small factors");
  });
});
