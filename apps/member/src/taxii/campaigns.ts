/**
 * Campaigns as this node sees them, for the company's own systems: made anew when they are asked for, and
 * written only where something is other than it was. What is a campaign no more stands there revoked.
 */

import { entryOf, heldReport, idsOfReport } from "@tocsin/http/taxii/reports";
import { type Clock, textOf } from "@tocsin/kernel";
import type { TaxiiStore } from "@tocsin/store";
import { isStixObject, objectsOfCampaign, type StixObject } from "@tocsin/threat/stix";
import type { Campaign } from "@tocsin/wire/node-api";
import { campaignsCollection, receivedReports } from "./collections.ts";

/** What the collection says of a campaign. */
type CampaignFacts = Pick<Campaign, "title" | "firstMs" | "lastMs"> & {
  readonly timeline: readonly Pick<Campaign["timeline"][number], "report">[];
};

export interface CampaignPublicationPorts {
  readonly store: TaxiiStore;
  readonly campaigns: {
    page(query: { after: undefined; limit: number }): Promise<{ items: readonly { id: string }[] }>;
    view(id: string): Promise<CampaignFacts>;
  };
  readonly clock: Clock;
}

/** Resolves when the collection is as campaigns are, or were a few seconds ago. */
export type RefreshCampaigns = () => Promise<void>;

/** The newest; older ones are in the console. */
const campaignsMax = 100;
const refreshMs = 10_000;
const heldAtOnce = 1000;
const lastVersion = { all: false, first: false, last: true, exact: [] };

export function createCampaignPublication(ports: CampaignPublicationPorts): RefreshCampaigns {
  let running: Promise<void> | undefined;
  let madeMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = ports.clock.now();
    if (nowMs >= madeMs && nowMs - madeMs < refreshMs) return running ?? Promise.resolve();
    madeMs = nowMs;
    running = publishCampaigns(ports, nowMs).catch((error: unknown) => {
      madeMs = Number.NEGATIVE_INFINITY;
      throw error;
    });
    return running;
  };
}

async function publishCampaigns(
  { store, campaigns }: CampaignPublicationPorts,
  nowMs: number,
): Promise<void> {
  const { items } = await campaigns.page({ after: undefined, limit: campaignsMax });
  const wanted = new Map<unknown, StixObject>();
  for (const { id } of items) {
    const { title, firstMs, lastMs, timeline } = await campaigns.view(id);
    const objects: string[] = [];
    for (const { report } of timeline) {
      const held = await heldReport(store, receivedReports, report);
      if (held !== undefined && held["revoked"] !== true) objects.push(...idsOfReport(held));
    }
    const parts = [...new Set(objects)];
    const campaign = { id, title, firstMs, lastMs, changedMs: nowMs, objects: parts };
    for (const object of objectsOfCampaign(campaign)) wanted.set(object["id"], object);
  }
  const changed = changesFrom(await allHeld(store), wanted, nowMs);
  if (changed.length === 0) return;
  const puts = [{ collection: campaignsCollection, objects: changed.map(entryOf) }];
  await store.publish({ cursor: await store.cursor(), puts, removes: [] }, nowMs * 1000);
}

/** What is new or other than it was, and what is gone, revoked. */
function changesFrom(
  held: ReadonlyMap<unknown, StixObject>,
  wanted: ReadonlyMap<unknown, StixObject>,
  nowMs: number,
): StixObject[] {
  const news = [...wanted].flatMap(([id, object]) => {
    const before = held.get(id);
    if (before === undefined) return [object];
    return sameButTime(before, object) ? [] : [after(before, object, nowMs)];
  });
  const gone = [...held].flatMap(([id, object]) =>
    wanted.has(id) || object["revoked"] === true || object["modified"] === undefined
      ? []
      : [after(object, { ...object, ...withoutWords(object), revoked: true }, nowMs)],
  );
  return [...news, ...gone];
}

/** Its name may be of a report that was withdrawn. */
function withoutWords({ type }: StixObject): StixObject {
  return type === "relationship" ? {} : { name: "no longer a campaign" };
}

function sameButTime(a: StixObject, b: StixObject): boolean {
  return JSON.stringify({ ...a, modified: "" }) === JSON.stringify({ ...b, modified: "" });
}

/** A version after the one before, also where the clock stands or steps back. */
function after(before: StixObject, object: StixObject, nowMs: number): StixObject {
  const beforeMs = Date.parse(String(before["modified"]));
  const modifiedMs = Number.isNaN(beforeMs) ? nowMs : Math.max(nowMs, beforeMs + 1);
  return { ...object, modified: new Date(modifiedMs).toISOString() };
}

async function allHeld(store: TaxiiStore): Promise<Map<unknown, StixObject>> {
  const held = new Map<unknown, StixObject>();
  let afterUs = 0;
  for (;;) {
    const query = { versions: lastVersion, afterUs, limit: heldAtOnce };
    const page = await store.objects(campaignsCollection, query);
    const objects: unknown = JSON.parse(`[${textOf(page.json) ?? ""}]`);
    for (const it of Array.isArray(objects) ? objects.filter(isStixObject) : []) {
      held.set(it["id"], it);
    }
    if (!page.more || page.lastUs === undefined) return held;
    afterUs = page.lastUs;
  }
}
