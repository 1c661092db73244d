/**
 * The member's desk: what the console and the command line see of a draft, its review and a report.
 * All of it stays on the company's own machine. CONSOLE.md "Review", "Share".
 */

import { z } from "zod";
import { audience, envelope } from "./envelope.ts";
import { hash, timeMs } from "./primitives.ts";
import { fieldClass, purposes, reportBody, tlps } from "./report.ts";

/** Characters of one source text. */
export const sourceCharsMax = 50_000_000;
export const reasonCharsMax = 200;

const span = { start: z.number().int().nonnegative(), end: z.number().int().nonnegative() };

/** Something in the source that must not leave, or that a person must look at. Offsets are UTF-16. */
export const finding = z.strictObject({
  id: z.string().max(40),
  /** Detector class, such as "person", "own-domain", "privileged", "price". */
  kind: z.string().max(40),
  ...span,
  why: z.string().max(300),
  replacement: z.string().max(80),
  /** Held until a person decides; otherwise it is removed without asking. */
  needsReview: z.boolean(),
});
export type Finding = z.output<typeof finding>;

/** One part that could leave. It does only with the decision "send". */
export const reviewItem = z.strictObject({
  id: z.string().max(40),
  part: z.enum([
    "observable",
    "technique",
    "vulnerability",
    "malware",
    "actor",
    "technology",
    "note",
  ]),
  /** For an observable its type. */
  type: z.string().max(32).nullable(),
  /** Canonical value, or the note with its removals made. */
  value: z.string().max(4096),
  class: fieldClass.nullable(),
  role: z.string().max(40).nullable(),
  confidence: z.string().max(10).nullable(),
  source: z.strictObject(span).nullable(),
  proposal: z.enum(["send", "remove", "ask"]),
  /** Why this proposal: a benign list, an own domain, a threat list, what a detector says. */
  why: z.string().max(300),
  decision: z.enum(["send", "remove"]).nullable(),
  /** Needed to send what was proposed for removal. */
  reason: z.string().max(reasonCharsMax).nullable(),
});
export type ReviewItem = z.output<typeof reviewItem>;

export const itemDecision = z.strictObject({
  item: z.string().max(40),
  decision: z.enum(["send", "remove"]),
  class: fieldClass.optional(),
  role: z.string().max(40).optional(),
  confidence: z.string().max(10).optional(),
  /** New text of a note; it is inspected again. */
  value: z.string().max(4096).optional(),
  reason: z.string().max(reasonCharsMax).optional(),
});
export type ItemDecision = z.output<typeof itemDecision>;

/** The single fields of a report, as far as the analyst has set them. */
export const reportFrame = reportBody.pick({
  kind: true,
  determination: true,
  stage: true,
  firstSeen: true,
});
export type ReportFrame = z.output<typeof reportFrame>;

export const shareTerms = z.strictObject({
  audience,
  tlp: z.enum(tlps),
  purposes: z.array(z.enum(purposes)),
  expires: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});
export type ShareTerms = z.output<typeof shareTerms>;

export const draftStates = ["open", "approved", "shared", "discarded"] as const;

export const draft = z.strictObject({
  id: z.string().max(40),
  createdMs: timeMs,
  state: z.enum(draftStates),
  /** The report that this draft amends, if any. */
  amends: z.string().max(64).nullable(),
  source: z.strictObject({
    name: z.string().max(255),
    format: z.string().max(20),
    text: z.string(),
    notes: z.array(z.string().max(300)),
  }),
  findings: z.array(finding),
  items: z.array(reviewItem),
  frame: reportFrame,
  terms: shareTerms,
  /** The exact bytes that would leave now, as text; null while something blocks. */
  outgoing: z.string().nullable(),
  /** SHA-256 of `outgoing`: approval and sharing name it, so no other bytes can leave. */
  outgoingHash: hash.nullable(),
  /** What stands in the way, each with its fix. */
  blockers: z.array(z.strictObject({ code: z.string().max(40), why: z.string().max(300) })),
  /** Members that could have written this, where the directory tells. */
  crowd: z.number().int().nullable(),
});
export type Draft = z.output<typeof draft>;

/** Where a shared report is: waiting, on its way, in the ledger, or in trouble. */
export const deliveryStates = [
  "waiting",
  "sending",
  "sent",
  "published",
  "resending",
  "lost",
  "refused",
] as const;

export const delivery = z.strictObject({
  state: z.enum(deliveryStates),
  parts: z.number().int(),
  partsSent: z.number().int(),
  /** The round it leaves with, left with or was published in. */
  round: z.number().int().nullable(),
  attempts: z.number().int(),
});
export type Delivery = z.output<typeof delivery>;

/** A report as this node knows it, its own or another's. */
export const reportView = z.strictObject({
  /** SHA-256 of the first envelope: the report's id everywhere. */
  id: hash,
  mine: z.boolean(),
  envelope,
  body: reportBody.nullable(),
  withdrawn: z.boolean(),
  /** Ledger position and round of the newest change; null until published. */
  index: z.number().int().nullable(),
  round: z.number().int().nullable(),
  publishedMs: timeMs.nullable(),
  delivery: delivery.nullable(),
  /** Text made from the fields. */
  narrative: z.string(),
});
export type ReportView = z.output<typeof reportView>;
