/**
 * Own domains, addresses and internal hosts, and domains that look like our own. A look-alike is the
 * attacker's, but publishing it names whom it imitates.
 */

import { canonicalise } from "@tocsin/threat";
import type { Detection, Detector, Reading } from "../detector.ts";
import { lowered, type Span } from "../text/passage.ts";
import { hashOf, hashOfCodes, hashSet } from "../text/word-hash.ts";
import { isWordCode } from "../text/words.ts";
import { hostForms } from "./host-forms.ts";

const nameCharsMax = 253;
const schemeCharsMax = 84;
const urlCharsMax = 2048;
const internalTops = hashSet(
  "local internal corp lan intra intranet home localdomain private ad dmz",
);
/** What ends files and no domain. */
const fileTops = hashSet(
  "exe dll sys ps1 psm1 msi bat cmd vbs jar php asp aspx jsp hta lnk iso docx xlsx pdf",
);
const dotCode = 46;

export const ownNetwork: Detector = {
  name: "own-network",
  version: 4,
  detect(reading) {
    const found: Detection[] = [];
    names(reading, found);
    ipv6Addresses(reading, found);
    links(reading, found);
    uncHosts(reading, found);
    siblings(reading, found);
    return [...found, ...hostForms(reading)];
  },
};

/** Words with nothing but a dot between them: names, and addresses of four numbers. */
function names(reading: Reading, found: Detection[]): void {
  const { refanged, identity } = reading;
  const { codes, text } = refanged;
  const seen = new Map<string, Judged | undefined>();
  let until = 0;
  for (let dot = text.indexOf("."); dot >= 0; dot = text.indexOf(".", dot + 1)) {
    if (dot < until || !isNameCode(codes[dot - 1] ?? 0) || !isNameCode(codes[dot + 1] ?? 0))
      continue;
    const [from, to] = around(codes, dot);
    until = to;
    if (to - from < 4 || to - from > nameCharsMax) continue;
    if (isDigit(codes[to - 1] ?? 0) && addressForm.test(text.slice(from, to))) {
      address(reading, from, to, found);
      continue;
    }
    if (!isInternalTop(codes, from, to) && !identity.mayBeOurs(codes, from, to)) continue;
    const name = lowered(text.slice(from, to));
    if (!seen.has(name)) seen.set(name, judgeName(identity, name));
    const judged = seen.get(name);
    if (judged === undefined) continue;
    const { until: cut, ...detection } = judged;
    const isOurs = detection.kind !== "company-lookalike";
    const span = isOurs
      ? wholeUrl(text, from, to)
      : { start: localPart(codes, from), end: cut === undefined ? to : from + cut };
    found.push({ ...refanged.spanOf(span.start, span.end), ...detection });
  }
}

/** What stands before the "@" of a mail address names us together with the domain. */
function localPart(codes: Uint16Array, from: number): number {
  if (codes[from - 1] !== 64) return from;
  let start = from - 1;
  while (start > 0 && from - start <= localCharsMax && isPart(codes[start - 1] ?? 0)) start -= 1;
  return start < from - 1 ? start : from;
}

const localCharsMax = 64;
const addressForm = /^\d{1,3}(?:\.\d{1,3}){3}$/;

