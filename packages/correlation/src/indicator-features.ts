/** Features of one indicator: itself, what it is part of, and how it was made. */

import {
  benignOf,
  canonicalise,
  foldName,
  ipv6Groups,
  isObservableType,
  type ObservableType,
} from "@tocsin/threat";

import { foldSigner } from "./attribute-names.ts";
import type { FeatureSet } from "./feature-set.ts";
import { type HostName, parseHostName } from "./host-name.ts";
import type { Kind } from "./kinds.ts";
import { habitsOf } from "./look-alike.ts";
import { runsOf, shapeOf, wordsOf } from "./shapes.ts";
import { addSimilarity } from "./similar-files.ts";
import { addThreatName } from "./threat-name.ts";

const aliases: Readonly<Record<string, ObservableType>> = {
  hostname: "domain",
  fqdn: "domain",
  "domain-name": "domain",
  ip: "ipv4",
  "ip-address": "ipv4",
  "email-addr": "email",
  mail: "email",
  filename: "file-name",
  "sha-1": "sha1",
  "sha-256": "sha256",
  vulnerability: "cve",
  technique: "attack-technique",
};

/** What is known of a value as harmless; lists that count as real where this runs are left out. */
export type BenignLookup = typeof benignOf;

export function benignExcept(ignored: ReadonlySet<string>): BenignLookup {
  if (ignored.size === 0) return benignOf;
  return (type, value) => {
    const benign = benignOf(type, value);
    return benign === undefined || ignored.has(benign.list) ? undefined : benign;
  };
}

/** Features of one incident in the making. */
export interface Making {
  readonly features: FeatureSet;
  /** Names and labels that are in it. */
  readonly seen: Set<string>;
  readonly benign: BenignLookup;
}

/** Adds what the indicator tells; gives the label of its domain where it has one of its own. */
export function addIndicator(making: Making, typeName: string, value: string): string | undefined {
  const { features } = making;
  const read = readIndicator(typeName, value);
  if (read === undefined) {
    features.add("value", `${foldName(typeName)} ${value.trim()}`);
    return undefined;
  }
  const { type, canonical } = read;
  if (isHarmless(making, type, canonical)) return undefined;
  switch (type) {
    case "domain":
    case "onion":
      features.add("composition", type);
      return addHost(making, canonical);
    case "url":
      return addUrl(making, canonical);
    case "ipv4":
    case "ipv6":
      features.add("composition", type);
      addAddress(making, canonical);
      return undefined;
    case "endpoint":
      addAddress(making, canonical.replace(/:[0-9]+$/, "").replaceAll(/[[\]]/g, ""));
      return undefined;
    case "email":
      features.add("value", canonical);
      return addHost(making, canonical.slice(canonical.lastIndexOf("@") + 1));
    default:
      addOther(making, type, canonical);
      return undefined;
  }
}

interface Read {
  readonly type: ObservableType;
  readonly canonical: string;
}

function readIndicator(typeName: string, value: string): Read | undefined {
  const lower = typeName.trim().toLowerCase();
  const type = aliases[lower] ?? lower;
  if (!isObservableType(type)) return undefined;
  for (const [as, text] of spellings(type, value.trim())) {
    const canonical = canonicalise(as, text);
    if (canonical !== undefined) return { type: as, canonical };
  }
  return undefined;
}

function spellings(type: ObservableType, value: string): (readonly [ObservableType, string])[] {
  if (type === "url")
    return [
      [type, value],
      [type, `http://${value}`],
    ];
  if (type === "ipv4")
    return [
      [type, value],
      ["ipv6", value],
    ];
  if (type === "domain")
    return [
      [type, value],
      ["onion", value],
      ["ipv4", value],
    ];
  return [[type, value]];
}

/** Harmless itself, or of an owner who is: what anybody meets ties nobody to anybody. */
function isHarmless(making: Making, type: ObservableType, value: string): boolean {
  const benign = making.benign(type, value);
  if (benign?.effect === "never" || benign?.effect === "context") return true;
  if (benign?.list === "delivery-networks" || benign?.list === "parking") return true;
  return type === "domain" && isOfHarmlessOwner(making, parseHostName(value));
}

function isOfHarmlessOwner({ benign }: Making, host: HostName | undefined): boolean {
  if (host === undefined) return true;
  const effect = benign("domain", host.registered)?.effect;
  return effect === "never" || effect === "context";
}

