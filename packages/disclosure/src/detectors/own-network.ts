/**
 * Own domains, addresses and internal hosts, and domains that look like our own. A look-alike is the
 * attacker's, but publishing it names whom it imitates.
 */

import { canonicalise } from "@tocsin/threat";
import { type Detection, type Detector, detectPattern, type Reading } from "../detector.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";
import type { Span } from "../text/passage.ts";

const nameCharsMax = 253;
const schemeCharsMax = 84;
const urlCharsMax = 2048;
const addressCharsMax = 49;
const ipv4Form = boundedPattern(
  String.raw`(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w]|\.\d)`,
);
const internalTop = new Set(
  "local internal corp lan intra intranet home localdomain private ad dmz arpa".split(" "),
);
const otherUrl = boundedPattern(
  String.raw`\b(?:file|slack|smb|cifs|afp|nfs|msteams|teams|onenote|notion|ldaps?|rdp|vnc|sip|tel|skype|zoommtg|ms-[a-z]{3,12}|jdbc:[a-z]{2,12}|mongodb(?:\+srv)?|postgres(?:ql)?|mysql|redis|amqps?|s3|gs|hdfs|vscode|obsidian|jira|confluence):\/\/[^\s"'<>)\]}|]{1,128}`,
  "gi",
);
const internalUrl = boundedPattern(
  String.raw`\bhttps?:\/\/([A-Za-z0-9_-]{1,63})(?::\d{1,5})?(?=[\/\s?#]|$)(?:\/[^\s"'<>]{0,120})?`,
  "gi",
);

const uncHost = boundedPattern(
  String.raw`(?<![\w\\:.?])\\{2,4}(?![?.]\\)(?!\d{1,3}\.\d)([A-Za-z][\w.-]{1,62}(?:\\{1,2}[\w$.-]{1,64}){1,8})`,
);
const hyphenated = boundedPattern(
  String.raw`(?<![\w-])[A-Za-z]{2,12}(?:-[A-Za-z0-9]{1,16}){1,4}(?![\w-])`,
);

export const ownNetwork: Detector = {
  name: "own-network",
  version: 1,
  detect(reading) {
    return [
      ...names(reading),
      ...ipv4Addresses(reading),
      ...ipv6Addresses(reading),
      ...internalUrls(reading),
      ...uncHosts(reading),
      ...siblings(reading),
    ];
  },
};

function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 46 ||
    code === 95 ||
    code > 0xbf
  );
}

/** Runs of name characters with a dot inside. */
function names({ refanged, identity }: Reading): Detection[] {
  const found: Detection[] = [];
  const { lower } = refanged;
  for (let at = 0; at < lower.length;) {
    const start = at;
    while (at < lower.length && isNameCode(lower.charCodeAt(at))) at += 1;
    if (at === start) {
      at += 1;
      continue;
    }
    const [from, to] = withoutEdges(lower, start, at);
    if (to - from < 4 || to - from > nameCharsMax || !lower.slice(from, to).includes(".")) continue;
    const detection = judgeName(identity, lower.slice(from, to));
    if (detection === undefined) continue;
    const { until, ...judged } = detection;
    const isOurs = judged.kind !== "company-lookalike";
    const span = isOurs ? wholeUrl(lower, from, to) : { start: from, end: until === undefined ? to : from + until };
    found.push({ ...refanged.spanOf(span.start, span.end), ...judged });
  }
  return found;
}

