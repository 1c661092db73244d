/**
 * How many members fit all that is said under one pseudonym: the issuer's counts where there are any,
 * and where there are none a share that is assumed, always the smaller number. PROTOCOL §6,
 * docs/crowd.md.
 */

import {
  type ClassId,
  type CrowdCell,
  type CrowdFact,
  type CrowdView,
  type Revealed,
  sizeBands,
} from "@tocsin/wire";
import { fidelityOf, finest, type Fidelity } from "./coarse-times.ts";

/** What the verified key directory and the community file tell. */
export interface CrowdCounts {
  readonly classes: readonly {
    readonly id: ClassId;
    readonly parent: ClassId | null;
    /** Entitled to its keys, those below it included; 0 where it is merged. */
    readonly members: number;
    readonly mergedInto: ClassId | null;
  }[];
  readonly cells: readonly CrowdCell[];
}

export interface Counted {
  readonly members: number;
  readonly facts: readonly CrowdFact[];
}

/** One in so many knows of an attack of its own at that hour or day, seen from outside. Assumed. */
const timeShare: Readonly<Record<Fidelity, number>> = { hour: 4, day: 2, week: 1, month: 1 };
/** One in three runs a product that is named: 6, 2, 1 of 200 members after three of them. PROTOCOL §6. */
const technologyShare = 3;
/** What nearly everybody runs says nothing of who it is. */
const everywhere: ReadonlySet<string> = new Set([
  "active directory",
  "android",
  "chrome",
  "entra id",
  "exchange online",
  "google chrome",
  "ios",
  "linux",
  "macos",
  "microsoft 365",
  "microsoft active directory",
  "microsoft edge",
  "microsoft office",
  "microsoft outlook",
  "microsoft teams",
  "microsoft windows",
  "office 365",
  "outlook",
  "powershell",
  "teams",
  "windows",
]);

export const nothingRevealed: Revealed = {
  class: null,
  regions: [],
  sizes: [],
  times: [],
  technologies: [],
  identifying: [],
};

/** Everything of both; the class of the first change is that of all. */
export function unionOf(said: Revealed, says: Revealed): Revealed {
  const both = (a: readonly string[], b: readonly string[]) => Array.from(new Set([...a, ...b]));
  return {
    class: said.class ?? says.class,
    regions: both(said.regions, says.regions),
    sizes: both(said.sizes, says.sizes),
    times: both(said.times, says.times),
    technologies: both(said.technologies, says.technologies.map(folded)),
    identifying: both(said.identifying, says.identifying),
  };
}

/** Never more than truly fit, as far as the counts go; `said` marks what cannot be unsaid. */
export function countCrowd(counts: CrowdCounts, said: Revealed, says: Revealed): Counted {
  const all = unionOf(said, says);
  const facts: CrowdFact[] = [];
  let left = 0;
  const fact = (what: CrowdFact["what"], value: string, isSaid: boolean, next: number): void => {
    left = Math.min(left, next);
    facts.push({ what, value: value.slice(0, 200), said: isSaid, left });
  };
  left = Number.MAX_SAFE_INTEGER;
  fact("class", all.class ?? "", said.class !== null, membersOf(counts, all.class));
  for (const region of all.regions) {
    fact("region", region, said.regions.includes(region), fitting(counts, all, ["regions"]));
  }
  for (const size of all.sizes) {
    fact("size", size, said.sizes.includes(size), fitting(counts, all, ["regions", "sizes"]));
  }
  const time = finest(all.times);
  if (time !== undefined) {
    fact("time", time, said.times.includes(time), share(left, timeShare[fidelityOf(time)]));
  }
  for (const name of all.technologies) {
    const next = isEverywhere(name) ? left : share(left, technologyShare);
    fact("technology", name, said.technologies.includes(name), next);
  }
  for (const value of all.identifying) {
    fact("identifying", value, said.identifying.includes(value), 1);
  }
  return { members: left, facts };
}

export function isEverywhere(name: string): boolean {
  return everywhere.has(folded(name));
}

export function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** Of a merged class: of the one whose keys its members use. Nobody where it is unknown. */
function membersOf({ classes }: CrowdCounts, of: ClassId | null): number {
  const entry = classes.find(({ id }) => id === of);
  if (entry?.mergedInto === null) return entry.members;
  return classes.find(({ id }) => id === entry?.mergedInto)?.members ?? 0;
}

/** In cells that are wholly of the region and size. Two regions under one pseudonym fit nobody. */
function fitting(counts: CrowdCounts, all: Revealed, by: readonly ("regions" | "sizes")[]): number {
  const fits = (cell: CrowdCell): boolean =>
    isWithin(counts, cell.class, all.class) &&
    by.every((field) => {
      const value = field === "regions" ? cell.region : cell.size;
      return all[field].every((it) => it === value);
    });
  return counts.cells.filter(fits).reduce((sum, { members }) => sum + members, 0);
}

/** Regions and sizes of which a number is told, in cells of the class and those below it. */
export function countedSorts(counts: CrowdCounts, of: ClassId | null): CrowdView["counted"] {
  const cells = counts.cells.filter((cell) => isWithin(counts, cell.class, of));
  const regions = new Set(cells.flatMap(({ region }) => region ?? []));
  const sizes = new Set(cells.map(({ size }) => size));
  return {
    regions: Array.from(regions).sort(),
    sizes: sizeBands.filter((band) => sizes.has(band)),
  };
}

function isWithin(counts: CrowdCounts, inner: ClassId, outer: ClassId | null): boolean {
  for (let id: ClassId | null = inner; id !== null; id = parentOf(counts, id)) {
    if (id === outer) return true;
  }
  return false;
}

export function parentOf({ classes }: CrowdCounts, of: ClassId): ClassId | null {
  return classes.find(({ id }) => id === of)?.parent ?? null;
}

function share(members: number, oneIn: number): number {
  return Math.floor(members / oneIn);
}
