/** A dotted run: address, mail, URL without scheme, name, file, app, or nothing. */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { entryAt } from "./entries.ts";
import type { Scan } from "./scan.ts";
import { sense } from "../names/vocabulary.ts";
import {
  canonicalDomain,
  canonicalIpv4,
  domainCharsMax,
} from "../observables/canonical-network.ts";
import { addMac, ipv4At, portAt, prefixAt, type Address } from "./addresses.ts";
import {
  digitBit,
  foreignBit,
  isDigitAt,
  isHexFlags,
  isWordAt,
  joinBit,
  upperBit,
} from "./char-classes.ts";
import type { Chain } from "./chains.ts";
import { atSignAt, noFang, schemeSeparatorAt } from "./fangs.ts";
import { addHash, isHashLength } from "./hashes.ts";
import { judge, ungluedSentence } from "./hosts.ts";
import { readSubTechnique } from "./id-words.ts";
import { readMail } from "./mails.ts";
import { readScheme } from "./meanings.ts";
import { readBareUrl } from "./urls.ts";
import { maskedAt, type Network, spannedAt } from "./spans.ts";
import { isVersion } from "./versions.ts";

/** Its end where the run is understood; -1 to go on behind its first word. */
export function readDotted(scan: Scan, start: number, end: number, flags: number): number {
  const { text, chain } = scan;
  if (end - start <= 3 && isDigitAt(text, start)) {
    const address = ipv4At(scan, start) ?? tracedAt(text, start);
    if (address !== undefined) {
      const to = readIpv4(scan, start, address);
      if (to >= 0) return to;
      scan.chainFrom = address.end;
      return -1;
    }
  }
  const from = behindPercent(text, start, end);
  chain.read(scan, from, end, flags);
  scan.chainFrom = chain.end;
  const sign = atSignAt(text, chain.end);
  if (sign !== noFang) {
    const to = readMail(scan, chain, chain.end, sign);
    if (to >= 0) return to;
  }
  if (chain.count > 1 && schemeSeparatorAt(text, chain.end) !== noFang && isScheme(scan, chain)) {
    return readScheme(scan, chain.startOf(chain.count - 1), chain.end);
  }
  const id = readDottedId(scan, chain);
  return id >= 0 ? id : readJudged(scan, chain);
}

const tracedCharsMax = 26;

/** `192.0.2.1.443 > 192.0.2.9.51234:`, an address and its port as tcpdump writes them. */
function tracedAt(text: string, start: number): Address | undefined {
  const before = text.charCodeAt(start - 1) === 32 ? text.charCodeAt(start - 2) : 0;
  // "IP" or ">" stands in front.
  if (before !== 80 && before !== 62) return undefined;
  const traced = /^((?:\d{1,3}\.){3}\d{1,3})\.\d{1,5}(?= > |: )/.exec(
    text.slice(start, start + tracedCharsMax),
  );
  const [whole = "", value = ""] = traced ?? [];
  const isTraced = text.startsWith(" > ", start + whole.length) || text.startsWith("> ", start - 2);
  const address = isTraced ? canonicalIpv4(value) : undefined;
  return address === undefined
    ? undefined
    : { value: address, end: start + value.length, defanged: false };
}

/** `%2Fname.example`, `%252Fname.example`: the digits belong to the sign before. */
function behindPercent(text: string, start: number, end: number): number {
  if (text.charCodeAt(start - 1) !== 37) return start;
  const code = /^(?:25){0,2}[0-9a-f]{2}/i.exec(text.slice(start, end))?.[0] ?? "";
  return code.length < end - start ? start + code.length : start;
}

function isScheme(scan: Scan, chain: Chain): boolean {
  const last = chain.count - 1;
  const entry = entryAt(scan.text, chain.startOf(last), chain.endOf(last));
  return entry !== undefined && (entry.senses & sense.scheme) !== 0;
}

/** `T1059.001` and `aabb.ccdd.eeff`. */
function readDottedId(scan: Scan, chain: Chain): number {
  const { text, start } = { text: scan.text, start: chain.start };
  if (chain.defanged) return -1;
  const first = chain.endOf(0);
  if ((text.charCodeAt(start) | 32) === 116 && chain.endOf(1) - first === 4) {
    const to = readSubTechnique(scan, start, first);
    if (to >= 0) return to;
  }
  if (
    chain.count === 3 &&
    chain.end - start === 14 &&
    isHexFlags(chain.flags) &&
    (chain.flags & digitBit) !== 0
  ) {
    return first - start === 4 && addMac(scan, start, chain.end) ? chain.end : -1;
  }
  return -1;
}

