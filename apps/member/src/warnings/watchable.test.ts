import { describe, expect, test } from "vitest";
import { watchable } from "./watchable.ts";
import { watchKey } from "./watch-key.ts";

const strict = { ignoredBenignLists: new Set<string>() };

describe("what can make a report concern us", () => {
  test.each([
    ["domain", "gate.evil-loader.com", "strong"],
    ["ipv4", "45.77.12.9", "strong"],
    ["sha256", "5".repeat(64), "strong"],
    ["file-name", "invoice.exe", "weak"],
    ["file-name", "rundll32.exe", undefined],
    ["windows-path", "c:\\windows\\system32\\cmd.exe", undefined],
    ["windows-path", "c:\\users\\public\\svchost.exe", "strong"],
    ["registry-key", "hklm\\software\\microsoft\\windows\\currentversion\\run", undefined],
    ["user-agent", "Mozilla/4.0 (compatible)", "weak"],
    ["ipv4", "10.0.0.1", undefined],
    ["ipv4", "127.0.0.1", undefined],
    ["sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", undefined],
    ["domain", "GATE.evil-loader.com", undefined],
    ["cidr", "0.0.0.0/0", undefined],
    ["shoe-size", "42", undefined],
    ["ipv4", "", undefined],
  ])("%s %s: %s", (type, value, strength) => {
    expect(watchable(type, value, strict)?.strength).toBe(strength);
  });

  test("is as strong as real where a list is ignored, as in a sample world", () => {
    const sample = { ignoredBenignLists: new Set(["documentation-addresses"]) };
    expect(watchable("ipv4", "192.0.2.9", strict)?.strength).toBe("weak");
    expect(watchable("ipv4", "192.0.2.9", sample)?.strength).toBe("strong");
    expect(watchable("ipv4", "10.0.0.1", sample)).toBeUndefined();
  });

  test("has a key of its type and value alone", () => {
    expect(watchKey("domain", "a.example")).toHaveLength(16);
    expect(watchKey("domain", "a.example")).not.toEqual(watchKey("url", "a.example"));
    expect(watchKey("a", "b\0c")).not.toEqual(watchKey("a\0b", "c").subarray(1));
  });
});
