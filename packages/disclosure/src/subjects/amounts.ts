/** Numbers that say how much: of money, of goods, of a whole, for each of something. */

import type { Passage } from "../text/passage.ts";
import { hashOf, hashOfCodes } from "../text/word-hash.ts";
import { amountBit, ordinaryBit, unitBit } from "../text/word-table.ts";
import {
  digitAny,
  foreignAny,
  letterAny,
  lowerAny,
  unitBefore,
  valueBefore,
  type Words,
} from "../text/words.ts";
import {
  about,
  articles,
  between,
  currencies,
  each,
  goods,
  large,
  one,
  paying,
  percentWords,
} from "./amount-words.ts";
import { machine, times } from "./context-words.ts";
import { marksOfChars } from "../text/tokens.ts";

/** The words that belong to an amount are counted in its low bits; above them stands what it is of. */
const wordsMask = 7;
export const isMoney = 8;
/** For each of something: "an hour", "per ton", "/unit". */
export const isRate = 16;
export const isShare = 32;
/** Of goods or people. */
export const isVolume = 64;

export function wordsOfAmount(amount: number): number {
  return amount & wordsMask;
}

const cent = hashOf("cent");
const perHash = hashOf("per");
const tHash = hashOf("t");

/** 0 where no amount begins at this word. */
export function amountAt(passage: Passage, words: Words, at: number): number {
  const { codes } = passage;
  const { starts, ends } = words;
  const start = starts[at] ?? 0;
  if (!isNumber(codes, words, at) || isBetweenColons(codes, start, ends[at] ?? start)) return 0;
  let last = at;
  // "1,412", "18.40", "190 000" are one number.
  while (last + 1 < words.count && last - at < 6 && continues(codes, words, last)) last += 1;
  const length = last - at + 1;
  return (
    length |
    signsOf(codes, start, ends[last] ?? start) |
    gluedOf(codes, words, last) |
    wordsOf(codes, words, at, last)
  );
}

/** What a currency or "%" beside the number says. */
function signsOf(codes: Uint16Array, start: number, end: number): number {
  // "40 €", "12 %".
  const behind = codes[codes[end] === blank ? end + 1 : end] ?? 0;
  const isOfMoney = markBefore(codes, start) || currencySigns[behind] === 1;
  const isPart = behind === percent;
  return (isOfMoney ? isMoney : 0) | (isPart ? isShare : 0);
}

/** A currency, "%" or a unit is written at a number, so that no word is needed to say what it is of. */
export function isMeasured(codes: Uint16Array, words: Words, at: number): boolean {
  const start = words.starts[at] ?? 0;
  return (signsOf(codes, start, words.ends[at] ?? start) | gluedOf(codes, words, at)) !== 0;
}

/** "1.5k", "712EUR", "40t": the unit is in the last word. */
function gluedOf(codes: Uint16Array, words: Words, last: number): number {
  const unit = unitOf(codes, words, last);
  if (unit === 0) return 0;
  return (currencies.has(unit) ? isMoney : 0) | (goods.has(unit) ? isVolume : 0);
}

/** What the words around say; most numbers have none beside them that says anything. */
function wordsOf(codes: Uint16Array, words: Words, at: number, last: number): number {
  const { bits, starts, ends, hashes } = words;
  const around =
    valueBefore(bits, at, 2) |
    valueBefore(bits, at) |
    (bits[last + 1] ?? 0) |
    (bits[last + 2] ?? 0) |
    (bits[last + 3] ?? 0) |
    (bits[last + 4] ?? 0);
  if ((around & unitBit) === 0) return 0;
  const start = starts[at] ?? 0;
  const end = ends[last] ?? start;
  let found = isCurrencyBefore(words, codes, at) || isPaid(words, at, end - start) ? isMoney : 0;
  let next = last + 1;
  const isNear = (word: number): boolean =>
    word < words.count && (starts[word] ?? 0) - (ends[word - 1] ?? 0) <= 1;
  if (isNear(next) && isPercent(words, next)) found |= isShare;
  if (isNear(next) && large.has(hashes[next] ?? 0)) {
    found |= isVolume;
    next += 1;
  }
  if (isNear(next) && currencies.has(hashes[next] ?? 0)) {
    found |= isMoney;
    next += 1;
  }
  if (rateBehind(codes, words, next, end)) found |= isRate;
  return goodsBehind(words, next, isNear) ? found | isVolume : found;
}

/** Part of a time, an address or bytes: "04:10", "1a:2b". */
function isBetweenColons(codes: Uint16Array, start: number, end: number): boolean {
  return (
    (unitBefore(codes, start) === colon && unitBefore(codes, start, 2) > blank) ||
    (codes[end] === colon && (codes[end + 1] ?? 0) > blank)
  );
}

const blank = 32;
const percent = 37;
const colon = 58;
const currencySigns = marksOfChars("$€£¥₹₦₩₫₱₪₺₴₽฿₵₲");

