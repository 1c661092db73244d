import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  compareBytes,
  concatBytes,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  readUint,
  textOf,
  toBase64,
  toBase64Url,
  toHex,
  uintBytes,
  utf8,
} from "./bytes.ts";

const bytes = fc.uint8Array({ maxLength: 200 });

describe("bytes", () => {
  it("come back from each of their text forms", () => {
    fc.assert(
      fc.property(bytes, (it) => {
        expect(fromHex(toHex(it))).toEqual(it);
        expect(fromBase64(toBase64(it))).toEqual(it);
        expect(fromBase64Url(toBase64Url(it))).toEqual(it);
      }),
    );
  });

  it("agree with Node's encodings", () => {
    fc.assert(
      fc.property(bytes, (it) => {
        expect(toBase64Url(it)).toBe(Buffer.from(it).toString("base64url"));
        expect(toBase64(it)).toBe(Buffer.from(it).toString("base64"));
        expect(toHex(it)).toBe(Buffer.from(it).toString("hex"));
      }),
    );
  });

  it.each([
    ["padding", "AA=="],
    ["spare bits that are not zero", "AB"],
    ["the other alphabet", "+/8"],
    ["an impossible length", "A"],
    ["a line end", "AAAA\n"],
  ])("refuse base64url with %s", (_, text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });

  it.each([
    ["upper case", "AB"],
    ["odd length", "abc"],
    ["other letters", "zz"],
  ])("refuse hex with %s", (_, text) => {
    expect(fromHex(text)).toBeUndefined();
  });

  it("are text only where they are well-formed UTF-8", () => {
    expect(textOf(utf8("glocke 🔔"))).toBe("glocke 🔔");
    expect(textOf(Uint8Array.of(0xc0, 0xaf))).toBeUndefined();
    expect(textOf(Uint8Array.of(0xed, 0xa0, 0x80))).toBeUndefined();
  });

  it("compare like Node's Buffer", () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      }),
    );
  });

  it("hold big-endian integers up to their width", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
        expect(readUint(uintBytes(value, 4), 0, 4)).toBe(value);
        expect(readUint(concatBytes(Uint8Array.of(9), uintBytes(value, 6)), 1, 6)).toBe(value);
      }),
    );
    expect(() => uintBytes(65_536, 2)).toThrow(RangeError);
    expect(() => uintBytes(-1, 2)).toThrow(RangeError);
    expect(() => readUint(new Uint8Array(3), 0, 4)).toThrow(RangeError);
  });
});
