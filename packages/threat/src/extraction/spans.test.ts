import { describe, expect, it } from "vitest";

import { classifyValue } from "./classify.ts";
import { extract } from "./extract.ts";

function found(text: string): string[] {
  return extract(text).map(({ type, value }) => `${type} ${value}`);
}

describe("a network that is written without a prefix", () => {
  it.each([
    ["access-list 10 permit 10.90.12.0 0.0.3.255", "10.90.12.0/22"],
    ["permit ip 10.90.12.7 0.0.3.255 any", "10.90.12.7/22"],
    ["ip route 203.0.113.0 255.255.255.0 Null0", "203.0.113.0/24"],
    ["203.0.113.0/255.255.255.0 is blocked", "203.0.113.0/24"],
    ["203.0.113.9 / 255.255.255.240 is blocked", "203.0.113.9/28"],
    ["203[.]0[.]113[.]0 255[.]255[.]255[.]128", "203.0.113.0/25"],
    ["route add 9.9.0.0 mask 255.255.0.0", "9.9.0.0/16"],
    ["10.4.0.0, subnet mask: 255.255.0.0", "10.4.0.0/16"],
    ["10.4.0.0 (netmask 255.255.0.0)", "10.4.0.0/16"],
    ["10.4.0.0\t255.254.0.0\tOn-link", "10.4.0.0/15"],
    ["10.4.0.0        255.255.255.254  On-link", "10.4.0.0/31"],
    ["inetnum:  203.0.113.0 - 203.0.113.255", "203.0.113.0/24"],
    ["203.0.113.64–203.0.113.127", "203.0.113.64/26"],
    ["scanned 203.0.113.0-255.", "203.0.113.0/24"],
    ["45.77.0.0 - 45.77.255.255", "45.77.0.0/16"],
  ])("is one range: %j", (text, range) => {
    expect(found(text)).toEqual([`cidr ${range}`]);
  });

  it.each([
    ["203.0.113.10 - 203.0.113.40", ["203.0.113.10", "203.0.113.40"]],
    ["10.0.0.4 - 10.0.0.7", ["10.0.0.4", "10.0.0.7"]],
    ["ip address 10.1.2.3 255.255.255.0", ["10.1.2.3", "255.255.255.0"]],
    ["inet 10.1.2.3 netmask 255.255.255.0", ["10.1.2.3", "255.255.255.0"]],
    ["10.0.0.0 255.0.255.0", ["10.0.0.0", "255.0.255.0"]],
    ["10.0.0.0 0.0.255.0", ["10.0.0.0", "0.0.255.0"]],
    ["10.1.1.1 0.0.0.0", ["10.1.1.1", "0.0.0.0"]],
    ["0.0.0.0 255.255.255.0", ["0.0.0.0", "255.255.255.0"]],
    ["10.0.0.5:445 0.0.0.0:0", ["10.0.0.5", "0.0.0.0"]],
    ["10.0.0.0\n255.255.255.0", ["10.0.0.0", "255.255.255.0"]],
    ["203.0.113.200 - 203.0.113.100", ["203.0.113.200", "203.0.113.100"]],
  ])("is none where a prefix would say something else: %j", (text, addresses) => {
    expect(found(text)).toEqual(addresses.map((it) => `ipv4 ${it}`));
  });

  it.each(["version 10.4.0.0 - 10.4.0.255", "openssl 1.0.2.0-3", "fixed in 7.2.0.0-7.2.0.255"])(
    "is none where versions are meant: %j",
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it("has its place in the text, and its one form where it is asked for", () => {
    const text = "deny 203.0.113.0 255.255.255.0 here";
    const [network] = extract(text);
    expect(network?.raw).toBe("203.0.113.0 255.255.255.0");
    expect(classifyValue("203.0.113.77/255.255.255.0")).toEqual({
      type: "cidr",
      value: "203.0.113.0/24",
    });
  });
});
