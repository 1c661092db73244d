/**
 * Every kind of observable that the product knows, in one table: what it is called, whether its
 * values can be guessed by trying them all, and the one canonical form in which two are compared.
 * The wire, blind matching and the local search all build on the canonical form; it is idempotent.
 */

import {
  canonicalFileName,
  canonicalNamedPipe,
  canonicalObjectName,
  canonicalPackage,
  canonicalRegistryKey,
  canonicalRule,
  canonicalService,
  canonicalUncPath,
  canonicalUnixPath,
  canonicalWindowsPath,
} from "./canonical-host.ts";
import {
  canonicalArn,
  canonicalCpe,
  canonicalCve,
  canonicalCwe,
  canonicalJa4,
  canonicalName,
  canonicalSerial,
  canonicalSsdeep,
  canonicalThreatName,
  canonicalTlsh,
  hexOf,
  upperMatching,
} from "./canonical-labels.ts";
import {
  canonicalAsn,
  canonicalCidr,
  canonicalDomain,
  canonicalEmail,
  canonicalEndpoint,
  canonicalIpv4,
  canonicalIpv6,
  canonicalMac,
  canonicalPhone,
  canonicalUrl,
  canonicalUserAgent,
} from "./canonical-network.ts";
import { canonicalOnion, walletChecks } from "./wallets.ts";

export interface ObservableKind {
  /** What a reader sees, in the singular. */
  readonly label: string;
  /** True where all values that occur can be listed and tried: it is sealed under the key L. */
  readonly lowEntropy: boolean;
  /** The one form in which values are compared; undefined where the text is not of this kind. */
  readonly canonicalise: (value: string) => string | undefined;
  /** A harmless value, in canonical form. */
  readonly example: string;
}

type Canonicalise = ObservableKind["canonicalise"];

function guessable(label: string, canonicalise: Canonicalise, example: string): ObservableKind {
  return { label, lowEntropy: true, canonicalise, example };
}

function unguessable(label: string, canonicalise: Canonicalise, example: string): ObservableKind {
  return { label, lowEntropy: false, canonicalise, example };
}

const onionExample = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion";

const network = {
  ipv4: guessable("IPv4 address", canonicalIpv4, "192.0.2.1"),
  ipv6: unguessable("IPv6 address", canonicalIpv6, "2001:db8::1"),
  cidr: guessable("address range", canonicalCidr, "192.0.2.0/24"),
  endpoint: guessable("address with port", canonicalEndpoint, "192.0.2.1:443"),
  domain: unguessable("domain name", canonicalDomain, "malware.example"),
  onion: unguessable("onion name", canonicalOnion, onionExample),
  url: unguessable("URL", canonicalUrl, "http://malware.example/gate.php"),
  email: guessable("mail address", canonicalEmail, "billing@malware.example"),
  asn: guessable("autonomous system", canonicalAsn, "AS64496"),
  mac: guessable("MAC address", canonicalMac, "00:00:5e:00:53:01"),
  "user-agent": guessable("user agent", canonicalUserAgent, "Mozilla/4.0 (compatible)"),
  phone: guessable("phone number", canonicalPhone, "+12025550123"),
  arn: unguessable("cloud resource name", canonicalArn, "arn:aws:s3:::example-bucket"),
} as const satisfies Record<string, ObservableKind>;

const files = {
  md5: unguessable("MD5 hash", hexOf(32), "44d88612fea8a8f36de82e1278abb02f"),
  sha1: unguessable("SHA-1 hash", hexOf(40), "3395856ce81f2b7382dee72602f798b642f14140"),
  sha256: unguessable("SHA-256 hash", hexOf(64), "1".repeat(64)),
  sha384: unguessable("SHA-384 hash", hexOf(96), "1".repeat(96)),
  sha512: unguessable("SHA-512 hash", hexOf(128), "1".repeat(128)),
  ssdeep: unguessable(
    "ssdeep hash",
    canonicalSsdeep,
    "96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO",
  ),
  tlsh: unguessable("TLSH hash", canonicalTlsh, `T1${"A".repeat(70)}`),
  imphash: unguessable("import hash", hexOf(32), "f34d5f2d4577ed6d9ceec516c1f5a744"),
  "file-name": guessable("file name", canonicalFileName, "invoice.exe"),
  "windows-path": unguessable(
    "Windows path",
    canonicalWindowsPath,
    "c:\\programdata\\update\\svc.dll",
  ),
  "unc-path": unguessable("network path", canonicalUncPath, "\\\\server\\share\\tool.exe"),
  "unix-path": unguessable("Unix path", canonicalUnixPath, "/tmp/.x/agent"),
  "registry-key": guessable("registry key", canonicalRegistryKey, "hkcu\\software\\example\\run"),
  mutex: unguessable("mutex", canonicalObjectName, "Global\\example-7f3a"),
  service: guessable("service", canonicalService, "examplesvc"),
  "named-pipe": guessable("named pipe", canonicalNamedPipe, "\\\\.\\pipe\\example"),
  "app-package": guessable("app package", canonicalPackage, "com.example.app"),
} as const satisfies Record<string, ObservableKind>;

