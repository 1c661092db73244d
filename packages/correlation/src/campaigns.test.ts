import { expect, test } from "vitest";

import { type CampaignEvent, MemoryPlaces } from "./campaign-places.ts";
import { Campaigns, type Link } from "./campaigns.ts";

class Kept {
  readonly history: CampaignEvent[] = [];
  readonly #places: MemoryPlaces;
  readonly #campaigns: Campaigns;

  constructor(groupOf?: (report: number) => string) {
    this.#places = new MemoryPlaces(groupOf);
    this.#campaigns = new Campaigns(this.#places, (event) => this.history.push(event));
  }

  link(link: Link): void {
    this.#campaigns.link(link);
  }

  unlink(a: number, b: number): void {
    this.#campaigns.unlink(a, b);
  }

  remove(report: number): void {
    this.#campaigns.remove(report);
  }

  campaignOf(report: number): number | undefined {
    return this.#places.campaignOf(report);
  }

  get all(): (readonly number[])[] {
    return [...this.#places.all().values()];
  }
}

function chain(campaigns: Kept, reports: readonly number[]): void {
  for (const [at, b] of reports.entries()) {
    const a = reports[at - 1];
    if (a !== undefined) campaigns.link({ a, b, odds: 3 });
  }
}

test("linked reports start a campaign, others join it, and the history tells", () => {
  const campaigns = new Kept();
  campaigns.link({ a: 1, b: 2, odds: 3 });
  campaigns.link({ a: 2, b: 5, odds: 3 });
  expect(campaigns.all).toEqual([[1, 2, 5]]);
  expect(campaigns.history.map(({ kind }) => kind)).toEqual(["start", "join"]);
});

test("one link ties two small campaigns, but not two large ones", () => {
  const small = new Kept();
  chain(small, [1, 2]);
  chain(small, [3, 4]);
  small.link({ a: 2, b: 3, odds: 3 });
  expect(small.all).toEqual([[1, 2, 3, 4]]);
  const large = new Kept();
  chain(large, [1, 2, 3, 4, 5, 6, 7, 8]);
  chain(large, [11, 12, 13, 14, 15, 16, 17, 18]);
  large.link({ a: 2, b: 12, odds: 9 });
  expect(large.all).toHaveLength(2);
  large.link({ a: 7, b: 17, odds: 9 });
  expect(large.all).toHaveLength(1);
  expect(large.history.at(-1)).toMatchObject({ kind: "merge" });
});

test("a flood of reports of one class that copy two campaigns does not merge them", () => {
  const groupOf = (report: number) => (report >= 100 ? "flood" : String(report));
  const campaigns = new Kept(groupOf);
  const first = Array.from({ length: 12 }, (_, at) => at);
  const second = first.map((at) => at + 20);
  chain(campaigns, first);
  chain(campaigns, second);
  for (let copy = 100; copy < 140; copy += 1) {
    for (const report of [...first, ...second]) campaigns.link({ a: copy, b: report, odds: 12 });
  }
  expect(campaigns.campaignOf(0)).not.toBe(campaigns.campaignOf(20));
});

test("when a link is undone, what it alone held together falls apart, and comes back with it", () => {
  const campaigns = new Kept();
  chain(campaigns, [1, 2, 3, 4]);
  campaigns.unlink(2, 3);
  expect(campaigns.all).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(campaigns.history.map(({ kind }) => kind).slice(-2)).toEqual(["split", "start"]);
  campaigns.link({ a: 2, b: 3, odds: 3 });
  expect(campaigns.all).toEqual([[1, 2, 3, 4]]);
});

test("a withdrawn report leaves nothing of itself", () => {
  const campaigns = new Kept();
  chain(campaigns, [1, 2, 3]);
  campaigns.remove(2);
  expect(campaigns.all).toEqual([]);
  expect(campaigns.campaignOf(2)).toBeUndefined();
});

test("the largest part keeps the campaign's number, and what changes nothing is not told", () => {
  const campaigns = new Kept();
  chain(campaigns, [1, 2, 3, 4, 5]);
  campaigns.link({ a: 1, b: 3, odds: 3 });
  const told = campaigns.history.length;
  campaigns.unlink(1, 2);
  expect(campaigns.history).toHaveLength(told);
  const before = campaigns.campaignOf(4);
  campaigns.unlink(3, 4);
  expect(campaigns.campaignOf(1)).toBe(before);
  expect(campaigns.campaignOf(4)).not.toBe(before);
});
