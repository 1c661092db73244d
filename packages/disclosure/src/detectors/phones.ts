/** Phone numbers: international ones by libphonenumber, national ones by their form or a word before. */

import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Detection, Detector } from "../detector.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const candidateCharsMax = 32;
const digitsMin = 7;
const digitsMax = 15;
const nearCharsMax = 24;
/** North American numbers as they are written: "(614) 555-0147", "614-555-0147", "614.555.0147". */
const northAmerican = /^(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}$/;
const grouped = /^\(?0\d{1,4}\)?[ /-]\d{2,5}(?:[ -]?\d{2,5}){0,3}$/;
const socialSecurity = /^\d{3}-\d{2}-\d{4}$/;
const phoneWord = boundedPattern(
  String.raw`\b(?:tel|phone|telephone|telefon|call|cell|mobile|mob|fax|ext|dial|whatsapp|sms|hotline|handy)\b[.:]?[^\n\d+(]{0,12}$`,
  "i",
);

export const phones: Detector = {
  name: "phones",
  version: 1,
  detect({ passage }) {
    const found: Detection[] = [];
    for (const { start, end } of candidates(passage.text)) {
      const text = passage.text.slice(start, end);
      const before = passage.text.slice(Math.max(0, start - nearCharsMax), start);
      if (isPhone(text, before)) {
        found.push({
          ...passage.spanOf(start, end),
          kind: "phone",
          why: "A phone number.",
          needsReview: false,
        });
      }
    }
    return found;
  },
};

function isPhone(text: string, before: string): boolean {
  if (socialSecurity.test(text)) return false;
  if (text.startsWith("+") || text.startsWith("00")) {
    const number = parsePhoneNumberFromString(text.replace(/^00/, "+"));
    if (number?.isPossible() === true) return true;
  }
  return northAmerican.test(text) || grouped.test(text) || phoneWord.test(before);
}

function* candidates(text: string): Generator<{ start: number; end: number }> {
  for (let at = 0; at < text.length;) {
    if (!beginsNumber(text, at)) {
      at += 1;
      continue;
    }
    let end = at;
    let last = at;
    let digits = 0;
    while (end < text.length && end - at < candidateCharsMax && isNumberPart(text, end)) {
      if (isDigit(text.charCodeAt(end))) {
        digits += 1;
        last = end + 1;
      }
      end += 1;
    }
    const isWhole =
      !/[\p{L}\p{N}_@]/u.test(text[last] ?? "") && !/^\.\d/.test(text.slice(last, last + 2));
    if (isWhole && digits >= digitsMin && digits <= digitsMax) yield { start: at, end: last };
    // A run longer than any number is none: skip all of it.
    at = Math.max(end, at + 1);
    while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function beginsNumber(text: string, at: number): boolean {
  const char = text[at] ?? "";
  if (!/[\d+(]/.test(char)) return false;
  return !/[\p{L}\p{N}_@.:/\\=-]/u.test(text[at - 1] ?? "");
}

function isNumberPart(text: string, at: number): boolean {
  const char = text[at] ?? "";
  if (isDigit(text.charCodeAt(at))) return true;
  if (char === "+" || char === "(" || char === ")") return true;
  // One separator at a time, so that two numbers on a line stay two.
  const isSeparator = char === " " || char === "-" || char === "." || char === "/";
  return isSeparator && /[\d(]/.test(text[at + 1] ?? "");
}
