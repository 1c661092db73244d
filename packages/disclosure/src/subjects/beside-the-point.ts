/**
 * What in an incident's text says nothing of the attack: in it stand the amounts, the people and the
 * plans for which no list has a word. It is held. Deny by default.
 */

import type { Reading } from "../detector.ts";
import { oddsBeside, oddsHeldMin, oddsOfValues } from "./bearing.ts";
import type { Judgements } from "./judgements.ts";
import type { Span } from "../text/passage.ts";
import { familyBit, givenBit, knownBit, ordinaryBit, tradeBit } from "../text/word-table.ts";
import { lowerAny, upperFirst } from "../text/words.ts";

/** In a text that does not speak of attacks at all. */
const oddsAloneMin = 0;
/** The same where nothing and nobody of ours is named: such texts are written for others. */
const oddsForOthersMin = 0;
/** What cues alone tell must be so likely there. */
const cuesForOthersMin = -2;
/** A short text may leave our names out by chance, a longer one hardly. */
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
  /** Fragments, and how far each is beside the point. */
  readonly #held = new Map<number, number>();
  readonly #isOurs: boolean;
  /** How surely the text is written for others: from 0 to 1. */
  readonly #forOthers: number;

  constructor(reading: Reading, judgements: Judgements) {
    this.#reading = reading;
    this.#judgements = judgements;
    this.#isOurs = reading.identity.namePrefixes.size > 0;
    this.#forOthers = namesUs(reading) ? 0 : longer(reading.words.count);
  }

  /** The fragments of a sentence: what stands beside one counts for it, too. */
  close(first: number, last: number): void {
    for (let at = first; at < last; at += 1) {
      if (this.#judgements.isTold(at)) continue;
      const odds = this.#oddsOf(at, first, last, oddsHeldMin);
      if (odds >= oddsHeldMin) this.#held.set(at, odds);
    }
  }

  /** Cues alone do not count for much where nobody's company is known. */
  isBelieved(at: number, first: number, last: number): boolean {
    if (this.#isOurs && this.#forOthers === 0) return true;
    const least = this.#isOurs ? cuesForOthersMin / this.#forOthers : oddsStrangeMin;
    return this.#oddsOf(at, first, last, least) >= least;
  }

  #oddsOf(at: number, first: number, last: number, least: number): number {
    const { odds: all, fragments } = this.#judgements;
    const from = fragments.firsts[at] ?? 0;
    const to = fragments.firsts[at + 1] ?? from;
    if (to - from > wordsMax) return -Infinity;
    const before = at > first ? all[at - 1] : undefined;
    const after = at + 1 < last ? all[at + 1] : undefined;
    const odds = (all[at] ?? 0) + oddsBeside(before, after);
    // What is left to read only takes away from them.
    if (odds < least) return odds;
    const { start, end } = this.#spanOf(from, to);
    const isCode = codeSigns.test(this.#reading.passage.original.slice(start, end));
    return odds + (isCode ? oddsOfCode : 0) + oddsOfValues(this.#valuesIn(start, end));
  }

  /** Fragments; in a text about an attack more are held than in another one. */
  held(): number[] {
    const least = this.#leastOdds();
    return [...this.#held].filter(([, odds]) => odds >= least).map(([at]) => at);
  }

  #leastOdds(): number {
    const forOne = this.#isOurs ? fragmentsForOne : fragmentsForOneStrange;
    const ofAttack = this.#judgements.ofAttack + this.#reading.observations.length;
    const isOfAttack = ofAttack > 0 && ofAttack * forOne >= this.#judgements.fragments.count;
    if (this.#isOurs && isOfAttack)
      return oddsHeldMin + this.#forOthers * (oddsForOthersMin - oddsHeldMin);
    if (this.#isOurs) return oddsAloneMin;
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
function namesUs({ ownPhrases, words }: Reading): boolean {
  if (ownPhrases.length > 0) return true;
  const { bits, shapes, count } = words;
  for (let at = 0; at + 1 < count; at += 1) {
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
