/**
 * Whether an own name that is also a word is meant where it stands: "Relay" is we, the relay of a mail
 * server is not, nor are "Open Relay", `Relay="x"` and the Relay of another maker.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Reading } from "../../detector.ts";
import type { OwnTerm } from "../../identity/own-terms.ts";
import { lowered, type Passage } from "../../text/passage.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  bitsOf,
  classBits,
  knownBit,
  littleBit,
  machineBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import { isCapital } from "../../text/letters.ts";
import { makerBefore, opensSentence } from "../people/name-context.ts";
import { isNameOfOther, threatsNear } from "./names-of-others.ts";

const nearCharsMax = 24;
const pathCharsMax = 120;

/** "Cobalt Strike", "SolarWinds Orion", "Phoenix 6.2", where the own name is only a word of it. */
export function isOfAnother(
  reading: Reading,
  start: number,
  end: number,
  { needsCapital, isInitials }: OwnTerm,
): boolean {
  if (isInitials === true) return false;
  const { passage, observations } = reading;
  const isName = (bitsOf(passage.text.slice(start, end)) & tradeBit) !== 0;
  if (needsCapital !== true && !isName) return false;
  // A sentence is no proof: whose name it is in what leaves, a person says.
  if (!reading.isLeaving && isNameOfOther(reading, start, end)) return true;
  const behind = passage.text.slice(end, end + nearCharsMax);
  if (implantBehind.test(behind) || /^ v?\d{1,4}\.\d/.test(behind)) return true;
  const before = /([A-Z][A-Za-z0-9]{1,23}) $/.exec(
    passage.text.slice(Math.max(0, start - 25), start),
  );
  if (before !== null && isMaker(before[1] ?? "")) return true;
  // "Trend Micro Apex".
  const two = /([A-Z][A-Za-z0-9]{1,23}) [A-Z][a-z]{2,12} $/.exec(
    passage.text.slice(Math.max(0, start - 39), start),
  );
  if (two !== null && makerBefore.has(hashOf(lowered(two[1] ?? "")))) return true;
  const span = passage.spanOf(start, end);
  const length = span.end - span.start;
  return threatsNear(observations, span.start, span.end).some(
    (it) => it.start <= span.start && it.end >= span.end && it.end - it.start > length,
  );
}

function isMaker(word: string): boolean {
  const hash = hashOf(lowered(word));
  return makerBefore.has(hash) || (bitsOf(word) & (tradeBit | ordinaryBit)) === tradeBit;
}

