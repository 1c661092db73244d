/**
 * Campaigns as the company's own people see them: reports tied to one adversary. Every node computes
 * them for itself from the ledger, with what members say of two reports; nothing of this leaves the machine
 * but a correction that a person tells members of. Values in it are live: show them defanged. CONSOLE.md
 * "Campaign", ADR 0005.
 */

import { z } from "zod";
import { classId, hash, timeMs } from "./primitives.ts";
import { coarseTime, defence, determinations, observable } from "./report.ts";
import { tieCount, tieCountsMax, tieWords } from "./tie.ts";

export const campaignId = z.string().regex(/^[1-9]\d{0,14}$/);
const title = z.string().max(200);

/** How another view names the campaign of a report. */
export const campaignName = z.strictObject({
  id: campaignId,
  title,
  reports: z.number().int(),
});
export type CampaignName = z.output<typeof campaignName>;

/** Never exact: a count of a small class says who. */
export const sectorBuckets = ["1-4", "5-9", "10+"] as const;

export const campaignSummary = campaignName.extend({
  /** Reports of ours in it, and reports in it that have something that was seen here. */
  mine: z.number().int(),
  seen: z.number().int(),
  /** Publication of its first and its newest report. */
  firstMs: timeMs,
  lastMs: timeMs,
  malware: z.array(z.string().max(80)).max(12),
  actors: z.array(z.string().max(80)).max(12),
  techniques: z.array(z.string().max(16)).max(12),
  sectors: z.array(z.strictObject({ class: classId, reports: z.enum(sectorBuckets) })),
});
export type CampaignSummary = z.output<typeof campaignSummary>;

export const linkReason = z.strictObject({
  kind: z.string().max(40),
  /** Natural log-odds; all reasons of a link add up to its score. */
  weight: z.number(),
  says: z.string().max(200),
  values: z.array(z.string().max(512)).max(5),
});
export type LinkReason = z.output<typeof linkReason>;

export const campaignLink = z.strictObject({
  a: hash,
  b: hash,
  /** Natural log-odds that both are of one adversary, by what the feed says now. */
  score: z.number(),
  reasons: z.array(linkReason),
});
export type CampaignLink = z.output<typeof campaignLink>;

const counted = z.strictObject({ name: z.string().max(80), reports: z.number().int() });

export const campaignEvents = ["start", "join", "merge", "split", "votes", "corrected"] as const;

/** This company's own view of a link. Members learn of it where a person tells them. */
export const campaignCorrection = z.strictObject({
  id: z.string().max(16),
  says: z.enum(tieWords),
  a: hash,
  b: hash,
  atMs: timeMs,
  /** Whether members were told, or the vote still waits here. */
  told: z.enum(["no", "waiting", "told"]),
});

/** Without `b`, a report that does not belong to the campaign: it is apart from all that it is tied to. */
export const correctionRequest = campaignCorrection
  .pick({ says: true, a: true })
  .extend({ b: hash.nullable() })
  .refine(({ says, b }) => b !== null || says === "apart", "together with which");
export type CorrectionRequest = z.output<typeof correctionRequest>;

/** What members say of two reports, in coarse counts of each class. */
export const campaignVotes = z.strictObject({
  a: hash,
  b: hash,
  counts: z.array(z.strictObject({ ...tieCount.shape, votes: z.number().int() })).max(tieCountsMax),
  /** Natural log-odds: bounded for each class, and in all. */
  weight: z.number(),
  atMs: timeMs,
});

export const campaign = campaignSummary.extend({
  /** Newest last by when we learned of it; at most 200, `reports` says how many there are. */
  timeline: z.array(
    z.strictObject({
      report: hash,
      mine: z.boolean(),
      seen: z.boolean(),
      class: classId,
      kind: z.enum(["incident", "near-miss"]),
      determination: z.enum(determinations),
      /** When it happened, as coarse as its author said; when it was published. */
      event: coarseTime.nullable(),
      learnedMs: timeMs,
    }),
  ),
  /** Strongest first, at most 50. */
  links: z.array(campaignLink),
  history: z.array(
    z.strictObject({
      kind: z.enum(campaignEvents),
      atMs: timeMs,
      reports: z.array(hash).max(50),
      /** Other campaigns: that were taken in, or that fell off. */
      campaigns: z.array(campaignId).max(50),
    }),
  ),
  /** By how many of its reports have it; at most 50 each. */
  infrastructure: z.array(
    observable.pick({ type: true, value: true, role: true }).extend({ reports: z.number().int() }),
  ),
  techniqueCounts: z.array(counted),
  malwareCounts: z.array(counted),
  actorCounts: z.array(counted),
  vulnerabilities: z.array(counted),
  defences: z.array(defence.omit({ class: true }).extend({ report: hash })),
  /** What nobody has said yet, in plain words. */
  unknown: z.array(z.string().max(200)),
  corrections: z.array(campaignCorrection),
  /** Newest first; `votes` of a count: at least so many. */
  votes: z.array(campaignVotes),
});
export type Campaign = z.output<typeof campaign>;
