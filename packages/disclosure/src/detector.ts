/** What a detector is given and what it gives. Pure: the same text gives the same detections. */

import type { Observation } from "@tocsin/threat/extraction";
import type { FindingKind } from "./finding-kinds.ts";
import type { CompanyIdentity } from "./identity/company-identity.ts";
import type { OwnTerm } from "./identity/own-terms.ts";
import type { PhraseHit } from "./identity/phrase-index.ts";
import type { PlainWords } from "./text/foreign.ts";
import { type Passage, passageWindow, type Span } from "./text/passage.ts";
import type { Places } from "./text/places.ts";
import type { Lines } from "./text/lines.ts";
import { isNumeric, type Words } from "./text/words.ts";

export interface Reading {
  readonly passage: Passage;
  readonly words: Words;
  readonly lines: Lines;
  readonly places: Places;
  /** Own names, word by word. */
  readonly ownPhrases: readonly PhraseHit<OwnTerm>[];
  /** Words that begin the name of an own product or brand. */
  readonly ownThings: ReadonlySet<number>;
  /** Which stretches are in a language that the word table does not know. */
  readonly plainWords: PlainWords;
  /** The passage with defanged names written as they were meant. */
  readonly refanged: Passage;
  readonly identity: CompanyIdentity;
  /** What extraction found in the original text: attackers' values, threat names, vulnerabilities. */
  readonly observations: readonly Observation[];
  /** It is what leaves: then a name of ours that the text gives to others counts, too. */
  readonly isLeaving: boolean;
  /** 1 for each word in an observation that is not our own. */
  readonly coveredWords: Uint8Array;
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

/**
 * What is found in lines in which a word has one of these bits, with the line behind each. Nothing is
 * looked for where no digit is in them, nor where no number but hashes is so near to the word.
 */
export function detectInLines(
  { passage, lines, words, places }: Reading,
  bits: number,
  detect: (window: Passage) => Iterable<Detection>,
  nearChars = Infinity,
): Detection[] {
  const found: Detection[] = [];
  let line = 0;
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & bits) === 0 || isDrive(passage.codes, words, at)) continue;
    if (nearChars < Infinity && !isNearNumber(words, at, nearChars)) continue;
    const word = words.starts[at] ?? 0;
    if (word < (lines.starts[line] ?? Infinity)) continue;
    while ((lines.ends[line] ?? Infinity) < word) line += 1;
    const first = line;
    while (line < first + windowLinesMax && ((lines.bits[line + 1] ?? 0) & bits) !== 0) line += 1;
    const last = Math.min(lines.count - 1, line + 1);
    line += 1;
    if (!hasDigits(lines, first, last)) continue;
    const start = lines.starts[first] ?? 0;
    for (const one of detect(passageWindow(passage, start, lines.ends[last] ?? start)))
      found.push(one);
  }
  return found;
}

/** A letter alone is short for a word where a dot or a blank is behind it: "b. 1980"; in "d:\\x.b" it is not. */
function isDrive(codes: Uint16Array, { starts, ends }: Words, at: number): boolean {
  const end = ends[at] ?? 0;
  if (end - (starts[at] ?? 0) > 1) return false;
  return codes[end] !== dot && codes[end] !== blank;
}

const dot = 46;
const blank = 32;

function isNearNumber(
  { count, starts, ends, shapes }: Words,
  at: number,
  nearChars: number,
): boolean {
  const [from, to] = [(starts[at] ?? 0) - nearChars, (ends[at] ?? 0) + nearChars];
  for (let word = at; word < count && (starts[word] ?? 0) < to; word += 1)
    if (isNumeric(shapes[word] ?? 0)) return true;
  for (let word = at - 1; word >= 0 && (ends[word] ?? 0) > from; word -= 1)
    if (isNumeric(shapes[word] ?? 0)) return true;
  return false;
}

function hasDigits(lines: Lines, first: number, last: number): boolean {
  for (let line = first; line <= last; line += 1) if (lines.digits[line] !== 0) return true;
  return false;
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
