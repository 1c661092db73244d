/**
 * What of a hit is the company's own: the machine that was attacked stands in the same line as the one that
 * attacked. Own names, hosts, addresses and mail never become sightings, so they are never asked about or
 * sealed, and nobody can find them by guessing.
 */

import { AddressRanges } from "@tocsin/disclosure/identity";
import { canonicalise } from "@tocsin/threat";
import type { CompanyProfile } from "@tocsin/wire";

import { addressOfConnection, connectionType } from "../matching/connections.ts";

const labelsMax = 32;

export type IsOwn = (type: string, value: string) => boolean;

export function ownValues({ domains, hosts, ranges }: CompanyProfile): IsOwn {
  const names = new Set(
    [...domains, ...hosts].flatMap(
      (it) => canonicalise("domain", it.replace(/^\*\./, "")) ?? it.trim().toLowerCase(),
    ),
  );
  const own = new AddressRanges(ranges);
  const ownsHost = (host: string): boolean => own.touches(host) || hasOwnSuffix(names, host);
  return (type, value) => {
    switch (type) {
      case "domain":
      case "ipv4":
      case "ipv6":
      case "cidr":
        return ownsHost(value);
      case "endpoint":
        return ownsHost(value.slice(0, value.lastIndexOf(":")).replace(/^\[|\]$/g, ""));
      case "email":
        return ownsHost(value.slice(value.lastIndexOf("@") + 1));
      case "url":
        return URL.canParse(value) && ownsHost(new URL(value).hostname.replace(/^\[|\]$/g, ""));
      case connectionType:
        return ownsHost(addressOfConnection(value));
      default:
        return false;
    }
  };
}

function hasOwnSuffix(names: ReadonlySet<string>, host: string): boolean {
  let name = host.toLowerCase();
  for (let labels = 0; labels < labelsMax; labels += 1) {
    if (names.has(name)) return true;
    const dot = name.indexOf(".");
    if (dot < 0) return false;
    name = name.slice(dot + 1);
  }
  return false;
}
