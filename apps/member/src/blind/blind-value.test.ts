import { toHex } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import { blindInput, blindValueOf } from "./blind-value.ts";

describe("a value", () => {
  it.each([
    ["sha256", "A".repeat(64), "high", "a".repeat(64)],
    ["domain", "Update-Portal.com", "high", "update-portal.com"],
    ["domain", "abcdefg.com", "low", "abcdefg.com"],
    ["domain", "abcdefgh.com", "high", "abcdefgh.com"],
    ["ipv4", "45.83.64.1", "low", "45.83.64.1"],
    ["email", "Billing@malware-portal.net", "low", "billing@malware-portal.net"],
    ["signer", "Example  Trading Ltd", "low", "example trading ltd"],
    ["imphash", "f34d5f2d4577ed6d9ceec516c1f5a744", "high", "f34d5f2d4577ed6d9ceec516c1f5a744"],
  ])("of type %s, %s, is asked about under the key %s", (type, text, key, value) => {
    expect(blindValueOf(type, text)).toEqual({ ok: true, value: { type, value, key } });
  });

  it.each([
    ["rune", "x", "unknown-type"],
    ["constructor", "x", "unknown-type"],
    ["ipv4", "300.1.1.1", "malformed"],
    ["sha256", "abc", "malformed"],
    ["ipv4", "10.1.2.3", "private"],
    ["ipv4", "127.0.0.1", "private"],
  ])("of type %s, %s, is never asked about: %s", (type, text, why) => {
    expect(blindValueOf(type, text)).toEqual({ ok: false, why });
  });

  it("that is well known is not asked about", () => {
    const verdict = blindValueOf("ipv4", "8.8.8.8");
    expect(verdict.ok ? "asked" : verdict.why).toMatch(/benign|private/);
  });

  it("of another type is another value", () => {
    const [a, b] = ["md5", "ja3"].map((type) => blindInput({ type, value: "0".repeat(32) }));
    expect(a && toHex(a)).not.toBe(b && toHex(b));
  });
});
