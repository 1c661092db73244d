/**
 * Campaigns as they grow: reports tied to one adversary. A link joins; two campaigns become one
 * only when a good part of both is tied, so that no flood of look-alike reports pulls strangers
 * together; a correction undoes a link and what rested on it. Everything that happens is kept.
 */

export interface Link {
  readonly a: number;
  readonly b: number;
  /** Log-odds that both are of one campaign. */
  readonly odds: number;
}

export type CampaignEvent =
  | { readonly kind: "start"; readonly campaign: number; readonly reports: readonly number[] }
  | { readonly kind: "join"; readonly campaign: number; readonly report: number }
  | { readonly kind: "merge"; readonly campaign: number; readonly from: number }
  | { readonly kind: "split"; readonly campaign: number; readonly into: readonly number[] };

/** Links of which reports it takes before two campaigns become one: a part of the smaller one. */
const mergePart = 4;
/** What the reports of one group (the class of their tokens) count towards a merger. */
const perGroupMax = 2;

export class Campaigns {
  readonly #of = new Map<number, number>();
  readonly #members = new Map<number, Set<number>>();
  readonly #links = new Map<number, Map<number, number>>();
  readonly #history: CampaignEvent[] = [];
  readonly #groupOf: (report: number) => string;
  #next = 0;

  constructor(groupOf: (report: number) => string = String) {
    this.#groupOf = groupOf;
  }

  get history(): readonly CampaignEvent[] {
    return this.#history;
  }

  campaignOf(report: number): number | undefined {
    return this.#of.get(report);
  }

  /** Reports of each campaign, in order. */
  all(): ReadonlyMap<number, readonly number[]> {
    return new Map(
      Array.from(this.#members, ([id, reports]) => [id, [...reports].sort((a, b) => a - b)]),
    );
  }

  link({ a, b, odds }: Link): void {
    if (a === b) return;
    this.#keep(a, b, odds);
    this.#keep(b, a, odds);
    this.#unite(a, b);
  }

  /** Somebody found that two reports have nothing to do with each other. */
  unlink(a: number, b: number): void {
    this.#links.get(a)?.delete(b);
    this.#links.get(b)?.delete(a);
    const campaign = this.#of.get(a);
    if (campaign !== undefined && campaign === this.#of.get(b)) this.#rebuild(campaign);
  }

  /** A withdrawn report leaves, and what it alone held together falls apart. */
  remove(report: number): void {
    for (const other of this.#links.get(report)?.keys() ?? [])
      this.#links.get(other)?.delete(report);
    this.#links.delete(report);
    const campaign = this.#of.get(report);
    if (campaign !== undefined) this.#rebuild(campaign);
  }

  #keep(from: number, to: number, odds: number): void {
    const links = this.#links.get(from) ?? new Map<number, number>();
    links.set(to, odds);
    this.#links.set(from, links);
  }

  #unite(a: number, b: number): void {
    const first = this.#of.get(a);
    const second = this.#of.get(b);
    if (first === undefined && second === undefined) this.#start([a, b]);
    else if (first === undefined) this.#join(second ?? 0, a);
    else if (second === undefined) this.#join(first, b);
    else if (first !== second && this.#mayMerge(first, second)) this.#merge(first, second);
  }

  #start(reports: readonly number[]): number {
    const campaign = this.#next;
    this.#next += 1;
    this.#members.set(campaign, new Set(reports));
    for (const report of reports) this.#of.set(report, campaign);
    this.#history.push({ kind: "start", campaign, reports });
    return campaign;
  }

  #join(campaign: number, report: number): void {
    this.#members.get(campaign)?.add(report);
    this.#of.set(report, campaign);
    this.#history.push({ kind: "join", campaign, report });
  }

  #mayMerge(first: number, second: number): boolean {
    const a = this.#members.get(first) ?? new Set();
    const b = this.#members.get(second) ?? new Set();
    const needed = Math.ceil(Math.min(a.size, b.size) / mergePart);
    return this.#support(a, b) >= needed && this.#support(b, a) >= needed;
  }

  /** Reports of `from` that are tied to any of `to`, few of each group. */
  #support(from: ReadonlySet<number>, to: ReadonlySet<number>): number {
    const groups = new Map<string, number>();
    for (const report of from) {
      const isTied = [...(this.#links.get(report)?.keys() ?? [])].some((other) => to.has(other));
      if (!isTied) continue;
      const group = this.#groupOf(report);
      groups.set(group, Math.min(perGroupMax, (groups.get(group) ?? 0) + 1));
    }
    return [...groups.values()].reduce((sum, count) => sum + count, 0);
  }

  #merge(first: number, second: number): void {
    const [campaign, from] = first < second ? [first, second] : [second, first];
    for (const report of this.#members.get(from) ?? []) {
      this.#members.get(campaign)?.add(report);
      this.#of.set(report, campaign);
    }
    this.#members.delete(from);
    this.#history.push({ kind: "merge", campaign, from });
  }

  /** Joins the reports again by what links remain, strongest first. */
  #rebuild(campaign: number): void {
    const reports = [...(this.#members.get(campaign) ?? [])];
    this.#members.delete(campaign);
    for (const report of reports) this.#of.delete(report);
    const before = this.#next;
    const links = reports.flatMap((a) =>
      Array.from(this.#links.get(a) ?? [], ([b, odds]) => ({ a, b, odds })).filter(
        ({ b }) => a < b && reports.includes(b),
      ),
    );
    for (const { a, b } of links.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b)) {
      this.#unite(a, b);
    }
    const into = [...this.#members.keys()].filter((id) => id >= before);
    this.#history.push({ kind: "split", campaign, into });
  }
}
