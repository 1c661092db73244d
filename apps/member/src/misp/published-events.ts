/**
 * The reports that this node reads, as a feed that a MISP of the company pulls: a manifest, hashes, and an
 * event for each report. Which of them are ours is not in it. An event's time rises with each change, so
 * that MISP reads again what was amended; what was withdrawn is left out, and MISP takes it back.
 */

import { createHash } from "node:crypto";

import { mispEventOf, mispFeed } from "@tocsin/threat/formats";
import type { SharedReport } from "@tocsin/threat/stix";

import type { Protocol, ReportRecord } from "../protocol.ts";

export interface PublishedFile {
  readonly mediaType: string;
  readonly text: string;
  readonly etag: string;
}

export interface PublishedEvents extends Disposable {
  /** By its name in the feed's folder; undefined where there is none. */
  file(name: string): Promise<PublishedFile | undefined>;
}

/** The newest ones; an older report is in the node and in TAXII all the same. */
const eventsMax = 20_000;
const pageReports = 500;

interface Index {
  readonly manifest: PublishedFile;
  readonly hashes: PublishedFile;
  /** Report ids by the UUIDs of their events. */
  readonly reports: ReadonlyMap<string, string>;
}

export function createPublishedEvents(
  protocol: Pick<Protocol, "enrolled" | "reports" | "report" | "on">,
): PublishedEvents {
  let index: Promise<Index> | undefined;
  const forget = protocol.on("changes", () => {
    index = undefined;
  });
  const current = (): Promise<Index> => {
    index ??= indexOf(protocol).catch((error: unknown) => {
      index = undefined;
      throw error;
    });
    return index;
  };
  return {
    file: async (name) => {
      const { manifest, hashes, reports } = await current();
      if (name === "manifest.json") return manifest;
      if (name === "hashes.csv") return hashes;
      const id = reports.get(/^([0-9a-f-]{36})\.json$/.exec(name)?.[1] ?? "");
      const record = id === undefined ? undefined : await protocol.report(id);
      const shared = record === undefined ? undefined : sharedOf(record);
      if (shared === undefined) return undefined;
      return fileOf("application/json", JSON.stringify({ Event: mispEventOf(shared).event }));
    },
    [Symbol.dispose]: () => {
      forget();
    },
  };
}

async function indexOf(protocol: Pick<Protocol, "enrolled" | "reports">): Promise<Index> {
  const shared = await newestReports(protocol);
  const events = shared.map((it) => ({ id: it.id, event: mispEventOf(it).event }));
  const files = mispFeed(events.map((it) => it.event));
  return {
    manifest: fileOf("application/json", files.get("manifest.json") ?? "{}"),
    hashes: fileOf("text/csv", files.get("hashes.csv") ?? ""),
    reports: new Map(events.map(({ id, event }) => [event.uuid, id])),
  };
}

async function newestReports(
  protocol: Pick<Protocol, "enrolled" | "reports">,
): Promise<SharedReport[]> {
  const all: SharedReport[] = [];
  if (!protocol.enrolled) return all;
  for (let after: string | undefined; all.length < eventsMax;) {
    const query = { limit: pageReports, ...(after === undefined ? {} : { after }) };
    const page = await protocol.reports(query);
    all.push(...page.items.map(sharedOf).filter((it) => it !== undefined));
    if (page.next === null) break;
    after = page.next;
  }
  return all.slice(0, eventsMax);
}

/** Undefined for what is withdrawn or not published yet. */
function sharedOf(record: ReportRecord): SharedReport | undefined {
  const { id, body, envelope, publishedMs, withdrawn } = record;
  if (body === null || publishedMs === null || withdrawn) return undefined;
  const classId = envelope.class;
  return {
    id,
    className: classId === "everyone" ? "the community" : classId,
    classId,
    createdMs: publishedMs,
    // MISP tells versions apart by seconds.
    changedMs: publishedMs + envelope.seq * 1000,
    body,
  };
}

function fileOf(mediaType: string, text: string): PublishedFile {
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  return { mediaType, text, etag };
}
