/** Phone numbers: international ones by libphonenumber, national ones by their form or a word before. */

import { createRequire } from "node:module";
import { assert } from "@tocsin/kernel";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type * as PhoneNumbers from "libphonenumber-js/min";
import type { Detection, Detector } from "../detector.ts";
import { once } from "../text/once.ts";
import { bitsOf, knownBit, phoneBit, tradeBit } from "../text/word-table.ts";
import { isDigit, unitBefore, type Words } from "../text/words.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { isLetterOrNumber } from "./letters.ts";

const candidateCharsMax = 32;
const digitsMin = 7;
const digitsMax = 15;
const nearCharsMax = 40;
/** North American numbers as they are written: "(614) 555-0147", "614-555-0147", "614.555.0147". */
const northAmerican = /^(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}$/;
const grouped = /^\(?0\d{1,4}\)?[ /-]\d{2,5}(?:[ -]?\d{2,5}){0,3}$/;
const socialSecurity = /^\d{3}-\d{2}-\d{4}$/;
const bracketed = /^\(0?\d{1,4}\) ?(?:\d{3,5}[- ]\d{3,4}|\d{2,4} \d{2,4}(?: \d{2,4})?|\d{6,8})$/;
/** Nine digits as on the continent: only behind a name, at the end of a line or a sentence. */
const inThrees = /^[1-9]\d{2}([ -])\d{3}\1\d{3}$/;
const nameBefore = letterPattern(String.raw`(\p{Lu}\p{L}{2,20})[,:]? $`);
const nameCharsMax = 24;
const date = /^(?:\d{4}-\d{2}-\d{2}|\d{2}[./-]\d{2}[./-]\d{4})/;
/** The attacker's own number. */
const hostileBefore =
  /\b(?:texts?|calls?(?! back)|sms|messages?|caller|called|ring(?:ing)?|smishing|vishing|attacker|scammer|fraudster)(?: id)?(?: \w{2,9})?(?: from| number|:) [^\d+(]{0,6}$/i;
/** A number that was shown or given by whoever called; and free ones, which no person has. */
const shownBefore =
  /\b(?:(?:number|caller|display|callback) (?:shown|id|displayed|given)|(?:caller|scammer|attacker|fraudster|thief|crook|actor|bot|voice|stranger)'s (?:own )?(?:phone |call-?back )?number|(?:displayed|showed|showing|showing up|shown) as|(?:man|woman|someone|somebody|stranger|guy|voice|fraudster|crook) (?:on|via|over|from) (?:whatsapp|telegram|signal|viber|sms|the phone)|persona ["\u201c][^"\u201d\n]{2,30}["\u201d], number|senders?|pay(?:s|ing)? to|spoofed(?: as)?|pretext(?:ing)?)(?: is| was)?:? ?[^\d+(]{0,3}\(?$/i;
const oursBehind = /^[ ,=(]{1,3}(?:is |was )?(?:our|mine)/;
const freeBefore = /\b(?:call(?:back)?s?|called|dial|ring|rang|number)(?: to| on| is| was)?:? $/i;
const free = /^(?:(?:\+|00)?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)[) .-]/;
const phoneWordBehind = /^ ?[-(] ?(?:fax|office|mobile|cell|home|work|desk)\b/i;
const phoneWord = boundedPattern(
  String.raw`\b(?:tel|phone|telephone|telefon|telefono|telefone|telefoon|puhelin|tlf|linha|fono|gsm|cel|celular|mobiel|mobil|movil|portable|komorka|call|call back|cell|mobile|mob|fax|ext|dial|wa\.me|whatsapp|sms|hotline|handy|answering at|reach (?:me|him|her|them|us)|registered|messages to|desk|office|direct|home)\b[.:]?[^\d+(]{0,12}$`,
  "i",
);

/** "03262 2437 Main St": a postal code and a house. */
const streetBehind = letterPattern(
  String.raw`^ (?:\p{Lu}[\p{L}'-]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Way|Parkway|Highway)\b`,
);

/** A hundred modules that most texts do without: they come with the first international number. */
const library = once((): typeof PhoneNumbers => {
  const loaded: unknown = createRequire(import.meta.url)("libphonenumber-js/min");
  assert(isLibrary(loaded), "the library of phone numbers is there");
  return loaded;
});

function isLibrary(value: unknown): value is typeof PhoneNumbers {
  return typeof value === "function" && "parsePhoneNumberFromString" in value;
}

export const phones: Detector = {
  name: "phones",
  version: 5,
  detect({ passage, words, places }) {
    const found: Detection[] = [];
    const { text, codes } = passage;
    let until = 0;
    for (const at of places.numbers) {
      const first = words.starts[at] ?? 0;
      if (first < until || !isDigit(codes[first] ?? 0)) continue;
      const from = beginning(text, codes, first, until);
      if (from === undefined) continue;
      const [end, digits] = ending(codes, from);
      // "Wade Roe (432-555-0171)" and "((432) 555-0171)": the bracket is not the number's.
      const isTwice = codes[from] === opening && codes[from + 1] === opening;
      const isOpen = isTwice || (codes[from] === opening && !text.slice(from, end).includes(")"));
      const start = isOpen ? from + 1 : from;
      until = Math.max(end, words.ends[at] ?? first);
      if (digits < digitsMin || digits > digitsMax || !isWhole(text, codes, end)) continue;
      const isLikely =
        mayBePhone(codes, words, at, start, end) ||
        (endsInFour(codes, end, digits) && northAmerican.test(text.slice(start, end)));
      const isNumber = isLikely && isPhone(text, start, end);
      if (!isNumber && !(digits === 9 && isOfName(text, start, end))) continue;
      // "198.51.100.77 (mobile)" is an address.
      if (addressForm.test(text.slice(start, end)) || isBytes(text, start, end)) continue;
      const span = passage.spanOf(
        start,
        end + (extension.exec(text.slice(end, end + 12))?.[0].length ?? 0),
      );
      found.push({ ...span, kind: "phone", why: "A phone number.", needsReview: false });
    }
    return found;
  },
};

const addressForm = /^(?:(?:1?\d?\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;

const pairs = /^\d\d(?: \d\d){3,15}$/;
const hexBehind = /^ [\dA-Fa-f]{2}(?![\dA-Za-z])/;
const hexBefore = /(?<![\dA-Za-z])[\dA-Fa-f]{2} $/;

/** "00 47 00 53": more zeros than numbers have, or other bytes on a side. */
function isBytes(text: string, start: number, end: number): boolean {
  const number = text.slice(start, end);
  if (!pairs.test(number)) return false;
  if (/ 00 .{0,40} 00\b|^00 (?:\d\d )?00\b/.test(number)) return true;
  return hexBehind.test(text.slice(end, end + 4)) || hexBefore.test(text.slice(start - 3, start));
}

/** "Alena, 601 555 022" at the end of a line. */
function isOfName(text: string, start: number, end: number): boolean {
  if (!inThrees.test(text.slice(start, end))) return false;
  if (!/^[.)]?(?:\s*$|\s*\n)/.test(text.slice(end, end + 8))) return false;
  const name = nameBefore.exec(text.slice(Math.max(0, start - nameCharsMax), start))?.[1];
  return name !== undefined && (bitsOf(name) & (tradeBit | knownBit)) === 0;
}

/** No country's code begins with a zero. */
const international = /^(?:\+|00)[ ()./-]{0,3}[1-9]/;
const extension = /^ ?(?:x|ext\.?) ?\d{1,6}(?!\w)/i;

/** By its first signs, or by a word near it; most numbers have neither. */
function mayBePhone(
  codes: Uint16Array,
  words: Words,
  at: number,
  start: number,
  end: number,
): boolean {
  const first = codes[start];
  if (first === plus || first === opening || first === zero) return true;
  const next = codes[end] === blank ? codes[end + 1] : codes[end];
  if (next === opening || next === hyphen) return true;
  for (let near = at - 1; near >= 0; near -= 1) {
    if (start - (words.ends[near] ?? 0) > phoneWordCharsMax) return false;
    if (((words.bits[near] ?? 0) & phoneBit) !== 0) return true;
  }
  return false;
}

const zero = 48;
const blank = 32;
const hyphen = 45;
const dot = 46;
const square = 91;
/** Between a word of phones and the number. */
const phoneWordCharsMax = 20;

function isPhone(text: string, start: number, end: number): boolean {
  const number = text.slice(start, end);
  if (socialSecurity.test(number) || date.test(number)) return false;
  if (streetBehind.test(text.slice(end, end + 60))) return false;
  const before = text.slice(Math.max(0, start - nearCharsMax), start);
  if (hostileBefore.test(before)) return false;
  if (shownBefore.test(before) && !oursBehind.test(text.slice(end, end + 12))) return false;
  if (free.test(number) && freeBefore.test(before)) return false;
  if (international.test(number)) {
    const parsed = library().parsePhoneNumberFromString(number.replace(/^00/, "+"));
    if (parsed?.isPossible() === true) return true;
  }
  if (northAmerican.test(number) || grouped.test(number) || bracketed.test(number)) return true;
  if (phoneWord.test(before)) return true;
  return phoneWordBehind.test(text.slice(end, end + 12));
}

/** Where the number begins whose first digit is here: a plus or a bracket may stand before it. */
function beginning(
  text: string,
  codes: Uint16Array,
  first: number,
  until: number,
): number | undefined {
  let start = first;
  while (
    start > until &&
    start > first - 2 &&
    (codes[start - 1] === plus || codes[start - 1] === opening)
  )
    start -= 1;
  const before = unitBefore(codes, start);
  if (before < 128) return glued[before] === 1 ? undefined : start;
  return isLetterOrNumber(text, start - 1) ? undefined : start;
}

/** What a number does not begin behind: the inside of words, paths and addresses. */
const glued = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  if (/[A-Za-z0-9_@./\\-]/.test(String.fromCharCode(code))) glued[code] = 1;
}
const plus = 43;
const opening = 40;
const closing = 41;

/** Behind the last digit, and how many there are. */
function ending(codes: Uint16Array, start: number): [number, number] {
  let end = start;
  let last = start;
  let digits = 0;
  while (end - start < candidateCharsMax && isNumberPart(codes, end)) {
    if (isDigit(codes[end] ?? 0)) {
      digits += 1;
      last = end + 1;
    }
    end += 1;
  }
  while (isDigit(codes[last] ?? 0)) {
    last += 1;
    digits += 1;
  }
  return [last, digits];
}

function isWhole(text: string, codes: Uint16Array, end: number): boolean {
  const next = codes[end] ?? 0;
  // "+198.51.100[.]7" is an address.
  if (next === square && codes[end + 1] === dot && isDigit(codes[end + 3] ?? 0)) return false;
  const goesOn =
    next < 128
      ? inNumber[next] === 1 || (next === dot && isDigit(codes[end + 1] ?? 0))
      : isLetterOrNumber(text, end);
  return !goesOn || extension.test(text.slice(end, end + 12));
}

const inNumber = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  if (/[A-Za-z0-9_@]/.test(String.fromCharCode(code))) inNumber[code] = 1;
}

/** Ten or eleven digits, the last four behind a mark, as all North American numbers have them. */
function endsInFour(codes: Uint16Array, end: number, digits: number): boolean {
  const mark = codes[end - 5];
  return (digits === 10 || digits === 11) && (mark === blank || mark === hyphen || mark === dot);
}

function isNumberPart(codes: Uint16Array, at: number): boolean {
  const code = codes[at] ?? 0;
  if (isDigit(code) || code === plus || code === opening || code === closing) return true;
  // One separator at a time, so that two numbers on a line stay two.
  if (code !== 32 && (code < 45 || code > 47)) return false;
  const next = codes[at + 1] ?? 0;
  return isDigit(next) || next === opening;
}
