/** Words with a colon or backslash behind them: drives, IPv6, MAC, ssdeep, glued schemes, user agents. */

import { addMac, byteRunAt, ipv6At, portAt, prefixAt } from "./addresses.ts";
import {
  classAt,
  digitBit,
  foreignBit,
  hexLetterBit,
  isHexFlags,
  isWordAt,
  joinBit,
  otherLetterBit,
  wordBit,
} from "./char-classes.ts";
import { matchesAt, schemeSeparatorAt, noFang } from "./fangs.ts";
import { addByteHash, readSsdeep } from "./hashes.ts";
import { readScheme } from "./meanings.ts";
import { readWindowsPath } from "./paths.ts";
import type { Scan } from "./scan.ts";

const anyLetterBits = hexLetterBit | otherLetterBit | joinBit | foreignBit;
const gluedSchemes = ["https", "http", "hxxps", "hxxp", "ftp"];

export function readColonWord(scan: Scan, start: number, end: number, flags: number): number {
  const { text } = scan;
  const code = text.charCodeAt(end);
  if (code !== 58 && code !== 91) return -1;
  const length = end - start;
  if (length === 1 && (flags & digitBit) === 0 && code === 58) {
    const drive = readDrive(scan, start, end);
    if (drive >= 0) return drive;
  }
  if (length <= 10 && isDigits(flags) && code === 58) {
    const to = readSsdeep(scan, start, end);
    if (to >= 0) return to;
  }
  if (length <= 4 && isHexFlags(flags) && start >= scan.colonFrom) {
    const to = readHexColons(scan, start, length);
    if (to >= 0) return to;
  }
  return length > 3 && code === 58 ? readGluedScheme(scan, start, end) : -1;
}

function isDigits(flags: number): boolean {
  return (flags & anyLetterBits) === 0;
}

function readDrive(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  if (start < scan.ruleUntil) return -1;
  const next = text.charCodeAt(end + 1);
  const isSlash = next === 47 && isWordAt(text, end + 2);
  return next === 92 || isSlash ? readWindowsPath(scan, start, end + 2) : -1;
}

function readHexColons(scan: Scan, start: number, length: number): number {
  const { text } = scan;
  const run = length === 2 ? byteRunAt(text, start) : undefined;
  if (run !== undefined) {
    const isMac = run.bytes === 6;
    const added = isMac
      ? addMac(scan, start, run.end)
      : addByteHash(scan, start, run.end, run.bytes);
    if (added) return run.end;
  }
  const address = ipv6At(text, start);
  if (address === undefined) {
    // Nothing in this run of groups is an address; it need not be read from each of its groups.
    let at = start;
    while (at - start < 64 && ((classAt(text, at) & wordBit) !== 0 || text.charCodeAt(at) === 58))
      at += 1;
    scan.colonFrom = at;
    return -1;
  }
  const prefix = prefixAt(text, address.end, 128);
  if (prefix !== undefined) {
    scan.add("cidr", `${address.value}/${prefix.number}`, start, prefix.end, address.defanged);
    return prefix.end;
  }
  const port = text.charCodeAt(address.end) === 93 ? portAt(text, address.end + 1) : undefined;
  scan.add("ipv6", address.value, start, address.end, address.defanged, port?.number);
  return port?.end ?? address.end;
}

/** `\nhttp://`, where the line feed was escaped, and other letters that stick to a scheme. */
function readGluedScheme(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  const last = (scan.codes[end - 1] ?? 0) | 32;
  if (last !== 112 && last !== 115) return -1; // "p" of http and ftp, "s" of https
  for (const scheme of gluedSchemes) {
    const from = end - scheme.length;
    if (from > start && matchesAt(text, from, scheme))
      return schemeSeparatorAt(text, end) === noFang ? -1 : readScheme(scan, from, end);
  }
  return -1;
}
