/**
 * Everything in a text that must not leave, or that a person must look at. Fail closed: where a
 * detector breaks, there is no answer but its name. Pure; nothing of the text leaves.
 */

import type { Observation } from "@tocsin/threat/extraction";
import type { Detection, Detector, Reading } from "./detector.ts";
import { explainedSpans } from "./stays/explained-spans.ts";
import { groupOf } from "./finding-kinds.ts";
import { withoutDoubts } from "./stays/for-others.ts";
import type { CompanyIdentity } from "./identity/company-identity.ts";
import type { OwnTerm } from "./identity/own-terms.ts";
import type { PhraseHit } from "./identity/phrase-index.ts";
import { isWide, settle } from "./overlap.ts";
import { recurrences } from "./recurrences.ts";
import { standardDetectors } from "./rule-set.ts";
import { coveredWords } from "./text/covered-words.ts";
import { decodings } from "./text/encodings.ts";
import { firstFrom } from "./text/first-from.ts";
import { PlainWords } from "./text/foreign.ts";
import { type Passage, readPassage, type Span } from "./text/passage.ts";
import { refangPassage } from "./text/rewrite.ts";
import { type Places, placesOf } from "./text/places.ts";
import { type Lines, linesOf } from "./text/lines.ts";
import { type Words, wordsOf } from "./text/words.ts";
import { whatStays } from "./stays/what-stays.ts";

export interface InspectOptions {
  readonly identity: CompanyIdentity;
  /** What `extract` of `@tocsin/threat` found in the same text. */
  readonly observations?: readonly Observation[];
  readonly detectors?: readonly Detector[];
  /** It is what leaves: then every doubt counts, whomever it is written for. */
  readonly isLeaving?: boolean;
}

export type Inspection =
  | { readonly ok: true; readonly detections: readonly Detection[] }
  | { readonly ok: false; readonly detector: string };

/** Encodings inside encodings that are still read. */
const depthMax = 3;
/** Shorter decoded text can hold an own name and nothing else worth looking for. */
const decodedCharsMin = 12;
/** Names in decoded text are names; what is unexplained in it is only noise. */
const quietInDecoded = new Set([
  "proper-names",
  "subjects",
  "tickets",
  "account-names",
  "called-hosts",
  "told-of-us",
]);

/** Detections ordered by start, without overlap. */
export function inspect(text: string, options: InspectOptions): Inspection {
  const detectors = options.detectors ?? standardDetectors;
  const found: Detection[] = [];
  const reading = new TextReading(text, options);
  const failed = collect(reading, options, detectors, 0, (it) => found.push(it));
  if (failed !== undefined) return { ok: false, detector: failed };
  for (const again of recurrences(reading, found)) found.push(again);
  const counted = options.isLeaving === true ? found : withoutDoubts(reading, found);
  const held = counted.filter(isWide);
  const kept = held.length > 0 ? whatStays(reading, held) : undefined;
  return { ok: true, detections: settle(counted, text, kept) };
}

function collect(
  reading: TextReading,
  options: InspectOptions,
  detectors: readonly Detector[],
  depth: number,
  push: (detection: Detection) => void,
): string | undefined {
  for (const detector of detectors) {
    if (depth > 0 && quietInDecoded.has(detector.name)) continue;
    try {
      for (const detection of detector.detect(reading)) push(detection);
    } catch {
      // What broke it stays here: an error's text could hold what was being looked for.
      return detector.name;
    }
  }
  return depth < depthMax ? collectDecoded(reading, options, detectors, depth, push) : undefined;
}

/** Words and refanged form are made when a detector asks for them. */
class TextReading implements Reading {
  readonly passage: Passage;
  readonly identity: CompanyIdentity;
  readonly observations: readonly Observation[];
  readonly isLeaving: boolean;
  #explained: readonly Span[] | undefined;
  #words: Words | undefined;
  #ownPhrases: readonly PhraseHit<OwnTerm>[] | undefined;
  #ownThings: ReadonlySet<number> | undefined;
  #coveredWords: Uint8Array | undefined;
  #places: Places | undefined;
  #lines: Lines | undefined;
  #plainWords: PlainWords | undefined;
  #refanged: Passage | undefined;

