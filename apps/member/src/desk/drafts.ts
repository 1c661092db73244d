/**
 * The drafts of the desk: from a source to parts, decisions and approval. Each view inspects again
 * what would leave, so that nothing is shown as ready that the gate would not let pass now.
 */

import { type Clock, dayMs, dayOf, type Random, randomId, TocsinError } from "@tocsin/kernel";
import type { DraftPage, DraftRow, DraftSource, DraftStore } from "@tocsin/store";
import type { Draft, ReviewItem, ShareTerms } from "@tocsin/wire";
import type { Protocol } from "../protocol.ts";
import { applyChanges, type DraftChanges } from "./decisions.ts";
import {
  type DraftContent,
  encodeContent,
  encodeOutline,
  parseContent,
  parseOutline,
} from "./draft-content.ts";
import { draftView, type GatedDraft, gateDraft } from "./gating.ts";
import type { Inspector } from "./inspection/inspector.ts";

/** How long peers should act on a report, unless the author says otherwise. */
const validDays = 30;
/** Tries where somebody else changes the same draft at the same moment. */
const triesMax = 3;

export interface DraftPorts {
  readonly drafts: DraftStore;
  readonly inspector: Inspector;
  readonly protocol: Pick<Protocol, "enrolled" | "classes" | "crowd">;
  readonly clock: Clock;
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
}

/** A draft as stored, read and gated. */
export interface OpenedDraft {
  readonly row: DraftRow;
  readonly content: DraftContent;
  readonly gated: GatedDraft;
}

export type DraftOutlineView = Omit<Draft, "source" | "findings" | "items" | "outgoing">;

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
  approve(id: string, outgoingHash: string): Promise<Draft>;
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
      update(ports, id, async ({ content }) => ({
        content: await applyChanges(content, changes, (part, value) =>
          ports.inspector.judge(part, value),
        ),
        state: "open",
      })),
    approve: (id, outgoingHash) =>
      update(ports, id, ({ content, gated }) => {
        const hash = readyHash(gated);
        if (hash !== outgoingHash) throw new TocsinError("draft-changed");
        const approved = { hash, approvedMs: ports.clock.now() };
        return { content: { ...content, approved }, state: "approved" };
      }),
    discard: async (id) => {
      const row = await rowOf(ports, id);
      const { outline, content, version } = row;
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

export function viewOf({ row, content, gated }: OpenedDraft): Draft {
  return draftView(row, content, gated);
}

async function create(ports: DraftPorts, start: DraftStart): Promise<Draft> {
  const { clock, random, drafts } = ports;
  const { findings, items: proposed, notes } = await ports.inspector.propose(start.source.text);
  const given = start.items ?? [];
  const known = new Set(given.map(itemKey));
  const items = [...given, ...proposed.filter((item) => !known.has(itemKey(item)))].map(
    (item, at) => ({ ...item, id: `i${at + 1}` }),
  );
  const createdMs = clock.now();
  const content: DraftContent = {
    v: 1,
    findings: [...findings],
    items,
    nextItem: items.length + 1,
    frame: start.content?.frame ?? {
      kind: "incident",
      determination: "suspected",
      stage: null,
      firstSeen: null,
    },
    terms: start.content?.terms ?? defaultTerms(createdMs),
    approved: null,
  };
  const gated = await gateDraft(ports, content);
  const id = randomId(random);
  const source = { ...start.source, notes: [...start.source.notes, ...notes] };
  await drafts.add({
    id,
    createdMs,
    amends: start.amends,
    source,
    outline: encodeOutline(gated.outline),
    content: encodeContent(content),
  });
  ports.onChange();
  return viewOf(await open(ports, id));
}

function itemKey({ part, type, value }: ReviewItem): string {
  return JSON.stringify([part, type, value.toLowerCase()]);
}

function defaultTerms(nowMs: number): ShareTerms {
  return {
    audience: "members",
    tlp: "amber",
    purposes: ["cybersecurity"],
    expires: dayOf(nowMs + validDays * dayMs),
  };
}

async function open(ports: DraftPorts, id: string): Promise<OpenedDraft> {
  const row = await rowOf(ports, id);
  const content = row.state === "discarded" ? undefined : parseContent(row.content);
  if (content === undefined) throw new TocsinError("not-found");
  return { row, content, gated: await gateDraft(ports, content) };
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
    const gated = await gateDraft(ports, content);
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
    items: items.map(({ id, createdMs, state, amends, outline }) => ({
      id,
      createdMs,
      state,
      amends,
      ...parseOutline(outline),
    })),
    total,
    next,
  };
}
