/**
 * What the other incidents say of two: link by link they came into one campaign that holds together
 * well, and how strong the weakest step was, and how many are there with them; or they did not, and
 * each has others that are nearer. And the nearest of all is more than its own odds say.
 */

import { CampaignTree, type TreeLink } from "./campaign-tree.ts";
import type { Reason } from "./explanation.ts";

/** A campaign whose weakest step is at least so strong speaks for its pairs; a looser one says nothing. */
const tiedOddsMin = 1.25;
/** How far the weakest step counts in place of what both share themselves. */
const stepPart = 0.75;
/** For each unit of log(1 + others in their campaign): who agrees with both. */
const othersPart = 0.3;
const othersMax = 48;
/**
 * From here on incidents make one campaign. Lower than where one link alone ties two reports: here
 * a good part of both sides has to be tied so well.
 */
const grownOddsMin = 0.5;
/** No company moves the log-odds further. */
const addedMax = 6;
const addedMin = -1;

/** For each unit of log(others): to be the nearest of a thousand says more than to be that of three. */
const nearestPart = 0.07;
const nearestMax = 0.5;
/** For each unit of log(1 + nearer ones), of both, where no campaign ties them. */
const nearerPart = 0.15;
const nearerMin = -1.5;

/** Two incidents that share too little themselves are still looked at when they met at such odds. */
const metOddsMin = 0;
/** And so many for each incident: a campaign of thousands is not told pair by pair. */
const metEach = 100;

/** Odds differ a little by which of both is looked up. */
const roundingMax = 0.2;

export interface Pair {
  readonly a: number;
  readonly b: number;
}

export interface WeighedPair extends Pair {
  /** Log-odds of what both share themselves. */
  readonly own: number;
}

/** Log-odds that come to those of what both share. */
export interface Added {
  readonly campaign: number;
  readonly nearness: number;
}

export class Company {
  readonly #tree: CampaignTree;
  readonly #count: number;
  /** Of each pair what both share themselves; undefined where it was not weighed. */
  readonly #pairs = new Map<number, number | undefined>();
  /** Of the campaign that each is in at `tiedOddsMin`. */
  readonly #sizes: Int32Array;
  readonly campaigns: readonly (readonly number[])[];