const certificates = {
  ja3: unguessable("JA3 fingerprint", hexOf(32), "e7d705a3286e19ea42f587b344ee6865"),
  ja4: unguessable("JA4 fingerprint", canonicalJa4, "t13d1516h2_8daaf6152771_b186095e22b6"),
  jarm: unguessable("JARM fingerprint", hexOf(62), "2".repeat(62)),
  "certificate-serial": unguessable(
    "certificate serial number",
    canonicalSerial,
    "1a2b3c4d5e6f7081",
  ),
  signer: guessable("code signer", canonicalName, "example trading ltd"),
  registrant: guessable("registrant", canonicalName, "jane example"),
} as const satisfies Record<string, ObservableKind>;

const catalogues = {
  cve: guessable("vulnerability", canonicalCve, "CVE-2021-44228"),
  cwe: guessable("weakness", canonicalCwe, "CWE-79"),
  cpe: guessable("product name (CPE)", canonicalCpe, "cpe:2.3:a:example:server:1.0:*:*:*:*:*:*:*"),
  "attack-technique": guessable(
    "ATT&CK technique",
    upperMatching(/^T[0-9]{4}(?:\.[0-9]{3})?$/),
    "T1566.001",
  ),
  "attack-tactic": guessable("ATT&CK tactic", upperMatching(/^TA[0-9]{4}$/), "TA0001"),
  "attack-group": guessable("ATT&CK group", upperMatching(/^G[0-9]{4}$/), "G0016"),
  "attack-software": guessable("ATT&CK software", upperMatching(/^S[0-9]{4}$/), "S0154"),
  "attack-mitigation": guessable("ATT&CK mitigation", upperMatching(/^M[0-9]{4}$/), "M1032"),
  "attack-campaign": guessable("ATT&CK campaign", upperMatching(/^C[0-9]{4}$/), "C0024"),
  malware: guessable("malware", canonicalThreatName, "plugx"),
  tool: guessable("tool", canonicalThreatName, "mimikatz"),
  actor: guessable("actor", canonicalThreatName, "apt29"),
} as const satisfies Record<string, ObservableKind>;

const rules = {
  "yara-rule": unguessable("YARA rule", canonicalRule, "rule example { condition: false }"),
  "sigma-rule": unguessable(
    "Sigma rule",
    canonicalRule,
    "title: example\ndetection:\n  condition: none",
  ),
  "snort-rule": unguessable(
    "Snort or Suricata rule",
    canonicalRule,
    'alert tcp any any -> any any (msg:"example"; sid:1;)',
  ),
} as const satisfies Record<string, ObservableKind>;

const wallets = {
  bitcoin: unguessable(
    "Bitcoin address",
    walletChecks.bitcoin,
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
  ),
  "bitcoin-cash": unguessable(
    "Bitcoin Cash address",
    walletChecks["bitcoin-cash"],
    "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
  ),
  cardano: unguessable(
    "Cardano address",
    walletChecks.cardano,
    "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8",
  ),
  dash: unguessable("Dash address", walletChecks.dash, "Xn8WrRtpNuQoA8SKEcKHLo8ZwLG9ZWatkt"),
  dogecoin: unguessable(
    "Dogecoin address",
    walletChecks.dogecoin,
    "DDogepartyxxxxxxxxxxxxxxxxxxw1dfzr",
  ),
  ethereum: unguessable(
    "Ethereum address",
    walletChecks.ethereum,
    "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
  ),
  litecoin: unguessable(
    "Litecoin address",
    walletChecks.litecoin,
    "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1",
  ),
  monero: unguessable(
    "Monero address",
    walletChecks.monero,
    "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
  ),
  ripple: unguessable("XRP address", walletChecks.ripple, "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"),
  solana: unguessable(
    "Solana address",
    walletChecks.solana,
    "9xgyLDkZ7YRZnkWnYcLP33qVoxkDhkUSmpCv1WfgJodc",
  ),
  tezos: unguessable("Tezos address", walletChecks.tezos, "tz1Lc2qBKEWCBeDU8npG6zCeCqpmaegRi6Jg"),
  tron: unguessable("Tron address", walletChecks.tron, "TNUC9Qb1rRpS5CbWLmNMxXBjyFoydXjWFR"),
  zcash: unguessable("Zcash address", walletChecks.zcash, "t1TFPJkun5SAEVPgRsT5fbVv7uinBPux49h"),
} as const satisfies Record<string, ObservableKind>;

const kinds = { ...network, ...files, ...certificates, ...catalogues, ...rules, ...wallets };

export type ObservableType = keyof typeof kinds;

export const observableTypes: Readonly<Record<ObservableType, ObservableKind>> = kinds;

export const observableTypeNames: readonly ObservableType[] = Object.freeze(
  Object.keys(kinds).filter(isObservableType).sort(),
);

export function isObservableType(name: string): name is ObservableType {
  return Object.hasOwn(kinds, name);
}

/** The form in which values of this type are compared; undefined where the text is none. */
export function canonicalise(type: ObservableType, value: string): string | undefined {
  return observableTypes[type].canonicalise(value);
}
