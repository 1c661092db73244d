/**
 * Campaigns as they grow: reports tied to one adversary. A link joins; two campaigns become one
 * only when a good part of both is tied, so that no flood of look-alike reports pulls strangers
 * together; a correction undoes a link and what rested on it. Everything that happens is told.
 */

import { type CampaignEvent, type CampaignPlaces, MemoryPlaces } from "./campaign-places.ts";

export interface Link {
  readonly a: number;
  readonly b: number;
  /** Log-odds that both are of one campaign. */
  readonly odds: number;
}

/** Links of which reports it takes before two campaigns become one: a part of the smaller one. */
const mergePart = 4;
/** What the reports of one group (the class of their tokens) count towards a merger. */
const perGroupMax = 2;

/** The campaigns that are kept in `places`, in memory or on a disk. */
export class Campaigns {
  readonly #places: CampaignPlaces;
  readonly #tell: (event: CampaignEvent) => void;

  constructor(places: CampaignPlaces, tell: (event: CampaignEvent) => void = () => undefined) {
    this.#places = places;
    this.#tell = tell;
  }

  link({ a, b, odds }: Link): void {
    if (a === b) return;
    this.#places.setLink(a, b, odds);
    this.#unite(a, b);
  }

  /** Somebody found that two reports have nothing to do with each other. */
  unlink(a: number, b: number): void {
    this.#places.dropLink(a, b);
    const campaign = this.#places.campaignOf(a);
    if (campaign !== undefined && campaign === this.#places.campaignOf(b)) this.#rebuild(campaign);
  }

  /** A withdrawn report leaves, and what it alone held together falls apart. */
  remove(report: number): void {
    for (const [other] of this.#places.linksOf(report)) this.#places.dropLink(report, other);
    const campaign = this.#places.campaignOf(report);
    if (campaign !== undefined) this.#rebuild(campaign);
  }

  #unite(a: number, b: number): void {
    const first = this.#places.campaignOf(a);
    const second = this.#places.campaignOf(b);
    if (first === undefined && second === undefined) this.#start([a, b]);
    else if (first === undefined) this.#join(second ?? 0, a);
    else if (second === undefined) this.#join(first, b);
    else if (first !== second && this.#mayMerge(first, second)) this.#merge(first, second);
  }

  #start(reports: readonly number[]): number {
    const campaign = this.#places.create();
    for (const report of reports) this.#places.place(report, campaign);
    this.#tell({ kind: "start", campaign, reports });
    return campaign;
  }

  #join(campaign: number, report: number): void {
    this.#places.place(report, campaign);
    this.#tell({ kind: "join", campaign, report });
  }

  #mayMerge(first: number, second: number): boolean {
    const a = this.#places.membersOf(first);
    const b = this.#places.membersOf(second);
    const [few, many] = a.length < b.length ? [a, new Set(b)] : [b, new Set(a)];
    const needed = Math.ceil(few.length / mergePart);
    const here = new GroupCount(this.#places);
    const there = new GroupCount(this.#places);
    for (const report of few) {
      for (const [other] of this.#places.linksOf(report)) {
        if (!many.has(other)) continue;
        here.add(report);
        there.add(other);
      }
      if (here.count >= needed && there.count >= needed) return true;
    }
    return false;
  }

  #merge(first: number, second: number): void {
    const [campaign, from] = first < second ? [first, second] : [second, first];
    for (const report of this.#places.membersOf(from)) this.#places.place(report, campaign);
    this.#tell({ kind: "merge", campaign, from });
    this.#places.drop(from, campaign);
  }

  /** Joins the reports again by what links remain, strongest first; the largest part keeps the name. */
  #rebuild(campaign: number): void {
    const before = this.#places.membersOf(campaign);
    const parts = this.#parts(before);
    const [largest = []] = parts;
    if (largest.length === before.length) return;
    for (const report of before) this.#places.place(report, undefined);
    for (const report of largest) this.#places.place(report, campaign);
    const into = parts.slice(1).map((part) => {
      const created = this.#places.create();
      for (const report of part) this.#places.place(report, created);
      return created;
    });
    this.#tell({ kind: "split", campaign, into });
    for (const [at, created] of into.entries()) {
      this.#tell({ kind: "start", campaign: created, reports: parts[at + 1] ?? [] });
    }
    if (largest.length === 0) this.#places.drop(campaign, undefined);
  }

  #parts(reports: readonly number[]): readonly (readonly number[])[] {
    const inside = new Set(reports);
    const links = reports.flatMap((a) =>
      Array.from(this.#places.linksOf(a), ([b, odds]) => ({ a, b, odds })).filter(
        ({ b }) => a < b && inside.has(b),
      ),
    );
    const places = new MemoryPlaces((report) => this.#places.groupOf(report));
    const again = new Campaigns(places);
    for (const link of links.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b)) {
      again.link(link);
    }
    return Array.from(places.all().values()).sort(
      (x, y) => y.length - x.length || (x[0] ?? 0) - (y[0] ?? 0),
    );
  }
}

/** Reports, each once, of which those of one group count little. */
class GroupCount {
  readonly #places: Pick<CampaignPlaces, "groupOf">;
  readonly #seen = new Set<number>();
  readonly #groups = new Map<string, number>();
  count = 0;

  constructor(places: Pick<CampaignPlaces, "groupOf">) {
    this.#places = places;
  }

  add(report: number): void {
    if (this.#seen.has(report)) return;
    this.#seen.add(report);
    const group = this.#places.groupOf(report);
    const before = this.#groups.get(group) ?? 0;
    if (before >= perGroupMax) return;
    this.#groups.set(group, before + 1);
    this.count += 1;
  }
}
