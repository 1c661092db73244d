/** Words with digits in them that are numbers of a catalogue, addresses of a payment, or hashes. */

import { attackName } from "../attack/attack.ts";
import { canonicalCve, canonicalCwe, canonicalJa4 } from "../observables/canonical-labels.ts";
import { canonicalAsn } from "../observables/canonical-network.ts";
import type { ObservableType } from "../observables/observable-types.ts";
import { canonicalise } from "../observables/observable-types.ts";
import { addMac } from "./addresses.ts";
import {
  classAt,
  foreignBit,
  hexLetterBit,
  isDigitAt,
  isHexAt,
  isHexFlags,
  isWordAt,
  joinBit,
  otherLetterBit,
  upperBit,
  wordFlags,
} from "./char-classes.ts";
import { cleanSlice } from "./clean-text.ts";
import { addHash, addTlsh, isHashLength } from "./hashes.ts";
import { addNationalPhone } from "./phones.ts";
import type { Scan } from "./scan.ts";
import { readHexUrl } from "./wrapped.ts";

const nationalCharsMax = 14;
const walletCharsMin = 25;
const walletCharsMax = 128;

/** Payment addresses by how they begin; each proves itself by its checksum. */
const walletsByFirst: Readonly<Record<string, readonly ObservableType[]>> = {
  "1": ["bitcoin"],
  "3": ["bitcoin"],
  "4": ["monero"],
  "5": ["monero"],
  "7": ["dash"],
  "8": ["monero"],
  "9": ["dogecoin"],
  A: ["dogecoin", "cardano"],
  D: ["dogecoin", "cardano"],
  K: ["tezos"],
  L: ["litecoin"],
  M: ["litecoin"],
  T: ["tron"],
  X: ["dash"],
  a: ["cardano"],
  b: ["bitcoin"],
  B: ["bitcoin"],
  l: ["litecoin"],
  p: ["bitcoin-cash"],
  q: ["bitcoin-cash"],
  r: ["ripple"],
  t: ["tezos", "zcash"],
};

/** Reads the word as an id; its end where it is one, else -1. */
export function readIdWord(scan: Scan, wordStart: number, wordEnd: number, flags: number): number {
  const { text } = scan;
  let start = wordStart;
  let end = wordEnd;
  if ((flags & joinBit) !== 0) {
    while (start < end && (classAt(text, start) & joinBit) !== 0) start += 1;
    while (end > start && (classAt(text, end - 1) & joinBit) !== 0) end -= 1;
  }
  const length = end - start;
  if (length < 4) return -1;
  if (length >= walletCharsMin) {
    if ((flags & foreignBit) === 0 && readLong(scan, start, end, flags)) return wordEnd;
    return -1;
  }
  return readShort(scan, start, end, flags);
}

function readLong(scan: Scan, start: number, end: number, flags: number): boolean {
  const { text } = scan;
  const length = end - start;
  const own = (flags & joinBit) === 0 ? flags : wordFlags(text, start, end);
  if (isHexFlags(own)) {
    if (addHash(scan, start, end, own)) return true;
    if (length === 70 && addTlsh(scan, start, end)) return true;
    if (length === 62 && isJarmLabelled(scan, start) && addAs(scan, "jarm", start, end))
      return true;
    if (text.startsWith("68747470", start) && readHexUrl(scan, start, end) > 0) return true;
  }
  if (!isHexFlags(own) && length < 160 && addGluedHash(scan, start, end)) return true;
  if (length === 72 && addTlsh(scan, start, end)) return true;
  if (length === 36 && (flags & joinBit) !== 0) {
    const ja4 = canonicalJa4(text.slice(start, end));
    if (ja4 !== undefined) {
      scan.add("ja4", ja4, start, end, false);
      return true;
    }
  }
  return length <= walletCharsMax && (flags & joinBit) === 0 && addWallet(scan, start, end);
}

/** A hash to which the next word stuck when the text was copied: `…d5d5Upon installation`. */
function addGluedHash(scan: Scan, start: number, end: number): boolean {
  const { text } = scan;
  let to = start;
  while (to < end && isHexAt(text, to)) to += 1;
  return (
    (classAt(text, to) & upperBit) !== 0 && isHashLength(to - start) && addHash(scan, start, to)
  );
}

function isJarmLabelled(scan: Scan, start: number): boolean {
  return /jarm/i.test(scan.text.slice(Math.max(0, start - 24), start));
}

function addWallet(scan: Scan, start: number, end: number): boolean {
  const { text } = scan;
  const length = end - start;
  if (length === 42 && text.charCodeAt(start) === 48) return addAs(scan, "ethereum", start, end);
  for (const type of walletsByFirst[text.charAt(start)] ?? []) {
    if (addAs(scan, type, start, end)) return true;
  }
  if (length === 56 && addAs(scan, "onion", start, end)) return true;
  return (length === 43 || length === 44) && addAs(scan, "solana", start, end);
}

/** Adds the word as it is written, if it is of this kind. */
function addAs(scan: Scan, type: ObservableType, start: number, end: number): boolean {
  const value = scan.text.slice(start, end);
  if (canonicalise(type, value) === undefined) return false;
  scan.add(type, value, start, end, false);
  return true;
}

