/**
 * What feeds say that concerns this company: exploited vulnerabilities and advisories of products that it
 * runs, and values that were seen here. Held together on this machine; no feed learns of it.
 */

import {
  type CsafAdvisory,
  csafFindings,
  type KevEntry,
  kevFindings,
} from "@tocsin/threat/formats";
import type { Concern } from "@tocsin/wire/node-api";

import type { Imports } from "./imports.ts";

export interface ConcernPorts {
  readonly imports: Pick<Imports, "list" | "kev" | "advisories" | "holding" | "onChange">;
  /** What the company runs. */
  readonly products: () => Promise<readonly Product[]>;
  /** Values that were seen here, page by page. */
  readonly sightings: (query: { after: string | undefined; limit: number }) => Promise<{
    readonly items: readonly Seen[];
    readonly next: string | null;
  }>;
  readonly now: () => number;
}

interface Product {
  readonly vendor: string;
  readonly product: string;
}

interface Seen {
  readonly type: string;
  readonly value: string;
  readonly source: string;
}

export interface Concerns extends Disposable {
  /** The most urgent first, at most `concernsMax`. */
  list(): Promise<readonly Concern[]>;
  /** What is ours has changed. */
  forget(): void;
}

export const concernsMax = 2000;
/** Days go by without a word to us. */
const freshMs = 60_000;
const pageSightings = 500;
const sightingsMax = 100_000;
const textCharsMax = 2000;

export function createConcerns(ports: ConcernPorts): Concerns {
  let kept: { readonly atMs: number; readonly all: Promise<readonly Concern[]> } | undefined;
  const forget = ports.imports.onChange(() => {
    kept = undefined;
  });
  return {
    list: () => {
      const nowMs = ports.now();
      if (kept === undefined || Math.abs(nowMs - kept.atMs) > freshMs) {
        const all = concernsOf(ports).catch((error: unknown) => {
          kept = undefined;
          throw error;
        });
        kept = { atMs: nowMs, all };
      }
      return kept.all;
    },
    forget: () => {
      kept = undefined;
    },
    [Symbol.dispose]: forget,
  };
}

async function concernsOf(ports: ConcernPorts): Promise<readonly Concern[]> {
  const { imports, products, now } = ports;
  if ((await imports.list()).length === 0) return [];
  const [entries, advisories, ours] = await Promise.all([
    imports.kev(),
    imports.advisories(),
    products(),
  ]);
  const all = [
    ...exploited(entries, ours, now()),
    ...(await seenHere(ports)),
    ...advised(advisories, ours, new Set(entries.map((it) => it.cveID))),
  ];
  return all.slice(0, concernsMax);
}

function exploited(
  entries: readonly KevEntry[],
  ours: readonly Product[],
  nowMs: number,
): Concern[] {
  return kevFindings(entries, ours, nowMs).map(({ entry, product, daysLeft }) => ({
    id: `known-exploited ${entry.cveID}`,
    kind: "known-exploited",
    title: entry.vulnerabilityName.slice(0, textCharsMax),
    what: entry.cveID,
    type: "cve",
    ours: nameOf(product),
    feeds: [],
    due: entry.dueDate,
    daysLeft,
    action: entry.requiredAction.slice(0, textCharsMax),
    ransomware: entry.knownRansomwareCampaignUse === "Known",
    confidence: null,
    tlp: "clear",
    advisory: null,
    sinceMs: Date.parse(entry.dateAdded),
  }));
}

/** What is known to be exploited is told once, with its day. */
function advised(
  advisories: readonly CsafAdvisory[],
  ours: readonly Product[],
  told: ReadonlySet<string>,
): Concern[] {
  return advisories.flatMap((advisory) =>
    csafFindings(advisory, ours)
      .filter(({ cve }) => cve === undefined || !told.has(cve))
      .map(({ cve, product, remedies }) => ({
        id: `advisory ${advisory.id} ${cve ?? ""} ${product.id}`.slice(0, textCharsMax),
        kind: "advisory" as const,
        title: `${advisory.title} (${product.name})`.slice(0, textCharsMax),
        what: cve ?? advisory.id.slice(0, textCharsMax),
        type: cve === undefined ? null : "cve",
        ours: nameOf(inventoried(ours, product)),
        feeds: [],
        due: null,
        daysLeft: null,
        action: remedies[0]?.slice(0, textCharsMax) ?? null,
        ransomware: false,
        confidence: null,
        tlp: advisory.tlp ?? null,
        advisory: advisory.id.slice(0, textCharsMax),
        sinceMs: advisory.releasedMs,
      })),
  );
}

async function seenHere({ imports, sightings }: ConcernPorts): Promise<Concern[]> {
  const found: Concern[] = [];
  let looked = 0;
  for (let after: string | undefined; looked < sightingsMax;) {
    const { items, next } = await sightings({ after, limit: pageSightings });
    looked += items.length;
    const sources = new Map(items.map((it) => [`${it.type} ${it.value}`, it.source]));
    for (const { type, value, feeds, confidence, tlp } of await imports.holding(items)) {
      found.push({
        id: `seen-here ${type} ${value}`.slice(0, textCharsMax),
        kind: "seen-here",
        title: `named by ${feeds.length} feeds, confidence ${confidence}`,
        what: value,
        type,
        ours: sources.get(`${type} ${value}`) ?? "",
        feeds: [...feeds],
        due: null,
        daysLeft: null,
        action: null,
        ransomware: false,
        confidence: confidenceOf(confidence),
        tlp,
        advisory: null,
        sinceMs: null,
      });
    }
    if (next === null) break;
    after = next;
  }
  return found;
}

function confidenceOf(text: string): Concern["confidence"] {
  return text === "high" || text === "medium" ? text : "low";
}

/** What the inventory calls it: an advisory names it with its version. */
function inventoried(
  ours: readonly Product[],
  { vendor = "", product, name }: ReturnType<typeof csafFindings>[number]["product"],
): Product {
  const isSame = (a: string, b: string): boolean => folded(a) === folded(b);
  const found = ours.find((it) => isSame(it.vendor, vendor) && isSame(it.product, product ?? name));
  return found ?? { vendor, product: product ?? name };
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function nameOf({ vendor, product }: Product): string {
  return `${vendor} ${product}`.slice(0, textCharsMax);
}
