/** URLs over line ends, and in the fences of markup that let anything stand in them. */

import { classAt, isWordAt, urlBit } from "./char-classes.ts";

export const urlCharsMax = 8192;
const wrapColumnMin = 60;
const wrapColumnMax = 200;
const wrappedTokenMax = 256;

/** Column of a place, as far as it matters. */
function columnOf(text: string, at: number): number {
  let from = at;
  while (at - from < wrapColumnMax && from > 0 && text.charCodeAt(from - 1) !== 10) from -= 1;
  return at - from;
}

/** A line of quoted-printable is cut behind "=" at 75 or 76 characters. RFC 2045 §6.7. */
export function isQuotedPrintable(text: string, at: number): boolean {
  const column = columnOf(text, at);
  return column >= 70 && column <= 76;
}

/**
 * A URL was cut by the end of a full line where the next begins with what cannot be prose. The
 * length of the cut, 0 where the URL just ends.
 */
export function wrapLength(text: string, at: number, urlStart: number): number {
  if (text.charCodeAt(urlStart - 1) === 60) return bracketedWrap(text, at);
  const last = text.charCodeAt(at - 1);
  if (last !== 45 && last !== 47 && last !== 95 && last !== 61 && last !== 63 && last !== 38)
    return 0;
  const next = text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  if (columnOf(text, at) < wrapColumnMin || at - urlStart > urlCharsMax) return 0;
  let end = next;
  while (end - next < wrappedTokenMax && (classAt(text, end) & urlBit) !== 0) end += 1;
  const token = text.slice(next, end);
  const isUrlPart = /[/=&?%]|\.(?:html?|php|aspx?|jsp|pdf|exe|zip|js|png|jpe?g)$/.test(token);
  return isUrlPart && isWordAt(text, next) && !token.includes("://") ? next - at : 0;
}

const indentMax = 8;

/** Between < and > a URL may be cut anywhere. RFC 3986 appendix C. */
function bracketedWrap(text: string, at: number): number {
  let next = at;
  if (text.charCodeAt(next) === 13) next += 1;
  if (text.charCodeAt(next) === 10) next += 1;
  while (next - at < indentMax && text.charCodeAt(next) === 32) next += 1;
  let end = next;
  while (end - next < wrappedTokenMax && (classAt(text, end) & urlBit) !== 0) end += 1;
  return end > next && text.charCodeAt(end) === 62 ? next - at : 0;
}

const passthroughCharsMax = 512;

/** AsciiDoc's `++http://…[1].bin++`: up to its end all belongs to the URL. `start` where it is none. */
export function passthroughEnd(text: string, start: number, urlStart: number): number {
  if (text.charCodeAt(urlStart - 1) !== 43 || text.charCodeAt(urlStart - 2) !== 43) return start;
  for (let at = start; at - start < passthroughCharsMax; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 43 && text.charCodeAt(at + 1) === 43) return at;
    if (code !== 91 && code !== 93 && (classAt(text, at) & urlBit) === 0) return start;
  }
  return start;
}
