import fc from "fast-check";
import { expect, test } from "vitest";

import type { Attribute, Indicator } from "./facts.ts";
import { featuresOf } from "./features.ts";
import { benignExcept } from "./indicator-features.ts";
import type { Kind } from "./kinds.ts";

function itemsOf(kind: Kind, indicators: Indicator[], attributes: Attribute[] = []): string[] {
  for (const [name, items] of featuresOf({ indicators, attributes }).kinds()) {
    if (name === kind) return [...items.keys()];
  }
  return [];
}

test.each([
  ["ipv4", "8.8.8.8"],
  ["ipv4", "192.168.1.10"],
  ["domain", "microsoft.com"],
  ["domain", "support.apple.com"],
  ["domain", "s3.amazonaws.com"],
  ["url", "https://www.virustotal.com/"],
  ["md5", "d41d8cd98f00b204e9800998ecf8427e"],
])("the harmless %s %s gives nothing to compare", (type, value) => {
  expect([...featuresOf({ indicators: [{ type, value }] }).kinds()]).toEqual([]);
});

test.each([
  ["registered-domain", "domain", "a.b.evil-host.com", "evil-host.com"],
  ["network", "ipv4", "203.0.114.77", "203.0.114.0/24"],
  ["network", "ipv6", "2a01:4f8:0:1::9", "2a01:4f8:0::/48"],
  ["file", "sha256", "AB".repeat(32), "ab".repeat(32)],
  ["value", "url", "hacked-shop.com/wp-content/gate.php", "hacked-shop.com"],
  ["url-part", "url", "http://hacked-shop.com/a1/gate.php", "form /a9/a.a"],
  [
    "fingerprint",
    "imphash",
    "f34d5f2d4577ed6d9ceec516c1f5a744",
    "f34d5f2d4577ed6d9ceec516c1f5a744",
  ],
  ["technique", "technique", "t1566.001", "T1566.001"],
  ["actor", "malware", "Sofacy", "apt28"],
  ["value", "pager", " 12345 ", "pager 12345"],
] as const)("%s of the %s %s", (kind, type, value, item) => {
  expect(itemsOf(kind, [{ type, value }])).toContain(item);
});

test("names are folded by their aliases, whichever field they come in", () => {
  const [first] = itemsOf("actor", [{ type: "actor", value: "Fancy Bear" }]);
  expect(itemsOf("actor", [], [{ name: "threat_actor", value: "APT28" }])).toEqual([first]);
  expect(itemsOf("actor", [], [{ name: "malware", value: "Sofacy Group" }])).toEqual([]);
});

test("company forms do not tell signers apart", () => {
  const of = (value: string) => itemsOf("signer", [], [{ name: "code_signer", value }]);
  expect(of("DTOPTOOLZ Co.")).toEqual(of("Dtoptoolz Co., Ltd."));
});

test.each([
  ["victim", "Anthem"],
  ["sector", "healthcare"],
  ["malware", "unknown"],
])("the attribute %s %s says nothing about who did it", (name, value) => {
  expect([...featuresOf({ indicators: [], attributes: [{ name, value }] }).kinds()]).toEqual([]);
});

test("near fuzzy hashes share pieces, far ones none", () => {
  const ssdeep = (value: string) => itemsOf("similar-file", [{ type: "ssdeep", value }]);
  const near = "96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8Qs:sF1LjEtHHlZDrJzrhuyZvHYm8t";
  const same = "96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4XXXXXXX3TzS8Qs:sF1LjEtHHlZDrJzYYYYYvHYm8t";
  expect(ssdeep(near).filter((piece) => ssdeep(same).includes(piece)).length).toBeGreaterThan(15);
  const far = "96:QWERTYUIOPasdfghjklzxcvbnm1234567890:QWERTYUIOPasdfghjkl";
  expect(ssdeep(near).filter((piece) => ssdeep(far).includes(piece))).toEqual([]);
  expect(itemsOf("similar-file", [{ type: "tlsh", value: `T1${"A5".repeat(35)}` }])).toHaveLength(
    16,
  );
});

test("what stands for another ties by itself alone where it counts as real", () => {
  const isReal = benignExcept(new Set(["documentation-names", "documentation-addresses"]));
  const indicators = [
    { type: "domain", value: "mail.harborline.example" },
    { type: "ipv4", value: "198.51.100.7" },
  ];
  const features = featuresOf({ indicators }, isReal);
  expect(features.has("value", "mail.harborline.example")).toBe(true);
  expect(features.has("registered-domain", "harborline.example")).toBe(true);
  expect(features.has("value", "198.51.100.7")).toBe(true);
  const kinds = Array.from(features.kinds(), ([kind]) => kind);
  expect(kinds).not.toContain("network");
  expect(kinds).not.toContain("suffix");
  expect(kinds).not.toContain("shape");
});

test("months overlap for neighbours only", () => {
  const months = (day: string) =>
    Array.from(featuresOf({ indicators: [], seenMs: Date.parse(day) }).kinds(), ([, it]) => [
      ...it.keys(),
    ]);
  expect(months("2014-12-30")).toEqual([["2014-11", "2014-12", "2015-01"]]);
});

test("no text breaks it", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 60 });
  const type = fc.constantFrom(
    "domain",
    "url",
    "ipv4",
    "email",
    "ssdeep",
    "file-name",
    "actor",
    "zzz",
  );
  fc.assert(
    fc.property(type, text, text, (kind, value, name) => {
      featuresOf({ indicators: [{ type: kind, value }], attributes: [{ name, value }] });
    }),
  );
});
