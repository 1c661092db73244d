/** Links and network paths that lead inside: to hosts of one label, private addresses and programs of our own. */

import type { Detection, Reading } from "../../detector.ts";
import { lowered } from "../../text/passage.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import { isWordCode, unitBefore } from "../../text/words.ts";

const urlCharsMax = 2048;
const dot = 46;

export function internalLinks(reading: Reading, found: Detection[]): void {
  links(reading, found);
  uncHosts(reading, found);
  slashedHosts(reading, found);
}

/** The offset behind a URL of which so much is read. */
export function urlEnd(text: string, from: number): number {
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

const schemeBefore = /([a-z][a-z0-9+.:-]{1,24})$/;
const hostOfOneLabel = /^[a-z0-9_-]{1,63}(?::\d{1,5})?(?=[/\s?#]|$)/;
const addressHost =
  /^(?!10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)(?:\d{1,3}\.){3}\d{1,3}(?!\d)/;
/** RFC 1918. */
const privateHost =
  /^(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}(?!\d|\.[\da-z])/i;
/** On a private address these lead inside; elsewhere they may lead anywhere. */
const anyScheme = /^(?:ftps?|sftp|ssh|telnet|rtsp|opc\.tcp|mqtts?|modbus|wss?|davs?|webdav)$/;
const one = 49;
const internalScheme =
  /^(?:file|slack|smb|cifs|afp|nfs|msteams|teams|onenote|notion|ldaps?|rdp|vnc|sip|tel|skype|zoommtg|ms-[a-z]{3,12}|jdbc:[a-z]{2,12}|mongodb(?:\+srv)?|postgres(?:ql)?|mysql|redis|amqps?|s3|gs|hdfs|vscode|obsidian|jira|confluence)$/;

/** A host of one label in a URL is one of our own network; so is what only a program inside opens. */
function links({ refanged }: Reading, found: Detection[]): void {
  const { text, codes } = refanged;
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
    // Nearly all are on the web, and their hosts have a dot.
    const isDotted =
      text.startsWith("http", at - (unitBefore(codes, at) === 115 ? 5 : 4)) &&
      hasDot(codes, at + 3);
    const isPrivate = codes[at + 3] === one && privateHost.test(text.slice(at + 3, at + 20));
    if (isDotted && !isPrivate) continue;
    const scheme = schemeBefore.exec(lowered(text.slice(Math.max(0, at - 26), at)))?.[1] ?? "";
    const isWeb = scheme.endsWith("http") || scheme.endsWith("https");
    const isInside = isWeb
      ? isDotted || isOwnLabel(lowered(text.slice(at + 3, at + 75)))
      : internalScheme.test(scheme) || (isPrivate && anyScheme.test(scheme));
    if (!isInside) continue;
    // "ldap://203.0.113.9/a" is where an exploit calls: ours are judged by their addresses.
    if (!isWeb && addressHost.test(text.slice(at + 3, at + 24))) continue;
    const start = at - (isWeb ? (scheme.endsWith("s") ? 5 : 4) : scheme.length);
    found.push({
      ...refanged.spanOf(start, urlEnd(text, at + 3)),
      kind: "internal-url",
      why:
        isWeb && !isDotted
          ? "A host without a domain is an internal one."
          : "A link into an internal system.",
      needsReview: !isWeb || isDotted,
    });
  }
}

/** Every machine is its own "localhost". */
function isOwnLabel(host: string): boolean {
  return hostOfOneLabel.test(host) && !/^localhost(?![\w-])/.test(host);
}

/** The first character that is in no label is a dot. */
function hasDot(codes: Uint16Array, from: number): boolean {
  let at = from;
  while (isLabelCode(codes[at] ?? 0)) at += 1;
  return codes[at] === dot;
}

const uncPath =
  /\\{2,4}(?![?.]\\)(?!\d{1,3}\.\d)[A-Za-z][\w.-]{1,62}(?:\\{1,2}[\w$.-]{1,64}){1,8}/y;

/** What stands for a server, and what every domain has. */
const anyServer = hashSet(
  "target server host hostname computer computername machine machinename victim remote remotehost ip localhost netlogon sysvol share domain tsclient pipe ipc admin",
);

/** "//plant-nas/recipes": how other systems than Windows write it; a comment of a program has no such name. */
const slashedPath = /\/\/([A-Za-z][A-Za-z0-9_-]{2,30})(?:\/[\w$.-]{1,64}){1,8}\/?(?![\w/])/y;
const fileServer =
  /(?:^|[a-z_-])(?:nas|san|fs|dfs|files?|shares?|srv|svr|server|dc|data|store|storage|bkp|backup|smb|db|hist)[-_]?\d{0,3}$|-[a-z]{0,12}\d{1,3}$/i;

function slashedHosts({ passage }: Reading, found: Detection[]): void {
  const { text, codes } = passage;
  for (let at = text.indexOf("//"); at >= 0; at = text.indexOf("//", at + 2)) {
    const before = unitBefore(codes, at);
    if (before > 32 && !quotes.has(before)) continue;
    slashedPath.lastIndex = at;
    const match = slashedPath.exec(text);
    const server = match?.[1] ?? "";
    if (match === null || !fileServer.test(server) || anyServer.has(hashOf(lowered(server))))
      continue;
    found.push({
      ...passage.spanOf(at, at + match[0].length),
      kind: "company-host",
      why: "A server in a network path.",
      needsReview: true,
    });
  }
}

const quotes = new Set(Array.from("\"'(=\x60", (char) => char.charCodeAt(0)));

/** A server of a name in a network path is one of our own network. */
function uncHosts({ passage }: Reading, found: Detection[]): void {
  const { text } = passage;
  for (let at = text.indexOf("\\\\"); at >= 0; at = text.indexOf("\\\\", at)) {
    uncPath.lastIndex = at;
    const match = /[\w\\:.?]/.test(text[at - 1] ?? " ") ? null : uncPath.exec(text);
    const server = /^\\{2,4}([\w.-]+)/.exec(match?.[0] ?? "")?.[1];
    if (match !== null && server !== undefined && !anyServer.has(hashOf(lowered(server)))) {
      const begin = at + match[0].indexOf(server);
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

function isLabelCode(code: number): boolean {
  return isWordCode(code) || code === 45 || code === 95;
}
