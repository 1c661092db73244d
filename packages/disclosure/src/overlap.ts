/**
 * Overlapping detections made one. What is about a whole sentence (a price, advice, health) stays
 * apart from what is about words in it (a name, a number): the words go for sure, the sentence is
 * held, except for what is the attacker's in it.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection } from "./detector.ts";
import { type FindingGroup, groupOf } from "./finding-kinds.ts";

/** Gravest first: what names us, then secrets and people, then what only a person can judge. */
const gravity: readonly FindingGroup[] = [
  "own-identity",
  "secret",
  "personal",
  "privileged",
  "competitive",
  "unlikely-related",
  "unexplained",
];

const aboutSentences: ReadonlySet<FindingGroup> = new Set([
  "privileged",
  "competitive",
  "unlikely-related",
]);

/** About a whole sentence, not about words in it. */
export function isWide({ kind }: Detection): boolean {
  return aboutSentences.has(groupOf(kind)) || kind === "company-unique";
}

/** Stretches of the original in order of their starts, as columns. */
export interface Stretches {
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const noStretches: Stretches = {
  count: 0,
  starts: new Uint32Array(),
  ends: new Uint32Array(),
};

/**
 * Ordered by start; two overlap only where one is about a sentence and the other about words.
 * `kept` stays although the sentence around it is held.
 */
export function settle(
  detections: readonly Detection[],
  text = "",
  kept: Stretches = noStretches,
): Detection[] {
  const precise = merge(detections.filter((it) => !isWide(it)));
  const wide = merge(detections.filter(isWide));
  // What describes only us does so with the country in it.
  const whole = detections.filter((it) => !isWide(it) || it.kind === "company-unique");
  const stays = without(kept, merge(whole));
  const parts = wide.flatMap((it) => carved(it, text, stays));
  return [...parts, ...precise].sort(byPlace);
}

/** Those of the stretches that no detection touches; both are in order. */
function without(kept: Stretches, detections: readonly Detection[]): Stretches {
  const starts = new Uint32Array(kept.count);
  const ends = new Uint32Array(kept.count);
  let count = 0;
  let next = 0;
  for (let at = 0; at < kept.count; at += 1) {
    const start = kept.starts[at] ?? 0;
    const end = kept.ends[at] ?? start;
    while ((detections[next]?.end ?? Infinity) <= start) next += 1;
    if ((detections[next]?.start ?? Infinity) < end) continue;
    starts[count] = start;
    ends[count] = end;
    count += 1;
  }
  return { count, starts, ends };
}

/** A detection without what stays in it. */
function carved(whole: Detection, text: string, stays: Stretches): Detection[] {
  const parts: Detection[] = [];
  let from = whole.start;
  for (let at = firstEndingAfter(stays, whole.start); at < stays.count; at += 1) {
    const start = stays.starts[at] ?? 0;
    if (start >= whole.end) break;
    if (start > from) parts.push({ ...whole, start: from, end: start });
    from = Math.max(from, stays.ends[at] ?? 0);
  }
  if (parts.length === 0 && from === whole.start) return [whole];
  if (from < whole.end) parts.push({ ...whole, start: from });
  return parts.map((part) => bare(part, text)).filter((part) => part.end > part.start);
}

function bare(part: Detection, text: string): Detection {
  let { start, end } = part;
  while (start < end && isEdge(text, start)) start += 1;
  while (end > start && isEdge(text, end - 1)) end -= 1;
  return { ...part, start, end };
}

const tells = letterPattern(String.raw`[\p{L}\p{N}$€£¥%]`);

function isEdge(text: string, at: number): boolean {
  return !tells.test(text.charAt(at));
}

function firstEndingAfter({ count, ends }: Stretches, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The stretches that go, widest first where they overlap; for replacing them in the text. */
export function outermost<Item extends { readonly start: number; readonly end: number }>(
  findings: readonly Item[],
): Item[] {
  const out: Item[] = [];
  let end = 0;
  for (const next of [...findings].sort(byPlace)) {
    if (next.end <= end) continue;
    out.push(next.start < end ? { ...next, start: end } : next);
    end = next.end;
  }
  return out;
}

function byPlace(
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): number {
  return a.start - b.start || b.end - a.end;
}

function merge(detections: readonly Detection[]): Detection[] {
  const sorted = detections.filter((it) => it.end > it.start).sort(byPlace);
  const out: Detection[] = [];
  for (const next of sorted) {
    const last = out.at(-1);
    if (last === undefined || next.start >= last.end) out.push(next);
    else out[out.length - 1] = joined(last, next);
  }
  return out;
}

function joined(a: Detection, b: Detection): Detection {
  const gravest = weight(a) <= weight(b) ? a : b;
  return {
    ...gravest,
    start: a.start,
    end: Math.max(a.end, b.end),
    needsReview: a.needsReview && b.needsReview,
  };
}

function weight(detection: Detection): number {
  return gravity.indexOf(groupOf(detection.kind));
}
