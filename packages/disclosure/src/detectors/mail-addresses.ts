/**
 * Mail addresses of people. An attacker's sender is an indicator and stays; recipients of a phishing
 * mail are dropped by default (DHS/DOJ guidance), and so is whoever is at an own domain.
 */

import type { Detection, Detector, Reading } from "../detector.ts";
import {
  headerAt,
  type HeaderLine,
  headerLines,
  recipientHeaders,
  senderHeaders,
} from "./mail-headers.ts";
import type { Span } from "../text/passage.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const localCharsMax = 64;
const domainCharsMax = 253;
const nearCharsMax = 80;
const accused = boundedPattern(
  String.raw`\b(?:sender|sent from|from|phish|spoof|attacker|actor|ransom|extort|contact|scam|lure|imperson|malicious|fraud|registra|reply-to|c2|indicator|ioc|exfil|stolen|stole|thief|seller|buyer|poster|post(?:ed|s)? (?:by|to)|leak|extortion|note|fake|bogus|rogue|forward(?:s|ing)|redirect|rule|jabber|xmpp|tox|telegram|drop ?box|mail (?:van|von|de|od|fra)|absender|expediteur|mittente|remetente|remitente|afzender|avsender|odesilatel|nadawca|lahettaja|faux|fausse|falsch|falso|gefalscht|podvodn|fraudeur|betruger|estafador|golpista|weiterleit|transfert|inoltr|reenvi|doorstu)|\$[a-z]\w{0,8} ?= ?["']$`,
  "i",
);

/** Attackers write under many names, but hardly as somebody's counsel or doctor. */
const titled =
  /^\s{0,3}["']?(?:Maitre|Avv|Abg|RAin|RA|Rechtsanw\w{0,8}|Adv|Advocaat|Advokat|Attorney|Lic|Dr|Prof)\b\.? /;
const titleChars = 24;

export const mailAddresses: Detector = {
  name: "mail-addresses",
  version: 3,
  detect(reading) {
    const { text } = reading.refanged;
    let headers: readonly HeaderLine[] | undefined;
    const found: Detection[] = [];
    for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
      const start = localStart(text, at);
      const end = domainEnd(text, at);
      if (start === at || end === at + 1 || !text.slice(at + 1, end).includes(".")) continue;
      if (isUserInfo(text, start)) continue;
      headers ??= headerLines(reading.refanged);
      const line = headerAt(headers, at);
      const isTitled =
        line !== undefined && titled.test(text.slice(line.start, line.start + titleChars));
      const header = isTitled ? undefined : line?.name;
      const span = reading.refanged.spanOf(start, end);
      const reason = judge(reading, text.slice(start, end), header, () =>
        isAccused(reading, clauseBefore(text, start), span),
      );
      if (reason !== undefined) found.push({ ...span, kind: "email-person", ...reason });
    }
    return found;
  },
};

function judge(
  reading: Reading,
  address: string,
  header: string | undefined,
  isHostile: () => boolean,
): { why: string; needsReview: boolean } | undefined {
  if (reading.identity.ownsMail(address)) {
    return { why: "A mail address at an own domain.", needsReview: false };
  }
  if (header !== undefined && recipientHeaders.has(header)) {
    return { why: "A recipient of a mail; recipients are dropped.", needsReview: false };
  }
  if (header !== undefined && senderHeaders.has(header)) return undefined;
  if (isHostile()) return undefined;
  return { why: "A mail address that the text does not accuse.", needsReview: true };
}

const toRecipients =
  /^.*(?:[.!?]["')]?\s|\n|\b(?:recipients?|victims?|(?:went|wrote|delivered|addressed|forwarded) (?:it )?to|cc|bcc)\b)/is;

/** What stands before it in its sentence, behind the word that says who was written to. */
function clauseBefore(text: string, start: number): string {
  return text.slice(Math.max(0, start - nearCharsMax), start).replace(toRecipients, "");
}

const hostile = new Set(["malware", "tool", "threat-actor", "actor", "ransomware"]);

/** A word accuses it, or a name of malware or of attackers leads to it. */
function isAccused({ observations }: Reading, before: string, { start }: Span): boolean {
  if (accused.test(before)) return true;
  return observations.some(
    ({ type, end }) => end <= start && end > start - before.length && hostile.has(type),
  );
}

/** "ftp://user:password@host": a secret, not a mail address. */
function isUserInfo(text: string, start: number): boolean {
  return /:\/\/[^\s/]{1,64}:$/.test(text.slice(Math.max(0, start - nearCharsMax), start));
}

const isLocal = /[A-Za-z0-9._%+'-]/;
const isDomain = /[A-Za-z0-9.\u00c0-\uffff-]/;

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < localCharsMax && isLocal.test(text[start - 1] ?? "")) start -= 1;
  while (start < at && /['.-]/.test(text[start] ?? "")) start += 1;
  return start;
}

function domainEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && end - at < domainCharsMax && isDomain.test(text[end] ?? "")) end += 1;
  while (end > at + 1 && /[.-]/.test(text[end - 1] ?? "")) end -= 1;
  return end;
}
