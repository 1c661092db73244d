/** Tokens of machines, told by how they are written: endings of files, paths, ids, ports, times, what is counted in logs. */

import type { Reading } from "../detector.ts";
import { marksOfChars } from "../text/tokens.ts";
import { hashOf, hashSet } from "../text/word-hash.ts";
import {
  digitAny,
  isDigit,
  letterAny,
  lowerAny,
  unitBefore,
  upperLater,
  valueBefore,
} from "../text/words.ts";

export const tokenCharsMax = 64;

/** ".flocked", of the files that were encrypted. */
const ending = /^[A-Za-z0-9_]{2,24}(?![\w@]|\.\w)/;
/** "@sg_quickload"; what is a person's is a finding by itself, and goes. */
const handle = /^\w{3,32}(?![\w@]|\.\w)/;
/** "/pub/media/o.php", "/etc/passwd": not what may name somebody. */
const path =
  /^(?:(?:etc|tmp|var|usr|opt|bin|sbin|dev|proc|root|wp-content|wp-admin|wp-includes|cgi-bin|owa|ecp|oauth|autodiscover|remote|actuator|aspnet_client|WEB-INF|uploads|admin|adm1n|login|vpn|dana-na|geoserver|manager|phpmyadmin)(?:\/[\w.~%*-]{0,40}){0,8}|(?:[\w.~-]{1,40}\/){0,8}[\w.~-]{1,40}\.(?:php\d?|jspx?|aspx?|ashx|html?|js|sh|cgi|exe|dll|so|py|pl|war|elf|ps1))(?:\?[\w=&.%-]{0,30})?(?!\w)/;
