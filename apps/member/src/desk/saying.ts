/** What a draft says of its author, and what earlier changes under the same pseudonym have said. */

import { nothingRevealed, type Saying, toWeek, unionOf } from "@tocsin/disclosure";
import type { DraftStore } from "@tocsin/store";
import { parseCanonicalJson, TocsinError } from "@tocsin/kernel";
import {
  type ClassId,
  parseMessage,
  type Generalisation,
  type ReportBody,
  type ReportFrame,
  type Revealed,
  type ReviewItem,
  type ShareTerms,
  signedReviewRecord,
} from "@tocsin/wire";
import type { Protocol } from "../protocol.ts";
import type { DraftContent } from "./draft-content.ts";

interface Told {
  readonly frame: ReportFrame;
  readonly terms: ShareTerms;
  readonly items: readonly ReviewItem[];
}

/** `naming`: parts that may name the company by themselves. `ours`: our classes, smallest first. */
export function sayingOf(
  { frame, terms, items }: Told,
  naming: ReadonlySet<string>,
  ours: readonly ClassId[],
): Saying {
  const sent = items.filter((it) => it.decision === "send");
  const speaking = terms.class ?? ours[0] ?? null;
  const at = speaking === null ? -1 : ours.indexOf(speaking);
  return {
    class: speaking,
    largerClasses: at < 0 ? [] : ours.slice(at + 1).filter((it) => mayTell(it, terms, ours)),
    region: frame.region,
    size: frame.size,
    times: timesOf(frame, sent),
    technologies: sent
      .filter((it) => it.part === "technology")
      .map(({ id, value }) => ({ item: id, name: value })),
    identifying: sent
      .filter((it) => naming.has(it.id))
      .map(({ id, value }) => ({ item: id, value })),
  };
}

/** A class tells itself and those above it: speaking for a larger one must not lose the audience. */
function mayTell(as: ClassId, { audience }: ShareTerms, ours: readonly ClassId[]): boolean {
  if (audience === "members") return true;
  const to = ours.findIndex((it) => `class:${it}` === audience);
  return to >= ours.indexOf(as);
}

function timesOf(frame: ReportFrame, sent: readonly ReviewItem[]): string[] {
  const steps = sent.map((it) => (it.detail?.of === "step" ? it.detail.time : null));
  return [frame.firstSeen, frame.noticed, frame.ended, ...steps].filter((it) => it !== null);
}

export interface SaidPorts {
  readonly protocol: Pick<Protocol, "report">;
  readonly drafts: Pick<DraftStore, "reviews">;
}

/** By the review records of every change, and by the report as it stands: what is said stays said. */
export async function saidBefore(
  { protocol, drafts }: SaidPorts,
  report: string | null,
): Promise<Revealed> {
  if (report === null) return nothingRevealed;
  const record = await protocol.report(report);
  if (record === undefined) throw new TocsinError("not-found");
  const before = { ...nothingRevealed, class: record.envelope.class };
  const bodies = record.body === null ? before : unionOf(before, revealedOf(record.body));
  const reviews = await drafts.reviews(report);
  return reviews.reduce((said, { record: text }) => {
    const { crowd } = parseMessage(signedReviewRecord, parseCanonicalJson(text)).record;
    return crowd === null ? said : unionOf(said, crowd.revealed);
  }, bodies);
}

function revealedOf(body: ReportBody): Revealed {
  const { firstSeen, noticed, ended, region, size, steps, technologies } = body;
  return {
    class: null,
    regions: region === null ? [] : [region],
    sizes: size === null ? [] : [size],
    times: [firstSeen, noticed, ended, ...steps.map((it) => it.time)].filter((it) => it !== null),
    technologies: technologies.map((it) => it.name),
    identifying: [],
  };
}

/** The draft with less said. */
export function generalisedContent(
  content: DraftContent,
  moves: readonly Generalisation[],
): DraftContent {
  return moves.reduce(moved, { ...content, approved: null });
}

function moved(content: DraftContent, { drop, item, to }: Generalisation): DraftContent {
  const { frame, terms, items } = content;
  const week = (time: string | null): string | null => (time === null ? null : toWeek(time));
  switch (drop) {
    case "region":
      return { ...content, frame: { ...frame, region: null } };
    case "size":
      return { ...content, frame: { ...frame, size: null } };
    case "class":
      return { ...content, terms: { ...terms, class: to as ClassId | null } };
    case "time": {
      const { firstSeen, noticed, ended } = frame;
      const times = { firstSeen: week(firstSeen), noticed: week(noticed), ended: week(ended) };
      const coarser = items.map((it) =>
        it.detail?.of === "step"
          ? { ...it, detail: { ...it.detail, time: week(it.detail.time) } }
          : it,
      );
      return { ...content, frame: { ...frame, ...times }, items: coarser };
    }
    case "technology":
    case "identifying":
      return {
        ...content,
        items: items.map((it) => (it.id === item ? { ...it, decision: "remove" } : it)),
      };
  }
}
