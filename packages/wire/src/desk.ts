/**
 * The member's desk: what the console and the command line see of a draft, its review and a report.
 * All of it stays on the company's own machine. CONSOLE.md "Review", "Share".
 */

import { z } from "zod";
import { campaignName } from "./campaigns.ts";
import { crowdCellsMax } from "./crowd.ts";
import { audience, envelope } from "./envelope.ts";
import { classId, hash, publicKey, signature, timeMs } from "./primitives.ts";
import {
  defence,
  fieldClass,
  impact,
  outcome,
  purposes,
  reportRecipients,
  question,
  region,
  reportBody,
  sizeBand,
  sizeBands,
  step,
  tlps,
} from "./report.ts";

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

export const reportParts = [
  "observable",
  "technique",
  "vulnerability",
  "malware",
  "actor",
  "technology",
  "step",
  "defence",
  "outcome",
  "impact",
  "question",
  "note",
  "prose",
] as const;

/** What pick lists say of a part that has some; a text that goes with it is the part's value. */
export const partDetail = z.discriminatedUnion("of", [
  step
    .omit({ class: true })
    .extend({ of: z.literal("step"), place: z.number().int().min(1).max(999) }),
  defence.omit({ class: true, text: true }).extend({ of: z.literal("defence") }),
  outcome.omit({ class: true }).extend({ of: z.literal("outcome") }),
  z.strictObject({ of: z.literal("impact"), kind: impact.shape.kind, band: impact.shape.band }),
  question.omit({ class: true, text: true }).extend({ of: z.literal("question") }),
]);
export type PartDetail = z.output<typeof partDetail>;

/** One part that could leave. It does only with the decision "send". */
export const reviewItem = z.strictObject({
  id: z.string().max(40),
  part: z.enum(reportParts),
  /** For an observable its type. */
  type: z.string().max(32).nullable(),
  /** Canonical value, the name, or the text with its removals made; may be empty beside a detail. */
  value: z.string().max(8192),
  /** Of a step, defence, outcome, impact or question; null for all others. */
  detail: partDetail.nullable(),
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
  /** New text of a note, question, defence, technology or prose; it is inspected again. */
  value: z.string().max(8192).optional(),
  detail: partDetail.optional(),
  reason: z.string().max(reasonCharsMax).optional(),
});
export type ItemDecision = z.output<typeof itemDecision>;

/** The single fields of a report, as far as the analyst has set them. */
export const reportFrame = reportBody.pick({
  class: true,
  kind: true,
  determination: true,
  stage: true,
  firstSeen: true,
  noticed: true,
  ended: true,
  region: true,
  size: true,
});
export type ReportFrame = z.output<typeof reportFrame>;

/** A value that the source suggests for a single field, and where it says so. */
export const frameSuggestion = z.strictObject({
  field: z.enum(["kind", "determination", "stage", "firstSeen", "noticed", "ended"]),
  value: z.string().max(40),
  why: z.string().max(300),
  source: z.strictObject(span),
});
export type FrameSuggestion = z.output<typeof frameSuggestion>;

export const shareTerms = z.strictObject({
  audience,
  /** As a member of which class it is said; null: the smallest of ours that is large enough. */
  class: classId.nullable(),
  tlp: z.enum(tlps),
  purposes: z.array(z.enum(purposes)),
  /** Who outside of the community may have it; null or absent: nobody. */
  recipients: reportRecipients.nullable().optional(),
  expires: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});
export type ShareTerms = z.output<typeof shareTerms>;

/** One thing that makes fewer members fit: what is said, and how many fit from there on. */
export const crowdFact = z.strictObject({
  what: z.enum(["class", "region", "size", "time", "technology", "identifying"]),
  /** Named for the reviewer's own screen. */
  value: z.string().max(200),
  /** Whether an earlier change under the same pseudonym has said it already. */
  said: z.boolean(),
  left: z.number().int().nonnegative(),
});
export type CrowdFact = z.output<typeof crowdFact>;

/** Something to say less of. `item`: the part to remove; `to`: the class or time instead. */
export const generalisation = z.strictObject({
  drop: z.enum(["region", "size", "time", "class", "technology", "identifying"]),
  item: z.string().max(40).nullable(),
  to: z.string().max(40).nullable(),
});
export type Generalisation = z.output<typeof generalisation>;

