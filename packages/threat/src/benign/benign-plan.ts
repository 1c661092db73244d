/** Which warning lists go into the product, in order of precedence, and what a hit on each means. */

export interface ListPlan {
  readonly name: string;
  readonly effect: "never" | "weak" | "context";
  /** Completes "This is …". */
  readonly why: string;
  /** Files of the warning list folder. */
  readonly from: readonly string[];
  /** Only these of its values; each must be in the list. */
  readonly only?: readonly string[];
  /** Facts that the lists lack. */
  readonly also?: readonly string[];
  /** Values of the list that mean something else to us. */
  readonly except?: readonly string[];
  /** Whether the names below a listed name are meant too: where anybody can register them, or nobody but one authority. */
  readonly matches?: "name" | "name-and-below";
}

/** Resolvers that people configure by hand. The full list of open resolvers holds half the internet's routers. */
const knownResolvers = [
  ..."1.0.0.1 1.1.1.1 1.1.1.2 1.0.0.2 1.1.1.3 1.0.0.3 8.8.4.4 8.8.8.8 9.9.9.9 9.9.9.10 149.112.112.112".split(
    " ",
  ),
  ..."208.67.220.220 208.67.222.222 4.2.2.1 4.2.2.2 4.2.2.3 4.2.2.4 4.2.2.5 4.2.2.6".split(" "),
  ..."64.6.64.6 64.6.65.6 77.88.8.1 77.88.8.8 94.140.14.14 94.140.15.15 185.228.168.9 185.228.169.9".split(
    " ",
  ),
  ..."8.26.56.26 8.20.247.20 114.114.114.114 114.114.115.115 223.6.6.6".split(" "),
  ..."156.154.70.1 156.154.71.1 195.46.39.40".split(" "),
];

/** Resolvers that were not open to all on the day of the list. */
const otherResolvers =
  "208.67.222.220 208.67.220.222 84.200.69.80 84.200.70.40 119.29.29.29 223.5.5.5 180.76.76.76 74.82.42.42 195.46.39.39 76.76.19.19 76.223.122.150".split(
    " ",
  );

export const rangeLists: readonly ListPlan[] = [
  {
    name: "private-addresses",
    effect: "never",
    why: "a private address, which means something inside one network only",
    from: ["rfc1918", "rfc6598"],
    also: ["fc00::/7"],
  },
  {
    name: "documentation-addresses",
    effect: "weak",
    why: "an address reserved for documentation, which stands for another",
    from: ["rfc3849"],
    also: ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "3fff::/20"],
  },
  {
    name: "link-local-addresses",
    effect: "never",
    why: "an address of the local link",
    from: ["ipv6-linklocal"],
    also: ["169.254.0.0/16"],
  },
  {
    name: "multicast-addresses",
    effect: "never",
    why: "a multicast address",
    from: ["multicast"],
    also: ["224.0.0.0/4", "ff00::/8"],
  },
  {
    name: "reserved-addresses",
    effect: "never",
    why: "a reserved address that no host on the internet has",
    from: ["rfc5735"],
    also: ["::1", "::", "240.0.0.0/4", "192.0.0.0/24", "100::/64"],
  },
  {
    name: "known-resolvers",
    effect: "never",
    why: "a public DNS resolver that everybody uses",
    from: ["public-dns-v4"],
    only: knownResolvers,
    also: [
      ...otherResolvers,
      "2001:4860:4860::8888",
      "2001:4860:4860::8844",
      "2606:4700:4700::1111",
      "2606:4700:4700::1001",
      "2620:fe::fe",
      "2620:fe::9",
      "2620:119:35::35",
      "2620:119:53::53",
    ],
  },
  {
    name: "ipv6-resolvers",
    effect: "context",
    why: "a public DNS resolver",
    from: ["public-dns-v6"],
  },
  {
    name: "scanners",
    effect: "context",
    why: "a research scanner that probes everybody",
    from: ["censys-scanning", "shadowserver", "shodan-scanning"],
  },
  {
    name: "sinkholes",
    effect: "context",
    why: "a sinkhole that researchers run",
    from: ["sinkholes"],
  },
  {
    name: "crawlers",
    effect: "context",
    why: "a search engine or crawler",
    from: ["googlebot", "openai-gptbot"],
  },
  {
    name: "mail-services",
    effect: "context",
    why: "a server of a large mail provider",
    from: ["google-gmail-sending-ips", "smtp-receiving-ips", "smtp-sending-ips"],
  },
  {
    name: "certificate-status",
    effect: "context",
    why: "a server that publishes revoked certificates",
    from: ["crl-ip"],
  },
  {
    name: "office-365",
    effect: "context",
    why: "an address of Microsoft 365",
    from: ["microsoft-office365-ip"],
  },
  { name: "apple-addresses", effect: "context", why: "an address of Apple", from: ["apple"] },
  {
    name: "wikimedia-addresses",
    effect: "context",
    why: "an address of Wikimedia",
    from: ["wikimedia"],
  },
  {
    name: "parking",
    effect: "weak",
    why: "a server for parked domains, which thousands share",
    from: ["parking-domain"],
  },
  {
    name: "telegram-addresses",
    effect: "weak",
    why: "an address of Telegram, shared by all its users",
    from: ["telegram-ips"],
  },
  {
    name: "delivery-networks",
    effect: "weak",
    why: "an address of a content delivery network, shared by thousands of sites",
    from: ["cloudflare", "fastly", "akamai"],
  },
  {
    name: "clouds",
    effect: "weak",
    why: "an address of a cloud that is rented by the hour",
    from: ["amazon-aws", "google-gcp", "microsoft-azure"],
  },
];

