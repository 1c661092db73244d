/** URLs inside an encoding: percent-encoded, base64, hex, or rewritten by a mail filter. */

import { fromBase64, fromHex, textOf } from "@tocsin/kernel";
import { classAt, digitBit, hexLetterBit, isWordAt, otherLetterBit } from "./char-classes.ts";
import type { Scan } from "./scan.ts";

export const wrappedCharsMax = 4096;
const depthMax = 2;

export interface Wrapped {
  readonly start: number;
  readonly end: number;
  /** The text behind the encoding. */
  readonly text: string;
}

export function addWrapped(scan: Scan, wrapped: Wrapped): boolean {
  if (scan.depth >= depthMax) return false;
  const inner = scan.readDecoded(wrapped.text, scan.depth + 1);
  const url = inner.find(({ type, start }) => type === "url" && start === 0);
  if (url === undefined) return false;
  scan.add("url", url.value, wrapped.start, wrapped.end, true);
  return true;
}

function schemeBefore(text: string, colon: number, floor: number): number {
  let at = colon;
  while (colon - at < 6 && at > floor && isWordAt(text, at - 1)) at -= 1;
  return at;
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The URL that a URL carries; `colon` is the place of an encoded "://", or -1 to look for a plain one. */
export function wrappedIn(
  text: string,
  colon: number,
  end: number,
  floor: number,
): Wrapped | undefined {
  if (end - floor > wrappedCharsMax * 2) return undefined;
  if (colon < 0) return rewrittenIn(text, floor, end);
  const start = schemeBefore(text, colon, floor);
  const next = text.slice(colon, end).indexOf("&");
  const to = next < 0 ? end : colon + next;
  const decoded = decodePercent(text.slice(start, to));
  return decoded === undefined ? undefined : { start, end: to, text: decoded };
}

/** Proofpoint's `__http://…__;` and `u=http-3A__host_path&`. */
function rewrittenIn(text: string, floor: number, end: number): Wrapped | undefined {
  const tail = text.slice(floor, end);
  const third = tail.indexOf("__http");
  if (third >= 0) {
    const close = tail.indexOf("__;", third + 2);
    const to = close < 0 ? tail.length : close;
    return { start: floor + third + 2, end: floor + to, text: tail.slice(third + 2, to) };
  }
  const second = tail.indexOf("u=http");
  if (second < 0) return undefined;
  const close = tail.indexOf("&", second);
  const to = close < 0 ? tail.length : close;
  const decoded = decodePercent(
    tail
      .slice(second + 2, to)
      .replaceAll("_", "/")
      .replace(/-([0-9A-F]{2})/g, "%$1"),
  );
  return decoded === undefined
    ? undefined
    : { start: floor + second + 2, end: floor + to, text: decoded };
}

/** `http%3A%2F%2F…` that stands by itself. */
export function readPercentUrl(scan: Scan, start: number, colon: number): number {
  const { text } = scan;
  if (start < scan.encodedFrom) return -1;
  let end = colon;
  while (end - start < wrappedCharsMax && isPercentChar(text, end)) end += 1;
  scan.encodedFrom = end;
  const once = decodePercent(text.slice(start, end));
  const decoded = once !== undefined && /^\w+%3a/i.test(once) ? decodePercent(once) : once;
  return decoded !== undefined && addWrapped(scan, { start, end, text: decoded }) ? end : -1;
}

function isPercentChar(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isWordAt(text, at) || code === 37 || code === 46 || code === 126;
}

const base64Bits = digitBit | hexLetterBit | otherLetterBit;
const base64CharsMax = 65_536;
/** "http" in base64 wherever it may begin, of UTF-8 and of the UTF-16 that PowerShell takes. */
const carriesHttp = /aHR0c|h0dH|odHRw|aAB0AHQAcA|gAdAB0AHAA|oAHQAdABwA/;

/** Base64 of a text with URLs in it, such as an encoded command. Its end, or -1. RFC 4648. */
export function readBase64(scan: Scan, start: number): number {
  const { text } = scan;
  if (start < scan.encodedFrom || scan.depth >= depthMax) return -1;
  let end = start;
  while (end - start < base64CharsMax && isBase64Char(text, end)) end += 1;
  scan.encodedFrom = end;
  const body = text.slice(start, end);
  // What begins with `{"` is a token: whom it names is nobody's infrastructure.
  if (body.startsWith("eyJ") || !carriesHttp.test(body)) return -1;
  while (text.charCodeAt(end) === 61) end += 1;
  const decoded = base64Text(body.replaceAll("-", "+").replaceAll("_", "/"));
  if (decoded === undefined) return -1;
  const urls = new Set<string>();
  for (const { type, value } of scan.readDecoded(decoded, scan.depth + 1))
    if (type === "url") urls.add(value);
  for (const url of urls) scan.add("url", url, start, end, true);
  return urls.size === 0 ? -1 : end;
}

function isBase64Char(text: string, at: number): boolean {
  if ((classAt(text, at) & base64Bits) !== 0) return true;
  const code = text.charCodeAt(at);
  return code === 43 || code === 47 || code === 45 || code === 95;
}

function base64Text(body: string): string | undefined {
  const bytes = fromBase64(body.slice(0, body.length - (body.length % 4 === 1 ? 1 : 0)));
  if (bytes === undefined) return undefined;
  const isWide = bytes[1] === 0 && bytes[3] === 0;
  return isWide ? new TextDecoder("utf-16le").decode(bytes) : textOf(bytes);
}

/** Hex that begins with "http": `68747470…`. Its end, or -1. */
export function readHexUrl(scan: Scan, start: number, end: number): number {
  if (end - start > wrappedCharsMax || (end - start) % 2 !== 0) return -1;
  const bytes = fromHex(scan.text.slice(start, end).toLowerCase());
  const decoded = bytes === undefined ? undefined : textOf(bytes);
  return decoded !== undefined && addWrapped(scan, { start, end, text: decoded }) ? end : -1;
}
