/**
 * The drafts of the desk: from a source to parts, decisions and approval. Each view inspects again
 * what would leave, so that nothing is shown as ready that the gate would not let pass now.
 */

import { dayMs, dayOf, type Random, randomId, TocsinError } from "@tocsin/kernel";
import { strictest } from "@tocsin/disclosure";
import type { DraftPage, DraftRow, DraftSource, DraftStore } from "@tocsin/store";
import type { Draft, ReviewItem, ShareTerms } from "@tocsin/wire";
import { bareFrame } from "@tocsin/wire/report";
import { counselDecides, type DecisionRequest } from "./approving.ts";
import { applyChanges, type DraftChanges } from "./decisions.ts";
import {
  type DraftContent,
  encodeContent,
  encodeOutline,
  parseContent,
  parseOutline,
} from "./draft-content.ts";
import {
  type DraftPlace,
  draftView,
  type GatedDraft,
  gateDraft,
  type GatingPorts,
  proseHash,
} from "./gating.ts";
import { generalisedContent } from "./saying.ts";
import type { Inspector } from "./inspection/inspector.ts";
import { draftName, writtenName } from "./draft-name.ts";
import { markingNotes, saidMarking, termsUnder } from "./said-marking.ts";
import { refusedForm } from "./written-form.ts";

/** How long peers should act on a report, unless the author says otherwise. */
const validDays = 30;
/** Drafts that are looked at in one go. */
const pageMax = 500;
/** Tries where somebody else changes the same draft at the same moment. */
const triesMax = 3;

export interface DraftPorts extends GatingPorts {
  readonly drafts: DraftStore;
  readonly inspector: Inspector;
  readonly random: Random;
  /** Told after each durable change. */
  readonly onChange: () => void;
}

export interface DraftStart {
  readonly source: DraftSource;
  readonly amends: string | null;
  /** Parts that are there before the source is read, such as those of the report it amends. */
  readonly items?: readonly ReviewItem[];
  readonly content?: Partial<Pick<DraftContent, "frame" | "terms">>;
  /** How others have marked what it is made of. */
  readonly marked?: DraftContent["marked"] | undefined;
}

/** A draft as stored, read and gated. */
export interface OpenedDraft {
  readonly row: DraftRow;
  readonly content: DraftContent;
  readonly gated: GatedDraft;
}

type Decision = Omit<DecisionRequest, "draft" | "terms" | "nowMs">;

export type DraftOutlineView = Omit<
  Draft,
  "source" | "findings" | "items" | "suggestions" | "outgoing" | "narrative" | "crowdView"
>;

export interface Drafts {
  create(start: DraftStart): Promise<Draft>;
  view(id: string): Promise<Draft>;
  page(query: { after: string | undefined; limit: number }): Promise<{
    items: DraftOutlineView[];
    total: number;
    next: string | null;
  }>;
  change(id: string, changes: DraftChanges): Promise<Draft>;
  /** Throws `draft-changed` where these are not the bytes that would leave now, `draft-blocked`. */
  approve(id: string, outgoingHash: string, by?: "analyst" | "program"): Promise<Draft>;
  /** What counsel decided on these bytes: an approval stays with them, a return opens the draft. */
  decide(id: string, request: Decision): Promise<Draft>;
  /** Carries out what the size of the crowd proposes. Throws `wrong-state` where it proposes nothing. */
  generalise(id: string): Promise<Draft>;
  /** Those that wait for counsel, newest first. */
  waiting(limit: number): Promise<DraftOutlineView[]>;
  discard(id: string): Promise<void>;
  /** Throws `not-found`. */
  open(id: string): Promise<OpenedDraft>;
  /** Undefined where there is no such draft. */
  state(id: string): Promise<Draft["state"] | undefined>;
}

