/** Keys, tokens and passwords: told by their form, or by the word before them. */

import { type Detection, type Detector, detectPattern, type Reading } from "../../detector.ts";
import { attackBit, bitsOf, littleBit, machineBit, secretBit } from "../../text/word-table.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import { digitAny, isDigit, unitBefore, upperFirst, valueBefore } from "../../text/words.ts";
import { type Passage, passageWindow } from "../../text/passage.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { passwordShapes } from "./password-shapes.ts";
import {
  codeHeads,
  labelled,
  named,
  namedBehind,
  phrase,
  theirsBefore,
  toldBehind,
} from "./secret-labels.ts";
import { assignedSecrets } from "./assigned-secrets.ts";
import { handedPasswords } from "./handed-passwords.ts";
import { loginPairs } from "./login-pairs.ts";
import { openingNumbers } from "./opening-numbers.ts";
import { sharedPasswords } from "./shared-passwords.ts";
import { toldKeys } from "./told-keys.ts";
import { saidSecrets } from "./said-secrets.ts";
import { toldPasswords } from "./told-passwords.ts";
import { marksOfChars } from "../../text/tokens.ts";

const keyBlock = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
const keyBlockEnd = /-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
const keyBlockCharsMax = 16_384;

/** In part of what services hand out: "ctsl_live_" and the key itself. */
const serviceKey = String.raw`\b(?:[a-z][a-z0-9]{1,11}[_-](?:live|prod|test|sk|pk|api|key|token|secret|pat)[_-](?=[A-Za-z0-9]{0,30}\d)[A-Za-z0-9]{10,100}|[A-Za-z][A-Za-z0-9]{1,11}-[sp]k-(?=[A-Za-z0-9]{0,30}\d)[A-Za-z0-9]{8,100}|(?:npm|hf|whsec|shpat|shpss|pypi|figd|sbp|rnd|ntn|dop_v1|lin_api|tskey-auth|sk-proj|sk-ant(?:-api\d\d)?|ATATT\d)[_-](?=[A-Za-z0-9_-]{0,60}\d)[A-Za-z0-9_-]{16,120}|AGE-SECRET-KEY-1[A-Z0-9]{6,64}|[psr]k_(?=[A-Za-z0-9]{0,30}\d[A-Za-z0-9]{0,30}\d)[A-Za-z0-9]{10,64})`;
const ofService = "A key of a service.";
const keyOfService = boundedPattern(serviceKey);

/** Tokens that their first letters tell. */
const tokens: readonly (readonly [RegExp, string])[] = [
  [String.raw`\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b`, "A cloud access key."],
  [String.raw`\bgh[pousr]_[A-Za-z0-9]{36,100}`, "A code host's token."],
  [serviceKey, ofService],
  [String.raw`\bgithub_pat_[A-Za-z0-9_]{22,100}`, "A code host's token."],
  [String.raw`\bglpat-[A-Za-z0-9_-]{20,64}`, "A code host's token."],
  [String.raw`\bxox[abeoprs]-[A-Za-z0-9-]{10,120}`, "A chat service's token."],
  [String.raw`\bAIza[A-Za-z0-9_-]{35}`, "A cloud API key."],
  [String.raw`\b[sr]k_live_[A-Za-z0-9]{16,100}`, "A payment service's key."],
  [String.raw`\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}`, "A mail service's key."],
  [
    String.raw`\beyJ[A-Za-z0-9_-]{8,120}[A-Za-z0-9_-]{0,128}\.[A-Za-z0-9_-]{4,128}[A-Za-z0-9_-]{0,128}(?:\.[A-Za-z0-9_-]{0,128})?`,
    "A signed token (JWT).",
  ],
].map(([source = "", why = ""]) => [boundedPattern(source, "y"), why]);
const tokenBegin =
  /^(?:A(?:KIA|SIA|ROA|IDA)[A-Z0-9]|gh[pousr]$|github$|glpat$|xox[abeoprs]$|AIza|[sr]k$|SG$|eyJ)/;
/** Their first letters: most words have another. */
const tokenFirsts = marksOfChars("AgxsrSe");
const keyCharsMin = 8;
const tokenCharsMin = 12;
const keyCharsMax = 101;
const prefixCharsMax = 18;

