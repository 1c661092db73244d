/** Changes of a draft by a person. Each is whole or not at all; an approval does not survive one. */

import { TocsinError } from "@tocsin/kernel";
import {
  confidences,
  type draftChanges,
  type ItemDecision,
  observableRoles,
  type ReviewItem,
} from "@tocsin/wire";
import type { z } from "zod";
import type { DraftContent } from "./draft-content.ts";
import type { Judgement } from "./inspection/inspection-calls.ts";

export type DraftChanges = z.output<typeof draftChanges>;

/** Looks at a text that a person wrote. */
export type Judge = (part: ReviewItem["part"], value: string) => Promise<Judgement>;

const itemsMax = 6000;

/** Throws `not-found` for an unknown part, `message-invalid` for what a part cannot have. */
export async function applyChanges(
  content: DraftContent,
  changes: DraftChanges,
  judge: Judge,
): Promise<DraftContent> {
  let items = content.items;
  let { nextItem } = content;
  for (const { part, value } of changes.add ?? []) {
    if (items.length >= itemsMax) throw new TocsinError("too-large", { detail: "parts" });
    items = [...items, await writtenItem(`i${nextItem}`, part, oneLine(value), judge)];
    nextItem += 1;
  }
  if (changes.acceptProposals === true) items = items.map(accepted);
  for (const decision of changes.decisions ?? []) {
    const at = items.findIndex((item) => item.id === decision.item);
    const item = items[at];
    if (item === undefined) throw new TocsinError("not-found", { detail: "part of the draft" });
    items = items.with(at, await decided(item, decision, judge));
  }
  return {
    ...content,
    items,
    nextItem,
    frame: { ...content.frame, ...definedOnly(changes.frame ?? {}) },
    terms: { ...content.terms, ...definedOnly(changes.terms ?? {}) },
    approved: null,
  };
}

/** A part written by hand, looked at as if it came from anywhere. */
async function writtenItem(
  id: string,
  part: "technology" | "note",
  value: string,
  judge: Judge,
): Promise<ReviewItem> {
  if (value === "") throw new TocsinError("message-invalid", { detail: "add.value: empty" });
  const { proposal, why } = await judge(part, value);
  return {
    id,
    part,
    type: null,
    value,
    class: part === "technology" ? "C" : null,
    role: null,
    confidence: null,
    source: null,
    proposal,
    why,
    decision: null,
    reason: null,
  };
}

/** What asks stays open, and so does what a person has decided already. */
function accepted(item: ReviewItem): ReviewItem {
  if (item.decision !== null || item.proposal === "ask") return item;
  return { ...item, decision: item.proposal };
}

async function decided(
  item: ReviewItem,
  decision: ItemDecision,
  judge: Judge,
): Promise<ReviewItem> {
  checkForm(item, decision);
  const { role, confidence, class: fieldClass } = decision;
  const reason = decision.reason?.trim() ?? item.reason;
  const changed: ReviewItem = {
    ...item,
    decision: decision.decision,
    class: fieldClass ?? item.class,
    role: role ?? item.role,
    confidence: confidence ?? item.confidence,
    reason: reason === "" ? null : reason,
  };
  const value = decision.value === undefined ? item.value : oneLine(decision.value);
  if (value === item.value) return changed;
  const { proposal, why } = await judge(item.part, value);
  // Nobody has seen yet what was found in the new text: it is decided again, with that in view.
  const isOpen = proposal !== "send" && decision.reason === undefined;
  return { ...changed, value, proposal, why, decision: isOpen ? null : changed.decision };
}

function checkForm(item: ReviewItem, { role, confidence, value }: ItemDecision): void {
  const isObservable = item.part === "observable";
  const fits = (known: readonly string[], given: string | undefined): boolean =>
    given === undefined || (isObservable && known.includes(given));
  if (!fits(observableRoles, role)) throw new TocsinError("message-invalid", { detail: "role" });
  if (!fits(confidences, confidence)) {
    throw new TocsinError("message-invalid", { detail: "confidence" });
  }
  const isWritten = item.part === "note" || item.part === "technology";
  if (value !== undefined && !isWritten) {
    throw new TocsinError("message-invalid", { detail: "value: only of a note or technology" });
  }
}

function oneLine(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** Only what was given: an absent field changes nothing. */
function definedOnly<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>;
  };
}
