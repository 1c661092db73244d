/**
 * How far a fragment is beside the point of a text about an attack: sums over its words, weighed
 * together. It tells what no list has a word for, by what is missing: texts about attacks are made
 * of few words, and amounts, plans, people and things stand among others. Pure; linear in the words.
 */

import {
  commonThreatBit,
  familyBit,
  givenBit,
  littleBit,
  matterBit,
  ordinaryBit,
  plannedBit,
  rareThreatBit,
  tradeBit,
} from "../text/word-table.ts";
import { letterAny, lowerAny, upperFirst } from "../text/words.ts";
import { hashSet } from "../text/word-hash.ts";
import { bearingWeights, contextWeights, type Sign, signs } from "./bearing-weights.ts";
import { continued as isContinued, explained as isExplained } from "./fragments.ts";

/** Verbs that begin advice: "Block the domain". */
const advising = hashSet(
  "block ask use check rotate patch disable enable look alert hunt review monitor segment refuse log restrict require reset report search remove deploy apply turn keep write wipe segregate scan test train verify watch set add make see treat stop start",
);
const you = hashSet("you your");
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
const newWord = placeOf("new-word");
const rareWord = placeOf("rare-word");
const commonWord = placeOf("common-word");
const tradeName = placeOf("trade-name");
const personName = placeOf("person-name");
const planned = placeOf("planned");
const matterWord = placeOf("matter-word");
const toYou = placeOf("to-you");
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
  readWord(hash: number, bit: number, shape: number): void {
    if ((bit & plannedBit) !== 0) this.add(planned);
    if ((bit & matterBit) !== 0) this.add(matterWord);
    if ((bit & littleBit) !== 0) {
      if (you.has(hash)) this.add(toYou);
      return;
    }
    const isOrdinary = (bit & ordinaryBit) !== 0;
    if (shape === plainShape) {
      if (isOrdinary) this.add(threatClass(bit));
    } else if ((shape & upperFirst) !== 0 && !isOrdinary && (bit & personBits) !== 0) {
      this.add(personName);
    }
    if ((bit & tradeBit) !== 0 && !isOrdinary) this.add(tradeName);
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

const plainShape = lowerAny | letterAny;
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

/** Held from here on: as likely as not one of ten. */
export const oddsHeldMin = -2.8;
/** More does not come from what stands beside it. */
export const oddsBesideMax = (contextWeights.before + contextWeights.after) * contextWeights.most;

/** What stands beside it in its sentence, before and behind. */
export function oddsBeside(before: number | undefined, after: number | undefined): number {
  return (
    contextWeights.before * pull(before, contextWeights) +
    contextWeights.after * pull(after, contextWeights)
  );
}

function pull(odds: number | undefined, { middle, least, most }: typeof contextWeights): number {
  return odds === undefined ? 0 : Math.max(least, Math.min(most, odds - middle));
}

function threatClass(bit: number): number {
  if ((bit & commonThreatBit) !== 0) return commonWord;
  return (bit & rareThreatBit) !== 0 ? rareWord : newWord;
}
