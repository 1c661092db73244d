/** What a detector is given and what it gives. Pure: the same text gives the same detections. */

import type { Observation } from "@tocsin/threat/extraction";
import type { FindingKind } from "./finding-kinds.ts";
import type { CompanyIdentity } from "./identity/company-identity.ts";
import type { OwnTerm } from "./identity/own-terms.ts";
import type { PhraseHit } from "./identity/phrase-index.ts";
import { type Passage, passageWindow, type Span } from "./text/passage.ts";
import type { Lines } from "./text/lines.ts";
import type { Words } from "./text/words.ts";

export interface Reading {
  readonly passage: Passage;
  readonly words: Words;
  readonly lines: Lines;
  /** Own names, word by word. */
  readonly ownPhrases: readonly PhraseHit<OwnTerm>[];
  /** Words that begin the name of an own product or brand. */
  readonly ownThings: ReadonlySet<number>;
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

/** Lines that follow one another are read together, so that a label may end the one before. */
const windowLinesMax = 64;

export interface LineNeed {
  /** Any of these bits of the word table must be on a word of the line. */
  readonly bits: number;
  /** Or so many digits, where given. */
  readonly digits?: number;
}

/** As `detectPattern` for several patterns, but only in lines that have what these need. */
export function detectInLines(
  { passage, lines }: Reading,
  { bits, digits = Infinity }: LineNeed,
  detect: (window: Passage) => Iterable<Detection>,
): Detection[] {
  const found: Detection[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    if (!isNeeded(lines, line, bits, digits)) continue;
    const first = line;
    while (
      line + 1 < lines.count &&
      line - first < windowLinesMax &&
      isNeeded(lines, line + 1, bits, digits)
    )
      line += 1;
    const last = Math.min(lines.count - 1, line + 1);
    const start = lines.starts[first] ?? 0;
    for (const one of detect(passageWindow(passage, start, lines.ends[last] ?? start)))
      found.push(one);
  }
  return found;
}

function isNeeded(lines: Lines, line: number, bits: number, digits: number): boolean {
  return ((lines.bits[line] ?? 0) & bits) !== 0 || (lines.digits[line] ?? 0) >= digits;
}

/** A detection for each match of a pattern; group 1, where there is one, is what must go. */
export function detectPattern(
  passage: Passage,
  pattern: RegExp,
  found: Omit<Detection, "start" | "end">,
  accepts: (match: RegExpExecArray) => boolean = () => true,
): Detection[] {
  const detections: Detection[] = [];
  const { text } = passage;
  // Not `matchAll`: it copies the pattern each time, and most windows have no match.
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole] = match;
    if (whole === "") pattern.lastIndex += 1;
    if (!accepts(match)) continue;
    const part = match[1] ?? whole;
    const start = match.index + whole.lastIndexOf(part);
    detections.push({ ...passage.spanOf(start, start + part.length), ...found });
  }
  return detections;
}
