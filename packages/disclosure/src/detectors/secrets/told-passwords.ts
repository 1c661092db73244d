/**
 * Passwords of words and digits ("Melon2023melon", "Qori-2281-llave"), written like much else: told by an
 * account before them or by what the words around say of them. All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import type { Passage } from "../../text/passage.ts";
import { marksOfChars, tokenEnd, tokenStart } from "../../text/tokens.ts";
import { bitsOf, tradeBit } from "../../text/word-table.ts";
import { isDigit, letterAny, lowerAny, unitBefore } from "../../text/words.ts";

const charsMax = 40;
const charsMin = 7;
const beforeCharsMax = 56;
const behindCharsMax = 32;
/** What no name of a program or a host has. */
const digits = /\d\D{0,36}\d/;
/** "tussock-moor-9": words with a number at the end. */
const dashed = /^(?=\S{0,30}[A-Za-z]{4})[A-Za-z]{3,12}(?:-[A-Za-z]{3,12}){1,4}-\d{1,4}$/;
const run = /[A-Za-z]{4}|\d{4}/;
/** "sha256", "base64", "win32api", "server2019", "CVE-2024-1", "v2024build3". */
const other =
  /^(?:sha|md|base|win|rc|aes|rsa|des|utf|x|v|ver|version|kb|ev|id|http|https|tls|ssl|port|vlan|cve|rfc|iso|part|step|day|week|phase|stage|build|release|server|office|windows|exchange|python|java|oauth|ipv|ntlmv|smbv|log|event|note|line|page|room|hall|unit|type|model|user|test|host|node|site|zone|rev|q|h|eth|wlan|com|lpt|usb|gpt|llama)[-_]?v?\d|\.\w{1,4}$/i;
