/** Values that a word announces: "mutex: …", "User-Agent: …", "signed by …", "Registrant Name | …". */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { classAt, isWordAt, spaceBit } from "./char-classes.ts";
import { matchesAt, tagLength } from "./fangs.ts";
import type { Scan } from "./scan.ts";

const gapCharsMax = 40;
const valueCharsMax = 200;

const fillers = [
  "name",
  "named",
  "called",
  "string",
  "value",
  "header",
  "organization",
  "organisation",
  "org",
  "cn",
  "o",
  "by",
  "id",
  "display name",
  "common name",
  "number",
  "is",
  "was",
  "address",
];
const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  "`": "`",
  "“": "”",
  "‘": "’",
};

interface Gap {
  readonly end: number;
  /** A colon, a cell border, a quote, or "named" was there: a value follows. */
  readonly announced: boolean;
  readonly quote: string;
}

/** What stands between the announcing word and its value. */
function gapAfter(text: string, start: number, strong: ReadonlySet<string>): Gap {
  let at = start;
  let announced = false;
  let quote = "";
  let mayWrap = false;
  while (at - start < gapCharsMax && at < text.length) {
    const char = text.charAt(at);
    if (char === ":" || char === "=" || char === "|") announced = true;
    else if (quotes[char] !== undefined) {
      // "one service's cache": an apostrophe opens nothing.
      if ((char === "'" || char === "\u2019") && isWordAt(text, at - 1) && isWordAt(text, at + 1))
        break;
      announced = true;
      // The quote that ends the name of a field, as in {"mutex": "…"}.
      if (/^.\s?[:=]/.test(text.slice(at, at + 3))) {
        at += 1;
        continue;
      }
      quote = quotes[char] ?? "";
      // CSV doubles a quote inside quotes.
      at += text.charAt(at + 1) === char && isWordAt(text, at + 2) ? 2 : 1;
      break;
    } else if (char === "\\" && text.charAt(at + 1) === '"') {
      // A quote inside a string of JSON.
    } else if (skipLength(text, at) > 0) {
      announced = true;
      at += skipLength(text, at);
      continue;
    } else if (mayWrap && (char === "\n" || char === "\r")) {
      const wrap = lineWrap.exec(text.slice(at, at + lineWrapCharsMax))?.[0].length ?? 0;
      if (wrap === 0) break;
      mayWrap = false;
      at += wrap;
      continue;
    } else if (
      char === "\n" ||
      ((classAt(text, at) & spaceBit) === 0 &&
        char !== "*" &&
        char !== "+" &&
        char !== "-" &&
        char !== ")")
    ) {
      const filler = fillerAt(text, at, announced);
      if (filler === "") break;
      announced ||= strong.has(filler);
      mayWrap ||= strong.has(filler);
      at += filler.length;
      continue;
    }
    at += 1;
  }
  return { end: at, announced, quote };
}

const lineWrapCharsMax = 24;
/** "named" or "signed by" ends its line, perhaps in a quotation: the value begins the next. */
const lineWrap = /^\r?\n(?:> ?){0,3}[ \t]{0,16}(?=[\w"'`{\\%\u201c])/;

/** Tags of cells, hard spaces of HTML, and the brace of an object whose first field is the value. */
function skipLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 60) return tagLength(text, at);
  if (code === 38) return matchesAt(text, at, "&nbsp;") ? "&nbsp;".length : 0;
  return code === 123 ? (objectHead.exec(text.slice(at, at + 24))?.[0].length ?? 0) : 0;
}

const objectHead = /^\{\s?"(?:original|name|value|raw)"\s?:\s?(?=")/;

function fillerAt(text: string, at: number, announced: boolean): string {
  if (isWordAt(text, at - 1)) return "";
  for (const filler of fillers) {
    const end = at + filler.length;
    if (!matchesAt(text, at, filler) || isWordAt(text, end)) continue;
    // Behind a colon only a field of a distinguished name is still no value.
    if (!announced || text.charAt(end) === "=" || text.charAt(end) === ":") return filler;
  }
  return "";
}

/** Line end, tab, cell border, semicolon, tag. */
const stops: ReadonlySet<number> = new Set([10, 13, 9, 124, 59, 60, 62]);
/** Comma and quotes, which end a value of one word. */
const wordStops: ReadonlySet<number> = new Set([44, 34, 39, 96]);

function lineValueEnd(text: string, start: number, quote: string, stopAtSpace: boolean): number {
  const most = Math.min(text.length, start + valueCharsMax);
  if (quote !== "") return quotedEnd(text, start, most, quote.charCodeAt(0));
  let depth = 0;
  for (let at = start; at < most; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 40) depth += 1;
    else if (code === 41) depth -= 1;
    // A semicolon inside the brackets of a user agent is a part of it.
    else if (stops.has(code) && (code !== 59 || depth <= 0)) return at;
    if (stopAtSpace && ((classAt(text, at) & spaceBit) !== 0 || wordStops.has(code))) return at;
    if (code === 32 && text.charCodeAt(at + 1) === 32) return at;
  }
  return most;
}

function quotedEnd(text: string, start: number, most: number, quote: number): number {
  for (let at = start; at < most; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote || code === 10) return at;
  }
  return most;
}

