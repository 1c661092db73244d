/**
 * Mail addresses of people. An attacker's sender is an indicator and stays; recipients of a phishing
 * mail are dropped by default (DHS/DOJ guidance), and so is whoever is at an own domain.
 */

import type { Detection, Detector, Reading } from "../../detector.ts";
import {
  headerAt,
  type HeaderLine,
  headerLines,
  recipientHeaders,
  senderHeaders,
} from "./mail-headers.ts";
import { isOfCounsel } from "./counsel-mail.ts";
import { isNameLike } from "../accounts/handles.ts";
import type { Span } from "../../text/passage.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { marksOfChars } from "../../text/tokens.ts";

const localCharsMax = 64;
const domainCharsMax = 253;
const nearCharsMax = 80;
const listedCharsMax = 32;
const accused = boundedPattern(
  String.raw`\b(?:sender|sent from|from|(?:mail|smtp|envelope|header)[_-]?from|new mail pattern|phish|spoof|attacker|actor|ransom|extort|contact|scam|lure|imperson|pretend|purported|self-styled|impost|malicious|fraud|registra|reply-to|c2|indicator|ioc|email-(?:src|reply)|return-path|whois|decrypt|came out of|exfil|stolen|stole|thief|seller|buyer|poster|post(?:ed|s)? (?:by|to)|leak|extortion|note|fake|bogus|rogue|forward(?:s|er|ed|ing|to|asattachmentto| to)?|redirect|rule|jabber|xmpp|tox|telegram|drop ?box|mail (?:van|von|de|od|fra)|absender|expediteur|mittente|remetente|remitente|afzender|avsender|odesilatel|nadawca|lahettaja|faux|fausse|falsch|falso|gefalscht|podvodn|fraudeur|betruger|estafador|golpista|weiterleit|transfert|inoltr|reenvi|doorstu|(?:author|committer)(?:'s)? e?-?mail|(?:escrev|escrib|scriv|schrieb|schreibt|schreef|skrev|pisal|napisal|przyszedl|przyszla|przyszlo|dostalismy|kam|kamen|veio|vino|veniva|arrivava|chegou)\w{0,5} (?:de|do|da|dal|desde|von|van|aus|unter|fra|z|od)|\u00e9crivai\w{1,3} (?:de|depuis)|\u00e9crit depuis|przysz\u0142\w{0,2} od|przyszed\u0142 od|(?:mega(?:sync|cmd| account)?|rclone|wallet page|payment page|leak page)\b[^.\n]{0,24}(?:account|user|login|with|by|lists|gives|names|shows))|\$[a-z]\w{0,8} ?= ?["']$`,
  "i",
);

/** Whom everybody tells: no person is behind it. */
const ofAuthority =
  /^(?:info|report|reports|cert|csirt|soc|abuse|security|incident|incidents|contact)@(?:[\w-]{1,30}\.){0,2}(?:[\w-]{0,20}(?:cert|csirt|cirt)|(?:cert|csirt|cirt|ncsc|isac)[\w-]{0,20})\./i;

