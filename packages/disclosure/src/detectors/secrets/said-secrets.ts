/**
 * Passwords, keys and codes behind the word for them, with a few words between ("the site code is still
 * A17C-0B9E", "new password for all: Sommer.2025"): the first thing in the clause that is written like
 * none of its words. All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import type { Passage, Span } from "../../text/passage.ts";
import { marksOfChars, tokenEnd } from "../../text/tokens.ts";
import { hashSet } from "../../text/word-hash.ts";
import { secretBit } from "../../text/word-table.ts";
import { hashAll, isDigit, unitBefore, valueBefore } from "../../text/words.ts";
import { codeHeads, theirsBefore, toldBehind } from "./secret-labels.ts";

const passwords = hashSet(
  "password passwords passwd pwd pw passcode passphrase passwort kennwort passordet losenord losenordet passord adgangskode adgangskoden wachtwoord senha contrasena haslo hasla heslo hesla jelszo parola lozinka geslo sifre salasana psk secret credentials creds glass",
);
const keys = hashSet("key token cookie seed");
const codes = hashSet("pin code codes combination");
const pins = hashSet("pin combination");
/** "registry key", "public key", "session key exchange". */
const otherKeys = hashSet(
  "registry mutex run runonce public host foreign primary sort hot ssh session encryption decryption ransom bot rsa aes xor rc4 hash api product",
);
/** What codes open, besides those of `codeHeads`. */
const opened = hashSet("master site access service engineer installer override house panel locker");

