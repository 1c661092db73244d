/**
 * What in an incident's text says nothing of the attack: in it stand the amounts, the people and the
 * plans for which no list has a word. It is held. Deny by default.
 */

import type { Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { oddsBeside, oddsOfValues } from "./bearing.ts";
import type { Fragment } from "./fragments.ts";
import type { Span } from "../text/passage.ts";
import type { Topic } from "./tally.ts";

export interface Weighed {
  readonly fragment: Fragment;
  /** What cues told already. */
  readonly kind: FindingKind | undefined;
  readonly odds: number;
  readonly likely: FindingKind;
}

/** Held from here on: as likely as not one of ten. */
const oddsMin = -2.2;
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
  readonly #places: readonly number[];
  readonly #held: { readonly weighed: Weighed; readonly odds: number }[] = [];
  readonly #isOurs: boolean;
  #ofAttack = 0;
  #fragments = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#isOurs = reading.identity.namePrefixes.size > 0;
    this.#places = reading.observations.map(({ start }) => start).sort((a, b) => a - b);
    this.#ofAttack = this.#places.length;
  }

  read({ isOfAttack }: Topic): void {
    this.#fragments += 1;
    if (isOfAttack) this.#ofAttack += 1;
  }

  /** A sentence is whole: what stands beside a fragment counts for it, too. */
  close(sentence: readonly Weighed[]): void {
    for (let at = 0; at < sentence.length; at += 1) {
      const one = sentence[at];
      if (one === undefined || one.kind !== undefined) continue;
      const odds = this.#oddsOf(sentence, at, oddsMin);
      if (odds >= oddsMin) this.#held.push({ weighed: one, odds });
    }
  }

  /** Cues alone do not count for much where nobody's company is known. */
  isBelieved(sentence: readonly Weighed[], at: number): boolean {
    return this.#isOurs || this.#oddsOf(sentence, at, oddsStrangeMin) >= oddsStrangeMin;
  }

  #oddsOf(sentence: readonly Weighed[], at: number, least: number): number {
    const one = sentence[at];
    if (one === undefined || one.fragment.last - one.fragment.first > wordsMax) return -Infinity;
    const odds = one.odds + oddsBeside(sentence[at - 1]?.odds, sentence[at + 1]?.odds);
    // What is left to read only takes away from them.
    if (odds < least) return odds;
    const { start, end } = this.#spanOf(one.fragment);
    const values = firstFrom(this.#places, end) - firstFrom(this.#places, start);
    const isCode = codeSigns.test(this.#reading.passage.original.slice(start, end));
    return odds + (isCode ? oddsOfCode : 0) + oddsOfValues(values);
  }

  /** In a text about an attack more is held than in another one. */
  held(): readonly Weighed[] {
    const least = this.#leastOdds();
    return this.#held.filter(({ odds }) => odds >= least).map(({ weighed }) => weighed);
  }

  #leastOdds(): number {
    const forOne = this.#isOurs ? fragmentsForOne : fragmentsForOneStrange;
    const isOfAttack = this.#ofAttack > 0 && this.#ofAttack * forOne >= this.#fragments;
    if (this.#isOurs) return isOfAttack ? oddsMin : oddsAloneMin;
    return isOfAttack ? oddsStrangeMin : Infinity;
  }

  #spanOf({ first, last }: Fragment): Span {
    const { passage, words } = this.#reading;
    return passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0);
  }
}

function firstFrom(places: readonly number[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
