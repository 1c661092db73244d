/**
 * What is refused before routing: tricks with the request line and Host, and requests that a foreign
 * page made a browser send. A rebound page names a foreign Host; a forged form names a foreign Origin.
 */

import type { IncomingMessage } from "node:http";

import type { ErrorCode } from "@tocsin/kernel";

export interface GuardOptions {
  /** Exact values of Host; empty: any one well-formed value. */
  readonly hosts: readonly string[];
  /** Whether browsers are expected: then changes need a sign that our own page asked for them. */
  readonly browser: boolean;
}

const targetCharsMax = 4096;
const hostPattern = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
/** Printable ASCII, in origin form; the path has no backslash. */
const targetPattern = /^\/[!"$-[\]-~]*$/;
/** Encoded slash, backslash, dot and NUL: what one layer decodes and another one does not. */
const disguisedPattern = /%(?:2f|5c|2e|00|25)|\/\/|\/\.\.?(?:\/|$)/i;
/** Header that our pages send with every change. */
const pageMark = "x-tocsin";
const changing = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** The code with which the request is refused, or undefined where it may pass. */
export function refuseRequest(
  request: IncomingMessage,
  { hosts, browser }: GuardOptions,
): ErrorCode | undefined {
  if (!wellFormed(request)) return "request-malformed";
  const host = valuesOf(request, "host");
  const [only] = host;
  if (host.length !== 1 || only === undefined || !hostPattern.test(only)) {
    return "request-malformed";
  }
  if (hosts.length > 0 && !hosts.includes(only.toLowerCase())) return "host-refused";
  return browser && !ownPage(request, only) ? "origin-refused" : undefined;
}

function wellFormed({ method, url, httpVersion }: IncomingMessage): boolean {
  if (httpVersion !== "1.1" || method === undefined || url === undefined) return false;
  if (url.length > targetCharsMax || !targetPattern.test(url)) return false;
  const path = url.split("?", 1)[0] ?? "";
  return !disguisedPattern.test(path);
}

/** Whether nothing says that a foreign page is behind the request. */
function ownPage(request: IncomingMessage, host: string): boolean {
  const [origin, ...otherOrigins] = valuesOf(request, "origin");
  const [site] = valuesOf(request, "sec-fetch-site");
  const changes = changing.has(request.method ?? "");
  if (otherOrigins.length > 0) return false;
  // A form cannot set a header of its own, and a script of another origin must ask before it may.
  const hasCookie = valuesOf(request, "cookie").length > 0;
  if (changes && hasCookie && valuesOf(request, pageMark)[0] !== "1") return false;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    return false;
  }
  if (site === "same-origin" || site === "none") return true;
  if (site !== undefined) return !changes && isNavigation(request);
  // No browser of today omits both; a program of ours does, and has no cookie.
  return !changes || origin !== undefined || !hasCookie;
}

/** A link on another page may open a page of ours, and nothing else. */
function isNavigation(request: IncomingMessage): boolean {
  const [mode] = valuesOf(request, "sec-fetch-mode");
  const [target] = valuesOf(request, "sec-fetch-dest");
  return mode === "navigate" && target === "document";
}

function valuesOf({ rawHeaders }: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? "");
  }
  return values;
}