  constructor(text: string, { identity, observations = [], isLeaving = false }: InspectOptions) {
    this.passage = readPassage(text);
    this.identity = identity;
    this.observations = inOrder(observations);
    this.isLeaving = isLeaving;
  }

  get words(): Words {
    return (this.#words ??= wordsOf(this.passage));
  }

  get ownPhrases(): readonly PhraseHit<OwnTerm>[] {
    return (this.#ownPhrases ??= this.identity.phrases.find(this.words));
  }

  get ownThings(): ReadonlySet<number> {
    return (this.#ownThings ??= thingsIn(this));
  }

  get places(): Places {
    return (this.#places ??= placesOf(this.words));
  }

  get lines(): Lines {
    return (this.#lines ??= linesOf(this.passage, this.words));
  }

  get plainWords(): PlainWords {
    return (this.#plainWords ??= new PlainWords(this.words));
  }

  get refanged(): Passage {
    return (this.#refanged ??= refangPassage(this.passage, this.words));
  }

  get coveredWords(): Uint8Array {
    return (this.#coveredWords ??= coveredWords(this.passage, this.words, this.#values));
  }

  isExplained({ start, end }: Span): boolean {
    return covers(this.#values, start, end);
  }

  get #values(): readonly Span[] {
    return (this.#explained ??= explainedSpans(this.passage.original, this.observations));
  }
}

/** As extraction gives them. */
function inOrder(observations: readonly Observation[]): readonly Observation[] {
  const byPlace = (a: Observation, b: Observation): number => a.start - b.start || b.end - a.end;
  for (let at = 1; at < observations.length; at += 1) {
    const [before, one] = [observations[at - 1], observations[at]];
    if (before !== undefined && one !== undefined && byPlace(before, one) > 0)
      return [...observations].sort(byPlace);
  }
  return observations;
}

function thingsIn({ words, ownPhrases }: Reading): Set<number> {
  const starts = new Set<number>();
  for (const { start, value } of ownPhrases) {
    if (value.kind === "company-product" || value.kind === "company-brand") starts.add(start);
  }
  const things = new Set<number>();
  if (starts.size === 0) return things;
  for (let at = 0; at < words.count; at += 1) {
    if (starts.has(words.starts[at] ?? -1)) things.add(at);
  }
  return things;
}

/** One of the spans, which do not overlap and are in order, holds all of the stretch. */
function covers(spans: readonly Span[], start: number, end: number): boolean {
  const span = spans[firstFrom(spans, start + 1) - 1];
  return span !== undefined && span.end >= end;
}

/** What is found in decoded text is a finding on all of the encoded stretch. */
function collectDecoded(
  { passage, words, places }: Reading,
  options: InspectOptions,
  detectors: readonly Detector[],
  depth: number,
  push: (detection: Detection) => void,
): string | undefined {
  for (const { encoding, start, end, text, isText } of decodings(passage, words, places)) {
    const isReadable = isText && text.length >= decodedCharsMin;
    const rules = isReadable ? detectors : detectors.filter((it) => it.name === "own-names");
    const next = isText ? depth + 1 : depthMax;
    const seen = new Set<string>();
    const inner = { ...options, observations: [] };
    const failed = collect(new TextReading(text, inner), inner, rules, next, (it) => {
      // Held names would flood: decoded noise is full of them. What is sure, and what is ours, counts.
      const isSure = !it.needsReview || it.kind === "email-person";
      const counts = groupOf(it.kind) === "own-identity" || (isText && isSure);
      if (!counts || seen.has(it.kind)) return;
      seen.add(it.kind);
      const why = `${it.why.slice(0, -1)}, written in ${encoding}.`;
      push({ ...it, ...passage.spanOf(start, end), why });
    });
    if (failed !== undefined) return failed;
  }
  return undefined;
}
