/** Tokens of the trade, which tell nothing of us wherever they stand: ids, programs and their versions, ports, protections. */

import type { Reading } from "../detector.ts";
import { hashSet } from "../text/word-hash.ts";
import { marksOfChars } from "../text/tokens.ts";
import { matchEnd, tokenCharsMax } from "./written-tokens.ts";
import {
  attackBit,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  machineBit,
  ordinaryBit,
  tradeBit,
} from "../text/word-table.ts";
import {
  digitAny,
  isDigit,
  isWordCode,
  lowerAny,
  unitBefore,
  upperFirst,
  upperLater,
  type Words,
} from "../text/words.ts";

/** "Okta", not "PLM": a capital and small letters. */
const named = upperFirst | lowerAny;
/** "RedLine". */
const mixed = upperLater | lowerAny;

/** Who warns the public and looks into crime, in capitals; and where stolen things are sold. */
const publishers = hashSet(
  "cisa fbi nsa ncsc bsi anssi enisa europol interpol acsc asd cccs incibe ccn csirt cert jpcert krcert nist mitre isac apwg atmia nca ic3 cnil ico ramp xss certfr",
);
/** "AA25-203A", "T1451", "TA0008": ids of advisories and of attacks. */
const publicId =
  /^(?:AA\d{2}-\d{3}[A-Z]|ICSA-\d{2}-\d{3}-\d{2}|T\d{4}(?:\.\d{3})?|TA\d{4})(?![\w-]|\.\d)/;
/** "okhttp/4.9.0", "aws-cli/2.15.0": how programs call themselves. */
const agent = /^[A-Za-z][\w.-]{1,30}\/\d{1,4}(?:\.\d{1,6}){1,3}(?![\w/-])/;
const hexConstant = /^0x[0-9A-Fa-f]{2,16}(?!\w)/;

/** Behind a token of the trade that begins here: an id, a program, a constant, a version, a publisher. */
export function technicalEnd(reading: Reading, at: number): number | undefined {
  if (reading.words.shapes[at] !== digitAny) return tokenEnd(reading, at);
  const start = reading.words.starts[at] ?? 0;
  const { text } = reading.passage;
  return isVersion(reading, at)
    ? matchEnd(text, start, allOfVersion)
    : matchEnd(text, start, coins);
}

/** "8 BTC", "0.4 bitcoin": what only criminals are paid in. */
const coins =
  /^\d{1,6}(?:[.,]\d{1,8})? ?(?:BTC|XMR|USDT|bitcoins?|Bitcoins?|monero|Monero)(?![\w-])/;

function tokenEnd({ passage, words }: Reading, at: number): number | undefined {
  const { codes, text } = passage;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const shape = words.shapes[at] ?? 0;
  const isCapitals = (shape & (lowerAny | digitAny)) === 0;
  const behind = codes[end];
  const isJoined = behind === slash || behind === hyphen;
  if (!isCapitals && !isJoined && (shape & digitAny) === 0) return undefined;
  if (isInToken(unitBefore(codes, start))) return undefined;
  if (isCapitals) {
    if (!publishers.has(words.hashes[at] ?? 0)) return undefined;
    return isAtEnd(codes, end) ? end : matchEnd(text, end, teamBehind);
  }
  const mayBeId = (shape & (lowerAny | digitAny)) === digitAny && (shape & upperFirst) !== 0;
  const pattern = mayBeId ? publicId : codes[start] === zero ? hexConstant : agent;
  if (pattern === agent && !(isJoined && isAgent(codes, end))) return undefined;
  const token = pattern.exec(text.slice(start, start + tokenCharsMax));
  return token === null ? undefined : start + token[0].length;
}

/** Nothing of the same token stands behind. */
function isAtEnd(codes: Uint16Array, end: number): boolean {
  return !isInToken(codes[end] ?? 0) || !isWordCode(codes[end + 1] ?? 0);
}

/** "CERT-SE". */
const teamBehind = /^-[A-Z]{2,4}(?![\w-])/;

/** A slash and a digit behind the name that goes on here. */
function isAgent(codes: Uint16Array, from: number): boolean {
  let at = from;
  while (at - from < tokenCharsMax && (isWordCode(codes[at] ?? 0) || codes[at] === hyphen)) at += 1;
  return codes[at] === slash && isDigit(codes[at + 1]);
}

function isInToken(code: number): boolean {
  return inToken[code] === 1;
}

const inToken = marksOfChars("/-._\\@");
const plus = 43;
const zero = 48;
const hyphen = 45;
const slash = 47;