export function createDrafts(ports: DraftPorts): Drafts {
  return {
    create: (start) => create(ports, start),
    view: async (id) => viewOf(await open(ports, id)),
    page: async (query) => pageView(await ports.drafts.page(query)),
    change: (id, changes) =>
      update(ports, id, async (opened) => {
        const content = renamed(opened.content, changes.name);
        // A name leaves with nothing: what was approved stays approved.
        if (isNameAlone(changes)) {
          return { content, state: opened.row.state === "approved" ? "approved" : "open" };
        }
        const changed = await applyChanges(
          content,
          changes,
          async (part, value) => refusedForm(part, value) ?? ports.inspector.judge(part, value),
        );
        const accepts = changes.acceptProseRisk === true;
        const proseAccepted = accepts ? proseHash(changed) : changed.proseAccepted;
        return { content: { ...changed, proseAccepted }, state: "open" };
      }),
    approve: (id, outgoingHash, by = "analyst") =>
      update(ports, id, ({ content, gated }) => {
        const hash = readyHash(gated);
        if (hash !== outgoingHash) throw new TocsinError("draft-changed");
        const approved = { hash, approvedMs: ports.clock.now(), by };
        return { content: { ...content, approved }, state: "approved" };
      }),
    decide: (id, request) => decide(ports, id, request),
    generalise: (id) =>
      update(ports, id, ({ content, gated }) => {
        const moves = gated.crowd?.proposal?.moves;
        if (moves === undefined) throw new TocsinError("wrong-state", { detail: "no proposal" });
        return { content: generalisedContent(content, moves), state: "open" };
      }),
    waiting: (limit) => waiting(ports, limit),
    discard: async (id) => {
      const row = await rowOf(ports, id);
      const { content, version } = row;
      // Its name may be made of the text.
      const outline = encodeOutline({ ...parseOutline(row.outline), name: "" });
      const saved = await ports.drafts.save({ id, version, state: "discarded", outline, content });
      if (!saved) throw new TocsinError("draft-changed");
      ports.onChange();
    },
    open: (id) => open(ports, id),
    state: async (id) => (await ports.drafts.get(id))?.state,
  };
}

/** Hash of what would leave; throws `draft-blocked` where something stands in the way. */
export function readyHash({ outline }: GatedDraft): string {
  if (outline.outgoingHash === null) {
    const codes = Array.from(new Set(outline.blockers.map((it) => it.code)));
    throw new TocsinError("draft-blocked", { detail: codes.join(", ") });
  }
  return outline.outgoingHash;
}

async function decide(ports: DraftPorts, id: string, request: Decision): Promise<Draft> {
  const { gated, content: shown } = await open(ports, id);
  if (gated.approval.view.state !== "waiting") {
    throw new TocsinError("wrong-state", { detail: gated.approval.view.state });
  }
  if (readyHash(gated) !== request.outgoing) throw new TocsinError("draft-changed");
  const nowMs = ports.clock.now();
  const { terms } = shown;
  const counsel = await counselDecides(ports.policy, { ...request, terms, draft: id, nowMs });
  return update(ports, id, ({ content, gated: now }) => {
    // Opening the key takes a second in which the draft may have changed.
    if (content.approved?.hash !== request.outgoing || readyHash(now) !== request.outgoing) {
      throw new TocsinError("draft-changed");
    }
    return request.decision === "approved"
      ? { content: { ...content, counsel }, state: "approved" }
      : { content: { ...content, counsel, approved: null }, state: "open" };
  });
}

/** Looked at anew: the policy may be another than when a draft was saved. */
async function waiting(ports: DraftPorts, limit: number): Promise<DraftOutlineView[]> {
  const found: DraftOutlineView[] = [];
  for (let after: string | undefined; found.length < limit;) {
    const page = await ports.drafts.page({ after, limit: pageMax });
    for (const { id, createdMs, state, amends, name: sourceName } of page.items) {
      if (state !== "approved" || found.length >= limit) continue;
      const { outline } = (await open(ports, id)).gated;
      if (outline.approval.state !== "waiting") continue;
      const name = outline.name ?? sourceName;
      found.push({ id, createdMs, state, amends, ...outline, name });
    }
    if (page.next === null) break;
    after = page.next;
  }
  return found;
}

export function viewOf({ row, content, gated }: OpenedDraft): Draft {
  return draftView(row, content, gated);
}

