/**
 * What in an incident's text says nothing of the attack: in it stand the amounts, the people and the
 * plans for which no list has a word. It is held. Deny by default.
 */

import type { Reading } from "../detector.ts";
import { oddsBeside, oddsHeldMin, oddsOfText, oddsOfValues, oddsToldMin } from "./bearing.ts";
import { continued } from "./fragments.ts";
import type { Judgements } from "./judgements.ts";
import type { Span } from "../text/passage.ts";
import { familyBit, givenBit, knownBit, ordinaryBit, tradeBit } from "../text/word-table.ts";
import { lowerAny, upperFirst } from "../text/words.ts";

/** In a text that does not speak of attacks at all. */
const oddsAloneMin = 0;
/**
 * A text is written for others as a whole, or it is not: nothing is held where no fragment is as surely beside
 * the point as this. A short text may leave our names out by chance, a longer one hardly.
 */
const surestForOthers = 0.3;
const surestNamingUs = -2.8;
const shortTextWords = 30;
const longTextWords = 60;
/** Where nobody's company is known: as likely as not. */
const oddsStrangeMin = 0;
const fragmentsForOneStrange = 3;
/** A text is about an incident where one fragment in so many speaks of it. */
const fragmentsForOne = 12;
const wordsMax = 120;
/** Signs of code and of commands. */
const codeSigns = /[{}<>=|\\&_^]|\$\w|--|%\w/;
const oddsOfCode = -2;

export class BesideThePoint {
  readonly #reading: Reading;
  readonly #judgements: Judgements;
  /** How far each fragment is beside the point; what is far from it is not reckoned to its end. */
  readonly #odds: Float64Array;
  readonly #isOurs: boolean;
  readonly #namesUs: boolean;
  readonly #isForOthers: boolean;
  readonly #leastTold: number;
  readonly #least: number;

  constructor(reading: Reading, judgements: Judgements) {
    this.#reading = reading;
    this.#judgements = judgements;
    this.#isOurs = reading.identity.namePrefixes.size > 0;
    this.#namesUs = namesUs(reading);
    this.#leastTold = this.#isOurs ? oddsToldMin : oddsStrangeMin;
    this.#least = this.#leastOdds();
    this.#odds = this.#weigh();
    const surest = this.#namesUs ? surestNamingUs : surestForOthers;
    const wanted = oddsHeldMin + longer(reading.words.count) * (surest - oddsHeldMin);
    this.#isForOthers = this.#isOurs && !this.#odds.some((odds) => odds >= wanted);
  }

  isHeld(at: number): boolean {
    const least = this.#judgements.isTold(at) ? this.#leastTold : this.#least;
    return !this.#isForOthers && (this.#odds[at] ?? -Infinity) >= least;
  }

  /** What stands beside a fragment in its sentence counts for it, too. */
  #weigh(): Float64Array {
    const { count, joints } = this.#judgements.fragments;
    const odds = new Float64Array(count);
    let first = 0;
    for (let end = 1; end <= count; end += 1) {
      if (end < count && ((joints[end] ?? 0) & continued) !== 0) continue;
      for (let at = first; at < end; at += 1) odds[at] = this.#oddsOf(at, first, end);
      first = end;
    }
    return odds;
  }

  #oddsOf(at: number, first: number, last: number): number {
    const { odds: all, fragments } = this.#judgements;
    const from = fragments.firsts[at] ?? 0;
    const to = fragments.firsts[at + 1] ?? from;
    if (to - from > wordsMax || this.#judgements.isValue(at)) return -Infinity;
    const before = at > first ? all[at - 1] : undefined;
    const after = at + 1 < last ? all[at + 1] : undefined;
    const { isOfCounsel } = this.#judgements;
    const odds =
      (all[at] ?? 0) +
      oddsBeside(before, after) +
      oddsOfText(this.#namesUs, isOfCounsel, this.#judgements.pullAround(at));
    // What is left to read only takes away from them.
    if (odds < oddsToldMin) return odds;
    const { start, end } = this.#spanOf(from, to);
    const isCode = codeSigns.test(this.#reading.passage.original.slice(start, end));
    return odds + (isCode ? oddsOfCode : 0) + oddsOfValues(this.#valuesIn(start, end));
  }

  /** In a text about an attack more is held than in another one. */
  #leastOdds(): number {
    const forOne = this.#isOurs ? fragmentsForOne : fragmentsForOneStrange;
    const ofAttack = this.#judgements.ofAttack + this.#reading.observations.length;
    const isOfAttack = ofAttack > 0 && ofAttack * forOne >= this.#judgements.fragments.count;
    if (this.#isOurs) return isOfAttack ? oddsHeldMin : oddsAloneMin;
    return isOfAttack ? oddsStrangeMin : Infinity;
  }

  /** How many values of attackers begin in a stretch of the original. */
  #valuesIn(start: number, end: number): number {
    const { observations } = this.#reading;
    return firstFrom(observations, end) - firstFrom(observations, start);
  }

  #spanOf(from: number, to: number): Span {
    const { passage, words } = this.#reading;
    return passage.spanOf(words.starts[from] ?? 0, words.ends[to - 1] ?? 0);
  }
}

function longer(words: number): number {
  const share = (words - shortTextWords) / (longTextWords - shortTextWords);
  return Math.max(0, Math.min(1, share));
}

/** An own name or somebody's name stands in the text. */
export function namesUs({
  ownPhrases,
  words,
  places,
}: Pick<Reading, "ownPhrases" | "words" | "places">): boolean {
  if (ownPhrases.length > 0) return true;
  const { bits, shapes } = words;
  for (const at of places.capitals) {
    if (
      isName(bits[at] ?? 0, shapes[at] ?? 0, givenBit) &&
      isName(bits[at + 1] ?? 0, shapes[at + 1] ?? 0, givenBit | familyBit)
    )
      return true;
  }
  return false;
}

function isName(bits: number, shape: number, kinds: number): boolean {
  return (
    (shape & (upperFirst | lowerAny)) === (upperFirst | lowerAny) &&
    (bits & kinds) !== 0 &&
    (bits & (ordinaryBit | tradeBit | knownBit)) === 0
  );
}

/** The first of spans in order that begins there or behind. */
function firstFrom(spans: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
