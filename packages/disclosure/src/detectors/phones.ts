/** Phone numbers: international ones by libphonenumber, national ones by their form or a word before. */

import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Detection, Detector } from "../detector.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const candidateCharsMax = 32;
const digitsMin = 7;
const digitsMax = 15;
const nearCharsMax = 40;
/** North American numbers as they are written: "(614) 555-0147", "614-555-0147", "614.555.0147". */
const northAmerican = /^(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}$/;
const grouped = /^\(?0\d{1,4}\)?[ /-]\d{2,5}(?:[ -]?\d{2,5}){0,3}$/;
const socialSecurity = /^\d{3}-\d{2}-\d{4}$/;
const bracketed = /^\(\d{2,4}\) ?\d{3,4}-\d{3,4}$/;
const date = /^(?:\d{4}-\d{2}-\d{2}|\d{2}[./-]\d{2}[./-]\d{4})/;
/** The attacker's own number. */
const hostileBefore =
  /\b(?:texts?|calls?|sms|messages?|caller|called|callback|ring(?:ing)?|smishing|vishing|attacker|scammer|fraudster)(?: id)?(?: \w{2,9})?(?: from| number|:) [^\d+(]{0,6}$/i;
const phoneWordBehind = /^ ?[-(] ?(?:fax|office|mobile|cell|home|work|desk)\b/i;
const phoneWord = boundedPattern(
  String.raw`\b(?:tel|phone|telephone|telefon|call|cell|mobile|mob|fax|ext|dial|whatsapp|sms|hotline|handy|answering at|reach (?:me|him|her|them|us)|registered|messages to|desk|office|direct|home)\b[.:]?[^\d+(]{0,12}$`,
  "i",
);

/** "03262 2437 Main St": a postal code and a house. */
const streetBehind =
  /^ (?:\p{Lu}[\p{L}'-]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Way|Parkway|Highway)\b/u;

export const phones: Detector = {
  name: "phones",
  version: 2,
  detect({ passage, words }) {
    const found: Detection[] = [];
    const { text } = passage;
    let until = 0;
    for (let at = 0; at < words.count; at += 1) {
      const first = words.starts[at] ?? 0;
      if (first < until || !isDigit(text.charCodeAt(first))) continue;
      const start = beginning(text, first, until);
      if (start === undefined) continue;
      const [end, digits] = ending(text, start);
      until = Math.max(end, words.ends[at] ?? first);
      if (digits < digitsMin || digits > digitsMax || !isWhole(text, end)) continue;
      if (!isPhone(text, start, end)) continue;
      const span = passage.spanOf(
        start,
        end + (extension.exec(text.slice(end, end + 12))?.[0].length ?? 0),
      );
      found.push({ ...span, kind: "phone", why: "A phone number.", needsReview: false });
    }
    return found;
  },
};

const extension = /^ ?(?:x|ext\.?) ?\d{1,6}(?!\w)/i;

function isPhone(text: string, start: number, end: number): boolean {
  const number = text.slice(start, end);
  if (socialSecurity.test(number) || date.test(number)) return false;
  if (streetBehind.test(text.slice(end, end + 60))) return false;
  if (hostileBefore.test(text.slice(Math.max(0, start - nearCharsMax), start))) return false;
  if (number.startsWith("+") || number.startsWith("00")) {
    const parsed = parsePhoneNumberFromString(number.replace(/^00/, "+"));
    if (parsed?.isPossible() === true) return true;
  }
  if (northAmerican.test(number) || grouped.test(number) || bracketed.test(number)) return true;
  if (phoneWord.test(text.slice(Math.max(0, start - nearCharsMax), start))) return true;
  return phoneWordBehind.test(text.slice(end, end + 12));
}

/** Where the number begins whose first digit is here: a plus or a bracket may stand before it. */
function beginning(text: string, first: number, until: number): number | undefined {
  let start = first;
  while (start > until && start > first - 2 && /[+(]/.test(text[start - 1] ?? "")) start -= 1;
  return /[\p{L}\p{N}_@.:/\\=-]/u.test(text[start - 1] ?? "") && !/[:=]/.test(text[start - 1] ?? "")
    ? undefined
    : start;
}

/** Behind the last digit, and how many there are. */
function ending(text: string, start: number): [number, number] {
  let end = start;
  let last = start;
  let digits = 0;
  while (end < text.length && end - start < candidateCharsMax && isNumberPart(text, end)) {
    if (isDigit(text.charCodeAt(end))) {
      digits += 1;
      last = end + 1;
    }
    end += 1;
  }
  while (isDigit(text.charCodeAt(last))) {
    last += 1;
    digits += 1;
  }
  return [last, digits];
}

function isWhole(text: string, end: number): boolean {
  if (extension.test(text.slice(end, end + 12))) return true;
  return !/[\p{L}\p{N}_@]/u.test(text[end] ?? "") && !/^\.\d/.test(text.slice(end, end + 2));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNumberPart(text: string, at: number): boolean {
  const char = text[at] ?? "";
  if (isDigit(text.charCodeAt(at))) return true;
  if (char === "+" || char === "(" || char === ")") return true;
  // One separator at a time, so that two numbers on a line stay two.
  const isSeparator = char === " " || char === "-" || char === "." || char === "/";
  return isSeparator && /[\d(]/.test(text[at + 1] ?? "");
}
