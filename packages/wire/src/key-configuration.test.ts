import fc from "fast-check";
import { fromHex, toHex } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import rfc9458 from "../../../vectors/rfc9458.json" with { type: "json" };
import {
  encodeKeyConfiguration,
  type KeyConfiguration,
  parseKeyConfiguration,
  supportsOurSuite,
} from "./key-configuration.ts";

function hex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new Error("not hex");
  return bytes;
}

const uint16 = fc.nat(0xffff);
const configurations: fc.Arbitrary<KeyConfiguration> = fc.record({
  keyId: fc.nat(255),
  publicKey: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Uint8Array.from(bytes)),
  algorithms: fc.array(fc.record({ kdf: uint16, aead: uint16 }), { minLength: 1, maxLength: 16 }),
});

const published = rfc9458.keyConfiguration;

describe("a key configuration", () => {
  it("reads and writes RFC 9458, Appendix A", () => {
    const configuration = parseKeyConfiguration(hex(published));
    expect(configuration.keyId).toBe(1);
    expect(configuration.algorithms).toEqual([
      { kdf: 1, aead: 1 },
      { kdf: 1, aead: 3 },
    ]);
    expect(supportsOurSuite(configuration)).toBe(true);
    expect(toHex(encodeKeyConfiguration(configuration))).toBe(published);
  });

  it("survives encoding", () => {
    fc.assert(
      fc.property(configurations, (one) => {
        expect(parseKeyConfiguration(encodeKeyConfiguration(one))).toEqual(one);
      }),
    );
  });

  const key = published.slice(6, 70);
  it.each([
    ["nothing", ""],
    ["no algorithms", `010020${key}0000`],
    ["half an algorithm", `010020${key}00020001`],
    ["a length that is too short", `010020${key}0004000100010001`],
    ["a length that is too long", `010020${key}000800010001`],
    ["another KEM", `010010${key}000400010001`],
    ["trailing bytes", `${published}00`],
    ["seventeen algorithms", `010020${key}0044${"00010001".repeat(17)}`],
  ])("is not read from %s", (_name, text) => {
    expect(() => parseKeyConfiguration(hex(text))).toThrow("key configuration");
  });

  it("is not read from any truncation", () => {
    for (let length = 0; length < 45; length += 1) {
      expect(() => parseKeyConfiguration(hex(published).subarray(0, length))).toThrow();
    }
  });

  it("is not written without algorithms or with another key", () => {
    const configuration = parseKeyConfiguration(hex(published));
    expect(() => encodeKeyConfiguration({ ...configuration, algorithms: [] })).toThrow(
      "algorithms",
    );
    const publicKey = new Uint8Array(31);
    expect(() => encodeKeyConfiguration({ ...configuration, publicKey })).toThrow("public key");
    expect(() => encodeKeyConfiguration({ ...configuration, keyId: 256 })).toThrow(RangeError);
  });

  it("says which suites it does not have", () => {
    const configuration = parseKeyConfiguration(hex(published));
    expect(supportsOurSuite({ ...configuration, algorithms: [{ kdf: 1, aead: 3 }] })).toBe(false);
  });
});
