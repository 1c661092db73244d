/**
 * Values that are well known and mostly harmless. A listed name is suppressed; names below it are
 * not by that alone, because attackers rent them. The reason is always given.
 */

import type { Benign, Observation } from "../extraction/observation.ts";
import type { ObservableType } from "../observables/observable-types.ts";
import { once } from "../once.ts";
import { type BenignIndex, builtInIndex, indexTables } from "./benign-index.ts";
import type { LooseTables } from "./built-in-tables.ts";
import { hashStep } from "./listed-names.ts";
import {
  benignFileName,
  benignRegistryKey,
  benignUnixPath,
  benignWindowsPath,
} from "./machine-names.ts";

/** What the lists know about a value; undefined where they know nothing. */
export type BenignLookup = (type: ObservableType, value: string) => Benign | undefined;

/** Made ready at the first question. */
type Lists = () => BenignIndex;

export function compileBenign(tables: LooseTables): BenignLookup {
  const lists = once(() => indexTables(tables));
  return (type, value) => lookUp(lists, type, value);
}

const builtIn = once(builtInIndex);

/** By the lists that come with the product. */
export const benignOf: BenignLookup = (type, value) => lookUp(builtIn, type, value);

function benignName(lists: Lists, name: string): Benign | undefined {
  const listed = lists().names;
  let found: Benign | undefined;
  let hash = 0;
  for (let at = name.length - 1; at >= 0; at -= 1) {
    hash = hashStep(hash, name.charCodeAt(at));
    const isWhole = at === 0 || (at === 4 && name.startsWith("www."));
    if (!isWhole && name.charCodeAt(at - 1) !== dot) continue;
    if (!listed.mayHold(hash)) continue;
    const hit = listed.find(name.slice(at), hash);
    if (hit !== undefined && (isWhole || hit.isBelow)) found = hit.benign;
  }
  return found;
}

/** A value as a whole, whatever it is. */
function listedWhole(lists: Lists, value: string): Benign | undefined {
  let hash = 0;
  for (let at = value.length - 1; at >= 0; at -= 1) hash = hashStep(hash, value.charCodeAt(at));
  const listed = lists().names;
  return listed.mayHold(hash) ? listed.find(value, hash)?.benign : undefined;
}

const dot = 46;
const sharedSite: Omit<Benign, "list"> = {
  effect: "weak",
  why: "This is a page on a site that many people use.",
};

/** Where the authority of a URL ends. */
function authorityEnd(url: string, start: number): number {
  for (let at = start; at < url.length; at += 1) {
    const code = url.charCodeAt(at);
    if (code === 47 || code === 63 || code === 35) return at;
  }
  return url.length;
}

/** The host of a URL without user, port and brackets. */
function hostOf(url: string, start: number, end: number): string {
  const from = Math.max(start, url.lastIndexOf("@", end - 1) + 1);
  if (url.charCodeAt(from) === 91) return url.slice(from + 1, url.indexOf("]", from));
  const colon = url.indexOf(":", from);
  return url.slice(from, colon >= 0 && colon < end ? colon : end).toLowerCase();
}

/** Sites whose pages and mail are their owners' alone. */
const ownSites: ReadonlySet<string> = new Set(["security-vendors", "authorities"]);

/** A path on a popular site may be the attacker's; on a vendor's or an authority's own site it is a reference. */
function benignUrl(lists: Lists, url: string): Benign | undefined {
  const scheme = url.indexOf("://");
  const start = scheme < 0 ? 0 : scheme + 3;
  const end = authorityEnd(url, start);
  const host = hostOf(url, start, end);
  const benign = isAddress(host) ? lists().range(host) : benignName(lists, host);
  if (benign === undefined || benign.effect !== "context") return benign;
  const hasPath = url.length > end + 1;
  return hasPath && !ownSites.has(benign.list) ? { ...sharedSite, list: benign.list } : benign;
}

function isAddress(host: string): boolean {
  const last = host.charCodeAt(host.length - 1);
  return (last >= 48 && last <= 57) || host.includes(":");
}

const contactMailbox: Benign = {
  effect: "context",
  list: "contact-mailboxes",
  why: "This is a mailbox for reporting abuse.",
};
const officialDomain = /(?:^|\.)(?:gov|mil|cert|int)(?:\.[a-z]{2})?$/;

function benignEmail(lists: Lists, address: string): Benign | undefined {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1).toLowerCase();
  if (
    /^(?:security|noc|soc|abuse|cert|csirt|psirt)@/i.test(address) ||
    officialDomain.test(domain)
  ) {
    return contactMailbox;
  }
  const benign = benignName(lists, domain);
  if (benign === undefined) return undefined;
  const isTold = ownSites.has(benign.list) || benign.list === "disposable-mail";
  return isTold || benign.effect === "never" ? benign : undefined;
}

function nibble(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

/**
 * A report holds thousands of hashes and the lists a hundred. Three digits rule out nearly all
 * before the text is hashed for the look-up.
 */
function benignHash(lists: Lists, hash: string): Benign | undefined {
  const start =
    (nibble(hash.charCodeAt(0)) << 8) |
    (nibble(hash.charCodeAt(1)) << 4) |
    nibble(hash.charCodeAt(2));
  return lists().names.hashStarts[start] === 1 ? listedWhole(lists, hash) : undefined;
}

function lookUp(lists: Lists, type: ObservableType, value: string): Benign | undefined {
  switch (type) {
    case "ipv4":
    case "ipv6":
    case "cidr":
      return lists().range(value);
    case "endpoint":
      return benignUrl(lists, value);
    case "domain":
      return benignName(lists, value);
    case "url":
      return benignUrl(lists, value);
    case "email":
      return benignEmail(lists, value);
    case "md5":
    case "sha1":
    case "sha256":
    case "sha384":
    case "sha512":
      return benignHash(lists, value);
    case "ssdeep":
      return listedWhole(lists, value);
    case "file-name":
      return benignFileName(value);
    case "windows-path":
      return benignWindowsPath(value);
    case "unix-path":
      return benignUnixPath(value);
    case "registry-key":
      return benignRegistryKey(value);
    default:
      return undefined;
  }
}

/**
 * Should the value be left out unless somebody puts it in? One that was written so that nobody
 * clicks it is accused by its author: then only what can never be an indicator is left out.
 */
export function isSuppressed(observation: Pick<Observation, "benign" | "defanged">): boolean {
  const effect = observation.benign?.effect;
  return effect === "never" || (effect === "context" && !observation.defanged);
}
