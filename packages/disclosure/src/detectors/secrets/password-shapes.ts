/** Passwords and keys that nothing calls so: told by how letters, digits and signs are mixed in them. */

import type { Detection, Reading } from "../../detector.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { marksOfChars, tokenEnd, tokenStart } from "../../text/tokens.ts";
import { unitBefore } from "../../text/words.ts";

/** Letters, and a digit or a sign that no word has; no CVE, no technique, no call of a function. */
export const strong = String.raw`(?=[^\s"'\x60]{0,40}[A-Za-z])(?=[^\s"'\x60]{0,40}[\d!@#$%^&*_])(?!CVE-|T\d{4}|\w{1,12}\()[^\s"'\x60,;()]{5,40}[^\s"'\x60,;().:?]`;

/** "mary@mail.test:Spring21", as in lists of stolen accounts. */
const behindMail = boundedPattern(
  String.raw`@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}:(?!\d{1,5}(?!\w)|\/)([^\s"'\x60,;|/]{4,40}[^\s"'\x60,;|/.)])`,
);
const shape =
  /^(?=.{0,24}[a-z])(?=.{0,24}\d)[A-Za-z0-9](?=[A-Za-z0-9_-]{0,20}[!#$%&*^@])[A-Za-z0-9!#$%&*^@_-]{6,23}$/;
/** "7719#". */
const doorCode = /^\d{4,6}#$/;
/** What else is mixed so: sums, cells of sheets, escapes, lists with "and". */
const other =
  /^[A-Z]{1,3}\$\d{1,9}(?:k|m|mn|bn)$|^Sheet\d|^(?:RDP|ICA)-[A-Za-z]{2,6}#|%[0-9A-Fa-f]{2}|^[a-z0-9]+&[a-z0-9]+$|@.*@|&(?:amp|lt|gt|quot|nbsp)\b/;
const charsMax = 100;

const signs = marksOfChars("!#$%&*^@_");
const ends = marksOfChars(" \t\n\r\"'`()<>,;[]{}");

/** "svc_erp:Tulip!9" without the account, "-pTulip!9" without the option. */
function behindAccount(token: string): string {
  return token.replace(/^[\w.-]{2,40}:|^-p(?=[A-Z\d])/, "");
}

/** "net user help2 P@ss1 /add": what an attacker gave the account that was made. */
function isOfNewAccount(text: string, from: number, to: number): boolean {
  if (!/^ \/add\b/i.test(text.slice(to, to + 6))) return false;
  return /\bnet1? user "?[\w$.-]{1,32}"? "?$/i.test(text.slice(Math.max(0, from - 48), from));
}

/** "decrypts its config with RC4, key jd8@!k2": what malware has in it. */
function isOfCipher(text: string, from: number): boolean {
  return ofCipher.test(text.slice(Math.max(0, from - 56), from));
}

const ofCipher =
  /\b(?:rc4|xor(?:'?e?d|ed|s|ing)?|aes(?:-?\d{3})?|des|3des|tea|xxtea|salsa20|chacha20|blowfish|twofish|mutex|campaign|build|named pipe|decrypts|encrypts|hard-?coded)\b[^.;\n]{0,40}$/i;

export function passwordShapes({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes } = passage;
  const push = (start: number, end: number, why: string, needsReview: boolean): void => {
    found.push({ ...passage.spanOf(start, end), kind: "secret", why, needsReview });
  };
  let until = 0;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    // One question for both sides: most numbers have neither, and two would each be guessed.
    const beside = (signs[unitBefore(codes, start)] ?? 0) | (signs[codes[end] ?? 0] ?? 0);
    if (beside === 0 || start < until) continue;
    const from = tokenStart(codes, start, ends, charsMax);
    const to = tokenEnd(codes, from, end, ends, charsMax);
    until = to;
    const token = text.slice(from, to).replace(/[.:?]{1,3}$/, "");
    if (doorCode.test(token)) push(from, from + token.length, "The code of a door.", true);
    else {
      const secret = behindAccount(token);
      const isTheirs = isOfNewAccount(text, from, to) || isOfCipher(text, from);
      if (shape.test(secret) && !other.test(secret) && !isTheirs)
        push(
          from + token.length - secret.length,
          from + token.length,
          "Letters, digits and signs mixed as in a password.",
          true,
        );
    }
  }
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (!isBeforeColon(codes, at + 1)) continue;
    behindMail.lastIndex = 0;
    const match = behindMail.exec(text.slice(at, at + 200));
    if (match?.index !== 0) continue;
    const end = at + match[0].length;
    push(end - (match[1] ?? "").length, end, "A password behind a mail address.", false);
  }
  return found;
}

/** A host's name goes up to a colon. */
function isBeforeColon(codes: Uint16Array, from: number): boolean {
  let at = from;
  while (at - from < hostCharsMax && inHost[codes[at] ?? 0] === 1) at += 1;
  return codes[at] === colon && at > from;
}

const hostCharsMax = 200;
const colon = 58;
const inHost = new Uint8Array(65_536);
for (let code = 0; code < 128; code += 1) {
  if (/[\w.-]/.test(String.fromCharCode(code))) inHost[code] = 1;
}
