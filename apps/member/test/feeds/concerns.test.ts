import { expect, test } from "vitest";

import { createConcerns } from "../../src/feeds/concerns.ts";
import { FeedWorld, nowMs } from "./feed-world.ts";

const entry = (cveID: string, product: string, dueDate: string) => ({
  cveID,
  vendorProject: "Acme",
  product,
  vulnerabilityName: `Acme ${product} flaw`,
  dateAdded: "2026-01-01",
  shortDescription: "x",
  requiredAction: "Apply updates.",
  dueDate,
  knownRansomwareCampaignUse: "Known",
});

const catalogue = JSON.stringify({
  catalogVersion: "1",
  dateReleased: "2026-11-01T00:00:00.000Z",
  count: 3,
  vulnerabilities: [
    entry("CVE-2026-0001", "Server", "2026-12-01"),
    entry("CVE-2026-0002", "Server", "2026-11-01"),
    entry("CVE-2026-0003", "Other", "2026-11-01"),
  ],
});

const advisory = JSON.stringify({
  document: {
    category: "csaf_security_advisory",
    csaf_version: "2.0",
    title: "Flaws in Server",
    publisher: { name: "Acme" },
    tracking: {
      id: "A1",
      version: "1",
      status: "final",
      current_release_date: "2026-01-01T00:00:00Z",
    },
  },
  product_tree: {
    branches: [
      {
        category: "vendor",
        name: "Acme",
        branches: [
          {
            category: "product_name",
            name: "Server",
            product: { name: "Acme Server", product_id: "p" },
          },
        ],
      },
    ],
  },
  vulnerabilities: ["CVE-2026-0001", "CVE-2026-0009"].map((cve) => ({
    cve,
    product_status: { known_affected: ["p"] },
    remediations: [{ category: "vendor_fix", details: "Update to 2.0.", product_ids: ["p"] }],
  })),
});

test("what feeds say of products in the inventory and of values seen here is told, the most urgent first", async () => {
  await using world = await FeedWorld.open();
  const { others, imports } = world;
  others.answers = ({ url }) => {
    if (url.pathname === "/kev") return catalogue;
    return url.pathname === "/csaf" ? advisory : "bad.evil.net\nworse.evil.net\n";
  };
  const products = [{ vendor: "acme", product: "server" }];
  const pages = [
    { items: [{ type: "domain", value: "x.evil.net", source: "mail" }], next: "1" },
    { items: [{ type: "domain", value: "bad.evil.net", source: "proxy" }], next: null },
  ];
  using concerns = createConcerns({
    imports,
    products: () => Promise.resolve(products),
    sightings: ({ after }) =>
      Promise.resolve(pages[after === undefined ? 0 : 1] ?? { items: [], next: null }),
    now: () => nowMs,
  });
  expect(await concerns.list()).toEqual([]);
  for (const kind of ["kev", "csaf", "list"] as const) {
    await world.sync(await world.add(kind, `/${kind}`));
  }
  expect(await concerns.list()).toMatchObject([
    { kind: "known-exploited", what: "CVE-2026-0002", daysLeft: -21, ours: "acme server" },
    { kind: "known-exploited", what: "CVE-2026-0001", due: "2026-12-01", daysLeft: 9 },
    { kind: "seen-here", what: "bad.evil.net", ours: "proxy", feeds: ["a list"] },
    // What is known to be exploited is not told again.
    { kind: "advisory", what: "CVE-2026-0009", ours: "acme server", action: "Update to 2.0." },
  ]);
  const feeds = await imports.list();
  for (const { id } of feeds) await imports.remove(id);
  expect(await concerns.list()).toEqual([]);
});