/** "X7!kale is the admin password". */
const calledSo = boundedPattern(
  String.raw`(?<![^\s"'\x60])((?=[^\s"']{0,40}[\d!@#$%^&*_])[^\s"'\x60]{6,48})["'\x60]? (?:is|was) (?:the|his|her|our|their|my) (?:old |new |same |shared |default |admin |root ){0,2}(?:password|passphrase|passcode|pin)\b`,
  "gi",
);
const inAddress = /[a-z][a-z0-9+.-]{1,15}:\/\/[^\s/:@]{1,64}:([^\s/@]{1,64})@$/i;
const inAddressCharsMax = 150;
const behindAccount =
  /\\{1,2}[\w.$-]{2,32}["'\u201d]?:["'\u201c]?(?=[^\s"']{0,40}[\d!@#$%^&*])([^\s"'/\\:][^\s"']{4,48}[^\s"'.,;])/y;

/** What stands behind "password is" in ordinary sentences. */
const ordinary = new Set(
  "not was the reset changed expired required used being spray spraying policy manager hash hashes never only been also still weak shared stored known reused protected out off gone none yes set unset empty blank missing wrong correct fine unknown switch option flag argument parameter given needed removed revoked rotated disabled cleared wiped deleted stolen leaked guessed cracked found seen typed entered asked copied written noted taped same must default aws4-hmac-sha256".split(
    " ",
  ),
);

export const secrets: Detector = {
  name: "secrets",
  version: 14,
  detect(reading) {
    return [
      ...labelledIn(reading),
      ...tokensIn(reading),
      ...besideNames(reading.passage),
      ...keyBlocks(reading),
      ...passwordShapes(reading),
      ...toldPasswords(reading),
      ...saidSecrets(reading),
      ...sharedPasswords(reading),
      ...loginPairs(reading),
      ...toldKeys(reading),
      ...handedPasswords(reading),
      ...assignedSecrets(reading),
      ...openingNumbers(reading),
    ].filter((one) => !isEverybodys(reading.passage.original, one));
  },
};

/** What botnets try on every device, and what samples are packed with. */
const everybodys = new Set(
  "xc3511 vizxv anko 7ujmko0admin 7ujmko0vizxv juantech klv123 klv1234 zte521 hi3518 jvbzd oelinux123 xmhdipc ikwb realtek smcadmin meinsm infected infected123 infected666 gm8182 hunt5759 tsgoingon solokey cat1029 ivdev gpon ttnet ubnt".split(
    " ",
  ),
);

function isEverybodys(text: string, { start, end }: Detection): boolean {
  return everybodys.has(text.slice(start, end).toLowerCase());
}

function read(passage: Passage, pattern: RegExp, why: string): Detection[] {
  return detectPattern(
    passage,
    pattern,
    { kind: "secret", why, needsReview: false },
    (match) =>
      !isNoValue((match[1] ?? match[0]).toLowerCase().replace(/[.,]$/, "")) &&
      !isOfTheirs(match) &&
      (pattern !== named || !isTold(match)) &&
      (pattern !== phrase || isPhrase(match)),
  );
}

/** "password: out.", "the password on 20256/tcp", "Second pass: loader.exe", "with -pass ran". */
function isNoValue(lower: string): boolean {
  if (ordinary.has(lower) || lower.length < secretCharsMin) return true;
  return /^\d{1,5}\/(?:tcp|udp)$|^[\w-]{1,40}\.(?:exe|dll|ps1|bat|cmd|vbs|js|py|sh|msi|lnk|zip|rar|7z|iso|docx?|xlsx?|pdf|sys|elf|txt|lst|dic|conf|log)$/.test(
    lower,
  );
}

const secretCharsMin = 4;

/** What else stands behind "password is": "wide open", "company-wide", "being reset". */
const notInPhrases =
  /(?:ed|ing|ly|ent|able|wide|based|only|free|sensitive|proof|factor|less|known|same|old|new|default|strong|weak|short|long|simple|open|correct|wrong|valid|invalid)$/;
const phraseEnd = /^["')\x60]{0,2}\s?(?:[.,;)\n]|$)/;
const openings = new Set("\"'`(");
const closings = new Set("\"'`)");

/** Three words of which none is of grammar or of attacks, or two in quotes; "correct" may be the first. */
function isPhrase({ 0: whole, 1: words = "", index, input }: RegExpExecArray): boolean {
  const all = words.toLowerCase().split(/[ _-]/);
  const opening = whole.at(-words.length - 1) ?? "";
  const isQuoted = openings.has(opening);
  if (all.length < (isQuoted ? 2 : 3)) return false;
  const isJoined = !words.includes(" ");
  const after = input.slice(index + whole.length, index + whole.length + 4);
  const isClosed = isQuoted && closings.has(after.at(0) ?? "");
  if (!isJoined && !isClosed && !phraseEnd.test(after)) return false;
  if (isJoined) return !notInPhrases.test(words);
  const plain = isQuoted ? 0 : littleBit | attackBit | machineBit;
  return all.every(
    (word, at) =>
      (bitsOf(word) & plain) === 0 && !ordinary.has(word) && (at === 0 || !notInPhrases.test(word)),
  );
}

/** "the attacker's zip password": what they chose. */
function isOfTheirs({ index, input }: RegExpExecArray): boolean {
  return theirsBefore.test(input.slice(Math.max(0, index - theirsCharsMax), index));
}

/** "password x1 as told in the negotiation": the attacker's. */
function isTold({ 0: whole, index, input }: RegExpExecArray): boolean {
  return toldBehind.test(input.slice(index + whole.length, index + whole.length + 48));
}

/** "is the old", "was his". */
function isCalledBefore(text: string, start: number): boolean {
  return /(?:is|was) \S{2,5} (?:\S{3,7} ){0,2}$/i.test(text.slice(Math.max(0, start - 30), start));
}

const labelCharsMax = 40;
const theirsCharsMax = 64;
/** "decryption mot de passe" before its last word. */
const labelHeadCharsMax = 24;
/** What is called a password, with the words between. */
const calledCharsMax = 72;
const secretCharsMax = 190;
const bearer = hashOf("bearer");
const key = hashOf("key");
const code = hashOf("code");
const codes = hashOf("codes");
const net = hashOf("net");
/** Behind these a number stands without a sign. */
const ofNumbers = hashSet("code codes pin combination combo key");

/** A sign or a verb stands behind it, or it is an option. */
function leadsOn({ text, codes }: Passage, start: number, end: number, hash: number): boolean {
  const behind = text.slice(end, end + labelCharsMax);
  if (isDigit(codes[end + 1]) && ofNumbers.has(hash) && /^ \d{4,8}(?![\d.:/])/.test(behind))
    return true;
  if (
    /[:=]| (?:is|was|are) |^ ?["'`/]|^, |^ \d{1,2}-\d|^\.slack|^ (?:words?|phrase) ?["'(]/.test(
      behind,
    ) ||
    namedBehind.test(behind)
  )
    return true;
  const before = unitBefore(codes, start);
  const isOption = before === hyphen || before === slash;
  return (hash === bearer || isOption) && codes[end] === blank;
}

const blank = 32;
const hyphen = 45;
const underscore = 95;
const slash = 47;

/** Behind a word that calls something a secret a sign or a verb must follow, or one leads to it. */
function labelledIn({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  let until = 0;
  for (const at of places.triggers) {
    // "net" is a command, and the end of domains.
    if (((words.bits[at] ?? 0) & secretBit) === 0 || words.hashes[at] === net) continue;
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    if (unitBefore(passage.codes, start) === blank && isCalledBefore(passage.text, start)) {
      const window = passageWindow(passage, Math.max(0, start - calledCharsMax), end + 1);
      found.push(...read(window, calledSo, "What is called the password."));
    }
    if (
      (words.hashes[at] === code || words.hashes[at] === codes) &&
      !codeHeads.has(valueBefore(words.hashes, at))
    )
      continue;
    if (start < until || !leadsOn(passage, start, end, words.hashes[at] ?? 0)) continue;
    const from = Math.max(0, start - labelHeadCharsMax);
    const window = passageWindow(passage, from, end + secretCharsMax);
    const lower = window.text.toLowerCase();
    for (const [pattern, why, sign, parts] of labelled) {
      if (!window.text.includes(sign)) continue;
      if (parts?.some((part) => lower.includes(part)) === false) continue;
      found.push(...read(window, pattern, why));
    }
    until = end + labelCharsMax;
  }
  return found;
}

/** Keys of services, and tokens where a word begins as one. */
function tokensIn({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { codes } = passage;
  const { starts, ends, bits, shapes } = words;
  for (const at of places.triggers) {
    if (((bits[at] ?? 0) & secretBit) === 0) continue;
    tokensAt(passage, starts[at] ?? 0, ends[at] ?? 0, found);
  }
  let until = 0;
  for (const at of places.encoded) {
    const start = starts[at] ?? 0;
    const end = ends[at] ?? start;
    const length = end - start;
    // "eyJ" begins a signed token.
    const isSigned = codes[start] === 101 && codes[start + 1] === 121;
    if (length < keyCharsMin && !isSigned) continue;
    const shape = shapes[at] ?? 0;
    const isLong = length >= tokenCharsMin && (shape & upperFirst) !== 0;
    const isTrigger = ((bits[at] ?? 0) & secretBit) !== 0;
    if ((isLong || isSigned) && !isTrigger) tokensAt(passage, start, end, found);
    if (length < keyCharsMin || (shape & digitAny) === 0) continue;
    const before = unitBefore(codes, start);
    if (before !== hyphen && before !== underscore) continue;
    const from = Math.max(until, start - prefixCharsMax);
    found.push(...read(passageWindow(passage, from, start + keyCharsMax), keyOfService, ofService));
    until = end;
  }
  return found;
}

function tokensAt(passage: Passage, start: number, end: number, found: Detection[]): void {
  if (tokenFirsts[passage.codes[start] ?? 0] === 0) return;
  if (!tokenBegin.test(passage.text.slice(start, Math.min(end, start + 8)))) return;
  for (const [pattern, why] of tokens) {
    pattern.lastIndex = start;
    const length = pattern.exec(passage.text)?.[0].length;
    if (length === undefined) continue;
    const span = passage.spanOf(start, start + length);
    found.push({ ...span, kind: "secret", why, needsReview: false });
  }
}

/** An account that a colon ends; leaves the pattern at its backslash. */
function mayName(codes: Uint16Array, backslash: number): boolean {
  let at = backslash + 1;
  const latest = backslash + accountCharsMax;
  while (at < latest && accountMarks[codes[at] ?? 0] === 1) at += 1;
  if (codes[at] !== colon && codes[at + 1] !== colon) return false;
  behindAccount.lastIndex = backslash;
  return true;
}

const accountCharsMax = 36;
const colon = 58;
const accountMarks = new Uint8Array(65_536);
for (let code = 0; code < 128; code += 1) {
  if (/[\w.$\\-]/.test(String.fromCharCode(code))) accountMarks[code] = 1;
}

/** "ftp://user:password@host" and "DOMAIN\\user:password". */
function besideNames(passage: Passage): Detection[] {
  const found: Detection[] = [];
  const { text } = passage;
  const push = (start: number, secret: string, why: string): void => {
    found.push({
      ...passage.spanOf(start, start + secret.length),
      kind: "secret",
      why,
      needsReview: false,
    });
  };
  let scheme = -inAddressCharsMax;
  let next = text.indexOf("://");
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    for (; next >= 0 && next < at; next = text.indexOf("://", next + 3)) scheme = next;
    if (at - scheme > inAddressCharsMax) continue;
    const secret = inAddress.exec(text.slice(Math.max(0, at - inAddressCharsMax), at + 1))?.[1];
    if (secret !== undefined) push(at - secret.length, secret, "A password in an address.");
  }
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", at + 1)) {
    const match = mayName(passage.codes, at) ? behindAccount.exec(text) : null;
    // "root\\cimv2:Win32_Process" is a class.
    if (match === null || /\broot$/i.test(text.slice(Math.max(0, at - 5), at))) continue;
    const [whole, secret = ""] = match;
    push(at + whole.length - secret.length, secret, "What stands behind an account.");
  }
  return found;
}

/** A walk over few words instead of a search in all of the text. */
function holdsKey({ passage, words, places }: Reading): boolean {
  for (const at of places.triggers) {
    if (words.hashes[at] !== key) continue;
    if (passage.text.startsWith("PRIVATE KEY", (words.starts[at] ?? 0) - "PRIVATE ".length))
      return true;
  }
  return false;
}

/** From the first line of a key to its last, or as far as a key can be long where that is missing. */
function keyBlocks(reading: Reading): Detection[] {
  const { passage } = reading;
  if (!holdsKey(reading)) return [];
  const ends = Array.from(passage.text.matchAll(keyBlockEnd), (it) => it.index + it[0].length);
  const blocks: Detection[] = [];
  let next = 0;
  let covered = 0;
  for (const { index: start } of passage.text.matchAll(keyBlock)) {
    if (start < covered) continue;
    while ((ends[next] ?? Infinity) < start) next += 1;
    covered = Math.min(ends[next] ?? Infinity, start + keyBlockCharsMax, passage.text.length);
    const span = passage.spanOf(start, covered);
    blocks.push({ ...span, kind: "secret", why: "A private key.", needsReview: false });
  }
  return blocks;
}