/** "12.2.0.334 or later". */
const allOfVersion = /^[\d.]{4,40}\d(?: or (?:later|newer|older|earlier)\b)?/;

/** "9.9.1": three numbers with dots, the last one no year. */
function isVersion(
  { passage: { codes }, words: { starts, ends, shapes } }: Reading,
  at: number,
): boolean {
  const isJoined = (next: number): boolean =>
    shapes[next] === digitAny &&
    (starts[next] ?? 0) - (ends[next - 1] ?? 0) === 1 &&
    codes[ends[next - 1] ?? 0] === dot;
  const isYear = (ends[at + 2] ?? 0) - (starts[at + 2] ?? 0) === 4;
  return isJoined(at + 1) && isJoined(at + 2) && !isYear;
}

const dot = 46;

/** Of what protects: no secret of ours, whoever has it. */
const protections = hashSet(
  "2fa mfa fido fido2 totp webauthn passkey passkeys yubikey yubikeys edr xdr siem soar dmarc dkim bimi applocker wdac bitlocker filevault tiering powerwash powerwashed allowlisting blocklisting geofencing microsegmentation honeypot honeypots honeytoken honeytokens sinkhole sinkholed captcha yara sigma sysmon auditd",
);
/** In small letters these are other words, or everybody's. */
const protectionsInCapitals = hashSet(
  "laps waf ids ips dlp vlan dmz rdp ssh smb ftp sftp ftps ldap ldaps dns dhcp ntlm llmnr wmi tls mtls sso saml oidc otp wsus snmp icmp vnc",
);
/** Before its number. */
const ofPorts = hashSet(
  "port ports tcp udp winrm rdp ssh smb vnc telnet ftp sftp http https ldap ldaps snmp modbus mqtt",
);
const port =
  /^(?: (?:(?:is|was) )?(?:(?:open|exposed|up|listening) )?(?:(?:on|at) )?(?:tcp |port )?|[/:])\d{1,5}(?![\w%\u20ac$]|[.,]\d)/;
/** "6.1", "v2.4.7", "13" before a little word or a mark, "id 998 120 447". */
const versionBehind =
  /^(?: id)? v?(?:\d{1,3}(?: \d{3}){2,3}(?! ?\d)|\d{1,4}(?:\.\d{1,6}){1,3}\w?(?: (?:U\d{1,2}[a-z]?|R2|SP\d|build \d{3,8}|HF\d{1,2})(?!\w))?|\d{1,2}(?=[;:)\n]|[,.](?!\d)|$| (?:and|by|for|from|is|on|or|that|to|was|with)\b))(?![\w%\u20ac$])/;
/** "ASA", "Network Scanner", "SSL VPN": what a maker's product is called behind the maker's name. */
const productBehind =
  /^(?: (?:ASA|SSL|VPN|NGFW|WAF|SD-WAN|ADC|EDR|XDR|RMM|CLI|SQL|Server|Plus|Pro|Enterprise|Gateway|Manager|Client|Connect|Desktop|Cloud|Agent|Suite|Studio|Cent(?:er|re)|Security|Firewall|Scanner|Network|Deploy|Backup|Replication|Exchange|Office|Access|Secure|Remote|Support|Control|Central|Edge|Mail|Online|Admin|Director|Portal|Workspace|Assist|Viewer|Host|Strike|Community|Edition|Professional|Standard|Defender|Explorer|Outlook|Teams|Azure|Entra|ID|Windows|Linux|Runtime|Framework|Core|Imager|Browser|Workbench|View|XP|RAT|Stealer|Loader|Bleed|[A-Z]{2,5}\d{0,3}|[A-Z]{1,4}\d{2,5}[A-Za-z]{0,2})(?![\w-])){1,4}/;
/** "-T", "--all". */
const optionsBehind =
  /^(?: (?:--?|\/)[A-Za-z?][\w-]{0,20}(?:[ =]\d{1,6}[a-z]?(?![\w%\u20ac$]|[.,]\d))?(?![\w@]|\.\w))+/;
/** "29 00 0a 5f". */
const bytes = /^(?:[\dA-Fa-f]{2} ){3,20}[\dA-Fa-f]{2}(?!\w)/;
const byteChars = 2;
/** What is a person's is a finding by itself, and goes. */
const phone = /^\d[\d ()./-]{6,18}\d(?!\w)/;
const letterCharsMin = 4;

