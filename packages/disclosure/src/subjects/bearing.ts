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
  leaningOfMe,
  leaningOfYou,
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
  "block ask use check rotate patch disable enable look alert hunt review monitor segment refuse log restrict require reset report search remove deploy apply turn keep write wipe segregate scan test train verify watch set add make see treat stop start",
);
const shortWordsMax = 3;

/** Where a sign is counted. */
export function placeOf(sign: Sign): number {
  return signs.indexOf(sign);
}

const most = Int32Array.from(signs, (sign) => bearingWeights[sign].most);
/** Weights are whole hundredths, so that a sum is the same in any order. */
const perWeight = 100;
const weights = Int32Array.from(signs, (sign) =>
  Math.round(bearingWeights[sign].weight * perWeight),
);
const leanings = placeOf("leaning");
const plainWord = placeOf("plain-word");
const foreignWord = placeOf("foreign-word");
const unknownName = placeOf("unknown-name");
const strangeWord = placeOf("strange-word");
const plainShape = lowerAny | letterAny;
const foreignWordsMin = 2;
const tradeName = placeOf("trade-name");
const personName = placeOf("person-name");
const planned = placeOf("planned");
const toYou = placeOf("to-you");
const ofMe = placeOf("of-me");
const always = placeOf("always");
const short = placeOf("short");
const isAdvising = placeOf("advising");
const continued = placeOf("continued");
const explained = placeOf("explained");

/** The signs of one fragment, and what they weigh; emptied and used again, since there are many. */
export class Bearing {
  /** How often each sign stands in it. */
  readonly counts = new Int32Array(signs.length);
  #sum = 0;

  /** Above 0: rather beside the point. */
  get odds(): number {
    // In other languages a capital says little, and a word that no list has is an ordinary one.
    const isForeign = (this.counts[foreignWord] ?? 0) >= foreignWordsMin;
    this.#drop(isForeign ? unknownName : strangeWord);
    return this.#sum / perWeight;
  }

  /** A fragment of so many words begins with this one; `joint` is what it is to the one before. */
  begin(hash: number, words: number, joint: number): void {
    const { counts } = this;
    for (let at = 0; at < counts.length; at += 1) counts[at] = 0;
    this.#sum = 0;
    this.add(always);
    if (words <= shortWordsMax) this.add(short);
    if (advising.has(hash)) this.add(isAdvising);
    if ((joint & isContinued) !== 0) this.add(continued);
    if ((joint & isExplained) !== 0) this.add(explained);
  }

  /** What a word says by its classes and its form. */
  readWord(bit: number, shape: number): void {
    if ((bit & plannedBit) !== 0) this.add(planned);
    const leaning = (bit >>> leaningShift) & leaningMask;
    if ((bit & littleBit) !== 0) {
      if (leaning === leaningOfYou) this.add(toYou);
      else if (leaning === leaningOfMe) this.add(ofMe);
      return;
    }
    const isOrdinary = (bit & ordinaryBit) !== 0;
    if (isOrdinary) this.add(plainWord);
    else if ((bit & tradeBit) !== 0) this.add(tradeName);
    // Months and countries stand in all texts.
    if (leaning !== 0 && (bit & knownBit) === 0) {
      if (leaning === leaningOfForeign && !isOrdinary) this.add(foreignWord);
      else this.add(leanings, leaning - leaningMiddle);
    } else if ((bit & classBits) === 0 && (shape & ~foreignAny) === plainShape) {
      this.add(strangeWord);
    }
    if ((shape & upperFirst) !== 0 && !isOrdinary && (bit & personBits) !== 0) this.add(personName);
  }

  #drop(place: number): void {
    const often = this.counts[place] ?? 0;
    if (often > 0) this.add(place, -often);
  }

  /** The sum is kept as signs come: most fragments have few of them. */
  add(place: number, times = 1): void {
    const before = this.counts[place] ?? 0;
    const limit = most[place] ?? 0;
    this.counts[place] = before + times;
    this.#sum +=
      (Math.min(before + times, limit) - Math.min(before, limit)) * (weights[place] ?? 0);
  }
}

const personBits = givenBit | familyBit;
/** How many values of attackers are in it takes away from the odds. */
export function oddsOfValues(count: number): number {
  const { most, weight } = bearingWeights["attack-value"];
  return Math.min(count, most) * weight;
}

/** What the label before it speaks of: "Prices: 40 for Velmont". */
export function oddsOfLabel(cues: number): number {
  return Math.min(cues, bearingWeights.cues.most) * contextWeights.label;
}

/** Held from here on: about one of twenty five. What cues tell is doubted only further below. */
export const oddsHeldMin = -3.2;
export const oddsToldMin = -6;
/** More does not come from what stands around it. */
export const oddsAroundMax =
  (contextWeights.before + contextWeights.after + contextWeights.text) * contextWeights.most +
  contextWeights.us +
  contextWeights.counsel;

/** What stands beside it in its sentence, before and behind. */
export function oddsBeside(before: number | undefined, after: number | undefined): number {
  return (
    contextWeights.before * (before === undefined ? 0 : pullOf(before)) +
    contextWeights.after * (after === undefined ? 0 : pullOf(after))
  );
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
