import fc from "fast-check";
import { systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { openAes256Gcm, openAesGcm, sealAes256Gcm, sealAesGcm } from "./aead.ts";
import { flipped, hex, scriptedRandom } from "./testing.ts";

const key = systemRandom.bytes(32);
const empty = new Uint8Array();

describe("AES-GCM", () => {
  it("gives test cases 2 and 16 of McGrew and Viega's specification", () => {
    const zeros = new Uint8Array(16);
    expect(toHex(sealAesGcm(zeros, new Uint8Array(12), zeros, empty))).toBe(
      "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf",
    );
    const sealed = sealAesGcm(
      hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
      hex("cafebabefacedbaddecaf888"),
      hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      ),
      hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    );
    expect(toHex(sealed)).toBe(
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" +
        "76fc6ece0f4e1768cddf8853bb2d551b",
    );
  });

  it("puts its random nonce in front", () => {
    const nonce = systemRandom.bytes(12);
    const sealed = sealAes256Gcm(key, utf8("x"), empty, scriptedRandom(nonce));
    expect(sealed.subarray(0, 12)).toEqual(nonce);
    expect(sealed.length).toBe(12 + 1 + 16);
  });

  it("gives back what was sealed", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (message, aad) => {
        const sealed = sealAes256Gcm(key, message, aad, systemRandom);
        expect(openAes256Gcm(key, sealed, aad)).toEqual(Uint8Array.from(message));
      }),
    );
  });

  it("opens nothing that was altered, cut or sealed for something else", () => {
    const sealed = sealAes256Gcm(key, utf8("message"), utf8("aad"), systemRandom);
    for (let at = 0; at < sealed.length; at += 1) {
      expect(openAes256Gcm(key, flipped(sealed, at), utf8("aad")), String(at)).toBeUndefined();
      expect(openAes256Gcm(key, sealed.subarray(0, at), utf8("aad")), String(at)).toBeUndefined();
    }
    expect(openAes256Gcm(key, sealed, utf8("other"))).toBeUndefined();
    expect(openAes256Gcm(flipped(key, 0), sealed, utf8("aad"))).toBeUndefined();
    expect(openAesGcm(key, new Uint8Array(11), sealed, empty)).toBeUndefined();
  });

  it.each([0, 16, 24, 31, 33])("AES-256 takes no key of %i bytes", (length) => {
    const wrong = new Uint8Array(length);
    expect(() => sealAes256Gcm(wrong, empty, empty, systemRandom)).toThrow("32 bytes");
    expect(() => openAes256Gcm(wrong, new Uint8Array(28), empty)).toThrow("32 bytes");
  });
});