export const crowdCounts = {
  /** Fewer than this: it does not leave. Fewer than the second: it leaves with a warning. */
  refusedBelow: 5,
  warnedBelow: 10,
} as const;

/** How many members fit all that is said, and what could be said less of. PROTOCOL §6. */
export const crowdView = z.strictObject({
  members: z.number().int().nonnegative(),
  facts: z.array(crowdFact).max(200),
  /** Regions and sizes that the counts tell of, for the class as which it is said: others fit nobody. */
  counted: z.strictObject({
    regions: z.array(region).max(crowdCellsMax),
    sizes: z.array(sizeBand).max(sizeBands.length),
  }),
  /** The cheapest way to more; null where none is needed or none helps. */
  proposal: z
    .strictObject({
      moves: z.array(generalisation).min(1).max(100),
      members: z.number().int().nonnegative(),
    })
    .nullable(),
});
export type CrowdView = z.output<typeof crowdView>;

export const approvalStates = [
  "not-needed",
  "not-asked",
  "waiting",
  "approved",
  "returned",
] as const;

/** What counsel has signed on a draft, document kind "counsel-decision". */
export const counselDecision = z.strictObject({
  v: z.literal(1),
  draft: z.string().max(40),
  /** SHA-256 of the bytes that were decided upon. */
  outgoing: hash,
  /** Who is to read them, and as a member of which class they are said: both stand outside of the bytes. */
  audience: audience.optional(),
  class: classId.nullable().optional(),
  decision: z.enum(["approved", "returned"]),
  note: z.string().max(reasonCharsMax).nullable(),
  decidedMs: timeMs,
});
export const signedDecision = z.strictObject({ decision: counselDecision, publicKey, signature });
export type SignedDecision = z.output<typeof signedDecision>;

/** Where the second person stands, under a policy of two. */
export const approvalView = z.strictObject({
  state: z.enum(approvalStates),
  /** Of the analyst's approval, which asks for the second. */
  askedMs: timeMs.nullable(),
  decidedMs: timeMs.nullable(),
  note: z.string().max(reasonCharsMax).nullable(),
  /** The standing approval that covers it, by its id. */
  standing: z.string().max(40).nullable(),
});
export type ApprovalView = z.output<typeof approvalView>;

export const draftStates = ["open", "approved", "shared", "discarded"] as const;

export const draft = z.strictObject({
  id: z.string().max(40),
  createdMs: timeMs,
  state: z.enum(draftStates),
  /** The report that this draft amends, if any. */
  amends: z.string().max(64).nullable(),
  /** What a list shows of it, here alone: a file's name, a text's first words, or as it was renamed. */
  name: z.string().max(255),
  source: z.strictObject({
    name: z.string().max(255),
    format: z.string().max(20),
    text: z.string(),
    notes: z.array(z.string().max(300)),
  }),
  findings: z.array(finding),
  items: z.array(reviewItem),
  frame: reportFrame,
  suggestions: z.array(frameSuggestion).max(100),
  terms: shareTerms,
  /** Name of the regime in force today, by the dated table; null where none is. */
  regime: z.string().max(40).nullable(),
  /** The exact bytes that would leave now, as text; null while something blocks. */
  outgoing: z.string().nullable(),
  /** What peers would read, made from the fields of `outgoing`; empty while something blocks. */
  narrative: z.string(),
  /** SHA-256 of `outgoing`: approval and sharing name it, so no other bytes can leave. */
  outgoingHash: hash.nullable(),
  /** What stands in the way, each with its fix; `item`: the part that it is about, if it is about one. */
  blockers: z.array(
    z.strictObject({
      code: z.string().max(40),
      why: z.string().max(300),
      item: reviewItem.shape.id.optional(),
    }),
  ),
  /** Members that could have written this, where the directory tells: `crowdView.members`. */
  crowd: z.number().int().nullable(),
  crowdView: crowdView.nullable(),
  approval: approvalView,
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
  /** No other member of its class has confirmed it. It rings all the same. */
  unconfirmed: z.boolean(),
  /** Text made from the fields. */
  narrative: z.string(),
  /** The adversary's other reports, as this node ties them. */
  campaign: campaignName.nullable(),
});
export type ReportView = z.output<typeof reportView>;
