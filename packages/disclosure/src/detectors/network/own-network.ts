/**
 * Own domains, addresses and internal hosts, and domains that look like our own. A look-alike is the
 * attacker's, but publishing it names whom it imitates.
 */

import { tenantIds } from "./tenant-ids.ts";
import { canonicalise } from "@tocsin/threat";
import { detectionLabels } from "@tocsin/threat/extraction";
import type { Detection, Detector, Reading } from "../../detector.ts";
import { lowered, type Span } from "../../text/passage.ts";
import { hashOf, hashOfCodes, hashSet } from "../../text/word-hash.ts";
import { isDigit, isWordCode, unitBefore } from "../../text/words.ts";
import { hostForms } from "./host-forms.ts";
import { internalLinks, urlEnd } from "./internal-links.ts";
import { marksOfChars } from "../../text/tokens.ts";

const nameCharsMax = 253;
const schemeCharsMax = 84;
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
  version: 12,
  detect(reading) {
    const found: Detection[] = [];
    names(reading, found);
    networks(reading, found);
    ipv6Addresses(reading, found);
    internalLinks(reading, found);
    siblings(reading, found);
    return [...found, ...hostForms(reading), ...tenantIds(reading)];
  },
};

/** Words with nothing but a dot between them: names, and addresses of four numbers. */
function names(reading: Reading, found: Detection[]): void {
  const { refanged, identity } = reading;
  const { codes, text } = refanged;
  const seen = new Map<string, Judged | undefined>();
  let until = 0;
  for (let dot = text.indexOf("."); dot >= 0; dot = text.indexOf(".", dot + 1)) {
    if (dot < until || !isNameCode(unitBefore(codes, dot)) || !isNameCode(codes[dot + 1] ?? 0))
      continue;
    const [from, to] = around(codes, dot);
    until = to;
    if (to - from < 4 || to - from > nameCharsMax) continue;
    const value = isDigit(codes[to - 1] ?? 0)
      ? ipv4Value(codes, from, firstEnd(codes, to))
      : undefined;
    if (value !== undefined) {
      address(reading, from, to, value, found);
      continue;
    }
    if (!mayTell(identity, codes, from, to)) continue;
    const name = lowered(text.slice(from, to));
    if (!seen.has(name)) seen.set(name, judgeName(identity, name));
    const judged = seen.get(name);
    if (judged === undefined) continue;
    const { until: cut, isWord, ...detection } = judged;
    if (detection.kind === "internal-url" && isDetection(text, from)) continue;
    if (isWord === true && !isRead(reading, refanged.spanOf(from, to))) continue;
    const isOurs = detection.kind !== "company-lookalike";
    const span = isOurs
      ? wholeUrl(text, from, to)
      : { start: localPart(codes, from), end: cut === undefined ? pathEnd(text, to) : from + cut };
    found.push({ ...refanged.spanOf(span.start, span.end), ...detection });
  }
}

/** What scanners call malware: "Win32/Spy.AHK.AD", "Python/Agent.AD". */
function isDetection(text: string, from: number): boolean {
  const before = /[A-Z][A-Za-z0-9]{1,15}(?=\/$)/.exec(
    text.slice(Math.max(0, from - 17), from),
  )?.[0];
  const first = /^[A-Z][A-Za-z]{1,15}(?=\.)/.exec(text.slice(from, from + 17))?.[0];
  if (before === undefined || first === undefined) return false;
  return [before, first].some((it) => detectionLabels.has(it.toLowerCase()));
}

/** Extraction saw a domain, address or mail there: "spark.acls.enable" and "anchor.click()" are code. */
function isRead({ observations }: Reading, { start, end }: Span): boolean {
  return observations.some((it) => it.start < end && it.end > start && networkTypes.has(it.type));
}

const networkTypes = new Set(["domain", "url", "email"]);

/** What stands before the "@" of a mail address names us together with the domain. */
function localPart(codes: Uint16Array, from: number): number {
  if (unitBefore(codes, from) !== 64) return from;
  let start = from - 1;
  while (start > 0 && from - start <= localCharsMax && isPart(codes[start - 1] ?? 0)) start -= 1;
  return start < from - 1 ? start : from;
}

const localCharsMax = 64;