function isInternalTop(codes: Uint16Array, from: number, to: number): boolean {
  let start = to;
  while (start > from && codes[start - 1] !== dotCode) start -= 1;
  return internalTops.has(hashOfCodes(codes, start, to));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameCode(code: number): boolean {
  return isWordCode(code) || code === 45 || code === 95;
}

/** The run of name characters and dots around a dot, without those at its ends. */
function around(codes: Uint16Array, dot: number): [number, number] {
  let from = dot;
  let to = dot + 1;
  while (from > 0 && dot - from <= nameCharsMax && isPart(codes[from - 1] ?? 0)) from -= 1;
  while (to < codes.length && to - dot <= nameCharsMax && isPart(codes[to] ?? 0)) to += 1;
  const end = to;
  while (from < to && !isWordCode(codes[from] ?? 0)) from += 1;
  while (to > from && !isWordCode(codes[to - 1] ?? 0)) to -= 1;
  return [from, to > from ? to : end];
}

function isPart(code: number): boolean {
  return code === dotCode || isNameCode(code);
}

function address(
  { refanged, identity }: Reading,
  from: number,
  to: number,
  found: Detection[],
): void {
  const { codes, text } = refanged;
  let prefix = "";
  if (codes[to] !== slash) {
    const value = ipv4Value(codes, from, to);
    if (value >= 0 && !identity.ranges.holds(value)) return;
  } else {
    prefix = /^\/\d{1,2}(?!\d)/.exec(text.slice(to, to + 4))?.[0] ?? "";
  }
  if (!identity.ranges.touches(text.slice(from, to) + prefix)) return;
  const span = refanged.spanOf(from, to + prefix.length);
  found.push({
    ...span,
    kind: "company-ip",
    why: "It is in an own address range.",
    needsReview: false,
  });
}

const slash = 47;

/** Of four numbers; -1 where one is above 255 or begins with a zero, which is read more than one way. */
function ipv4Value(codes: Uint16Array, from: number, to: number): number {
  let value = 0;
  let part = 0;
  for (let at = from; at < to; at += 1) {
    const code = codes[at] ?? 0;
    if (code === dotCode) {
      value = value * 256 + part;
      part = 0;
      continue;
    }
    if (part === 0 && code === 48 && isDigit(codes[at + 1] ?? 0) && at + 1 < to) return -1;
    part = part * 10 + code - 48;
    if (part > 255) return -1;
  }
  return value * 256 + part;
}

/** The path on an own host tells as much as its name. */
function wholeUrl(text: string, from: number, to: number): Span {
  const before = lowered(text.slice(Math.max(0, from - schemeCharsMax), from));
  const scheme = /[a-z][a-z0-9+.-]{1,15}:\/\/(?:[^\s/@]{1,64}@)?$/.exec(before);
  if (scheme === null && !/^(?::\d{1,5})?\//.test(text.slice(to, to + 7)))
    return { start: from, end: to };
  return { start: from - (scheme?.[0].length ?? 0), end: urlEnd(text, to) };
}

function urlEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && end - from < urlCharsMax && !isUrlStop(text.charCodeAt(end)))
    end += 1;
  while (end > from && /[.,;:!?]/.test(text[end - 1] ?? "")) end -= 1;
  return end;
}

const urlStops = new Set(Array.from("\"'<>)]}|", (char) => char.charCodeAt(0)));

function isUrlStop(code: number): boolean {
  return code <= 32 || code === 160 || urlStops.has(code);
}

type Judged = Omit<Detection, "start" | "end"> & { readonly until?: number };

function judgeName(identity: Reading["identity"], name: string): Judged | undefined {
  if (identity.ownsDomain(name)) {
    return {
      kind: "company-domain",
      why: "It is an own domain, or below one.",
      needsReview: false,
    };
  }
  const top = name.slice(name.lastIndexOf(".") + 1);
  if (internalTops.has(hashOf(top))) {
    return { kind: "internal-url", why: "A name of an internal network.", needsReview: false };
  }
  if (fileTops.has(hashOf(top))) return undefined;
  const alike = identity.resemblance(name);
  if (alike === undefined || canonicalise("domain", name) === undefined) return undefined;
  return {
    kind: "company-lookalike",
    why: `It has ${alike.how}.`,
    needsReview: !alike.isSure,
    ...(alike.isBelow && !alike.isSure ? { until: name.indexOf(".") } : {}),
  };
}

const addressCharsMax = 49;

const ipv6Codes = new Uint8Array(65_536);
for (const char of "0123456789:abcdefABCDEF./") ipv6Codes[char.charCodeAt(0)] = 1;

function ipv6Addresses({ refanged, identity }: Reading, found: Detection[]): void {
  const { codes, text: all } = refanged;
  const isPartOfOne = (at: number): boolean => ipv6Codes[codes[at] ?? 0] === 1;
  for (let at = all.indexOf(":"); at >= 0;) {
    let start = at;
    while (start > 0 && at - start < 5 && isPartOfOne(start - 1)) start -= 1;
    let end = at;
    let colons = 0;
    while (end < codes.length && end - start < addressCharsMax && isPartOfOne(end)) {
      if (codes[end] === 58) colons += 1;
      end += 1;
    }
    if (colons > 1 && end - start > 4) {
      const text = all
        .slice(start, end)
        .toLowerCase()
        .replace(/[.:/]{1,8}$/, (tail) => (tail === "::" ? tail : ""));
      if (text.split(":").length > 2 && identity.ranges.touches(text)) {
        found.push({
          ...refanged.spanOf(start, start + text.length),
          kind: "company-ip",
          why: "It is in an own address range.",
          needsReview: false,
        });
      }
    }
    at = all.indexOf(":", Math.max(end, at + 1));
  }
}

