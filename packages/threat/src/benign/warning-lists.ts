/**
 * Tables of well-known values out of MISP's warning lists (github.com/MISP/misp-warninglists, CC0
 * 1.0): each list a JSON file of a name, with `version` and `list`. Pure; what they hold is not trusted.
 */

import { z } from "zod";
import { ipv4Number, ipv6Groups, ipv6Text } from "../observables/canonical-network.ts";
import { type ListPlan, nameLists, rangeLists } from "./benign-plan.ts";
import type { BenignTables } from "./benign-tables.ts";
import { listSizes, type LooseTables } from "./built-in-tables.ts";

const valueCharsMax = 2_000;
const valuesMax = 400_000;
export const warningList = z.object({
  version: z.number().int().nonnegative(),
  list: z.array(z.string().max(valueCharsMax)).max(valuesMax),
});
export type WarningList = z.output<typeof warningList>;

/** Names of the lists that are read. */
export const warningListNames: readonly string[] = [
  ...new Set([...rangeLists, ...nameLists].flatMap(({ from }) => from)),
];

/** A list that has lost more than this part of its values is an accident or an attack. */
const keptMin = 0.5;

/** `why` names a list that is missing, or that lacks what it must hold. */
export type TablesOutcome =
  | { readonly ok: true; readonly tables: BenignTables }
  | { readonly ok: false; readonly why: string };

export function benignTablesOf(
  lists: ReadonlyMap<string, WarningList>,
  source: string,
): TablesOutcome {
  const missing = warningListNames.find((name) => !lists.has(name));
  if (missing !== undefined) return { ok: false, why: missing };
  const lacking = [...rangeLists, ...nameLists].find((plan) => lacks(lists, plan));
  if (lacking !== undefined) return { ok: false, why: lacking.name };
  const taken = new Set<string>();
  const ranges = rangeLists.map((plan) => {
    const { versions, values } = valuesOf(lists, plan);
    return { name: plan.name, effect: plan.effect, why: plan.why, versions, ...rangesOf(values) };
  });
  const names = nameLists.map((plan) => {
    const { versions, values } = valuesOf(lists, plan);
    const fresh = cleanNames(values).filter((name) => !taken.has(name));
    for (const name of fresh) taken.add(name);
    const { name, effect, why, matches = "name" } = plan;
    return { name, effect, why, matches, versions, values: fresh.join(" ") };
  });
  return { ok: true, tables: { names: { source, lists: names }, ranges: { lists: ranges } } };
}

/** Lists of the last good copy that are gone or have lost more than half of their values. */
export function lostLists(before: LooseTables, after: LooseTables): string[] {
  const sizes = listSizes(after);
  return Array.from(listSizes(before))
    .filter(([name, size]) => (sizes.get(name) ?? 0) < size * keptMin)
    .map(([name]) => name);
}

function lacks(lists: ReadonlyMap<string, WarningList>, { from, only = [] }: ListPlan): boolean {
  const values = new Set(from.flatMap((name) => lists.get(name)?.list ?? []));
  return only.some((value) => !values.has(value));
}

function valuesOf(
  lists: ReadonlyMap<string, WarningList>,
  plan: ListPlan,
): { versions: string; values: string[] } {
  const read = plan.from.map((name) => ({ name, ...(lists.get(name) ?? empty) }));
  const values = plan.only ?? read.flatMap(({ list }) => list);
  return {
    versions: read.map(({ name, version }) => `${name} ${version}`).join(", ") || byHand,
    values: [...values, ...(plan.also ?? [])].filter(
      (value) => !plan.except?.includes(value.replace(/^\./, "")),
    ),
  };
}

/** Of a list that is made of no upstream one. */
const byHand = "by hand, 2026-11";
const empty: WarningList = { version: 0, list: [] };

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is no address is left out: a list says nothing by a mistake in it. */
function rangesOf(values: readonly string[]): { v4: string; v6: string } {
  const spans: Span[] = [];
  const v6 = new Set<string>();
  for (const value of values) {
    const [address = "", bits] = value.split("/");
    const first = ipv4Number(address);
    const length = bits === undefined ? undefined : Number(bits);
    if (first !== undefined && isLength(length, 32)) {
      const size = 2 ** (32 - (length ?? 32));
      spans.push({ start: first - (first % size), end: first - (first % size) + size - 1 });
    } else if (first === undefined && isLength(length, 128)) {
      const groups = ipv6Groups(address);
      if (groups !== undefined) v6.add(`${ipv6Text(groups)}/${length ?? 128}`);
    }
  }
  return { v4: collapse(spans).join(" "), v6: [...v6].sort().join(" ") };
}

function isLength(bits: number | undefined, most: number): boolean {
  return bits === undefined || (Number.isInteger(bits) && bits >= 0 && bits <= most);
}

/** Touching and overlapping IPv4 ranges become one, written as first and length in base 36. */
function collapse(spans: readonly Span[]): string[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end + 1) merged.push(span);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged.map(({ start, end }) => `${start.toString(36)}-${(end - start).toString(36)}`);
}

function cleanNames(values: readonly string[]): string[] {
  // An entry with a path is about one page of a site, not the site.
  const names = values
    .filter((value) => !/\/./.test(value))
    .map((value) => value.replace(/^\.|\/$/g, "").toLowerCase());
  return [...new Set(names)].filter((name) => /^[a-z0-9_.:-]+$/.test(name)).sort();
}
