/**
 * Overlapping detections made one. What is about a whole sentence (a price, advice, health) stays
 * apart from what is about words in it (a name, a number): the words go for sure, the sentence is held.
 */

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

/** Ordered by start; two overlap only where one is about a sentence and the other about words. */
export function settle(detections: readonly Detection[]): Detection[] {
  const isWide = (it: Detection): boolean => aboutSentences.has(groupOf(it.kind));
  const precise = merge(detections.filter((it) => !isWide(it)));
  const wide = merge(detections.filter(isWide));
  return [...wide, ...precise].sort(byPlace);
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
