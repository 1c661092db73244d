/** What the desk keeps of a draft beside its source: what was proposed, and what was decided. */

import { canonicalJson, parseJson } from "@tocsin/kernel";
import {
  draft,
  finding,
  frameSuggestion,
  hash,
  parseMessage,
  reportFrame,
  reviewItem,
  shareTerms,
  signedDecision,
} from "@tocsin/wire";
import { z } from "zod";

const itemsMax = 6000;

export const draftContent = z.strictObject({
  v: z.literal(1),
  /** What the lists of this node call it; absent: by the name of its source. */
  name: z.string().max(255).optional(),
  findings: z.array(finding).max(20_000),
  items: z.array(reviewItem).max(itemsMax),
  frame: reportFrame,
  suggestions: z.array(frameSuggestion).max(100),
  /** Fields of the frame that a person has set: no suggestion changes them. */
  frameSet: z.array(z.string().max(20)).max(20),
  terms: shareTerms,
  /** How others have marked the source: terms may be stricter, never looser. */
  marked: shareTerms.shape.tlp.nullable().default(null),
  /** SHA-256 of the free text whose risk was accepted: another text needs another yes. */
  proseAccepted: hash.nullable(),
  /** Number of the next item's id. */
  nextItem: z.number().int().nonnegative(),
  /** The bytes that a person has looked at and approved. */
  approved: z
    .strictObject({
      hash,
      approvedMs: z.number().int(),
      by: z.enum(["analyst", "program"]),
    })
    .nullable(),
  /** What counsel decided last, on whatever bytes it names. */
  counsel: signedDecision.nullable(),
});
export type DraftContent = z.output<typeof draftContent>;

/** What a list shows without inspecting anything. */
export const draftOutline = draft
  .pick({
    name: true,
    frame: true,
    terms: true,
    regime: true,
    outgoingHash: true,
    blockers: true,
    crowd: true,
    approval: true,
  })
  .partial({ name: true });
export type DraftOutline = z.output<typeof draftOutline>;

export function parseContent(json: string): DraftContent {
  return parseMessage(draftContent, parseJson(json));
}

export function parseOutline(json: string): DraftOutline {
  return parseMessage(draftOutline, parseJson(json));
}

export function encodeContent(content: DraftContent): string {
  return canonicalJson(parseMessage(draftContent, content));
}

export function encodeOutline(outline: DraftOutline): string {
  return canonicalJson(parseMessage(draftOutline, outline));
}
