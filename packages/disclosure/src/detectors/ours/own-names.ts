/** Own names as words, and as letters in a row inside other words or in disguise. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Detector, Reading } from "../../detector.ts";
import type { GluedHit } from "../../identity/glued-index.ts";
import type { OwnTerm } from "../../identity/own-terms.ts";
import { lowered } from "../../text/passage.ts";
import { hashOfCodes } from "../../text/word-hash.ts";
import type { Words } from "../../text/words.ts";
import { urlEnd } from "../network/internal-links.ts";
import { isCapital, isSmall } from "../../text/letters.ts";
import { joinedAbbreviation, numberedAbbreviations } from "./own-abbreviations.ts";
import { isMeant, isOfAnother } from "./meant-names.ts";
import { speltOtherwise } from "./names-of-others.ts";

/** Inside a longer word a name of so many letters is no chance. */
const sureLettersMin = 7;

export const ownNames: Detector = {
  name: "own-names",
  version: 12,
  detect(reading) {
    const { identity, passage, words } = reading;
    const found: Detection[] = [];
    const others = reading.isLeaving ? nobody : speltOtherwise(reading);
    for (const { start, end, value } of reading.ownPhrases) {
      if (others.has(passage.text.slice(start, end))) continue;
      if (isMeant(passage, start, end, value) && !isOfAnother(reading, start, end, value)) {
        found.push(detection(reading, start, end, value, value.needsReview));
      } else if (value.needsCapital === true) {
        const joined = joinedAbbreviation(reading, { start, end });
        if (joined !== undefined) found.push(joined);
      }
    }
    const { plain, disguised } = identity.glued.find(passage, words);
    for (const hit of plain) {
      if (hit.value.needsCapital === true && !isWholeName(passage.text, hit)) continue;
      if (isTwoMentions(passage.text, hit) || isHalfAWord(hit)) continue;
      if (isOfAnother(reading, hit.start, hit.end, hit.value)) continue;
      found.push(detection(reading, hit.start, hit.end, hit.value, !isSure(hit)));
    }
    for (const hit of disguised) {
      if (!hit.isWhole || hit.value.needsCapital === true) continue;
      if (isOfAnother(reading, hit.start, hit.end, hit.value)) continue;
      found.push(detection(reading, hit.start, hit.end, hit.value, true));
    }
    return [...found, ...productCodes(reading), ...numberedAbbreviations(reading)];
  },
};

const nobody: ReadonlySet<string> = new Set();

/** "TK-92A" where the profile has "TK-88". */
function productCodes({ identity, passage, words }: Reading): Detection[] {
  const { codePrefixes } = identity;
  if (codePrefixes.size === 0) return [];
  const found: Detection[] = [];
  for (let at = 0; at < words.count; at += 1) {
    const head = headEnd(passage.codes, words, at);
    if (!codePrefixes.has(hashOfCodes(passage.codes, words.starts[at] ?? 0, head))) continue;
    const start = words.starts[at] ?? 0;
    let end = words.ends[at] ?? start;
    const code = /^([a-z]{2,6})(\d{1,6}[a-z]{0,2})?$/.exec(lowered(passage.text.slice(start, end)));
    if (code === null) continue;
    if (code[2] === undefined) {
      const next = /^[-_ ]?\d{1,6}[a-z]{0,2}(?![a-z\d])/.exec(
        lowered(passage.text.slice(end, end + 10)),
      );
      if (next === null) continue;
      end += next[0].length;
    }
    end +=
      /^_[a-z]\d{1,2}(?![a-z\d])/.exec(lowered(passage.text.slice(end, end + 6)))?.[0].length ?? 0;
    const why = "It is named like an own product.";
    found.push({ ...passage.spanOf(start, end), kind: "company-product", why, needsReview: true });
  }
  return found;
}

const codeHeadCharsMax = 6;

/** Where the letters end with which a word begins. */
function headEnd(codes: Uint16Array, { starts, ends }: Words, at: number): number {
  const start = starts[at] ?? 0;
  const end = Math.min(ends[at] ?? start, start + codeHeadCharsMax + 1);
  let head = start;
  while (head < end && (codes[head] ?? 0) >= letterA) head += 1;
  return head;
}

const letterA = 65;

function isSure(hit: GluedHit<OwnTerm>): boolean {
  if (hit.value.needsReview) return false;
  return hit.letters >= sureLettersMin || (hit.isWhole && !hit.isSpread);
}

/** Letters of an own name that is an ordinary word: only spread out, they are no chance. */
function isWholeName(text: string, { start, end, isWhole, isSpread }: GluedHit<OwnTerm>): boolean {
  return (
    isWhole && isSpread && isCapital(text, start) && spreadLetters.test(text.slice(start, end))
  );
}