export interface Announced {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export function announcedValue(
  text: string,
  from: number,
  strong: ReadonlySet<string>,
  stopAtSpace: boolean,
): Announced | undefined {
  const gap = gapAfter(text, from, strong);
  if (!gap.announced) return undefined;
  const fence = fenceAt(text, gap.end);
  const start = gap.end + fence.length;
  const end = lineValueEnd(text, start, gap.quote, stopAtSpace);
  const isPlusFence = fence.includes("+") || text.charAt(gap.end - 1) === "+";
  const marks = isPlusFence ? marksBehindFence : marksBehind;
  const trimmed = text.slice(start, end).replace(marks, "");
  const isOpen = trimmed.endsWith(")") && !trimmed.includes("(");
  const value = isOpen ? trimmed.slice(0, -1) : trimmed;
  return value.length < 2 ? undefined : { value, start, end: start + value.length };
}

const fenceCharsMax = 12;
const marksBehind = /(?:[\s,.;:'"`*\\\u201d]|\+\+|<\/?[a-z]{1,8}>){1,200}$/i;
const marksBehindFence = /(?:[\s,.;:'"`*+\\\u201d]|<\/?[a-z]{1,8}>){1,200}$/i;

/** What Markdown, AsciiDoc and HTML put around a value: `**`, "`+", `<code>`. */
function fenceAt(text: string, at: number): string {
  const head = text.slice(at, at + fenceCharsMax);
  return /^(?:[`*+]{1,3}|<[a-z]{1,8}>|\u201c)+/i.exec(head)?.[0] ?? "";
}

const named = new Set(["named", "called"]);
const nothing = new Set<string>();

export const plainWord =
  /^(?:the|a|an|is|was|and|or|to|of|in|on|for|with|that|which|name|created|not|none|n\/a|unknown|yes|no|true|false)$/i;

/** A mutex is an identifier: no sentence, no lone dictionary word. */
export function readMutex(scan: Scan, from: number): number {
  const { text } = scan;
  const found = announcedValue(text, from, named, true) ?? identifierAt(text, from + 1);
  if (found === undefined || plainWord.test(found.value) || found.value.length < 3)
    return readMutexList(scan, from);
  scan.addChecked("mutex", found.value.replaceAll("\\\\", "\\"), found.start, found.end);
  return found.end;
}

const listLinesMax = 30;
const listHead = /^[^\w\n]{0,6}(?:names?|created|used|:)?[^\w\n]{0,6}\r?\n(?:\r?\n)?/;
const listLine =
  /^[ \t]{0,8}(?:[-*+\u2022\u25cf]|\d{1,2}[.)])[ \t]{1,4}["'`\u201c]?([\w{}\\.$!@#&+:-]{3,120})["'`\u201d]?[ \t]*(?:\r?\n|$)/;

/** "Mutexes:" with a list below it, an identifier on each line. */
function readMutexList(scan: Scan, from: number): number {
  const { text } = scan;
  let at = from + (listHead.exec(text.slice(from, from + 24))?.[0].length ?? 0);
  if (at === from) return -1;
  let end = -1;
  for (let lines = 0; lines < listLinesMax; lines += 1) {
    const line = listLine.exec(text.slice(at, at + valueCharsMax));
    const value = line?.[1];
    if (line === null || value === undefined || !/[a-z][A-Z]|[0-9_{\\]/.test(value)) break;
    const start = at + line[0].indexOf(value);
    end = start + value.length;
    scan.addChecked("mutex", value, start, end);
    at += line[0].length;
  }
  return end;
}

/** "mutex kFsTwQzbL": no word of a language has capitals, digits or braces inside. */
function identifierAt(text: string, start: number): Announced | undefined {
  const value = cutEnd(/^[\w{}\\.$-]{5,80}/.exec(text.slice(start, start + 81))?.[0] ?? "", ".-");
  const isOdd = /[a-z][A-Z]|[0-9_{\\]/.test(value);
  return isOdd ? { value, start, end: start + value.length } : undefined;
}

export function readService(scan: Scan, from: number): number {
  const { text } = scan;
  // Logs have a field of this name in every line.
  if (text.charAt(from) === '"' && !matchesAt(text, from - 4, "name")) return -1;
  // "service" alone is an everyday word: only a name in quotes or after "named" is one of Windows.
  const gap = gapAfter(text, from, named);
  const isNamed = /name(?:d)?|called/i.test(text.slice(from - 4, gap.end));
  if (gap.quote === "" && !isNamed) return readMadeService(scan, from);
  const found = gap.announced
    ? announcedValue(text, from, named, true)
    : identifierAt(text, gap.end + fenceAt(text, gap.end).length);
  if (found === undefined || plainWord.test(found.value) || !/^[\w.$ -]{3,80}$/.test(found.value))
    return -1;
  scan.addChecked("service", found.value, found.start, found.end);
  return found.end;
}

const madeReach = 40;
const made =
  /\b(?:creat|install|register|start|launch|add|drop|stopp?|delet|remov)(?:e|ed|es|ing|s)? (?:an? |the |its |their |new |malicious |own |windows ){0,3}service$/i;

/** "created the service MSUpdSvc64": without quotes only what no word of a language looks like. */
function readMadeService(scan: Scan, from: number): number {
  const { text } = scan;
  if (text.charAt(from) !== " " || !made.test(text.slice(Math.max(0, from - madeReach), from)))
    return -1;
  const start = from + 1 + fenceAt(text, from + 1).length;
  const found = identifierAt(text, start);
  if (found === undefined || !/^(?!cve-)[a-z]{3}[\w-]*$/i.test(found.value)) return -1;
  scan.addChecked("service", found.value, found.start, found.end);
  return found.end;
}

const createReach = 160;
const createCommand =
  /\bsc(?:\.exe)?\s+(?:\\\\\S+\s+)?create\s+"?([\w.$-]{2,80})"?\s+(?:\w+=\s?\S+\s+){0,4}$/i;

/** `sc create NAME binPath= …`: the name stands in front of the word that tells. */
export function readCreatedService(scan: Scan, start: number): number {
  const before = scan.text.slice(Math.max(0, start - createReach), start);
  const command = createCommand.exec(before);
  const name = command?.[1];
  if (command === null || name === undefined) return -1;
  const from = start - before.length + command.index + command[0].indexOf(name);
  scan.addChecked("service", name, from, from + name.length);
  return -1;
}

/** "pipe named abc", "pipe name: abc"; with backslashes it is found without being announced. */
export function readPipeName(scan: Scan, from: number): number {
  const { text } = scan;
  const isNamed = /^\s?name|^\W{0,3}(?:called|named)/i.test(text.slice(from, from + 10));
  const isField =
    /name$/i.test(text.slice(from - 4, from)) ||
    (/^ ?["'`\u201c\u2018]/.test(text.slice(from, from + 2)) &&
      matchesAt(text, from - 10, "named pipe"));
  const found = isNamed || isField ? announcedValue(text, from, named, true) : undefined;
  // Sysmon writes the name behind one backslash.
  const name = found?.value.replace(/^\\{1,2}(?=\w)/, "");
  if (found === undefined || name === undefined || plainWord.test(name)) return -1;
  if (!/^[\w.{}$#@~-]{3,128}$/.test(name)) return -1;
  scan.addChecked("named-pipe", `\\\\.\\pipe\\${name}`, found.start, found.end);
  return found.end;
}

/** The bytes of a serial number, however they are grouped. */
export function readSerial(scan: Scan, from: number): number {
  const { text } = scan;
  let at = gapAfter(text, from, nothing).end;
  at += fenceAt(text, at).length;
  // OpenSSL prints it on the line below.
  at += lineWrap.exec(text.slice(at, at + lineWrapCharsMax))?.[0].length ?? 0;
  if (matchesAt(text, at, "0x")) at += 2;
  const start = at;
  let digits = 0;
  while (at - start < 80 && digits < 42) {
    const char = text.charAt(at);
    if (/^[0-9a-f]$/i.test(char)) digits += 1;
    else if (
      (char !== " " && char !== ":" && char !== "-") ||
      !/^[0-9a-f]{2}/i.test(text.slice(at + 1, at + 3))
    )
      break;
    at += 1;
  }
  if (digits < 12 || isWordAt(text, at)) return -1;
  const value = text.slice(start, at).replace(/[: -]/g, "").toLowerCase();
  if (!/[a-f]/.test(value) && !/serial/i.test(text.slice(Math.max(0, from - 16), from))) return -1;
  scan.addChecked("certificate-serial", value, start, at);
  return at;
}
