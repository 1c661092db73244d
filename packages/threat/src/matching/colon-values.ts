/** What is written with colons: IPv6 addresses and MAC addresses. Seldom, so text will do. */

import { canonicalIpv6, canonicalMac } from "../observables/canonical-network.ts";
import { byteClasses, colon, digitBit, dotBit, hexLetterBit } from "./byte-classes.ts";

const charsMax = 45;
const macChars = 17;

export interface ColonValue {
  readonly kind: "ipv6" | "mac";
  /** In its canonical form. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The address whose first group ends at `groupEnd`; times of day are none. */
export function colonValue(
  bytes: Uint8Array,
  groupStart: number,
  groupEnd: number,
): ColonValue | undefined {
  let start = groupStart;
  if (bytes[start - 1] === colon) {
    if (bytes[start - 2] !== colon || byteClasses[bytes[start - 3] ?? 0] !== 0) return undefined;
    start -= 2;
  }
  let end = groupEnd;
  let colons = 0;
  while (end - start < charsMax && isPart(bytes[end] ?? 0)) {
    if (bytes[end] === colon) colons += 1;
    end += 1;
  }
  while (end > start && !isDigit(bytes[end - 1] ?? 0)) {
    const isDouble = bytes[end - 1] === colon && bytes[end - 2] === colon;
    if (isDouble) break;
    if (bytes[end - 1] === colon) colons -= 1;
    end -= 1;
  }
  if (colons < 2 || byteClasses[bytes[end] ?? 0] !== 0) return undefined;
  const text = String.fromCharCode(...bytes.subarray(start, end));
  const mac = colons === 5 && text.length === macChars ? canonicalMac(text) : undefined;
  if (mac !== undefined) return { kind: "mac", value: mac, start, end };
  const address = colons >= 6 || text.includes("::") ? canonicalIpv6(text) : undefined;
  return address === undefined ? undefined : { kind: "ipv6", value: address, start, end };
}

function isDigit(byte: number): boolean {
  return ((byteClasses[byte] ?? 0) & (digitBit | hexLetterBit)) !== 0;
}

function isPart(byte: number): boolean {
  return isDigit(byte) || byte === colon || byteClasses[byte] === dotBit;
}
