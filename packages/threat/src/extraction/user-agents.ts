/** User agents as programs send them. */

import {
  classAt,
  digitBit,
  hexLetterBit,
  isDigitAt,
  isWordAt,
  otherLetterBit,
} from "./char-classes.ts";
import { matchesAt } from "./fangs.ts";
import type { Scan } from "./scan.ts";

const agentCharsMax = 400;
const productCharsMax = 40;

const lineEnds = new Set('\n\r|`"'.split("").map((char) => char.charCodeAt(0)));
const closers: ReadonlyMap<number, number> = new Map([
  [34, 34],
  [39, 39],
  [96, 96],
  [0x201c, 0x201d],
]);

/** `Mozilla/5.0 (…) …` as browsers send it: products and remarks in brackets, up to the quote. */
export function readMozilla(scan: Scan, start: number, wordEnd: number): number {
  const { text } = scan;
  if (text.charCodeAt(wordEnd) !== 47 || !isDigitAt(text, wordEnd + 1)) return -1;
  const close = closers.get(text.charCodeAt(start - 1));
  const limit = Math.min(text.length, start + agentCharsMax);
  let at = wordEnd;
  let depth = 0;
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if ((classAt(text, at) & letterOrDigit) !== 0) continue;
    if (code === close || lineEnds.has(code)) break;
    if (code === 40) depth += 1;
    else if (code === 41 && (depth -= 1) < 0) break;
    else if (code === 32 && depth === 0 && close === undefined && !isProductAt(text, at + 1)) break;
  }
  while (at > wordEnd + 2 && trailing.has(text.charCodeAt(at - 1))) at -= 1;
  scan.add("user-agent", text.slice(start, at), start, at, false);
  return at;
}

const letterOrDigit = digitBit | hexLetterBit | otherLetterBit;
const trailing = new Set(" \t,.;:'+*".split("").map((char) => char.charCodeAt(0)));

/** A product with its version, or a remark, goes on the line of the one before. */
function isProductAt(text: string, at: number): boolean {
  if (text.charCodeAt(at) === 40) return true;
  let end = at;
  while (end - at < productCharsMax && (isWordAt(text, end) || text.charCodeAt(end) === 46))
    end += 1;
  return (
    text.charCodeAt(end) === 47 || matchesAt(text, at, "like gecko") || matchesAt(text, at, "gecko")
  );
}
