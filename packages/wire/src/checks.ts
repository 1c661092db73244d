/**
 * Asking before telling, as console and command line see it: what was asked about, whether others saw the
 * same, and the matches of what this company saw itself. It stays on the company's machine. PROTOCOL §3.
 */

import { z } from "zod";

import { epoch, timeMs } from "./primitives.ts";
import { submissionCount } from "./sealed-sighting.ts";

/** Characters of a text whose lines are asked about, and values of it at most. */
export const checkCharsMax = 1_000_000;
export const checkLinesMax = 2000;

export const checkRequest = z.strictObject({
  text: z.string().min(1).max(checkCharsMax),
  /** Say as well that this company saw these values; without it they are asked about and no more. */
  seal: z.boolean().optional(),
  /** Say what would be asked about and what is known of it already; ask and keep nothing. */
  dryRun: z.boolean().optional(),
});

export const checkStates = [
  "seen",
  "not-seen",
  "waiting",
  "private",
  "benign",
  "not-a-value",
] as const;

/** What confirms a value that can be guessed: its connection, or another match within a week. */
const confirmedBy = z.enum(["connection", "second-match"]).nullable();
const roundNumber = z.number().int().nonnegative();

export const checkLine = z.strictObject({
  line: z.number().int().positive(),
  type: z.string().max(40).nullable(),
  value: z.string().max(4096).nullable(),
  state: z.enum(checkStates),
  /** Submissions of others, never members: one member can submit more than once. */
  count: submissionCount.nullable(),
  /** The round that told of it first, and its end. */
  sinceRound: roundNumber.nullable(),
  sinceMs: timeMs.nullable(),
  /** It can be guessed, and nothing else confirms it. */
  weak: z.boolean(),
  confirmedBy,
  /** This company has said, or is about to say, that it saw it. */
  sealed: z.boolean(),
  /** Until it will have been asked about, at the constant rate. */
  expectedMs: z.number().int().nonnegative().nullable(),
  match: z.string().max(40).nullable(),
});
export type CheckLineView = z.output<typeof checkLine>;

const tells = z.array(z.string().max(400)).max(20);

export const check = z.strictObject({
  id: z.string().max(40),
  madeMs: timeMs,
  seal: z.boolean(),
  /** What is asked and who learns what. */
  tells,
  /** Lines that are not answered yet. */
  waiting: z.number().int(),
  lines: z.array(checkLine).max(checkLinesMax),
});
export type Check = z.output<typeof check>;

export const checkSummary = z.strictObject({
  id: z.string().max(40),
  madeMs: timeMs,
  seal: z.boolean(),
  lines: z.number().int(),
  seen: z.number().int(),
  waiting: z.number().int(),
});

export const checkList = z.strictObject({
  items: z.array(checkSummary),
  /** To be shown before anything is asked, or sealed. */
  tells: z.strictObject({ asking: tells, sealing: tells }),
});
export type CheckList = z.output<typeof checkList>;

export const match = z.strictObject({
  id: z.string().max(40),
  epoch,
  /** "domain", … or a feature: "feature:signer", … */
  type: z.string().max(40),
  value: z.string().max(4096),
  count: submissionCount,
  sinceRound: roundNumber,
  sinceMs: timeMs,
  lastRound: roundNumber,
  lastMs: timeMs,
  weak: z.boolean(),
  confirmedBy,
  sealed: z.boolean(),
});
export type MatchView = z.output<typeof match>;