const spreadLetters = letterPattern(String.raw`^\p{Lu}(?:[ .-]\p{L}){3,24}$`);

/** "Ingrid Solberg (ingrid.solberg@…": the end of one and the beginning of the other are no name turned round. */
function isTwoMentions(text: string, { start, end, value }: GluedHit<OwnTerm>): boolean {
  const isOfPerson = value.kind === "person" || value.kind === "username";
  if (!isOfPerson) return false;
  const between = value.kind === "username" ? /\s[(<[]|[,.;] / : /\s[(<[]/;
  return between.test(text.slice(start, end));
}

/** "Renner to": an account that is spread over words ends where one of them ends. */
function isHalfAWord({ value, isSpread, isWhole }: GluedHit<OwnTerm>): boolean {
  return value.kind === "username" && isSpread && !isWhole;
}

const legalFormBehind =
  /^,? (?:Inc|INC|Corp|CORP|Corporation|Co|Company|Ltd|LTD|Limited|LLC|LLP|PLC|plc|GmbH|AG|KG|SE|SA|SAS|Srl|SRL|SpA|BV|B\.V|NV|Oy|OY|Oyj|AB|AS|ASA|ApS|Holdings?|Group)\b\.?/;

function detection(
  { passage, identity }: Reading,
  start: number,
  end: number,
  { kind, why }: OwnTerm,
  needsReview: boolean,
): Detection {
  const from =
    passage.text[start - 1] === "@" && !/[\w.]/.test(passage.text[start - 2] ?? "")
      ? start - 1
      : start;
  const listed = kind === "company-name" ? listedBefore(passage.text, start) : 0;
  let to = wholeName(passage.text, end, kind);
  if (from < start)
    to += /^[/-][\w.-]{1,40}/.exec(passage.text.slice(to, to + 42))?.[0].length ?? 0;
  // `tag "roe-ab"` is one word.
  if (kind === "company-name" && quotes.has(passage.text[from - 1] ?? ""))
    to += /^[-_][A-Za-z0-9]{1,4}(?=["'`])/.exec(passage.text.slice(to, to + 6))?.[0].length ?? 0;
  if (opensInQuotes.has(kind) && quotes.has(passage.text[from - 1] ?? ""))
    to += appBehind.exec(passage.text.slice(to, to + appCharsMax))?.[0].length ?? 0;
  if (!kind.startsWith("company-"))
    return { ...passage.spanOf(from, to), kind, why: `It is ${why}.`, needsReview };
  // "ROE-DC02$" is the account of a machine.
  if (passage.text[to] === "$") to += 1;
  to += (joinedBehind.exec(passage.text.slice(to - 1, to + joinedCharsMax))?.[0].length ?? 1) - 1;
  to += addressBehind.exec(passage.text.slice(to, to + linkCharsMax))?.[0].length ?? 0;
  const before = passage.text.slice(Math.max(0, from - linkCharsMax), from);
  const scheme = hostBefore.exec(before)?.[0].length;
  const isOwnLink = scheme !== undefined && isOwnHost(identity, passage.text, from);
  const link = isOwnLink ? undefined : scheme;
  if (link !== undefined) {
    to = urlEnd(passage.text, to);
    if (openings.has(passage.text[to - 1] ?? "")) to -= 1;
    to += disarmed.exec(passage.text.slice(to, to + linkCharsMax))?.[0].length ?? 0;
  } else if (kind === "company-host")
    to += folders.exec(passage.text.slice(to, to + linkCharsMax))?.[0].length ?? 0;
  const head = Math.max(listed, link ?? joinedBefore.exec(before)?.[0].length ?? 0);
  return { ...passage.spanOf(from - head, to), kind, why: `It is ${why}.`, needsReview };
}

/** "https://roe.meet.test/j/99": whoever the host belongs to, all of the link is about us. */
const hostBefore = /[a-z][a-z0-9+.-]{1,15}:\/\/[\w.-]{0,64}$/i;
const linkCharsMax = 90;
/** "roe@proton.test": an address that begins with our name is theirs, and names us. */
const addressBehind = /^[\w.+-]{0,24}@[\w-]{1,40}(?:\[?\.\]?[\w-]{1,40}){1,4}/;
const openings = new Set(["[", "("]);
/** "[.]cloud/login": what stands behind a dot that was disarmed. */
const disarmed = /^(?:\[(?:\.|dot)\]|\((?:\.|dot)\))[\w-]{2,40}(?:[./][\w./?=&%-]{1,40})?/;
/** "roe-fs2\\Legal\\Mill sale". */
const folders = /^(?:\\{1,2}[\w.$-]{1,40})+(?: [\w-]{1,20}(?=["'),;\n]|$))?/;

/** Links to own hosts are found as own domains. */
function isOwnHost(identity: Reading["identity"], text: string, at: number): boolean {
  const head = /[\w.-]{0,64}$/.exec(text.slice(Math.max(0, at - 64), at))?.[0] ?? "";
  const tail = /^[\w.-]{1,128}/.exec(text.slice(at, at + 128))?.[0] ?? "";
  return identity.ownsDomain(lowered(head + tail));
}

/** "night_roe", "roe_bulk2", "RoeCollect": one name with ours; not those of files. */
const joinedCharsMax = 28;
const joinedBefore = /(?<![\w.\\/@-])\w{1,24}_$/;
const joinedBehind = /^(?:\w_\w{1,24}|[a-z][A-Z][a-z]{2,20})(?![\w@-]|\.\w)/;

/** "Roe Wallet" in quotes: what impostors call their app. */
const appBehind = /^(?: [A-Z][A-Za-z]{1,14}){1,3}(?=["'`])/;
const appCharsMax = 50;
const opensInQuotes = new Set(["company-name", "company-brand"]);

const quotes = new Set(["'", '"', "`"]);

/** "TSX: ROEC": where its shares are traded. */
function listedBefore(text: string, start: number): number {
  const exchange =
    /\b(?:NYSE|NASDAQ|Nasdaq|TSXV?|LSE|AIM|ASX|NZX|OTC|SIX|JSE|BSE|NSE|HKEX|SGX|XETRA|Xetra|Euronext|OMX)(?: ?[:/] ?| )$/;
  return exchange.exec(text.slice(Math.max(0, start - 12), start))?.[0].length ?? 0;
}

const wordEnd = String.raw`(?![\p{L}\d])`;
/** "mroe-2", "mroe01". */
const numberOfAccount = letterPattern(String.raw`^[-_.]?\d{1,3}${wordEnd}`);
/** "mblais2", where the account is known as a person. */
const numberOfPerson = letterPattern(String.raw`^\d{1,3}${wordEnd}`);
const numberBehind = letterPattern(String.raw`^[-_#]?\d{1,8}${wordEnd}`);
const lettersBehind = letterPattern(String.raw`^[A-Za-z]{1,2}${wordEnd}`);
/** "ferrocrest-sso" is the attacker's, and names us all the same. */
const attackersTail = letterPattern(
  String.raw`^-(?:sso|login|logon|signin|hr|vpn|portal|support|secure|security|mail|webmail|helpdesk|it|auth|account|accounts|payroll|jobs|careers|okta|mfa|verify|online|team|admin|remote|citrix|owa|utils|core|common|lib|sdk|api)${wordEnd}`,
);
/** "ferrocrest-core-utils", "ferrocrest/melt-tools": what is published under our name. */
const packageTail =
  /^(?:-[a-z]{3,14}){1,4}(?![\w@.-])|^\/[a-z\d]{2,14}(?:-[a-z\d]{2,14}){1,3}(?![\w./-])/;
const possessive = letterPattern(String.raw`^'[sS](?!\p{L})`);

/** With the legal form, the number or the possessive that belongs to it. */
function wholeName(text: string, end: number, kind: OwnTerm["kind"]): number {
  if (kind === "username")
    return end + (numberOfAccount.exec(text.slice(end, end + 6))?.[0].length ?? 0);
  if (kind === "person")
    return end + (numberOfPerson.exec(text.slice(end, end + 4))?.[0].length ?? 0);
  if (!kind.startsWith("company-")) return end;
  let to = end;
  if (kind === "company-name") to += legalFormBehind.exec(text.slice(to, to + 16))?.[0].length ?? 0;
  const code = numberBehind.exec(text.slice(to, to + 12));
  if (code !== null && kind !== "company-place") to += code[0].length;
  else if (kind === "company-product" && /\d/.test(text[to - 1] ?? "")) {
    to += lettersBehind.exec(text.slice(to, to + 4))?.[0].length ?? 0;
  }
  if (kind === "company-name" || kind === "company-brand") {
    to += attackersTail.exec(lowered(text.slice(to, to + 14)))?.[0].length ?? 0;
    if (isSmall(text, to - 1)) to += packageTail.exec(text.slice(to, to + 60))?.[0].length ?? 0;
  }
  if (possessive.test(text.slice(to, to + 3))) to += 2;
  return to;
}