/** The path that is asked for below a look-alike belongs to it. */
function pathEnd(text: string, to: number): number {
  return text[to] === "/" && /[\w?#~%-]/.test(text[to + 1] ?? "") ? urlEnd(text, to) : to;
}

/** Most names are told by their letters to be neither internal nor like one of ours. */
function mayTell(
  identity: Reading["identity"],
  codes: Uint16Array,
  from: number,
  to: number,
): boolean {
  let start = to;
  while (start > from && codes[start - 1] !== dotCode) start -= 1;
  const top = hashOfCodes(codes, start, to);
  if (internalTops.has(top) || identity.mayOwn(codes, from, to, top)) return true;
  return !fileTops.has(top) && identity.mayResemble(codes, from, to);
}

/** What each character is in a name. */
const kinds = new Uint8Array(65_536);
const wordKind = 1;
const joinKind = 2;
const dotKind = 4;
for (let code = 0; code < kinds.length; code += 1) kinds[code] = isWordCode(code) ? wordKind : 0;
kinds[45] = kinds[95] = joinKind;
kinds[dotCode] = dotKind;

function isNameCode(code: number): boolean {
  return ((kinds[code] ?? 0) & (wordKind | joinKind)) !== 0;
}

/** The run of name characters and dots around a dot, without those at its ends. */
function around(codes: Uint16Array, dot: number): [number, number] {
  let from = dot;
  let to = dot + 1;
  while (from > 0 && dot - from <= nameCharsMax && isPart(codes[from - 1] ?? 0)) from -= 1;
  while (to < codes.length && to - dot <= nameCharsMax && isPart(codes[to] ?? 0)) to += 1;
  const end = to;
  while (from < to && kinds[codes[from] ?? 0] !== wordKind) from += 1;
  while (to > from && kinds[codes[to - 1] ?? 0] !== wordKind) to -= 1;
  return [from, to > from ? to : end];
}

function isPart(code: number): boolean {
  return kinds[code] !== 0;
}

function address(
  { refanged, identity: { ranges } }: Reading,
  from: number,
  to: number,
  value: number,
  found: Detection[],
): void {
  const { codes, text } = refanged;
  const prefix =
    codes[to] === slash ? (/^\/\d{1,2}(?!\d)/.exec(text.slice(to, to + 4))?.[0] ?? "") : "";
  const end = to + prefix.length;
  const written = text.slice(from, end);
  if (prefix === "" ? !ranges.holds(value) : everybodys.has(written) || !ranges.touches(written))
    return;
  found.push({
    ...refanged.spanOf(from, end),
    kind: "company-ip",
    why: "It is in an own address range.",
    needsReview: false,
  });
}

/** With a mask, or as first and last address: neither end has to be ours where what is between them is. */
function networks({ observations, identity: { ranges } }: Reading, found: Detection[]): void {
  for (const { type, value, raw, start, end } of observations) {
    if (type !== "cidr" || raw.endsWith(value.slice(value.indexOf("/")))) continue;
    const network = canonicalise("cidr", value) ?? value;
    if (everybodys.has(network) || !ranges.touches(network)) continue;
    found.push({
      start,
      end,
      kind: "company-ip",
      why: "It is in an own address range.",
      needsReview: false,
    });
  }
}

/** Of "192.0.2.145-158" the first address. */
function firstEnd(codes: Uint16Array, to: number): number {
  let at = to;
  while (to - at < 4 && isDigit(unitBefore(codes, at))) at -= 1;
  return unitBefore(codes, at) === hyphen ? at - 1 : to;
}

const hyphen = 45;
const slash = 47;
const partsOfAddress = 4;

/** Whole blocks of private, shared and special addresses (RFC 1918, 6598, 6890): rules are written with them everywhere. */
const everybodys = new Set(
  "0.0.0.0/0 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 198.18.0.0/15".split(
    " ",
  ),
);

/** Undefined where there are not four numbers; -1 where one is above 255 or begins with a zero, which is read more than one way. */
function ipv4Value(codes: Uint16Array, from: number, to: number): number | undefined {
  let value = 0;
  let parts = 0;
  let isAddress = true;
  for (let at = from; at < to; at += 1) {
    const start = at;
    let part = 0;
    for (; at < to && isDigit(codes[at] ?? 0); at += 1) part = part * 10 + (codes[at] ?? 0) - 48;
    const digits = at - start;
    if (digits === 0 || digits > 3 || (at < to && codes[at] !== dotCode)) return undefined;
    isAddress &&= part < 256 && (digits === 1 || codes[start] !== 48);
    value = value * 256 + part;
    parts += 1;
  }
  if (parts !== partsOfAddress) return undefined;
  return isAddress ? value : -1;
}

/** The path on an own host tells as much as its name. */
function wholeUrl(text: string, from: number, to: number): Span {
  const before = lowered(text.slice(Math.max(0, from - schemeCharsMax), from));
  const scheme = /[a-z][a-z0-9+.-]{1,15}:\/\/(?:[^\s/@]{1,64}@)?$/.exec(before);
  if (scheme === null && !/^(?::\d{1,5})?\//.test(text.slice(to, to + 7)))
    return { start: from, end: to };
  return { start: from - (scheme?.[0].length ?? 0), end: urlEnd(text, to) };
}

type Judged = Omit<Detection, "start" | "end"> & {
  readonly until?: number;
  readonly isWord?: boolean;
};

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
    isWord: alike.isWord === true,
    ...(alike.isBelow && !alike.isSure && !ofSuffix.test(name) ? { until: name.indexOf(".") } : {}),
  };
}

/** "fcst-vpn.com.invalid": whole, since below "com" of whatever top anybody registers. */
const ofSuffix = /^[^.]{1,63}\.(?:com|net|org|co|gov|edu|ac)\.[a-z]{2,7}$/;

const addressCharsMax = 49;

const ipv6Codes = marksOfChars("0123456789:abcdefABCDEF./");

function ipv6Addresses({ refanged, identity }: Reading, found: Detection[]): void {
  const { codes, text: all } = refanged;
  const isPartOfOne = (at: number): boolean => ipv6Codes[codes[at] ?? 0] === 1;
  for (let at = all.indexOf(":"); at >= 0;) {
    const next = all.indexOf(":", at + 1);
    // Two colons stand at most four digits apart.
    if (next < 0 || next - at > 5) {
      at = next;
      continue;
    }
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
    at = end > next ? all.indexOf(":", end) : next;
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
    const before = unitBefore(codes, start);
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
