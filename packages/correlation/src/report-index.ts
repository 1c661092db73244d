/**
 * Everything correlation keeps: counts and short lists by feature, and the numbers of each report.
 * No table of pairs. It is a cache: the same reports in the same order make it again.
 */

import { hash, type EncodedKind, numberOf, ruleOf } from "./encoded-features.ts";
import { type Kind, kindNames } from "./kinds.ts";
import { PostingTable } from "./posting-table.ts";

/** How often something usually occurs: what a small feed cannot know by itself. */
export interface UsualCount {
  readonly kind: Kind;
  readonly item: string;
  readonly count: number;
}

/** Words before each kind of a stored report: kind and number of ids, then the sum of counts. */
const headWords = 2;
const kindShift = 26;

export class ReportIndex {
  readonly #table = new PostingTable();
  readonly #totals: number[];
  readonly #usual = new Map<number, number>();
  #words = new Uint32Array(4096);
  #floats = new Float32Array(this.#words.buffer);
  #used = 0;
  #starts = new Float64Array(256);
  #reports = 0;
  readonly #seed: number;

  constructor(seed: number, usual: readonly UsualCount[]) {
    this.#seed = seed;
    this.#totals = kindNames.map((_, kind) => ruleOf(kind).usualTotal);
    for (const { kind, item, count } of usual) {
      const number = numberOf(kind);
      this.#usual.set(hash(item, seed ^ (number * 0x9e3779b1)), count);
    }
  }

  get seed(): number {
    return this.#seed;
  }

  get reports(): number {
    return this.#reports;
  }

  /** Memory of what is kept. */
  get bytes(): number {
    return this.#table.bytes + this.#used * 4 + this.#reports * 8;
  }

  add(features: readonly EncodedKind[]): number {
    const report = this.#reports;
    this.#reports += 1;
    this.#reserve(features);
    this.#starts[report] = this.#used;
    for (const encoded of features) {
      const { kind, ids, places, counts, mass } = encoded;
      const { indexed } = ruleOf(kind);
      this.#totals[kind] = (this.#totals[kind] ?? 0) + ids.length;
      this.#words[this.#used] = ((kind << kindShift) | ids.length) >>> 0;
      this.#floats[this.#used + 1] = mass;
      for (let at = 0; at < ids.length; at += 1) {
        const id = ids[at] ?? 0;
        this.#table.add(id, places[at] ?? 0, report, indexed);
        this.#words[this.#used + headWords + at] = isCounted(kind)
          ? packed(id, counts[at] ?? 1)
          : id;
      }
      this.#used += headWords + ids.length;
    }
    this.#starts[report + 1] = this.#used;
    return report;
  }

  /** Its features no longer count and nobody is tied to it; its number is not used again. */
  remove(report: number, features: readonly EncodedKind[]): void {
    for (const { kind, ids, places } of features) {
      this.#totals[kind] = (this.#totals[kind] ?? 0) - ids.length;
      for (let at = 0; at < ids.length; at += 1) {
        this.#table.remove(ids[at] ?? 0, places[at] ?? 0, report);
      }
    }
  }

  /** Share of all items of the kind that are this one, never 0. */
  usualShare(kind: number, id: number, place: number): number {
    const count = this.#table.count(id, place) + (this.#usual.get(id) ?? 0);
    return Math.max(1, count) / Math.max(1, this.#totals[kind] ?? 1);
  }

  count(id: number, place: number): number {
    return this.#table.count(id, place);
  }

  eachReport(id: number, place: number, visit: (report: number) => void): void {
    this.#table.each(id, place, visit);
  }

  /** Calls for each kind of a stored report with the place of its words. */
  eachKind(report: number, visit: (kind: number, mass: number, from: number, to: number) => void) {
    const end = this.#starts[report + 1] ?? 0;
    for (let at = this.#starts[report] ?? 0; at < end;) {
      const head = this.#words[at] ?? 0;
      const length = head & ((1 << kindShift) - 1);
      visit(head >>> kindShift, this.#floats[at + 1] ?? 0, at + headWords, at + headWords + length);
      at += headWords + length;
    }
  }

  word(at: number): number {
    return this.#words[at] ?? 0;
  }

  #reserve(features: readonly EncodedKind[]): void {
    const wanted = features.reduce((sum, { ids }) => sum + headWords + ids.length, this.#used);
    if (wanted > this.#words.length) {
      const words = new Uint32Array(Math.max(wanted, Math.ceil(this.#words.length * 1.5)));
      words.set(this.#words);
      this.#words = words;
      this.#floats = new Float32Array(words.buffer);
    }
    if (this.#reports + 1 >= this.#starts.length) {
      const starts = new Float64Array(Math.ceil(this.#starts.length * 1.5));
      starts.set(this.#starts);
      this.#starts = starts;
    }
  }
}

const counted: ReadonlySet<number> = new Set(
  (["suffix", "shape", "composition", "naming", "label", "below"] as const).map(numberOf),
);

/** Kinds of which it matters how often: their ids share a word with the count. */
export function isCounted(kind: number): boolean {
  return counted.has(kind);
}

const countBits = 6;
const countMask = (1 << countBits) - 1;

/** Counts are roots; quarters of one are enough. */
function packed(id: number, count: number): number {
  return (((id >>> countBits) << countBits) | Math.min(countMask, Math.round(count * 4))) >>> 0;
}

export function packedId(word: number): number {
  return word >>> countBits;
}

export function packedCount(word: number): number {
  return (word & countMask) / 4;
}
