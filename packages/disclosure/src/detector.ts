/** What a detector is given and what it gives. Pure: the same text gives the same detections. */

import type { Observation } from "@tocsin/threat";
import type { FindingKind } from "./finding-kinds.ts";
import type { CompanyIdentity } from "./identity/company-identity.ts";
import type { Passage, Span } from "./text/passage.ts";
import type { Words } from "./text/words.ts";

export interface Reading {
  readonly passage: Passage;
  readonly words: Words;
  /** The passage with defanged names written as they were meant. */
  readonly refanged: Passage;
  readonly identity: CompanyIdentity;
  /** What extraction found in the original text: attackers' values, threat names, vulnerabilities. */
  readonly observations: readonly Observation[];
  /** True where an observation that is not our own covers this stretch of the original. */
  isExplained(span: Span): boolean;
}

export interface Detection extends Span {
  readonly kind: FindingKind;
  /** One sentence for the reviewer; never the value itself. */
  readonly why: string;
  /** Held until a person decides; otherwise removed without asking. */
  readonly needsReview: boolean;
}

export interface Detector {
  readonly name: string;
  /** Grows with every change of what it finds: part of the rule-set hash. */
  readonly version: number;
  /** Offsets are into the original text. */
  detect(reading: Reading): Detection[];
}

/** A detection for each match of a pattern; group 1, where there is one, is what must go. */
export function detectPattern(
  passage: Passage,
  pattern: RegExp,
  found: Omit<Detection, "start" | "end">,
  accepts: (match: RegExpExecArray) => boolean = () => true,
): Detection[] {
  const detections: Detection[] = [];
  for (const match of passage.text.matchAll(pattern)) {
    if (!accepts(match)) continue;
    const [whole] = match;
    const part = match[1] ?? whole;
    const start = match.index + whole.lastIndexOf(part);
    detections.push({ ...passage.spanOf(start, start + part.length), ...found });
  }
  return detections;
}
