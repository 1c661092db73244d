import { existsSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { kevDelta, type KevCatalogue, kevFindings, readKev } from "./kev.ts";

const nowMs = Date.UTC(2026, 10, 21);
const file = new URL(
  "../../../../../shared/data/kev/known_exploited_vulnerabilities.json",
  import.meta.url,
);

function entryOf(number: number, changes: object = {}): object {
  return {
    cveID: `CVE-2026-${1000 + number}`,
    vendorProject: "Apache",
    product: "Log4j2",
    vulnerabilityName: "x",
    dateAdded: "2026-11-01",
    shortDescription: "x",
    requiredAction: "x",
    dueDate: "2026-11-30",
    ...changes,
  };
}

function catalogueOf(vulnerabilities: object[], changes: object = {}): object {
  const count = vulnerabilities.length;
  const dateReleased = "2026-11-20T12:00:00.0000Z";
  return { catalogVersion: "2026.11.20", dateReleased, count, vulnerabilities, ...changes };
}

function read(value: object): KevCatalogue {
  const result = readKev(value, nowMs);
  if (!result.ok) throw new Error(result.why);
  return result.catalogue;
}

describe("the catalogue of known exploited vulnerabilities", () => {
  test.skipIf(!existsSync(file))("the published catalogue is read whole", () => {
    const catalogue = read(JSON.parse(readFileSync(file, "utf8")) as object);
    expect(catalogue.byCve.size).toBe(1404);
    const log4j = [{ vendor: "apache", product: "log4j2" }];
    const [finding] = kevFindings(catalogue.byCve.values(), log4j, nowMs);
    expect(finding?.entry.cveID).toBe("CVE-2021-44228");
    expect(finding?.daysLeft).toBeLessThan(0);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["a list", []],
    ["no entries", { catalogVersion: "x" }],
    ["another count", catalogueOf([entryOf(1)], { count: 2 })],
    ["a release of 2099", catalogueOf([entryOf(1)], { dateReleased: "2099-01-01T00:00:00Z" })],
    ["an entry of 2099", catalogueOf([entryOf(1, { dateAdded: "2099-01-01" })])],
    ["an entry twice", catalogueOf([entryOf(1), entryOf(1)])],
    ["a CVE that is none", catalogueOf([entryOf(1, { cveID: "CVE-1" })])],
    ["a day that is none", catalogueOf([entryOf(1, { dueDate: "soon" })])],
    ["no product", catalogueOf([entryOf(1, { product: "" })])],
  ])("%s is refused", (_name, value) => {
    expect(readKev(value, nowMs).ok).toBe(false);
  });

  test("what is new, changed and recalled is told", () => {
    const before = read(catalogueOf([entryOf(1), entryOf(2), entryOf(3)]));
    const changed = entryOf(2, { knownRansomwareCampaignUse: "Known" });
    const after = read(catalogueOf([changed, entryOf(3), entryOf(4)]));
    const delta = kevDelta(before, after);
    expect(delta?.added.map((it) => it.cveID)).toEqual(["CVE-2026-1004"]);
    expect(delta?.changed.map((it) => it.cveID)).toEqual(["CVE-2026-1002"]);
    expect(delta?.removed).toEqual(["CVE-2026-1001"]);
    expect(kevDelta(before, before)).toEqual({ added: [], changed: [], removed: [] });
  });

  test("an older or much smaller copy is not believed", () => {
    const many = Array.from({ length: 100 }, (_it, at) => entryOf(at));
    const before = read(catalogueOf(many));
    expect(kevDelta(before, read(catalogueOf(many.slice(0, 10))))).toBeUndefined();
    const older = read(catalogueOf(many, { dateReleased: "2026-01-01T00:00:00Z" }));
    expect(kevDelta(before, older)).toBeUndefined();
    expect(kevDelta(before, read(catalogueOf(many.slice(5))))?.removed).toHaveLength(5);
  });

  test("products of the inventory are found, whatever their spelling", () => {
    const { byCve } = read(catalogueOf([entryOf(1), entryOf(2, { product: "HTTP Server" })]));
    const found = (vendor: string, product: string): number =>
      kevFindings(byCve.values(), [{ vendor, product }], nowMs).length;
    expect(found("Apache", "log4j 2")).toBe(1);
    expect(found("apache", "http_server")).toBe(1);
    expect(found("apache", "tomcat")).toBe(0);
    expect(found("apache", "")).toBe(0);
    expect(found("other", "log4j2")).toBe(0);
    const log4j = [{ vendor: "apache", product: "log4j2" }];
    expect(kevFindings(byCve.values(), log4j, nowMs)[0]?.daysLeft).toBe(9);
  });
});
