/** What a request asks for: added_after, limit, next and match fields. TAXII 2.1 §3.4, §3.5. */

import { taxiiTimeUs } from "./times.ts";
import type { TaxiiQuery, TaxiiVersions } from "@tocsin/store";
import { TaxiiFault } from "./faults.ts";

/** Entries of one page: more than that is given in several. */
export const pageEntriesMax = 1000;
const matchValuesMax = 200;
const valueCharsMax = 300;

const allVersions: TaxiiVersions = { all: true, first: false, last: false, exact: [] };
const lastVersion: TaxiiVersions = { all: false, first: false, last: true, exact: [] };

/** What each resource may be asked; anything else is refused. */
export const askable = {
  objects: [
    "added_after",
    "limit",
    "next",
    "match[id]",
    "match[type]",
    "match[version]",
    "match[spec_version]",
  ],
  object: ["added_after", "limit", "next", "match[version]", "match[spec_version]"],
  versions: ["added_after", "limit", "next", "match[spec_version]"],
  removal: ["match[version]", "match[spec_version]"],
  nothing: [],
} as const;
export type Askable = keyof typeof askable;

/** Throws `TaxiiFault` 400 with the field's name. */
export function parseQuery(search: string, resource: Askable): TaxiiQuery {
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (given.has(name)) throw new TaxiiFault(400, "a field stands twice");
    if (!askable[resource].some((it) => it === name)) {
      throw new TaxiiFault(400, "a field that cannot be asked here");
    }
    given.set(name, value);
  }
  const addedAfter = given.get("added_after");
  const next = given.get("next");
  const afterUs = Math.max(
    addedAfter === undefined ? 0 : timeOf(addedAfter),
    next === undefined ? 0 : placeOf(next),
  );
  const ids = valuesOf(given.get("match[id]"), "match[id]");
  const types = valuesOf(given.get("match[type]"), "match[type]");
  const specVersions = valuesOf(given.get("match[spec_version]"), "match[spec_version]");
  const isWhole = resource === "versions" || resource === "removal";
  return {
    afterUs,
    limit: limitOf(given.get("limit")),
    versions: versionsOf(given.get("match[version]"), isWhole ? allVersions : lastVersion),
    ...(ids === undefined ? {} : { ids }),
    ...(types === undefined ? {} : { types }),
    ...(specVersions === undefined ? {} : { specVersions }),
  };
}

/** The place after which the next page begins; opaque to clients. */
export function nextOf(lastUs: number): string {
  return lastUs.toString(36);
}

function placeOf(next: string): number {
  const place = /^[0-9a-z]{1,11}$/.test(next) ? Number.parseInt(next, 36) : Number.NaN;
  if (!Number.isSafeInteger(place)) throw new TaxiiFault(400, "next");
  return place;
}

function timeOf(text: string): number {
  const us = taxiiTimeUs(text);
  if (us === undefined) throw new TaxiiFault(400, "added_after");
  return us;
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return pageEntriesMax;
  if (!/^[0-9]{1,20}$/.test(text) || Number(text) < 1) throw new TaxiiFault(400, "limit");
  return Math.min(Number(text), pageEntriesMax);
}

function valuesOf(text: string | undefined, field: string): string[] | undefined {
  if (text === undefined) return undefined;
  const values = text.split(",").map((it) => it.trim());
  const isFit = values.every((it) => it !== "" && it.length <= valueCharsMax);
  if (!isFit || values.length > matchValuesMax) throw new TaxiiFault(400, field);
  return values;
}

function versionsOf(text: string | undefined, otherwise: TaxiiVersions): TaxiiVersions {
  const values = valuesOf(text, "match[version]");
  if (values === undefined) return otherwise;
  const exact = values.filter((it) => !["all", "first", "last"].includes(it));
  if (exact.some((it) => taxiiTimeUs(it) === undefined)) {
    throw new TaxiiFault(400, "match[version]");
  }
  return {
    all: values.includes("all"),
    first: values.includes("first"),
    last: values.includes("last"),
    exact,
  };
}
