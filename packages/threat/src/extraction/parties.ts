/** Companies and people, as certificates and registers name them. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { isWordAt } from "./char-classes.ts";
import { matchesAt } from "./fangs.ts";
import type { Scan } from "./scan.ts";
import { type Announced, announcedValue, plainWord } from "./values.ts";

const by = new Set(["by"]);
const nothing = new Set<string>();
const holderCharsMax = 100;

export function readParty(scan: Scan, type: "signer" | "registrant", from: number): number {
  const { text } = scan;
  // "signed" and "registered" are followed by anything; only with "by" they name somebody.
  const isVerb = matchesAt(text, from - 6, "signed") || matchesAt(text, from - 10, "registered");
  if (isVerb && (!matchesAt(text, from, " by") || isWordAt(text, from + 3))) return -1;
  const found = matchesAt(text, from - 6, "issued")
    ? certificateHolder(text, from)
    : announcedValue(text, from, type === "signer" || isVerb ? by : nothing, false);
  if (found === undefined) return -1;
  if (type === "signer" && isVerb && !isCodeSigning(text, from, found.value)) return -1;
  if (type === "registrant" && isVerb && !twoNames.test(found.value)) return -1;
  const holder = holderOf(found, /\bCN\s?=\s?$/i.test(text.slice(found.start - 6, found.start)));
  const { start } = holder;
  const value = holder.value
    .replace(sentenceBehind, "$1")
    .replace(nextSentence, "$1")
    .replace(/[\s,.]{1,99}$/, "");
  const isName = nameFirst.test(value) && value.length >= 3 && value.length <= 80;
  if (
    !isName ||
    /https?:|@|\[\.\]|^(?:Subject|Issuer|Win32|Win64)\b/.test(value) ||
    plainWord.test(value)
  )
    return -1;
  scan.addChecked(type, value, start, start + value.length);
  return start + value.length;
}

/** The common name of a distinguished name, else its organisation, else the whole. */
function holderOf(found: Announced, isCommonName: boolean): { value: string; start: number } {
  const attribute = isCommonName
    ? null
    : (commonName.exec(found.value) ?? organisation.exec(found.value));
  if (attribute === null || attribute.indices?.[1] === undefined) {
    // The announcing word may be an attribute itself: "CN=".
    const bare = found.value.replace(attributeBehind, "").replace(/^"|"$/g, "");
    return { value: bare, start: found.start + Math.max(0, found.value.indexOf(bare)) };
  }
  const [from, to] = attribute.indices[1];
  return { value: found.value.slice(from, to), start: found.start + from };
}

const attributeBehind =
  /,?\s{0,8}\b(?:CN|O|OU|L|S|ST|C|E|STREET|emailAddress|SERIALNUMBER|postalCode)\s?=.*$/i;
const valueOfAttribute = String.raw`\s?=\s?"?(.{1,200}?)"?(?=\s{0,8}[,/+]\s{0,8}(?:CN|OU?|L|ST?|C|E|STREET|emailAddress|serialNumber|postalCode)\s?=|$)`;
const commonName = new RegExp(String.raw`(?:^|[,/+]\s{0,8})CN${valueOfAttribute}`, "d");
const organisation = new RegExp(String.raw`(?:^|[,/+]\s{0,8})O${valueOfAttribute}`, "d");

/** What goes on in small letters behind a name, or behind the form of a company. */
const sentenceBehind = letterPattern(
  String.raw`((?:\b(?:Ltd|Limited|LLC|Inc|GmbH|Corp|OOO|Oy|AB)\.?)(?= +[a-z(])|(?=, +\p{Ll})|(?= +[([])|(?= +(?:with|on|in|from|using|and) )).*$`,
);
/** "Example Technology Co., Ltd. Serial number: …", "Jane Example. The key …". */
const nextSentence = letterPattern(
  String.raw`((?:\b(?:Ltd|Limited|LLC|Inc|GmbH|Corp|Pty|OOO|Oy|AB)\b|[\p{Ll}\d]{2}))\.\s+\p{Lu}.*$`,
);
/** "registered by John Doe", not "registered by the actors". */
const twoNames = letterPattern(String.raw`^\p{Lu}[\p{L}.'-]* \p{Lu}`);

const nameFirst = letterPattern(String.raw`^\p{Lu}|^[\p{Ll}\p{N}]+\s`);
const upToForm = letterPattern(
  String.raw`^()((?:[\p{Lu}&][\p{L}\p{N}&.'-]*,? ){1,7}(?:Ltd|Limited|LLC|Inc|GmbH|Corp|B\.?V|S\.?A|OOO|Oy|AB|s\.?r\.?o)\b\.?)`,
);

/** "a certificate issued to Example Ltd": in quotes, or up to the form of the company. */
function certificateHolder(text: string, from: number): Announced | undefined {
  if (!matchesAt(text, from, " to ")) return undefined;
  if (!/certificat/i.test(text.slice(Math.max(0, from - 80), from))) return undefined;
  const rest = text.slice(from + 4, from + 4 + holderCharsMax);
  const [, opening = "", value] =
    /^(["“'])([^"”'\n]{3,80})["”']/.exec(rest) ?? upToForm.exec(rest) ?? [];
  if (value === undefined) return undefined;
  const start = from + 4 + opening.length;
  const bare = value.replace(/\.$/, "");
  return { value: bare, start, end: start + bare.length };
}

const codeWords =
  /certificate|digital|binar|sample|executable|driver|malware|\bdll|installer|authenticode|\bexe\b|\bsigned code/i;
const companyForm =
  /\b(?:ltd|limited|llc|inc|gmbh|co|corp|corporation|s\.?a|b\.?v|ooo|oy|ab|s\.?r\.?o|technolog(?:y|ies)|software)\b\.?$/i;

/** Contracts are signed too: programs stand before it, or a company's form ends the name. */
function isCodeSigning(text: string, from: number, value: string): boolean {
  return companyForm.test(value) || codeWords.test(text.slice(Math.max(0, from - 80), from));
}
