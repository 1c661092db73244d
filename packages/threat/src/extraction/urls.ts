/**
 * URLs, also in Markdown, AsciiDoc, HTML, JSON and mail. The end is the hard part: a URL stops at
 * what wraps it, and gives back the punctuation of the sentence around it.
 */

import { canonicalDomain } from "../observables/canonical-network.ts";
import { isOnionLabel } from "../observables/wallets.ts";
import { type Address, ipv4At, ipv6At, portAt } from "./addresses.ts";
import {
  classAt,
  digitBit,
  foreignBit,
  isDigitAt,
  isHexAt,
  isWordAt,
  joinBit,
  upperBit,
  urlBit,
  wordBit,
} from "./char-classes.ts";
import { dotAt, matchesAt, noFang } from "./fangs.ts";
import { cleanText } from "./clean-text.ts";
import type { Scan } from "./scan.ts";
import { bracketAt, endsAtEntity, entityAt, escapeAt } from "./url-escapes.ts";
import { isQuotedPrintable, passthroughEnd, urlCharsMax, wrapLength } from "./url-wraps.ts";
import { addWrapped, type Wrapped, wrappedIn } from "./wrapped.ts";

const userInfoCharsMax = 128;

const schemes: Readonly<Record<string, string>> = {
  hxxp: "http",
  htxp: "http",
  hxtp: "http",
  ttp: "http",
  xxp: "http",
  hp: "http",
  meow: "http",
  hxxps: "https",
  htxps: "https",
  hps: "https",
  xxps: "https",
  meows: "https",
  fxp: "ftp",
};

/** The scheme as it was before somebody disarmed it. */
export function plainScheme(written: string): { scheme: string; defanged: boolean } {
  if (written === "http" || written === "https") return { scheme: written, defanged: false };
  const usual = schemes[written];
  if (usual !== undefined) return { scheme: usual, defanged: true };
  const lower = written.toLowerCase().replace(/[_*-]/g, "");
  const plain = schemes[lower];
  return plain === undefined
    ? { scheme: lower, defanged: false }
    : { scheme: plain, defanged: true };
}

interface Host {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly defanged: boolean;
  readonly type: "domain" | "ipv4" | "ipv6" | "other";
}

/** Where the host begins: behind `user:password@`, if there is one. */
function hostStart(text: string, start: number): number {
  let afterUser = start;
  for (let at = start; at - start < userInfoCharsMax; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 64) afterUser = at + 1;
    if ((classAt(text, at) & urlBit) === 0 || code === 47 || code === 63 || code === 35) break;
  }
  return afterUser;
}

function hostOf(
  address: Address,
  start: number,
  type: "ipv4" | "ipv6",
  value: string,
  end: number,
): Host {
  return { value, start, end, defanged: address.defanged, type };
}

function hostAt(scan: Scan, start: number): Host | undefined {
  const { text } = scan;
  if (
    text.charCodeAt(start) === 91 &&
    (isHexAt(text, start + 1) || text.charCodeAt(start + 1) === 58)
  ) {
    const v6 = ipv6At(text, start + 1);
    if (v6 !== undefined && text.charCodeAt(v6.end) === 93) {
      return hostOf(v6, start, "ipv6", `[${v6.value}]`, v6.end + 1);
    }
  }
  const v4 = isDigitAt(text, start) ? ipv4At(scan, start) : undefined;
  if (v4 !== undefined) return hostOf(v4, start, "ipv4", v4.value, v4.end);
  const from = text.charCodeAt(start) === 46 ? start + 1 : start;
  const chain = scan.hostChain;
  chain.readFrom(scan, from);
  const { count, flags } = chain;
  if (chain.endOf(0) === from || chain.isTooLong) return undefined;
  const written = chain.value(text, 0, count - 1);
  const value = (flags & (upperBit | foreignBit)) === 0 ? written : written.toLowerCase();
  if (count === 1) {
    const host = { value, start, end: chain.end, defanged: false, type: "other" } as const;
    return isNamedAlone(value) ? host : undefined;
  }
  const isName = isTopLabel(chain.flagsOf(count - 1)) || value.includes(".xn--");
  const type = isName ? "domain" : "other";
  return { value, start, end: chain.end, defanged: chain.defanged, type };
}

/** The last label of a name is letters; "1.2.3.999" is none. */
function isTopLabel(flags: number): boolean {
  return (flags & (digitBit | joinBit)) === 0;
}

/** A host of one label is a name inside a network, a number in odd notation, or a bare onion. */
function isNamedAlone(value: string): boolean {
  return (
    value.length > 1 &&
    !/^(?:https?|hxxps?|ftp|www)$/.test(value) &&
    (value.length !== 56 || isOnionLabel(value))
  );
}

