/**
 * What is known of a word by itself: ordinary English, a given or a family name, a word of the
 * trade. A hash of 32 bits stands for the word; two of them are mistaken for one another once in
 * 30,000 unknown words, which costs one held name.
 */

import { personWords } from "./person-words.ts";
import { amountWords } from "../subjects/amount-words.ts";
import { attackWords } from "../subjects/attack-words.ts";
import { businessCues } from "../subjects/business-cues.ts";
import { counselCues } from "../subjects/counsel-cues.ts";
import { firstWords } from "../subjects/cue-list.ts";
import { endingWords } from "../subjects/ending-words.ts";
import {
  denied,
  extortion,
  machine,
  numberWords,
  ours,
  people,
  rows,
  secrecy,
  times,
} from "../subjects/context-words.ts";
import { foreignCueWords, foreignFirstWords } from "../subjects/foreign-cues.ts";
import {
  foreignExtortion,
  foreignLittleWords,
  foreignMatterWords,
  foreignTradeWords,
} from "../subjects/foreign-words.ts";
import { littleWords, plannedWords } from "../subjects/little-words.ts";
import { personalCues } from "../subjects/personal-cues.ts";
import { tradeNames } from "./known-products.ts";
import { knownWords, productWords } from "./known-words.ts";
import { once } from "./once.ts";
import { columnWords } from "./column-words.ts";
import { triggerWords } from "./trigger-words.ts";
import { readWordTable } from "./word-file.ts";
import { hashOf, type WordTable } from "./word-hash.ts";

export const ordinaryBit = 1;
export const givenBit = 2;
export const familyBit = 4;
/** Makers, products, tools, malware: names that say nothing about us. */
export const tradeBit = 8;
/** Words of the calendar, the map, the office: capitals that name nobody. */
export const knownBit = 16;
/** Ordinary, and yet written with a capital where people write of threats: "Registry". */
export const titledBit = 64;
/** What the word classes are; the bits above tell detectors where to look. */
export const classBits = 31 | 64;
/** At least one cue of the lexicon begins with this word, or it ends names of files. */
export const cueBit = 32;
export const secretBit = 128;
export const numberBit = 256;
/** Beside it the name of an account or of a machine may stand. */
export const accountOrMachineBit = 512;
export const streetBit = 1024;
export const phoneBit = 2048;
export const columnBit = 4096;
export const ticketBit = 8192;
/** Prefixes of accounts of services. */
export const serviceBit = 1 << 14;
/** In which sense the words around it are meant. */
export const oursBit = 1 << 15;
export const peopleBit = 1 << 16;
export const machineBit = 1 << 17;
export const deniedBit = 1 << 18;
export const extortionBit = 1 << 19;
export const secrecyBit = 1 << 20;
/** "three", "dozen". */
export const amountBit = 1 << 21;
/** Of attacks, machines, and the work against them. */
export const attackBit = 1 << 22;
/** "next", "will", "until". */
export const plannedBit = 1 << 23;
/** Three bits: how far an ordinary word or a little one leans from attacks (1) to business and private lives (7). */
export const leaningShift = 24;
export const leaningMask = 7;
export const leaningMiddle = 4;
/** "und", "nous": little words of other languages. */
export const leaningOfForeign = 7;
/** Beside a number it may say of what that is. */
export const unitBit = 1 << 27;
/** Beside it a name of someone may stand. */
export const personBit = 1 << 28;
/** "calle", "via": the sort of street that is written before its name. */
export const wayBit = 1 << 29;
/** Beside a number it says that this is a date, a time, or the place of something in a row. */
export const countBit = 1 << 30;
/** "the", "and". The last bit that there is. */
export const littleBit = 1 << 31;

/** A word with one of these tells some detector where to look. */
export const triggerBits =
  secretBit | numberBit | accountOrMachineBit | streetBit | ticketBit | serviceBit | personBit;

const triggers = [
  ["secret", secretBit],
  ["number", numberBit],
  ["account", accountOrMachineBit],
  ["machine", accountOrMachineBit],
  ["street", streetBit],
  ["phone", phoneBit],
  ["ticket", ticketBit],
  ["service", serviceBit],
  ["way", wayBit],
] as const;

const senses = [
  [ours, oursBit],
  [people, peopleBit],
  [machine, machineBit],
  [denied, deniedBit],
  [extortion, extortionBit],
  [foreignExtortion, extortionBit],
  [secrecy, secrecyBit],
  [numberWords, amountBit],
  [attackWords, attackBit],
  [plannedWords, plannedBit],
  [littleWords, littleBit],
  [times, countBit],
  [rows, countBit],
  ...amountWords.map((words) => [words, unitBit] as const),
] as const;

const foreignLeanings = [
  [foreignLittleWords, leaningOfForeign],
  [foreignTradeWords, leaningMiddle - 2],
  [foreignMatterWords, leaningMiddle + 2],
  [foreignCueWords, leaningMiddle + 2],
] as const;

/** All words: those that `listed-words.ts` has put into a file, and those of the code. */
export const wordTable: () => WordTable = once(() => {
  const table = readWordTable("words.bin");
  table.addAll(knownWords, knownBit);
  table.addAll(productWords, tradeBit);
  for (const name of tradeNames) {
    const hash = hashOf(name);
    // "Snowflake" is a product with a capital, and a word without.
    table.add(hash, (table.get(hash) & ordinaryBit) === 0 ? tradeBit : titledBit);
  }
  table.addAll(firstWordsOfCues(), cueBit);
  table.addText(foreignFirstWords, cueBit);
  table.addAll(endingWords, cueBit);
  table.addAll(columnWords, columnBit);
  for (const hash of personWords) table.add(hash, personBit);
  for (const [words, bit] of senses) for (const hash of words.hashes) table.add(hash, bit);
  for (const [name, bit] of triggers) {
    table.addAll(triggerWords[name].trim().split(/\s+/), bit);
  }
  // What is a word of English, too, says nothing of the language; of two sorts the first counts.
  const known = classBits | littleBit | (leaningMask << leaningShift);
  for (const [words, leaning] of foreignLeanings) {
    for (const hash of words.hashes) {
      if ((table.get(hash) & known) === 0) table.add(hash, leaning << leaningShift);
    }
  }
  return table;
});

function firstWordsOfCues(): string[] {
  return [...businessCues, ...personalCues, counselCues].flatMap((list) =>
    `${list[4]},${list[2]},${list[1]}`.split(",").flatMap((cue) => firstWords(cue.trim())),
  );
}

/** What the table knows of a word, in any case. */
export function bitsOf(word: string): number {
  return wordTable().get(hashOf(word.toLowerCase()));
}

/** In any case, with a plural or possessive "s" taken off. */
export function isCommonWord(word: string): boolean {
  const lower = word.toLowerCase();
  const table = wordTable();
  if (isCommon(table.get(hashOf(lower)))) return true;
  return /s$/.test(lower) && isCommon(table.get(hashOf(lower.replace(/'?s$/, ""))));
}

/** Says nothing about who we are, and is not first of all a name. */
export function isCommon(bits: number): boolean {
  if ((bits & (knownBit | tradeBit)) !== 0) return true;
  return (bits & ordinaryBit) !== 0;
}
