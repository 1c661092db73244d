/**
 * What in an incident's text says nothing of the attack: in it stand the amounts, the people and the
 * plans for which no list has a word. It is held. Deny by default.
 */

import type { Reading } from "../detector.ts";
import { oddsBeside, oddsHeldMin, oddsOfValues } from "./bearing.ts";
import type { Judgements } from "./judgements.ts";
import type { Span } from "../text/passage.ts";

/** In a text that does not speak of attacks at all. */
const oddsAloneMin = -0.5;
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

  constructor(reading: Reading, judgements: Judgements) {
    this.#reading = reading;
    this.#judgements = judgements;
    this.#isOurs = reading.identity.namePrefixes.size > 0;
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
    return this.#isOurs || this.#oddsOf(at, first, last, oddsStrangeMin) >= oddsStrangeMin;
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