interface Tail {
  value: string;
  end: number;
  defanged: boolean;
  /** The next URL of a list follows; a comma and its scheme are still in the value. */
  endsAtNext: boolean;
  /** Some character is not ASCII. */
  foreign: boolean;
  /** Where a URL begins that this one carries in encoded form. */
  inner: number;
}

/** What ends a URL when it also stands before it: a cell, a list, a quotation. */
const separators = new Set([39, 44, 59, 42, 95]);

/** Path, query and fragment from `start` on. */
function tailAt(text: string, start: number, urlStart: number): Tail {
  const before = text.charCodeAt(urlStart - 1);
  const fence = separators.has(before) ? before : 0;
  const tail: Tail = {
    value: "",
    end: start,
    defanged: false,
    endsAtNext: false,
    foreign: false,
    inner: -1,
  };
  let at = passthroughEnd(text, start, urlStart);
  let copied = start;
  let depth = 0;
  for (;;) {
    const code = text.charCodeAt(at);
    const bits = classAt(text, at);
    let skip = 0;
    let put = "";
    if ((bits & urlBit) !== 0) {
      if (code === fence && endsAtFence(text, at, code)) break;
      if (code === 40 && dotAt(text, at) !== noFang) [skip, put] = bracketAt(text, at);
      else if (code === 40) depth += 1;
      else if (code === 41 && (depth -= 1) < 0) break;
      else if (code === 37 && tail.inner < 0 && matchesAt(text, at, "%3a%2f%2f")) tail.inner = at;
      else if (code === 38 && endsAtEntity(text, at)) break;
      else if (code === 38) [skip, put] = entityAt(text, at);
      else if (code === 58 && text.charCodeAt(at + 1) === 47 && isNextUrl(text, at, start)) {
        tail.endsAtNext = true;
        break;
      }
    } else if ((bits & wordBit) !== 0) {
      // Letters of other scripts, and what cannot be seen between letters.
      tail.foreign = true;
    } else if (code === 60 && matchesAt(text, at, "<wbr>")) {
      skip = "<wbr>".length;
    } else if (code === 91 || code === 123) {
      [skip, put] = bracketAt(text, at);
      if (skip === 0) break;
      tail.defanged ||= put === "." || put === ":" || put === "/";
    } else if (code === 10 || code === 13) {
      skip = wrapLength(text, at, urlStart);
      if (skip === 0) break;
      if (text.charCodeAt(at - 1) === 61 && isQuotedPrintable(text, at)) {
        tail.value += text.slice(copied, at - 1);
        copied = at + skip;
      }
    } else if (code === 92) {
      [skip, put] = escapeAt(text, at);
      if (skip === 0) break;
    } else break;
    if (skip > 0) {
      tail.value += text.slice(copied, at) + put;
      copied = at + skip;
    }
    at += skip > 0 ? skip : 1;
  }
  tail.end = at;
  tail.value += text.slice(copied, at);
  return tail;
}

/** Is this a comma or quote that closes what opened before the URL? */
function endsAtFence(text: string, at: number, code: number): boolean {
  if (code === 42 || code === 95)
    return !isWordAt(text, at + 1) || text.charCodeAt(at + 1) === code;
  return true;
}

/** `…,http://` begins a new URL of a list. */
function isNextUrl(text: string, colon: number, start: number): boolean {
  if (text.charCodeAt(colon + 2) !== 47) return false;
  let at = colon;
  while (colon - at < 6 && at > start && isWordAt(text, at - 1)) at -= 1;
  const before = text.charCodeAt(at - 1);
  return (before === 44 || before === 59) && /^(?:https?|hxxps?|ftp)$/i.test(text.slice(at, colon));
}

const trailing = new Set(".,;:!?'*_~&+$(".split("").map((char) => char.charCodeAt(0)));

/** Characters at the end that belong to the sentence. */
export function trailingMarks(value: string, isPlusPart: boolean): number {
  let end = value.length;
  for (; end > 0; end -= 1) {
    const code = value.charCodeAt(end - 1);
    if (!trailing.has(code)) break;
    if (code === 43 && !isPlusPart) break;
    if (code === 95 && value.charCodeAt(end - 2) === 61) break;
  }
  return value.length - end;
}

/** Where a list of two URLs was cut, the scheme of the second goes back too. */
function withoutNextScheme(value: string): string {
  return value.replace(/[,;](?:https?|hxxps?|ftp)$/i, "");
}

export interface UrlStart {
  readonly start: number;
  readonly scheme: string;
  readonly hostFrom: number;
  readonly defanged: boolean;
}

