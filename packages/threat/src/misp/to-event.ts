/**
 * A report as a MISP event. The organisation is the community, never a member; distribution is never
 * wider than the TLP level says. What MISP has no place for is listed beside the event.
 */

import { createHash } from "node:crypto";

import { lookupTechnique } from "../attack/attack.ts";
import { spanOf } from "../stix/report/coarse-time.ts";
import { stableId } from "../stix/report/extension.ts";
import type { SharedReport } from "../stix/report/to-objects.ts";
import { mispTypeOf } from "./attribute-types.ts";

export interface MispAttributeOut {
  readonly uuid: string;
  readonly type: string;
  readonly category: string;
  readonly value: string;
  readonly comment: string;
  readonly to_ids: boolean;
  readonly timestamp: string;
  /** 5: as the event's. */
  readonly distribution: "5";
}

export interface MispEventOut {
  readonly uuid: string;
  readonly info: string;
  readonly date: string;
  readonly timestamp: string;
  readonly publish_timestamp: string;
  readonly published: true;
  readonly analysis: "2";
  readonly threat_level_id: "4";
  readonly distribution: string;
  readonly Orgc: { readonly name: string; readonly uuid: string };
  readonly Tag: readonly { readonly name: string }[];
  readonly Attribute: readonly MispAttributeOut[];
}

export interface MispExport {
  readonly event: MispEventOut;
  /** Parts of the report that the event does not hold. */
  readonly notCarried: readonly string[];
}

const distributions = { clear: "3", green: "2", amber: "1", "amber+strict": "0" } as const;
const notSeenByRules = new Set(["victim-side", "unknown", "scanning"]);

export function mispEventOf(report: SharedReport): MispExport {
  const { id, body, className, createdMs, changedMs } = report;
  const seconds = String(Math.floor(Math.max(createdMs, changedMs) / 1000));
  const tags = [
    `tlp:${body.tlp}`,
    ...body.techniques.map((it) => galaxyTag("mitre-attack-pattern", techniqueName(it.id))),
    ...body.malware.map((it) => galaxyTag("malpedia", it.name)),
    ...body.actors.map((it) => galaxyTag("threat-actor", it.name)),
  ];
  const kind = body.kind === "incident" ? "Incident" : "Near miss";
  const firstMs = spanOf(body.firstSeen ?? "")?.startMs ?? createdMs;
  return {
    event: {
      uuid: uuidOf("misp-event", id),
      info: `${kind} reported by a member of ${className}`,
      date: new Date(firstMs).toISOString().slice(0, 10),
      timestamp: seconds,
      publish_timestamp: seconds,
      published: true,
      analysis: "2",
      threat_level_id: "4",
      distribution: distributions[body.tlp],
      Orgc: { name: "Tocsin", uuid: uuidOf("misp-org") },
      Tag: [...new Set(tags)].map((name) => ({ name })),
      Attribute: attributesOf(report, seconds),
    },
    notCarried: notCarriedOf(report),
  };
}

function attributesOf({ id, body }: SharedReport, timestamp: string): MispAttributeOut[] {
  const made = (
    place: string,
    { type, category }: { type: string; category: string },
    value: string,
    comment: string,
    isForRules = false,
  ): MispAttributeOut => ({
    uuid: uuidOf("misp-attribute", id, place),
    type,
    category,
    value,
    comment,
    to_ids: isForRules,
    timestamp,
    distribution: "5",
  });
  return [
    ...body.observables.map(({ type, value, role, confidence }, at) => {
      const ours = mispTypeOf(type);
      const name = ours.type === "other" ? `${type}, ` : "";
      const written = type === "endpoint" ? endpointText(value) : value;
      const isForRules = !notSeenByRules.has(role) && confidence !== "low";
      return made(`o${at}`, ours, written, `${name}${role}, confidence ${confidence}`, isForRules);
    }),
    ...body.vulnerabilities.map((it, at) => made(`v${at}`, mispTypeOf("cve"), it.id, "")),
    ...body.notes.map((it, at) =>
      made(`n${at}`, { type: "comment", category: "Other" }, it.text, "note"),
    ),
    ...body.defences.map(({ measure, effect, text }, at) =>
      made(
        `d${at}`,
        { type: "comment", category: "Other" },
        text ?? measure,
        `defensive measure ${measure}: ${effect}`,
      ),
    ),
  ];
}

/** MISP writes an address and its port with a bar between. */
function endpointText(value: string): string {
  const colon = value.lastIndexOf(":");
  return `${value.slice(0, colon).replace(/^\[|\]$/g, "")}|${value.slice(colon + 1)}`;
}

function techniqueName(id: string): string {
  const name = lookupTechnique(id)?.name;
  return name === undefined ? id : `${name} - ${id}`;
}

/** A quote would end the value. */
function galaxyTag(galaxy: string, value: string): string {
  return `misp-galaxy:${galaxy}="${value.replaceAll('"', "'")}"`;
}

function notCarriedOf({ body }: SharedReport): string[] {
  const names = ["steps", "outcomes", "impact", "questions", "technologies"] as const;
  return [
    "classes of information",
    body.recipients === undefined ? "purposes and expiry" : "purposes, recipients and expiry",
    ...names.filter((name) => body[name].length > 0),
    ...(body.stage === null ? [] : ["stage"]),
    ...(body.prose === null ? [] : ["prose"]),
  ];
}

function uuidOf(...names: readonly [string, ...string[]]): string {
  const [first, ...rest] = names;
  return stableId(first, ...rest).slice(first.length + 2);
}

/** A feed that an existing MISP pulls: `manifest.json`, `hashes.csv` and one file an event. */
export function mispFeed(events: readonly MispEventOut[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const manifest: Record<string, unknown> = {};
  const hashes: string[] = [];
  for (const event of events) {
    const { uuid, info, date, analysis, threat_level_id, timestamp, Orgc, Tag, Attribute } = event;
    manifest[uuid] = { info, date, analysis, threat_level_id, timestamp, Orgc, Tag };
    files.set(`${uuid}.json`, JSON.stringify({ Event: event }));
    for (const { value } of Attribute) {
      for (const part of value.split("|")) hashes.push(`${md5(part)},${uuid}`);
    }
  }
  files.set("manifest.json", JSON.stringify(manifest));
  files.set("hashes.csv", hashes.map((line) => `${line}\n`).join(""));
  return files;
}

/** The format's own choice; nothing here depends on its strength. */
function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
