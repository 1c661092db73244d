/** Paths of Windows and Unix, registry keys, named pipes. Spaces in them are the hard part. */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { ending, endings } from "../names/endings.ts";
import {
  classAt,
  digitBit,
  hexLetterBit,
  isWordAt,
  otherLetterBit,
  spaceBit,
  unspacedBit,
  wordBit,
} from "./char-classes.ts";
import { matchesAt } from "./fangs.ts";
import type { Scan } from "./scan.ts";

const letterBits = hexLetterBit | otherLetterBit;
const pathCharsMax = 512;
const spacedPartCharsMax = 48;
const tagCharsMax = 12;

/** Never in a Windows path. A backtick, though legal, fences code. */
const forbidden = new Set('\n\r\t"<>|`*?'.split("").map((char) => char.charCodeAt(0)));
const fences: Readonly<Record<number, number>> = {
  34: 34,
  39: 39,
  96: 96,
  0x201c: 0x201d,
  0x2018: 0x2019,
  91: 93,
};

/** Parts with spaces that Windows itself has; anything may follow them. */
const spacedParts = [
  "program files",
  "documents and settings",
  "application data",
  "local settings",
  "start menu",
  "common files",
  "internet explorer",
  "windows nt",
  "control panel",
  "shell folders",
  "user shell folders",
  "volatile environment",
  "terminal server client",
  "terminal server",
  "session manager",
  "image file execution options",
  "internet settings",
  "explorer bars",
  "all users",
  "default user",
  "public documents",
  "recycle bin",
  "temporary internet files",
  "system volume information",
  "microsoft office",
  "windows defender",
  "windows mail",
  "windows media player",
  "windows messaging subsystem",
  "microsoft shared",
];

function isKnownSpacedPart(text: string, partStart: number, space: number): number {
  for (const part of spacedParts) {
    const length = space - partStart;
    if (
      part.charCodeAt(length) === 32 &&
      matchesAt(text, partStart, part) &&
      !isWordAt(text, partStart + part.length)
    ) {
      return partStart + part.length;
    }
  }
  return -1;
}

/**
 * May the path go on over this space? It may where Windows has such a part, or where another
 * backslash follows soon and nothing speaks against it.
 */
function overSpace(text: string, partStart: number, space: number): number {
  const known = isKnownSpacedPart(text, partStart, space);
  if (known > 0) return matchesAt(text, known, " (x86)") ? known + 6 : known;
  if (hasExtension(text, partStart, space)) return -1;
  let words = 0;
  for (let at = space; at - partStart < spacedPartCharsMax; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) return isHive(text, at) ? -1 : at;
    if (code === 32) {
      words += 1;
      if (words > 4 || text.charCodeAt(at + 1) === 32) return -1;
    } else if (
      forbidden.has(code) ||
      code === 58 ||
      code === 44 ||
      code === 59 ||
      code === 37 ||
      at >= text.length
    )
      return -1;
  }
  return -1;
}

function isHive(text: string, backslash: number): boolean {
  let at = backslash;
  while (backslash - at < 20 && isWordAt(text, at - 1)) at -= 1;
  return /^(?:hk|hkey_)/i.test(text.slice(at, backslash)) || text.charCodeAt(at - 1) === 92;
}

function hasExtension(text: string, start: number, end: number): boolean {
  let dot = end - 1;
  while (dot > start && text.charCodeAt(dot) !== 46) dot -= 1;
  return dot > start && (endings.bitsAt(text, dot + 1, end) & ending.file) !== 0;
}

interface Run {
  readonly value: string;
  readonly end: number;
}

/** Where the path is quoted, it ends at the quote. */
function quotedRun(text: string, start: number, from: number): Run | undefined {
  const close = fences[text.charCodeAt(start - 1)];
  if (close === undefined || close === 93) return undefined;
  for (let at = from; at - start < pathCharsMax; at += 1) {
    const code = text.charCodeAt(at);
    if (code === close) {
      const end = text.charCodeAt(at - 1) === 92 && close === 34 ? at - 1 : at;
      return { value: text.slice(start, end), end };
    }
    if (code !== 60 && code !== 62 && code !== 42 && forbidden.has(code)) return undefined;
    if (at >= text.length) return undefined;
  }
  return undefined;
}

