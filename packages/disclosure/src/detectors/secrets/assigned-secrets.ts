/**
 * Secrets that are given to a name in settings, scripts and connection strings ("AccountKey=…",
 * "TWILIO_AUTH=…", "enable secret 5 …"), and the account beside them.
 */

import type { Detection, Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import { secretBit } from "../../text/word-table.ts";
import { unitBefore } from "../../text/words.ts";
import { marksOfChars } from "../../text/tokens.ts";
import { isBuiltIn } from "../accounts/account-rows.ts";

/** Whatever stands behind them is secret. */
const whole = hashSet(
  "accountkey sharedaccesskey sharedaccesssignature defaultpassword userpassword adminpassword dbpassword rootpassword smtppassword mailpassword appsecret clientsecret apisecret secretaccesskey jwtsecret masterkey signingkey authkey appkey psk privatekey presharedkey keypass storepass smtppass mailpass dbpass proxypass truststorepassword keystorepassword",
);
/** Only as the last part of a longer name: "MAPS_KEY". */
const parts = hashSet(
  "key token secret auth sig signing api pwd pw pass password apikey salt cookie",
);
const ofConnection = hashSet("pwd password");
const secret = hashOf("secret");
const password = hashOf("password");

const assigned =
  /(?:_(?:BASE|VALUE|PROD|LIVE|TEST|\d))?["'\]]{0,2} ?(?:=|:=?|=>) ?["'\x60]?(?![$<{%(*]|x{3}|\d{1,5}(?!\w)|(?:true|false|null|none|yes|no|empty|redacted|changeme|required|optional|os\.|env|process\.|self\.|this\.|get)\b)([^\s"'\x60,;&<>|]{4,160})/y;
/** Letters and digits in turns, or both cases among digits: no word, path, address or number. */
const opaque =
  /^(?=\S{0,100}[A-Za-z])(?=(?:\S{0,100}?\d){2})(?![\w.-]{0,60}\.(?:exe|dll|txt|log|json|ya?ml|php|pem|crt|com|net|org|example|test)$)(?!\\|https?:|[A-Z]{2,5}\\|HK[LC])[\w.~+/=:$%-]{8,160}$/;
/** Of malware, of registries, of tables, and what is no secret. */
const others =
  /(?:^|[_.-])(?:public|pub|registry|reg|run|mutex|xor|rc4|aes|rsa|des|chacha\d*|cipher|crypt\w*|encrypt\w*|decrypt\w*|primary|foreign|sort|partition|row|cache|object|bot|c2|ransom|campaign|build|hash|host|idempotency|map|lookup|user|csrf|xsrf|next|page|continuation|cancellation|etag|sha\d*|md5)[_.-]?$/i;
const nameCharsMax = 40;
const nameBefore = /[\w.-]{1,40}$/;
/** "enable secret 9 $9$…", as Cisco writes them. */
const typed = / (?:0|4|5|7|8|9) (\$?[\w./$]{6,120})(?=\s|$|["'),])/y;
const accountBefore =
  /(?:^|[;,\s"'?&])(?:uid|user ?id|user ?name|user|login|account) ?= ?["']?([^\s;"',=&]{2,40})["']?[;,&]? ?$/i;

export function assignedSecrets({ passage, words, places }: Reading): Detection[] {
  const { text, codes } = passage;
  const found: Detection[] = [];
  const push = (kind: Detection["kind"], start: number, end: number, why: string): void => {
    found.push({ ...passage.spanOf(start, end), kind, why, needsReview: true });
  };
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & secretBit) === 0) continue;
    const hash = words.hashes[at] ?? 0;
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    if (hash === mailLogin || prompts.has(hash)) {
      const match = inMail.exec(text.slice(end, end + 200));
      const value = match?.[1];
      if (match !== null && value !== undefined && isEncoded(value)) {
        const to = end + match[0].length;
        push("secret", to - value.length, to, "An account or a password in base64.");
        continue;
      }
    }
    if (assigns[codes[end] ?? 0] === 0) continue;
    if ((hash === secret || hash === password) && codes[end] === blank) {
      const value = at > 0 ? exec(typed, text, end) : undefined;
      if (value !== undefined)
        push("secret", typed.lastIndex - value.length, typed.lastIndex, inSettings);
      continue;
    }
    const isPart = parts.has(hash) && joints[unitBefore(codes, start)] === 1;
    const isOfConnection = ofConnection.has(hash);
    if (!(whole.has(hash) || isPart || isOfConnection)) continue;
    const value = exec(assigned, text, end);
    if (value === undefined) continue;
    const head = text.slice(Math.max(0, start - nameCharsMax), start);
    if (isOfConnection) {
      const account = accountBefore.exec(head)?.[1];
      if (account !== undefined && !isBuiltIn(account.toLowerCase())) {
        const from = start - head.length + head.lastIndexOf(account);
        push("username", from, from + account.length, "An account in a connection string.");
      }
    }
    const isNamed = whole.has(hash) || opaque.test(value);
    if (!isNamed || (isPart && others.test(nameBefore.exec(head)?.[0] ?? ""))) continue;
    if (isOfConnection && !isPart) continue;
    push("secret", assigned.lastIndex - value.length, assigned.lastIndex, inSettings);
  }
  return found;
}

/** Base64 of letters and signs. */
function isEncoded(value: string): boolean {
  const bytes = Buffer.from(value, "base64").toString("latin1");
  return bytes.length >= 4 && !/[^\0\x20-\x7e]/.test(bytes);
}

const inSettings = "A value that settings give to a secret.";

function exec(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[1];
}

/** "AUTH PLAIN AGFiYWtr…" and the answers to "334 VXNlcm5hbWU6" (RFC 4954). */
const inMail =
  /^(?: (?:PLAIN|LOGIN|XOAUTH2)(?: |[ \t]{0,4}\n[^\n]{0,40}?)|[^\n]{0,4}\n(?:[CS<>]:? ?)?)([A-Za-z0-9+/]{6,120}={0,2})(?![\w+/])/;
const mailLogin = hashOf("auth");
const prompts = hashSet("vxnlcm5hbwu6 ugfzc3dvcmq6");

const blank = 32;
const joints = marksOfChars("_-.&?;");
const assigns = marksOfChars("=:_\"'] ");