  /** All pairs that were weighed, in any order. */
  constructor(count: number, weighed: readonly TreeLink[]) {
    this.#count = count;
    const left = new Int32Array(count).fill(metEach);
    this.#tree = new CampaignTree(count, (some, others, height) => {
      if (height >= metOddsMin) this.#meet(some, others, left);
    });
    const falling = weighed.toSorted((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b);
    const tied = countFrom(falling, tiedOddsMin);
    this.#grow(falling.slice(0, tied));
    this.#sizes = Int32Array.from({ length: count }, (_, at) => this.#tree.sizeOf(at));
    const grown = countFrom(falling, grownOddsMin);
    this.#grow(falling.slice(tied, grown));
    this.campaigns = this.#campaignsNow();
    this.#grow(falling.slice(grown));
  }

  /** Pairs that may reach these odds, weighed or met through others, in the order of the first. */
  pairs(oddsMin: number): Pair[] {
    const pairs: Pair[] = [];
    const least = oddsMin - nearestMax - roundingMax;
    for (const key of Float64Array.from(this.#pairs.keys()).sort()) {
      const pair = { a: Math.floor(key / this.#count), b: key % this.#count };
      const own = this.#pairs.get(key);
      if (own === undefined || own + this.#ofCampaign(pair, own) >= least) pairs.push(pair);
    }
    return pairs;
  }

  /** What comes to the odds of what both share, for each of `pairs`, which are all of `pairs()`. */
  *additions(pairs: readonly WeighedPair[]): Generator<Added> {
    const together = Float64Array.from(pairs, (it) => it.own + this.#ofCampaign(it, it.own));
    const nearer = nearerOnes(pairs, together, this.#count);
    for (const [at, pair] of pairs.entries()) {
      yield {
        campaign: this.#ofCampaign(pair, pair.own),
        nearness: this.#nearness(pair, nearer.subarray(at * 2, at * 2 + 2)),
      };
    }
  }

  #isTied({ a, b }: Pair): boolean {
    return (this.#tree.heightOf(a, b) ?? -Infinity) >= tiedOddsMin;
  }

  #ofCampaign({ a, b }: Pair, own: number): number {
    const step = this.#tree.heightOf(a, b) ?? -Infinity;
    if (step < tiedOddsMin) return 0;
    const others = Math.min(othersMax, (this.#sizes[a] ?? 2) - 2);
    const added = stepPart * (step - own) + othersPart * Math.log1p(others);
    return Math.max(addedMin, Math.min(addedMax, added));
  }

  #nearness(pair: Pair, [ofA = 0, ofB = 0]: Iterable<number>): number {
    const isNearest = ofA === 0 || ofB === 0;
    const nearest = Math.min(nearestMax, nearestPart * Math.log(Math.max(1, this.#count - 1)));
    const behind = this.#isTied(pair) ? 0 : -nearerPart * (Math.log1p(ofA) + Math.log1p(ofB));
    return (isNearest ? nearest : 0) + Math.max(nearerMin, behind);
  }

  #grow(links: readonly TreeLink[]): void {
    for (const link of links) {
      this.#pairs.set(this.#keyOf(link.a, link.b), link.odds);
      this.#tree.add(link);
    }
  }

  #meet(some: readonly number[], others: readonly number[], left: Int32Array): void {
    const open = others.filter((it) => (left[it] ?? 0) > 0);
    for (const a of some) {
      for (const b of open) {
        if ((left[a] ?? 0) <= 0) break;
        if ((left[b] ?? 0) <= 0) continue;
        left[a] = (left[a] ?? 0) - 1;
        left[b] = (left[b] ?? 0) - 1;
        const key = this.#keyOf(a, b);
        if (!this.#pairs.has(key)) this.#pairs.set(key, undefined);
      }
    }
  }

  #keyOf(a: number, b: number): number {
    return Math.min(a, b) * this.#count + Math.max(a, b);
  }

  #campaignsNow(): number[][] {
    return Array.from({ length: this.#count }, (_, at) => this.#tree.membersOf(at))
      .filter((reports) => reports.length > 1)
      .map((reports) => [...reports].sort((x, y) => x - y))
      .sort((x, y) => y.length - x.length || (x[0] ?? 0) - (y[0] ?? 0));
  }
}

function countFrom(falling: readonly TreeLink[], oddsMin: number): number {
  const at = falling.findIndex(({ odds }) => odds < oddsMin);
  return at < 0 ? falling.length : at;
}

/** For each pair how many are nearer to the first, and to the second; equals are not. */
function nearerOnes(pairs: readonly Pair[], odds: Float64Array, count: number): Int32Array {
  const nearer = new Int32Array(pairs.length * 2);
  const passed = new Int32Array(count);
  const last = { odds: new Float64Array(count).fill(Infinity), nearer: new Int32Array(count) };
  const nearerTo = (report: number, own: number): number => {
    if (last.odds[report] !== own) {
      last.odds[report] = own;
      last.nearer[report] = passed[report] ?? 0;
    }
    passed[report] = (passed[report] ?? 0) + 1;
    return last.nearer[report] ?? 0;
  };
  // The seed of a process moves the last digits: those are equal.
  const rounded = odds.map((it) => Math.round(it * 1e6));
  for (const at of Uint32Array.from(pairs.keys()).sort(byFalling(rounded))) {
    const { a, b } = pairs[at] ?? { a: 0, b: 0 };
    nearer[at * 2] = nearerTo(a, rounded[at] ?? 0);
    nearer[at * 2 + 1] = nearerTo(b, rounded[at] ?? 0);
  }
  return nearer;
}

function byFalling(values: Float64Array): (x: number, y: number) => number {
  return (x, y) => (values[y] ?? 0) - (values[x] ?? 0);
}

export function addedReasons({ campaign, nearness }: Added): Reason[] {
  const reasons: Reason[] = [
    {
      kind: "company",
      weight: campaign,
      says:
        campaign < 0 ? "others in the campaign are nearer" : "tied through other reports as well",
      values: [],
    },
    {
      kind: "nearness",
      weight: nearness,
      says: nearness < 0 ? "others are nearer" : "nearest of all",
      values: [],
    },
  ];
  return reasons.filter(({ weight }) => weight !== 0);
}
