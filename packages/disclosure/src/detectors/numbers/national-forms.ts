/**
 * Forms of national identity numbers that nothing else is written in, with their dates and
 * checksums. Sources: the registers' own descriptions, as gathered by python-stdnum and Wikipedia's
 * "National identification number".
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { isDigit, lowerAny } from "../../text/words.ts";

/** Characters that are read before and behind the word in which a number begins. */
const beforeChars = 4;
const behindChars = 24;

interface Form {
  readonly pattern: RegExp;
  /** Beside the pattern; gets the digits and letters alone. */
  readonly holds?: (plain: string) => boolean;
  /** It goes without asking. */
  readonly isSure?: boolean;
}

function form(source: string, holds?: Form["holds"]): Form {
  const pattern = boundedPattern(`(?<![\\w.-]|\\d )${source}(?![\\w-]|\\.\\d| \\d)`);
  return holds === undefined ? { pattern } : { pattern, holds };
}

const isMonth = (text: string): boolean => Number(text) >= 1 && Number(text) <= 12;
const isDay = (text: string): boolean => Number(text) >= 1 && Number(text) <= 31;

/** The remainder of digits times weights. */
function rest(digits: string, weights: readonly number[], modulus: number): number {
  const sum = weights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  return sum % modulus;
}

/** Weights from the left, the last digit being what is missing to a multiple of eleven. */
function eleven(digits: string, weights: readonly number[]): boolean {
  return rest(digits, [...weights, 1], 11) === 0;
}

/** Month and day where the month also tells the century: 1-12 and so many more. */
function isBirth(month: string, day: string, steps: readonly number[]): boolean {
  return isDay(day) && steps.some((step) => isMonth(String(Number(month) - step)));
}

const polish = (it: string): boolean =>
  isBirth(it.slice(2, 4), it.slice(4, 6), [0, 20, 40, 60, 80]) &&
  rest(it, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10) === 0;

const norwegian = (it: string): boolean =>
  isDay(String(Number(it.slice(0, 2)) % 40)) &&
  isBirth(it.slice(2, 4), "1", [0, 40, 80]) &&
  eleven(it.slice(0, 10), [3, 7, 6, 1, 8, 9, 4, 5, 2]) &&
  eleven(it, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);

const baltic = (it: string): boolean => {
  if (!/^[1-6]/.test(it) || !isBirth(it.slice(3, 5), it.slice(5, 7), [0])) return false;
  const first = rest(it, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1], 11);
  const check = first < 10 ? first : rest(it, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3], 11) % 10;
  return check === Number(it[10]);
};

const turkish = (it: string): boolean =>
  it[0] !== "0" &&
  rest(it, [7, -1, 7, -1, 7, -1, 7, -1, 7], 10) === Number(it[9]) &&
  rest(it, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 10) === Number(it[10]);

const romanian = (it: string): boolean =>
  it[0] !== "0" &&
  isBirth(it.slice(3, 5), it.slice(5, 7), [0]) &&
  rest(it, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11) % 10 === Number(it[12]);

const southSlavic = (it: string): boolean =>
  isBirth(it.slice(2, 4), it.slice(0, 2), [0]) &&
  /^[09]/.test(it.slice(4)) &&
  eleven(it, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);

const southAfrican = (it: string): boolean =>
  isBirth(it.slice(2, 4), it.slice(4, 6), [0]) && /^[012]$/.test(it[10] ?? "") && luhn(it);

const chinese = (it: string): boolean =>
  /^(?:19|20)/.test(it.slice(6)) &&
  isBirth(it.slice(10, 12), it.slice(12, 14), [0]) &&
  "10X98765432"[rest(it, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], 11)] === it[17];

const taiwanese = (it: string): boolean => {
  const letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".indexOf(it[0] ?? "") + 10;
  const first = Math.floor(letter / 10) + (letter % 10) * 9;
  return (first + rest(it.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1], 10)) % 10 === 0;
};

const czech = (it: string): boolean => isBirth(it.slice(2, 4), it.slice(4, 6), [0, 20, 50, 70]);

/** Its form is its own: a wrong checksum is a slip of the pen. */
const belgian = (it: string): boolean => isBirth(it.slice(2, 4), it.slice(4, 6), [0, 20, 40]);

const french = (it: string): boolean =>
  97 - (Number(it.slice(0, 13)) % 97) === Number(it.slice(13));

