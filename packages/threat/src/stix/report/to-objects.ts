/**
 * A report as STIX objects: an incident, what was seen, what is known of it, and a report object that
 * holds them together. The creator is the class, never a member. Money, counts, places and products
 * in use identify a company and are no part of a report, so none can come out here.
 */

import type { ReportBody } from "@tocsin/wire/report";

import { lookupTechnique, tactics } from "../../attack/attack.ts";
import { tlpMarking, tlpMarkingId } from "../marking/tlp.ts";
import { incidentCoreId } from "../spec/incident-core.ts";
import type { Fields } from "../spec/kinds.ts";
import { stixTime } from "../timestamp.ts";
import { spanOf } from "./coarse-time.ts";
import { extended, extensionObjects, stableId } from "./extension.ts";
import { objectOfValue } from "./observable-objects.ts";
import { patternOf, valuesOfPattern } from "./observable-patterns.ts";

export interface SharedReport {
  /** The report's public id. */
  readonly id: string;
  /** What a reader calls the class, such as "Finance". */
  readonly className: string;
  readonly classId: string;
  readonly createdMs: number;
  /** Of the last amendment; after `createdMs`. */
  readonly changedMs: number;
  readonly body: ReportBody;
}

/** Parts of a body that become objects of their own; all others stand on the report object. */
export const objectLists = [
  "observables",
  "techniques",
  "vulnerabilities",
  "malware",
  "actors",
  "defences",
  "notes",
] as const;
export type ObjectList = (typeof objectLists)[number];

const determinations = {
  confirmed: "successful-attempt",
  suspected: "suspected",
  blocked: "blocked",
  "failed-attempt": "failed-attempt",
} as const;
const indicatorTypes: Readonly<Record<string, string>> = {
  scanning: "anomalous-activity",
  "victim-side": "compromised",
  unknown: "unknown",
};
/** The middle of each band of STIX's scale of confidence, §2.1 of its appendix A. */
const confidenceValues = { low: 15, medium: 50, high: 85 } as const;
export type Confidence = keyof typeof confidenceValues;

export function objectsOfReport(report: SharedReport): readonly Fields[] {
  const identity = classIdentity(report);
  const base = baseOf(report, String(identity["id"]));
  const parts = partsOf(report, base);
  const observables = unique(
    report.body.observables.map(objectOfValue).filter((it) => it !== undefined),
  );
  const seen = observables.length === 0 ? [] : [observedData(report, base, observables)];
  const incident = incidentOf(report, base);
  const content = [incident, ...parts, ...seen, ...observables, ...eventsOf(report, base)];
  return [
    ...extensionObjects,
    identity,
    tlpMarking(report.body.tlp),
    ...content,
    reportObject(report, base, content),
  ];
}

/** A bundle of its own id for the same objects. */
export function bundleOf(id: string, objects: readonly Fields[]): Fields {
  return { type: "bundle", id: stableId("bundle", id), objects };
}

function classIdentity({ className, classId, createdMs }: SharedReport): Fields {
  // The moment of the month tells nothing: one identity serves all reports of a class.
  const at = stixTime(Date.UTC(new Date(createdMs).getUTCFullYear(), 0));
  return {
    type: "identity",
    spec_version: "2.1",
    id: stableId("identity", "class", classId),
    created: at,
    modified: at,
    name: `A member of ${className}`,
    identity_class: "class",
  };
}

function baseOf({ createdMs, changedMs, body }: SharedReport, identityId: string): Fields {
  return {
    spec_version: "2.1",
    created: stixTime(createdMs),
    modified: stixTime(Math.max(createdMs, changedMs)),
    created_by_ref: identityId,
    object_marking_refs: [tlpMarkingId(body.tlp)],
  };
}

function partsOf(report: SharedReport, base: Fields): Fields[] {
  const { id, body } = report;
  const made = (
    list: ObjectList,
    place: number,
    part: { readonly class: string },
    properties: Fields,
    own: Fields = {},
  ): Fields => ({
    ...base,
    ...properties,
    id: stableId(String(properties["type"]), id, list, String(place)),
    extensions: extended({ part: list, place, class: part.class, ...own }),
  });
  const about = { object_refs: [incidentId(id)] };
  return [
    ...body.observables.map((part, at) =>
      made("observables", at, part, indicatorOf(part, report), whatPatternLacks(part)),
    ),
    ...body.techniques.map((part, at) => made("techniques", at, part, attackPattern(part.id))),
    ...body.vulnerabilities.map((part, at) =>
      made("vulnerabilities", at, part, vulnerability(part.id)),
    ),
    ...body.malware.map((part, at) =>
      made("malware", at, part, { type: "malware", name: part.name, is_family: true }),
    ),
    ...body.actors.map((part, at) =>
      made("actors", at, part, { type: "intrusion-set", name: part.name }),
    ),
    ...body.defences.map((part, at) =>
      made("defences", at, part, courseOfAction(part), {
        measure: part.measure,
        effect: part.effect,
      }),
    ),
    ...body.notes.map((part, at) =>
      made("notes", at, part, { type: "note", content: part.text, ...about }),
    ),
  ];
}

