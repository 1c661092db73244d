/** Words that tell by how they are made or where they stand, not by a list. */

import type { Passage } from "../text/passage.ts";
import { hashOf, hashSet } from "../text/word-hash.ts";
import {
  amountBit,
  classBits,
  countBit,
  knownBit,
  littleBit,
  ordinaryBit,
  tradeBit,
} from "../text/word-table.ts";
import {
  digitAny,
  lowerAny,
  unitBefore,
  upperFirst,
  upperLater,
  valueBefore,
  type Words,
} from "../text/words.ts";
import { counsels, machine, rows, times } from "./context-words.ts";
import { saying } from "./times-and-files.ts";

/** Endings that only illnesses and treatments have. */
const medicalEnd =
  /(?:[aeo]mia|penia|itis|algia|ectomy|pathy|plegia|uria|scopy|rrhea|rrhoea|trophy|stomy|plasty|thritis|cillin|azole|pril|statin|olol|sartan|prazole|oxetine|azepam|mab|osis)$/;
const notMedical =
  /(?:diagnosis|hypnosis|osmosis|symbiosis|metamorphosis|academia|bohemia|empathy|sympathy|apathy|april|telepathy|antipathy)$/;
const medicalCharsMin = 7;
/** The last three letters of these endings, five bits each. */
const medicalEnds = new Uint8Array(1 << 15);
for (const end of "mia nia gia ria tis sis omy thy opy phy sty hea oea lin tin ole ine ril lol tan mab".split(
  " ",
)) {
  medicalEnds[letters(end.charCodeAt(0), end.charCodeAt(1), end.charCodeAt(2))] = 1;
}

function letters(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);
}

export function isMedical(
  { codes, text }: Passage,
  { starts, ends, shapes, bits }: Words,
  at: number,
): boolean {
  const start = starts[at] ?? 0;
  const end = ends[at] ?? start;
  if (end - start < medicalCharsMin || ((shapes[at] ?? 0) & digitAny) !== 0) return false;
  const ending = letters(codes[end - 3] ?? 0, codes[end - 2] ?? 0, codes[end - 1] ?? 0);
  if (medicalEnds[ending] === 0 || ((bits[at] ?? 0) & tradeBit) !== 0) return false;
  return endsAsIllness(text.slice(start, end).toLowerCase());
}

/** In lower case. */
export function endsAsIllness(word: string): boolean {
  return word.length >= medicalCharsMin && medicalEnd.test(word) && !notMedical.test(word);
}

/** A plural of an ordinary word: things that were counted. */
export function isCounted(
  { hashes, bits, shapes, ends, starts, count }: Words,
  at: number,
): boolean {
  if (at >= count || ((bits[at] ?? 0) & ordinaryBit) === 0) return false;
  if (
    ((shapes[at] ?? 0) & (upperFirst | digitAny)) !== 0 ||
    (ends[at] ?? 0) - (starts[at] ?? 0) < 4
  )
    return false;
  if ((starts[at] ?? 0) - (ends[at - 1] ?? 0) !== 1) return false;
  return !machine.has(hashes[at] ?? 0) && !times.has(hashes[at] ?? 0);
}

/** A number in a sentence that counts or measures: no date or time, no part of a name, no number of a page. */
export function isPlainNumber(
  { text, codes }: Passage,
  { hashes, bits, starts, ends, shapes }: Words,
  at: number,
  length: number,
): boolean {
  const start = starts[at] ?? 0;
  const end = ends[at + length - 1] ?? start;
  const isWritten = ((bits[at] ?? 0) & amountBit) !== 0;
  // Most codes are longer than any number.
  const chars = end - start;
  if (!isWritten && chars > tellingCharsMax) return false;
  if (!mayBePlain(codes, start) || mayStandBehind[codes[end] ?? 0] === 0) return false;
  const isYear = shapes[at] === digitAny && end - start === 4 && isCentury(codes, start);
  if (isYear) return false;
  if (((valueBefore(bits, at) | (bits[at + length] ?? 0)) & countBit) !== 0) {
    const before = valueBefore(hashes, at);
    if (times.has(before) || times.has(hashes[at + length] ?? 0)) return false;
    if (rows.has(before) && (isWritten || before !== atHash)) return false;
  }
  if (isWritten) return !smallNumbers.has(hashes[at] ?? 0);
  if (shapes[at] === digitAny && length === 1) return chars > 1 && chars <= digitsMax;
  return telling.test(text.slice(start, end));
}

/** What stands before it does not say that it is part of something else: of a date, a name, a path. */
export function mayBePlain(codes: Uint16Array, start: number): boolean {
  return mayStandBefore[unitBefore(codes, start)] === 1;
}

/** 19 or 20. */
function isCentury(codes: Uint16Array, at: number): boolean {
  return (codes[at] === 49 && codes[at + 1] === 57) || (codes[at] === 50 && codes[at + 1] === 48);
}

/** A blank, a bracket or a currency before a number; a blank, a full stop, a share behind it. 0: the text's end. */
const mayStandBefore = marksOf("\0 \t\n\v\f\r\u00a0\ufeff($€£¥₹₦₩₫₱₪₺₴₽฿₵₲~+;|");
const mayStandBehind = marksOf("\0 \t\n\v\f\r\u00a0\ufeff,.;)%€$!?|");

function marksOf(chars: string): Uint8Array {
  const marks = new Uint8Array(65_536);
  for (const char of chars) marks[char.charCodeAt(0)] = 1;
  return marks;
}
/** The longest that `telling` matches of digits, and of all. */
const digitsMax = 18;
const tellingCharsMax = 21;

const smallNumbers = hashSet("two three four five six");
/** From ten on, or with decimals or a unit. */
const telling = /^(?:\d{2}[\d.,' ]{0,16}[a-z]{0,3}|\d[.,]\d{1,6}[a-z]{0,3}|\d[a-z]{1,3})$/i;
const atHash = hashOf("at");

/** A capital on a word of no list. */
export function isUnknownName(bits: number, shape: number): boolean {
  return (
    (bits & classBits) === 0 &&
    (shape & (upperFirst | lowerAny | upperLater)) === (upperFirst | lowerAny)
  );
}

/** "Marek Dvoracek", "Willemine van de Noort" are one name; not so "Only Tamura" and "St. Brannoc". */
export function isNameBefore({ bits, shapes, hashes }: Words, at: number, first: number): boolean {
  let before = at - 1;
  while (before > first && particles.has(hashes[before] ?? 0)) before -= 1;
  if (before < first || ((shapes[before] ?? 0) & upperFirst) === 0) return false;
  return ((bits[before] ?? 0) & (littleBit | ordinaryBit | knownBit)) === 0;
}

const particles = hashSet("van von de der den del della di da du la le el al bin ibn ter ten zu");

const wordsToSaying = 6;

/** "Counsel in Toronto holds that ...", "the lawyer of the fund, Ms. Roe, thinks ...": before the word `last`. */
export function isCounselSaying({ hashes }: Words, at: number, last: number): boolean {
  if (!counsels.has(hashes[at] ?? 0)) return false;
  for (let next = at + 1; next < Math.min(last, at + 1 + wordsToSaying); next += 1)
    if (saying.has(hashes[next] ?? 0)) return true;
  return false;
}
