/**
 * CISA's catalogue of known exploited vulnerabilities: read strictly, compared with the copy before, and
 * held against what a company runs. A catalogue that shrank or comes from the future is not believed.
 */

import { z } from "zod";

const day = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);
const text = z.string().max(5000);

/** One entry, as the catalogue has it and as it is kept. */
export const kevEntry = z.object({
  cveID: z.string().regex(/^CVE-\d{4}-\d{4,7}$/),
  vendorProject: z.string().min(1).max(300),
  product: z.string().min(1).max(300),
  vulnerabilityName: text,
  dateAdded: day,
  shortDescription: text,
  requiredAction: text,
  dueDate: day,
  knownRansomwareCampaignUse: z.string().max(40).default("Unknown"),
  notes: text.default(""),
  cwes: z.array(z.string().max(40)).max(50).default([]),
});
export type KevEntry = z.output<typeof kevEntry>;

const catalogue = z.object({
  catalogVersion: z.string().max(40),
  dateReleased: z.iso.datetime({ offset: true }),
  count: z.number().int().min(0),
  vulnerabilities: z.array(kevEntry).max(100_000),
});

export interface KevCatalogue {
  readonly version: string;
  readonly releasedMs: number;
  readonly byCve: ReadonlyMap<string, KevEntry>;
}

export type KevRead =
  | { readonly ok: true; readonly catalogue: KevCatalogue }
  | { readonly ok: false; readonly why: string };

/** Clocks differ, and a catalogue of tomorrow may be one of a later time zone. */
const futureMsMax = 2 * 86_400_000;

export function readKev(value: unknown, nowMs: number): KevRead {
  const parsed = catalogue.safeParse(value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
    return { ok: false, why: `not a catalogue: ${path.slice(0, 100)}` };
  }
  const { catalogVersion, dateReleased, count, vulnerabilities } = parsed.data;
  const releasedMs = Date.parse(dateReleased);
  if (releasedMs > nowMs + futureMsMax) return { ok: false, why: "it is from the future" };
  if (count !== vulnerabilities.length) return { ok: false, why: "its count is not its length" };
  const lastDay = new Date(nowMs + futureMsMax).toISOString().slice(0, 10);
  const byCve = new Map<string, KevEntry>();
  for (const one of vulnerabilities) {
    if (one.dateAdded > lastDay) return { ok: false, why: "an entry is from the future" };
    if (byCve.has(one.cveID)) return { ok: false, why: "an entry stands twice" };
    byCve.set(one.cveID, one);
  }
  return { ok: true, catalogue: { version: catalogVersion, releasedMs, byCve } };
}

export interface KevDelta {
  readonly added: readonly KevEntry[];
  readonly changed: readonly KevEntry[];
  /** Recalled: what was made of them is taken back. */
  readonly removed: readonly string[];
}

/** Part of the entries that may vanish at once. */
const shrinkMax = 0.1;

/** Undefined where the newer copy is not believed: the last good one stays. */
export function kevDelta(before: KevCatalogue, after: KevCatalogue): KevDelta | undefined {
  if (after.releasedMs < before.releasedMs) return undefined;
  const removed = [...before.byCve.keys()].filter((cve) => !after.byCve.has(cve));
  if (removed.length > 1 && removed.length > before.byCve.size * shrinkMax) return undefined;
  const added: KevEntry[] = [];
  const changed: KevEntry[] = [];
  for (const [cve, now] of after.byCve) {
    const old = before.byCve.get(cve);
    if (old === undefined) added.push(now);
    else if (!isSame(old, now)) changed.push(now);
  }
  return { added, changed, removed };
}

export interface InventoryProduct {
  readonly vendor: string;
  readonly product: string;
}

export interface KevFinding {
  readonly entry: KevEntry;
  readonly product: InventoryProduct;
  /** Whole days until the due date; below 0 where it has passed. */
  readonly daysLeft: number;
}

/** Entries about products that the company runs, the most urgent first. */
export function kevFindings(
  entries: Iterable<KevEntry>,
  inventory: readonly InventoryProduct[],
  nowMs: number,
): readonly KevFinding[] {
  const byVendor = new Map<string, InventoryProduct[]>();
  for (const product of inventory) {
    const vendor = folded(product.vendor);
    byVendor.set(vendor, [...(byVendor.get(vendor) ?? []), product]);
  }
  const findings: KevFinding[] = [];
  for (const one of entries) {
    const theirs = folded(one.product);
    for (const product of byVendor.get(folded(one.vendorProject)) ?? []) {
      const ours = folded(product.product);
      const isNamed = theirs === ours || theirs.includes(ours) || theirs === "multipleproducts";
      if (ours === "" || !isNamed) continue;
      const dueMs = Date.parse(`${one.dueDate}T00:00:00Z`);
      findings.push({ entry: one, product, daysLeft: Math.floor((dueMs - nowMs) / 86_400_000) });
    }
  }
  return findings.sort((a, b) => a.daysLeft - b.daysLeft);
}

/** Letters and digits alone: "Log4j2" and "log4j 2" are one, as are CPE's underscores. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function isSame(a: KevEntry, b: KevEntry): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
