/**
 * A MISP feed: a manifest says which events there are and when each was changed; only those that changed
 * are read. An event that the manifest no longer names is taken back.
 */

import { parseJson, textOf, TocsinError } from "@tocsin/kernel";
import type { ImportItem } from "@tocsin/store";
import { materialOfMisp, readMispEvents } from "@tocsin/threat/formats";
import { z } from "zod";

import {
  cursorOf,
  digestOf,
  type FeedReader,
  futureMsMax,
  type Reading,
  unchanged,
  valuesOf,
} from "../reading.ts";
import { jsonOf, validators, wholeOf } from "../source.ts";

const manifestBytesMax = 64 * 1024 * 1024;
const eventBytesMax = 64 * 1024 * 1024;
const eventsMax = 200_000;
/** Events of one transaction. */
const stepEvents = 20;

const seconds = z
  .union([z.string().regex(/^\d{1,12}$/), z.number().int().nonnegative()])
  .transform(Number);
const manifestForm = z.record(
  z.string().regex(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/),
  z.object({ timestamp: seconds }),
);

export const readMispFeed: FeedReader = async function* (reading) {
  const { source, url } = reading;
  const manifestUrl = url.endsWith("manifest.json")
    ? url
    : source.beside(folderOf(url), "manifest.json");
  const known = cursorOf(reading, validators);
  const wanted = { bytesMax: manifestBytesMax, ...(known && { validators: known }) };
  const fetched = await source.get(manifestUrl, wanted);
  if (fetched.isSame) return unchanged;
  const manifest = manifestForm.safeParse(await jsonOf(fetched));
  if (!manifest.success) throw invalid("no manifest");
  const listed = Object.entries(manifest.data).map(([uuid, it]) => [uuid, it.timestamp] as const);
  if (listed.length > eventsMax) throw invalid(`more than ${eventsMax} events`);
  const orders = await reading.orders(listed.map(([uuid]) => uuid));
  const isKnown = ([uuid, at]: (typeof listed)[number]): boolean => (orders[uuid] ?? -1) >= at;
  yield { items: [], kept: listed.filter(isKnown).map(([uuid]) => uuid) };
  const fresh = listed.filter((it) => !isKnown(it)).sort((a, b) => a[1] - b[1]);
  for (let at = 0; at < fresh.length; at += stepEvents) {
    yield readEvents(reading, manifestUrl, fresh.slice(at, at + stepEvents));
  }
  return { whole: true, cursor: JSON.stringify(fetched.validators) };
};

async function readEvents(
  reading: Reading,
  manifestUrl: string,
  listed: readonly (readonly [uuid: string, seconds: number])[],
) {
  const items: ImportItem[] = [];
  const kept: string[] = [];
  const refusals: string[] = [];
  let newestMs = 0;
  for (const [uuid, at] of listed) {
    const atMs = at * 1000;
    const read =
      atMs > reading.nowMs + futureMsMax
        ? "an event that is from the future"
        : await readEvent(reading, manifestUrl, uuid, at);
    if (typeof read === "string") {
      refusals.push(read);
      // What was good of it before stands.
      kept.push(uuid);
      continue;
    }
    items.push(read.item);
    refusals.push(...read.refusals);
    newestMs = Math.max(newestMs, atMs);
  }
  return { items, kept, refusals, newestMs };
}

async function readEvent(reading: Reading, manifestUrl: string, uuid: string, order: number) {
  const url = reading.source.beside(manifestUrl, `${uuid}.json`);
  const fetched = await reading.source.get(url, { bytesMax: eventBytesMax });
  if (fetched.isSame) return "an event that is not given";
  const text = textOf(await wholeOf(fetched.chunks));
  if (text === undefined) return "an event that is not UTF-8";
  const read = readMispEvents(jsonOrNothing(text));
  if (!read.ok) return `an event that is malformed at ${read.path}`;
  const [event] = read.events;
  if (read.events.length !== 1 || event?.uuid.toLowerCase() !== uuid.toLowerCase()) {
    return "an event under another's name";
  }
  const material = materialOfMisp([event]);
  const { values, refusals } = valuesOf(material, reading, null);
  const item = { key: uuid, order, digest: digestOf(text), gone: false, body: null, values };
  const left = material.notCarried.length;
  const told = left === 0 ? [] : [`${left} parts of an event that have no place here`];
  return { item, refusals: [...refusals, ...told] };
}

function jsonOrNothing(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function folderOf(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

function invalid(detail: string): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail });
}
