/** What the words of one fragment say together: a sum for each kind of content. */

import type { Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import {
  amountBit,
  attackBit,
  cueBit,
  deniedBit,
  extortionBit,
  knownBit,
  littleBit,
  machineBit,
  ordinaryBit,
  oursBit,
  peopleBit,
  secrecyBit,
  tradeBit,
} from "../text/word-table.ts";
import { hashSet } from "../text/word-hash.ts";
import { digitAny, upperFirst, type Words } from "../text/words.ts";
import { type Amount, amountAt } from "./amounts.ts";
import { enough } from "./cue-list.ts";
import { cueAt } from "./cue-index.ts";
import type { Fragment } from "./fragments.ts";
import {
  advice,
  business,
  kindIndex,
  kinds,
  offers,
  ownThingKinds,
  unlikely,
} from "./content-kinds.ts";
import { Bearing, placeOf } from "./bearing.ts";
import { isCounted, isMedical, isPlainNumber, isUnknownName } from "./telling-words.ts";

export interface Verdict {
  readonly kind: FindingKind | undefined;
  readonly scores: Float32Array;
}

/** Of a fragment; what is about attacks is what a report is for. */
export interface Topic {
  readonly isOfAttack: boolean;
  readonly isOfUs: boolean;
  /** A number that is no date and no time. */
  readonly hasAmount: boolean;
  readonly hasName: boolean;
}

const senseBits = oursBit | peopleBit | machineBit | deniedBit | extortionBit | secrecyBit;

const silent: Verdict = { kind: undefined, scores: new Float32Array(kinds.length) };

const place = {
  cues: placeOf("cues"),
  strongCue: placeOf("strong-cue"),
  attack: placeOf("attack"),
  machine: placeOf("machine"),
  amount: placeOf("amount"),
  money: placeOf("money"),
  rate: placeOf("rate"),
  share: placeOf("share"),
  volume: placeOf("volume"),
  counted: placeOf("counted"),
  unknownName: placeOf("unknown-name"),
  ownThing: placeOf("own-thing"),
  ours: placeOf("ours"),
  people: placeOf("people"),
  secrecy: placeOf("secrecy"),
  denied: placeOf("denied"),
  extortion: placeOf("extortion"),
};

/** Sums of one fragment; emptied and used again, since there are many. */
export class Tally {
  readonly scores = new Float32Array(kinds.length);
  readonly #seen = new Set<unknown>();
  readonly signals: number[] = [];
  #ours = 0;
  #people = 0;
  #machine = 0;
  #denied = 0;
  #extortion = false;
  #secrecy = false;
  #hasStrongCue = false;
  #cues = 0;
  #names = 0;
  /** Numbers of things of some sort, and own products and brands. */
  #counts = 0;
  #things = 0;
  #isWeighed = false;
  #money = 0;
  #rates = 0;
  #shares = 0;
  #volumes = 0;
  #numbers = 0;
  #before: Verdict | undefined;
  #attack = 0;
  #amounts = 0;
  readonly #bearing = new Bearing();

  /** How often each sign of `bearing.ts` stands in it. */
  get signs(): Float64Array {
    return this.#bearing.counts;
  }

  /** How far it is beside the point, from its words alone. */
  get odds(): number {
    return this.#bearing.odds;
  }

  /** Weight of the cues of the kind that has most. */
  get cues(): number {
    return this.#bearing.get(place.cues);
  }

  /** What it is if it is anything. */
  get likeliest(): FindingKind {
    let best = -1;
    for (let at = 0; this.#hasScores && at < kinds.length; at += 1) {
      if ((this.scores[at] ?? 0) > (this.scores[best] ?? 0)) best = at;
    }
    const told = kinds[best];
    if (told !== undefined) return told;
    if (this.#people > 0) return "human-resources";
    if (this.#things > 0) return "product-roadmap";
    return this.#amounts > 0 ? "output-volume" : "strategy-marketing";
  }

  /** What the fragment speaks of, whatever its cues say. */
  get topic(): Topic {
    return {
      isOfAttack: this.#attack + this.#machine > 0 || this.#extortion,
      isOfUs: this.#ours > 0,
      hasAmount: this.#amounts > 0,
      hasName: this.#names > 0,
    };
  }

  read(reading: Reading, fragment: Fragment, before: Verdict | undefined): void {
    this.#reset();
    this.#before = before;
    const { words, passage } = reading;
    const { bits, shapes } = words;
    const { ownThings } = reading;
    const hasThings = ownThings.size > 0;
    const bearing = this.#bearing;
    bearing.begin(words.hashes[fragment.first] ?? 0, fragment.last - fragment.first, fragment);
    for (let at = fragment.first; at < fragment.last;) {
      const bit = bits[at] ?? 0;
      const shape = shapes[at] ?? 0;
      let step = 1;
      bearing.readWord(words.hashes[at] ?? 0, bit, shape);
      if (isUnknownName(bit, shape) && !isNameBefore(words, at, fragment.first)) {
        this.#names += 1;
        this.signals.push(at);
      }
      if ((bit & cueBit) !== 0) step = this.#readCue(words, at);
      if (isMedical(passage, words, at)) {
        this.#add("health", 4);
        this.#cues += 4;
        this.signals.push(at);
      }
      if (hasThings && ownThings.has(at)) {
        this.#things += 1;
        this.signals.push(at);
      }
      if ((shape & digitAny) !== 0 || (bit & amountBit) !== 0) {
        const amount = amountAt(passage, words, at);
        if (amount !== undefined) {
          step = Math.max(step, this.#readAmount(amount, at, words));
          if (isPlainNumber(passage, words, at, amount.words)) this.#amounts += 1;
        }
      }
      if ((bit & (attackBit | tradeBit)) !== 0) this.#attack += 1;
      if ((bit & senseBits) !== 0) this.#readSense(bit, at);
      at += step;
    }
    this.#bear();
    if (this.#names > 1 && this.#machine === 0) this.#add("customer-list", this.#names);
    if (this.#names > 3 || this.#cues > 0 || this.#money + this.#rates + this.#volumes > 0)
      this.#weigh(fragment);
  }

  verdict(): Verdict {
    if (!this.#isWeighed) return silent;
    let best = -1;
    for (let at = 0; at < kinds.length; at += 1) {
      const score = this.scores[at] ?? 0;
      if (score >= enough && (best < 0 || score > (this.scores[best] ?? 0))) best = at;
    }
    // Advice of counsel is advice, whatever it is about.
    const isAdvice = (this.scores[advice] ?? 0) >= enough;
    return { kind: isAdvice ? "privileged" : kinds[best], scores: this.scores.slice() };
  }

  /** Nothing was added to them where nothing was told. */
  get #hasScores(): boolean {
    return this.signals.length + this.#seen.size > 0;
  }

  #reset(): void {
    if (this.#hasScores || this.#isWeighed) {
      this.scores.fill(0);
      this.#seen.clear();
      this.signals.length = 0;
    }
    this.#isWeighed = false;
    this.#ours = this.#people = this.#machine = this.#denied = this.#cues = 0;
    this.#attack = this.#amounts = 0;
    this.#names = this.#counts = this.#things = 0;
    this.#money = this.#rates = this.#shares = this.#volumes = this.#numbers = 0;
    this.#extortion = this.#secrecy = this.#hasStrongCue = false;
  }

  #readCue(words: Words, at: number): number {
    const hit = cueAt(words, at);
    if (hit === undefined) return 1;
    if (!this.#seen.has(hit.cues)) {
      this.#seen.add(hit.cues);
      for (const { kind, weight } of hit.cues) {
        const index = kindIndex.get(kind) ?? 0;
        this.scores[index] = (this.scores[index] ?? 0) + weight;
        if (weight >= enough) this.#hasStrongCue = true;
        if (weight > 1) {
          this.#cues += weight;
          this.signals.push(at);
        }
      }
    }
    return hit.words;
  }

  #readAmount(amount: Amount, at: number, words: Words): number {
    if (isCounted(words, at + amount.words)) {
      this.#counts += 1;
      this.signals.push(at);
    }
    this.#numbers += 1;
    if (amount.isMoney) this.#money += 1;
    if (amount.isRate) this.#rates += 1;
    if (amount.isShare) this.#shares += 1;
    if (amount.isVolume) this.#volumes += 1;
    if (amount.isMoney || amount.isRate || amount.isShare || amount.isVolume) this.signals.push(at);
    return amount.words;
  }

  #readSense(bit: number, at: number): void {
    if ((bit & oursBit) !== 0) this.#ours += 1;
    else if ((bit & peopleBit) !== 0) this.#people += 1;
    else if ((bit & machineBit) !== 0) this.#machine += 1;
    else if ((bit & deniedBit) !== 0) this.#denied += 1;
    else if ((bit & extortionBit) !== 0) this.#extortion = true;
    else if ((bit & secrecyBit) !== 0) {
      this.#secrecy = true;
      this.signals.push(at);
    }
  }

  #bear(): void {
    const bearing = this.#bearing;
    let cues = 0;
    if (this.#hasScores) for (const score of this.scores) cues = Math.max(cues, score);
    bearing.set(place.cues, cues);
    bearing.set(place.strongCue, this.#hasStrongCue ? 1 : 0);
    bearing.set(place.attack, this.#attack);
    bearing.set(place.machine, this.#machine);
    bearing.set(place.amount, this.#amounts);
    bearing.set(place.money, this.#money);
    bearing.set(place.rate, this.#rates);
    bearing.set(place.share, this.#shares);
    bearing.set(place.volume, this.#volumes);
    bearing.set(place.counted, this.#counts);
    bearing.set(place.unknownName, this.#names);
    bearing.set(place.ownThing, this.#things);
    bearing.set(place.ours, this.#ours);
    bearing.set(place.people, this.#people);
    bearing.set(place.secrecy, this.#secrecy ? 1 : 0);
    bearing.set(place.denied, this.#denied);
    bearing.set(place.extortion, this.#extortion ? 1 : 0);
  }

  #add(kind: FindingKind, weight: number): void {
    const at = kindIndex.get(kind) ?? 0;
    this.scores[at] = (this.scores[at] ?? 0) + weight;
  }

  #weigh({ isExplained }: Fragment): void {
    const { scores } = this;
    this.#isWeighed = true;
    if (!this.#extortion) {
      if (this.#money > 0) {
        for (const kind of ["competitive-price", "competitive-cost", "purchasing"] as const) {
          this.#add(kind, 3);
        }
        this.#add("financial-personal", this.#people > 0 ? 3 : 1);
      }
      if (this.#rates > 0) this.#add("competitive-price", this.#machine > 0 ? 2 : 4);
    }
    if (!this.#extortion) {
      if (this.#volumes > 0) this.#add("output-volume", this.#machine > 0 ? 1 : 3);
      if (this.#rates > 0 && this.#machine === 0) this.#add("output-volume", 2);
      if (this.#numbers > 0) this.#add("output-volume", 1);
      if (this.#counts > 0 && this.#machine === 0) this.#add("output-volume", 2);
    }
    if (this.#things > 0 && this.#machine === 0) {
      for (const kind of ownThingKinds) this.#add(kind, 2);
    }
    if (this.#shares > 0 && this.#names > 0) this.#add("purchasing", 2);
    if (this.#shares > 0 && !this.#extortion) {
      for (const kind of [
        "competitive-price",
        "competitive-cost",
        "strategy-marketing",
        "output-volume",
      ] as const) {
        this.#add(kind, 2);
      }
    }
    for (const [at, kind] of kinds.entries()) {
      let score = scores[at] ?? 0;
      if (score < 1) continue;
      if (business.has(kind)) {
        if (this.#ours > 0) score += 1;
        if (this.#secrecy) score += 2;
        score -= Math.min(3, this.#machine);
        // What crime costs is the criminals' business.
        const isCrime = this.#extortion && this.#ours + this.#names + this.#things === 0;
        if (isCrime && offers.has(kind)) score = 0;
        if (this.#denied > 0) score -= 1;
      } else if (unlikely.has(kind)) {
        if (this.#people > 0) score += 1;
        score -= Math.min(3, this.#machine);
      } else if (kind === "company-unique") {
        score -= Math.min(4, 2 * this.#machine);
      }
      if (isExplained && (this.#before?.scores[at] ?? 0) >= enough) score += 2;
      scores[at] = score;
    }
  }
}

/** "Marek Dvoracek", "Willemine van de Noort" are one name; not so "Only Tamura" and "St. Brannoc". */
function isNameBefore({ bits, shapes, hashes }: Words, at: number, first: number): boolean {
  let before = at - 1;
  while (before > first && particles.has(hashes[before] ?? 0)) before -= 1;
  if (before < first || ((shapes[before] ?? 0) & upperFirst) === 0) return false;
  return ((bits[before] ?? 0) & (littleBit | ordinaryBit | knownBit)) === 0;
}

const particles = hashSet("van von de der den del della di da du la le el al bin ibn ter ten zu");
