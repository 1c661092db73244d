/** Flags of `report review` and `report share` as the changes that the node is told. */

import { type Draft, type ItemDecision, shareTerms } from "@tocsin/wire/desk";
import { draftChanges } from "@tocsin/wire/node-api";
import { parseMessage } from "@tocsin/wire/primitives";
import {
  coarseTime,
  determinations,
  fieldClass,
  purposes,
  stages,
  tlps,
} from "@tocsin/wire/report";
import { z } from "zod";

import { usageError } from "./failure.ts";

const many = z.array(z.string()).default([]);

export const termsOptions = z.object({
  audience: z.string().optional(),
  tlp: z.enum(tlps).optional(),
  expires: z.string().optional(),
  purpose: z.array(z.enum(purposes)).optional(),
});

export const reviewOptions = termsOptions.extend({
  acceptProposals: z.boolean().default(false),
  removeOpen: z.boolean().default(false),
  send: many,
  remove: many,
  class: many,
  note: many,
  technology: many,
  kind: z.enum(["incident", "near-miss"]).optional(),
  determination: z.enum(determinations).optional(),
  stage: z.enum([...stages, "none"]).optional(),
  firstSeen: z.union([z.literal("none"), coarseTime]).optional(),
  approve: z.union([z.literal(true), z.string()]).optional(),
});
export type ReviewOptions = z.output<typeof reviewOptions>;

type Changes = z.input<typeof draftChanges>;

/** Undefined where no flag changes them. Throws `usage`. */
export function termsChanges(options: z.output<typeof termsOptions>): Changes | undefined {
  const { audience, tlp, expires, purpose } = options;
  const terms = {
    ...(audience === undefined ? {} : { audience }),
    ...(tlp === undefined ? {} : { tlp }),
    ...(expires === undefined ? {} : { expires }),
    ...(purpose === undefined ? {} : { purposes: purpose }),
  };
  if (Object.keys(terms).length === 0) return undefined;
  const parsed = shareTerms.partial().safeParse(terms);
  if (parsed.success) return { terms: parsed.data };
  throw usageError(`--${String(parsed.error.issues[0]?.path[0] ?? "")}`);
}

/** What is set without looking at single parts. */
export function frameChanges(options: ReviewOptions): Changes | undefined {
  const { kind, determination, stage, firstSeen, note, technology } = options;
  const frame = {
    ...(kind === undefined ? {} : { kind }),
    ...(determination === undefined ? {} : { determination }),
    ...(stage === undefined ? {} : { stage: stage === "none" ? null : stage }),
    ...(firstSeen === undefined ? {} : { firstSeen: firstSeen === "none" ? null : firstSeen }),
  };
  const add = [
    ...technology.map((value) => ({ part: "technology" as const, value })),
    ...note.map((value) => ({ part: "note" as const, value })),
  ];
  const changes = {
    ...(Object.keys(frame).length === 0 ? {} : { frame }),
    ...(add.length === 0 ? {} : { add }),
    ...(options.acceptProposals ? { acceptProposals: true } : {}),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}

/**
 * Decisions on single parts of the draft as it is after `frameChanges`: what is named counts more than a
 * proposal. A class alone decides nothing, so that nothing leaves by a slip.
 */
export function decisionChanges(options: ReviewOptions, draft: Draft): Changes | undefined {
  const decisions = new Map<string, ItemDecision>();
  const itemOf = (flag: string, id: string) => {
    const item = draft.items.find((it) => it.id === id);
    if (item === undefined) throw usageError(`--${flag}: the draft has no such part`);
    return item;
  };
  for (const given of options.send) {
    const [id, reason] = splitAt(given);
    const item = itemOf("send", id);
    const because = reason === undefined ? {} : { reason };
    decisions.set(item.id, { item: item.id, decision: "send", ...because });
  }
  for (const id of options.remove) {
    if (decisions.has(id)) throw usageError("--send and --remove of one part");
    decisions.set(itemOf("remove", id).id, { item: id, decision: "remove" });
  }
  for (const given of options.class) {
    const [id, name] = splitAt(given);
    const item = itemOf("class", id);
    const known = decisions.get(id)?.decision ?? item.decision;
    if (known === null) throw usageError(`--class: say --send as well, the part is undecided`);
    const parsed = fieldClass.safeParse(name?.toUpperCase());
    if (!parsed.success) throw usageError("--class ITEM=A to H or DM");
    const before = decisions.get(id) ?? { item: id, decision: known, ...reasonOf(item.reason) };
    decisions.set(id, { ...before, class: parsed.data });
  }
  if (options.removeOpen) {
    for (const { id, decision } of draft.items) {
      if (decision === null && !decisions.has(id)) {
        decisions.set(id, { item: id, decision: "remove" });
      }
    }
  }
  if (decisions.size === 0) return undefined;
  return parseMessage(draftChanges, { decisions: [...decisions.values()] });
}

function reasonOf(reason: string | null): { reason?: string } {
  return reason === null ? {} : { reason };
}

/** "i3=why" at its first "=". */
function splitAt(text: string): [before: string, after?: string] {
  const at = text.indexOf("=");
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
