/** IPv4, IPv6, MAC and ports, character by character. */

import { canonicalIpv6, canonicalMac, ipv4Text } from "../observables/canonical-network.ts";
import {
  classAt,
  digitBit,
  hexLetterBit,
  isDigitAt,
  isHexAt,
  isWordAt,
  joinBit,
  wordBit,
} from "./char-classes.ts";
import { colonAt, dotAt, fangLength, isDisguised, noFang } from "./fangs.ts";
import type { Scan } from "./scan.ts";

const ipv6CharsMax = 60;

export interface Address {
  readonly value: string;
  readonly end: number;
  readonly defanged: boolean;
}

/** Four numbers below 256 without leading zeros, whatever stands between them for a dot. */
export function ipv4At({ text, codes }: Scan, start: number): Address | undefined {
  let at = start;
  let whole = 0;
  let defanged = false;
  for (let part = 0; part < 4; part += 1) {
    let number = 0;
    const from = at;
    while (at - from < 3 && at < codes.length) {
      const digit = (codes[at] ?? 0) - 48;
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
      at += 1;
    }
    if (at === from || number > 255 || (at - from > 1 && codes[from] === 48)) return undefined;
    whole = whole * 256 + number;
    if (part === 3) break;
    const fang = dotAt(text, at);
    if (fang === noFang) return undefined;
    defanged ||= isDisguised(fang);
    at += fangLength(fang);
  }
  if (!endsHere(text, at)) return undefined;
  return { value: defanged ? ipv4Text(whole) : text.slice(start, at), end: at, defanged };
}

/** No letter or further number may follow; "1.2.3.4-1.2.3.9" and "1.2.3.4_" may. */
function endsHere(text: string, at: number): boolean {
  const bits = classAt(text, at);
  if ((bits & joinBit) !== 0) return isDigitAt(text, at + 1) || !isWordAt(text, at + 1);
  if ((bits & wordBit) !== 0) return false;
  return dotAt(text, at) === noFang || text.charCodeAt(at) === 32;
}

export interface Port {
  readonly number: number;
  readonly end: number;
}

/** A port behind an address or name. */
export function portAt(text: string, start: number): Port | undefined {
  const fang = colonAt(text, start);
  if (fang === noFang) return undefined;
  const from = start + fangLength(fang);
  let at = from;
  let number = 0;
  while (at - from < 6 && isDigitAt(text, at)) {
    number = number * 10 + text.charCodeAt(at) - 48;
    at += 1;
  }
  if (at === from || number < 1 || number > 65535) return undefined;
  const isLonger = isWordAt(text, at) || (text.charCodeAt(at) === 58 && isDigitAt(text, at + 1));
  return isLonger ? undefined : { number, end: at };
}

/** Prefix length behind an address; undefined where the slash begins a path. */
export function prefixAt(text: string, start: number, bitsMax: number): Port | undefined {
  if (text.charCodeAt(start) !== 47) return undefined;
  let at = start + 1;
  let number = 0;
  while (at - start < 4 && isDigitAt(text, at)) {
    number = number * 10 + text.charCodeAt(at) - 48;
    at += 1;
  }
  if (at === start + 1 || number < 1 || number > bitsMax) return undefined;
  const next = text.charCodeAt(at);
  const goesOn = isWordAt(text, at) || next === 47 || (next === 46 && isWordAt(text, at + 1));
  return goesOn ? undefined : { number, end: at };
}

/** Groups of hex with colons: an IPv6 address, or undefined. */
export function ipv6At(text: string, start: number): Address | undefined {
  let at = start;
  let colons = 0;
  let isShort = false;
  let defanged = false;
  let hasDigit = false;
  while (at - start < ipv6CharsMax) {
    const bits = classAt(text, at);
    if ((bits & (digitBit | hexLetterBit)) !== 0) {
      hasDigit ||= (bits & digitBit) !== 0;
      at += 1;
    } else if (text.charCodeAt(at) === 46 && isShort && isDigitAt(text, at + 1)) at += 1;
    else {
      const fang = colonAt(text, at);
      if (fang === noFang) break;
      defanged ||= isDisguised(fang);
      isShort ||= colonAt(text, at + fangLength(fang)) !== noFang;
      colons += 1;
      at += fangLength(fang);
    }
  }
  // Times and counters end here: only eight groups, or "::", are an address.
  if (!hasDigit || (!isShort && colons !== 7 && colons !== 8)) return undefined;
  return ipv6Between(text, start, at, defanged);
}

function ipv6Between(
  text: string,
  start: number,
  runEnd: number,
  defanged: boolean,
): Address | undefined {
  const slice = text.slice(start, runEnd);
  const run = defanged ? slice.replace(/[[({<]:[\])}>]/g, ":") : slice;
  const value = run.endsWith(":") && !run.endsWith("::") ? run.slice(0, -1) : run;
  const end = runEnd - (run.length - value.length);
  if (isWordAt(text, end) && !isHexEnd(text, end)) return undefined;
  const canonical = isLikelyIpv6(value) ? canonicalIpv6(value) : undefined;
  if (canonical !== undefined) return { value: canonical, end, defanged };
  // `2001:db8::1.443` of tcpdump.
  const dot = defanged ? -1 : text.slice(start, end).search(/\.\d{1,5}$/);
  return dot > 0 ? ipv6Between(text, start, start + dot, false) : undefined;
}

function isHexEnd(text: string, at: number): boolean {
  return (classAt(text, at) & joinBit) !== 0 && !isHexAt(text, at + 1);
}

/** "::" also joins names in code: fewer than four groups need a first group that is given out. */
function isLikelyIpv6(value: string): boolean {
  let colons = 0;
  for (let at = 0; at < value.length; at += 1) if (value.charCodeAt(at) === 58) colons += 1;
  if (!value.includes("::")) return colons === 7;
  return (
    colons >= 4 ||
    /^(?:[23][0-9a-f]{3}|f[cde][0-9a-f]{2}|ff[0-9a-f]{2}|64|100):|^::(?:1|ffff:[0-9.]+)$/i.test(
      value,
    )
  );
}

/** MAC address, or a fingerprint written as bytes with colons. */
export function byteRunAt(text: string, start: number): { bytes: number; end: number } | undefined {
  let at = start;
  let bytes = 0;
  const separator = text.charCodeAt(start + 2);
  if (separator !== 58) return undefined;
  while (bytes < 64 && isHexAt(text, at) && isHexAt(text, at + 1) && !isHexAt(text, at + 2)) {
    bytes += 1;
    at += 2;
    if (text.charCodeAt(at) !== separator || !isHexAt(text, at + 1)) break;
    at += 1;
  }
  return bytes >= 6 && !isWordAt(text, at) && text.charCodeAt(at) !== separator
    ? { bytes, end: at }
    : undefined;
}

export function addMac(scan: Scan, start: number, end: number): boolean {
  const value = canonicalMac(scan.text.slice(start, end));
  if (value === undefined || value === "00:00:00:00:00:00") return false;
  scan.add("mac", value, start, end, false);
  return true;
}
