/** Changes of a draft by a person. Each is whole or not at all; an approval does not survive one. */

import { classOfPart, classOfTechnique } from "@tocsin/disclosure";
import { TocsinError } from "@tocsin/kernel";
import {
  confidences,
  type ItemDecision,
  observableRoles,
  parseMessage,
  reportFrame,
  type ReviewItem,
} from "@tocsin/wire";
import type { draftChanges } from "@tocsin/wire/node-api";
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
  for (const added of changes.add ?? []) {
    if (items.length >= itemsMax) throw new TocsinError("too-large", { detail: "parts" });
    items = [...items, await writtenItem(`i${nextItem}`, added, judge)];
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
    ...framed(content, changes),
    terms: { ...content.terms, ...definedOnly(changes.terms ?? {}) },
    approved: null,
  };
}

/** What a person sets counts more than what the source suggests, now and later. */
function framed(
  { frame, frameSet, suggestions }: DraftContent,
  changes: DraftChanges,
): Pick<DraftContent, "frame" | "frameSet"> {
  const given = definedOnly(changes.frame ?? {});
  const set = Array.from(new Set([...frameSet, ...Object.keys(given)]));
  const suggested =
    changes.acceptSuggestions === true ? suggestions.filter((it) => !set.includes(it.field)) : [];
  const values = Object.fromEntries(suggested.map(({ field, value }) => [field, value]));
  return { frame: parseMessage(reportFrame, { ...frame, ...values, ...given }), frameSet: set };
}

type Added = NonNullable<DraftChanges["add"]>[number];

/** A part written by hand, looked at as if it came from anywhere. */
async function writtenItem(
  id: string,
  { part, value: typed, detail: picked, class: given }: Added,
  judge: Judge,
): Promise<ReviewItem> {
  const value = oneLine(typed);
  const detail = picked ?? null;
  if (detail === null ? withDetail.has(part) || value === "" : detail.of !== part) {
    throw new TocsinError("message-invalid", { detail: `add: what a ${part} needs` });
  }
  const { proposal, why } =
    value === ""
      ? { proposal: "send" as const, why: "Of pick lists alone." }
      : await judge(part, value);
  return {
    id,
    part,
    type: null,
    value,
    detail,
    class: given ?? suggestedClass(part, value, detail),
    role: null,
    confidence: null,
    source: null,
    proposal,
    why,
    decision: null,
    reason: null,
  };
}

const withDetail: ReadonlySet<string> = new Set([
  "step",
  "defence",
  "outcome",
  "impact",
  "question",
]);

function suggestedClass(
  part: Added["part"],
  value: string,
  detail: ReviewItem["detail"],
): ReviewItem["class"] {
  if (part === "technique") return classOfTechnique(value);
  const ofStep = detail?.of === "step" ? detail.technique : null;
  return ofStep === null ? classOfPart[part] : classOfTechnique(ofStep);
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
  const { role, confidence, class: fieldClass, detail } = decision;
  const reason = decision.reason?.trim() ?? item.reason;
  const changed: ReviewItem = {
    ...item,
    decision: decision.decision,
    class: fieldClass ?? item.class,
    role: role ?? item.role,
    confidence: confidence ?? item.confidence,
    detail: detail ?? item.detail,
    reason: reason === "" ? null : reason,
  };
  const value = decision.value === undefined ? item.value : oneLine(decision.value);
  if (value === item.value) return changed;
  if (value === "") return { ...changed, value };
  const { proposal, why } = await judge(item.part, value);
  // Nobody has seen yet what was found in the new text: it is decided again, with that in view.
  const isOpen = proposal !== "send" && decision.reason === undefined;
  return { ...changed, value, proposal, why, decision: isOpen ? null : changed.decision };
}

const written: ReadonlySet<string> = new Set([
  "note",
  "technology",
  "defence",
  "question",
  "prose",
]);

function checkForm(item: ReviewItem, { role, confidence, value, detail }: ItemDecision): void {
  const isObservable = item.part === "observable";
  const fits = (known: readonly string[], given: string | undefined): boolean =>
    given === undefined || (isObservable && known.includes(given));
  if (!fits(observableRoles, role)) throw new TocsinError("message-invalid", { detail: "role" });
  if (!fits(confidences, confidence)) {
    throw new TocsinError("message-invalid", { detail: "confidence" });
  }
  if (value !== undefined && !written.has(item.part)) {
    throw new TocsinError("message-invalid", { detail: "value: only of what is written by hand" });
  }
  if (detail !== undefined && detail.of !== item.part) {
    throw new TocsinError("message-invalid", { detail: "detail: of another part" });
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
