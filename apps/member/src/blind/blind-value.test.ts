import { toHex } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import { blindInput, blindValueOf } from "./blind-value.ts";

describe("a value", () => {
  it.each([
    ["sha256", "A".repeat(64), "high", "a".repeat(64)],
    ["domain", "Update-Portal.com", "high", "update-portal.com"],
    ["domain", "abcdefg.com", "low", "abcdefg.com"],
    ["domain", "abcdefgh.com", "high", "abcdefgh.com"],
    ["domain", "update-portal.duckdns.org", "low", "update-portal.duckdns.org"],
    ["feature:malware", "plugx", "high", "plugx"],
    ["ipv4", "45.83.64.1", "low", "45.83.64.1"],
    ["email", "Billing@malware-portal.net", "low", "billing@malware-portal.net"],
    ["user-agent", "Invented/1.0", "low", "Invented/1.0"],
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
    ["ipv4", "192.0.2.1", "private"],
    ["domain", "portal.example", "private"],
    ["ipv4", "8.8.8.8", "benign"],
    ["domain", "google.com", "benign"],
    ["md5", "d41d8cd98f00b204e9800998ecf8427e", "benign"],
    ["connection", `10.0.0.7:443 ${"e7".repeat(16)}`, "private"],
    ["connection", `8.8.8.8:443 ${"e7".repeat(16)}`, "benign"],
    ["connection", "45.83.64.1:443", "malformed"],
    ["feature:malware", " plugx", "malformed"],
    ["feature:other", "plugx", "unknown-type"],
  ])("of type %s, %s, is never asked about: %s", (type, text, why) => {
    expect(blindValueOf(type, text)).toEqual({ ok: false, why });
  });

  it("of a list that counts as real in this community is asked about", () => {
    const ignored = new Set(["documentation-names"]);
    expect(blindValueOf("domain", "update-portal.example", ignored)).toMatchObject({ ok: true });
    expect(blindValueOf("ipv4", "192.0.2.1", ignored)).toMatchObject({ ok: false });
  });

  it("of another type is another value", () => {
    const [a, b] = ["md5", "ja3"].map((type) => blindInput({ type, value: "0".repeat(32) }));
    expect(a && toHex(a)).not.toBe(b && toHex(b));
  });
});
