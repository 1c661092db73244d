import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressSpan, AddressRanges } from "./address-ranges.ts";

const ranges = new AddressRanges([
  "203.0.113.96/28",
  "172.30.0.0/16",
  "198.51.100.7",
  "2001:db8:77::/48",
  "192.0.2.10 - 192.0.2.19",
  "2001:db8:99::1\u20132001:db8:99::f ",
  "192.0.2.40-192.0.2.30",
  "192.0.2.50-2001:db8::1",
  "no range",
]);

describe("own address ranges", () => {
  it.each([
    ["203.0.113.96", true],
    ["203.0.113.111", true],
    ["203.0.113.112", false],
    ["172.30.255.255", true],
    ["198.51.100.7", true],
    ["198.51.100.8", false],
    ["203.0.112.0/23", true],
    ["203.0.113.0/27", false],
    ["::ffff:172.30.1.1", true],
    ["::ffff:203.0.113.1", false],
    ["2001:db8:77:1::5", true],
    ["2001:db8:78::1", false],
    ["2001:db8::/32", true],
    ["192.0.2.10", true],
    ["192.0.2.19", true],
    ["192.0.2.20", false],
    ["192.0.2.35", false],
    ["192.0.2.50", false],
    ["2001:db8:99::a", true],
    ["2001:db8:99::10", false],
    ["", false],
    ["999.1.1.1", false],
    ["172.30.0.0/33", false],
    ["text", false],
  ])("touch %s: %s", (address, expected) => {
    expect(ranges.touches(address)).toBe(expected);
  });

  it("touch exactly what one of them touches, for any IPv4 addresses", () => {
    const address = fc.ipV4();
    const own = fc.array(fc.tuple(address, fc.integer({ min: 1, max: 32 })), { maxLength: 20 });
    fc.assert(
      fc.property(own, address, (pairs, probe) => {
        const texts = pairs.map(([start, bits]) => `${start}/${bits}`);
        const value = addressSpan(probe)?.first ?? -1n;
        const expected = texts.some((text) => {
          const span = addressSpan(text);
          return span !== undefined && span.first <= value && value <= span.last;
        });
        expect(new AddressRanges(texts).touches(probe)).toBe(expected);
      }),
    );
  });
});
