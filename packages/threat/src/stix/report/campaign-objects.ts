/**
 * A campaign as STIX: the campaign, a grouping of its reports, and how what they hold belongs to it. It is
 * one node's own conclusion, for its company alone: marked TLP:AMBER+STRICT, whatever its reports are.
 */

import { tlpMarking, tlpMarkingId } from "../marking/tlp.ts";
import type { Fields } from "../spec/kinds.ts";
import { stixTime } from "../timestamp.ts";
import { stableId } from "./extension.ts";

export interface TiedCampaign {
  readonly id: string;
  readonly title: string;
  /** Publication of its first and its newest report. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** When this version was made; after `firstMs`. */
  readonly changedMs: number;
  /** Ids of the STIX objects of its reports. */
  readonly objects: readonly string[];
}

/** Relationships of one campaign; a consumer has the grouping for the rest. */
const relationshipsMax = 2000;
const level = "amber+strict";

/** How an object of this type belongs to a campaign, and which of both is the source. STIX 2.1 §4.3. */
const ties: Readonly<
  Record<string, { readonly by: string; readonly from: "campaign" | "object" }>
> = {
  indicator: { by: "indicates", from: "object" },
  incident: { by: "related-to", from: "object" },
  malware: { by: "uses", from: "campaign" },
  "attack-pattern": { by: "uses", from: "campaign" },
  "intrusion-set": { by: "attributed-to", from: "campaign" },
  vulnerability: { by: "targets", from: "campaign" },
};

export function objectsOfCampaign(campaign: TiedCampaign): readonly Fields[] {
  const { title, firstMs, lastMs, changedMs, objects } = campaign;
  // Numbers of campaigns are a node's own: with the moment another node's is another.
  const id = stableId("campaign", campaign.id, String(firstMs));
  const base = {
    spec_version: "2.1",
    created: stixTime(firstMs),
    modified: stixTime(Math.max(firstMs, changedMs)),
    object_marking_refs: [tlpMarkingId(level)],
  };
  const reports = objects.filter((it) => typeOf(it) === "report");
  return [
    tlpMarking(level),
    {
      ...base,
      type: "campaign",
      id,
      name: title,
      description: "Reports that this node ties to one adversary; others may see it otherwise.",
      first_seen: stixTime(firstMs),
      last_seen: stixTime(Math.max(firstMs, lastMs)),
    },
    {
      ...base,
      type: "grouping",
      id: stableId("grouping", id),
      name: title,
      context: "suspicious-activity",
      object_refs: [id, ...reports],
    },
    ...relationshipsOf(id, base, objects),
  ];
}

function relationshipsOf(id: string, base: Fields, objects: readonly string[]): Fields[] {
  const all = objects.flatMap((object): Fields[] => {
    const type = typeOf(object);
    const tie = Object.hasOwn(ties, type) ? ties[type] : undefined;
    if (tie === undefined) return [];
    const [source_ref, target_ref] = tie.from === "campaign" ? [id, object] : [object, id];
    const relationship = stableId("relationship", id, object);
    const ends = { relationship_type: tie.by, source_ref, target_ref };
    return [{ ...base, type: "relationship", id: relationship, ...ends }];
  });
  return all.slice(0, relationshipsMax);
}

function typeOf(id: string): string {
  return id.split("--", 1)[0] ?? "";
}
