/**
 * How far the fragments of a text may be beside the point at most: an upper bound that costs little. Most texts
 * about attacks are for others from end to end, and this shows it; only the rest are read word by word.
 * What the bound leaves out is read as it always is, so that it is never below the odds.
 */

import type { Reading } from "../detector.ts";
import {
  amountBit,
  attackBit,
  cueBit,
  deniedBit,
  machineBit,
  oursBit,
  peopleBit,
  tradeBit,
  unitBit,
} from "../text/word-table.ts";
import type { Passage } from "../text/passage.ts";
import { digitAny, isDigit, valueBefore, type Words } from "../text/words.ts";
import { isMeasured } from "./amounts.ts";
import { foreignWordsMin, oddsOfLabel, perWeight, shortWordsMax } from "./bearing.ts";
import { bearingWeights, type Sign } from "./bearing-weights.ts";
import {
  attacksOf,
  classOf,
  foreignOf,
  leaningOf,
  leaningsOfClass,
  mayTell,
  namedOf,
  personsOf,
  plannedOf,
  signsOfBits,
  signsOfClass,
  strangeOf,
  summedWordsMax,
  tradeOf,
} from "./class-signs.ts";
import { isHeavy, lightCueAt } from "./cue-index.ts";
import { FragmentOdds } from "./fragment-odds.ts";
import { continued, explained, type Fragments } from "./fragments.ts";
import { isCounsel, oddsOfCounsel } from "./labels.ts";
import { Tally } from "./tally.ts";
import { isCounted, isMedical, mayBePlain } from "./telling-words.ts";
import { isComingYear, isOfFile, seasonBits } from "./times-and-files.ts";
import { isCell } from "./edges.ts";

export function ceilingsOf(reading: Reading, fragments: Fragments): FragmentOdds {
  const { count, firsts, joints } = fragments;
  const { coveredWords } = reading;
  const ceilings = new FragmentOdds(fragments);
  const ceiling = new Ceiling(reading);
  // Most texts need neither.
  let tally: Tally | undefined;
  let other: Tally | undefined;
  /** Of the fragment before, where it was read. */
  let before: Tally | undefined;
  let cuesBefore = 0;
  for (let at = 0; at < count; at += 1) {
    const joint = joints[at] ?? 0;
    const first = firsts[at] ?? 0;
    const last = firsts[at + 1] ?? first;
    if ((joint & continued) === 0) {
      before = undefined;
      cuesBefore = 0;
    }
    if (areCovered(coveredWords, first, last)) {
      ceilings.addValue(at);
      before = undefined;
      cuesBefore = 0;
      continue;
    }
    const isExplained = (joint & explained) !== 0;
    const isOfCounsel = isExplained && isCounsel(reading.words, firsts[at - 1] ?? 0, first);
    const ofCounsel = isOfCounsel ? oddsOfCounsel : 0;
    const label = isExplained ? Math.max(0, oddsOfLabel(cuesBefore)) + ofCounsel : 0;
    if (ceiling.read(first, last, joint) && ceiling.odds < doubtedMin) {
      ceilings.add(at, ceiling.odds + label);
      before = undefined;
      cuesBefore = ceiling.cues;
    } else {
      tally ??= new Tally();
      tally.read(reading, first, last, joint, before);
      ceilings.add(at, tally.odds + label, tally.scores, tally.isApart && !isOfCounsel);
      before = tally;
      cuesBefore = tally.cues;
      [tally, other] = [other, tally];
    }
  }
  return ceilings;
}

/** Rather beside the point by the bound: the odds themselves are mostly far less, and worth their time. */
const doubtedMin = 0;

/** Nothing but values of attackers: they stay, whatever their letters spell. */
export function areCovered(coveredWords: Uint8Array, first: number, last: number): boolean {
  for (let at = first; at < last; at += 1) if (coveredWords[at] === 0) return false;
  return true;
}

/** A fragment with one of these is read. */
const sensesRead = oursBit | peopleBit | deniedBit | amountBit;

/** What one fragment may be of at most; used again for the next one. */
class Ceiling {
  readonly #passage: Passage;
  readonly #words: Words;
  odds = 0;
  cues = 0;
  #numbers = 0;
  #amounts = 0;
  #counted = 0;
  #years = 0;

  constructor({ passage, words }: Reading) {
    this.#passage = passage;
    this.#words = words;
  }

