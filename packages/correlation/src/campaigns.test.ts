import { expect, test } from "vitest";

import { Campaigns } from "./campaigns.ts";

function chain(campaigns: Campaigns, reports: readonly number[]): void {
  for (const [at, b] of reports.entries()) {
    const a = reports[at - 1];
    if (a !== undefined) campaigns.link({ a, b, odds: 3 });
  }
}

const all = (campaigns: Campaigns) => [...campaigns.all().values()];

test("linked reports start a campaign, others join it, and the history tells", () => {
  const campaigns = new Campaigns();
  campaigns.link({ a: 1, b: 2, odds: 3 });
  campaigns.link({ a: 2, b: 5, odds: 3 });
  expect(all(campaigns)).toEqual([[1, 2, 5]]);
  expect(campaigns.history.map(({ kind }) => kind)).toEqual(["start", "join"]);
});

test("one link ties two small campaigns, but not two large ones", () => {
  const small = new Campaigns();
  chain(small, [1, 2]);
  chain(small, [3, 4]);
  small.link({ a: 2, b: 3, odds: 3 });
  expect(all(small)).toEqual([[1, 2, 3, 4]]);
  const large = new Campaigns();
  chain(large, [1, 2, 3, 4, 5, 6, 7, 8]);
  chain(large, [11, 12, 13, 14, 15, 16, 17, 18]);
  large.link({ a: 2, b: 12, odds: 9 });
  expect(all(large)).toHaveLength(2);
  large.link({ a: 7, b: 17, odds: 9 });
  expect(all(large)).toHaveLength(1);
  expect(large.history.at(-1)).toMatchObject({ kind: "merge" });
});

test("a flood of reports of one class that copy two campaigns does not merge them", () => {
  const groupOf = (report: number) => (report >= 100 ? "flood" : String(report));
  const campaigns = new Campaigns(groupOf);
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
  const campaigns = new Campaigns();
  chain(campaigns, [1, 2, 3, 4]);
  campaigns.unlink(2, 3);
  expect(all(campaigns)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(campaigns.history.at(-1)).toMatchObject({ kind: "split" });
  campaigns.link({ a: 2, b: 3, odds: 3 });
  expect(all(campaigns)).toEqual([[1, 2, 3, 4]]);
});

test("a withdrawn report leaves nothing of itself", () => {
  const campaigns = new Campaigns();
  chain(campaigns, [1, 2, 3]);
  campaigns.remove(2);
  expect(all(campaigns)).toEqual([]);
  expect(campaigns.campaignOf(2)).toBeUndefined();
});
