/**
 * Campaigns for people: what the node keeps of them, with the reports that it has. Sectors are counted in
 * buckets, as everywhere: an exact count of a small class says who.
 */

import type { CampaignDetail, CampaignOutline } from "@tocsin/store";
import { classId, parseMessage } from "@tocsin/wire";
import type { Campaign, CampaignLink, CampaignName, CampaignSummary } from "@tocsin/wire/node-api";
import type { ReportRecord } from "../protocol.ts";
import { readLabels, techniquesOf } from "./report-facts.ts";

const namesShownMax = 12;
const countsShownMax = 50;

export function nameOf(outline: CampaignOutline): CampaignName {
  const labels = outline.labels.map((it) => readLabels(it.labels));
  const actors = mostOften(labels.flatMap((it) => it.actors));
  const malware = mostOften(labels.flatMap((it) => it.malware));
  const title = [...actors.slice(0, 2), ...malware.slice(0, 2)].map(({ name }) => name).join(", ");
  return {
    id: String(outline.campaign),
    title: title === "" ? `Campaign ${outline.campaign}` : title.slice(0, titleCharsMax),
    reports: outline.reports,
  };
}

const titleCharsMax = 200;

export function summaryOf(outline: CampaignOutline): CampaignSummary {
  const labels = outline.labels.map((it) => readLabels(it.labels));
  const shown = (names: readonly string[]): string[] =>
    mostOften(names)
      .slice(0, namesShownMax)
      .map(({ name }) => name);
  const { mine, seen, firstMs, lastMs } = outline;
  return {
    ...nameOf(outline),
    mine,
    seen,
    firstMs,
    lastMs,
    malware: shown(labels.flatMap((it) => it.malware)),
    actors: shown(labels.flatMap((it) => it.actors)),
    techniques: shown(labels.flatMap((it) => it.techniques)),
    sectors: mostOften(outline.labels.map(({ group }) => group)).map(({ name, reports }) => ({
      class: parseMessage(classId, name),
      reports: reports < 5 ? "1-4" : reports < 10 ? "5-9" : "10+",
    })),
  };
}

export interface CampaignParts {
  readonly records: readonly ReportRecord[];
  readonly links: readonly CampaignLink[];
  /** Of each correction. */
  readonly told: readonly Campaign["corrections"][number]["told"][];
}

export function campaignView(
  detail: CampaignDetail,
  { records, links, told }: CampaignParts,
): Campaign {
  const bodies = records.flatMap(({ body }) => body ?? []);
  const counted = (names: readonly string[]) => mostOften(names).slice(0, countsShownMax);
  return {
    ...summaryOf(detail),
    timeline: timelineOf(detail, records),
    links: [...links],
    history: detail.history.map((it) => ({
      kind: it.kind,
      atMs: it.atMs,
      reports: [...it.reports],
      campaigns: it.campaigns.map(String),
    })),
    infrastructure: infrastructureOf(records),
    techniqueCounts: counted(bodies.flatMap(techniquesOf)),
    malwareCounts: counted(bodies.flatMap((it) => it.malware.map(({ name }) => name))),
    actorCounts: counted(bodies.flatMap((it) => it.actors.map(({ name }) => name))),
    vulnerabilities: counted(bodies.flatMap((it) => it.vulnerabilities.map(({ id }) => id))),
    defences: records.flatMap(({ id, body }) =>
      (body?.defences ?? []).map(({ measure, effect, text }) => ({
        report: id,
        measure,
        effect,
        text,
      })),
    ),
    unknown: unknownOf(records),
    corrections: detail.corrections.map(({ id, says, a, b, atMs }, at) => ({
      ...{ id: String(id), says, a, b, atMs },
      told: told[at] ?? "no",
    })),
    votes: detail.votes.map(({ a, b, counts, odds, atMs }) => ({
      ...{ a, b, weight: odds, atMs },
      counts: counts.map(({ group, says, votes }) => ({
        ...{ class: parseMessage(classId, group), says, votes },
      })),
    })),
  };
}

/** By when we learned of it. */
function timelineOf(
  detail: CampaignDetail,
  records: readonly ReportRecord[],
): Campaign["timeline"] {
  const byId = new Map(records.map((it) => [it.id, it]));
  return detail.members
    .flatMap(({ report, mine, seen, publishedMs }) => {
      const record = byId.get(report);
      if (record?.body === undefined || record.body === null) return [];
      const { kind, determination, firstSeen } = record.body;
      return [
        {
          report,
          mine,
          seen,
          class: record.envelope.class,
          kind,
          determination,
          event: firstSeen,
          learnedMs: publishedMs,
        },
      ];
    })
    .sort((a, b) => a.learnedMs - b.learnedMs);
}

function infrastructureOf(records: readonly ReportRecord[]): Campaign["infrastructure"] {
  const values = new Map<string, Campaign["infrastructure"][number]>();
  for (const { body } of records) {
    for (const { type, value, role } of body?.observables ?? []) {
      if (role === "victim-side") continue;
      const key = `${type} ${value}`;
      const before = values.get(key);
      values.set(key, {
        type,
        value,
        role: before?.role ?? role,
        reports: (before?.reports ?? 0) + 1,
      });
    }
  }
  return Array.from(values.values())
    .sort((a, b) => b.reports - a.reports)
    .slice(0, countsShownMax);
}

/** What a person would ask first, and nobody has said. */
function unknownOf(records: readonly ReportRecord[]): string[] {
  const bodies = records.flatMap(({ body }) => body ?? []);
  const open: readonly (readonly [boolean, string])[] = [
    [bodies.some((it) => it.actors.length > 0), "No report names an actor."],
    [bodies.some((it) => it.malware.length > 0), "No report names the malware or tools."],
    [
      bodies.some(
        (it) => it.vulnerabilities.length > 0 || it.steps.some(({ did }) => did === "delivered"),
      ),
      "No report says how the attacker got in.",
    ],
    [bodies.some((it) => it.techniques.length > 0), "No report names techniques."],
    [bodies.some((it) => it.firstSeen !== null), "No report says when it began."],
    [
      bodies.some((it) => it.defences.some(({ effect }) => effect === "stopped")),
      "No report names a defence that stopped it.",
    ],
    [bodies.some((it) => it.impact.length > 0), "No report says what harm was done."],
  ];
  return open.filter(([isKnown]) => !isKnown).map(([, text]) => text);
}

/** Each with the number of times that it occurs, most frequent first. */
function mostOften(names: readonly string[]): { name: string; reports: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Array.from(counts, ([name, reports]) => ({ name, reports })).sort(
    (a, b) => b.reports - a.reports || (a.name < b.name ? -1 : 1),
  );
}
