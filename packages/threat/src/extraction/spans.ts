/**
 * Networks that are not written with a prefix: with a net mask, as routes are, with a wildcard mask, as
 * access lists are, and as first and last address, as registries of addresses give them.
 */

import { ipv4Number, ipv4Text } from "../observables/canonical-network.ts";
import { type Address, ipv4At } from "./addresses.ts";
import { classAt, isDigitAt, isWordAt, joinBit } from "./char-classes.ts";
import type { Scan } from "./scan.ts";

export interface Network {
  /** Address and prefix. */
  readonly value: string;
  readonly end: number;
  readonly defanged: boolean;
}

const gapCharsMax = 40;
const maskGap =
  /^(?: ?\/ ?|(?:[ \t]{1,24}|, ?)(?:\(?(?:with )?(?:(?:sub)?net(?:work)?[ -]?)?(?:wildcard[ -]?)?(?:mask|wildcard)(?: of)?[:=]?[ \t]{0,3})?)(?=\d)/i;
const spanGap = /^ ?[-\u2013\u2014] ?(?=\d)/;
/** Fewer are the two ends of a connection, or a version and its build. */
const spanAddressesMin = 16;
const spanAddressesMax = 2 ** 24;
const lastNumberMax = 255;

/** "203.0.113.0 255.255.255.0", "203.0.113.0/255.255.255.0", "203.0.113.0 0.0.0.255", "203.0.113.0 mask …". */
export function maskedAt(scan: Scan, address: Address): Network | undefined {
  const { text } = scan;
  if (!mayHaveMask(scan, address.end)) return undefined;
  const gap = maskGap.exec(text.slice(address.end, address.end + gapCharsMax))?.[0];
  if (gap === undefined) return undefined;
  const mask = ipv4At(scan, address.end + gap.length);
  if (mask === undefined || isTied(text, mask.end)) return undefined;
  const bits = bitsOf(ipv4Number(mask.value) ?? 0);
  const first = ipv4Number(address.value) ?? 0;
  // 0.0.0.0 with a mask is all or none.
  if (bits === undefined || first === 0) return undefined;
  const { prefix, isWildcard } = bits;
  // Behind a space the mask of a host is that of its interface: the host is what counts.
  const isHost = first % 2 ** (32 - prefix) !== 0;
  if (isHost && !isWildcard && !gap.includes("/")) return undefined;
  return networkOf(first, prefix, mask.end, address.defanged || mask.defanged);
}

/** Most addresses end a sentence, or a word follows. */
function mayHaveMask({ codes }: Scan, end: number): boolean {
  const next = codes[end];
  if (next !== 32) return next === 9 || next === 44 || next === 47;
  const behind = codes[end + 1] ?? 0;
  return behind === 32 || behind === 47 || behind === 40 || beginsMask(behind);
}

/** A digit, or the first letter of "mask", "netmask", "subnet mask", "wildcard", "with". */
function beginsMask(code: number): boolean {
  const letter = code | 32;
  return (
    (code >= 48 && code <= 57) ||
    letter === 109 ||
    letter === 110 ||
    letter === 115 ||
    letter === 119
  );
}

/** Of 255.255.240.0 and of 0.0.15.255; undefined where the ones do not stand together. */
function bitsOf(mask: number): { prefix: number; isWildcard: boolean } | undefined {
  const isWildcard = mask < 2 ** 24;
  const hosts = isWildcard ? mask + 1 : 2 ** 32 - mask;
  const hostBits = Math.log2(hosts);
  if (!Number.isInteger(hostBits) || hostBits < 1 || hostBits > 24) return undefined;
  return { prefix: 32 - hostBits, isWildcard };
}

/** "203.0.113.0 - 203.0.113.255", "203.0.113.0-255", where a prefix says the same. */
export function spannedAt(scan: Scan, address: Address): Network | undefined {
  const { text } = scan;
  const gap = spanGap.exec(text.slice(address.end, address.end + 4))?.[0];
  if (gap === undefined) return undefined;
  const from = address.end + gap.length;
  const last =
    ipv4At(scan, from) ?? (gap.length === 1 ? lastNumberAt(text, from, address) : undefined);
  if (last === undefined || isTied(text, last.end)) return undefined;
  const first = ipv4Number(address.value) ?? 0;
  const addresses = (ipv4Number(last.value) ?? 0) - first + 1;
  if (addresses < spanAddressesMin || addresses > spanAddressesMax) return undefined;
  const hostBits = Math.log2(addresses);
  if (!Number.isInteger(hostBits) || first % addresses !== 0) return undefined;
  return networkOf(first, 32 - hostBits, last.end, address.defanged || last.defanged);
}

function lastNumberAt(text: string, from: number, { value }: Address): Address | undefined {
  let end = from;
  while (end - from < 3 && isDigitAt(text, end)) end += 1;
  const number = Number(text.slice(from, end));
  const next = text.charCodeAt(end);
  const goesOn = isWordAt(text, end) || (next === 46 && isWordAt(text, end + 1));
  if (end === from || number > lastNumberMax || goesOn) return undefined;
  return { value: `${value.slice(0, value.lastIndexOf(".") + 1)}${number}`, end, defanged: false };
}

/** A port, a prefix, a path or a further number. */
function isTied(text: string, end: number): boolean {
  const next = text.charCodeAt(end);
  return (
    next === 47 || (next === 58 && isDigitAt(text, end + 1)) || (classAt(text, end) & joinBit) !== 0
  );
}

function networkOf(first: number, prefix: number, end: number, defanged: boolean): Network {
  return { value: `${ipv4Text(first)}/${prefix}`, end, defanged };
}
