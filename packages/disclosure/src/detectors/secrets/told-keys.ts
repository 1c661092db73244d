/**
 * Keys and tokens that no form tells ("our key in env.php, 7f3a9c0d51e84be2"): what nobody can read, with
 * words around it that say what it opens or that it must be changed. All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import { marksOfChars, tokenEnd, tokenStart } from "../../text/tokens.ts";
import { digitAny, hashAll, letterAny } from "../../text/words.ts";

const charsMax = 120;
const wordCharsMin = 8;
const beforeCharsMax = 72;
const behindCharsMax = 64;

/** What it opens, as far as the sentence goes. */
const calledBefore =
  /\b(?:(?:deploy|api|access|private|preshared|pre-shared|wireguard|wg|admin|root|vault|service|auth|bearer|npm|pypi|nuget|docker|git(?:hub|lab)?|slack|teams|stripe|twilio|sendgrid|mailgun|aws|azure|gcp|s3|cloud|iam|openai|personal access|refresh|integration|webhook|signing|hmac|jwt|master|tenant|app|application|client|storage|ci|runner|build|read|write|sync|provisioning|sentry|datadog|grafana|jenkins|okta|our|my|his|her|old|new|live|prod(?:uction)?|steam|licen[cs]e|product|activation|serial|voucher|x-api)[ _-]{1,2}(?:keys?|tokens?|secrets?|credentials?|batch|cookie)|(?:keys?|tokens?|secrets?|credentials?) (?:of|for|to) (?:our|the|his|her|my)|api[_-]?key|clientsecret|shared secret|client_secret|tokens?(?: was| is|:)|(?:keys?|tokens?|secrets?) (?:of|for|to) [\w '-]{2,30} in (?:a|the|our|its) (?:public )?(?:repo\w{0,6}|commit|gist|bundle|app|apk|image|script)|(?:keys?|tokens?|secrets?) (?:in|of) [\w.-]{3,24})(?![\w-])(?:[^.;\n]|\.(?=\w)){0,48}$/i;
/** "The old one, urg_es_4f…, is in git history, so revoke". */
const doneBehind =
  /^["')\x60]{0,2},? (?:[a-z]{1,10}[ ,]{1,2}){0,6}(?:revok\w{1,3}|rotat\w{1,3}|still (?:valid|works)|git history|in the repo|hard-?coded|in cleartext|in plaintext)(?![\w-])/i;
/** Of attackers, of samples, of machines, and public ones. */
const others =
  /\b(?:attacker'?s?|intruder'?s?|actor'?s?|gang'?s?|their|bot|telegram|xor|rc4|aes|rsa|chacha20|salsa20|cipher|encrypt\w{0,3}|decrypt\w{0,3}|public(?! (?:repo|git|bucket|page|commit))|host|registry|run|mutex|fingerprint|thumbprint|watermark|beacon|implant|malware|payload|loader|sample|config|hash|sha\d{0,3}|md5|commit|build id|campaign|affiliate|victim|guid|uuid|clsid|extension|serial number|foreign|primary)(?![\w-])/i;
/** A name for a person or a machine, a version, a hash, a number of a list. */
const other =
  /^(?:CVE|GHSA|RUSTSEC|KB|MS|TA?)-?\d|^[\da-f]{8}-[\da-f]{4}-|^v?\d{1,4}(?:\.\d{1,5}){1,4}|\.(?:[a-z]{2,4}|[a-z]+\d)$|^0x[\da-f]{1,8}$/i;
/** "9QX4K-TT2LB-0WZ7M". */
const grouped = /^[A-Z\d]{4,6}(?:-[A-Z\d]{4,6}){2,7}$/;
/** A prefix and what it is of: "hvs.CAES…", "urg_es_4fT…". */
const prefixed = /^(?:[A-Za-z][A-Za-z\d]{1,11}[._-]){0,3}([A-Za-z\d~+/=_-]{10,120})$/;
const dotted = /^[A-Za-z\d~_.-]{16,64}$/;
const ends = marksOfChars(" \t\n\r\"'`()<>,;[]{}|:");

export function toldKeys({ passage, words, places, coveredWords }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes } = passage;
  let until = 0;
  for (const at of places.encoded) {
    const start = words.starts[at] ?? 0;
    const shape = words.shapes[at] ?? 0;
    if (start < until || coveredWords[at] === 1 || (shape & hashAll) !== 0) continue;
    if ((shape & digitAny) === 0 || (shape & letterAny) === 0) continue;
    const from = tokenStart(codes, start, ends, charsMax);
    const to = tokenEnd(codes, from, words.ends[at] ?? start, ends, charsMax);
    until = to;
    if (to - from < wordCharsMin || !mayBeOpaque(codes, from, to)) continue;
    const token = text.slice(from, to).replace(/[.?!]{1,3}$/, "");
    if (!isOpaque(token)) continue;
    const end = from + token.length;
    const line = text.slice(Math.max(0, from - beforeCharsMax), from);
    const before = line.slice(line.lastIndexOf("\n") + 1);
    const isTold =
      calledBefore.test(before) || doneBehind.test(text.slice(end, end + behindCharsMax));
    if (!isTold || others.test(before)) continue;
    const why = "The words around it tell of a key.";
    found.push({ ...passage.spanOf(from, end), kind: "secret", why, needsReview: true });
  }
  return found;
}

/** With turns enough from letters to digits and from case to case, or groups of capitals and digits: most names have neither. */
function mayBeOpaque(codes: Uint16Array, from: number, to: number): boolean {
  let turns = 0;
  let cases = 0;
  let hyphens = 0;
  let seen = 0;
  let before = 0;
  for (let at = from; at < to; at += 1) {
    const sort = sortOf[codes[at] ?? 0] ?? 0;
    const both = before | sort;
    if (both === (digit | small) || both === (digit | capital)) turns += 1;
    if (both === (small | capital)) cases += 1;
    if (codes[at] === hyphen) hyphens += 1;
    seen |= sort;
    before = sort;
  }
  const isGrouped = hyphens >= hyphensMin && (seen & small) === 0;
  return isGrouped || areEnough(turns, cases);
}

const hyphen = 45;
const hyphensMin = 2;
const digit = 1;
const small = 2;
const capital = 4;
const sortOf = new Uint8Array(65_536)
  .fill(digit, 48, 58)
  .fill(capital, 65, 91)
  .fill(small, 97, 123);

/** Letters and digits in turns, as in no word and no name. */
function isOpaque(token: string): boolean {
  if (other.test(token)) return false;
  if (grouped.test(token)) return /\d/.test(token) && /[A-Z]/.test(token);
  const core = prefixed.exec(token)?.[1] ?? (dotted.test(token) ? token : "");
  if (core === "") return false;
  const turns = core.match(/[A-Za-z]\d|\d[A-Za-z]/g)?.length ?? 0;
  const cases = core.match(/[a-z][A-Z]|[A-Z][a-z]/g)?.length ?? 0;
  return areEnough(turns, cases);
}

function areEnough(turns: number, cases: number): boolean {
  return turns >= turnsMin || (turns > 1 && turns + cases > turnsMin);
}

const turnsMin = 4;
