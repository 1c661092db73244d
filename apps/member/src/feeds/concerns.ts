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
import type { Concern } from "@tocsin/wire";

import type { Imports } from "./imports.ts";

export interface ConcernPorts {
  readonly imports: Pick<Imports, "kev" | "advisories" | "holding" | "onChange">;
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
}

export const concernsMax = 2000;
/** Sightings and inventory change without a word to us. */
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
    [Symbol.dispose]: forget,
  };
}

async function concernsOf(ports: ConcernPorts): Promise<readonly Concern[]> {
  const { imports, products, now } = ports;
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
        title: advisory.title.slice(0, textCharsMax),
        what: cve ?? advisory.id.slice(0, textCharsMax),
        type: cve === undefined ? null : "cve",
        ours: product.name.slice(0, textCharsMax),
        feeds: [],
        due: null,
        daysLeft: null,
        action: remedies[0]?.slice(0, textCharsMax) ?? null,
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
    for (const { type, value, feeds, confidence } of await imports.holding(items)) {
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
      });
    }
    if (next === null) break;
    after = next;
  }
  return found;
}

function nameOf({ vendor, product }: Product): string {
  return `${vendor} ${product}`.slice(0, textCharsMax);
}