function indicatorOf(part: ReportBody["observables"][number], report: SharedReport): Fields {
  const pattern = patternOf(part);
  const fromMs = spanOf(report.body.firstSeen ?? "")?.startMs ?? report.createdMs;
  const untilMs = (spanOf(report.body.expires)?.endMs ?? 0) - 1;
  return {
    type: "indicator",
    indicator_types: [indicatorTypes[part.role] ?? "malicious-activity"],
    ...pattern,
    ...(pattern.pattern_type === "stix" ? { pattern_version: "2.1" } : {}),
    valid_from: stixTime(fromMs),
    ...(untilMs > fromMs ? { valid_until: stixTime(untilMs) } : {}),
    confidence: confidenceValues[part.confidence],
  };
}

/** The role, and type and value where the pattern alone does not give exactly them again. */
function whatPatternLacks(part: ReportBody["observables"][number]): Fields {
  const { pattern, pattern_type: type } = patternOf(part);
  const read = type === "stix" ? valuesOfPattern(pattern) : undefined;
  const [first] = read ?? [];
  const tellsAll = read?.length === 1 && first?.type === part.type && first.value === part.value;
  return { role: part.role, ...(tellsAll ? {} : { type: part.type, value: part.value }) };
}

function attackPattern(id: string): Fields {
  const found = lookupTechnique(id);
  const phases = (found?.tactics ?? [])
    .map((tactic) => tactics.get(tactic)?.name.toLowerCase().replaceAll(" ", "-"))
    .filter((it) => it !== undefined)
    .map((phase_name) => ({ kill_chain_name: "mitre-attack", phase_name }));
  return {
    type: "attack-pattern",
    name: found?.name ?? id,
    ...(phases.length === 0 ? {} : { kill_chain_phases: phases }),
    external_references: [
      {
        source_name: "mitre-attack",
        external_id: id,
        url: `https://attack.mitre.org/techniques/${id.replace(".", "/")}`,
      },
    ],
  };
}

function vulnerability(id: string): Fields {
  const type = "vulnerability";
  return { type, name: id, external_references: [{ source_name: "cve", external_id: id }] };
}

function courseOfAction({ measure, effect, text }: ReportBody["defences"][number]): Fields {
  const name = `${measure}: ${effect}`;
  return { type: "course-of-action", name, ...(text === null ? {} : { description: text }) };
}

function incidentOf({ id, body }: SharedReport, base: Fields): Fields {
  return {
    ...base,
    type: "incident",
    id: incidentId(id),
    name: body.kind === "incident" ? "Incident" : "Near miss",
    extensions: {
      [incidentCoreId]: {
        extension_type: "property-extension",
        determination: determinations[body.determination],
        investigation_status: body.stage === "recovered" ? "closed" : "open",
        ...(body.steps.length === 0
          ? {}
          : { event_refs: body.steps.map((_step, at) => eventId(id, at)) }),
      },
    },
  };
}

const eventExtensionId = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e";

/** Steps as events of the OASIS incident extension; exactly they stand on the report object. */
function eventsOf({ id, body }: SharedReport, base: Fields): Fields[] {
  return body.steps.map(({ did, technique, time }, at) => {
    const span = time === null ? undefined : spanOf(time);
    return {
      ...base,
      type: "event",
      id: eventId(id, at),
      status: "occurred",
      name: technique === null ? did : `${did} (${technique})`,
      ...(span === undefined
        ? {}
        : { start_time: stixTime(span.startMs), start_time_fidelity: span.fidelity }),
      extensions: { [eventExtensionId]: { extension_type: "new-sdo" } },
    };
  });
}

function observedData(report: SharedReport, base: Fields, observables: readonly Fields[]): Fields {
  const first = spanOf(report.body.firstSeen ?? "")?.startMs ?? report.createdMs;
  return {
    ...base,
    type: "observed-data",
    id: stableId("observed-data", report.id),
    first_observed: stixTime(first),
    last_observed: stixTime(Math.max(first, report.createdMs)),
    number_observed: 1,
    object_refs: observables.map((it) => it["id"]),
  };
}

/** All of the body that has no object of its own stands here, under the names it has there. */
function reportObject(report: SharedReport, base: Fields, content: readonly Fields[]): Fields {
  const { id, body, createdMs } = report;
  const { prose } = body;
  const frame = Object.entries(body).filter(([name]) => !isObjectList(name));
  return {
    ...base,
    type: "report",
    id: stableId("report", id),
    name: `${body.kind === "incident" ? "Incident" : "Near miss"} reported by a member of ${report.className}`,
    ...(prose === null ? {} : { description: prose.text }),
    report_types: ["threat-report"],
    published: stixTime(createdMs),
    object_refs: content.map((it) => it["id"]),
    external_references: [{ source_name: "tocsin", external_id: id }],
    extensions: extended({ body: noNulls(Object.fromEntries(frame)) }),
  };
}

/** STIX has neither null nor empty lists: what is empty is left out, and put back on the way in. */
function noNulls(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [name, clean(value)]),
  );
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  return typeof value === "object" && value !== null ? noNulls(asFields(value)) : value;
}

function isObjectList(name: string): name is ObjectList {
  return objectLists.some((it) => it === name);
}

function incidentId(reportId: string): string {
  return stableId("incident", reportId);
}

function eventId(reportId: string, at: number): string {
  return stableId("event", reportId, String(at));
}

function unique(objects: readonly Fields[]): Fields[] {
  return [...new Map(objects.map((it) => [it["id"], it])).values()];
}

function asFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
