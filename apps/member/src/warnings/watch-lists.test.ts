import { expect, test } from "vitest";

import { bodyOf } from "../../test/world/samples.ts";
import { createRelevance } from "./relevance.ts";
import { createWatchLists } from "./watch-lists.ts";

const body = bodyOf("portal.evil-loader.com", {
  actors: [{ name: "APT28", class: "B" }],
  techniques: [{ id: "T1566.001", class: "B" }],
  vulnerabilities: [{ id: "CVE-2021-44228", class: "C" }],
  technologies: [{ name: "Citrix NetScaler Gateway", class: "C" }],
  notes: [{ text: "Session cookies were replayed.", class: "B" }],
});

test.each([
  ["word", "netscaler gateway"],
  ["word", "evil-loader"],
  ["actor", "Fancy Bear"],
  ["technique", "t1566"],
  ["technique", "T1566.001"],
  ["vulnerability", "cve-2021-44228"],
  ["search", "netscaler sess"],
])("%s %s rings", (kind, value) => {
  const [reason] = createWatchLists([{ kind, value }])(body);
  expect(reason).toMatchObject({ kind: "watch", ours: "watch list", strength: "strong" });
});

test.each([
  ["word", "scaler"],
  ["actor", "Lazarus Group"],
  ["technique", "T156"],
  ["technique", "T1566.002"],
  ["vulnerability", "CVE-2021-4422"],
  ["search", "netscaler ransom"],
  ["search", "  "],
])("%s %s does not", (kind, value) => {
  expect(createWatchLists([{ kind, value }])(body)).toEqual([]);
});

test("a product of the inventory rings under its own name, a short one with its vendor alone", () => {
  const empty = { technologies: [], watch: [], domains: [], names: [], brands: [] };
  const reasons = (vendor: string, product: string, name: string) =>
    createRelevance({ profile: empty, classes: [], products: [{ vendor, product }] })
      .reasons(bodyOf("x.evil.com", { technologies: [{ name, class: "C" }] }), "health")
      .map(({ kind, value }) => `${kind} ${value}`);
  expect(reasons("citrix", "netscaler", "Citrix NetScaler")).toEqual([
    "technology citrix netscaler",
  ]);
  expect(reasons("citrix", "netscaler", "NetScaler 13")).toEqual(["technology citrix netscaler"]);
  expect(reasons("acme", "go", "Go")).toEqual([]);
  expect(reasons("acme", "go", "Acme Go")).toEqual(["technology acme go"]);
});
