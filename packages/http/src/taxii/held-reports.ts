/**
 * Reports in collections: each with all of its parts, and one change at a time. What a later version has no
 * more goes; what was withdrawn stands there revoked, and nothing of what it said is kept.
 */

import { textOf } from "@tocsin/kernel";
import type { TaxiiObject, TaxiiPublication, TaxiiRemoval, TaxiiStore } from "@tocsin/store";
import {
  isStixObject,
  revokedForm,
  sortOfStixType,
  stableStixId,
  type StixObject,
  stixVersionOf,
} from "@tocsin/threat/stix";

export type CollectionChanges = Pick<TaxiiPublication, "puts" | "removes">;

const lastVersion = { all: false, first: false, last: true, exact: [] };
const objectsAtOnce = 200;

/** The report as these objects say it, in each collection; `before`: as it stands there now. */
export function changesToReport(
  collections: readonly string[],
  objects: readonly StixObject[],
  before: StixObject | undefined,
): CollectionChanges {
  const entries = objects.map(entryOf);
  const gone = before === undefined ? [] : partsOf(before).filter(isNotAmong(objects));
  const sharedIds = gone.filter(isObservableId);
  const ids = gone.filter((it) => !isObservableId(it));
  return {
    puts: collections.map((collection) => ({ collection, objects: entries })),
    removes: collections.map((collection) => ({ collection, ids, sharedIds })),
  };
}

/** In every one of the collections that has it: parts are taken out, what can be revoked is. */
export async function withdrawalOfReport(
  store: TaxiiStore,
  collections: readonly string[],
  id: string,
  atMs: number,
): Promise<CollectionChanges> {
  const puts: { collection: string; objects: TaxiiObject[] }[] = [];
  const removes: TaxiiRemoval[] = [];
  for (const collection of collections) {
    const report = await heldReport(store, collection, id);
    if (report === undefined) continue;
    const ids = [String(report["id"]), ...partsOf(report)];
    const stored = await heldObjects(store, collection, ids);
    const revoked = stored.map((it) => revokedForm(it, atMs)).filter((it) => it !== undefined);
    // An observable may be known of another report as well.
    const sharedIds = ids.filter(isObservableId);
    removes.push({ collection, ids: ids.filter((it) => !isObservableId(it)), sharedIds });
    puts.push({ collection, objects: revoked.map(entryOf) });
  }
  return { puts, removes };
}

/** The report object as the collection has it; `id` is the report's public id. */
export async function heldReport(
  store: TaxiiStore,
  collection: string,
  id: string,
): Promise<StixObject | undefined> {
  const [report] = await heldObjects(store, collection, [stableStixId("report", id)]);
  return report;
}

/** The newest version of each. */
export async function heldObjects(
  store: TaxiiStore,
  collection: string,
  ids: readonly string[],
): Promise<StixObject[]> {
  const objects: StixObject[] = [];
  for (let at = 0; at < ids.length; at += objectsAtOnce) {
    const some = ids.slice(at, at + objectsAtOnce);
    // Large objects come in several pages.
    for (let afterUs: number | undefined = 0; afterUs !== undefined;) {
      const query = { ids: some, versions: lastVersion, afterUs, limit: some.length };
      const page = await store.objects(collection, query);
      const parsed: unknown = JSON.parse(`[${textOf(page.json) ?? ""}]`);
      if (Array.isArray(parsed)) objects.push(...parsed.filter(isStixObject));
      afterUs = page.more ? page.lastUs : undefined;
    }
  }
  return objects;
}

/** Ids of the report, of what it holds together, and of who made it and how it is marked. */
export function idsOfReport(report: StixObject): string[] {
  const markings = report["object_marking_refs"];
  const creator = report["created_by_ref"];
  return [
    ...(Array.isArray(markings) ? markings.map(String) : []),
    ...(typeof creator === "string" ? [creator] : []),
    ...partsOf(report),
    String(report["id"]),
  ];
}

export function entryOf(object: StixObject): TaxiiObject {
  return {
    id: String(object["id"]),
    type: String(object["type"]),
    specVersion: "2.1",
    version: stixVersionOf(object) ?? "",
    json: JSON.stringify(object),
  };
}

/** Ids of the objects that the report holds together. */
function partsOf(report: StixObject): string[] {
  const refs = report["object_refs"];
  const own = report["id"];
  if (!Array.isArray(refs)) return [];
  return refs.filter((it) => typeof it === "string" && it !== own).map(String);
}

function isNotAmong(objects: readonly StixObject[]): (id: string) => boolean {
  const ids = new Set(objects.map((it) => it["id"]));
  return (id) => !ids.has(id);
}

function isObservableId(id: string): boolean {
  return sortOfStixType(id.split("--", 1)[0] ?? "") === "observable";
}
