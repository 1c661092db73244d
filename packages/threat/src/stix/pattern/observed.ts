/** Observations out of a bundle: its observed data with the observables that they name. STIX 2.1 §4.14. */

import { type Fields, isFields } from "../spec/kinds.ts";
import { timestampMs } from "../timestamp.ts";
import { sortOfType } from "../validate.ts";
import type { Observed } from "./match.ts";

export interface NamedObserved extends Observed {
  /** Of the observed data; empty where the observables stood alone. */
  readonly id: string;
}

/** Without observed data all observables count as seen at one time. */
export function observedOf(objects: readonly Fields[]): readonly NamedObserved[] {
  const observables = objects.filter((it) => sortOfType(String(it["type"])) === "observable");
  const byId = new Map(observables.map((it) => [it["id"], it]));
  const observed = objects.filter((it) => it["type"] === "observed-data");
  if (observed.length === 0 && observables.length > 0) {
    return [{ id: "", firstMs: 0, lastMs: 0, times: 1, objects: observables }];
  }
  return observed.map((it) => ({
    id: String(it["id"]),
    firstMs: timeOf(it["first_observed"]),
    lastMs: timeOf(it["last_observed"]),
    times: typeof it["number_observed"] === "number" ? it["number_observed"] : 1,
    objects: "objects" in it ? numbered(it["objects"]) : reached(it["object_refs"], byId),
  }));
}

/** What is named, and what that names: references are followed inside one observation. */
function reached(refs: unknown, byId: ReadonlyMap<unknown, Fields>): readonly Fields[] {
  const found = new Set<Fields>();
  const waiting: unknown[] = Array.isArray(refs) ? [...(refs as readonly unknown[])] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const object = byId.get(next);
    if (object === undefined || found.has(object)) continue;
    found.add(object);
    for (const [name, value] of Object.entries(object)) {
      if (name.endsWith("_ref")) waiting.push(value);
      else if (name.endsWith("_refs") && Array.isArray(value)) {
        waiting.push(...(value as readonly unknown[]));
      }
    }
  }
  return [...found];
}

/** The form of before 2.1: references are numbers. */
function numbered(objects: unknown): readonly Fields[] {
  if (!isFields(objects)) return [];
  return Object.entries(objects).flatMap(([id, object]) =>
    isFields(object) ? [{ ...object, id }] : [],
  );
}

function timeOf(value: unknown): number {
  return (typeof value === "string" ? timestampMs(value) : undefined) ?? 0;
}
