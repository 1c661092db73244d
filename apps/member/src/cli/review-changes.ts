/** Flags of `report review` and `report share` as the changes that the node is told. */

import { type Draft, type ItemDecision, shareTerms } from "@tocsin/wire/desk";
import { draftChanges } from "@tocsin/wire/node-api";
import { parseMessage } from "@tocsin/wire/primitives";
import {
  coarseTime,
  determinations,
  fieldClass,
  purposes,
  recipientChoice,
  region,
  sizeBand,
  stages,
  tlps,
} from "@tocsin/wire/report";
import { z } from "zod";

import { usageError } from "./failure.ts";
import { defenceFlag, impactFlag, outcomeFlag, questionFlag, stepFlag } from "./part-flags.ts";

const many = z.array(z.string()).default([]);
const time = z.union([z.literal("none"), coarseTime]).optional();

export const termsOptions = z.object({
  audience: z.string().optional(),
  tlp: z.enum(tlps).optional(),
  expires: z.string().optional(),
  asClass: z.string().optional(),
  purpose: z.array(z.enum(purposes)).optional(),
  for: z.array(z.union([z.literal("none"), recipientChoice])).optional(),
  proprietary: z.boolean().default(false),
});

export const reviewOptions = termsOptions.extend({
  name: z.string().min(1).max(255).optional(),
  acceptProposals: z.boolean().default(false),
  removeOpen: z.boolean().default(false),
  send: many,
  remove: many,
  class: many,
  note: many,
  technology: many,
  step: many,
  defence: many,
  outcome: many,
  impact: many,
  question: many,
  prose: z.string().optional(),
  acceptProseRisk: z.boolean().default(false),
  acceptSuggestions: z.boolean().default(false),
  kind: z.enum(["incident", "near-miss"]).optional(),
  fieldsClass: fieldClass.optional(),
  determination: z.enum(determinations).optional(),
  stage: z.enum([...stages, "none"]).optional(),
  firstSeen: time,
  noticed: time,
  ended: time,
  region: z.union([z.literal("none"), region]).optional(),
  size: z.union([z.literal("none"), sizeBand]).optional(),
  generalise: z.boolean().default(false),
  byProgram: z.boolean().default(false),
  approve: z.union([z.literal(true), z.string()]).optional(),
});
export type ReviewOptions = z.output<typeof reviewOptions>;

type Changes = z.input<typeof draftChanges>;

/** Undefined where no flag changes them. Throws `usage`. */
export function termsChanges(options: z.output<typeof termsOptions>): Changes | undefined {
  const { audience, tlp, expires, purpose, asClass } = options;
  const terms = {
    ...(audience === undefined ? {} : { audience }),
    ...(tlp === undefined ? {} : { tlp }),
    ...(expires === undefined ? {} : { expires }),
    ...(asClass === undefined ? {} : { class: asClass === "smallest" ? null : asClass }),
    ...(purpose === undefined ? {} : { purposes: purpose }),
    ...recipientsChange(options),
  };
  if (Object.keys(terms).length === 0) return undefined;
  const parsed = shareTerms.partial().safeParse(terms);
  if (parsed.success) return { terms: parsed.data };
  throw usageError(`--${String(parsed.error.issues[0]?.path[0] ?? "")}`);
}

/** Named anew as a whole; "none" alone takes it back. */
function recipientsChange({
  for: chosen,
  proprietary,
}: Pick<z.output<typeof termsOptions>, "for" | "proprietary">): object {
  if (chosen === undefined) {
    if (proprietary) throw usageError("--proprietary goes with --for");
    return {};
  }
  const to = chosen.filter((it) => it !== "none");
  if (to.length > 0 && to.length < chosen.length) throw usageError("--for none stands alone");
  return { recipients: to.length === 0 ? null : { to, proprietary } };
}

interface WrittenParts {
  readonly prose?: string | undefined;
  /** Steps that the draft has already. */
  readonly stepsBefore?: number;
}

/** "none" takes the value away. */
function orNone(name: string, value: string | undefined): Record<string, string | null> {
  return value === undefined ? {} : { [name]: value === "none" ? null : value };
}

/** What is set without looking at single parts. */
export function frameChanges(
  options: ReviewOptions,
  { prose, stepsBefore = 0 }: WrittenParts = {},
): Changes | undefined {
  const { kind, determination, stage, note, technology, fieldsClass } = options;
  const { firstSeen, noticed, ended, region: where, size } = options;
  const frame = {
    ...(kind === undefined ? {} : { kind }),
    ...(fieldsClass === undefined ? {} : { class: fieldsClass }),
    ...(determination === undefined ? {} : { determination }),
    ...orNone("stage", stage),
    ...orNone("firstSeen", firstSeen),
    ...orNone("noticed", noticed),
    ...orNone("ended", ended),
    ...orNone("region", where),
    ...orNone("size", size),
  };
  const add = [
    ...options.step.map((text, at) => stepFlag(text, stepsBefore + at + 1)),
    ...options.defence.map(defenceFlag),
    ...options.outcome.map(outcomeFlag),
    ...options.impact.map(impactFlag),
    ...options.question.map(questionFlag),
    ...(prose === undefined ? [] : [{ part: "prose" as const, value: prose }]),
    ...technology.map((value) => ({ part: "technology" as const, value })),
    ...note.map((value) => ({ part: "note" as const, value })),
  ];
  const changes = {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(Object.keys(frame).length === 0 ? {} : { frame }),
    ...(add.length === 0 ? {} : { add }),
    ...(options.acceptProposals ? { acceptProposals: true } : {}),
    ...(options.acceptSuggestions ? { acceptSuggestions: true } : {}),
  };
  return Object.keys(changes).length === 0 ? undefined : parseMessage(draftChanges, changes);
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
