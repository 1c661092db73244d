/** What the desk keeps of a draft beside its source: what was proposed, and what was decided. */

import { canonicalJson, parseJson } from "@tocsin/kernel";
import {
  draft,
  finding,
  hash,
  parseMessage,
  reportFrame,
  reviewItem,
  shareTerms,
} from "@tocsin/wire";
import { z } from "zod";

const itemsMax = 6000;

export const draftContent = z.strictObject({
  v: z.literal(1),
  findings: z.array(finding).max(20_000),
  items: z.array(reviewItem).max(itemsMax),
  frame: reportFrame,
  terms: shareTerms,
  /** Number of the next item's id. */
  nextItem: z.number().int().nonnegative(),
  /** The bytes that a person has looked at and approved. */
  approved: z.strictObject({ hash, approvedMs: z.number().int() }).nullable(),
});
export type DraftContent = z.output<typeof draftContent>;

/** What a list shows without inspecting anything. */
export const draftOutline = draft.pick({
  frame: true,
  terms: true,
  outgoingHash: true,
  blockers: true,
  crowd: true,
});
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
