import { ed25519 as noble } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import rfc8032 from "../../../vectors/rfc8032.json" with { type: "json" };
import wycheproof from "../../../vectors/wycheproof-ed25519.json" with { type: "json" };
import {
  ed25519Sign,
  ed25519SigningKey,
  ed25519Verify,
  ed25519VerifyAsync,
  parseEd25519PublicKey,
} from "./ed25519.ts";
import { flipped, hex } from "./testing.ts";

const order = noble.Point.Fn.ORDER;
const prime = noble.Point.Fp.ORDER;

function littleEndian(value: bigint): Uint8Array<ArrayBuffer> {
  return hex(value.toString(16).padStart(64, "0")).reverse();
}

/** The eight points whose order divides 8, as noble encodes them. */
function smallOrderPoints(): Uint8Array[] {
  const generator = noble.Point.fromHex(
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  );
  const points = [noble.Point.ZERO];
  for (let times = 1; times < 8; times += 1) {
    points.push((points[times - 1] ?? noble.Point.ZERO).add(generator));
  }
  return points.map((point) => point.toBytes());
}

describe("Ed25519", () => {
  it.each(rfc8032.vectors)("signs and verifies as RFC 8032 $name", (vector) => {
    const key = ed25519SigningKey(hex(vector.seed));
    const message = hex(vector.message);
    expect(toHex(key.publicKey)).toBe(vector.publicKey);
    expect(toHex(ed25519Sign(message, key))).toBe(vector.signature);
    expect(ed25519Verify(message, hex(vector.signature), key.publicKey)).toBe(true);
  });

  it("agrees with all of Wycheproof's verdicts, S not below L and altered lengths included", async () => {
    for (const [id, comment, publicKey, message, signature, valid] of wycheproof.vectors) {
      const args = [hex(String(message)), hex(String(signature)), hex(String(publicKey))] as const;
      expect(ed25519Verify(...args), `${String(id)} ${String(comment)}`).toBe(valid);
      expect(await ed25519VerifyAsync(...args), `${String(id)} async`).toBe(valid);
    }
  });

  it("signs what noble verifies and verifies what noble signs", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ maxLength: 200 }),
        (seed, message) => {
          const key = ed25519SigningKey(seed);
          const signature = ed25519Sign(message, key);
          expect(noble.verify(signature, message, key.publicKey, { zip215: false })).toBe(true);
          expect(ed25519Verify(message, noble.sign(message, seed), key.publicKey)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("refuses every public key of small order, for which a signature of zeros fits", () => {
    const points = smallOrderPoints();
    expect(new Set(points.map(toHex)).size).toBe(8);
    for (const point of points) {
      const signature = new Uint8Array(64);
      signature.set(noble.Point.ZERO.toBytes());
      expect(parseEd25519PublicKey(point), toHex(point)).toBeUndefined();
      for (let text = 0; text < 16; text += 1) {
        expect(ed25519Verify(utf8(String(text)), signature, point), toHex(point)).toBe(false);
      }
    }
  });

  it("refuses public keys that are not the canonical encoding of their point", () => {
    for (let y = prime; y < 2n ** 255n; y += 1n) {
      for (const sign of [0n, 2n ** 255n]) {
        expect(parseEd25519PublicKey(littleEndian(y + sign)), String(y)).toBeUndefined();
      }
    }
    for (const y of [1n, prime - 1n]) {
      expect(parseEd25519PublicKey(littleEndian(y + 2n ** 255n))).toBeUndefined();
    }
    // The largest canonical y is no special case of the check.
    expect(parseEd25519PublicKey(littleEndian(prime - 2n))).toBeDefined();
  });

  it("refuses a signature whose S is raised by L, and one whose R is a second encoding", () => {
    const key = ed25519SigningKey(systemRandom.bytes(32));
    const message = utf8("message");
    const signature = ed25519Sign(message, key);
    const s = BigInt(`0x${toHex(Uint8Array.from(signature.subarray(32)).reverse())}`);
    const raised = Uint8Array.from(signature);
    raised.set(littleEndian(s + order), 32);
    expect(ed25519Verify(message, raised, key.publicKey)).toBe(false);
    // R = identity, S = 0 solves the equation for A of small order only; with its second encodings
    // a verifier that decodes R would be fooled, one that encodes its own is not.
    for (const r of [littleEndian(1n + 2n ** 255n), littleEndian(prime + 1n)]) {
      const forged = new Uint8Array(64);
      forged.set(r);
      expect(ed25519Verify(message, forged, key.publicKey)).toBe(false);
    }
  });

  it("refuses any altered bit of message, signature or key", () => {
    const key = ed25519SigningKey(systemRandom.bytes(32));
    const message = utf8("message");
    const signature = ed25519Sign(message, key);
    expect(ed25519Verify(flipped(message, 3), signature, key.publicKey)).toBe(false);
    for (let at = 0; at < 64; at += 1) {
      expect(ed25519Verify(message, flipped(signature, at), key.publicKey)).toBe(false);
    }
    for (let at = 0; at < 32; at += 1) {
      expect(ed25519Verify(message, signature, flipped(key.publicKey, at))).toBe(false);
    }
  });

  it.each([
    ["no key", new Uint8Array(0)],
    ["a short key", new Uint8Array(31).fill(9)],
    ["a long key", new Uint8Array(33).fill(9)],
  ])("refuses %s", (_name, bytes) => {
    expect(parseEd25519PublicKey(bytes)).toBeUndefined();
    expect(ed25519Verify(new Uint8Array(), new Uint8Array(64), bytes)).toBe(false);
  });

  it("verifies with a key that was parsed once, on this thread and on the pool", async () => {
    const signing = ed25519SigningKey(systemRandom.bytes(32));
    const key = parseEd25519PublicKey(signing.publicKey) ?? signing.publicKey;
    const signature = ed25519Sign(utf8("x"), signing);
    expect(ed25519Verify(utf8("x"), signature, key)).toBe(true);
    expect(await ed25519VerifyAsync(utf8("x"), signature, key)).toBe(true);
    expect(await ed25519VerifyAsync(utf8("y"), signature, key)).toBe(false);
    expect(await ed25519VerifyAsync(utf8("x"), signature.subarray(1), key)).toBe(false);
  });

  it("takes only seeds of 32 bytes", () => {
    expect(() => ed25519SigningKey(new Uint8Array(31))).toThrow("seed");
  });
});
