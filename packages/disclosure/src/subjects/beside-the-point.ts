/**
 * What in an incident's text says nothing of the attack: in it stand the amounts, the people and the
 * plans for which no list has a word. It is held. Deny by default.
 */

import type { Observation } from "@tocsin/threat/extraction";
import type { Reading } from "../detector.ts";
import { isOfAttackers } from "../stays/of-machines.ts";
import {
  oddsAfter,
  oddsBefore,
  oddsBesideMax,
  oddsHeldMin,
  oddsOfText,
  oddsOfValues,
  oddsToldMin,
} from "./bearing.ts";
import type { FragmentOdds } from "./fragment-odds.ts";
import { continued, type Fragments } from "./fragments.ts";
import type { Judgements } from "./judgements.ts";
import { firstFrom } from "../text/first-from.ts";
import { familyBit, givenBit, knownBit, ordinaryBit, tradeBit } from "../text/word-table.ts";
import { lowerAny, upperFirst } from "../text/words.ts";

/** In a text that does not speak of attacks at all. */
const oddsAloneMin = 0;
/**
 * A text is written for others as a whole, or it is not: nothing is held where no fragment is as surely beside
 * the point as this. A short text may leave our names out by chance, a longer one hardly.
 */
const surestOfFew = -4;
const surestForOthers = 1.2;
const surestNamingUs = -1.5;
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
const oddsOfCode = -1;

/** From which odds on a fragment is so surely beside the point that the text is not written for others. */
function surestOdds(reading: Reading, isNamed: boolean): number {
  if (!isOfKnown(reading)) return Infinity;
  const surest = isNamed ? surestNamingUs : surestForOthers;
  return surestOfFew + longer(reading.words.count) * (surest - surestOfFew);
}

/** Somebody's company is known. */
function isOfKnown({ identity }: Reading): boolean {
  return identity.namePrefixes.size > 0;
}

/** No fragment is held, since none is surely beside the point; the odds may be more than they are. */
export function isForOthers(reading: Reading, odds: FragmentOdds): boolean {
  if (!isOfKnown(reading)) return false;
  const isNamed = namesUs(reading);
  const surest = surestOdds(reading, isNamed);
  // Most fragments are far below it, whatever stands around them.
  const least = surest - oddsBesideMax - oddsOfText(isNamed, odds.isOfCounsel, odds.pullAroundMost);
  for (let at = 0; at < odds.fragments.count; at += 1) {
    if ((odds.odds[at] ?? 0) < least) continue;
    const own = oddsInText(odds, at, isNamed);
    // Whatever lies beside it counts: "Our price list went to evil[.]example".
    if (own >= surest && oddsInside(reading, odds.fragments, at, own, []) >= surest) return false;
  }
  return true;
}

/** What stands beside a fragment in its sentence counts for it, too. */
function oddsInText(all: FragmentOdds, at: number, isNamed: boolean): number {
  if (all.isValue(at)) return -Infinity;
  const { count, joints } = all.fragments;
  const goesOn = ((joints[at] ?? 0) & continued) !== 0;
  const hasMore = ((joints[at + 1] ?? 0) & continued) !== 0;
  let odds = all.odds[at] ?? 0;
  // What crosses the end of a sentence does not make a demand or a machine's doing ours.
  const isApart = all.isApart(at);
  if (at > 0) odds += most(oddsBefore(all.odds[at - 1] ?? 0, goesOn), isApart && !goesOn);
  if (at + 1 < count) odds += most(oddsAfter(all.odds[at + 1] ?? 0, hasMore), isApart && !hasMore);
  const pull = most(all.pullAround(at), isApart);
  return odds + oddsOfText(isNamed && !isApart, all.isOfCounsel, pull);
}

function most(odds: number, isApart: boolean): number {
  return isApart ? Math.min(0, odds) : odds;
}

/** Less for code, and for values of attackers; one that is too long is not judged. */
function oddsInside(
  { passage, words }: Reading,
  { firsts }: Fragments,
  at: number,
  odds: number,
  values: readonly Observation[],
): number {
  const from = firsts[at] ?? 0;
  const to = firsts[at + 1] ?? from;
  if (to - from > wordsMax) return -Infinity;
  const { start, end } = passage.spanOf(words.starts[from] ?? 0, words.ends[to - 1] ?? 0);
  const isCode = codeSigns.test(passage.original.slice(start, end));
  const inside = firstFrom(values, end) - firstFrom(values, start);
  return odds + (isCode ? oddsOfCode : 0) + oddsOfValues(inside);
}

/** Which fragments are held, in a text that is not for others. */
export class BesideThePoint {
  readonly #reading: Reading;
  readonly #judgements: Judgements;
  readonly #isNamed: boolean;
  readonly #leastTold: number;
  readonly #least: number;
  readonly #values: readonly Observation[];

  constructor(reading: Reading, judgements: Judgements) {
    this.#reading = reading;
    this.#judgements = judgements;
    this.#leastTold = isOfKnown(reading) ? oddsToldMin : oddsStrangeMin;
    this.#least = leastOdds(reading, judgements);
    this.#isNamed = namesUs(reading);
    this.#values = reading.observations.filter(isOfAttackers);
  }

  isHeld(at: number): boolean {
    const isTold = this.#judgements.isTold(at);
    const least = isTold ? this.#leastTold : this.#least;
    const odds = oddsInText(this.#judgements.odds, at, this.#isNamed);
    if (odds < least) return false;
    // What cues tell is told whatever attackers own beside it: "Our price list went to evil[.]example".
    const values = isTold ? [] : this.#values;
    return oddsInside(this.#reading, this.#judgements.fragments, at, odds, values) >= least;
  }
}

/** In a text about an attack more is held than in another one. */
function leastOdds(reading: Reading, judgements: Judgements): number {
  const isOurs = isOfKnown(reading);
  const forOne = isOurs ? fragmentsForOne : fragmentsForOneStrange;
  const ofAttack = judgements.ofAttack + reading.observations.length;
  const isOfAttack = ofAttack > 0 && ofAttack * forOne >= judgements.fragments.count;
  if (isOurs) return isOfAttack ? oddsHeldMin : oddsAloneMin;
  return isOfAttack ? oddsStrangeMin : Infinity;
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
