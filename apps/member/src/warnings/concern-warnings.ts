/**
 * What feeds say of what is ours, folded into warnings: one for each product with known exploited
 * vulnerabilities, one for each advisory, one for each value that was seen here. Pure. docs/warnings.md.
 */

import { parseJson } from "@tocsin/kernel";
import type { ConcernWarning, ReasonRow } from "@tocsin/store";
import { parseMessage } from "@tocsin/wire";
import { type Concern, concern, urgencies, type Warning } from "@tocsin/wire/node-api";
import { z } from "zod";

import { type BenignPolicy, watchable } from "./watchable.ts";

/** Of one warning; the others are in the list of concerns. */
const concernsTold = 100;
const titleCharsMax = 300;
const actionCharsMax = 600;
const subjectCharsMax = 2100;
const oursCharsMax = 200;

/** Days before the day that the catalogue names, and after it, in which it is near. */
const nearDays = 7;
const lateDaysMax = 30;
/** An advisory that was out longer than this is no news. */
const freshMs = 30 * 86_400_000;

/** Under which the store keeps what our own reports name. */
const ownReportSource = "own report";

const kept = z.array(concern).max(concernsTold);

/**
 * How soon a person should look. urgent: ransomware uses it and its day is near; high: its day is near,
 * ransomware uses it, or a feed is sure of what was seen here; normal: the rest; low: an advisory that has
 * been out for a month, or a feed that is not sure.
 */
export function concernUrgency(of: Concern, nowMs: number): Warning["urgency"] {
  switch (of.kind) {
    case "known-exploited": {
      const days = daysLeft(of, nowMs) ?? Infinity;
      const isNear = days <= nearDays && days >= -lateDaysMax;
      if (isNear) return of.ransomware ? "urgent" : "high";
      return of.ransomware ? "high" : "normal";
    }
    case "advisory":
      return nowMs - (of.sinceMs ?? nowMs) > freshMs ? "low" : "normal";
    case "seen-here":
      return of.confidence === "high" ? "high" : of.confidence === "medium" ? "normal" : "low";
  }
}

export function foldConcerns(
  concerns: readonly Concern[],
  nowMs: number,
  policy: BenignPolicy,
): ConcernWarning[] {
  const bySubject = new Map<string, Concern[]>();
  for (const one of concerns) {
    const subject = subjectOf(one);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), one]);
  }
  return Array.from(bySubject, ([subject, all]) => {
    const told = mostUrgentFirst(all, nowMs).slice(0, concernsTold).map(shortened);
    const [first] = told;
    return {
      subject,
      concerns: JSON.stringify(told),
      level: first === undefined ? 0 : levelOf(concernUrgency(first, nowMs)),
      reasons: reasonsOf(told, policy),
    };
  }).filter(({ reasons }) => reasons.length > 0);
}

/** As they stand now: days go by. */
export function readConcerns(json: string, nowMs: number): Concern[] {
  const told = parseMessage(kept, parseJson(json)).map((it) => ({
    ...it,
    daysLeft: daysLeft(it, nowMs),
  }));
  return mostUrgentFirst(told, nowMs);
}

/** Of those that nobody has made quieter. */
export function urgencyOfConcerns(
  concerns: readonly Concern[],
  reasons: readonly ReasonRow[],
  nowMs: number,
): Warning["urgency"] {
  const quiet = new Set(reasons.filter((it) => it.quiet === true).map(({ value }) => value));
  const loud = concerns.filter(({ what }) => !quiet.has(what));
  const levels = loud.map((it) => levelOf(concernUrgency(it, nowMs)));
  return urgencies[Math.max(0, ...levels)] ?? "low";
}

function levelOf(urgency: Warning["urgency"]): number {
  return urgencies.indexOf(urgency);
}

function subjectOf({ kind, ours, what, type, advisory }: Concern): string {
  const all = { "known-exploited": [ours], "seen-here": [type, what], advisory: [advisory] };
  const parts = all[kind];
  return `${kind} ${parts.join(" ")}`.slice(0, subjectCharsMax);
}

function mostUrgentFirst(concerns: readonly Concern[], nowMs: number): Concern[] {
  const levels = new Map(concerns.map((it) => [it, levelOf(concernUrgency(it, nowMs))]));
  return [...concerns].sort((a, b) => (levels.get(b) ?? 0) - (levels.get(a) ?? 0));
}

function shortened(of: Concern): Concern {
  const { title, action } = of;
  return {
    ...of,
    title: title.slice(0, titleCharsMax),
    action: action?.slice(0, actionCharsMax) ?? null,
  };
}

function daysLeft({ due }: Concern, nowMs: number): number | null {
  if (due === null) return null;
  return Math.floor((Date.parse(`${due}T00:00:00Z`) - nowMs) / 86_400_000);
}

/** The same kinds as a report's reasons, so that what is quiet there is quiet here. */
function reasonsOf(told: readonly Concern[], policy: BenignPolicy): ReasonRow[] {
  const products = new Set<string>();
  const reasons: ReasonRow[] = [];
  for (const { kind, what, type, ours, confidence } of told) {
    if (kind === "seen-here") {
      const watched = type === null ? undefined : watchable(type, what, policy);
      if (watched === undefined) continue;
      const strength = confidence === "low" ? "weak" : watched.strength;
      const source =
        ours === ownReportSource ? ours : `sighting from ${ours}`.slice(0, oursCharsMax);
      reasons.push({ kind: "observable", value: what, type, ours: source, strength });
      continue;
    }
    if (!products.has(ours)) {
      products.add(ours);
      reasons.push(strong("technology", ours, null, "inventory"));
    }
    if (type !== null) reasons.push(strong("vulnerability", what, null, ours));
  }
  return reasons;
}

function strong(
  kind: ReasonRow["kind"],
  value: string,
  type: string | null,
  ours: string,
): ReasonRow {
  return { kind, value, type, ours: ours.slice(0, oursCharsMax), strength: "strong" };
}
