/** User agents as programs send them. */

import { cutEnd } from "@tocsin/kernel/cut-end";
import {
  classAt,
  digitBit,
  hexLetterBit,
  isDigitAt,
  isWordAt,
  otherLetterBit,
  unspacedBit,
} from "./char-classes.ts";
import { matchesAt } from "./fangs.ts";
import type { Scan } from "./scan.ts";
import { type Announced, announcedValue } from "./values.ts";

const agentCharsMax = 400;
const productCharsMax = 40;

const lineEnds = new Set('\n\r\t|`"'.split("").map((char) => char.charCodeAt(0)));
const closers: ReadonlyMap<number, number> = new Map([
  [34, 34],
  [39, 39],
  [96, 96],
  [0x201c, 0x201d],
]);

/** `Mozilla/5.0 (…) …` as browsers send it: products and remarks in brackets, up to the quote. */
export function readMozilla(scan: Scan, start: number, wordEnd: number): number {
  const { text } = scan;
  const slash = text.charCodeAt(wordEnd) === 92 ? wordEnd + 1 : wordEnd;
  if (text.charCodeAt(slash) !== 47 || !isDigitAt(text, slash + 1)) return -1;
  const end = agentEnd(text, start, slash + 1);
  if (slash > wordEnd) return addAgent(scan, start, end);
  scan.add("user-agent", text.slice(start, end), start, end, false);
  return end;
}

/** End of products and remarks, of which the first begins at `start`. */
function agentEnd(text: string, start: number, from: number): number {
  const close = closers.get(text.charCodeAt(start - 1));
  const limit = Math.min(text.length, start + agentCharsMax);
  let at = from;
  let depth = 0;
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if ((classAt(text, at) & letterOrDigit) !== 0) continue;
    if (code === close || lineEnds.has(code)) break;
    if (code === 60 && (text.charCodeAt(at + 1) === 47 || matchesAt(text, at, "<br"))) break;
    if (code === 40) depth += 1;
    else if (code === 41 && (depth -= 1) < 0) break;
    else if (depth === 0 && close === undefined && isOver(text, at, code)) break;
  }
  while (at > from + 1 && trailing.has(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** No product follows the space; letters of scripts without spaces are the sentence. */
function isOver(text: string, at: number, code: number): boolean {
  if (code === 32 || code === 0xa0) return !isProductAt(text, at + 1);
  return (classAt(text, at) & unspacedBit) !== 0;
}

/** Slashes that JSON escaped become plain. */
function addAgent(scan: Scan, start: number, end: number): number {
  scan.addChecked("user-agent", scan.text.slice(start, end).replaceAll("\\/", "/"), start, end);
  return end;
}

const letterOrDigit = digitBit | hexLetterBit | otherLetterBit;
const trailing = new Set(" \t,.;:'+*\\".split("").map((char) => char.charCodeAt(0)));

/** A product with its version, or a remark, goes on the line of the one before. */
function isProductAt(text: string, at: number): boolean {
  if (text.charCodeAt(at) === 40) return true;
  let end = at;
  while (end - at < productCharsMax && (isWordAt(text, end) || text.charCodeAt(end) === 46))
    end += 1;
  return (
    text.charCodeAt(end) === 47 ||
    (text.charCodeAt(end) === 92 && text.charCodeAt(end + 1) === 47) ||
    matchesAt(text, at, "like gecko") ||
    matchesAt(text, at, "gecko")
  );
}

const nothing = new Set<string>();

/** Behind "user agent", "ua" and their like. */
export function readUserAgent(scan: Scan, from: number): number {
  const { text } = scan;
  // "agent" alone is a person or a program.
  if (matchesAt(text, from - 5, "agent") && !/user[ _-]?agent$/i.test(text.slice(from - 10, from)))
    return -1;
  const announced = announcedValue(text, from, nothing, false);
  const found = announced ?? productAt(text, from + 1);
  if (found === undefined || found.value.length < 4) return -1;
  const { start } = found;
  const product = productHead.exec(text.slice(start, start + productCharsMax + 20))?.[0];
  if (product !== undefined && !closers.has(text.charCodeAt(start - 1)))
    return addAgent(scan, start, agentEnd(text, start, start + product.length));
  if (!/^[A-Z]|[a-z]\\?\/\d|^[a-z]+ [\w.]/.test(found.value) && !isQuotedWord(text, found))
    return -1;
  return addAgent(scan, start, found.end);
}

/** "the user agent `iexplorer`": one word, but in quotes, and not what logs write where there is none. */
function isQuotedWord(text: string, { value, start, end }: Announced): boolean {
  const close = closers.get(text.charCodeAt(start - 1));
  return (
    close === text.charCodeAt(end) && /^[a-z][\w.-]{3,60}$/.test(value) && !emptyAgent.test(value)
  );
}

const emptyAgent =
  /^(?:unknown|none|null|undefined|empty|blank|missing|default|string|value|header|field|false|true)$/;

const productHead = /^[A-Za-z][\w.-]{0,40}\\?\/\d/;

/** "the user agent Go-http-client/1.1". */
function productAt(text: string, start: number): Announced | undefined {
  const product = /^[A-Za-z][\w.-]{0,60}\\?\/\d[\w.]{0,20}/.exec(
    text.slice(start, start + 82),
  )?.[0];
  if (product === undefined) return undefined;
  const value = cutEnd(product, ".");
  return { value, start, end: start + value.length };
}
