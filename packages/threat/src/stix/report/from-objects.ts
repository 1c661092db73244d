/**
 * Reports out of STIX objects. A bundle of ours gives the report exactly; of any other, what a report
 * can hold is taken as material for a draft and the rest is listed with its reason, never dropped in
 * silence. Nothing here shares anything: material goes through the same review as pasted text.
 */

import { type ReportBody, reportBody } from "@tocsin/wire/report";

import { type Fields, isFields } from "../spec/kinds.ts";
import { extensionOf, stableId } from "./extension.ts";
import { valuesOfPattern } from "./observable-patterns.ts";
import { type Confidence, type ObjectList, objectLists } from "./to-objects.ts";

export interface FoundReport {
  /** The report's public id. */
  readonly id: string;
  readonly body: ReportBody;
}

export interface ReportsFound {
  readonly reports: readonly FoundReport[];
  /** Objects that belong to none of the reports, as they came. */
  readonly others: readonly Fields[];
}

/** The reports that our own objects hold, and all objects beside them. */
export function reportsOfObjects(objects: readonly Fields[]): ReportsFound {
  const byId = new Map(objects.map((object) => [object["id"], object]));
  const used = new Set<Fields>();
  const reports: FoundReport[] = [];
  for (const object of objects) {
    const found = object["type"] === "report" ? readReport(object, byId) : undefined;
    if (found === undefined) continue;
    reports.push(found.report);
    for (const part of found.parts) used.add(part);
  }
  return { reports, others: objects.filter((object) => !used.has(object)) };
}

function readReport(
  object: Fields,
  byId: ReadonlyMap<unknown, Fields>,
): { report: FoundReport; parts: readonly Fields[] } | undefined {
  const frame = extensionOf(object)?.["body"];
  const id = publicId(object);
  const refs = object["object_refs"];
  if (!isFields(frame) || id === undefined || !Array.isArray(refs)) return undefined;
  const parts = refs.map((ref) => byId.get(ref)).filter((it) => it !== undefined);
  const lists = Object.fromEntries(objectLists.map((list) => [list, listOf(list, parts)]));
  const parsed = reportBody.safeParse({ ...emptyBody, ...restored(frame), ...lists });
  if (!parsed.success) return undefined;
  return { report: { id, body: parsed.data }, parts: [object, ...parts.filter(isOfReports)] };
}

/** Observables may be known of other sources as well: they stay. */
function isOfReports(object: Fields): boolean {
  return "created_by_ref" in object;
}

function publicId(object: Fields): string | undefined {
  const first = firstReference(object);
  const id =
    isFields(first) && first["source_name"] === "tocsin" ? first["external_id"] : undefined;
  if (typeof id !== "string") return undefined;
  return object["id"] === stableId("report", id) ? id : undefined;
}

/** Fields that a body must have and STIX cannot carry when they are empty. */
const emptyBody = {
  stage: null,
  firstSeen: null,
  noticed: null,
  ended: null,
  region: null,
  size: null,
  regime: null,
  prose: null,
  purposes: [],
  technologies: [],
  steps: [],
  outcomes: [],
  impact: [],
  questions: [],
};

/** Inside the parts, too, what was null was left out. */
const emptyParts: Readonly<Record<string, Fields>> = {
  steps: { technique: null, on: null, time: null },
  questions: { text: null },
};

function restored(frame: Fields): Fields {
  return Object.fromEntries(
    Object.entries(frame).map(([name, value]) => {
      const empty = Object.hasOwn(emptyParts, name) ? emptyParts[name] : undefined;
      const isList = Array.isArray(value) && empty !== undefined;
      return [name, isList ? value.map((it: unknown) => ({ ...empty, ...asFields(it) })) : value];
    }),
  );
}

function listOf(list: ObjectList, parts: readonly Fields[]): unknown[] {
  return parts
    .map((part) => ({ part, own: extensionOf(part) ?? {} }))
    .filter(({ own }) => own["part"] === list)
    .sort((a, b) => Number(a.own["place"]) - Number(b.own["place"]))
    .map(({ part, own }) => ({ ...partOf(list, part, own), class: own["class"] }));
}

function partOf(list: ObjectList, object: Fields, own: Fields): Fields {
  switch (list) {
    case "observables":
      return observableOf(object, own);
    case "techniques":
    case "vulnerabilities":
      return { id: externalId(object) };
    case "malware":
    case "actors":
      return { name: object["name"] };
    case "defences":
      return {
        measure: own["measure"],
        effect: own["effect"],
        text: object["description"] ?? null,
      };
    case "notes":
      return { text: object["content"] };
  }
}

function observableOf(object: Fields, own: Fields): Fields {
  const pattern = object["pattern"];
  const told = typeof own["value"] === "string";
  const [read] = told || typeof pattern !== "string" ? [] : (valuesOfPattern(pattern) ?? []);
  return {
    type: own["type"] ?? read?.type,
    value: own["value"] ?? read?.value,
    role: own["role"],
    confidence: confidenceOf(object["confidence"]),
  };
}

/** STIX's bands: 1 to 29 low, 30 to 69 medium, 70 to 100 high. */
export function confidenceOf(value: unknown): Confidence {
  if (typeof value !== "number" || value < 30) return "low";
  return value < 70 ? "medium" : "high";
}

function externalId(object: Fields): unknown {
  const first = firstReference(object);
  return isFields(first) ? first["external_id"] : undefined;
}

function firstReference(object: Fields): unknown {
  const references = object["external_references"];
  return Array.isArray(references) ? references.at(0) : undefined;
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}
