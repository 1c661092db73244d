/**
 * Everything correlation keeps: counts and short lists by feature, and the numbers of each report.
 * No table of pairs. It is a cache: the same reports in the same order make it again.
 */

import type { FeatureIndex } from "./comparison.ts";
import { type EncodedKind, ruleOf, type UsualCount, usualIds } from "./encoded-features.ts";
import { countsToo, saltOf } from "./flood.ts";
import { kindNames } from "./kinds.ts";
import { PostingTable } from "./posting-table.ts";
import { eachKindOf, wordCount, wordSpace, writeWords } from "./report-words.ts";

export class ReportIndex implements FeatureIndex {
  readonly #table = new PostingTable();
  readonly #totals: number[];
  readonly #usual: ReadonlyMap<number, number>;
  #space = wordSpace(4096);
  #used = 0;
  #starts = new Float64Array(256);
  #reports = 0;
  readonly #groups: (string | undefined)[] = [];
  readonly #groupOf = (report: number): string => this.groupOf(report);
  readonly #seed: number;

  constructor(seed: number, usual: readonly UsualCount[]) {
    this.#seed = seed;
    this.#totals = kindNames.map((_, kind) => ruleOf(kind).usualTotal);
    this.#usual = usualIds(usual, seed);
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

  /** `group`: the class of its token, of which many reports count little; its own where none is given. */
  add(features: readonly EncodedKind[], group?: string): number {
    const report = this.#reports;
    this.#reports += 1;
    this.#groups.push(group);
    const counts = group === undefined ? undefined : this.#countsOf(group, features);
    this.#reserve(features);
    this.#starts[report] = this.#used;
    for (const { kind, ids, places } of features) {
      const { indexed } = ruleOf(kind);
      this.#totals[kind] = (this.#totals[kind] ?? 0) + ids.length;
      for (let at = 0; at < ids.length; at += 1) {
        this.#table.add(ids[at] ?? 0, places[at] ?? 0, report, indexed, counts);
      }
    }
    this.#used = writeWords(this.#space, this.#used, features);
    this.#starts[report + 1] = this.#used;
    return report;
  }

  #countsOf(group: string, features: readonly EncodedKind[]) {
    const newcomer = { group, salt: saltOf(features) };
    return (id: number, having: readonly number[]): boolean =>
      countsToo(newcomer, id, having, this.#groupOf);
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

  groupOf(report: number): string {
    return this.#groups[report] ?? String(report);
  }

  eachReport(id: number, place: number, visit: (report: number) => void): void {
    this.#table.each(id, place, visit);
  }

  eachKind(report: number, visit: Parameters<FeatureIndex["eachKind"]>[1]): void {
    eachKindOf(this.#space, this.#starts[report] ?? 0, this.#starts[report + 1] ?? 0, visit);
  }

  word(at: number): number {
    return this.#space.words[at] ?? 0;
  }

  #reserve(features: readonly EncodedKind[]): void {
    const wanted = this.#used + wordCount(features);
    const { words } = this.#space;
    if (wanted > words.length) {
      this.#space = wordSpace(Math.max(wanted, Math.ceil(words.length * 1.5)));
      this.#space.words.set(words);
    }
    if (this.#reports + 1 >= this.#starts.length) {
      const starts = new Float64Array(Math.ceil(this.#starts.length * 1.5));
      starts.set(this.#starts);
      this.#starts = starts;
    }
  }
}
