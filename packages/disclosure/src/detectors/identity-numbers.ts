/** Numbers that belong to one natural person, by their form or by the words before them. */

import {
  type Detection,
  type Detector,
  detectInLines,
  detectPattern,
  type Reading,
} from "../detector.ts";
import type { Passage } from "../text/passage.ts";
import { numberBit } from "../text/word-table.ts";
import { digitAny } from "../text/words.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const socialSecurity = boundedPattern(
  String.raw`(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-]|\.\d)`,
);
const passportNumber = boundedPattern(
  String.raw`\bpassports?(?: (?:nos?|numbers?|nr))?(?:[ .:#]{1,4}|,? [a-z.,: ]{1,24} )([A-Z]{0,2}\d[A-Z0-9]{5,8})\b`,
  "gi",
);
/** "passport scan of Ana Roe, number L1234567". */
const passportBehindName = boundedPattern(
  String.raw`\bpassports?\b[^\n.;:]{1,60} (?:nos?|numbers?|nr)\b[ .:#]{0,3}([A-Z]{0,3}\d{5,9})\b`,
  "gi",
);
const calledNumber = boundedPattern(
  String.raw`\b(?:ssn|social security|sin|nino|national insurance|tax id|tin|mrn|medical record|patient|member|policy(?:holder)?|insurance|beneficiary|employee|personnel|staff|badge|student|policy|driver'?s? licen[cs]e|licen[cs]e|national id|id card|personalausweis)(?: (?:no|number|nr|num|id|#))?(?: is| was)?[ .:#=]{1,4}((?:[A-Z]{1,4}[ -]?)?\d[\d .-]{3,16}\d)\b`,
  "gi",
);
/** Forms that hold letters or marks in places where nothing else has them, each with its digits at least. */
const nationalForms: readonly (readonly [RegExp, number])[] = [
  [socialSecurity, 9],
  [
    boundedPattern(
      String.raw`(?<![\w-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])`,
    ),
    6,
  ],
  [
    boundedPattern(
      String.raw`(?<![\w-])[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\w-])`,
    ),
    5,
  ],
  [boundedPattern(String.raw`(?<![\w-])[0-3]\d[01]\d{3}[-+A]\d{3}[0-9A-FHJ-NPR-Y](?![\w-])`), 9],
  [boundedPattern(String.raw`(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])`), 11],
  [boundedPattern(String.raw`(?<![\w-])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\w-])`), 7],
  [boundedPattern(String.raw`(?<![\w-])[XYZ]?\d{7,8}-?[TRWAGMYFPDXBNJZSQVHLCKE](?![\w-])`), 7],
  [boundedPattern(String.raw`(?<![\w-])[A-Z]{5}\d{4}[A-Z](?![\w-])`), 4],
  [
    boundedPattern(String.raw`(?<![\w-])[12] ?\d{2} ?[01]\d ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![\w-])`),
    15,
  ],
  [boundedPattern(String.raw`(?<![\w-])(?:19|20)?\d{2}[01]\d[0-3]\d-\d{4}(?![\w-])`), 10],
];
const dateForm = String.raw`(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,? \d{4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2},? \d{4})`;
const birthDate = boundedPattern(
  String.raw`\b(?:born|d\.?o\.?b\.?|date of birth|birth ?date|birthday|geb\.|geboren)(?: (?:on|am|is|was))?[ .,:=]{1,4}(${dateForm})`,
  "gi",
);

export const identityNumbers: Detector = {
  name: "identity-numbers",
  version: 2,
  detect(reading) {
    return [...formed(reading), ...detectInLines(reading, numberBit, called)];
  },
};

/** Of letters and digits mixed, words of these forms begin one of the national forms. */
const mayBegin =
  /^(?:\d{2,11}[A-Za-z]|[A-Z]{1,6}\d{2,9}[A-Z]?(?:\d{2}[A-Z]\d{3}[A-Z])?|\d[A-Z][A-Z0-9]\d)$/;
const formCharsMax = 24;

/** Digits of one word that begin one of these forms, by what stands behind them. */
function mayBeginPlain(codes: Uint16Array, start: number, length: number): boolean {
  switch (codes[start + length]) {
    case 45: // hyphen
      return length === 3 || (length >= 6 && length <= 8);
    case 43: // plus
      return length === 6;
    case 46: // dot
      return length === 3;
    default:
      return false;
  }
}

const blank = 32;
/** The longest group of a form that is written with blanks, and the digits of one without letters. */
const groupDigitsMax = 11;
const groupedDigits = 15;

/** "QQ 12 34 56 C". */
function isBehindCapitals(codes: Uint16Array, start: number): boolean {
  const before = codes[start - 1] === blank ? start - 2 : start - 1;
  return isUpper(codes[before] ?? 0) && isUpper(codes[before - 1] ?? 0);
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** The fewest digits of all forms, and of those in which a word of digits stands. */
const formDigits = 4;
const plainFormDigits = 5;

function digitsIn(codes: Uint16Array, from: number, to: number): number {
  let digits = 0;
  for (let at = from; at < to; at += 1) {
    const code = codes[at] ?? 0;
    if (code >= 48 && code <= 57) digits += 1;
  }
  return digits;
}

function formed({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes } = passage;
  let until = 0;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    const length = (words.ends[at] ?? start) - start;
    if (length > 16 || length < 2 || start < until) continue;
    const before = codes[start - 1];
    if (before === 45 || before === 46 || before === 95) continue;
    const isPlain = words.shapes[at] === digitAny;
    const isGroup = isPlain && codes[start + length] === blank && length <= groupDigitsMax;
    if (isPlain && !isGroup && !mayBeginPlain(codes, start, length)) continue;
    const from = Math.max(0, start - 4);
    const digits = digitsIn(codes, from, start + formCharsMax);
    if (digits < (isPlain ? plainFormDigits : formDigits)) continue;
    if (isGroup && digits < groupedDigits && !isBehindCapitals(codes, start)) continue;
    if (!isPlain && !mayBegin.test(text.slice(start, start + length))) continue;
    const window = text.slice(from, start + formCharsMax);
    for (const [form, least] of nationalForms) {
      if (digits < least) continue;
      form.lastIndex = 0;
      const match = form.exec(window);
      if (match === null) continue;
      const begin = from + match.index;
      const why = "The form of a national identity number.";
      found.push({
        ...passage.spanOf(begin, begin + match[0].length),
        kind: "national-id",
        why,
        needsReview: form !== socialSecurity,
      });
      until = begin + match[0].length;
      break;
    }
  }
  return found;
}

function called(passage: Passage): Detection[] {
  return [
    ...detectPattern(
      passage,
      passportNumber,
      { kind: "passport", why: "A number that is called a passport.", needsReview: false },
      (match) => /\d/.test(match[1] ?? ""),
    ),
    ...detectPattern(
      passage,
      passportBehindName,
      { kind: "passport", why: "The number of a passport.", needsReview: false },
      (match) => /\d/.test(match[1] ?? ""),
    ),
    ...detectPattern(
      passage,
      calledNumber,
      { kind: "national-id", why: "A number that is called a person's.", needsReview: false },
      ([, number = ""]) => !/^\d{1,3}(?:\.\d{1,3}){1,3}$|^\d+\.\d+$/.test(number),
    ),
    ...detectPattern(passage, birthDate, {
      kind: "date-of-birth",
      why: "A date that is called a birth date.",
      needsReview: false,
    }),
  ];
}