/** Of attackers and samples, of what is asked of passwords, and of what protects. */
const others =
  /\b(?:attackers?'?s?|intruders?'?s?|actors?'?s?|gang'?s?|thie(?:f|ves)'?s?|their|archive|zip|rar|7z|container|sample|infected|payload|webshell|shell|panel|loader|kit|spray\w*|stuffing|dictionary|wordlist|brute|policy|manager|hash(?:es|ed)?|source|error|exit|status|reason|response|qr|zip|country|postal|dress|colour|color|machine|malicious|proof|dump|rc4|xor\w*|aes|salsa20|chacha20|blowfish|decrypt\w*|encrypts|encrypt\w* (?:using|with|by)|hard-?coded)\b[^.;\n]{0,24}$/i;
const othersBehind =
  /^(?:s? )?(?:spray\w*|stuffing|manager|managers|policy|policies|hash(?:es)?|reset|resets|resetting|change|changes|rotation|length|guess\w*|attempts?|attack|prompt|reader|theft|dump\w*|stealer|filter|field|form|expiry|audit|vault|safe|list|lists|exchange|size|usage|execution|injection|review|signing|base|path|page|integrity|bucket|service|pad|pads|block|entry|consent|banner)\b/i;
const beforeCharsMax = 40;
const behindCharsMax = 64;
const tokensMax = 8;
const tokenCharsMax = 72;
const ends = marksOfChars(" \t\n\r\"'`()<>,;[]{}|");
/** "the token of the guest roe2": whose it is. */
const ofSomebody = /^ (?:of|for|from|by|to)\b/;
/** A clause goes on over commas, not over these with a blank behind. */
const clauseEnd = /[;!?\n]|\.(?=\s|$)/;

/** Two digits or more among letters; a sign that no word has; digits in groups of capitals. */
const mixed =
  /^(?=\S{0,40}[A-Za-z])(?=\S{0,40}\d\S{0,40}\d|\S{0,40}[a-z]\S{0,40}[A-Z]\S{0,40}\d|\S{0,40}\d\S{0,40}[A-Z]\S{0,40}[a-z]|\S{0,30}[a-z][!#$%^&*?~+]\S{0,30}[\w!]|\S{4,40}\d!?$)[\w!#$%^&*?~+=./:@-]{5,64}$/;
const number = /^\d{4,8}$/;
const other =
  /^(?:v?\d{1,4}(?:\.\d{1,6}){1,4}[a-z]?|(?:CVE|GHSA|KB|MS|CWE|RFC|ISO|EV|ID|VLAN|PCI)-?\d[\w-]*|TA?\d{4}(?:\.\d{3})?|(?:[RHEP]S|AES|RSA|SHA|MD|ECDSA|ED|RC|DES|3DES|HMAC|SCRAM|ChaCha|base|bcrypt|argon|PBKDF|UTF|OAuth|SAML|FIDO|U2F|WPA|HTTP|TLS|SSL|IPv|NTLM|SMB|x|O|M|Windows|Win|Office|Exchange|Server|Python|PHP|Java|Chrome|Firefox|Edge|Safari|Android|iOS|Debian|Ubuntu|Log4j|Node|KeePass|Level|Type|Step|Phase|Port|Line|Page|Room|Unit|User|Test|Host|Site|Zone|Rev|Day|Week)[-_ ]?v?\d[\w./-]*|\d{1,4}(?:st|nd|rd|th|h|d|m|s|k|x|bit|min|px|am|pm|GB|MB|kB|TB)|\d{1,4}-[a-z]{2,12}|\d{1,4}[./:-]\d{1,2}(?:[./:-]\d{1,4})?(?:T\S*)?|0x[\da-f]+|[\w.-]+\.(?:[a-z]{2,6}|7z|mp[34]|ps1)(?:\/\S*)?|\S*:\/\/\S*|[^\s@]*@[^\s.]*\.\S*|(?:\d{1,3}\.){3}\d{1,3}\S*|[a-z][\w-]*\/\d+(?:\.\d+){0,3}|\d+\/(?:tcp|udp))$/i;

export function saidSecrets(reading: Reading): Detection[] {
  const { passage, words, places } = reading;
  const found: Detection[] = [];
  let until = 0;
  for (const at of places.triggers) {
    const start = words.starts[at] ?? 0;
    if (((words.bits[at] ?? 0) & secretBit) === 0 || start < until) continue;
    const label = labelAt(words.hashes, at);
    // "evil[.]pw" is a domain.
    if (label === undefined || inName[unitBefore(passage.codes, start)] === 1) continue;
    const span = isOurs(reading, at, label) ? secretBehind(reading, at, label) : undefined;
    until = span?.end ?? words.ends[at] ?? start;
    if (span === undefined) continue;
    const why = "It stands behind the word for a secret.";
    found.push({ ...passage.spanOf(span.start, span.end), kind: "secret", why, needsReview: true });
  }
  return found;
}

type Label = "password" | "key" | "code";

function labelAt(hashes: Uint32Array, at: number): Label | undefined {
  const hash = hashes[at] ?? 0;
  const before = valueBefore(hashes, at);
  if (passwords.has(hash)) return "password";
  if (keys.has(hash)) return otherKeys.has(before) ? undefined : "key";
  const opens = codeHeads.has(before) || opened.has(before) || pins.has(hash);
  return codes.has(hash) && opens ? "code" : undefined;
}

/** What is said around the word is not said of attackers' passwords, of all passwords, or of whose it is. */
function isOurs({ passage: { text }, words }: Reading, at: number, label: Label): boolean {
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const before = text.slice(Math.max(0, start - beforeCharsMax), start);
  const behind = text.slice(end, end + behindCharsMax);
  // "Passwords_41.txt".
  if (/^[\w-]{0,24}\.(?:txt|csv|xlsx?|docx?|zip|kdbx|log|json|html?)\b/i.test(behind)) return false;
  if (others.test(before) || theirsBefore.test(before)) return false;
  if (othersBehind.test(behind.trimStart())) return false;
  // In a list of what a sample has: "v0.7.3; key Qx91; mutex none".
  const isListed = /[,;|]\s{0,2}$/.test(before) && !/^["']?[:=]/.test(behind);
  return label !== "key" || !(isListed || ofSomebody.test(behind));
}

/** The first word of the clause behind it, and what belongs to that word, that is written as a secret. */
function secretBehind(
  { passage, words, coveredWords }: Reading,
  at: number,
  label: Label,
): Span | undefined {
  const { text } = passage;
  const end = words.ends[at] ?? 0;
  const behind = text.slice(end, end + behindCharsMax);
  const stop = end + (clauseEnd.exec(behind)?.index ?? behind.length);
  for (let next = at + 1; next <= at + tokensMax; next += 1) {
    const from = words.starts[next] ?? Infinity;
    if (next >= words.count || from >= stop || ((words.shapes[next] ?? 0) & hashAll) !== 0)
      return undefined;
    const secret = coveredWords[next] === 1 ? undefined : secretAt(passage, from, label);
    if (secret === undefined) continue;
    const to = from + secret.length;
    return toldBehind.test(text.slice(to, to + behindCharsMax))
      ? undefined
      : { start: from, end: to };
  }
  return undefined;
}

/** What begins at a word and is written as no word, number or name is. */
function secretAt({ text, codes }: Passage, from: number, label: Label): string | undefined {
  if (from > 0 && opening[codes[from - 1] ?? 0] === 0) return undefined;
  const to = tokenEnd(codes, from, from + 1, ends, tokenCharsMax);
  const token = text.slice(from, to).replace(/[.:?]{1,3}$/, "");
  if (label === "code" && isDigit(codes[from])) return number.test(token) ? token : undefined;
  return token.includes("=") || !mixed.test(token) || other.test(token) ? undefined : token;
}

const inName = marksOfChars(".]/\\@");
const opening = marksOfChars(" \t\n\"'`(=:");