const schemeBefore = /([a-z][a-z0-9+.:-]{1,24})$/;
const hostOfOneLabel = /^[a-z0-9_-]{1,63}(?::\d{1,5})?(?=[/\s?#]|$)/;
const internalScheme =
  /^(?:file|slack|smb|cifs|afp|nfs|msteams|teams|onenote|notion|ldaps?|rdp|vnc|sip|tel|skype|zoommtg|ms-[a-z]{3,12}|jdbc:[a-z]{2,12}|mongodb(?:\+srv)?|postgres(?:ql)?|mysql|redis|amqps?|s3|gs|hdfs|vscode|obsidian|jira|confluence)$/;

/** A host of one label in a URL is one of our own network; so is what only a program inside opens. */
function links({ refanged }: Reading, found: Detection[]): void {
  const { text, codes } = refanged;
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
    // Nearly all are on the web, and their hosts have a dot.
    if (text.startsWith("http", at - (codes[at - 1] === 115 ? 5 : 4)) && hasDot(codes, at + 3))
      continue;
    const scheme = schemeBefore.exec(lowered(text.slice(Math.max(0, at - 26), at)))?.[1] ?? "";
    const isWeb = scheme.endsWith("http") || scheme.endsWith("https");
    const isInside = isWeb
      ? hostOfOneLabel.test(lowered(text.slice(at + 3, at + 75)))
      : internalScheme.test(scheme);
    if (!isInside) continue;
    const start = at - (isWeb ? (scheme.endsWith("s") ? 5 : 4) : scheme.length);
    found.push({
      ...refanged.spanOf(start, urlEnd(text, at + 3)),
      kind: "internal-url",
      why: isWeb
        ? "A host without a domain is an internal one."
        : "A link into an internal system.",
      needsReview: !isWeb,
    });
  }
}

/** The first character that is in no label is a dot. */
function hasDot(codes: Uint16Array, from: number): boolean {
  let at = from;
  while (isNameCode(codes[at] ?? 0)) at += 1;
  return codes[at] === dotCode;
}

const uncPath =
  /\\{2,4}(?![?.]\\)(?!\d{1,3}\.\d)[A-Za-z][\w.-]{1,62}(?:\\{1,2}[\w$.-]{1,64}){1,8}/y;

/** A server of a name in a network path is one of our own network. */
function uncHosts({ passage }: Reading, found: Detection[]): void {
  const { text } = passage;
  for (let at = text.indexOf("\\\\"); at >= 0; at = text.indexOf("\\\\", at)) {
    uncPath.lastIndex = at;
    const match = /[\w\\:.?]/.test(text[at - 1] ?? " ") ? null : uncPath.exec(text);
    if (match !== null) {
      const begin = at + (/^\\{2,4}/.exec(match[0])?.[0].length ?? 2);
      found.push({
        ...passage.spanOf(begin, at + match[0].length),
        kind: "company-host",
        why: "A server in a network path.",
        needsReview: false,
      });
    }
    at += match?.[0].length ?? 2;
    while (text.charCodeAt(at) === 92) at += 1;
  }
}

const hostName = /^[a-z]{2,12}(?:-[a-z0-9]{1,16}){1,4}(?![\w-])/;
const commonPrefixes = hashSet("e x co re pre non multi anti self web mail vpn cross");

/** "kvs-eng2" where the profile has "kvs-hmi1", "ferr-fin8" of Ferrocrest: hosts are named in families. */
function siblings(reading: Reading, found: Detection[]): void {
  const { passage, words, identity } = reading;
  const { codes, text } = passage;
  for (let at = 0; at < words.count; at += 1) {
    const end = words.ends[at] ?? 0;
    if (codes[end] !== 45) continue;
    const head = words.hashes[at] ?? 0;
    const isHost = identity.hostPrefixes.has(head);
    if ((!isHost && !identity.namePrefixes.has(head)) || commonPrefixes.has(head)) continue;
    const start = words.starts[at] ?? 0;
    const before = codes[start - 1];
    if (end - start > 12 || before === 45 || before === 95) continue;
    const token = hostName.exec(lowered(text.slice(start, end + 70)))?.[0];
    if (token === undefined || (!isHost && !/\d/.test(token))) continue;
    const span = passage.spanOf(start, start + token.length);
    if (reading.isExplained(span)) continue;
    found.push({
      ...span,
      kind: "company-host",
      why: "It is named like an own host.",
      needsReview: true,
    });
  }
}