/** The path on an own host tells as much as its name. */
function wholeUrl(text: string, from: number, to: number): Span {
  const before = text.slice(Math.max(0, from - schemeCharsMax), from);
  const scheme = /[a-z][a-z0-9+.-]{1,15}:\/\/(?:[^\s/@]{1,64}@)?$/.exec(before);
  if (scheme === null && !/^(?::\d{1,5})?\//.test(text.slice(to, to + 7)))
    return { start: from, end: to };
  let end = to;
  while (end < text.length && end - to < urlCharsMax && !/[\s"'<>)\]}|]/.test(text[end] ?? " "))
    end += 1;
  while (end > to && /[.,;:!?]/.test(text[end - 1] ?? "")) end -= 1;
  return { start: from - (scheme?.[0].length ?? 0), end };
}

function withoutEdges(text: string, start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  while (from < to && /[._-]/.test(text[from] ?? "")) from += 1;
  while (to > from && /[._-]/.test(text[to - 1] ?? "")) to -= 1;
  return [from, to];
}

function judgeName(
  identity: Reading["identity"],
  name: string,
): (Omit<Detection, "start" | "end"> & { until?: number }) | undefined {
  if (identity.ownsDomain(name)) {
    return {
      kind: "company-domain",
      why: "It is an own domain, or below one.",
      needsReview: false,
    };
  }
  const labels = name.split(".");
  const top = labels.at(-1) ?? "";
  if (internalTop.has(top) && labels.length >= 2 && top !== "arpa") {
    return { kind: "internal-url", why: "A name of an internal network.", needsReview: false };
  }
  if (canonicalise("domain", name) === undefined) return undefined;
  const alike = identity.resemblance(name);
  if (alike === undefined) return undefined;
  return {
    kind: "company-lookalike",
    why: `It has ${alike.how}.`,
    needsReview: !alike.isSure,
    ...(alike.isBelow ? { until: name.indexOf(".") } : {}),
  };
}

function ipv4Addresses({ refanged, identity }: Reading): Detection[] {
  const found: Detection[] = [];
  for (const { 0: text, index } of refanged.text.matchAll(ipv4Form)) {
    if (!identity.ranges.touches(text)) continue;
    found.push({
      ...refanged.spanOf(index, index + text.length),
      kind: "company-ip",
      why: "It is in an own address range.",
      needsReview: false,
    });
  }
  return found;
}

function isIpv6Code(code: number): boolean {
  return (code >= 48 && code <= 58) || (code >= 97 && code <= 102) || code === 46 || code === 47;
}

function ipv6Addresses({ refanged, identity }: Reading): Detection[] {
  const found: Detection[] = [];
  const { lower } = refanged;
  for (let at = lower.indexOf(":"); at >= 0;) {
    let start = at;
    while (start > 0 && at - start < 5 && isIpv6Code(lower.charCodeAt(start - 1))) start -= 1;
    let end = at;
    while (end < lower.length && end - start < addressCharsMax && isIpv6Code(lower.charCodeAt(end)))
      end += 1;
    const text = lower
      .slice(start, end)
      .replace(/[.:/]{1,8}$/, (tail) => (tail === "::" ? tail : ""));
    if (text.split(":").length > 2 && identity.ranges.touches(text)) {
      found.push({
        ...refanged.spanOf(start, start + text.length),
        kind: "company-ip",
        why: "It is in an own address range.",
        needsReview: false,
      });
    }
    at = lower.indexOf(":", Math.max(end, at + 1));
  }
  return found;
}

/** A host of one label in a URL is one of our own network. */
function internalUrls({ refanged }: Reading): Detection[] {
  const found: Detection[] = [];
  for (const match of refanged.text.matchAll(internalUrl)) {
    found.push({
      ...refanged.spanOf(match.index, match.index + match[0].length),
      kind: "internal-url",
      why: "A host without a domain is an internal one.",
      needsReview: false,
    });
  }
  for (const match of refanged.text.matchAll(otherUrl)) {
    const end = match[0].replace(/[.,;:!?]{1,4}$/, "").length;
    found.push({
      ...refanged.spanOf(match.index, match.index + end),
      kind: "internal-url",
      why: "A link into an internal system.",
      needsReview: true,
    });
  }
  return found;
}

/** A server of one label in a network path is one of our own network. */
function uncHosts({ passage }: Reading): Detection[] {
  return detectPattern(passage, uncHost, {
    kind: "company-host",
    why: "A server in a network path.",
    needsReview: false,
  });
}

/** "ferr-fin8" begins as "Ferrocrest" does. */
function isOwnPrefix(identity: Reading["identity"], token: string): boolean {
  const [head = ""] = token.toLowerCase().split("-");
  if (identity.hostPrefixes.has(head)) return true;
  return /\d/.test(token) && identity.namePrefixes.has(head);
}

/** "kvs-eng2" where the profile has "kvs-hmi1": hosts are named in families. */
function siblings(reading: Reading): Detection[] {
  const { passage, identity } = reading;
  return detectPattern(
    passage,
    hyphenated,
    { kind: "company-host", why: "It is named like an own host.", needsReview: true },
    (match) => isOwnPrefix(identity, match[0]),
  ).filter((it) => !reading.isExplained(it));
}