function readJudged(scan: Scan, chain: Chain): number {
  const { text } = scan;
  const whole = judge(scan, chain);
  const verdict = whole === "none" && ungluedSentence(text, chain) ? judge(scan, chain) : whole;
  if (verdict === "domain") return addDomain(scan, chain);
  if (verdict === "none" && (chain.flags & foreignBit) !== 0) return addUnseenAddress(scan, chain);
  if (verdict === "none" || chain.start < scan.ruleUntil) return -1;
  const start = chain.trimmedStart(text);
  const end = chain.trimmedEnd(text);
  const value = chain.value(text, 0, chain.count - 1).slice(start - chain.start);
  const trimmed = value.slice(0, value.length - (chain.end - end));
  if (verdict === "package") scan.addChecked("app-package", trimmed, start, end);
  else addFile(scan, chain, trimmed, start, end);
  return chain.end;
}

/** An address with what cannot be seen between its numbers. */
function addUnseenAddress(scan: Scan, chain: Chain): number {
  if (chain.count !== 4) return -1;
  const value = canonicalIpv4(chain.value(scan.text, 0, 3));
  if (value === undefined) return -1;
  scan.add("ipv4", value, chain.start, chain.end, chain.defanged);
  return chain.end;
}

/** Samples are often named by their hash, which then is worth more than the name. */
function addFile(scan: Scan, chain: Chain, value: string, start: number, end: number): void {
  scan.fileFound = start;
  const first = chain.endOf(0);
  if (isHashLength(first - start) && isHexFlags(chain.flagsOf(0))) addHash(scan, start, first);
  const spaced = quotedStart(scan.text, start, end);
  if (spaced < start) scan.addChecked("file-name", scan.text.slice(spaced, end), spaced, end);
  else if ((chain.flags & foreignBit) !== 0) scan.addChecked("file-name", value, start, end);
  else scan.add("file-name", value, start, end, false);
}

const quotedCharsMax = 80;

/** In quotes or a cell of its own, a file name may have spaces: where does it begin? */
function quotedStart(text: string, start: number, end: number): number {
  const close = text.charAt(end);
  if ((close !== '"' && close !== "`") || text.charAt(start - 1) !== " ") return start;
  for (let at = start - 1; start - at < quotedCharsMax; at -= 1) {
    const char = text.charAt(at);
    if (char === close)
      return text.charAt(at + 1) === " " || isWordAt(text, at - 1) ? start : at + 1;
    if (char === "" || '\n\t|<>\\/:*?"`'.includes(char)) return start;
  }
  return start;
}

function addDomain(scan: Scan, chain: Chain): number {
  const { text } = scan;
  const isEmphasis = text.charCodeAt(chain.start) === 95 && chain.trimmedEnd(text) < chain.end;
  const isDash = text.charCodeAt(chain.start) === 45;
  const start = isEmphasis || isDash ? chain.trimmedStart(text) : chain.start;
  const end = chain.trimmedEnd(text);
  const whole = chain.value(text, 0, chain.count - 1);
  const isJoined = (chain.flags & (joinBit | foreignBit)) !== 0;
  const name = isJoined ? withoutJoins(whole, start > chain.start) : whole;
  // The labels were looked at already; only encoded ones and very long names are left to refuse.
  const isPlain = (chain.flags & foreignBit) === 0 && name.length <= domainCharsMax;
  const lower = (chain.flags & (upperBit | foreignBit)) === 0 ? name : name.toLowerCase();
  const isSettled = isPlain && !(isJoined && lower.includes("xn--"));
  const value = isSettled ? lower : canonicalDomain(name);
  if (value === undefined) return -1;
  if (!isSettled) scan.canonicalName = value;
  return readBareUrl(scan, start, value, end, chain.defanged, "domain");
}

function withoutJoins(name: string, alsoInFront: boolean): string {
  const ended = cutEnd(name, "-_");
  return alsoInFront ? ended.replace(/^[-_]+/, "") : ended;
}

function readIpv4(scan: Scan, start: number, address: Address): number {
  const { text } = scan;
  const masked = maskedAt(scan, address);
  if (masked !== undefined) return addNetwork(scan, start, masked);
  if (!address.defanged && isVersion(scan, start, address)) return -1;
  const spanned = spannedAt(scan, address);
  if (spanned !== undefined) return addNetwork(scan, start, spanned);
  const prefix = prefixAt(text, address.end, 32);
  if (prefix !== undefined) {
    scan.add("cidr", `${address.value}/${prefix.number}`, start, prefix.end, address.defanged);
    return prefix.end;
  }
  const port = portAt(text, address.end);
  const behind = port?.end ?? address.end;
  const hasPath =
    text.charCodeAt(behind) === 47 && isWordAt(text, behind + 1) && !isDigitAt(text, behind + 1);
  if (hasPath || isQueryAt(text, behind)) {
    return readBareUrl(scan, start, address.value, address.end, address.defanged, "ipv4");
  }
  scan.add("ipv4", address.value, start, address.end, address.defanged, port?.number);
  return behind;
}

function addNetwork(scan: Scan, start: number, { value, end, defanged }: Network): number {
  scan.add("cidr", value, start, end, defanged);
  return end;
}

function isQueryAt(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === 47 &&
    (text.charCodeAt(at + 1) === 63 || text.charCodeAt(at + 1) === 126)
  );
}
