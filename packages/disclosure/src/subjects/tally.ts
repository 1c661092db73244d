/** What the words of one fragment say together: a sum for each kind of content. */

import type { Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import {
  amountBit,
  attackBit,
  cueBit,
  deniedBit,
  extortionBit,
  machineBit,
  oursBit,
  peopleBit,
  secrecyBit,
  tradeBit,
} from "../text/word-table.ts";
import type { Passage } from "../text/passage.ts";
import { digitAny, isNumeric, type Words } from "../text/words.ts";
import { demandOdds, hasSum, isOfMachines, tellsOfUs } from "./apart.ts";
import { amountAt, isMoney, isRate, isShare, isVolume, wordsOfAmount } from "./amounts.ts";
import { criminals } from "./context-words.ts";
import { enough } from "./cue-list.ts";
import { type Cue, cueAt } from "./cue-index.ts";
import { explained } from "./fragments.ts";
import { advice, kindIndex, kinds, kindsOfShares, offers, ownThingKinds } from "./content-kinds.ts";
import { Bearing, oddsOfCues, placeOf } from "./bearing.ts";
import { addEdges } from "./edges.ts";
import { hasRowOfNames, isAgeOfChild } from "./names-in-rows.ts";
import {
  isCounselSaying,
  isCounted,
  isMedical,
  isNameBefore,
  isPlainNumber,
  isUnknownName,
} from "./telling-words.ts";
import {
  isAsked,
  isAskedOutright,
  isCoin,
  isCountry,
  isDemand,
  isMovedRansom,
  isSpan,
  isVersion,
} from "./numbers-of-attacks.ts";
import { weighed } from "./weighing.ts";
import { isComingYear, isOfFile, saying, seasonBits, seasons } from "./times-and-files.ts";

const senseBits = oursBit | peopleBit | machineBit | deniedBit | extortionBit | secrecyBit;
/** Most words have none of these, and say what they say by their classes. */
const tellingBits = senseBits | cueBit | amountBit;

const cues = placeOf("cues");
const strongCue = placeOf("strong-cue");
const attack = placeOf("attack");
const machine = placeOf("machine");
const amounts = placeOf("amount");
const clock = placeOf("clock");
const money = placeOf("money");
const rates = placeOf("rate");
const shares = placeOf("share");
const volumes = placeOf("volume");
const counted = placeOf("counted");
const names = placeOf("unknown-name");
const things = placeOf("own-thing");
const ours = placeOf("ours");
const people = placeOf("people");
const secrecy = placeOf("secrecy");
const denied = placeOf("denied");
const extortion = placeOf("extortion");
const fileName = placeOf("file-name");
const season = placeOf("season");
const comingYear = placeOf("coming-year");
const says = placeOf("says");
const askedSum = placeOf("asked-sum");
const span = placeOf("span");
const version = placeOf("version");

/** Sums of one fragment; emptied and used again, since there are many. */
export class Tally {
  readonly #bearing = new Bearing();
  readonly scores = new Float32Array(kinds.length);
  /** First and last word that told something; its last and first where none did. */
  from = 0;
  to = 0;
  readonly #seen: (readonly Cue[])[] = [];
  #isScored = false;
  #isWeighed = false;
  #cues = 0;
  #numbers = 0;
  #isOfCriminals = false;
  #isOfCoins = false;
  /** A sum in it is one that criminals ask for. */
  isDemand = false;

  /** How often each sign of `bearing.ts` stands in it. */
  get signs(): Int32Array {
    return this.#bearing.counts;
  }

  /** How far it is beside the point, from its words alone. */
  get odds(): number {
    return this.#bearing.odds - (this.isDemand ? demandOdds : 0) - this.#lightCues;
  }

  /** What criminals ask, or what machines do, and nothing of us: what stands around it does not say otherwise. */
  get isApart(): boolean {
    return this.isDemand || this.#isOfMachines;
  }

  /** Weight of the cues of the kind that has most. */
  get cues(): number {
    return this.#often(cues);
  }

  /** What it is if it is anything, by its place in `kinds`. */
  get likeliest(): number {
    const best = this.#best;
    if ((this.scores[best] ?? 0) > 0) return best;
    if (this.#has(people)) return indexOf("human-resources");
    if (this.#has(things)) return indexOf("product-roadmap");
    return indexOf(this.#has(amounts) ? "output-volume" : "strategy-marketing");
  }

  /** What its cues and amounts say that it is. */
  get kind(): FindingKind | undefined {
    if (!this.#isWeighed || this.isDemand) return undefined;
    // Advice of counsel is advice, whatever it is about.
    if ((this.scores[advice] ?? 0) >= enough) return "privileged";
    const best = this.#best;
    return (this.scores[best] ?? 0) >= enough ? kinds[best] : undefined;
  }

  /** The place of the kind that has most. */
  get #best(): number {
    let best = 0;
    for (let at = 1; at < kinds.length; at += 1) {
      if ((this.scores[at] ?? 0) > (this.scores[best] ?? 0)) best = at;
    }
    return best;
  }

  /** How far it is of a kind, once more than light cues speak of it. */
  told(kind: number): number {
    return this.#isWeighed ? (this.scores[kind] ?? 0) : 0;
  }

  /** What is about attacks is what a report is for. */
  get isOfAttack(): boolean {
    return this.#has(attack) || this.#has(machine) || this.#has(extortion);
  }

  /** A name, a number that is no date and no time, or one of us stands in it. */
  get namesSomething(): boolean {
    return this.#has(names) || this.#has(amounts) || this.#has(ours);
  }

  /** Words from `first` to before `last`; `joint` is what they are to the fragment `before`. */
  read(
    reading: Reading,
    first: number,
    last: number,
    joint: number,
    before: Tally | undefined,
  ): void {
    const { words, passage } = reading;
    const ownThings = reading.ownThings.size > 0 ? reading.ownThings : undefined;
    this.#begin(words.hashes[first] ?? 0, first, last, joint);
    addEdges(this.#bearing, passage, words, first, last);
    let next = first;
    let isOfChild = false;
    for (let at = first; at < last; at += 1) {
      const bit = words.bits[at] ?? 0;
      const shape = words.shapes[at] ?? 0;
      this.#bearing.readWord(bit, shape);
      if ((bit & seasonBits) !== 0 && seasons.has(words.hashes[at] ?? 0)) this.#tell(season, at);
      if (shape === digitAny) isOfChild ||= isAgeOfChild(passage, words, at);
      if (at < next) continue;
      if ((bit & (attackBit | tradeBit)) !== 0) this.#bearing.add(attack);
      if (isUnknownName(bit, shape) && !isNameBefore(words, at, first)) this.#tell(names, at);
      if (ownThings?.has(at) === true) this.#tell(things, at);
      if (isMedical(passage, words, at)) this.#tellHealth(at);
      const isTelling = (bit & tellingBits) !== 0 || isNumeric(shape);
      if (isTelling) next = at + this.#readWord(passage, words, at, last);
    }
    if (this.#isScored) this.#bearing.add(cues, Math.trunc(this.scores[this.#best] ?? 0));
    if (this.#often(names) > 0 && !this.#has(machine)) {
      if (this.#often(names) > 1) this.#add("customer-list", this.#often(names));
      if (hasRowOfNames(reading, first, last)) this.#tellMore("customer-list");
    }
    if (isOfChild) this.#tellMore("children");
    const isOfCrime = this.#isOfCriminals || this.#has(extortion);
    if (isOfCrime && (this.#has(money) || this.#has(volumes))) this.#bearing.add(askedSum);
    this.isDemand = this.#isDemand(words, first, last);
    const isTold = this.#cues > 0 || this.#often(names) > 3;
    if (isTold || this.#has(money) || this.#has(rates) || this.#has(volumes))
      this.#weigh((joint & explained) !== 0 ? before : undefined);
  }

  #isDemand(words: Words, first: number, last: number): boolean {
    if (!hasSum(this.signs)) return false;
    const cuesOfSum = isMovedRansom(words, first, last) ? 1 : 0;
    if (this.#often(strongCue) > cuesOfSum || tellsOfUs(this.signs)) return false;
    if (this.#has(ours) && this.#numbers > 1) return false;
    if (this.#isOfCoins) return true;
    if (!this.#has(rates) && isAskedOutright(words, first, last)) return true;
    return !this.#has(ours) && isDemand(words, first, last);
  }

  get #isOfMachines(): boolean {
    return (this.scores[advice] ?? 0) === 0 && isOfMachines(this.signs);
  }

  /** Words with two meanings are meant as machines' beside theirs: "client 7.2", "absent", "listing". */
  get #lightCues(): number {
    return this.cues > 0 && this.#isOfMachines ? oddsOfCues(this.cues) : 0;
  }

  #begin(hash: number, first: number, last: number, joint: number): void {
    this.#bearing.begin(hash, last - first, joint);
    if (this.#isScored) {
      this.scores.fill(0);
      this.#seen.length = 0;
    }
    this.#isScored = this.#isWeighed = false;
    this.#cues = this.#numbers = 0;
    this.#isOfCriminals = this.#isOfCoins = this.isDemand = false;
    this.from = last - 1;
    this.to = first;
  }

  /** What its odds do not know of. */
  #tellMore(kind: FindingKind): void {
    this.#add(kind, enough);
    this.#cues += enough;
  }

  #tellHealth(at: number): void {
    this.#add("health", enough);
    this.#cues += enough;
    this.#bearing.add(strongCue);
    this.#tellAt(at);
  }

  /** Gives the number of words that were read. */
  #readWord(passage: Passage, words: Words, at: number, last: number): number {
    const bit = words.bits[at] ?? 0;
    const shape = words.shapes[at] ?? 0;
    if ((bit & senseBits) !== 0) this.#readSense(words, bit, at);
    const step = (bit & cueBit) !== 0 ? this.#readCue(passage, words, at, last) : 1;
    if (!isNumeric(shape) && (bit & amountBit) === 0) return step;
    return Math.max(step, this.#readAmount(passage, words, at));
  }

  #readCue(passage: Passage, words: Words, at: number, last: number): number {
    if (isOfFile(passage, words, at)) this.#bearing.add(fileName);
    const hit = cueAt(words, at);
    if (hit === undefined) return 1;
    if (!this.#seen.includes(hit.cues)) {
      this.#seen.push(hit.cues);
      for (const { kind, weight } of hit.cues) {
        this.#score(kind, weight);
        if (weight >= enough) this.#bearing.add(strongCue);
        if (kind === advice) this.#hear(words, at + hit.words);
        if (kind === advice && isCounselSaying(words, at, last)) this.#score(advice, weight);
        if (weight > 1) {
          this.#cues += weight;
          this.#tellAt(at);
        }
      }
    }
    return hit.words;
  }

  /** "counsel thinks", "he says". */
  #hear({ hashes }: Words, at: number): void {
    if (saying.has(hashes[at] ?? 0)) this.#bearing.add(says);
  }

  #readAmount(passage: Passage, words: Words, at: number): number {
    if (isComingYear(passage.codes, words, at)) this.#bearing.add(comingYear);
    const amount = amountAt(passage, words, at);
    if (amount === 0) {
      this.#bearing.add(clock);
      return 1;
    }
    const length = wordsOfAmount(amount);
    if (isCounted(words, at + length)) this.#tell(counted, at);
    this.#numbers += 1;
    if (isCoin(words, at + length)) this.#isOfCoins = true;
    if ((amount & isMoney) !== 0) this.#tell(money, at);
    if ((amount & isRate) !== 0) this.#tell(rates, at);
    if ((amount & isShare) !== 0) this.#tell(shares, at);
    if ((amount & isVolume) !== 0) this.#tell(volumes, at);
    if (isVersion(passage.codes, words, at, length)) this.#bearing.add(version);
    else if (isPlainNumber(passage, words, at, length)) this.#tell(amounts, at);
    if (isSpan(words, at + length)) this.#bearing.add(span);
    if ((amount & (isMoney | isVolume)) !== 0 && isAsked(words, at)) this.#bearing.add(askedSum);
    return length;
  }

  #readSense(words: Words, bit: number, at: number): void {
    if ((bit & oursBit) !== 0 && !isCountry(words, at)) this.#bearing.add(ours);
    else if ((bit & peopleBit) !== 0) {
      this.#bearing.add(people);
      this.#hear(words, at + 1);
    } else if ((bit & machineBit) !== 0) {
      this.#bearing.add(machine);
      if (criminals.has(words.hashes[at] ?? 0)) this.#isOfCriminals = true;
    } else if ((bit & deniedBit) !== 0) this.#bearing.add(denied);
    else if ((bit & extortionBit) !== 0) this.#bearing.add(extortion);
    else if ((bit & secrecyBit) !== 0) this.#tell(secrecy, at);
  }

  #often(place: number): number {
    return this.#bearing.counts[place] ?? 0;
  }

  #has(place: number): boolean {
    return this.#often(place) > 0;
  }

  #tell(place: number, at: number): void {
    this.#bearing.add(place);
    this.#tellAt(at);
  }

  #tellAt(at: number): void {
    this.from = Math.min(this.from, at);
    this.to = Math.max(this.to, at);
  }

  #add(kind: FindingKind, weight: number): void {
    this.#score(indexOf(kind), weight);
  }

  #score(kind: number, weight: number): void {
    this.scores[kind] = (this.scores[kind] ?? 0) + weight;
    this.#isScored = true;
  }

  /** In the light of the label before it. */
  #weigh(label: Tally | undefined): void {
    this.#isWeighed = true;
    if (!this.#has(extortion)) {
      this.#weighAmounts();
      if (this.#has(shares)) {
        for (const kind of kindsOfShares) this.#add(kind, 2);
      }
    }
    if (this.#has(things) && !this.#has(machine)) {
      for (const kind of ownThingKinds) this.#add(kind, 2);
    }
    if (this.#has(shares) && this.#has(names)) this.#add("purchasing", 2);
    if (this.#isScored) this.#weighScores(label);
  }

  #weighAmounts(): void {
    const isOfMachines = this.#has(machine);
    if (this.#has(money)) {
      for (const kind of offers) this.#add(kind, 3);
      this.#add("financial-personal", this.#has(people) ? 3 : 1);
    }
    if (this.#has(rates)) this.#add("competitive-price", isOfMachines ? 2 : 4);
    if (this.#has(volumes)) this.#add("output-volume", isOfMachines ? 1 : 3);
    if (this.#has(rates) && !isOfMachines) this.#add("output-volume", 2);
    if (this.#numbers > 0) this.#add("output-volume", 1);
    if (this.#has(counted) && !isOfMachines) this.#add("output-volume", 2);
  }

  /** In the light of whose it is, of what machines do, and of the label before. */
  #weighScores(label: Tally | undefined): void {
    const { scores } = this;
    for (const [at, kind] of kinds.entries()) {
      const score = scores[at] ?? 0;
      if (score < 1) continue;
      const isLabelled = label !== undefined && label.told(at) >= enough;
      scores[at] = weighed(kind, score, this.signs) + (isLabelled ? 2 : 0);
    }
  }
}

function indexOf(kind: FindingKind): number {
  return kindIndex.get(kind) ?? 0;
}