function plainRun(text: string, start: number, from: number, isRegistry: boolean): Run {
  let partStart = from;
  let at = from;
  let depth = 0;
  while (at - start < pathCharsMax && at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 32) {
      const to = overSpace(text, partStart, at);
      const spaced = to < 0 && isRegistry ? titledEnd(text, at) : to;
      if (spaced < 0) break;
      at = spaced;
      continue;
    }
    if (code === 40) depth += 1;
    if (code === 41 && (depth -= 1) < 0) break;
    if (code === 60) {
      const placeholder = placeholderLength(text, at);
      if (placeholder === 0) break;
      at += placeholder;
      continue;
    }
    if (code === 42 && text.charCodeAt(at + 1) === 92) {
      at += 1;
      continue;
    }
    if (forbidden.has(code) || (classAt(text, at) & spaceBit) !== 0 || endsPart(text, at, code))
      break;
    if ((classAt(text, at) & unspacedBit) !== 0) {
      const to = unspacedEnd(text, at);
      if (isWordAt(text, at - 1) && !goesOn(text, to)) break;
      at = to;
      continue;
    }
    // "a.dll,Start" is a library and what is called in it.
    if (code === 44 && hasExtension(text, partStart, at)) break;
    if (code === 92) partStart = at + 1;
    at += 1;
  }
  return { value: text.slice(start, at), end: at };
}

function unspacedEnd(text: string, from: number): number {
  let at = from;
  while (at - from < pathCharsMax && (classAt(text, at) & unspacedBit) !== 0) at += 1;
  return at;
}

/** "C:\\x\\a.datを使用した。": letters that touch a part of ASCII are the sentence, unless the name goes on. */
function goesOn(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 92 || isWordAt(text, at) || (code === 46 && isWordAt(text, at + 1));
}

/** A comma, semicolon or colon that something else follows; quotes of word processors. */
function endsPart(text: string, at: number, code: number): boolean {
  if (code === 44 || code === 59 || code === 58) return !isWordAt(text, at + 1) || code !== 44;
  return code === 0x201d || code === 0x2019 || code === 0x201c;
}

/** `<user>`, `<random digits>`. */
function placeholderLength(text: string, at: number): number {
  return /^<[\w -]{1,30}>/.exec(text.slice(at, at + 32))?.[0].length ?? 0;
}

/** Capitalised words up to the end of the line or cell end the name of a registry key. */
function titledEnd(text: string, space: number): number {
  let at = space;
  for (let words = 0; words < 5; words += 1) {
    if (text.charCodeAt(at) !== 32 || !/^[A-Z0-9]$/.test(text.charAt(at + 1))) break;
    at += 1;
    while ((classAt(text, at) & wordBit) !== 0) at += 1;
  }
  const code = text.charCodeAt(at);
  const closes =
    at >= text.length ||
    forbidden.has(code) ||
    code === 44 ||
    code === 59 ||
    code === 41 ||
    code === 39;
  return at > space && (closes || code === 92) ? at : -1;
}

function trimmedRun(run: Run): Run {
  const last = classAt(run.value, run.value.length - 1);
  if ((last & (letterBits | digitBit)) !== 0) return run;
  const value = run.value.replace(/[\s.,;:!?'+*_)\]}]{1,512}$/, (marks) =>
    keepsEnd(run.value, marks) ? marks : "",
  );
  return { value, end: run.end - (run.value.length - value.length) };
}

function keepsEnd(value: string, marks: string): boolean {
  return (
    /^[)}\]]$/.test(marks) && value.lastIndexOf(marks === ")" ? "(" : marks === "}" ? "{" : "[") > 0
  );
}

function readRun(scan: Scan, start: number, from: number, isRegistry = false): Run {
  const { text } = scan;
  return trimmedRun(quotedRun(text, start, from) ?? plainRun(text, start, from, isRegistry));
}

/** Backslashes that JSON or C doubled. */
function single(path: string): string {
  return path.includes("\\\\") ? path.replace(/\\{2,}/g, "\\") : path;
}

/** `C:\…` or `%VARIABLE%\…`: `from` is behind the drive or variable. Its end, or -1. */
export function readWindowsPath(scan: Scan, start: number, from: number): number {
  const run = readRun(scan, start, from);
  const rest = run.value.slice(from - start).replace(/\\+/g, "");
  if (rest === "") return -1;
  scan.addChecked("windows-path", single(run.value), start, run.end);
  return run.end;
}

export function readRegistryKey(scan: Scan, start: number, from: number): number {
  const run = readRun(scan, start, from, true);
  const value = single(run.value.replaceAll("/", "\\"));
  scan.addChecked("registry-key", value, start, run.end);
  return run.end;
}

