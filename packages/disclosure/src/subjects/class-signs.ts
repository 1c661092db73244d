/**
 * What a word says of its fragment by its classes and its form, whatever the word, as `Bearing.readWord` reads
 * it: one look-up without a branch. How often each sign stands in a stretch is summed in the bits of two numbers.
 */

import {
  attackBit,
  classBits,
  cueBit,
  familyBit,
  givenBit,
  knownBit,
  leaningMask,
  leaningMiddle,
  leaningOfForeign,
  leaningShift,
  littleBit,
  ordinaryBit,
  plannedBit,
  tradeBit,
} from "../text/word-table.ts";
import {
  foreignAny,
  isNumeric,
  letterAny,
  lowerAny,
  upperFirst,
  upperLater,
} from "../text/words.ts";

/** More words would overflow the bits of a sum. */
export const summedWordsMax = 127;
const sumMask = 127;

/** Where each sum begins; how words lean has a sign. */
const [leaningPlace, namedPlace, strangePlace, foreignPlace] = [21, 14, 7, 0] as const;
const [attackPlace, plannedPlace, personPlace, tradePlace] = [21, 14, 7, 0] as const;

export const leaningOf = (leanings: number): number => leanings >> leaningPlace;
export const namedOf = (leanings: number): number => (leanings >> namedPlace) & sumMask;
export const strangeOf = (leanings: number): number => (leanings >> strangePlace) & sumMask;
export const foreignOf = (leanings: number): number => leanings & sumMask;
export const attacksOf = (signs: number): number => (signs >> attackPlace) & sumMask;
export const plannedOf = (signs: number): number => (signs >> plannedPlace) & sumMask;
export const personsOf = (signs: number): number => (signs >> personPlace) & sumMask;
export const tradeOf = (signs: number): number => signs & sumMask;

/** It may tell more than its classes do: a number, the first word of a cue, an illness. */
export const mayTell = 1 << 31;

/** Forms of words that count, in three bits. */
const isNumber = 4;
const isPlain = 1;
const isNamed = 2;
const isCapital = 3;

const forms = Uint8Array.from({ length: 128 }, (_, shape) => {
  if ((shape & ~foreignAny) === (lowerAny | letterAny)) return isPlain;
  const number = isNumeric(shape) ? isNumber : 0;
  const cases = shape & (upperFirst | lowerAny | upperLater);
  if (cases === (upperFirst | lowerAny)) return number | isNamed;
  return number | ((shape & upperFirst) !== 0 ? isCapital : 0);
});

const lowBits = 127;
const leaningAt = 7;
const littleAt = 10;
const formAt = 11;
const classCount = 1 << 14;
const bitOf = (flag: number): number => 31 - Math.clz32(flag);

/** The place of a word in the table of what its classes say. */
export function classOf(bits: number, shape: number): number {
  return (
    (bits & lowBits) |
    (((bits >>> leaningShift) & leaningMask) << leaningAt) |
    ((bits >>> bitOf(littleBit)) << littleAt) |
    ((forms[shape] ?? 0) << formAt)
  );
}

/** What single bits say, to be added to what the classes say. */
export function signsOfBits(bits: number): number {
  const isAttack = ((bits >>> bitOf(attackBit)) | (bits >>> bitOf(tradeBit))) & 1;
  return (isAttack << attackPlace) | (((bits >>> bitOf(plannedBit)) & 1) << plannedPlace);
}

export const leaningsOfClass = new Int32Array(classCount);
export const signsOfClass = new Int32Array(classCount);
for (let at = 0; at < classCount; at += 1) {
  const bits = (at & lowBits) | (((at >> littleAt) & 1) << bitOf(littleBit));
  const leaning = (at >> leaningAt) & leaningMask;
  leaningsOfClass[at] = leaningsOf(bits, leaning, at >> formAt);
  signsOfClass[at] = signsOf(bits, at >> formAt);
}

function leaningsOf(bits: number, leaning: number, form: number): number {
  const isUnlisted = (bits & classBits) === 0;
  const named = isUnlisted && (form & isCapital) === isNamed ? 1 << namedPlace : 0;
  const leans = (leaning - leaningMiddle) << leaningPlace;
  if ((bits & littleBit) !== 0) return named + leans;
  // Months and countries stand in all texts.
  if (leaning !== 0 && (bits & knownBit) === 0) {
    const isForeign = leaning === leaningOfForeign && (bits & ordinaryBit) === 0;
    return named + (isForeign ? 1 << foreignPlace : leans);
  }
  return named + (isUnlisted && form === isPlain ? 1 << strangePlace : 0);
}

function signsOf(bits: number, form: number): number {
  const isOrdinary = (bits & ordinaryBit) !== 0;
  const isTrade = (bits & tradeBit) !== 0;
  // Ordinary words of illnesses have the bit of cues.
  const mayBeIllness = !isOrdinary && !isTrade;
  const tells = mayBeIllness || (form & isNumber) !== 0 || (bits & cueBit) !== 0 ? mayTell : 0;
  if ((bits & littleBit) !== 0 || isOrdinary) return tells;
  const isPerson = (form & isNamed) !== 0 && (bits & (givenBit | familyBit)) !== 0;
  return (isTrade ? 1 << tradePlace : 0) | (isPerson ? 1 << personPlace : 0) | tells;
}