export const nameLists: readonly ListPlan[] = [
  {
    name: "empty-files",
    effect: "never",
    why: "the hash of an empty file",
    from: ["empty-hashes"],
    also: [
      "d41d8cd98f00b204e9800998ecf8427e",
      "da39a3ee5e6b4b0d3255bfef95601890afd80709",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
    ],
  },
  {
    name: "test-files",
    effect: "never",
    why: "the hash of the EICAR test file",
    from: ["eicar.com"],
  },
  {
    name: "common-files",
    effect: "never",
    why: "the hash of a harmless file that is found everywhere",
    from: ["common-ioc-false-positive"],
  },
  {
    name: "documentation-names",
    effect: "weak",
    why: "a name reserved for documentation and tests, which stands for another",
    from: ["rfc6761"],
    only: ["example.com", "example.net", "example.org"],
    also: ["example", "invalid", "test"],
    matches: "name-and-below",
  },
  {
    name: "special-names",
    effect: "never",
    why: "a name reserved for special use inside a network",
    from: ["rfc6761"],
    also: ["local", "localhost", "localdomain", "internal", "home.arpa", "lan", "corp", "intranet"],
    matches: "name-and-below",
  },
  {
    name: "certificate-status",
    effect: "never",
    why: "a server that publishes revoked certificates",
    from: ["crl-hostname"],
  },
  {
    name: "security-vendors",
    effect: "context",
    why: "a site of a security vendor or researcher",
    from: ["security-provider-blogpost", "automated-malware-analysis"],
    // Anybody can have a page there.
    except: [
      "blockchain.info",
      "github.com",
      "groups.google.com",
      "medium.com",
      "raw.githubusercontent.com",
      "sites.google.com",
      "stackoverflow.com",
      "t.co",
      "twitter.com",
      "v2ex.com",
    ],
    also: [
      "www.welivesecurity.com",
      "welivesecurity.com",
      "www.virustotal.com",
      "virustotal.com",
      "attack.mitre.org",
      "cve.mitre.org",
      "nvd.nist.gov",
      "www.cisa.gov",
      "us-cert.cisa.gov",
      "us-cert.gov",
      "www.us-cert.gov",
      "www.misp-project.org",
      "misp-project.org",
      "yara.readthedocs.io",
      "unprotect.it",
      "malpedia.caad.fkie.fraunhofer.de",
      "bazaar.abuse.ch",
      "urlhaus.abuse.ch",
      "threatfox.abuse.ch",
      "otx.alienvault.com",
    ],
  },
  {
    name: "authorities",
    effect: "context",
    why: "a site of an authority that warns of attacks",
    from: [],
    also: [
      "acsc.gov.au",
      "agid.gov.it",
      "asd.gov.au",
      "bsi.bund.de",
      "ccn-cert.cni.es",
      "cccs.gc.ca",
      "cert-in.org.in",
      "cert.at",
      "cert.be",
      "cert.br",
      "cert.europa.eu",
      "cert.gov.ua",
      "cert.pl",
      "cert.se",
      "cert.ssi.gouv.fr",
      "cisa.gov",
      "csa.gov.sg",
      "csirt.gov.it",
      "cve.org",
      "cyber.gc.ca",
      "cyber.gouv.fr",
      "cyber.gov.au",
      "enisa.europa.eu",
      "europol.europa.eu",
      "fbi.gov",
      "ic3.gov",
      "incibe.es",
      "interpol.int",
      "jpcert.or.jp",
      "justice.gov",
      "kisa.or.kr",
      "krcert.or.kr",
      "ncsc.admin.ch",
      "ncsc.gov.ie",
      "ncsc.gov.uk",
      "ncsc.govt.nz",
      "ncsc.nl",
      "nist.gov",
      "nomoreransom.org",
      "nsa.gov",
      "nukib.gov.cz",
      "ssi.gouv.fr",
      "stopransomware.gov",
    ],
    matches: "name-and-below",
  },
  {
    name: "microsoft",
    effect: "context",
    why: "a site of Microsoft",
    from: ["microsoft", "microsoft-office365", "microsoft-win10-connection-endpoints"],
  },
  { name: "google", effect: "context", why: "a site of Google", from: ["google"] },
  {
    name: "connectivity-checks",
    effect: "context",
    why: "asked by every device that checks its connection",
    from: ["captive-portals", "whats-my-ip"],
  },
  { name: "banks", effect: "context", why: "a site of a bank", from: ["bank-website", "dax30"] },
  {
    name: "url-shorteners",
    effect: "weak",
    why: "a link shortener, which says nothing without its path",
    from: ["url-shortener"],
  },
  {
    name: "parking",
    effect: "weak",
    why: "a service for parked domains",
    from: ["parking-domain-ns"],
  },
  {
    name: "dynamic-dns",
    effect: "weak",
    why: "a dynamic DNS provider under which anybody can have a name",
    from: ["dynamic-dns"],
    matches: "name-and-below",
  },
  {
    name: "top-sites",
    effect: "context",
    why: "one of the most visited sites",
    from: ["alexa", "cisco_top1000", "moz-top500", "tranco10k"],
  },
  {
    name: "disposable-mail",
    effect: "weak",
    why: "a provider of disposable mail addresses",
    from: ["disposable-email"],
  },
];