/** Behind what a sentence of ours may name and yet tell nothing of us: a program, a port, a protection, a size. */
export function namedEnd(reading: Reading, at: number): number | undefined {
  const { passage, words } = reading;
  const { bits, shapes, hashes, starts, ends } = words;
  const start = starts[at] ?? 0;
  const end = ends[at] ?? start;
  if (end - start === byteChars && (ends[at + 1] ?? 0) - end === byteChars + 1) {
    const behind = matchEnd(passage.text, start, bytes);
    if (behind !== undefined) return behind;
  }
  if (shapes[at] === digitAny) {
    const isPhone = unitBefore(passage.codes, start) === plus;
    return isPhone ? matchEnd(passage.text, start, phone) : undefined;
  }
  if (ofPorts.has(hashes[at] ?? 0)) {
    const behind = matchEnd(passage.text, end, port);
    if (behind !== undefined) return behind;
  }
  const isCapitals = ((shapes[at] ?? 0) & lowerAny) === 0;
  if (protections.has(hashes[at] ?? 0)) return end;
  if (isCapitals && protectionsInCapitals.has(hashes[at] ?? 0)) return end;
  if (((bits[at] ?? 0) & tradeBit) === 0) return undefined;
  const options = matchEnd(passage.text, end, optionsBehind);
  const isSmall = ((shapes[at] ?? 0) & (upperFirst | upperLater)) === 0;
  const isProgram = isSmall && (options !== undefined || isTool(reading, at));
  if (!isTradeName(reading, at) && !(isProgram && isAlone(passage.codes, start, end)))
    return undefined;
  if (options !== undefined) return options;
  const product = matchEnd(passage.text, end, productBehind) ?? end;
  return matchEnd(passage.text, product, versionBehind) ?? product;
}

/** No part of a path or of a file's name, but for an ending alone: ".akira". */
function isAlone(codes: Uint16Array, start: number, end: number): boolean {
  const before = unitBefore(codes, start);
  if (isInToken(before) && (before !== dot || unitBefore(codes, start, 2) !== space)) return false;
  return isAtEnd(codes, end);
}

/** "mysqldump": in small letters it means nothing else, at least in English. */
function isTool({ words, plainWords }: Reading, at: number): boolean {
  const { bits, starts, ends } = words;
  if (((bits[at] ?? 0) & (ordinaryBit | givenBit | familyBit | knownBit)) !== 0) return false;
  return (ends[at] ?? 0) - (starts[at] ?? 0) >= letterCharsMin && !plainWords.isForeignNear(at);
}

function isTradeName({ passage, words }: Reading, at: number): boolean {
  const shape = words.shapes[at] ?? 0;
  const start = words.starts[at] ?? 0;
  // "Rs 92" is a sum.
  if ((shape & named) !== named || (words.ends[at] ?? 0) - start < nameCharsMin) return false;
  const isOrdinary = ((words.bits[at] ?? 0) & ordinaryBit) !== 0;
  if (!isOrdinary || (shape & mixed) === mixed) return true;
  return isInside(passage.codes, start) && !isOfLongerName(words, at);
}

const nameCharsMin = 3;

/** "Horizon Tiles", "East Java", "Seoul department": an ordinary word with a capital, beside one that no maker has. */
function isOfLongerName(words: Words, at: number): boolean {
  const { bits, shapes, starts, ends } = words;
  if (isPlainName(words, at - 1) && (starts[at] ?? 0) - (ends[at - 1] ?? 0) === 1) return true;
  if ((starts[at + 1] ?? 0) - (ends[at] ?? 0) !== 1) return false;
  if (isPlainName(words, at + 1)) return true;
  const next = bits[at + 1] ?? 0;
  const isSmall = ((shapes[at + 1] ?? 0) & (upperFirst | upperLater | digitAny)) === 0;
  return isSmall && (next & ordinaryBit) !== 0 && (next & ofTrade) === 0;
}

/** A capital on a word that no maker and no attack has. */
function isPlainName({ bits, shapes }: Words, at: number): boolean {
  const bit = bits[at] ?? 0;
  return (
    ((shapes[at] ?? 0) & (named | digitAny)) === named &&
    (bit & (tradeBit | attackBit | littleBit)) === 0
  );
}

const ofTrade = tradeBit | attackBit | machineBit | littleBit;

/** Not the first word of its sentence or line: there the capital says nothing. */
function isInside(codes: Uint16Array, start = 0): boolean {
  const before = unitBefore(codes, start, 2);
  return unitBefore(codes, start) === space && (before === comma || isSmallOrDigit(before));
}

function isSmallOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || isDigit(code);
}

const space = 32;
const comma = 44;
