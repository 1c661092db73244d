import { canonicalJson } from "@tocsin/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { observableTypeNames, observableTypes } from "../../observables/observable-types.ts";
import { createBundleReader } from "../bundle/reader.ts";
import { parsePattern } from "../pattern/parse.ts";
import type { Fields } from "../spec/kinds.ts";
import { bodies } from "../test/bodies.contract.ts";
import { examples } from "../test/examples.ts";
import { validateObject } from "../validate.ts";
import { spanOf } from "./coarse-time.ts";
import { reportsOfObjects } from "./from-objects.ts";
import { materialOf } from "./material.ts";
import { patternOf, valuesOfPattern } from "./observable-patterns.ts";
import { bundleOf, objectsOfReport, type SharedReport } from "./to-objects.ts";
import { revokedForm } from "./withdrawal.ts";

const createdMs = Date.UTC(2026, 10, 21, 20, 1);
const shared: Omit<SharedReport, "body"> = {
  id: "report-1",
  className: "Finance",
  classId: "finance",
  createdMs,
  changedMs: createdMs + 60_000,
};

function readBack(objects: readonly Fields[]): readonly Fields[] {
  const reader = createBundleReader();
  const bytes = new TextEncoder().encode(JSON.stringify(bundleOf("b", objects)));
  const read = [...reader.push(bytes)];
  const end = reader.finish();
  expect(end.problems).toEqual([]);
  expect(read.flatMap(({ problems }) => problems)).toEqual([]);
  return read.map(({ object }) => object ?? {});
}

function sorted(objects: readonly Fields[]): string[] {
  return objects.map((it) => canonicalJson(it)).sort();
}

describe("a report and its bundle", () => {
  test("the bundle is valid STIX without a warning, and gives the report exactly", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const objects = readBack(objectsOfReport({ ...shared, body }));
        expect(reportsOfObjects(objects).reports).toEqual([{ id: shared.id, body }]);
        expect(new Set(objects.map((it) => it["id"])).size).toBe(objects.length);
      }),
      { numRuns: 60 },
    );
  });

  test("a bundle with foreign and custom content is given back whole", () => {
    const custom = { ...examples[6], x_ours: { deep: [1, { a: "b" }] } };
    fc.assert(
      fc.property(bodies, (body) => {
        const bundle = [...objectsOfReport({ ...shared, body }), custom, ...examples.slice(7, 12)];
        const { reports, others } = reportsOfObjects(readBack(bundle));
        const again = reports.flatMap((it) => objectsOfReport({ ...shared, ...it }));
        const both = new Map([...again, ...others].map((it) => [it["id"], it]));
        expect(sorted([...both.values()])).toEqual(sorted(bundle));
      }),
      { numRuns: 30 },
    );
  });

  test("nobody is named but the class, and nothing says how much or where", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const objects = objectsOfReport({ ...shared, body });
        const identities = objects.filter((it) => it["type"] === "identity");
        expect(identities.map((it) => it["name"])).toEqual(["Tocsin", "A member of Finance"]);
        const text = JSON.stringify(objects);
        expect(text).not.toMatch(/impacted_entity_counts|monetary|located-at|contact_information/);
      }),
      { numRuns: 20 },
    );
  });

  test("the same report has the same ids, an amendment a later version", () => {
    const [body] = fc.sample(bodies, { numRuns: 1, seed: 7 });
    if (body === undefined) throw new Error("no body");
    const first = objectsOfReport({ ...shared, body });
    const later = objectsOfReport({ ...shared, body, changedMs: createdMs + 120_000 });
    expect(later.map((it) => it["id"])).toEqual(first.map((it) => it["id"]));
    const report = (objects: readonly Fields[]): Fields | undefined => objects.at(-1);
    expect(report(first)?.["modified"]).toBe("2026-11-21T20:02:00.000Z");
    expect(report(later)?.["modified"]).toBe("2026-11-21T20:03:00.000Z");
    expect(report(later)?.["created"]).toBe("2026-11-21T20:01:00.000Z");
  });

  test("what is withdrawn keeps its id, is valid, and says nothing of what it said", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const objects = objectsOfReport({ ...shared, body });
        const revoked = objects.map((it) => revokedForm(it, createdMs + 600_000));
        const left = revoked.filter((it) => it !== undefined);
        expect(readBack(left).every((it) => it["revoked"] === true)).toBe(true);
        expect(left.every((it) => it["modified"] === "2026-11-21T20:11:00.000Z")).toBe(true);
        expect(JSON.stringify(left)).not.toMatch(/Köder|example|00fdbe99|determination/);
      }),
      { numRuns: 20 },
    );
  });

  test("an altered bundle is not taken for the report that it was", () => {
    const [body] = fc.sample(bodies, { numRuns: 1, seed: 8 });
    if (body === undefined) throw new Error("no body");
    const objects = objectsOfReport({ ...shared, body });
    const forged = objects.map((it) =>
      it["type"] === "report"
        ? { ...it, external_references: [{ source_name: "tocsin", external_id: "another" }] }
        : it,
    );
    expect(reportsOfObjects(forged)).toEqual({ reports: [], others: forged });
  });
});

