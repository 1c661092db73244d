/** How a value of each type is looked for in a log, and which types a log cannot show. */

import type { ObservableType } from "../observables/observable-types.ts";

/**
 * `host` the name and what is below it; `url` the URL and what continues it; `network` every address
 * in it; `hex` and `literal` the value itself between two boundaries.
 */
export type MatchingWay =
  "address" | "endpoint" | "hex" | "host" | "literal" | "mac" | "mail" | "network" | "url";

export interface MatchingRule {
  readonly way: MatchingWay;
  /** Compared without case. */
  readonly folds: boolean;
}

const folded = (way: MatchingWay): MatchingRule => ({ way, folds: true });
const exact: MatchingRule = { way: "literal", folds: false };

const rules: Readonly<Partial<Record<ObservableType, MatchingRule>>> = {
  "app-package": exact,
  arn: exact,
  bitcoin: exact,
  "bitcoin-cash": folded("literal"),
  cardano: folded("literal"),
  "certificate-serial": folded("literal"),
  cidr: folded("network"),
  cve: folded("literal"),
  dash: exact,
  dogecoin: exact,
  domain: folded("host"),
  email: folded("mail"),
  endpoint: folded("endpoint"),
  ethereum: folded("literal"),
  "file-name": folded("literal"),
  imphash: folded("hex"),
  ipv4: folded("address"),
  ipv6: folded("address"),
  ja3: folded("hex"),
  ja4: folded("literal"),
  jarm: folded("hex"),
  litecoin: exact,
  mac: folded("mac"),
  md5: folded("hex"),
  monero: exact,
  mutex: exact,
  "named-pipe": folded("literal"),
  onion: folded("host"),
  phone: exact,
  registrant: folded("literal"),
  "registry-key": folded("literal"),
  ripple: exact,
  service: folded("literal"),
  sha1: folded("hex"),
  sha256: folded("hex"),
  sha384: folded("hex"),
  sha512: folded("hex"),
  signer: folded("literal"),
  solana: exact,
  ssdeep: exact,
  tezos: exact,
  tlsh: folded("literal"),
  tron: exact,
  "unc-path": folded("literal"),
  "unix-path": exact,
  url: { way: "url", folds: false },
  "user-agent": exact,
  "windows-path": folded("literal"),
  zcash: exact,
};

/** Undefined for names of actors, techniques and products, and for rules: a log shows none of them. */
export function matchingRule(type: ObservableType): MatchingRule | undefined {
  return rules[type];
}

/**
 * Where the part of a value begins that a log holds: hives of registry keys and the host of named
 * pipes are written in too many ways. What is in front of it is ASCII.
 */
export function writtenStart(type: ObservableType, value: string): number {
  if (type === "named-pipe") return "\\\\.".length;
  if (type !== "registry-key") return 0;
  const first = value.indexOf("\\");
  return first < 0 || !value.includes("\\", first + 1) ? 0 : first;
}