function readShort(scan: Scan, start: number, end: number, flags: number): number {
  const { text } = scan;
  const second = text.charCodeAt(start + 1) | 32;
  switch (text.charCodeAt(start) | 32) {
    case 99: // c
      if (second === 118 || second === 119) return readNumbered(scan, start, end, flags);
      return addAttackId(scan, "attack-campaign", start, end, 5);
    case 116: // t
      return second === 97
        ? addAttackId(scan, "attack-tactic", start, end, 6)
        : addAttackId(scan, "attack-technique", start, end, 5);
    case 103: // g
      return addAttackId(scan, "attack-group", start, end, 5);
    case 115: // s
      return addAttackId(scan, "attack-software", start, end, 5);
    case 109: // m
      return addAttackId(scan, "attack-mitigation", start, end, 5);
    case 97: // a
      return second === 115 ? addAsn(scan, start, end) : readMac(scan, start, end, flags);
    default:
      return readMac(scan, start, end, flags);
  }
}

function readMac(scan: Scan, start: number, end: number, flags: number): number {
  if (
    (flags & (hexLetterBit | otherLetterBit | foreignBit)) === 0 &&
    (flags & joinBit) !== 0 &&
    end - start <= nationalCharsMax
  )
    return addNationalPhone(scan, start, end);
  const isMacShape =
    end - start === 17 && (flags & joinBit) !== 0 && scan.text.charCodeAt(start + 2) === 45;
  return isMacShape && addMac(scan, start, end) ? end : -1;
}

const numberedCharsMax = 20;
/** Underscores of file names, dashes and minus signs of word processors. */
const dashes = /[_\u2012-\u2015\u2212]/g;

/** `CVE-2021-44228` and `CWE-79`, also where something is tied to them by a hyphen. */
function readNumbered(scan: Scan, start: number, end: number, flags: number): number {
  const { text } = scan;
  const isDashed = (flags & foreignBit) === 0;
  const word = isDashed
    ? text.slice(start, start + numberedCharsMax).replace(dashes, "-")
    : cleanSlice(text, start, end, flags);
  const body = /^(?:CVE-[0-9]{4}-[0-9]{4,8}|CWE-[0-9]{1,5})(?![A-Za-z0-9])/i.exec(word)?.[0];
  if (body === undefined) return -1;
  const to = isDashed ? start + body.length : end;
  const cve = canonicalCve(body);
  if (cve !== undefined) {
    scan.add("cve", cve, start, to, false);
    return to;
  }
  const cwe = canonicalCwe(body);
  if (cwe === undefined) return -1;
  scan.add("cwe", cwe, start, to, false);
  return to;
}

/** `AS64496`; two digits and the computer AS/400 are not enough. */
function addAsn(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  const from = (text.charCodeAt(start + 2) | 32) === 110 ? start + 3 : start + 2;
  const isUpper = text.charCodeAt(start) === 65 && text.charCodeAt(start + 1) === 83;
  if (!isUpper || end - from < 3 || !isDigitAt(text, from)) return -1;
  const word = text.slice(start, end);
  const value = word === "AS400" ? undefined : canonicalAsn(word);
  if (value === undefined) return -1;
  scan.add("asn", value, start, end, false);
  return end;
}

/** Exact ids of ATT&CK. An unknown number counts only where the text speaks of ATT&CK. */
function addAttackId(
  scan: Scan,
  type: ObservableType,
  start: number,
  end: number,
  length: number,
): number {
  const { text } = scan;
  if (end - start !== length || !isDigitAt(text, end - 4) || !isDigitAt(text, end - 1)) return -1;
  const value = canonicalise(type, text.slice(start, end));
  if (value === undefined) return -1;
  const isWrittenSo = value === text.slice(start, end) || scan.isAboutAttack(start);
  if (!isWrittenSo || (attackName(value) === undefined && !isLikelyTechnique(scan, value, start)))
    return -1;
  const sub = type === "attack-technique" ? subTechniqueEnd(text, end) : end;
  const whole = sub === end ? value : `${value}${text.slice(end, sub)}`;
  scan.add(type, whole, start, sub, false);
  return sub;
}

/** `attack.t1567.002`: inside a longer run too, the number behind the dot belongs to it. */
function subTechniqueEnd(text: string, dot: number): number {
  const hasDigits =
    isDigitAt(text, dot + 1) && isDigitAt(text, dot + 2) && isDigitAt(text, dot + 3);
  return text.charCodeAt(dot) === 46 && hasDigits && !isWordAt(text, dot + 4) ? dot + 4 : dot;
}

function isLikelyTechnique(scan: Scan, value: string, start: number): boolean {
  return /^T1[0-9]{3}/.test(value) && scan.isAboutAttack(start);
}

/** `T1059.001`: the second label of a dotted run is a sub-technique. Its end, or -1. */
export function readSubTechnique(scan: Scan, start: number, dot: number): number {
  const { text } = scan;
  const end = dot + 4;
  if (dot - start !== 5 || isWordAt(text, end) || !isDigitAt(text, dot + 1)) return -1;
  const value = canonicalise("attack-technique", text.slice(start, end));
  if (value === undefined || !value.startsWith("T1")) return -1;
  scan.add("attack-technique", value, start, end, false);
  return end;
}
