/** Where campaigns are kept: which report is in which, and what ties them. A node keeps them on its disk. */

export type CampaignEvent =
  | { readonly kind: "start"; readonly campaign: number; readonly reports: readonly number[] }
  | { readonly kind: "join"; readonly campaign: number; readonly report: number }
  | { readonly kind: "merge"; readonly campaign: number; readonly from: number }
  | { readonly kind: "split"; readonly campaign: number; readonly into: readonly number[] };

export interface CampaignPlaces {
  /** Reports of one group merge no campaigns by their number. */
  groupOf(report: number): string;
  campaignOf(report: number): number | undefined;
  place(report: number, campaign: number | undefined): void;
  membersOf(campaign: number): readonly number[];
  /** The others that a report is tied to, with the log-odds. */
  linksOf(report: number): Iterable<readonly [number, number]>;
  setLink(a: number, b: number, odds: number): void;
  dropLink(a: number, b: number): void;
  /** The number of a new campaign; higher than all before. */
  create(): number;
  /** An empty one, and the one that took in its reports. */
  drop(campaign: number, into: number | undefined): void;
}

export class MemoryPlaces implements CampaignPlaces {
  readonly groupOf: (report: number) => string;
  readonly #of = new Map<number, number>();
  readonly #members = new Map<number, Set<number>>();
  readonly #links = new Map<number, Map<number, number>>();
  #next = 0;

  constructor(groupOf: (report: number) => string = String) {
    this.groupOf = groupOf;
  }

  /** Reports of each campaign, in order. */
  all(): ReadonlyMap<number, readonly number[]> {
    return new Map(
      Array.from(this.#members, ([id, reports]) => [id, [...reports].sort((a, b) => a - b)]),
    );
  }

  campaignOf(report: number): number | undefined {
    return this.#of.get(report);
  }

  place(report: number, campaign: number | undefined): void {
    const before = this.#of.get(report);
    if (before !== undefined) this.#members.get(before)?.delete(report);
    if (campaign === undefined) this.#of.delete(report);
    else {
      this.#of.set(report, campaign);
      this.#members.get(campaign)?.add(report);
    }
  }

  membersOf(campaign: number): readonly number[] {
    return [...(this.#members.get(campaign) ?? [])];
  }

  linksOf(report: number): readonly (readonly [number, number])[] {
    return [...(this.#links.get(report) ?? [])];
  }

  setLink(a: number, b: number, odds: number): void {
    this.#keep(a, b, odds);
    this.#keep(b, a, odds);
  }

  dropLink(a: number, b: number): void {
    this.#links.get(a)?.delete(b);
    this.#links.get(b)?.delete(a);
  }

  create(): number {
    const campaign = this.#next;
    this.#next += 1;
    this.#members.set(campaign, new Set());
    return campaign;
  }

  drop(campaign: number): void {
    this.#members.delete(campaign);
  }

  #keep(from: number, to: number, odds: number): void {
    const links = this.#links.get(from) ?? new Map<number, number>();
    links.set(to, odds);
    this.#links.set(from, links);
  }
}
