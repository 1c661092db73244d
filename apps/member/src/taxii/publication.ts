/**
 * The node's own collections: what the verified ledger says, as STIX, in the order in which it came.
 * The cursor moves in the transaction of what was made of it, so nothing is lost or told twice. What was
 * withdrawn is revoked here as well, and none of what it said is kept.
 */

import { type Clock, textOf } from "@tocsin/kernel";
import type { TaxiiObject, TaxiiPublication, TaxiiRemoval, TaxiiStore } from "@tocsin/store";
import {
  isStixObject,
  objectsOfReport,
  revokedForm,
  sortOfStixType,
  stableStixId,
  type StixObject,
  stixVersionOf,
} from "@tocsin/threat/stix";
import type { Protocol, ReportChange } from "../protocol.ts";
import { audienceCollectionId, receivedReports, warningsForUs } from "./collections.ts";

export interface PublicationPorts {
  readonly store: TaxiiStore;
  readonly protocol: Pick<Protocol, "changes" | "report" | "on" | "enrolled">;
  /** Ids of the reports that concern this company, newest first. */
  readonly concerning: (limit: number) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

export interface Publisher extends AsyncDisposable {
  /** Resolves when all changes that were there are in the collections. */
  look(): Promise<void>;
}

const changesAtOnce = 50;
const concerningMax = 1000;
const everything = { all: true, first: false, last: false, exact: [] };

export function createPublisher(ports: PublicationPorts): Publisher {
  let running: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    running = running.then(() => publishAll(ports)).catch(ports.onFailure);
    return running;
  };
  const forget = ports.protocol.on("changes", () => void look());
  return {
    look,
    [Symbol.asyncDispose]: async () => {
      forget();
      await running;
    },
  };
}

async function publishAll(ports: PublicationPorts): Promise<void> {
  const { store, protocol, clock } = ports;
  if (!protocol.enrolled) return;
  for (;;) {
    const changes = await protocol.changes(await store.cursor(), changesAtOnce);
    const last = changes.at(-1);
    if (last === undefined) break;
    // One change a transaction of the store: a later one of the same report must see the earlier.
    for (const change of changes) {
      await store.publish(await publicationOf(store, change), clock.now() * 1000);
    }
  }
  await publishConcerning(ports);
}

async function publicationOf(store: TaxiiStore, change: ReportChange): Promise<TaxiiPublication> {
  const { arrival: cursor, id, kind, body, envelope, publishedMs } = change;
  if (kind === "withdrawal") return withdrawalOf(store, change);
  if (body === null) return { cursor, puts: [], removes: [] };
  const before = kind === "report" ? undefined : await storedReport(store, receivedReports, id);
  const created = Date.parse(String(before?.["created"]));
  const objects = objectsOfReport({
    id,
    className: envelope.class === "everyone" ? "the community" : envelope.class,
    classId: envelope.class,
    createdMs: Number.isNaN(created) ? publishedMs : created,
    changedMs: publishedMs,
    body,
  });
  const entries = objects.map(entryOf);
  const collections = [receivedReports, audienceCollectionId(envelope.audience)];
  const puts = collections.map((collection) => ({ collection, objects: entries }));
  const gone = before === undefined ? [] : partsOf(before).filter(isNotAmong(objects));
  const sharedIds = gone.filter(isObservableId);
  const ids = gone.filter((it) => !isObservableId(it));
  const removes = collections.map((collection) => ({ collection, ids, sharedIds }));
  return { cursor, puts, removes };
}

/** In every collection that has it: the parts are taken out, and what can be revoked stands there revoked. */
async function withdrawalOf(
  store: TaxiiStore,
  { arrival: cursor, id, publishedMs, envelope }: ReportChange,
): Promise<TaxiiPublication> {
  const puts: { collection: string; objects: TaxiiObject[] }[] = [];
  const removes: TaxiiRemoval[] = [];
  const ofAudience = audienceCollectionId(envelope.audience);
  for (const collection of [receivedReports, ofAudience, warningsForUs]) {
    const report = await storedReport(store, collection, id);
    if (report === undefined) continue;
    const ids = [String(report["id"]), ...partsOf(report)];
    const stored = await readObjects(store, collection, ids);
    const revoked = stored
      .map((it) => revokedForm(it, publishedMs))
      .filter((it) => it !== undefined);
    // An observable may be known of another report as well.
    const sharedIds = ids.filter(isObservableId);
    removes.push({ collection, ids: ids.filter((it) => !isObservableId(it)), sharedIds });
    puts.push({ collection, objects: revoked.map(entryOf) });
  }
  return { cursor, puts, removes };
}

/** Reports that concern us are in a collection of their own as well. */
async function publishConcerning(ports: PublicationPorts): Promise<void> {
  const { store, concerning, clock } = ports;
  const cursor = await store.cursor();
  for (const id of await concerning(concerningMax)) {
    const report = await storedReport(store, receivedReports, id);
    if (report === undefined || report["revoked"] === true) continue;
    const there = await storedReport(store, warningsForUs, id);
    if (there?.["modified"] === report["modified"]) continue;
    const objects = await readObjects(store, receivedReports, [
      ...basisIds(report),
      ...partsOf(report),
      String(report["id"]),
    ]);
    const puts = [{ collection: warningsForUs, objects: objects.map(entryOf) }];
    await store.publish({ cursor, puts, removes: [] }, clock.now() * 1000);
  }
}

async function storedReport(
  store: TaxiiStore,
  collection: string,
  id: string,
): Promise<StixObject | undefined> {
  const [report] = await readObjects(store, collection, [stableStixId("report", id)]);
  return report;
}

async function readObjects(
  store: TaxiiStore,
  collection: string,
  ids: readonly string[],
): Promise<StixObject[]> {
  const objects: StixObject[] = [];
  const step = 200;
  for (let at = 0; at < ids.length; at += step) {
    const some = ids.slice(at, at + step);
    const query = { ids: some, versions: { ...everything, all: false, last: true }, afterUs: 0 };
    const { json } = await store.objects(collection, { ...query, limit: some.length });
    const parsed: unknown = JSON.parse(`[${textOf(json) ?? ""}]`);
    if (Array.isArray(parsed)) objects.push(...parsed.filter(isStixObject));
  }
  return objects;
}

/** Ids of the objects that the report holds together. */
function partsOf(report: StixObject): string[] {
  const refs = report["object_refs"];
  const own = report["id"];
  if (!Array.isArray(refs)) return [];
  return refs.filter((it) => typeof it === "string" && it !== own).map(String);
}

/** Who made it and how it is marked: not parts of it, but needed to read it. */
function basisIds(report: StixObject): string[] {
  const markings = report["object_marking_refs"];
  const creator = report["created_by_ref"];
  return [
    ...(Array.isArray(markings) ? markings.map(String) : []),
    ...(typeof creator === "string" ? [creator] : []),
  ];
}

function isNotAmong(objects: readonly StixObject[]): (id: string) => boolean {
  const ids = new Set(objects.map((it) => it["id"]));
  return (id) => !ids.has(id);
}

function isObservableId(id: string): boolean {
  return sortOfStixType(id.split("--", 1)[0] ?? "") === "observable";
}

function entryOf(object: StixObject): TaxiiObject {
  return {
    id: String(object["id"]),
    type: String(object["type"]),
    specVersion: "2.1",
    version: stixVersionOf(object) ?? "",
    json: JSON.stringify(object),
  };
}