const implantBehind =
  /^[ -]\(?(?:the )?(?:implant|payload|traffic|interval|beacon|c2|sleep|config|dll|shellcode|loader|malware|stager|callback|listener|worm|trojan|ransomware|backdoor|botnet|stealer|tool|rat|keylogger|dropper|wiper|rootkit|spyware|kit)\b/i;
const implantBefore =
  /\b(?:cobalt strike|malware|implant|ransomware|trojan|worm|backdoor|stealer|loader|an?|no|another|each|every|one|more|der|die|das|den|dem|ein|eine|einen|einem|einer|im|zum|zur|un|une|du|des|uno|una|um|uma) ['"]?$/i;

/** Beside the words of attacks and machines. */
const plainBehind = hashSet(
  "to of now access tool tools transfer mode type style based step steps chain path point points code format version value values field request reply error fail failed",
);
/** Of attacks, and of every company as well. */
const ofOurs = hashSet(
  "security network team it owner response incident incidents system systems data network networks users user mail mails site portal website software laptop laptops server servers domain domains logo",
);

/** A word that makes the one beside it a word as well. */
function isTechnical(word: string): boolean {
  const hash = hashOf(lowered(word));
  if (plainBehind.has(hash)) return true;
  return (bitsOf(word) & (attackBit | machineBit)) !== 0 && !ofOurs.has(hash);
}

const smallWordBehind = letterPattern(String.raw`^[ -]([a-z]{2,20})(?![\p{L}\d])`);

/** "Relay access denied", "Lateral movement": the first word of a sentence before one of attacks and machines. */
function isPlainOpening(codes: Uint16Array, text: string, start: number, end: number): boolean {
  const isBehindNumber = /\d $/.test(text.slice(Math.max(0, start - 2), start));
  if (!isBehindNumber && !opensSentence(codes, start)) return false;
  // "Kilde: CISA" is the word for a source.
  const own = text.slice(start, end);
  if (text[end] === ":" && ((bitsOf(own) & classBits) === 0 || /^Sources?$/.test(own))) return true;
  const next = smallWordBehind.exec(text.slice(end, end + 24))?.[1];
  if (next === undefined) return false;
  return plainBehind.has(hashOf(next)) || (bitsOf(next) & (attackBit | machineBit)) !== 0;
}

const smallWordsBehind = letterPattern(
  String.raw`^[ -](\p{Ll}{2,20})(?: (\p{Ll}{2,20}))?(?![\p{L}\d])`,
);

/** "the Sentinel analytic rule", "Relay logs": a word of machines or attacks within two behind it. */
function isOfMachine(text: string, end: number): boolean {
  const [, next, second] = smallWordsBehind.exec(text.slice(end, end + 2 * nearCharsMax)) ?? [];
  if (next === undefined) return false;
  if (isTechnical(next)) return (bitsOf(next) & littleBit) === 0;
  const isPlain = (bitsOf(next) & (littleBit | ordinaryBit)) === ordinaryBit;
  return isPlain && second !== undefined && technicalThings.has(hashOf(second));
}

const technicalThings = hashSet(
  "rule rules alert alerts agent agents query queries module modules plugin api implant commands mode logs endpoint driver daemon",
);
/** "504 Gateway Timeout", "502 Bad Gateway". */
const statusBefore = letterPattern(String.raw`\b[1-5]\d\d (?:\p{Lu}\p{Ll}{1,12} )?$`);
/** "C:\\Program Files\\Sentinel Agent". */
const inPath = /(?:\b[A-Za-z]:\\|%\w{2,24}%\\)[^\n"'<>|]{0,90}\\$/;

const upperTwoBehind = letterPattern(String.raw`^(?:[ _-]\p{Lu}{2,20}){2}(?![\p{L}\d])`);
const upperBefore = letterPattern(String.raw`(?<![\p{L}\d])(\p{Lu}{2,20})[ _-]$`);
const upperBehind = letterPattern(String.raw`^[ _-](\p{Lu}{2,20})(?![\p{L}\d])`);
const capitalBehind = letterPattern(String.raw`^[ -](\p{Lu}\p{Ll}{2,20})(?![\p{L}\d])`);
const capitalBefore = letterPattern(String.raw`(?<![\p{L}\d])(\p{Lu}\p{Ll}{2,20}|[A-Z]{2,6})[ -]$`);

/** "Lateral Movement", "Open Relay", "ANCHOR FAIL CODE": every word has its capital, and one is of machines. */
function isInTitle(text: string, start: number, end: number): boolean {
  const isUpper = end - start > 1 && isCapital(text, end - 1);
  const behind = text.slice(end, end + nearCharsMax);
  const before = text.slice(Math.max(0, start - nearCharsMax), start);
  if (isUpper) {
    if (upperTwoBehind.test(text.slice(end, end + 2 * nearCharsMax))) return true;
    const words = [upperBefore.exec(before)?.[1], upperBehind.exec(behind)?.[1]];
    return words.some(
      (word) => word !== undefined && (isTechnical(word) || isJoined(text, start, end)),
    );
  }
  const next = capitalBehind.exec(behind)?.[1];
  const last = capitalBefore.exec(before)?.[1];
  if (next !== undefined && isTechnical(next)) return true;
  return last !== undefined && (bitsOf(last) & (attackBit | machineBit)) !== 0;
}

function isJoined(text: string, start: number, end: number): boolean {
  return text[start - 1] === "_" || text[end] === "_";
}

/** `"Source":`, `<Source>`, `Source=`, "X-Relay-Id", "Outlook.exe": a name in code. */
function isInCode(text: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + 8);
  const before = text.slice(Math.max(0, start - 4), start);
  if (/^["']?\s?=(?!=)|^["']\s?:/.test(behind) || /<\/?$/.test(before)) return true;
  if (/^\.(?:exe|dll|sys|py|js|ps1|sh|jar|php|aspx?|msi|cmd|bat|vbs|so)(?![A-Za-z])/i.test(behind))
    return true;
  return /(?:^|[^A-Za-z])X-$/.test(before);
}

const protocolBefore =
  /(?:\bproto(?:col)?[=: ]"?|=|\b(?:over|via|uber|through|raw|plain|port) |\d[/ ])$/i;
const protocolBehind =
  /^(?:[ /:]\d|["/]$|["/][,;:}\])]|\/|-(?:ACK|SYN)| (?:ports?|flags?|resets?|rst|ack|syn|packets?|connections?|sessions?|streams?|scans?|traffic|signing|relay|relaying|shares?|pipes?|dialects?|versions?|clients?|servers?|exploits?|brute|enumeration|lateral|hashes)\b)/i;

/** "proto=TCP", "TCP 443", of a company whose initials are so. */
function isProtocol(text: string, start: number, end: number): boolean {
  if ((bitsOf(text.slice(start, end)) & (knownBit | tradeBit)) === 0) return false;
  const before = text.slice(Math.max(0, start - nearCharsMax), start);
  return protocolBefore.test(before) || protocolBehind.test(text.slice(end, end + nearCharsMax));
}

export function isMeant(
  { codes, text }: Passage,
  start: number,
  end: number,
  { needsCapital, isInitials }: OwnTerm,
): boolean {
  if (needsCapital !== true) return true;
  if (!isCapital(text, start)) return false;
  if (isInitials === true && !isCapital(text, end - 1)) return false;
  if (implantBehind.test(text.slice(end, end + nearCharsMax))) return false;
  if (isInitials === true) {
    if (isProtocol(text, start, end)) return false;
  } else if (
    isPlainOpening(codes, text, start, end) ||
    isInTitle(text, start, end) ||
    isInCode(text, start, end) ||
    isOfMachine(text, end) ||
    statusBefore.test(text.slice(Math.max(0, start - nearCharsMax), start)) ||
    inPath.test(text.slice(Math.max(0, start - pathCharsMax), start))
  ) {
    return false;
  }
  return !implantBefore.test(text.slice(Math.max(0, start - nearCharsMax), start));
}