const windowsPath = /^[A-Z]:\\(?!\S{0,60}\.(?:xls|doc|pdf|csv|ppt|od[ts]))[\w\\.$~*%-]{0,60}/;
const guid = /^[\dA-Fa-f]{8}-(?:[\dA-Fa-f]{4}-){3}[\dA-Fa-f]{12}(?!\w)/;
const hex = /^(?:[\da-f]{8,64}|[\dA-F]{12,64})(?!\w)/;
const hexCharsMin = 8;
/** "ICSA-25-191-10", "RHSA-2024:1234": ids of advisories begin so. */
const advisories = hashSet("icsa icsma ssa rhsa dsa usn ghsa zdi talos jvnvu jvn fg sva");
const advisory = /^[A-Z]{2,5}(?:-IR)?[-#][\dA-Za-z]{2,8}(?:[-:][\dA-Za-z]{2,6}){0,3}(?!\w)/;
/** "X-siLock-Comment": how headers are called. */
const header = /^X-[A-Z][\w-]{2,40}(?!\w)/;
/** "14.1-8.50". */
const version = /^\d{1,3}\.\d{1,3}-\d{1,3}\.\d{1,4}(?![\w.]\d)/;
/** "max-age 2y" behind "--". */
const option = /^[a-z][a-z-]{2,24}(?:[ =]\d{1,6}[a-z]?(?![\w%\u20ac$]|[.,]\d))?(?![\w@]|\.\w)/;
/** "v33". */
const shortVersion = /^v\d{1,3}(?:\.\d{1,4}){0,3}(?!\w)/;
/** Of an address before it: "203.0.113.87:4001". */
const portBehind = /^\d{2,5}(?!\w|[.,:]\d)/;
/** "19 GB", "8443/tcp", "02:14:37", "21:30 IST", "41,870 GETs". */
const counted = new RegExp(
  String.raw`^(?:\d{1,4}(?:[.,]\d{1,3})? ?[KMGTP]i?B|\d{1,5}/(?:tcp|udp)|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?Z?|\d{1,2}:\d\d:\d\d(?:[.,]\d{1,6})?Z?|\d{1,2}[:.]?\d\d ?(?:UTC|GMT|CES?T|BST|[ECMP][SD]T|IST|JST|KST|SGT|AE[SD]T|NZ[SD]T|MSK|EES?T|WI[BT]|BRT|EAT|SAST|WAT)|\d{1,3}(?:[,.]?\d{3}){0,3} (?:failed |push |[Dd][Nn][Ss] |[Hh][Tt][Tt][Pp] |MFA |mfa )?(?:GETs|POSTs|files|requests|queries|packets|prompts|attempts|failures|tries|hits|events|alerts|bytes|connections|sessions|logins|beacons|pings|probes|bots|IPs))(?!\w)`,
);
/** No amount is written so. */
const ports = new Set(
  [
    21, 22, 23, 80, 443, 445, 502, 587, 993, 1194, 1433, 1521, 1723, 1883, 1911, 2222, 2323, 3306,
    3333, 3389, 4443, 4444, 5060, 5432, 5555, 5900, 5938, 5985, 5986, 6379, 7070, 7547, 8000, 8080,
    8081, 8088, 8291, 8443, 8530, 8888, 8883, 9001, 9100, 9200, 9443, 10443, 11112, 20256, 27017,
    44818, 47808,
  ].map((it) => hashOf(String(it))),
);
const beforePort = hashSet("on");
/** Both cases and digits all through: of wallets and ids. */
const idCharsMin = 14;

/** Behind a token that begins at this word, its sign before it aside. */
export function writtenEnd({ passage, words }: Reading, at: number): number | undefined {
  const { codes, text } = passage;
  const { starts, ends, shapes, hashes } = words;
  const start = starts[at] ?? 0;
  const end = ends[at] ?? start;
  const shape = shapes[at] ?? 0;
  const before = unitBefore(codes, start);
  const behind = codes[end] ?? 0;
  if (before === dot || before === slash || before === percent || before === commercialAt) {
    if (!opens(unitBefore(codes, start, 2))) return undefined;
    if (before === commercialAt) return matchEnd(text, start, handle);
    if (before === percent) return behind === percent ? end + 1 : undefined;
    return matchEnd(text, start, before === dot ? ending : path);
  }
  if (before === hyphen) {
    const first = unitBefore(codes, start, 2);
    const isOption = first === blank || (first === hyphen && unitBefore(codes, start, 3) === blank);
    return isOption ? matchEnd(text, start, option) : undefined;
  }
  if (before === colon && (shape & letterAny) === 0) {
    const isOfAddress = unitBefore(codes, valueBefore(starts, at)) === dot;
    return isOfAddress ? matchEnd(text, start, portBehind) : undefined;
  }
  if (!opens(before)) return undefined;
  if (shape === digitAny) {
    if (
      beforePort.has(valueBefore(hashes, at)) &&
      ports.has(hashes[at] ?? 0) &&
      !isDigit(codes[end + 1]) &&
      codes[codes[end] === blank ? end + 1 : end] !== percent
    )
      return end;
    return matchEnd(text, start, version) ?? matchEnd(text, start, counted);
  }
  if (end - start === 1) {
    if (behind === colon) return matchEnd(text, start, windowsPath);
    return behind === hyphen ? matchEnd(text, start, header) : undefined;
  }
  if ((shape & digitAny) !== 0) return tokenWithDigits(text, start, end, shape);
  if (behind === hyphen && advisories.has(hashes[at] ?? 0)) return matchEnd(text, start, advisory);
  return undefined;
}

function tokenWithDigits(
  text: string,
  start: number,
  end: number,
  shape: number,
): number | undefined {
  const short = matchEnd(text, start, shortVersion);
  if (short !== undefined) return short;
  if (end - start < hexCharsMin) return undefined;
  const id = matchEnd(text, start, guid) ?? matchEnd(text, start, hex);
  if (id !== undefined) return id;
  const isMixed = (shape & lowerAny) !== 0 && (shape & upperLater) !== 0;
  return isMixed && end - start >= idCharsMin ? end : undefined;
}

export function matchEnd(
  text: string,
  from: number,
  pattern: RegExp,
  charsMax = tokenCharsMax,
): number | undefined {
  const found = pattern.exec(text.slice(from, from + charsMax));
  return found === null ? undefined : from + found[0].length;
}

function opens(code: number): boolean {
  return opening[code] === 1;
}

const opening = marksOfChars(" \n\t\"'(=\u201c\u0000[,;:");
const commercialAt = 64;
const percent = 37;
const blank = 32;
const hyphen = 45;
const dot = 46;
const slash = 47;
const colon = 58;
