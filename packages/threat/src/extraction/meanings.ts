/** Words that announce something: schemes, hives, labels, the first words of rules. */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { sense, type WordEntry } from "../names/vocabulary.ts";
import { canonicalise } from "../observables/observable-types.ts";
import { classAt, isDigitAt, isWordAt, spaceBit, urlBit, wordEnd } from "./char-classes.ts";
import { readGroupedHash } from "./cut-hashes.ts";
import {
  fangLength,
  fenceLength,
  isDisguised,
  matchesAt,
  noFang,
  schemeSeparatorAt,
} from "./fangs.ts";
import { readRegistryKey } from "./paths.ts";
import { readIdsRule, readSigma, readYara } from "./rules.ts";
import type { Scan } from "./scan.ts";
import { readMozilla, readUserAgent } from "./user-agents.ts";
import { plainScheme, readUrl } from "./urls.ts";
import { readParty } from "./parties.ts";
import { readCreatedService, readMutex, readPipeName, readSerial, readService } from "./values.ts";
import { readPercentUrl } from "./wrapped.ts";

/** Its end where the word announced something that was found; -1 to read the word as any other. */
export function readMeaning(scan: Scan, entry: WordEntry, start: number, end: number): number {
  const { senses } = entry;
  if ((senses & sense.scheme) !== 0) {
    const to = readScheme(scan, start, end);
    if (to >= 0) return to;
  }
  if ((senses & sense.mozilla) !== 0) return readMozilla(scan, start, end);
  if ((senses & sense.hive) !== 0) return start < scan.ruleUntil ? -1 : readHive(scan, start, end);
  if ((senses & (sense.yaraStart | sense.sigmaStart | sense.idsStart)) !== 0)
    readRule(scan, senses, start, end);
  if ((senses & (sense.cpePrefix | sense.arnPrefix | sense.cashPrefix | sense.idPrefix)) !== 0) {
    return readPrefixed(scan, senses, start, end);
  }
  return start < scan.ruleUntil ? -1 : readAnnounced(scan, entry, start, end);
}

function readRule(scan: Scan, senses: number, start: number, end: number): void {
  if (start < scan.ruleUntil) return;
  if ((senses & sense.yaraStart) !== 0) readYara(scan, start, end);
  if ((senses & sense.sigmaStart) !== 0) readSigma(scan, start, end);
  if ((senses & sense.idsStart) !== 0) readIdsRule(scan, start);
}

/** `http://`, `hxxp[:]//`, `hxxp//`, `http%3A%2F%2F`. */
export function readScheme(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  let separator = schemeSeparatorAt(text, end);
  if (separator === noFang && !matchesAt(text, end, "//")) {
    const isEncoded = matchesAt(text, end, "%3a%2f%2f") || matchesAt(text, end, "%253a%252f%252f");
    return isEncoded ? readPercentUrl(scan, start, end) : -1;
  }
  const { scheme, defanged } = plainScheme(text.slice(start, end));
  if (separator === noFang && defanged) separator = (2 << 1) | 1;
  if (separator === noFang) return -1;
  const isDefanged = defanged || isDisguised(separator);
  let hostFrom = end + fangLength(separator);
  if (isDefanged && text.charCodeAt(hostFrom) === 32) hostFrom += 1;
  return readUrl(scan, { start, scheme, hostFrom, defanged: isDefanged });
}

function readHive(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  const at = text.charCodeAt(end) === 58 ? end + 1 : end;
  const code = text.charCodeAt(at);
  if (code !== 92 && code !== 47) return -1;
  const next = text.charCodeAt(at + 1);
  const goesOn = next === 92 || (next === 46 && isWordAt(text, at + 2)) || isWordAt(text, at + 1);
  return goesOn ? readRegistryKey(scan, start, at + 1) : -1;
}

const prefixedCharsMax = 512;

