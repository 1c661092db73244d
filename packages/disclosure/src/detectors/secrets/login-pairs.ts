/**
 * Accounts with their passwords beside them ("login nest_ro / tussock-moor-9", "stone/stone99",
 * "deploy_rosa:t@rtan88"): both go, and both are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import { phrases } from "../../text/phrases.ts";
import { goesOn, marksOfChars, tokenEnd, tokenStart } from "../../text/tokens.ts";
import { bitsOf, littleBit, ordinaryBit, tradeBit } from "../../text/word-table.ts";
import { hashSet } from "../../text/word-hash.ts";
import { letterAny, unitBefore, valueBefore, type Words } from "../../text/words.ts";
import { isBuiltIn } from "../accounts/account-rows.ts";

const charsMax = 48;
const beforeCharsMax = 96;
const ends = marksOfChars(" \t\n\r\"'`()<>,;[]{}|/:=");
const account = String.raw`[A-Za-z][A-Za-z0-9]{1,19}(?:[._-][A-Za-z0-9]{1,16}){0,2}`;
const accountBefore = new RegExp(
  String.raw`(?:^|[\s"'\x60(=>:,])(${account})["'\x60]?( ?\/ ?|:| with | mit | con | avec | com | med | z | s |, pass(?:word|e|wort)? )["'\x60(]?$`,
);
/** Letters, with digits or signs among them, as in no name of a file, a host or a version. */
const password =
  /^(?=\S{0,40}[A-Za-z]{2})(?=\S{0,40}(?:\d\D{0,20}\d|[!#$%&*?@+]|[a-z]-?\d{1,4}!?$|[a-z]\d[a-z]|-\d{1,4}-))[\w!#$%&*?@+.-]{5,40}$/;
const other =
  /\.(?:\w{1,4}|\d+)$|^(?:v|cve|kb|ev|rev|win|sha|md|utf|tls|port|vlan|t|ta)-?\d|^\d{1,4}[-.]\d|^[\da-f]{16,}$|^(?:chacha|salsa|sha|aes|rc|rsa|des|hmac|ntlm|smb|http|oauth|saml)|^\d+(?:[a-z]{1,3}|-[a-z]+)$|^(?:[a-z]{2,8}-){2,}[a-z]{2,8}-?\d{1,2}$/i;
/** What is said before such a pair; behind "nest_ro" a stroke is enough. */
const saidBefore = new RegExp(
  String.raw`\b${phrases(String.raw`
  log-?ins?, log-?ons?, sign-?ins?, accounts?, users?, usernames?, credentials?, creds?, passwords?, pw, admin, operator, engineer, service, default, shared, sticker, post-?it
  note, panel, portal, vpn, ftp, sftp, ssh, rdp, vnc, telnet, database, db, console, router, camera, controller, wi-?fi, wlan, ssid, klebt, zettel, konto, kennwort, passwort, zugang, anmeldung
  acceso, cuenta, usuario, clave, entro, entraron, acces, compte, identifiant, accesso, utente, acesso, conta, inlog, inloggning, innlogging, login-?daten, prihlaseni, logowanie
  opened with, got in, came in, logged in, signs in, still works, worked`)}\b[^\n]{0,56}$`,
  "i",
);
const theirs =
  /\b(?:attacker\w*|intruder\w*|actor'?s?|botnet|bot|spray\w*|brute|tried|tries|guess\w*|wordlist|mirai|combo|ransom|negotiat\w*|chat|panel kit|c2|zip|rar)\b[^.\n]{0,48}$/i;
const commonAccount =
  /^(?:and|or|the|with|http|https|ftp|tcp|udp|file|path|usr|etc|var|http\w*|on|in|of|at|to|by)$/i;

/** A sign stands before it, or a word that pairs it with an account: most numbers have neither. */
function mayBePaired(codes: Uint16Array, words: Words, at: number, start: number): boolean {
  const from = opening[unitBefore(codes, start)] === 1 ? start - 1 : start;
  const before = unitBefore(codes, from);
  if (before !== blank)
    return (before === slash || before === colon) && isBehindName(codes, from - 1);
  if (unitBefore(codes, from, 2) === slash) return isBehindName(codes, from - 2);
  return pairingWords.has(wordBefore(words, at, start));
}

/** "root/", "root /", not "//". */
function isBehindName(codes: Uint16Array, sign: number): boolean {
  const before = unitBefore(codes, sign);
  return nameEnds[before === blank ? unitBefore(codes, sign, 2) : before] === 1;
}

/** The hash of the word before the token that begins at `from`. */
function wordBefore({ starts, hashes }: Words, at: number, from: number): number {
  let first = at;
  while (first > 0 && (starts[first - 1] ?? 0) >= from) first -= 1;
  return valueBefore(hashes, first);
}

const blank = 32;
const slash = 47;
const colon = 58;
const opening = marksOfChars("\"'`(");
const nameEnds = marksOfChars("\"'`").fill(1, 48, 58).fill(1, 65, 91).fill(1, 97, 123);
const pairingWords = hashSet("with mit con avec com med z s pass password passe passwort");

function isWord(name: string): boolean {
  return (bitsOf(name) & (ordinaryBit | tradeBit | littleBit)) !== 0;
}

export function loginPairs({ passage, words, places, coveredWords }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes } = passage;
  let until = 0;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    if (start < until || coveredWords[at] === 1) continue;
    const from = tokenStart(codes, start, ends, charsMax);
    if (!mayBePaired(codes, words, at, from)) continue;
    const to = tokenEnd(codes, from, words.ends[at] ?? start, ends, charsMax);
    until = to;
    if (((words.shapes[at] ?? 0) & letterAny) === 0 && to - from < 6) continue;
    const token = text.slice(from, to).replace(/[.:?]{1,3}$/, "");
    if (!password.test(token) || other.test(token) || goesOn(text, to)) continue;
    const before = text.slice(Math.max(0, from - beforeCharsMax), from);
    const match = accountBefore.exec(before);
    const [whole = "", name = "", sign = ""] = match ?? [];
    if (match === null || commonAccount.test(name) || (bitsOf(name) & tradeBit) !== 0) continue;
    const said = before.slice(0, match.index + 1);
    // "spraying with Winter2024".
    if (sign === " with " && isWord(name)) continue;
    const isSigned = /[/:]/.test(sign) && name.includes("_");
    if (!(isSigned || saidBefore.test(said)) || theirs.test(said)) continue;
    const nameStart = from - (before.length - match.index) + whole.indexOf(name);
    const why = "An account and its password stand beside one another.";
    const push = (kind: Detection["kind"], one: number, other: number): void => {
      found.push({ ...passage.spanOf(one, other), kind, why, needsReview: true });
    };
    if (!isBuiltIn(name.toLowerCase())) push("username", nameStart, nameStart + name.length);
    push("secret", from, from + token.length);
  }
  return found;
}
