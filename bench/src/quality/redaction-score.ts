/**
 * How labelled texts come through redaction. A span is removed when none of its non-blank
 * characters is left, found or held alike; a keep is damaged when any of its characters is gone.
 */

import { emptyProfile } from "@tocsin/disclosure";
import { compileIdentity } from "@tocsin/disclosure/identity";
import { findingsOf, inspect } from "@tocsin/disclosure/inspecting";
import { extract } from "@tocsin/threat/extraction";
import { z } from "zod";

const span = z.object({ start: z.number(), end: z.number() });
export const labelledText = z.object({
  id: z.string(),
  company: z.object({
    names: z.array(z.string()),
    domains: z.array(z.string()),
    brands: z.array(z.string()),
    products: z.array(z.string()),
    hosts: z.array(z.string()),
    ranges: z.array(z.string()),
    places: z.array(z.string()),
    people: z.array(z.string()),
  }),
  text: z.string(),
  spans: z.array(span.extend({ kind: z.string(), must: z.boolean() })),
  keep: z.array(span),
});
export type LabelledText = z.infer<typeof labelledText>;

export interface Tally {
  wanted: number;
  /** Removed by itself or held for a person. */
  gone: number;
  held: number;
}

export interface TextScore {
  readonly kinds: ReadonlyMap<string, Tally>;
  readonly keeps: number;
  readonly damaged: number;
  readonly clean: number;
  readonly untouched: number;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly needsReview: boolean;
}

export function redacted({ text, company }: Pick<LabelledText, "text" | "company">): Stretch[] {
  const inspection = inspect(text, {
    identity: compileIdentity({ ...emptyProfile, ...company }),
    observations: extract(text),
  });
  if (!inspection.ok) throw new Error(`detector ${inspection.detector} broke`);
  return findingsOf(text, inspection.detections).map((it) => ({ ...it }));
}

/** 1 where removed for sure, 2 where held. */
export function coverage(length: number, stretches: readonly Stretch[]): Uint8Array {
  const covered = new Uint8Array(length);
  for (const { start, end, needsReview } of stretches) {
    for (let at = start; at < end; at += 1) {
      if (!needsReview) covered[at] = 1;
      else if (covered[at] === 0) covered[at] = 2;
    }
  }
  return covered;
}

export function isGone(text: string, covered: Uint8Array, part: z.infer<typeof span>): boolean {
  for (let at = part.start; at < part.end; at += 1) {
    if (covered[at] === 0 && /[\p{L}\p{N}$€£¥%#@]/u.test(text[at] ?? "")) return false;
  }
  return true;
}

export function isDamaged(covered: Uint8Array, part: z.infer<typeof span>): boolean {
  return covered.subarray(part.start, part.end).some((it) => it !== 0);
}

export function scoreTexts(texts: readonly LabelledText[]): TextScore {
  const kinds = new Map<string, Tally>();
  let [keeps, damaged, clean, untouched] = [0, 0, 0, 0];
  for (const labelled of texts) {
    const { text, spans, keep } = labelled;
    const stretches = redacted(labelled);
    const covered = coverage(text.length, stretches);
    for (const part of spans.filter(({ must }) => must)) {
      const tally = kinds.get(part.kind) ?? { wanted: 0, gone: 0, held: 0 };
      kinds.set(part.kind, tally);
      tally.wanted += 1;
      if (!isGone(text, covered, part)) continue;
      tally.gone += 1;
      if (covered.subarray(part.start, part.end).includes(2)) tally.held += 1;
    }
    keeps += keep.length;
    damaged += keep.filter((part) => isDamaged(covered, part)).length;
    if (spans.length > 0) continue;
    clean += 1;
    if (stretches.length === 0) untouched += 1;
  }
  return { kinds, keeps, damaged, clean, untouched };
}