describe("observables as patterns", () => {
  test.each(observableTypeNames)("a value of type %s is a pattern that says it", (type) => {
    const value = observableTypes[type].example;
    const { pattern, pattern_type: language } = patternOf({ type, value });
    if (language !== "stix") return;
    expect(parsePattern(pattern)).toMatchObject({ ok: true });
    expect(valuesOfPattern(pattern)).toEqual([{ type, value }]);
  });

  test("a value cannot break out of its quotes", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (value) => {
        const { pattern } = patternOf({ type: "mutex-like", value });
        expect(valuesOfPattern(pattern)).toEqual([{ type: "mutex-like", value }]);
      }),
    );
  });

  test("lists of values are read, and what says more is not flattened", () => {
    expect(
      valuesOfPattern(
        "[ipv4-addr:value IN ('192.0.2.1', '192.0.2.2') OR url:value = 'http://a.example/']",
      ),
    ).toHaveLength(3);
    expect(valuesOfPattern("[domain-name:value = 'a.example'] OR [file:name = 'A.EXE']")).toEqual([
      { type: "domain", value: "a.example" },
      { type: "file-name", value: "a.exe" },
    ]);
    for (const pattern of [
      "[domain-name:value = 'a.example'] AND [file:name = 'a.exe']",
      "[domain-name:value = 'a.example'] WITHIN 5 SECONDS",
      "[file:name = 'a' AND file:size = 5]",
      "[domain-name:value != 'a.example']",
      "[domain-name:value LIKE '%.example']",
      "[domain-name:value NOT = 'a.example']",
      "[EXISTS domain-name:value]",
      "[domain-name:value = '..']",
      "nonsense",
    ]) {
      expect(valuesOfPattern(pattern)).toBeUndefined();
    }
  });
});

describe("material of foreign objects", () => {
  test("what a report can hold is taken, the rest listed with its reason", () => {
    const md5 = "d41d8cd98f00b204e9800998ecf8427e";
    const material = materialOf(examples);
    expect(material.values).toContainEqual(expect.objectContaining({ type: "md5", value: md5 }));
    expect(material.values.map(({ type }) => type)).toContain("domain");
    expect(material.vulnerabilities).toEqual(["CVE-2016-1234"]);
    expect(material.malware).toEqual(["Cryptolocker", "VNC"]);
    expect(material.actors).toEqual(["Green group", "Bobcat", "Evil Org"]);
    const whys = new Map(material.notCarried.map(({ id, why }) => [id.split("--")[0], why]));
    expect(whys.get("relationship")).toBe("reports hold no relations");
    expect(whys.get("attack-pattern")).toBe("no technique of ATT&CK");
    expect(whys.has("indicator")).toBe(false);
  });

  test("the strictest marking of all goes for the whole; what is revoked is not used", () => {
    const red = {
      ...examples[6],
      object_marking_refs: ["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"],
    };
    expect(materialOf([...examples, red]).markings.tlp).toBe("red");
    expect(materialOf([{ ...examples[6], revoked: true }])).toMatchObject({
      values: [],
      notCarried: [{ why: "revoked" }],
    });
  });

  test("all examples are valid, so that the tests above say something", () => {
    expect(examples.every((it) => validateObject(it).valid)).toBe(true);
  });
});

describe("coarse times", () => {
  test.each([
    ["2026-11-21T20Z", Date.UTC(2026, 10, 21, 20), Date.UTC(2026, 10, 21, 21)],
    ["2026-11-21", Date.UTC(2026, 10, 21), Date.UTC(2026, 10, 22)],
    ["2026-11", Date.UTC(2026, 10), Date.UTC(2026, 11)],
    ["2026-W01", Date.UTC(2025, 11, 29), Date.UTC(2026, 0, 5)],
    ["2026-W47", Date.UTC(2026, 10, 16), Date.UTC(2026, 10, 23)],
  ])("%s is a span", (text, startMs, endMs) => {
    expect(spanOf(text)).toMatchObject({ startMs, endMs });
  });

  test.each(["", "2026", "2026-13", "2026-02-30", "2026-11-21T24Z", "21.11.2026"])(
    "%j is none",
    (text) => {
      expect(spanOf(text)).toBeUndefined();
    },
  );
});