/** Reads a URL whose scheme is known; its end, or -1 where there is no host. */
export function readUrl(scan: Scan, from: UrlStart): number {
  const { text } = scan;
  const behindUser = hostStart(text, from.hostFrom);
  const host =
    hostAt(scan, behindUser) ??
    (behindUser > from.hostFrom ? hostAt(scan, from.hostFrom) : undefined);
  if (host === undefined) return -1;
  if (host.type === "other" && !from.defanged && !isOddHost(scan, host)) return -1;
  const user = text.slice(from.hostFrom, Math.max(from.hostFrom, host.start));
  return finishUrl(scan, from, host, user);
}

/** Single labels count behind http, where a path, port or end follows, and as numbers. */
function isOddHost(scan: Scan, host: Host): boolean {
  return !/^(?:www|http|https|example)$/.test(host.value) && !matchesAt(scan.text, host.end, "://");
}

function finishUrl(scan: Scan, from: UrlStart, host: Host, user: string): number {
  const { text } = scan;
  const port = portAt(text, host.end);
  const tailStart = port?.end ?? host.end;
  const code = text.charCodeAt(tailStart);
  const begins =
    (code === 47 && !(from.scheme === "" && isNoPathAt(scan, tailStart + 1))) ||
    code === 63 ||
    code === 35 ||
    matchesAt(text, tailStart, "\\/") ||
    matchesAt(text, tailStart, "[/]");
  const tail = begins ? tailAt(text, tailStart, from.start) : undefined;
  const end = tail?.end ?? tailStart;
  const isPassthrough = text.charCodeAt(from.start - 1) === 43;
  const written = tail?.value ?? "";
  const rest = tail?.foreign === true ? cleanText(written) : written;
  const unlisted = tail?.endsAtNext === true ? withoutNextScheme(rest) : rest;
  const trimmed = unlisted.slice(0, unlisted.length - trailingMarks(unlisted, isPassthrough));
  const authority = `${user}${host.value}${port === undefined ? "" : `:${port.number}`}`;
  const prefix = from.scheme === "" ? "" : `${from.scheme}://`;
  const value = `${prefix}${authority}${trimmed}`;
  const valueEnd = rest.length === written.length ? end - (rest.length - trimmed.length) : end;
  const defanged = from.defanged || host.defanged || (tail?.defanged ?? false);
  if (value.length > urlCharsMax) return end;
  if (from.scheme === "" && (trimmed === "" || trimmed === "/")) addHost(scan, host, port?.number);
  else {
    scan.add("url", value, from.start, valueEnd, defanged);
    if (scan.nested) addHost(scan, host, port?.number);
    if (tail !== undefined) addCarried(scan, tail, host);
  }
  return Math.max(valueEnd, host.end);
}

/** "1.2.3.4:443/tcp", and "host.example/1.2.3.4:443" as Java writes it. */
function isNoPathAt(scan: Scan, at: number): boolean {
  const { text } = scan;
  if (isDigitAt(text, at)) return ipv4At(scan, at) !== undefined;
  return (matchesAt(text, at, "tcp") || matchesAt(text, at, "udp")) && !isWordAt(text, at + 3);
}

function addHost(scan: Scan, host: Host, port: number | undefined): void {
  if (host.type === "other") return;
  const value = host.type === "ipv6" ? host.value.slice(1, -1) : host.value;
  const isKnown = host.type !== "domain" || value === scan.canonicalName;
  if (!isKnown && canonicalDomain(value) !== value) return;
  scan.add(host.type, value, host.start, host.end, host.defanged, port);
}

/** Services that rewrite the links in mails; the link that was in the mail is inside. */
const rewriters =
  /(?:^|\.)(?:safelinks\.protection\.outlook\.com|urldefense(?:\.proofpoint)?\.com|linkprotect\.cudasvc\.com|protect[a-z0-9-]*\.mimecast\.com)$/;

function addCarried(scan: Scan, tail: Tail, host: Host): void {
  if (tail.inner < 0 && !rewriters.test(host.value)) return;
  const carried: Wrapped | undefined = wrappedIn(scan.text, tail.inner, tail.end, host.end);
  if (carried !== undefined) addWrapped(scan, carried);
}

/** `name.example/path` and `1.2.3.4/path`: a URL without its scheme. */
export function readBareUrl(
  scan: Scan,
  start: number,
  value: string,
  end: number,
  defanged: boolean,
  type: "domain" | "ipv4",
): number {
  const host: Host = { value, start, end, defanged, type };
  return finishUrl(scan, { start, scheme: "", hostFrom: start, defanged: false }, host, "");
}
