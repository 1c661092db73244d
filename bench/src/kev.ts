/** How fast a newer copy of the catalogue of exploited vulnerabilities is read, checked and compared. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { kevDelta, readKev } from "@tocsin/threat/formats";

import type { Bench } from "./bench.ts";
import { dataFolder } from "./quality/ioc.ts";

const runs = 10;
const file = join(dataFolder, "kev/known_exploited_vulnerabilities.json");

/** As large as the published one, where that is not at hand. */
function catalogueText(): string {
  if (existsSync(file)) return readFileSync(file, "utf8");
  const vulnerabilities = Array.from({ length: 1500 }, (_it, at) => ({
    cveID: `CVE-2024-${10_000 + at}`,
    vendorProject: `Vendor ${at % 100}`,
    product: `Product ${at % 300}`,
    vulnerabilityName: "Example",
    dateAdded: "2025-01-01",
    shortDescription: "Words about it. ".repeat(15),
    requiredAction: "Apply mitigations. ".repeat(8),
    dueDate: "2025-02-01",
  }));
  const count = vulnerabilities.length;
  const dateReleased = "2025-08-25T17:04:19.9796Z";
  return JSON.stringify({ catalogVersion: "x", dateReleased, count, vulnerabilities });
}

export const benches: readonly Bench[] = [
  {
    name: "kev.delta",
    about: "the whole catalogue read from its text, checked, and compared with the copy before",
    run: (report) => {
      const text = catalogueText();
      const nowMs = Date.now();
      const before = readKev(JSON.parse(text), nowMs);
      if (!before.ok) throw new Error(before.why);
      const values = Array.from({ length: runs }, () => {
        const start = performance.now();
        const after = readKev(JSON.parse(text), nowMs);
        if (!after.ok || kevDelta(before.catalogue, after.catalogue) === undefined) {
          throw new Error("refused");
        }
        return performance.now() - start;
      });
      report({ metric: `${before.catalogue.byCve.size} entries`, unit: "ms", values });
      return Promise.resolve();
    },
  },
];