const separator = String.raw`["'\x60)]?(?:, | \/ |\/|:| : | with | and | y | und | et | e | mit | con | com | avec |; | - | \| | using )(?:the )?(?:password |pw |pass )?["'(\x60]?$`;
const accountBefore = new RegExp(
  String.raw`(?:(?<![\w\\])[A-Za-z][\w-]{1,14}\\{1,2}[A-Za-z][\w.-]{1,30}|\b(?:user(?:name)?|login|logon|account|konto|benutzer|usuario|usu\u00e1rio|utilisateur|compte|cuenta|conta)(?: is| was)?[ :=]{1,2}["'(\x60]?[A-Za-z][\w.@\\-]{2,40}|\b(?:svc|adm|srv)[_-][a-z\d_-]{2,20}|\b[a-z\d]{2,20}[_-](?:svc|adm)|(?<![\w./-])(?:admin|administrator|administrador|root|operator|operador|guest|scada|sysadmin|supervisor|service|sa|tech|engineer|maintenance)|(?<=\s(?:-u|--user)[ =])[\w.-]{2,30})${separator}|(?<![\w./@-])[a-z]{2,16}_[a-z\d]{1,16} ?[:/] ?$`,
  "i",
);
/** So ends all of it. */
const accountEnd = /[ /:]["'(\x60]?$/;
/** What the words before it say of it, as far as the sentence goes; letters are read as `Passage` folds them. */
const saidBefore =
  /(?:\b(?:pass ?(?:word|phrase|code)s?|passwor[td]e?n?|kennwort|pwd?|contrasenas?|claves?|senhas?|mots? de passe|mdp|hesl[aoe]|has[l\u0142][aoe]m?|jelszo\w{0,3}|parol[aei]\w{0,2}|wachtwoord(?:en)?|losenord\w{0,2}|adgangskoden?|passord\w{0,2}|salasana\w{0,2}|lozink[aeu]|gesl[oau]|sifre(?:si)?|mat khau|kata sandi|sticker|post-?it|(?:wi-?fi|wlan) key|jwt (?:key|secret)|(?:signing|hmac) key|credentials?|keepass|master key)\b|[n\u041f]apo\u043b[b\u044e]|\u5bc6[\u7801\u78bc]|\u30cf\u30b9\u30ef\u30fc\u30c8|\u1107\u1175\u1106\u1175\u11af\u1107\u1165\u11ab\u1112\u1169|kw\u03b4iko|\u0643\u0644\u0645\u0629 \u0627\u0644\u0645\u0631\u0648\u0631)(?:[^.;\n]|\.(?=\w)){0,44}$/i;
const doneBefore =
  /\b(?:(?:who(?:m?ever)?|he|she|they|we|someone|somebody|has|had) (?:typed|entered)|crack(?:ed|s) (?:to|as|into|in [\w ]{1,14}|at once)|was cracked|guessed(?: it)?|hash (?:was|is) (?:that )?of|hash of|hash\b[^.;\n]{0,44}:|opens? with|opened with|unlock(?:s|ed)? with|got in with|came in with|log(?:s|ged)? in with|(?:browser|chrome|edge|firefox|keychain|password manager|autofill)(?: had| has| have)? (?:saved|stored|remembered|kept|autofilled|filled in)|word on the (?:note|sticker)|sticker says|(?:just|always|then|simply|please|to|i|we|she) (?:used?|uses|type[ds]?|types|typed in|put in|punch in|enters?|entered)|(?:log-?(?:in|on)|credentials?|creds|anmeldung|zugang|acceso|acces) (?:at|on|to|for|with|of|auf|mit|con) [^\s;,]{3,48} (?:with|and|mit|und|con|y|avec|et|med|og)|log(?:ged|s|ging)? (?:on|in)(?: \w{1,4} [\w.-]{2,24}){0,2} as [\w.\\-]{2,32} (?:with|and|using))[:,]? ?["'(\x60]?$/i;
const saidBehind =
  /^["')\x60]?,? (?:please |must |to be |should |it |which |that |has |is |was |have |been |be |here |still |in |on ){0,5}(?:chang(?:e|ed) (?:it|now|at once|in all|everywhere)|rotat(?:e|ed)|(?<=still )valid|(?<=still )works?|clear ?text|plain ?text|(?<=in )clear|(?:a |the |his |her )?(?:sticker|post-?it|monitor|whiteboard|keyboard|web\.config|config file))\b/i;
/** "Wi-Fi: GUEST / willkommen22". */
const wifiBefore =
  /\b(?:wi-?fi|wlan|ssid)\b[^.;\n]{0,32}(?:\/|,|:| is| was| still| key| =) ?["'(\x60]?$/i;
/** Of attackers, of samples, of guesses, and of what is no password. */
const theirs =
  /\b(?:attacker'?s?|intruder'?s?|actor'?s?|gang'?s?|archive|zip|rar|7z|sample|infected|payload|webshell|web shell|panel kit|loader|spray\w*|pairs|dictionary|wordlist|guess list|brute|style|hash(?:es|cat)?:|hashed|pattern|policy|manager|reset|hash type|version|build|host|server|machine|file|folder|script|tool)\b/i;

const notBehind = /^["')]? (?:style|hash|policy|zip|archive)|\b(?:list of|pairs|dictionary)\b/i;
const seasons = /^(?:spring|summer|autumn|fall|winter)$/i;

const stemCharsMin = 4;

const ends = marksOfChars(" \t\n\r\"'`()<>,;[]{}|");

export function toldPasswords({ passage, words, places, coveredWords }: Reading): Detection[] {
  const found: Detection[] = [];
  const { codes } = passage;
  let until = 0;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    if (start < until || coveredWords[at] === 1) continue;
    const marked = words.shapes[at] ?? 0;
    const joint = unitBefore(codes, start);
    const isJoined = joint === hyphen || joint === underscore;
    if ((marked & lowerAny) === 0 && !(isJoined && (marked & letterAny) === 0)) continue;
    const from = tokenStart(codes, start, ends, charsMax);
    const to = tokenEnd(codes, from, words.ends[at] ?? start, ends, charsMax);
    until = to;
    const end = withoutStops(codes, from, to);
    const begin = beginOf(codes, from, end);
    if (begin !== undefined && isPassword(passage, begin, end))
      found.push({
        ...passage.spanOf(begin, end),
        kind: "secret",
        why: "The words around it tell of a password.",
        needsReview: true,
      });
  }
  return found;
}

const hyphen = 45;
const underscore = 95;
const stopsMax = 3;

function withoutStops(codes: Uint16Array, from: number, to: number): number {
  let end = to;
  while (end > from && to - end < stopsMax && stops[codes[end - 1] ?? 0] === 1) end -= 1;
  return end;
}

/** Behind the last sign that parts it from what is before; undefined where it is too short or another sign is in it. */
function beginOf(codes: Uint16Array, from: number, end: number): number | undefined {
  let begin = end;
  while (begin > from && parts[codes[begin - 1] ?? 0] === inside) begin -= 1;
  const isWhole = begin === from || parts[codes[begin - 1] ?? 0] === ahead;
  return isWhole && end - begin >= charsMin ? begin : undefined;
}

const stops = marksOfChars(".:?!");
/** What is in a password, and what stands before it. */
const inside = 1;
const ahead = 2;
const parts = new Uint8Array(65_536).fill(ahead, 0x3400, 0xa000).fill(ahead, 0x3040, 0x3100);
for (const char of ":/") parts[char.charCodeAt(0)] = ahead;
for (let code = 0; code < 128; code += 1) {
  if (/[A-Za-z\d!#$%&*+_-]/.test(String.fromCharCode(code))) parts[code] = inside;
}

const accountNamed =
  /\b(?:user(?:name)?|login|logon|account|konto|benutzer|usuario|utilisateur)[ :=]{1,2}["'(\x60]?([A-Za-z][\w.@-]{2,24})["')\x60]? ?[/:] ?["'(\x60]?$/i;
const betweenCharsMax = 3;

/** "user balanza / balanza1": an account and a little more. */
function repeatsAccount({ text, codes }: Passage, start: number, end: number): boolean {
  // Most tokens have none of the signs with which the pattern ends.
  let at = start;
  while (at > 0 && start - at < betweenCharsMax && isPair[codes[at - 1] ?? 0] === 0) at -= 1;
  if (isPair[unitBefore(codes, at)] === 0) return false;
  const account = accountNamed.exec(text.slice(Math.max(0, start - beforeCharsMax), start))?.[1];
  return account !== undefined && text.slice(start, end).startsWith(account);
}

const isPair = marksOfChars("/:");

/** A letter or a digit first, three small letters in a row, and two digits, or a hyphen before the last ones. */
function mayBePassword(codes: Uint16Array, start: number, end: number): boolean {
  if (end - start > passwordCharsMax || !isAlphanumeric(codes[start] ?? 0)) return false;
  let small = 0;
  let hasRow = false;
  let digits = 0;
  for (let at = start; at < end; at += 1) {
    const code = codes[at] ?? 0;
    small = code >= 97 && code <= 122 ? small + 1 : 0;
    hasRow ||= small === lettersMin;
    if (isDigit(code)) digits += 1;
  }
  return hasRow && (digits > 1 || unitBefore(codes, end, 2) === hyphen);
}

/** Of ASCII. */
function isAlphanumeric(code: number): boolean {
  return isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 122);
}

const passwordCharsMax = 37;
const lettersMin = 3;

function isPassword(passage: Passage, start: number, end: number): boolean {
  const { text } = passage;
  if (repeatsAccount(passage, start, end)) return true;
  if (!mayBePassword(passage.codes, start, end)) return false;
  const token = text.slice(start, end);
  if (!digits.test(token) && !dashed.test(token)) return false;
  if (!run.test(token) || other.test(token)) return false;
  const [stem = ""] = /^[A-Za-z]{0,36}/.exec(token) ?? [];
  // "Spring" and "Winter" are names of products, too.
  const isProduct = stem.length >= stemCharsMin && (bitsOf(stem) & tradeBit) !== 0;
  if (isProduct && !seasons.test(stem)) return false;
  const before = text.slice(Math.max(0, start - beforeCharsMax), start);
  const behind = text.slice(end, end + behindCharsMax);
  const isSaid =
    (accountEnd.test(before.slice(-2)) && accountBefore.test(before)) ||
    saidBefore.test(before) ||
    doneBefore.test(before) ||
    wifiBefore.test(before) ||
    saidBehind.test(behind);
  const line = before.slice(Math.max(before.lastIndexOf("\n"), before.lastIndexOf(". ")) + 1);
  return isSaid && !theirs.test(line) && !notBehind.test(behind);
}
