/**
 * How far a fragment is beside the point of a text about an attack: sums over its words, weighed
 * together. It tells what no list has a word for, by what is missing: texts about attacks are made
 * of few words, and amounts, plans, people and things stand among others. Pure; linear in the words.
 */

import {
  classBits,
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
import { foreignAny, letterAny, lowerAny, upperFirst } from "../text/words.ts";
import { hashSet } from "../text/word-hash.ts";
import { bearingWeights, contextWeights, type Sign, signs } from "./bearing-weights.ts";
import { continued as isContinued, explained as isExplained } from "./fragments.ts";

/** Verbs that begin advice: "Block the domain". */
const advising = hashSet(
  "block ask use check rotate patch disable enable look alert hunt review monitor segment refuse log restrict require reset report search remove deploy apply turn keep write wipe segregate scan test train verify watch set add make see treat stop start preserve retain collect isolate revoke quarantine unplug acquire export notify freeze hunt",
);
/** "that the lease ends", "and the price of it". */
const clauseWords = hashSet("that who whom which how what where why when whether");
const joiningWords = hashSet("and or but nor");
export const shortWordsMax = 3;

/** Where a sign is counted. */
export function placeOf(sign: Sign): number {
  return signs.indexOf(sign);
}

const most = Int32Array.from(signs, (sign) => bearingWeights[sign].most);
/** Weights are whole hundredths, so that a sum is the same in any order. */
export const perWeight = 100;
const weights = Int32Array.from(signs, (sign) =>
  Math.round(bearingWeights[sign].weight * perWeight),
);
const leaningMost = most[placeOf("leaning")] ?? 0;
const leaningWeight = weights[placeOf("leaning")] ?? 0;
const foreignWord = placeOf("foreign-word");
const unknownName = placeOf("unknown-name");
const strangeWord = placeOf("strange-word");
const plainShape = lowerAny | letterAny;
export const foreignWordsMin = 2;
const tradeName = placeOf("trade-name");
const personName = placeOf("person-name");
const planned = placeOf("planned");
const always = placeOf("always");
const short = placeOf("short");
const someWords = placeOf("some-words");
const manyWords = placeOf("many-words");
const isAdvising = placeOf("advising");
const continued = placeOf("continued");
const explained = placeOf("explained");
const clause = placeOf("clause");
const joining = placeOf("joining");

/** The signs of one fragment, and what they weigh; emptied and used again, since there are many. */
export class Bearing {
  /** How often each sign stands in it, but for how its words lean. */
  readonly counts = new Int32Array(signs.length);
  /** The signs that stand in it, each once: most fragments have few. */
  readonly #there = new Uint8Array(signs.length);
  #kinds = 0;
  /** Of all words together. */
  #leaning = 0;

  /** Above 0: rather beside the point. */
  get odds(): number {
    // In other languages a capital says little, and a word that no list has is an ordinary one.
    const isForeign = (this.counts[foreignWord] ?? 0) >= foreignWordsMin;
    const silent = isForeign ? unknownName : strangeWord;
    let sum = Math.min(this.#leaning, leaningMost) * leaningWeight;
    for (let one = 0; one < this.#kinds; one += 1) {
      const place = this.#there[one] ?? 0;
      if (place !== silent)
        sum += Math.min(this.counts[place] ?? 0, most[place] ?? 0) * (weights[place] ?? 0);
    }
    return sum / perWeight;
  }

  /** A fragment of so many words begins with this one; `joint` is what it is to the one before. */
  begin(hash: number, words: number, joint: number): void {
    for (let one = 0; one < this.#kinds; one += 1) this.counts[this.#there[one] ?? 0] = 0;
    this.#kinds = 0;
    this.#leaning = 0;
    this.add(always);
    if (words <= shortWordsMax) this.add(short);
    this.add(someWords, words);
    this.add(manyWords, words);
    if (advising.has(hash)) this.add(isAdvising);
    else if (clauseWords.has(hash)) this.add(clause);
    else if (joiningWords.has(hash)) this.add(joining);
    if ((joint & isContinued) !== 0) this.add(continued);
    if ((joint & isExplained) !== 0) this.add(explained);
  }

  /** What a word says by its classes and its form. */
  readWord(bit: number, shape: number): void {
    if ((bit & plannedBit) !== 0) this.add(planned);
    const leaning = (bit >>> leaningShift) & leaningMask;
    if ((bit & littleBit) !== 0) {
      this.#leaning += leaning - leaningMiddle;
      return;
    }
    const isOrdinary = (bit & ordinaryBit) !== 0;
    if (!isOrdinary && (bit & tradeBit) !== 0) this.add(tradeName);
    // Months and countries stand in all texts.
    if (leaning !== 0 && (bit & knownBit) === 0) {
      if (leaning === leaningOfForeign && !isOrdinary) this.add(foreignWord);
      else this.#leaning += leaning - leaningMiddle;
    } else if ((bit & classBits) === 0 && (shape & ~foreignAny) === plainShape) {
      this.add(strangeWord);
    }
    if ((shape & upperFirst) !== 0 && !isOrdinary && (bit & personBits) !== 0) this.add(personName);
  }

  add(place: number, times = 1): void {
    const before = this.counts[place] ?? 0;
    this.counts[place] = before + times;
    if (before > 0) return;
    this.#there[this.#kinds] = place;
    this.#kinds += 1;
  }
}

const personBits = givenBit | familyBit;
/** How many values of attackers are in it takes away from the odds. */
export function oddsOfValues(count: number): number {
  const { most, weight } = bearingWeights["attack-value"];
  return Math.min(count, most) * weight;
}

/** What so many light cues count. */
export function oddsOfCues(cues: number): number {
  return Math.min(cues, bearingWeights.cues.most) * bearingWeights.cues.weight;
}

/** What the label before it speaks of: "Prices: 40 for Velmont". */
export function oddsOfLabel(cues: number): number {
  return Math.min(cues, bearingWeights.cues.most) * contextWeights.label;
}

/** Held from here on: about one of seven. What cues tell is doubted a little further below. */
export const oddsHeldMin = -1.8;
export const oddsToldMin = -3.2;
/** More does not come from the fragments before it and behind it. */
export const oddsBesideMax =
  (Math.max(contextWeights.before, contextWeights.earlier) +
    Math.max(contextWeights.after, contextWeights.later)) *
  contextWeights.most;
/** More does not come from what stands around it. */
export const oddsAroundMax =
  oddsBesideMax +
  contextWeights.text * contextWeights.most +
  contextWeights.us +
  contextWeights.counsel;

/** What stands before it counts more in the same sentence. */
export function oddsBefore(odds: number, isSameSentence: boolean): number {
  return pullOf(odds) * (isSameSentence ? contextWeights.before : contextWeights.earlier);
}

/** What stands behind it. */
export function oddsAfter(odds: number, isSameSentence: boolean): number {
  return pullOf(odds) * (isSameSentence ? contextWeights.after : contextWeights.later);
}

/** What the text is: whether it names us, whether counsel speaks in it, how its other fragments pull. */
export function oddsOfText(isOurs: boolean, isOfCounsel: boolean, pull: number): number {
  return (
    (isOurs ? contextWeights.us : 0) +
    (isOfCounsel ? contextWeights.counsel : 0) +
    contextWeights.text * pull
  );
}

/** How far odds count for fragments around theirs. */
export function pullOf(odds: number): number {
  const { middle, least, most } = contextWeights;
  return Math.max(least, Math.min(most, odds - middle));
}
