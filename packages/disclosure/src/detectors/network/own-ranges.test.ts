import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../../testing.ts";

describe("an address range without a prefix", () => {
  it.each([
    ["permit ip 203.0.113.64 0.0.0.63 any", "203.0.113.64 0.0.0.63"],
    ["ip route 203.0.112.0 255.255.254.0 Null0", "203.0.112.0 255.255.254.0"],
    ["opened to 203.0.113.0/255.255.255.0 since May", "203.0.113.0/255.255.255.0"],
    ["deny 203.0.113.0/255.255.255.128 now", "203.0.113.0/255.255.255.128"],
    ["inetnum: 203.0.113.0 - 203.0.113.255", "203.0.113.0 - 203.0.113.255"],
    ["network 172.30.0.0 0.0.255.255 area 0", "172.30.0.0 0.0.255.255"],
    ["network 172.28.0.0, netmask 255.252.0.0", "172.28.0.0, netmask 255.252.0.0"],
  ])("is ours where it holds one of our own: %j", (text, range) => {
    expect(foundBesideValues(text)).toContain(`company-ip: ${range}`);
  });

  it.each([
    "ip route 198.51.100.0 255.255.255.0 Null0",
    "permit ip 203.0.113.0 0.0.0.63 any",
    "blocked 198.51.100.0 - 198.51.100.255",
    "the mask 255.255.255.0 is usual",
    "permit ip 10.0.0.0 0.255.255.255 any",
  ])("is not where it does not: %j", (text) => {
    expect(foundBesideValues(text)).toEqual([]);
  });
});