/** Attackers write under many names, but hardly as somebody's counsel or doctor. */
const titled =
  /^\s{0,3}["']?(?:Maitre|Avv|Abg|RAin|RA|Rechtsanw\w{0,8}|Adv|Advocaat|Advokat|Attorney|Lic|Dr|Prof)\b\.? /;
const titleChars = 24;

export const mailAddresses: Detector = {
  name: "mail-addresses",
  version: 9,
  detect(reading) {
    const { text, codes } = reading.refanged;
    let headers: readonly HeaderLine[] | undefined;
    const found: Detection[] = [];
    for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
      const start = localStart(codes, at);
      const end = domainEnd(codes, at);
      if (start === at || end === at + 1 || !text.slice(at + 1, end).includes(".")) continue;
      if (ofProgram.test(text.slice(start, end))) continue;
      if (isUserInfo(text, start) || addressOnly.test(text.slice(at + 1, end))) continue;
      if (numbered.test(text.slice(Math.max(0, start - nearCharsMax), start))) continue;
      headers ??= headerLines(reading.refanged);
      const line = headerAt(headers, at);
      const isTitled =
        line !== undefined && titled.test(text.slice(line.start, line.start + titleChars));
      const span = reading.refanged.spanOf(start, end);
      if (line?.name === "from" && isOfCounsel(reading, headers, text, { start, end })) {
        found.push({
          ...span,
          kind: "email-person",
          why: "Whom counsel writes as.",
          needsReview: true,
        });
        continue;
      }
      const header = isTitled ? undefined : line?.name;
      const reason = judge(
        reading,
        text.slice(start, end),
        header,
        () => isExtorter(text, { start, end }, line),
        () =>
          listedBefore.test(text.slice(Math.max(0, start - listedCharsMax), start)) ||
          accusedBehind.test(text.slice(end, end + nearCharsMax)) ||
          diverted.test(text.slice(Math.max(0, start - nearCharsMax), start)) ||
          calledBefore.test(text.slice(Math.max(0, start - nearCharsMax), start)) ||
          isSuspect(reading, text, { start, end }, span) ||
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
  isExtorter: () => boolean,
  isHostile: () => boolean,
): { why: string; needsReview: boolean } | undefined {
  if (reading.identity.ownsMail(address)) {
    return { why: "A mail address at an own domain.", needsReview: false };
  }
  if (ofAuthority.test(address)) return undefined;
  if (header !== undefined && recipientHeaders.has(header)) {
    if (isExtorter()) return undefined;
    return { why: "A recipient of a mail; recipients are dropped.", needsReview: false };
  }
  if (header !== undefined && senderHeaders.has(header)) return undefined;
  if (isHostile()) return undefined;
  return { why: "A mail address that the text does not accuse.", needsReview: true };
}

/** What whoever is extorted writes to the extorter, and to nobody else. */
const toExtorter =
  /\b(?:your (?:ransom|ransom note|extortion|demand of|wallet|leak (?:site|page|blog)|affiliates?|locker)\b|(?:received|got|read|found|seen) your (?:note|letter|readme|demands?)\b|your demand\b|proof (?:that )?you (?:can|could|have|hold|took)|prove (?:that )?you (?:can|could|have|hold|took)|you (?:encrypted|locked|stole|exfiltrated|took from us)|(?:pay|paid|transfer to|offer) you\b|what is the price|how much (?:for the|do you want|would the)|(?:give us|we need) (?:some |more )?time\b|decrypt (?:a|one|two|this|these) (?:test |sample )?files?\b)/i;
const ofExtortion =
  /\b(?:ransom|decrypt\w{0,5}|extort\w{0,5}|encrypted|bitcoins?|btc|xmr|monero|price (?:for|of) the (?:key|files)|leak(?:ed)?|stolen)\b/i;
/** Whoever extorts writes so himself. */
const ofExtorter =
  /\b(?:your (?:files|data|network|servers|company|documents|systems)|we (?:have )?(?:encrypted|locked|stole|stolen|exfiltrated|downloaded))\b|\b(?:claims?|insurers?|policy|counsel|attorney|lawyer)\b/i;
const writtenCharsMax = 1200;

/** The only recipient of a mail, to whom it writes as to the extorter: `Subject: your ransom note`. */
function isExtorter(text: string, { start, end }: Span, line: HeaderLine | undefined): boolean {
  if (line === undefined || isNameLike(text.slice(start, text.indexOf("@", start)))) return false;
  if (text.slice(line.start, line.end).split("@").length > 2) return false;
  const written = text.slice(end, end + writtenCharsMax);
  return toExtorter.test(written) && ofExtortion.test(written) && !ofExtorter.test(written);
}

const toRecipients =
  /^.*(?:(?<!["'\u201c])[.!?]["')]?\s|\n|\b(?:recipients?|victims?|(?:went|wrote|delivered|addressed|forwarded) (?:it )?to|hit|reached|phished|targeted|cc|bcc)\b)/is;

/** What stands before it in its sentence, behind the word that says who was written to. */
function clauseBefore(text: string, start: number): string {
  return text.slice(Math.max(0, start - nearCharsMax), start).replace(toRecipients, "");
}

/** What leads to the address of whoever demands, sells, cheats or collects. */
const suspectBefore =
  /\b(?:read[ _-]?me|how[ _-]?to|unlock\w{0,3}|to (?:recover|restore)|demands?|btc|bitcoin|xmr|monero|envelope|spf|bec|keylog\w{0,5}|stealer|skimmer|came (?:out of|in as)|upi|escrow|broker|for sale|(?:gang|crew|extort\w{0,7}|blackmailers?|attackers?|actors?) (?:answers?|answered|repl(?:ies|ied)|reads?|writes?|wrote) (?:at|from|on|under|as)|(?:app|application|domain|bot|consent)\b[^.\n]{0,20} registered (?:by|to|with|under)|told to (?:pay|write|call|mail|reply)|write only to|contact (?:us|me) (?:at|on|via)|(?:asked|demanded|wanted|ordered|requested)(?: for)? by|(?:repl(?:y|ies)|answers?) (?:go|goes|went|to)|technician|matched|one mail|block(?:ed|ing)?|blocklist|denylist|negotiat\w{0,6} (?:ran |run |went |goes |go )?(?:through|via|by|over|with|at)|(?:mails?|messages?|invoices?) (?:sent )?by|mailed by|proof (?:of payment )?(?:is )?to be sent to|reply(?:-to)? address (?:in|of|on) (?:the|a|that)|signs? (?:as|with))\b/i;
const suspectBehind =
  /^[^\n.]{0,24}(?:\bwithin \d|\b\d{1,3} ?h(?:ours)?\b|\bbtc\b|\bxmr\b|\bspf\b|\bdkim\b|\bdmarc\b|\bwants? \d|\bas (?:his|their|its) (?:address|contact|mail)|\bfor the (?:key|decrypt\w{0,5}|files)|\b(?:were|was|are) (?:purged|blocked|quarantined|deleted)|\band the domain\b|\bgot no (?:answer|reply)\b|\b(?:is|was|were) not answered\b|\basked for \d)/i;
/** Mail and talk without a name, where attackers are and hardly a customer. */
const nameless =
  /@(?:[\w-]{1,30}\.)?(?:onionmail|cock|dnmx|thesecure|exploit|jabb\w{0,4}|xmpp|mail2tor|torbox|airmail|keemail|msgsafe|cyberfear|elude|secmail|firemail|tempmail|temp-mail|mailinator|yopmail|guerrillamail|sharklasers|trashmail|danwin1210|morke)\.\w{2,8}$/i;
/** Privacy for everybody: attackers' where the address says what it is for, or nothing. */
const discreet =
  /@(?:proton(?:mail)?|pm|tutanota|tuta|tutamail|mailfence|disroot|riseup|ctemplar)\.\w{2,8}$/i;
const purpose =
  /\d|(?:support|restor|recover|unlock|decrypt|crypt|helps?|data|files?|back|pay|leak|ransom|key|lock|hack|anon)/i;

/** Written so that nobody opens it, or of whoever has no name and asks for something. */
function isSuspect(
  { passage: { original } }: Reading,
  text: string,
  { start, end }: Span,
  span: Span,
): boolean {
  const address = text.slice(start, end);
  const local = address.slice(0, address.indexOf("@"));
  if (isNameLike(local)) return false;
  if (defanged.test(original.slice(span.start, span.end))) return true;
  if (nameless.test(address) || (discreet.test(address) && purpose.test(local))) return true;
  return (
    suspectBefore.test(clauseBefore(text, start)) ||
    suspectBehind.test(text.slice(end, end + nearCharsMax))
  );
}

/** Not "me[at]partner[.]example": so people hide their own from robots. */
const defanged = /(?:^[^@]{1,64}@|\[@\])[^@]*\[\.\]/;

const hostile = new Set(["malware", "tool", "threat-actor", "actor", "ransomware"]);

/** A word accuses it, or a name of malware or of attackers leads to it. */
function isAccused({ observations }: Reading, before: string, { start }: Span): boolean {
  if (accused.test(before)) return true;
  return observations.some(
    ({ type, end }) => end <= start && end > start - before.length && hostile.has(type),
  );
}

/** "root@198.51.100.4" is a login, "left-pad@1.3.0-rc1" a version. */
const ofProgram = /^git@(?:github|gitlab|bitbucket|ssh\.dev\.azure|codeberg)\.\w+$/;
const addressOnly = /^\d{1,4}(?:\.\d{1,5}){1,3}(?:-[\w.-]{1,20})?$/;
/** What a table of indicators calls it, or says of it: "mail | x@y | 30 Jun". */
const listedBefore = /(?:^|\n)[ \t"|]{0,4}e?-?mail(?:-src|-addr)?"?[ \t]{0,8}[|;\t]["| \t]{0,8}$/i;
/** A whole mailbox goes there, or whoever extorts writes so: "[them] write to x@y". */
const diverted =
  /\b(?:inbox|mailbox|postfach|rule|buzon|casella)\b[^.\n]{0,80}\b(?:forward|redirect|copi|divert)\w{0,5}(?: silently| all| everything)? to ?<?$|\b(?:sent|mailed|posted|exfiltrated)\b(?: [a-z]{2,12}){0,2} (?:by|over|via) (?:smtp|mail|e-mail) to ?<?$|reply[_-]?to"? ?[:=] ?["<]{0,2}$|[a-z]["\u201d] \($|\b(?:victims?|targets?) (?:must|should|shall|have to|had to|are to|(?:are|were) (?:told|asked) to) (?:write|mail|reply|answer|report)(?: back)? (?:to|at) ?<?$|\b(?:replies|answers) (?:(?:would|will|were|was|to|have|be) ){0,3}(?:go|goes|going|gone|routed|diverted|redirected|land|landed) (?:to|at|in) ?<?$|(?:^|\n)\[?(?:them|they|ta|actor|attackers?|gang)\]?:? [^\n]*$|\b(?:sender|from|from whom|whose address|reply-to)\? ?\n[^\n@]{0,40}$|\b(?:we|i|gateway|filter|proxy|soc|it) (?:now |have |has |already )?(?:block(?:ed|s)?|denylisted|blocklisted|blacklisted|purged|quarantined)(?: mails?| all)?(?: from)? (?:the (?:sender|address) )?<?$|\b(?:package|repo|repository|commit|kit|extension|app)\b[^.\n@]{0,30} (?:by|uses|maintainer|publisher|author)(?: is)? ?<?$/i;
/** `Watch for mail from "Payroll S." <`, `it sends offers as A&R <`. */
const calledBefore =
  /\b(?:(?:watch for|beware of|believe|trust|ignore|open|answer|report|block|delete|fake|faked|forged|bogus)\b[^.\n]{0,24}\b(?:mails?|e-?mails?|messages?|letters?|invoices?|post|sms) from|(?:sends?|sent|writes?|wrote|mails?|mailed|signs?|signed|offers?|poses?|posed|posing)(?: [a-z]{2,12}){0,2} as|(?:bekommen|erhalten|bekamen|erhielten) (?:post|mails?|briefe|nachrichten) von|re\u00e7oivent (?:un |des )?(?:mails?|courriels?) de|reciben (?:correos?|mensajes?) de) (?:["\u201c][^"\u201d\n]{1,40}["\u201d]|[A-Z][\w&.' -]{0,30}) ?<?$/i;
const accusedBehind =
  /^(?:[^\n.]{0,40}\b(?:registrant|persona|burner|throwaway|attacker|phisher|scammer|extortionist)|,? as (?:the |its |his |her |their |a )?(?:reply(?:-to)?|return|contact|payment) (?:address|mail)|,? as (?:its|their) contact|, not (?:of|from|by) (?:our|the real)\b|, (?:which|whom) (?:nobody|no one|none)\b|, a stranger\b)/i;

/** How a mail is numbered is no address. */
const numbered = /(?:^|\n)(?:message-id|references|in-reply-to): ?<?$/i;

/** "ftp://user:password@host": a secret, not a mail address. */
function isUserInfo(text: string, start: number): boolean {
  return /:\/\/[^\s/]{1,64}:$/.test(text.slice(Math.max(0, start - nearCharsMax), start));
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const inLocal = marksOfChars(`${letters}._%+'-`);
const opensNone = marksOfChars("'.-");
const inDomain = marksOfChars(`${letters}.-`).fill(1, 0xc0);
const endsNone = marksOfChars(".-");

function localStart(codes: Uint16Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < localCharsMax && inLocal[codes[start - 1] ?? 0] === 1)
    start -= 1;
  while (start < at && opensNone[codes[start] ?? 0] === 1) start += 1;
  return start;
}

function domainEnd(codes: Uint16Array, at: number): number {
  let end = at + 1;
  while (end < codes.length && end - at < domainCharsMax && inDomain[codes[end] ?? 0] === 1)
    end += 1;
  while (end > at + 1 && endsNone[codes[end - 1] ?? 0] === 1) end -= 1;
  return end;
}
