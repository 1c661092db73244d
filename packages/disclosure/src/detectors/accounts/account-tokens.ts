/**
 * What is written as an account may be: a word that no list has ("jwinter"), one with digits behind it
 * ("kantoor2"), parts with dots or underscores between them ("kiosk_north"). Of itself that says nothing.
 */

import type { Reading } from "../../detector.ts";
import { goesOn, marksOfChars } from "../../text/tokens.ts";
import {
  bitsOf,
  classBits,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import { digitAny, letterAny, lowerAny, unitBefore } from "../../text/words.ts";
import { endsAsFileOrHost } from "./file-ends.ts";
import { isInitialed } from "./initial-names.ts";

export interface AccountToken {
  readonly start: number;
  readonly end: number;
  /** Its first word, and the one behind its last. */
  readonly first: number;
  readonly last: number;
  /** A word of no list; letters of any word with digits; parts with a dot or an underscore, or with hyphens. */
  readonly form: "stranger" | "numbered" | "joined" | "hyphened";
}

const charsMin = 4;
const charsMax = 28;
const partsMax = 3;
const strangerCharsMin = 5;
const small = lowerAny | letterAny;
const dot = 46;
const hyphen = 45;
const underscore = 95;
/** Behind one of these it is a part of an address, a path, a number or a longer name. */
const inside = marksOfChars(".@%_-&?#~$*+/");
const backslash = 92;

/** And "pr4op". */
const numbered =
  /^(?:[a-z]{3,16}\d{1,4}|(?!w3wp|l2tp|s\dcmd|md5|sha\d|log4|h2|k8|x86|p2p|e2e|b2b|i18n|c2|i386|b374|pop3)[a-z]{1,4}\d{1,2}[a-z]{2,10})$/;
/** "sha256", "base64", "step2", "windows10". */
export const technical =
  /^(?:sha|md|base|win|rc|aes|rsa|des|utf|ver|version|ipv|ntlmv|ntlm|smb|smbv|smtp|http|https|tls|ssl|port|vlan|cve|rfc|iso|part|step|day|week|phase|stage|build|release|server|office|windows|exchange|python|java|oauth|log|event|note|line|page|room|hall|unit|type|model|host|node|site|zone|rev|eth|wlan|com|lpt|usb|gpt|llama|hmac|xor|dmz|gen|mod|ext|lab|img|tab|row|col|var|str|arg|tmp|file|sheet|table|fig|figure|chapter|level|tier|class|group|area|dock|gate|bay|pier|oct|nov|dec|jan|feb|mar|apr|jun|jul|aug|sep|sept|mimikatz|lockbit|xmrig|emotet|winrar|kworker|systemd|raid|disk|cpu|gpu|ram|ddr|can|rs|din|plc|hmi|hdmi|vga|mp|mpeg|jpeg|png|kernel|debian|ubuntu|rhel|centos)\d{1,4}$/;
/** "rmoss@192.0.2.4", "rmoss/<via", "rmoss/192.0.2.4", "1004(rmoss)". */
const goesOnInLogs = /^(?:@[\dA-Z]|\/<|\/\d{1,3}\.|\()/;
const joinedForm = /^[a-z][a-z0-9]{0,16}(?:[._-][a-z0-9]{1,16}){1,3}$/;

const hyphened =
  /\d|^(?:[a-z]|ci|cd|ops|app|bot|api|deploy|build|db|sql|it|hr|ot|vpn|kiosk|scan)-|-(?:admins?|ops|oncall|operators?|remote|desk|dev|users?)$/;
const ofStaff =
  /^(?:(intern|temp|azubi|trainee|student|contractor|ext|extern|stagiaire|praktikant|werkstudent|becario|guest|admin|adm|dev|ops|priv|vpn|work)-([a-z]{3,14})|([a-z]{3,14})-(intern|temp|azubi|trainee|contractor|ext|extern|adm|admin|dev|ops|priv|vpn|work|test))$/;
/** Behind these even a word that no list has is a name. */
const staff =
  /^(?:intern|temp|azubi|trainee|student|contractor|stagiaire|praktikant|werkstudent|becario)$/;

/** "intern-praveen", "jana-dev": a name of somebody, and what they are. */
export function isOfStaff(token: string): boolean {
  const [, head = "", behind, before = "", tail = ""] = ofStaff.exec(token) ?? [];
  const name = behind ?? before;
  if (name === "") return false;
  const bits = bitsOf(name);
  if (name.length > 4 && (bits & (classBits | littleBit)) === 0 && staff.test(head + tail))
    return true;
  const isName = (bits & (givenBit | familyBit)) !== 0;
  return (isName && (bits & (ordinaryBit | tradeBit | knownBit)) === 0) || isInitialed(name);
}

/** Each token that stands by itself, in order. */
export function accountTokens(reading: Reading): AccountToken[] {
  const { passage, words, coveredWords } = reading;
  const { text, codes } = passage;
  const { count, starts, ends, shapes } = words;
  const found: AccountToken[] = [];
  for (let at = 0; at < count; at += 1) {
    const shape = shapes[at] ?? 0;
    if ((shape & ~digitAny) !== small) continue;
    const start = starts[at] ?? 0;
    let end = ends[at] ?? start;
    let last = at + 1;
    while (last < count && last - at < partsMax && isJoint(codes[end])) {
      if (starts[last] !== end + 1 || !isPart(shapes[last] ?? 0)) break;
      end = ends[last] ?? end;
      last += 1;
    }
    const isPlain = last === at + 1 && (shape & digitAny) === 0;
    const length = end - start;
    const isOther = isPlain && (length < strangerCharsMin || !isStrange(reading, at));
    if (
      !isOther &&
      length >= charsMin &&
      length <= charsMax &&
      !isCovered(coveredWords, at, last)
    ) {
      const form = mayBegin(codes, start) ? formOf(text, start, end, isPlain) : undefined;
      if (form !== undefined) found.push({ start, end, first: at, last, form });
    }
    at = last - 1;
  }
  return found;
}

/** From its first word to its last it is in what attackers use. */
function isCovered(coveredWords: Uint8Array, first: number, last: number): boolean {
  return coveredWords[first] === 1 && coveredWords[last - 1] === 1;
}

function isStrange({ words }: Reading, at: number): boolean {
  return ((words.bits[at] ?? 0) & (classBits | littleBit)) === 0;
}

function isJoint(code = 0): boolean {
  return code === dot || code === underscore || code === hyphen;
}

function isPart(shape: number): boolean {
  return (shape & ~digitAny) === small || shape === digitAny;
}

function mayBegin(codes: Uint16Array, start: number): boolean {
  const before = unitBefore(codes, start);
  return inside[before] !== 1 && (before !== backslash || isInDomain(codes, start - 1));
}

/** "acme\\rmoss": one word before the backslash, and nothing before that. */
function isInDomain(codes: Uint16Array, at: number): boolean {
  let from = at;
  while (from > 0 && at - from < domainCharsMax && isDomainCode(codes[from - 1] ?? 0)) from -= 1;
  const before = unitBefore(codes, from);
  return at - from > 1 && (before === 0 || opensDomain[before] === 1);
}

function isDomainCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === hyphen;
}

const domainCharsMax = 16;
const opensDomain = marksOfChars(" \n\t\"'(=:,[");

function formOf(
  text: string,
  start: number,
  end: number,
  isPlain: boolean,
): AccountToken["form"] | undefined {
  if (text[end] === "=") return undefined;
  if (goesOn(text, end) && !goesOnInLogs.test(text.slice(end, end + 6))) return undefined;
  const token = text.slice(start, end);
  if (isPlain) return "stranger";
  if (numbered.test(token)) return technical.test(token) ? undefined : "numbered";
  if (!joinedForm.test(token) || !/[a-z]{2}/.test(token)) return undefined;
  if (token.includes(".") && endsAsFileOrHost(token)) return undefined;
  // "skip-2.0".
  if (/\d\.\d/.test(token)) return undefined;
  if (/[._]/.test(token)) return "joined";
  return hyphened.test(token) || isOfStaff(token) ? "hyphened" : undefined;
}