const yearFirst = (it: string): boolean => isBirth(it.slice(2, 4), it.slice(4, 6), [0]);

const british = (it: string): boolean => eleven(it, [10, 9, 8, 7, 6, 5, 4, 3, 2]);

/** 0 where nothing is wrong. Verhoeff 1969. */
function verhoeff(digits: string): number {
  const turned = (digit: number, place: number): number => {
    let out = digit;
    for (let at = 0; at < place % 8; at += 1) out = Number("1576283094"[out]);
    return out;
  };
  const product = (a: number, b: number): number => {
    if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5;
    return b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5;
  };
  return Array.from(digits)
    .reverse()
    .reduce((check, digit, place) => product(check, turned(Number(digit), place)), 0);
}

const indian = (it: string): boolean => /^[2-9]/.test(it) && verhoeff(it) === 0;

function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]) * (at % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

const socialSecurity: Form = {
  pattern: boundedPattern(
    String.raw`(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-]|\.\d)`,
  ),
  isSure: true,
};

/** By the digits of the first word, and the mark behind it. */
const plainForms: ReadonlyMap<string, readonly Form[]> = new Map([
  ["3-", [socialSecurity, form(String.raw`9\d\d-[5-9]\d-\d{4}`)]],
  [
    "6-",
    [
      form(String.raw`[0-3]\d[01]\d{3}-\d{3}[0-9A-FHJ-NPR-Y]`),
      form(String.raw`\d{2}[01]\d[0-9]\d-\d{4}`),
      form(String.raw`\d{6}-\d{2}-\d{4}`, yearFirst),
      form(String.raw`\d{6}-[1-8]\d{6}`, yearFirst),
    ],
  ],
  ["6+", [form(String.raw`[0-3]\d[01]\d{3}\+\d{3}[0-9A-FHJ-NPR-Y]`)]],
  ["6/", [form(String.raw`\d{6}\/\d{3,4}`, czech)]],
  ["7-", [form(String.raw`\d{7}-[TRWAGMYFPDXBNJZSQVHLCKE]`)]],
  [
    "8-",
    [
      form(String.raw`(?:19|20)\d{2}[01]\d[0-9]\d-\d{4}`),
      form(String.raw`\d{8}-[TRWAGMYFPDXBNJZSQVHLCKE]`),
    ],
  ],
  ["1-", [form(String.raw`[1-8]-\d{4}-\d{5}-\d{2}-\d`)]],
  ["2-", [form(String.raw`(?:2[0347]|3[034])-\d{8}-\d`)]],
  ["1.", [form(String.raw`\d\.\d{3}\.\d{3}-[\dkK]`)]],
  [
    "2.",
    [
      form(String.raw`\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}`, belgian),
      form(String.raw`\d{2}\.\d{3}\.\d{3}-[\dkK]`),
    ],
  ],
  ["3.", [form(String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}`), form(String.raw`756\.\d{4}\.\d{4}\.\d{2}`)]],
  [
    "11",
    [form(String.raw`\d{11}`, (it) => norwegian(it) || polish(it) || baltic(it) || turkish(it))],
  ],
  ["13", [form(String.raw`\d{13}`, (it) => romanian(it) || southSlavic(it) || southAfrican(it))]],
  ["18", [form(String.raw`\d{18}`, chinese)]],
  // Of groups with blanks between them; before the first there may be two capitals.
  ["1 ", [form(String.raw`[12] \d{2} [01]\d \d{2} \d{3} \d{3} \d{2}`)]],
  ["15", [form(String.raw`[12]\d{14}`, french)]],
  [
    "2 ",
    [
      form(String.raw`(?!BG|GB|NK|KN|TN|NT|ZZ)[A-Z]{2} ?\d{2} \d{2} \d{2} ?[A-D]`),
      form(String.raw`\d{2} \d{6} [A-Z] \d{3}`),
    ],
  ],
  [
    "3 ",
    [
      form(String.raw`[12]\d{2} [01]\d \d{2} \d{3} \d{3} \d{2}`),
      form(String.raw`\d{3} \d{3} \d{4}`, british),
    ],
  ],
  ["4 ", [form(String.raw`\d{4} \d{4} \d{4}`, indian)]],
  ["6 ", [form(String.raw`[0-3]\d[01]\d{3} \d{5}`, norwegian)]],
]);

/** Letters and digits mixed. */
const mixedForms: readonly Form[] = [
  form(
    String.raw`(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]`,
  ),
  form(
    String.raw`[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}`,
  ),
  form(String.raw`[0-3]\d[01]\d{3}[A]\d{3}[0-9A-FHJ-NPR-Y]`),
  form(String.raw`[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]`),
  form(String.raw`[XYZ]?\d{7,8}-?[TRWAGMYFPDXBNJZSQVHLCKE]`),
  form(String.raw`[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]`),
  form(String.raw`[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d`),
  form(String.raw`[STFGM]\d{7}[A-Z]`),
  form(String.raw`[A-Z]{1,2}\d{6}\([0-9A]\)`),
  form(String.raw`[A-Z][12]\d{8}`, taiwanese),
  form(String.raw`\d{17}X`, chinese),
];
/** What the word is like in which one of them begins. */
const mayBegin =
  /^(?:\d{6,8}[A-Z]|\d{17}X|[A-Z]\d{6,9}[A-Z]?|[A-Z]{2}(?:\d{2}|\d{4}|\d{6}[A-Z]?)|[A-Z]{5}\d{4}[A-Z]|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d|\d[A-Z][A-Z0-9]\d)$/;

const none: readonly Form[] = [];
const lengthMax = 18;
const groupedLengthMax = 8;

/** By length and mark as one number, 0 where the mark does not count: asked of every number of a text. */
const formsBy = Array.from({ length: (lengthMax + 1) << 7 }, (_, key) => {
  const mark = (key & 127) === 0 ? "" : String.fromCharCode(key & 127);
  return plainForms.get(`${String(key >> 7)}${mark}`) ?? none;
});

/** The forms that may stand where a word of digits begins; most have none. */
export function formsOfDigits(codes: Uint16Array, start: number, length: number): readonly Form[] {
  if (length > groupedLengthMax) return formsBy[length << 7] ?? none;
  const mark = codes[start + length] ?? 0;
  const forms = mark < 128 ? (formsBy[(length << 7) | mark] ?? none) : none;
  if (forms === none) return none;
  // A mark of grammar: no digit behind it.
  const next = codes[start + length + 1] ?? 0;
  if (!isDigit(next) && !isCapital(next)) return none;
  return mark === dot && !hasLateMark(codes, start) ? none : forms;
}

/** Where dots are, a hyphen stands near the end, or a dot in the one that begins with 7: addresses have neither. */
function hasLateMark(codes: Uint16Array, start: number): boolean {
  for (let at = start + 8; at < start + 12; at += 1) if (codes[at] === hyphen) return true;
  return codes[start] === seven && codes[start + 8] === dot;
}

/** Small letters stand in none of them. */
export function formsOfMixed(
  text: string,
  shape: number,
  start: number,
  end: number,
): readonly Form[] {
  if (end - start < mixedCharsMin || (shape & lowerAny) !== 0) return none;
  return mayBegin.test(text.slice(start, end)) ? mixedForms : none;
}

const mixedCharsMin = 4;
const dot = 46;
const hyphen = 45;
const seven = 55;
const isCapital = (code = 0): boolean => code >= 65 && code <= 90;

export interface FoundNumber {
  readonly start: number;
  readonly end: number;
  readonly isSure: boolean;
}

const signs = letterPattern(String.raw`[^\p{L}\d]`, "g");

/** The first of the forms in which a number is written around an offset. */
export function numberAt(
  text: string,
  start: number,
  forms: readonly Form[],
): FoundNumber | undefined {
  const from = Math.max(0, start - beforeChars);
  const window = text.slice(from, start + behindChars);
  for (const { pattern, holds, isSure = false } of forms) {
    pattern.lastIndex = 0;
    const match = pattern.exec(window);
    if (match === null) continue;
    const begin = from + match.index;
    // Only capitals may stand before the first digit.
    if (begin !== start && !/^[A-Z]/.test(match[0])) continue;
    if (begin > start || begin + match[0].length <= start) continue;
    // "TCP 52300": the window cuts a word.
    if (begin === from && /[A-Za-z\d]/.test(text[begin - 1] ?? " ")) continue;
    if (holds?.(match[0].replace(signs, "")) === false) continue;
    return { start: begin, end: begin + match[0].length, isSure };
  }
  return undefined;
}
