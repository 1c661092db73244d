/** Warnings as console and command line see them, and what people say of them. On the company's own machine alone. */

import { z } from "zod";

import { campaignLink } from "./campaigns.ts";
import { reportView } from "./desk.ts";
import { concern } from "./feeds.ts";
import { hash, timeMs } from "./primitives.ts";

/** Why this warning concerns us. */
export const warningReason = z.strictObject({
  kind: z.enum(["observable", "technology", "vulnerability", "sector", "watch", "campaign"]),
  /** The value or word that matched; the id of a campaign. */
  value: z.string().max(4096),
  type: z.string().max(32).nullable(),
  /** Where we have it from: "own report", "sighting from mail gateway", "profile". */
  ours: z.string().max(200),
  strength: z.enum(["strong", "weak"]),
  /** A person has said that the like of it is not relevant. */
  quiet: z.boolean(),
});
export type WarningReason = z.output<typeof warningReason>;

/** Kinds of reasons that can be made quieter; a campaign is corrected instead. */
export const tuningKinds = [
  "observable",
  "technology",
  "vulnerability",
  "sector",
  "watch",
] as const;

export const warningStates = ["new", "acknowledged", "snoozed", "not-relevant"] as const;

export const warning = z.strictObject({
  id: z.string().max(40),
  /** What it is about: a report, or else what feeds say. */
  report: reportView.nullable(),
  /** The most urgent first; none for a report. In lists the first of them alone. */
  concerns: z.array(concern).max(100),
  reasons: z.array(warningReason),
  urgency: z.enum(["urgent", "high", "normal", "low"]),
  raisedMs: timeMs,
  state: z.enum(warningStates),
  snoozedUntilMs: timeMs.nullable(),
  /** The strongest tie to what is ours, explained; only where one warning is asked for. */
  link: campaignLink.nullable(),
  /** Other reports of the same campaign that ring for nothing else, newest first. */
  updates: z
    .array(z.strictObject({ report: hash, raisedMs: timeMs, strength: z.enum(["strong", "weak"]) }))
    .max(100),
});
export type Warning = z.output<typeof warning>;

export const warningChange = z.strictObject({
  state: z.enum(warningStates),
  snoozeMs: z
    .number()
    .int()
    .positive()
    .max(90 * 86_400_000)
    .optional(),
  /** Reasons of it that make the like quieter from now on; with "not-relevant" alone. */
  because: z
    .array(z.strictObject({ kind: z.enum(tuningKinds), value: z.string().min(1).max(4096) }))
    .min(1)
    .max(20)
    .optional(),
});
export type WarningChange = z.output<typeof warningChange>;

/** What a person has said is not relevant, and what it makes quieter. */
export const tuning = z.strictObject({
  id: z.string().max(40),
  kind: z.enum(tuningKinds),
  type: z.string().max(32).nullable(),
  value: z.string().max(4096),
  addedMs: timeMs,
  /** Warnings that have such a reason now. */
  warnings: z.number().int(),
});
export type Tuning = z.output<typeof tuning>;
export const tuningList = z.strictObject({ items: z.array(tuning) });
