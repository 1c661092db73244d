import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { type CsafAdvisory, csafFindings, readCsaf } from "./csaf.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data/csaf", import.meta.url));

function advisory(changes: object = {}, head: object = {}): object {
  return {
    document: {
      category: "csaf_security_advisory",
      csaf_version: "2.0",
      title: "Example",
      publisher: { name: "Example" },
      distribution: { tlp: { label: "WHITE" } },
      tracking: {
        id: "EX-1",
        version: "1",
        status: "final",
        current_release_date: "2026-11-20T00:00:00Z",
      },
      ...head,
    },
    product_tree: {
      branches: [
        {
          category: "vendor",
          name: "Example Corp",
          branches: [
            {
              category: "product_name",
              name: "Web Access",
              branches: [
                {
                  category: "product_version_range",
                  name: "< 9",
                  product: { name: "Web Access < 9", product_id: "P1" },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: "CVE-2026-1234",
        product_status: { known_affected: ["P1"] },
        remediations: [
          { category: "vendor_fix", details: "Update", product_ids: ["P1"] },
          { category: "mitigation", details: "For another", product_ids: ["P2"] },
        ],
      },
    ],
    ...changes,
  };
}

function read(value: unknown): CsafAdvisory {
  const result = readCsaf(value);
  if (!result.ok) throw new Error(result.why);
  return result.advisory;
}

function deep(levels: number): object {
  let branch: object = { category: "vendor", name: "x" };
  for (let level = 0; level < levels; level += 1) {
    branch = { category: "vendor", name: "x", branches: [branch] };
  }
  return { product_tree: { branches: [branch] } };
}

describe("CSAF advisories", () => {
  test("products, status and remedies are read, and held against an inventory", () => {
    const found = read(advisory());
    expect(found).toMatchObject({ id: "EX-1", tlp: "clear", publisher: "Example" });
    expect(csafFindings(found, [{ vendor: "example corp", product: "WebAccess" }])).toEqual([
      {
        cve: "CVE-2026-1234",
        product: {
          id: "P1",
          name: "Web Access < 9",
          vendor: "Example Corp",
          product: "Web Access",
          version: "< 9",
          cpe: undefined,
        },
        remedies: ["Update"],
      },
    ]);
    expect(csafFindings(found, [{ vendor: "other", product: "WebAccess" }])).toEqual([]);
  });

  test.skipIf(!existsSync(folder))("published advisories are read", () => {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const files = names.filter((it) => it.endsWith(".json")).slice(0, 60);
    const refused = files.filter(
      (it) => !readCsaf(JSON.parse(readFileSync(join(folder, it), "utf8"))).ok,
    );
    expect(files.length).toBeGreaterThan(0);
    expect(refused).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["another version", advisory({}, { csaf_version: "1.2" })],
    ["no title", advisory({}, { title: "" })],
    ["an unknown label", advisory({}, { distribution: { tlp: { label: "BLUE" } } })],
    ["a branch that is a text", advisory({ product_tree: { branches: ["x"] } })],
    ["branches without end", advisory(deep(40))],
    ["a CVE that is none", advisory({ vulnerabilities: [{ cve: "x" }] })],
    ["an unknown remedy", advisory({ vulnerabilities: [{ remediations: [{ category: "x" }] }] })],
  ])("%s is refused", (_name, value) => {
    expect(readCsaf(value).ok).toBe(false);
  });
});
