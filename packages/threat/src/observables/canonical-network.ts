/**
 * The one written form of each network observable, so that two members who saw the same thing
 * compare equal. Addresses: RFC 5952 and dotted decimal. Names: A-labels, RFC 5891.
 */

import { domainToASCII } from "node:url";

export const domainCharsMax = 253;
const labelCharsMax = 63;
const urlCharsMax = 8192;
const mailLocalCharsMax = 64;

const asciiDomainPattern = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;
const topLabelPattern = /^(?:[a-z]+|xn--[a-z0-9-]+)$/;
const mailLocalPattern = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const schemePattern = /^([a-z][a-z0-9+.-]{1,15}):\/\/([^/?#]+)/;
const forbiddenInUrl = /[^!-~\xa0-\uffff]/;

/** Dotted decimal without leading zeros as a number below 2^32; undefined for any other notation. */
export function ipv4Number(text: string): number | undefined {
  if (text.length < 7 || text.length > 15) return undefined;
  let whole = 0;
  let part = -1;
  let parts = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? 46 : text.charCodeAt(at);
    if (code === 46) {
      if (part < 0) return undefined;
      whole = whole * 256 + part;
      parts += 1;
      part = -1;
    } else {
      if (code < 48 || code > 57 || part === 0) return undefined;
      part = (part < 0 ? 0 : part * 10) + code - 48;
      if (part > 255) return undefined;
    }
  }
  return parts === 4 ? whole : undefined;
}

export function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

export function canonicalIpv4(value: string): string | undefined {
  return ipv4Number(value) === undefined ? undefined : value;
}

/** The eight 16-bit groups of an IPv6 address; undefined where the text is none. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  if (text.length < 2 || text.length > 45) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? "", true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : undefined;
  if (missing < 1) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [at, part] of parts.entries()) {
    if (mayEndInIpv4 && at === parts.length - 1 && part.includes(".")) {
      const low = ipv4Number(part);
      if (low === undefined) return undefined;
      groups.push(Math.floor(low / 65536), low % 65536);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

/** RFC 5952: lower case, longest run of zeros shortened, IPv4-mapped addresses in mixed notation. */
export function ipv6Text(groups: readonly number[]): string {
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${ipv4Text((groups[6] ?? 0) * 65536 + (groups[7] ?? 0))}`;
  }
  let runStart = -1;
  let runLength = 1;
  for (let at = 0; at < 8;) {
    let end = at;
    while (end < 8 && groups[end] === 0) end += 1;
    if (end - at > runLength) [runStart, runLength] = [at, end - at];
    at = end + 1;
  }
  const hex = groups.map((group) => group.toString(16));
  if (runStart < 0) return hex.join(":");
  return `${hex.slice(0, runStart).join(":")}::${hex.slice(runStart + runLength).join(":")}`;
}

export function canonicalIpv6(value: string): string | undefined {
  const groups = ipv6Groups(value);
  return groups === undefined ? undefined : ipv6Text(groups);
}

/** Network in prefix notation, host bits cleared; a prefix of 0 is nobody's observable. */
export function canonicalCidr(value: string): string | undefined {
  const slash = value.indexOf("/");
  if (slash < 0 || !/^[1-9][0-9]{0,2}$/.test(value.slice(slash + 1))) return undefined;
  const bits = Number(value.slice(slash + 1));
  const address = value.slice(0, slash);
  const v4 = ipv4Number(address);
  if (v4 !== undefined) {
    if (bits > 32) return undefined;
    const size = 2 ** (32 - bits);
    return `${ipv4Text(v4 - (v4 % size))}/${bits}`;
  }
  const groups = ipv6Groups(address);
  if (groups === undefined || bits > 128) return undefined;
  const masked = groups.map((group, at) => {
    const kept = Math.min(16, Math.max(0, bits - at * 16));
    return group - (group % 2 ** (16 - kept));
  });
  return `${ipv6Text(masked)}/${bits}`;
}

const dotCode = 46;
const hyphenCode = 45;
const underscoreCode = 95;

/** Lower-case A-labels without the final dot; at least two labels, the last one not a number. */
export function canonicalDomain(value: string): string | undefined {
  if (value.length > domainCharsMax * 4) return undefined;
  if (isPlainDomain(value)) return value;
  let name = value.endsWith(".") ? value.slice(0, -1) : value;
  name = name.toLowerCase();
  if (name.includes("xn--") || !asciiDomainPattern.test(name)) name = toAscii(name);
  if (name.length > domainCharsMax || !asciiDomainPattern.test(name)) return undefined;
  const labels = name.split(".");
  for (const label of labels) {
    if (label.length > labelCharsMax || label.startsWith("-") || label.endsWith("-")) {
      return undefined;
    }
  }
  const top = labels.at(-1) ?? "";
  return top.length >= 2 && topLabelPattern.test(top) ? name : undefined;
}

/** Nearly all names are: then nothing has to be built to see that they are canonical. */
function isPlainDomain(name: string): boolean {
  if (name.length > domainCharsMax) return false;
  let start = 0;
  let letters = 0;
  for (let at = 0; at <= name.length; at += 1) {
    const code = at === name.length ? dotCode : name.charCodeAt(at);
    if (code === dotCode) {
      const length = at - start;
      if (length === 0 || length > labelCharsMax) return false;
      if (name.charCodeAt(start) === hyphenCode || name.charCodeAt(at - 1) === hyphenCode)
        return false;
      // Also "xn--": whether that is a name is for others to say.
      if (length > 3 && name.charCodeAt(start + 2) === hyphenCode) return false;
      if (at === name.length) return start > 0 && length >= 2 && letters === length;
      start = at + 1;
      letters = 0;
    } else if (code >= 97 && code <= 122) letters += 1;
    else if ((code < 48 || code > 57) && code !== hyphenCode && code !== underscoreCode)
      return false;
  }
  return false;
}

function toAscii(name: string): string {
  // An underscore is legal in names that are asked for, but not in UTS 46 input with STD3 rules.
  return /[\s/\\?#@:[\]%<>^|]/.test(name) ? "" : domainToASCII(name).toLowerCase();
}

export function canonicalEmail(value: string): string | undefined {
  const at = value.lastIndexOf("@");
  if (at < 1 || at > mailLocalCharsMax) return undefined;
  const local = value.slice(0, at).toLowerCase();
  const domain = canonicalDomain(value.slice(at + 1));
  return domain !== undefined && mailLocalPattern.test(local) ? `${local}@${domain}` : undefined;
}

/** Host in canonical form: name, IPv4, or IPv6 in brackets. A host of one label stands as it is. */
export function canonicalHost(host: string): string | undefined {
  if (host.startsWith("[")) {
    if (!host.endsWith("]")) return undefined;
    const address = canonicalIpv6(host.slice(1, -1));
    return address === undefined ? undefined : `[${address}]`;
  }
  return canonicalIpv4(host) ?? canonicalDomain(host);
}

/**
 * As the URL standard serialises it: scheme and host in lower case, default port dropped, dot
 * segments resolved, at least "/" as path. The fragment stays: some malware reads it.
 */
export function canonicalUrl(value: string): string | undefined {
  if (value.length > urlCharsMax || forbiddenInUrl.test(value)) return undefined;
  const url = URL.parse(value);
  if (url === null || url.host === "") return undefined;
  const [, scheme = "", authority = ""] = schemePattern.exec(url.href) ?? [];
  if (scheme === "") return undefined;
  const rest = url.href.slice(scheme.length + 3 + authority.length);
  const path = rest === "" || !rest.startsWith("/") ? `/${rest}` : rest;
  const href = `${scheme}://${authority.toLowerCase() === authority ? authority : lowerHost(authority)}${path}`;
  return href.length > urlCharsMax ? undefined : href;
}

function lowerHost(authority: string): string {
  const at = authority.lastIndexOf("@") + 1;
  return authority.slice(0, at) + authority.slice(at).toLowerCase();
}

/** Address or name with its port, as `1.2.3.4:443`, `[2001:db8::1]:443`, `name.example:443`. */
export function canonicalEndpoint(value: string): string | undefined {
  const colon = value.lastIndexOf(":");
  if (colon < 1 || !/^[1-9][0-9]{0,4}$/.test(value.slice(colon + 1))) return undefined;
  const host = canonicalHost(value.slice(0, colon));
  return host === undefined || Number(value.slice(colon + 1)) > 65535
    ? undefined
    : `${host}${value.slice(colon)}`;
}

export function canonicalAsn(value: string): string | undefined {
  const number = /^AS(?:N)?[ -]?0*([1-9][0-9]{0,9})$/i.exec(value)?.[1];
  return number === undefined || Number(number) > 4294967295 ? undefined : `AS${number}`;
}

const plainMac = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;

export function canonicalMac(value: string): string | undefined {
  if (plainMac.test(value)) return value;
  if (
    !/^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})$/i.test(
      value,
    )
  ) {
    return undefined;
  }
  const hex = value.replace(/[:.-]/g, "").toLowerCase();
  return hex.match(/../g)?.join(":");
}

export function canonicalUserAgent(value: string): string | undefined {
  const agent = value.trim().replace(/\s+/g, " ");
  return agent.length < 3 || agent.length > 512 ? undefined : agent;
}

/** E.164: a plus sign and 7 to 15 digits. */
export function canonicalPhone(value: string): string | undefined {
  if (!/^\+[0-9 ().\u00a0/-]{7,30}$/.test(value)) return undefined;
  const digits = value.replace(/[^0-9]/g, "");
  return digits.length < 7 || digits.length > 15 || digits.startsWith("0")
    ? undefined
    : `+${digits}`;
}
