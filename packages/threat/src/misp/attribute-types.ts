/** MISP's attribute types and our kinds of observables. MISP core format (draft-dulaunoy-misp-core-format). */

import type { ObservableType } from "../observables/observable-types.ts";

/** What each part of an attribute's value is; `null` is a part that reports do not hold. */
export const partsOfType: Readonly<Record<string, readonly (ObservableType | null)[]>> = {
  "ip-src": ["ipv4"],
  "ip-dst": ["ipv4"],
  "ip-src|port": ["endpoint"],
  "ip-dst|port": ["endpoint"],
  domain: ["domain"],
  hostname: ["domain"],
  "domain|ip": ["domain", "ipv4"],
  "hostname|port": ["domain", null],
  url: ["url"],
  uri: ["url"],
  link: ["url"],
  email: ["email"],
  "email-src": ["email"],
  "email-dst": ["email"],
  "whois-registrant-email": ["email"],
  "whois-registrant-name": ["registrant"],
  AS: ["asn"],
  "mac-address": ["mac"],
  "user-agent": ["user-agent"],
  "phone-number": ["phone"],
  md5: ["md5"],
  sha1: ["sha1"],
  sha256: ["sha256"],
  sha384: ["sha384"],
  sha512: ["sha512"],
  ssdeep: ["ssdeep"],
  tlsh: ["tlsh"],
  imphash: ["imphash"],
  filename: ["file-name"],
  "filename|md5": ["file-name", "md5"],
  "filename|sha1": ["file-name", "sha1"],
  "filename|sha256": ["file-name", "sha256"],
  "filename|sha384": ["file-name", "sha384"],
  "filename|sha512": ["file-name", "sha512"],
  "filename|ssdeep": ["file-name", "ssdeep"],
  "filename|tlsh": ["file-name", "tlsh"],
  "filename|imphash": ["file-name", "imphash"],
  "malware-sample": ["file-name", "md5"],
  regkey: ["registry-key"],
  "regkey|value": ["registry-key", null],
  mutex: ["mutex"],
  "named pipe": ["named-pipe"],
  "windows-service-name": ["service"],
  "mobile-application-id": ["app-package"],
  "ja3-fingerprint-md5": ["ja3"],
  "jarm-fingerprint": ["jarm"],
  vulnerability: ["cve"],
  weakness: ["cwe"],
  cpe: ["cpe"],
  yara: ["yara-rule"],
  sigma: ["sigma-rule"],
  snort: ["snort-rule"],
  btc: ["bitcoin"],
  dash: ["dash"],
  xmr: ["monero"],
};

interface OwnType {
  readonly type: string;
  readonly category: string;
}

/** How each of our kinds is written; kinds that MISP has no type for become `other` with a comment. */
const ownTypes: Readonly<Record<string, OwnType>> = {
  ...inCategory("Network activity", {
    ipv4: "ip-dst",
    ipv6: "ip-dst",
    cidr: "ip-dst",
    endpoint: "ip-dst|port",
    domain: "domain",
    onion: "domain",
    url: "url",
    email: "email",
    asn: "AS",
    mac: "mac-address",
    "user-agent": "user-agent",
    ja3: "ja3-fingerprint-md5",
    jarm: "jarm-fingerprint",
    "snort-rule": "snort",
  }),
  ...inCategory("Payload delivery", {
    md5: "md5",
    sha1: "sha1",
    sha256: "sha256",
    sha384: "sha384",
    sha512: "sha512",
    ssdeep: "ssdeep",
    tlsh: "tlsh",
    imphash: "imphash",
    "file-name": "filename",
    "yara-rule": "yara",
    "sigma-rule": "sigma",
    "app-package": "mobile-application-id",
  }),
  ...inCategory("Artifacts dropped", {
    "windows-path": "filename",
    "unc-path": "filename",
    "unix-path": "filename",
    mutex: "mutex",
    "named-pipe": "named pipe",
    service: "windows-service-name",
  }),
  "registry-key": { type: "regkey", category: "Persistence mechanism" },
  cve: { type: "vulnerability", category: "External analysis" },
  cwe: { type: "weakness", category: "External analysis" },
  cpe: { type: "cpe", category: "External analysis" },
  registrant: { type: "whois-registrant-name", category: "Attribution" },
  phone: { type: "phone-number", category: "Financial fraud" },
  bitcoin: { type: "btc", category: "Financial fraud" },
  dash: { type: "dash", category: "Financial fraud" },
  monero: { type: "xmr", category: "Financial fraud" },
};

export function mispTypeOf(type: string): OwnType {
  const own = Object.hasOwn(ownTypes, type) ? ownTypes[type] : undefined;
  return own ?? { type: "other", category: "Other" };
}

function inCategory(
  category: string,
  types: Readonly<Record<string, string>>,
): Record<string, OwnType> {
  return Object.fromEntries(
    Object.entries(types).map(([ours, type]) => [ours, { type, category }]),
  );
}