/** `\\server\share`, `\\.\pipe\name`, `\\?\C:\…`; its end, or -1. */
export function readDoubleBackslash(scan: Scan, start: number): number {
  const { text } = scan;
  let from = start;
  while (text.charCodeAt(from) === 92 && from - start < 4) from += 1;
  const doubled = from - start === 4;
  const step = doubled ? 2 : 1;
  if (matchesAt(text, from, doubled ? ".\\\\pipe\\\\" : ".\\pipe\\"))
    return readPipe(scan, start, from + 5 + 2 * step);
  const first = text.charAt(from);
  if (first === "?" || first === ".") {
    const drive = from + 1 + step;
    return isWordAt(text, drive) && text.charCodeAt(drive + 1) === 58
      ? readWindowsPath(scan, drive, drive + 2)
      : -1;
  }
  let host = from;
  while (isWordAt(text, host) || (isHostMark(text.charCodeAt(host)) && isWordAt(text, host + 1)))
    host += 1;
  if (
    host - from < 2 ||
    text.charCodeAt(host) !== 92 ||
    !(isWordAt(text, host + step) || text.charCodeAt(host + step) === 36)
  )
    return -1;
  const run = readRun(scan, start, host + step);
  scan.addChecked("unc-path", `\\\\${single(run.value.slice(from - start))}`, start, run.end);
  return run.end;
}

/** A dot, and the sign in front of `SSL` or a port: `\\\\server@SSL@8443\\share`. */
function isHostMark(code: number): boolean {
  return code === 46 || code === 64;
}

export function readPipe(scan: Scan, start: number, from: number): number {
  const { text } = scan;
  let end = from;
  while (end - from < 128 && (isWordAt(text, end) || ".{}$#@~".includes(text.charAt(end) || " ")))
    end += 1;
  while (end > from && text.charCodeAt(end - 1) === 46) end -= 1;
  if (end === from) return -1;
  scan.addChecked("named-pipe", `\\\\.\\pipe\\${text.slice(from, end)}`, start, end);
  return end;
}

const unixRoots = new Set(
  "tmp etc var usr bin sbin home opt dev proc root lib lib64 mnt media sys system data sdcard storage run boot srv Library Users Applications private Volumes vendor".split(
    " ",
  ),
);
const unixEnd = new Set("\n\r\t \"'`<>|,;:()[]{}*?!&=".split("").map((char) => char.charCodeAt(0)));

/** `/tmp/x` below a folder that every Unix has, or `~/x`; its end, or -1. */
export function readUnixPath(scan: Scan, start: number): number {
  const { text } = scan;
  const before = classAt(text, start - 1);
  const beforeCode = text.charCodeAt(start - 1);
  if (
    start > 0 &&
    ((before & wordBit) !== 0 ||
      beforeCode === 47 ||
      beforeCode === 46 ||
      (beforeCode === 62 && !isBehindTag(text, start))) &&
    !matchesAt(text, start - "file://".length, "file://")
  )
    return -1;
  const isHome = text.charCodeAt(start) === 126;
  const from = isHome ? start + 2 : start + 1;
  let rootEnd = from;
  while (isWordAt(text, rootEnd)) rootEnd += 1;
  if (!isHome && !unixRoots.has(text.slice(from, rootEnd))) return -1;
  let end = from;
  while (
    end - start < pathCharsMax &&
    end < text.length &&
    !unixEnd.has(text.charCodeAt(end)) &&
    text.charCodeAt(end) < 0x2000
  )
    end += 1;
  const value = cutEnd(text.slice(start, end), ".+*_\\");
  end = start + value.length;
  if (!/^~?\/[^/]+(?:\/[^/]|$)/.test(value) || (!isHome && value.indexOf("/", 1) < 0)) return -1;
  scan.addChecked("unix-path", value, start, end);
  return end;
}

/** Behind `<td>` or `<code>`, not behind an arrow. */
function isBehindTag(text: string, start: number): boolean {
  return /<\/?[a-z]{1,8}>$/i.test(text.slice(Math.max(0, start - tagCharsMax), start));
}

/** `%APPDATA%\…`: its end, or -1. */
export function readVariablePath(scan: Scan, start: number): number {
  const { text } = scan;
  let at = start + 1;
  while (
    at - start < 32 &&
    (isWordAt(text, at) || text.charCodeAt(at) === 40 || text.charCodeAt(at) === 41)
  )
    at += 1;
  if (at - start < 4 || text.charCodeAt(at) !== 37) return -1;
  const slash = text.charCodeAt(at + 1);
  return slash === 92 || slash === 47 ? readWindowsPath(scan, start, at + 2) : -1;
}