/** Digits, or a number that is written out. */
function isNumber(codes: Uint16Array, { starts, shapes, bits }: Words, at: number): boolean {
  if (((shapes[at] ?? 0) & digitAny) === 0) return ((bits[at] ?? 0) & amountBit) !== 0;
  const code = codes[starts[at] ?? 0] ?? 0;
  return code >= 48 && code <= 57;
}

function continues(codes: Uint16Array, { starts, ends, shapes }: Words, last: number): boolean {
  const from = ends[last] ?? 0;
  if ((starts[last + 1] ?? 0) - from !== 1 || ((shapes[last + 1] ?? 0) & digitAny) === 0)
    return false;
  const code = codes[from] ?? 0;
  const next = codes[from + 1] ?? 0;
  if (next < 48 || next > 57) return false;
  if (code === 44 || code === 46 || code === 39) return true;
  return code === 32 && (ends[last + 1] ?? 0) - (starts[last + 1] ?? 0) === 3;
}

function markBefore(codes: Uint16Array, start: number): boolean {
  const before = unitBefore(codes, start);
  if (currencySigns[before] === 1) return true;
  const earlier = unitBefore(codes, start, 2);
  if (before !== blank || currencySigns[earlier] !== 1) return false;
  // "R$ 9.900", not "$ 5" of a shell.
  return earlier !== dollar || unitBefore(codes, start, 3) >= letterA;
}

const dollar = 36;

function isCurrencyBefore(
  { hashes, starts, ends }: Words,
  codes: Uint16Array,
  at: number,
): boolean {
  if (at === 0 || (starts[at] ?? 0) - (ends[at - 1] ?? 0) > 1) return false;
  return currencies.has(hashes[at - 1] ?? 0) && codes[(starts[at] ?? 0) - 1] !== 46;
}

/** "paid 23,400", "costs 6,230": no currency is needed. */
function isPaid({ hashes, starts, ends }: Words, at: number, length: number): boolean {
  if (at === 0 || length < 3 || (starts[at] ?? 0) - (ends[at - 1] ?? 0) > 1) return false;
  if (paying.has(hashes[at - 1] ?? 0)) return true;
  return about.has(hashes[at - 1] ?? 0) && paying.has(valueBefore(hashes, at, 2));
}

function isPercent({ hashes }: Words, at: number): boolean {
  const hash = hashes[at] ?? 0;
  return percentWords.has(hash) && (hash !== perHash || hashes[at + 1] === cent);
}

/** Of the letters behind the digits of one word, as `hashOf` makes it; 0 where there are none. */
function unitOf(codes: Uint16Array, { starts, ends, shapes }: Words, at: number): number {
  const start = starts[at] ?? 0;
  const end = ends[at] ?? start;
  const shape = shapes[at] ?? 0;
  if ((shape & (letterAny | foreignAny)) !== letterAny || end - start > unitWordCharsMax) return 0;
  let from = end;
  while (from > start && (codes[from - 1] ?? 0) >= letterA) from -= 1;
  if (from === start || from - start > unitDigitsMax || end - from > unitCharsMax) return 0;
  for (let digit = start; digit < from; digit += 1) if ((codes[digit] ?? 0) >= letterA) return 0;
  return hashOfCodes(codes, from, end);
}

const letterA = 65;
const unitDigitsMax = 9;
const unitCharsMax = 6;
const unitWordCharsMax = 12;

function rateBehind(codes: Uint16Array, words: Words, next: number, end: number): boolean {
  const { hashes, count } = words;
  if (next >= count) return false;
  if (codes[end] === 47 && each.has(hashes[next] ?? 0)) return true;
  const limit = Math.min(count, next + 4);
  for (let at = next; at + 1 < limit; at += 1) {
    if (between.has(hashes[at] ?? 0)) return false;
    if (articles.has(hashes[at] ?? 0) && each.has(hashes[at + 1] ?? 0)) return true;
  }
  if (isOfOne(words, next)) return true;
  return each.has(hashes[next] ?? 0) && hashes[next] === tHash;
}

/** "3.10 a tin": for one of some thing. */
function isOfOne({ hashes, bits, shapes, starts, ends, count }: Words, next: number): boolean {
  if (next + 1 >= count || !one.has(hashes[next] ?? 0)) return false;
  if ((starts[next] ?? 0) - (ends[next - 1] ?? 0) !== 1) return false;
  const isThing =
    ((bits[next + 1] ?? 0) & ordinaryBit) !== 0 && shapes[next + 1] === (letterAny | lowerAny);
  return isThing && !machine.has(hashes[next + 1] ?? 0) && !times.has(hashes[next + 1] ?? 0);
}

function goodsBehind(words: Words, next: number, isNear: (word: number) => boolean): boolean {
  for (let at = next; at < next + 2 && isNear(at); at += 1) {
    if (goods.has(words.hashes[at] ?? 0)) return true;
  }
  return false;
}