async function create(ports: DraftPorts, start: DraftStart): Promise<Draft> {
  const { clock, random, drafts } = ports;
  const createdMs = clock.now();
  const proposal = await ports.inspector.propose(start.source.text, createdMs);
  const { findings, items: proposed, notes } = proposal;
  const given = start.items ?? [];
  const known = new Set(given.map(itemKey));
  const items = [...given, ...proposed.filter((item) => !known.has(itemKey(item)))].map(
    (item, at) => ({ ...item, id: `i${at + 1}` }),
  );
  const terms = start.content?.terms ?? defaultTerms(createdMs);
  const marked = start.marked ?? null;
  const said = saidMarking(start.source.text);
  const content: DraftContent = {
    v: 1,
    name: draftName(start.source, findings, createdMs),
    findings: [...findings],
    items,
    nextItem: items.length + 1,
    frame: start.content?.frame ?? bareFrame,
    suggestions: [...proposal.suggestions],
    frameSet: start.content?.frame === undefined ? [] : Object.keys(bareFrame),
    terms: { ...terms, tlp: strictest([terms.tlp, marked, termsUnder(said)]) ?? terms.tlp },
    marked,
    proseAccepted: null,
    approved: null,
    counsel: null,
  };
  const { amends } = start;
  const gated = await gateDraft(ports, content, { amends, source: start.source.name });
  const id = randomId(random);
  const allNotes = [...markingNotes(said), ...start.source.notes, ...notes];
  const source = { ...start.source, notes: allNotes };
  await drafts.add({
    id,
    createdMs,
    amends,
    source,
    outline: encodeOutline(gated.outline),
    content: encodeContent(content),
  });
  ports.onChange();
  return viewOf(await open(ports, id));
}

function renamed(content: DraftContent, typed: string | undefined): DraftContent {
  if (typed === undefined) return content;
  const name = writtenName(typed);
  if (name === "") throw new TocsinError("message-invalid", { detail: "name: nothing to see" });
  return { ...content, name };
}

function isNameAlone({ name, ...others }: DraftChanges): boolean {
  return name !== undefined && Object.values(others).every((it) => it === undefined);
}

function itemKey({ part, type, value }: ReviewItem): string {
  return JSON.stringify([part, type, value.toLowerCase()]);
}

function placeOf({ amends, source }: DraftRow): DraftPlace {
  return { amends, source: source.name };
}

function defaultTerms(nowMs: number): ShareTerms {
  return {
    audience: "members",
    class: null,
    tlp: "amber",
    purposes: ["cybersecurity"],
    expires: dayOf(nowMs + validDays * dayMs),
  };
}

async function open(ports: DraftPorts, id: string): Promise<OpenedDraft> {
  const row = await rowOf(ports, id);
  const content = row.state === "discarded" ? undefined : parseContent(row.content);
  if (content === undefined) throw new TocsinError("not-found");
  return { row, content, gated: await gateDraft(ports, content, placeOf(row)) };
}

async function rowOf({ drafts }: DraftPorts, id: string): Promise<DraftRow> {
  const row = await drafts.get(id);
  if (row === undefined) throw new TocsinError("not-found");
  return row;
}

/** Reads, changes, gates and saves; starts anew where somebody else was quicker. */
async function update(
  ports: DraftPorts,
  id: string,
  change: (opened: OpenedDraft) =>
    | Promise<{ content: DraftContent; state: "open" | "approved" }>
    | {
        content: DraftContent;
        state: "open" | "approved";
      },
): Promise<Draft> {
  for (let attempt = 0; attempt < triesMax; attempt += 1) {
    const opened = await open(ports, id);
    const { content, state } = await change(opened);
    const gated = await gateDraft(ports, content, placeOf(opened.row));
    const saved = await ports.drafts.save({
      id,
      version: opened.row.version,
      state,
      outline: encodeOutline(gated.outline),
      content: encodeContent(content),
    });
    if (!saved) continue;
    ports.onChange();
    const row = { ...opened.row, state, version: opened.row.version + 1 };
    return draftView(row, content, gated);
  }
  throw new TocsinError("draft-changed");
}

function pageView({ items, total, next }: DraftPage): Awaited<ReturnType<Drafts["page"]>> {
  return {
    items: items.map(({ id, createdMs, state, amends, name, outline }) => {
      const shown = parseOutline(outline);
      return { id, createdMs, state, amends, ...shown, name: shown.name ?? name };
    }),
    total,
    next,
  };
}