  /** False where every word must be read. */
  read(first: number, last: number, joint: number): boolean {
    if (last - first > summedWordsMax) return false;
    const { bits, shapes } = this.#words;
    this.cues = this.#numbers = this.#amounts = this.#counted = this.#years = 0;
    let seen = 0;
    let leanings = 0;
    let signs = 0;
    let machines = 0;
    for (let at = first; at < last; at += 1) {
      const bit = bits[at] ?? 0;
      const sort = classOf(bit, shapes[at] ?? 0);
      const own = signsOfClass[sort] ?? 0;
      seen |= bit;
      machines += (bit >>> machineShift) & 1;
      leanings += leaningsOfClass[sort] ?? 0;
      signs += (own & ~mayTell) + signsOfBits(bit);
      if ((own & mayTell) !== 0 && !this.#readTelling(at)) return false;
    }
    if ((seen & sensesRead) !== 0) return false;
    const sum =
      ofForm(last - first, joint) +
      ofClasses(leanings, signs) +
      this.#ofTelling() +
      weigh(machine, machines) +
      (isCell(this.#passage, this.#words, first) ? ofCells : 0) +
      ((seen & seasonBits) !== 0 ? ofSeasons : 0);
    this.odds = sum / perWeight;
    return true;
  }

  #readTelling(at: number): boolean {
    const { bits, shapes } = this.#words;
    if (((shapes[at] ?? 0) & digitAny) !== 0) {
      if (!this.#readNumber(at)) return false;
    } else if (isMedical(this.#passage, this.#words, at)) return false;
    return ((bits[at] ?? 0) & cueBit) === 0 || this.#readCue(at);
  }

  /** Only numbers that nothing says anything of. */
  #readNumber(at: number): boolean {
    const { codes } = this.#passage;
    const { bits, starts } = this.#words;
    const start = starts[at] ?? 0;
    const code = codes[start] ?? 0;
    this.#numbers += 1;
    if (isComingYear(codes, this.#words, at)) this.#years += 1;
    if (!isDigit(code)) return true;
    if (((bits[at] ?? 0) & (attackBit | tradeBit)) !== 0) return false;
    if ((bitsNear(bits, at) & unitBit) !== 0 || isMeasured(codes, this.#words, at)) return false;
    if (mayBePlain(codes, start)) this.#amounts += 1;
    if (isCounted(this.#words, at + 1)) this.#counted += 1;
    return true;
  }

  /** Only light cues of one word, none of counsel, and no name of a file. */
  #readCue(at: number): boolean {
    if (isOfFile(this.#passage, this.#words, at)) return false;
    const weight = lightCueAt(this.#words, at);
    if (weight === isHeavy) return false;
    this.cues += weight;
    return true;
  }

  #ofTelling(): number {
    const numbers = this.#numbers;
    if (numbers + this.cues === 0) return ofSenses;
    const ofNumbers = weighMost(amount, this.#amounts) + weighMost(clock, numbers);
    return (
      ofSenses +
      ofNumbers +
      weighMost(someCounted, this.#counted) +
      weighMost(comingYear, this.#years) +
      weighMost(span, numbers) +
      weighMost(version, numbers) +
      weighMost(askedSum, numbers) +
      weighMost(cues, this.cues)
    );
  }
}

/** Of all words that may say what a number is of. */
function bitsNear(bits: Uint32Array, at: number): number {
  const before = valueBefore(bits, at) | valueBefore(bits, at, 2);
  const behind = (bits[at + 1] ?? 0) | (bits[at + 2] ?? 0);
  return before | (bits[at] ?? 0) | behind | (bits[at + 3] ?? 0) | (bits[at + 4] ?? 0);
}

interface Weight {
  readonly most: number;
  readonly weight: number;
}

const weightOf = (sign: Sign): Weight => ({
  most: bearingWeights[sign].most,
  weight: Math.round(bearingWeights[sign].weight * perWeight),
});
const leaning = weightOf("leaning");
const foreignWord = weightOf("foreign-word");
const unknownName = weightOf("unknown-name");
const strangeWord = weightOf("strange-word");
const tradeName = weightOf("trade-name");
const personName = weightOf("person-name");
const planned = weightOf("planned");
const attack = weightOf("attack");
const amount = weightOf("amount");
const clock = weightOf("clock");
const someCounted = weightOf("counted");
const cues = weightOf("cues");
const machine = weightOf("machine");
const machineShift = 31 - Math.clz32(machineBit);
const comingYear = weightOf("coming-year");
const span = weightOf("span");
const version = weightOf("version");
const askedSum = weightOf("asked-sum");
const ofCells = weighMost(weightOf("cell"), 1);
const ofSeasons = weighMost(weightOf("season"), 1);

function weigh({ most, weight }: Weight, times: number): number {
  return Math.min(times, most) * weight;
}

/** Of a sign that may stand there so often, or less. */
function weighMost(sign: Weight, times: number): number {
  return Math.max(0, weigh(sign, times));
}

function ofClasses(leanings: number, signs: number): number {
  const foreign = foreignOf(leanings);
  const silent =
    foreign >= foreignWordsMin
      ? weigh(strangeWord, strangeOf(leanings))
      : weighMost(unknownName, namedOf(leanings));
  return (
    silent +
    weigh(leaning, leaningOf(leanings)) +
    weigh(foreignWord, foreign) +
    weigh(tradeName, tradeOf(signs)) +
    weigh(personName, personsOf(signs)) +
    weigh(planned, plannedOf(signs)) +
    weigh(attack, attacksOf(signs))
  );
}

/** Of words that rather speak of attacks. */
const ofSenses = (["extortion", "secrecy"] as const)
  .map((sign) => weighMost(weightOf(sign), bearingWeights[sign].most))
  .reduce((sum, one) => sum + one);

/** What its first word may say, and a question mark behind its last. */
const ofStart =
  Math.max(
    ...(["advising", "clause", "joining"] as const).map((sign) => weighMost(weightOf(sign), 1)),
  ) + weighMost(weightOf("asked"), 1);
const ofLength = Int32Array.from({ length: summedWordsMax + 1 }, (_, words) => {
  const short = words <= shortWordsMax ? weigh(weightOf("short"), 1) : 0;
  const long = weigh(weightOf("some-words"), words) + weigh(weightOf("many-words"), words);
  return weigh(weightOf("always"), 1) + short + long + ofStart;
});
const ofJoint = Int32Array.from([0, continued, explained, continued | explained], (joint) => {
  const isContinued = (joint & continued) === 0 ? 0 : weigh(weightOf("continued"), 1);
  return isContinued + ((joint & explained) === 0 ? 0 : weigh(weightOf("explained"), 1));
});

/** Of its length and of what it is to the fragment before. */
function ofForm(words: number, joint: number): number {
  return (ofLength[words] ?? 0) + (ofJoint[joint] ?? 0);
}
