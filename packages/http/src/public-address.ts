/**
 * Which addresses are of the public internet. What a stranger's name or redirect leads to must not be a
 * machine of the company's own network. IANA special-purpose registries, RFC 6890.
 */

import { BlockList, isIP } from "node:net";

const reserved4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
] as const;

/** Global unicast; everything else of IPv6 is local, mapped, translated or not given out. */
const global6 = ["2000::/3"] as const;
/** Within it: protocol assignments with Teredo, documentation, 6to4. */
const reserved6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"] as const;

const blocked4 = listOf(reserved4, "ipv4");
const allowed6 = listOf(global6, "ipv6");
const blocked6 = listOf(reserved6, "ipv6");

/** False for what is no address at all. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked4.check(address, "ipv4");
    case 6:
      return allowed6.check(address, "ipv6") && !blocked6.check(address, "ipv6");
    default:
      return false;
  }
}

function listOf(ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", length = ""] = range.split("/");
    list.addSubnet(network, Number(length), family);
  }
  return list;
}