function addHost(making: Making, name: string): string | undefined {
  const { features, seen } = making;
  if (seen.has(name)) return undefined;
  seen.add(name);
  const host = parseHostName(name);
  if (host === undefined || isOfHarmlessOwner(making, host)) return undefined;
  features.add("value", name);
  addBelow(features, seen, host.below);
  if (seen.has(host.registered) && name !== host.registered) return host.label;
  seen.add(host.registered);
  const { registered, suffix, label } = host;
  features.add("registered-domain", registered);
  if (!standsForAnother("domain", registered)) {
    const length = Math.min(label.length, labelCharsMax) >> 1;
    features.add("suffix", suffix);
    features.add("shape", `${shapeOf(label)} ${length} ${suffix}`);
  }
  addLabel(features, seen, label);
  for (const habit of habitsOf(label)) {
    if (!features.has("look-alike", habit)) features.add("look-alike", habit);
  }
  return label;
}

const labelCharsMax = 16;

/**
 * Names and addresses of examples: where they count as real, all who write examples still share what
 * these are part of.
 */
function standsForAnother(type: ObservableType, value: string): boolean {
  const list = benignOf(type, value)?.list;
  return list === "documentation-names" || list === "documentation-addresses";
}

function addBelow(features: FeatureSet, seen: Set<string>, labels: readonly string[]): void {
  for (const label of labels) {
    if (label === "www") continue;
    features.add("below", label);
    addLabel(features, seen, label);
  }
}

/** Each label once: the same word in a hundred names is one habit. */
function addLabel(features: FeatureSet, seen: Set<string>, label: string): void {
  const key = `label ${label}`;
  if (seen.has(key)) return;
  seen.add(key);
  for (const word of wordsOf(label)) features.add("label", word);
  for (const run of runsOf(label)) features.add("naming", run);
}

function addAddress({ features, benign }: Making, address: string): void {
  features.add("value", address);
  const type = address.includes(":") ? "ipv6" : "ipv4";
  if (benign(type, address) !== undefined || standsForAnother(type, address)) return;
  const groups = address.includes(":") ? ipv6Groups(address) : undefined;
  if (groups !== undefined) {
    const net = groups.slice(0, 3).map((group) => group.toString(16));
    features.add("network", `${net.join(":")}::/48`);
  } else features.add("network", `${address.slice(0, address.lastIndexOf("."))}.0/24`);
}

function addUrl(making: Making, url: string): string | undefined {
  const { features } = making;
  const parts =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^/:?#]*)(?::[0-9]+)?([/?#].*)?$/i.exec(url);
  const name = (parts?.[1] ?? "").toLowerCase().replaceAll(/[[\]]/g, "");
  const rest = parts?.[2] ?? "";
  if (rest.length >= longPathChars) features.add("value", rest);
  addPath(features, rest);
  const isAddress = /^[0-9.]+$|:/.test(name);
  features.add(
    "composition",
    `url ${isAddress ? "address" : "name"} ${rest.length > 1 ? "path" : ""}`,
  );
  if (!isAddress) return isHarmless(making, "domain", name) ? undefined : addHost(making, name);
  if (!isHarmless(making, name.includes(":") ? "ipv6" : "ipv4", name)) addAddress(making, name);
  return undefined;
}

const longPathChars = 12;
const partCharsMin = 3;

function addPath(features: FeatureSet, rest: string): void {
  if (rest.length < 2) return;
  const [path = ""] = rest.toLowerCase().split(/[?#]/, 1);
  const parts = path.split("/").filter((part) => part.length >= partCharsMin);
  for (const part of parts) features.add("url-part", part);
  features.add("url-part", `form ${shapeOf(path)}`);
  const asked = /\?([^#]*)/.exec(rest)?.[1];
  if (asked === undefined) return;
  const names = asked.split("&").map((pair) => pair.split("=", 1)[0] ?? "");
  features.add("url-part", `asks ${names.sort().join("&")}`);
}

/** Types whose canonical form is the feature. */
const plainKinds: Readonly<Partial<Record<ObservableType, Kind>>> = {
  "attack-technique": "technique",
  cve: "vulnerability",
  cpe: "product",
  asn: "autonomous-system",
  imphash: "fingerprint",
  ja3: "fingerprint",
  ja4: "fingerprint",
  jarm: "fingerprint",
  "file-name": "file-shape",
  md5: "file",
  sha1: "file",
  sha256: "file",
  sha384: "file",
  sha512: "file",
};

function addOther({ features }: Making, type: ObservableType, value: string): void {
  const kind = plainKinds[type];
  if (kind !== undefined) features.add(kind, value);
  else if (type === "malware" || type === "tool") addThreatName(features, "malware", value);
  else if (type === "actor") addThreatName(features, "actor", value);
  else if (type === "signer") features.add("signer", foldSigner(value));
  else if (type === "registrant") features.add("registrant", `name ${foldName(value)}`);
  else features.add("value", value);
  if (kind === "file") features.add("composition", "file");
  if (type === "file-name") features.add("file-shape", `form ${shapeOf(value)}`);
  if (type === "ssdeep" || type === "tlsh") addSimilarity(features, type, value);
}
