/**
 * What was looked at before a report left, and what was decided: human review and technical removal,
 * CISA 2015 §104(d)(2). It stays with the author; only its hash goes into the envelope.
 */

import { z } from "zod";
import { partDetail, reportFrame, signedDecision } from "./desk.ts";
import { audience } from "./envelope.ts";
import { classId, fixedBytes, hash, publicKey, signature, timeMs } from "./primitives.ts";
import { fieldClass, purposes, reportRecipients, tlps } from "./report.ts";

export const reviewedItemsMax = 6000;
export const reviewerRoles = ["analyst", "counsel", "administrator", "program"] as const;

const kindCount = z.strictObject({
  kind: z.string().max(40),
  count: z.number().int().positive(),
  /** Of these, held for a person. */
  held: z.number().int().nonnegative(),
});

export const reviewedItem = z.strictObject({
  part: z.string().max(40),
  type: z.string().max(32).nullable(),
  /** Here in clear: the record stays with the author. */
  value: z.string().max(8192),
  detail: partDetail.nullable(),
  proposal: z.enum(["send", "remove", "ask"]),
  decision: z.enum(["send", "remove"]),
  class: fieldClass.nullable(),
  reason: z.string().max(200).nullable(),
  /** Kinds that detectors found in it and that were sent nevertheless, for the reason given. */
  overridden: z.array(z.string().max(40)).max(40),
});

/** What is said of the author under one pseudonym, all changes together. PROTOCOL §6. */
export const revealed = z.strictObject({
  class: classId.nullable(),
  regions: z.array(z.string().max(32)).max(64),
  sizes: z.array(z.string().max(32)).max(16),
  times: z.array(z.string().max(16)).max(200),
  technologies: z.array(z.string().max(80)).max(500),
  /** Parts that may name the author by themselves. */
  identifying: z.array(z.string().max(4096)).max(500),
});
export type Revealed = z.output<typeof revealed>;

export const reviewRecord = z.strictObject({
  v: z.literal(1),
  /** 32 random bytes: the record's hash is public, its content is not to be guessed from it. */
  salt: hash,
  /** SHA-256 over names and versions of the detectors, and over every rule and table that they use. */
  ruleSet: hash,
  source: z.strictObject({
    /** SHA-256 of the text before. */
    hash,
    characters: z.number().int().nonnegative(),
    format: z.string().max(20),
    /** How others have marked it: changes of the report keep to it. */
    marked: z.enum(tlps).optional(),
  }),
  /** SHA-256 of the bytes after, which are the report's body. */
  outgoing: hash,
  findings: z.array(kindCount).max(100),
  items: z.array(reviewedItem).max(reviewedItemsMax),
  frame: reportFrame,
  terms: z.strictObject({
    audience,
    class: classId.nullable(),
    tlp: z.enum(tlps),
    purposes: z.array(z.enum(purposes)).max(purposes.length),
    recipients: reportRecipients.optional(),
    expires: z.string().max(10),
    regime: z.string().max(40).nullable(),
  }),
  /** How many members fit what was said, and what that is; null where no directory told. */
  crowd: z.strictObject({ members: z.number().int().nonnegative(), revealed }).nullable(),
  reviewer: z.strictObject({ role: z.enum(reviewerRoles) }),
  /** Under a policy of two persons: what counsel signed, or the standing approval that covers it. */
  second: z
    .union([
      z.strictObject({ by: z.literal("counsel"), signed: signedDecision }),
      z.strictObject({ by: z.literal("standing"), approval: z.string().max(40), publicKey }),
    ])
    .nullable(),
  /**
   * Of a report that a room agreed to: each signature is by `from` over {v: 1, kind: "said", id, room, from,
   * content: {of: "agree", body: outgoing}}, document kind "said".
   */
  joint: z
    .array(z.strictObject({ id: fixedBytes(16), room: fixedBytes(16), from: publicKey, signature }))
    .min(2)
    .max(8)
    .optional(),
  openedMs: timeMs,
  approvedMs: timeMs,
});
export type ReviewRecord = z.output<typeof reviewRecord>;

/** `signature` is by the node's review key over the record, document kind "review-record". */
export const signedReviewRecord = z.strictObject({ record: reviewRecord, publicKey, signature });
export type SignedReviewRecord = z.output<typeof signedReviewRecord>;
