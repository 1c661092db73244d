/** Detection rules stand in reports as blocks, and are kept whole: YARA, Sigma, Snort, Suricata. */

import { classAt, isWordAt, spaceBit } from "./char-classes.ts";

import type { Scan } from "./scan.ts";

const ruleCharsMax = 65536;
const lineCharsMax = 4096;
const sigmaLinesMax = 400;

function skipSpace(text: string, from: number): number {
  let at = from;
  while ((classAt(text, at) & spaceBit) !== 0) at += 1;
  return at;
}

/** Name, tags, and the opening brace behind "rule". */
function yaraBody(text: string, from: number): number {
  let at = skipSpace(text, from);
  const name = at;
  while (isWordAt(text, at)) at += 1;
  if (at === name || at === from) return -1;
  at = skipSpace(text, at);
  if (text.charAt(at) === ":") {
    at += 1;
    while (at - name < 512 && (isWordAt(text, at) || (classAt(text, at) & spaceBit) !== 0)) at += 1;
  }
  return text.charAt(at) === "{" ? at : -1;
}

/** End of the body that opens here, strings, patterns and remarks stepped over; negative where it is cut off. */
function yaraEnd(text: string, open: number): number {
  let depth = 0;
  let at = open;
  const limit = Math.min(text.length, open + ruleCharsMax);
  while (at < limit) {
    const char = text.charAt(at);
    if (char === '"') at = stringEnd(text, at, limit);
    else if (char === "/" && text.charAt(at + 1) === "/") at = lineEnd(text, at, limit);
    else if (char === "/" && text.charAt(at + 1) === "*") {
      const close = text.indexOf("*/", at + 2);
      at = close < 0 || close > limit ? limit : close + 1;
    } else if (char === "{") depth += 1;
    else if (char === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
    at += 1;
  }
  return -at;
}

function stringEnd(text: string, from: number, limit: number): number {
  let at = from + 1;
  while (at < limit) {
    const char = text.charAt(at);
    if (char === "\\") at += 1;
    else if (char === '"' || char === "\n") return at;
    at += 1;
  }
  return limit;
}

function lineEnd(text: string, from: number, limit: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 || end > limit ? limit : end;
}

/** Behind the word "rule": adds the block and remembers where it ends. What is inside is still read. */
export function readYara(scan: Scan, start: number, wordEnd: number): void {
  const { text } = scan;
  if (start < scan.yaraFrom) return;
  const open = yaraBody(text, wordEnd);
  if (open < 0) return;
  const end = yaraEnd(text, open);
  scan.yaraFrom = Math.abs(end);
  if (end < 0 || !text.slice(open, end).includes("condition")) return;
  const before =
    /(?:(?:private|global)\s+){1,2}$/.exec(text.slice(Math.max(0, start - 20), start))?.[0] ?? "";
  const from = start - before.length;
  scan.addChecked("yara-rule", text.slice(from, end), from, end);
  scan.ruleUntil = end;
}

const sigmaKey = /^(?:[A-Za-z_-]+\s*:|\s|-|#|$)/;
const indentMax = 16;

/** Behind "title" at the start of a line: a block of YAML with the two keys that every Sigma rule has. */
export function readSigma(scan: Scan, start: number, wordEnd: number): void {
  const { text } = scan;
  if (start < scan.sigmaFrom || text.charAt(wordEnd) !== ":") return;
  let from = start;
  while (start - from < indentMax && text.charCodeAt(from - 1) === 32) from -= 1;
  if (from > 0 && text.charAt(from - 1) !== "\n") return;
  const indent = start - from;
  let at = from;
  let end = from;
  for (let lines = 0; lines < sigmaLinesMax && at < text.length; lines += 1) {
    const next = lineEnd(text, at, Math.min(text.length, at + lineCharsMax));
    const whole = text.slice(at, next);
    const line = whole.slice(indent);
    const isOutside = whole.slice(0, indent).trim() !== "";
    if (isOutside || !sigmaKey.test(line) || line.startsWith("---")) break;
    if (lines > 0 && line.startsWith("title:")) break;
    if (line.trim() !== "") end = next;
    at = next + 1;
  }
  scan.sigmaFrom = Math.max(end, wordEnd);
  const block = text.slice(from, end).replace(new RegExp(`^ {${indent}}`, "gm"), "");
  if (!/^logsource\s*:/m.test(block) || !/^detection\s*:/m.test(block)) return;
  scan.addChecked("sigma-rule", block, from, end);
  scan.ruleUntil = end;
}

const idsHead =
  /^(?:alert|drop|reject|pass|sdrop|log|block)\s+(?:tcp|udp|icmp|ip|http|http1|http2|tls|dns|smb|ftp|ssh|smtp|tcp-pkt|tcp-stream|pkthdr|file|ssl|dcerpc|dhcp|krb5|nfs|rdp|snmp|tftp|quic|any)\s/;

/** Behind "alert" and its like: one rule, which may go on behind a backslash at the end of a line. */
export function readIdsRule(scan: Scan, start: number): void {
  const { text } = scan;
  if (!beginsLine(text, start) || !idsHead.test(text.slice(start, start + 40))) return;
  let end = start;
  for (let lines = 0; lines < 40; lines += 1) {
    end = lineEnd(text, end, Math.min(text.length, start + ruleCharsMax));
    if (text.charAt(end - 1) !== "\\") break;
    end += 1;
  }
  const block = text.slice(start, end);
  const close = block.lastIndexOf(")");
  if (!block.includes("->") && !block.includes("<>")) return;
  if (close < block.indexOf("(") || !/\bsid\s?:/.test(block)) return;
  scan.addChecked("snort-rule", block.slice(0, close + 1), start, start + close + 1);
  scan.ruleUntil = start + close + 1;
}

const markupCharsMax = 12;

/** Of lists, quotations, cells and code. */
const marks = new Set(" \t>`*|#.0123456789-".split("").map((char) => char.charCodeAt(0)));

/** Nothing but marks before it on its line. */
function beginsLine(text: string, start: number): boolean {
  let at = start;
  while (start - at < markupCharsMax && marks.has(text.charCodeAt(at - 1))) at -= 1;
  return at === 0 || text.charCodeAt(at - 1) === 10;
}
