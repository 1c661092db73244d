/**
 * What the other incidents say of two: they came into one campaign, link by link, and how strong
 * the weakest step was; and how many are there with them. What is said so is bounded, and it can
 * speak against a link as well: two incidents that alone tie two large campaigns.
 */

import { CampaignTree, type TreeLink } from "./campaign-tree.ts";
import type { Reason } from "./explanation.ts";

/** How far the weakest step counts in place of what both share themselves. */
const stepPart = 0.5;
/** For each unit of log(1 + others in their campaign): who agrees with both. */
const othersPart = 0.3;
const othersMax = 48;
/** Those count whose campaign holds together at least so well. */
const othersOddsMin = 1;
/**
 * From here on incidents make one campaign. Lower than where one link alone ties two reports: here
 * a good part of both sides has to be tied so well.
 */
const grownOddsMin = 0.5;
/** Never in one campaign: as if the weakest step was this one. */
const apartOdds = -4;
/** No company moves the log-odds further. */
const addedMax = 4;
const addedMin = -1;

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

export class Company {
  readonly #tree: CampaignTree;
  readonly #count: number;
  /** Of each pair what both share themselves; undefined where it was not weighed. */
  readonly #pairs = new Map<number, number | undefined>();
  /** Of the campaign that each is in at `othersOddsMin`. */
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
    const tied = countFrom(falling, grownOddsMin);
    this.#grow(falling.slice(0, tied));
    this.campaigns = this.#campaignsNow();
    const agreeing = countFrom(falling, othersOddsMin);
    this.#grow(falling.slice(tied, agreeing));
    this.#sizes = Int32Array.from({ length: count }, (_, at) => this.#tree.sizeOf(at));
    this.#grow(falling.slice(agreeing));
  }

  /** Pairs that may reach these odds, weighed or met through others, in the order of the first. */
  pairs(oddsMin: number): Pair[] {
    const pairs: Pair[] = [];
    for (const key of Float64Array.from(this.#pairs.keys()).sort()) {
      const pair = { a: Math.floor(key / this.#count), b: key % this.#count };
      const own = this.#pairs.get(key);
      if (own === undefined || own + this.added(pair, own) >= oddsMin - roundingMax) {
        pairs.push(pair);
      }
    }
    return pairs;
  }

  /** Log-odds that come to those of what both share. */
  added({ a, b }: Pair, own: number): number {
    const step = this.#tree.heightOf(a, b) ?? apartOdds;
    const others = step < othersOddsMin ? 0 : Math.min(othersMax, (this.#sizes[a] ?? 2) - 2);
    const added = stepPart * (step - own) + othersPart * Math.log1p(others);
    return Math.max(addedMin, Math.min(addedMax, added));
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

export function companyReason(added: number): Reason {
  const says =
    added < 0 ? "the reports around them are not tied" : "tied through other reports as well";
  return { kind: "company", weight: added, says, values: [] };
}
