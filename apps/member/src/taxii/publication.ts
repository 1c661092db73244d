/**
 * The node's own collections: what the verified ledger says, as STIX, in the order in which it came.
 * The cursor moves in the transaction of what was made of it, so nothing is lost or told twice. What was
 * withdrawn is revoked here as well, and none of what it said is kept.
 */

import {
  changesToReport,
  entryOf,
  heldObjects,
  heldReport,
  idsOfReport,
  withdrawalOfReport,
} from "@tocsin/http/taxii/reports";
import type { Clock } from "@tocsin/kernel";
import type { TaxiiPublication, TaxiiStore } from "@tocsin/store";
import { objectsOfReport } from "@tocsin/threat/stix";
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
  const collections = [receivedReports, audienceCollectionId(envelope.audience)];
  if (kind === "withdrawal") {
    const all = [...collections, warningsForUs];
    return { cursor, ...(await withdrawalOfReport(store, all, id, publishedMs)) };
  }
  if (body === null) return { cursor, puts: [], removes: [] };
  const before = kind === "report" ? undefined : await heldReport(store, receivedReports, id);
  const created = Date.parse(String(before?.["created"]));
  const objects = objectsOfReport({
    id,
    className: envelope.class === "everyone" ? "the community" : envelope.class,
    classId: envelope.class,
    createdMs: Number.isNaN(created) ? publishedMs : created,
    changedMs: publishedMs,
    body,
  });
  return { cursor, ...changesToReport(collections, objects, before) };
}

/** Reports that concern us are in a collection of their own as well. */
async function publishConcerning(ports: PublicationPorts): Promise<void> {
  const { store, concerning, clock } = ports;
  const cursor = await store.cursor();
  for (const id of await concerning(concerningMax)) {
    const report = await heldReport(store, receivedReports, id);
    if (report === undefined || report["revoked"] === true) continue;
    const there = await heldReport(store, warningsForUs, id);
    if (there?.["modified"] === report["modified"]) continue;
    const objects = await heldObjects(store, receivedReports, idsOfReport(report));
    const puts = [{ collection: warningsForUs, objects: objects.map(entryOf) }];
    await store.publish({ cursor, puts, removes: [] }, clock.now() * 1000);
  }
}