/** `cpe:2.3:…`, `arn:aws:…`, `bitcoincash:…`, `CVE 2021-44228`, `ASN: 64496`. */
function readPrefixed(scan: Scan, senses: number, start: number, end: number): number {
  if ((senses & sense.idPrefix) !== 0) return readSpacedId(scan, start, end);
  const { text } = scan;
  if (text.charCodeAt(end) !== 58 || start < scan.prefixedFrom) return -1;
  let to = end;
  while (
    to - start < prefixedCharsMax &&
    ((classAt(text, to) & urlBit) !== 0 || text.charCodeAt(to) === 92)
  )
    to += 1;
  let value = cutEnd(text.slice(start, to), ".,;'\"()");
  value = value.slice(0, value.length - fenceLength(text, start, start + value.length));
  const type =
    (senses & sense.cpePrefix) !== 0
      ? "cpe"
      : (senses & sense.arnPrefix) !== 0
        ? "arn"
        : "bitcoin-cash";
  if (type === "arn") [value = ""] = value.split("&", 1);
  if (canonicalise(type, value) === undefined) {
    scan.prefixedFrom = to;
    return -1;
  }
  scan.add(type, value, start, start + value.length, false);
  return start + value.length;
}

/** The word is written apart from its number. */
function readSpacedId(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  let from = end;
  while (
    from - end < 3 &&
    (isDash(text, from) || (classAt(text, from) & spaceBit) !== 0 || text.charCodeAt(from) === 58)
  )
    from += 1;
  if (from === end || !isDigitAt(text, from) || text.slice(end, from).includes("\n")) return -1;
  const to = spacedEnd(text, from);
  const prefix = text.slice(start, end).toUpperCase();
  if (prefix === "AS" && !isSpacedAsn(text, start, from, to)) return -1;
  const type = prefix === "CVE" ? "cve" : prefix === "CWE" ? "cwe" : "asn";
  const value = canonicalise(
    type,
    `${prefix}${type === "asn" ? "" : "-"}${text.slice(from, to).replace(/[\u2012-\u2015]/, "-")}`,
  );
  if (value === undefined) return -1;
  scan.add(type, value, start, to, false);
  return to;
}

function isDash(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x2012 && code <= 0x2015;
}

/** The number, whose halves a word processor's dash may join. */
function spacedEnd(text: string, from: number): number {
  const end = wordEnd(text, from);
  return isDash(text, end) && isDigitAt(text, end + 1) ? wordEnd(text, end + 1) : end;
}

/** "AS 13335" is an autonomous system; "as 300 others", "AS 2016", the computer "AS 400" are not. */
function isSpacedAsn(text: string, start: number, from: number, to: number): boolean {
  const isWritten = text.startsWith("AS ", start) && from === start + 3;
  return isWritten && /^(?!400$|19\d\d$|20\d\d$)\d{3,6}$/.test(text.slice(from, to));
}

function readAnnounced(
  scan: Scan,
  { senses, folded }: WordEntry,
  start: number,
  end: number,
): number {
  if ((senses & sense.mutexLabel) !== 0) return readMutex(scan, end);
  if ((senses & sense.serviceLabel) !== 0) return readService(scan, end);
  if ((senses & sense.serviceCreated) !== 0) return readCreatedService(scan, start);
  if ((senses & sense.agentLabel) !== 0) return readUserAgent(scan, end);
  if ((senses & sense.pipeLabel) !== 0) return readPipeName(scan, end);
  if ((senses & sense.serialLabel) !== 0) return readSerial(scan, end);
  if ((senses & sense.hashLabel) !== 0) return readGroupedHash(scan, folded, end);
  if ((senses & sense.signerLabel) !== 0) return readParty(scan, "signer", end);
  if ((senses & sense.registrantLabel) !== 0) return readParty(scan, "registrant", end);
  if ((senses & sense.subjectLabel) !== 0) return readSubject(scan, end);
  return -1;
}

/** "Subject" also heads every mail: only a distinguished name is a signer's. */
function readSubject(scan: Scan, end: number): number {
  const head = scan.text.slice(end, end + 40);
  return /^[\s:|`*"]{0,12}(?:CN|OU?|C|L|ST?|E|serialNumber)\s?[|=]/.test(head)
    ? readParty(scan, "signer", end)
    : -1;
}
