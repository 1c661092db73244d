/** Fragments of labelled texts as what is learnt from: their signs, their words, what stands around them. */

import { extract } from "@tocsin/threat/extraction";
import type { LabelledText } from "../../../../bench/src/quality/redaction-score.ts";
import type { Reading } from "../../src/detector.ts";
import { isFindingKind } from "../../src/finding-kinds.ts";
import { compileIdentity } from "../../src/identity/company-identity.ts";
import { emptyProfile } from "../../src/identity/empty-profile.ts";
import { isOfAttackers } from "../../src/stays/of-machines.ts";
import { isWide } from "../../src/overlap.ts";
import { namesUs } from "../../src/subjects/beside-the-point.ts";
import { bearingWeights, type Sign, signs } from "../../src/subjects/bearing-weights.ts";
import { continued, explained, fragmentsOf } from "../../src/subjects/fragments.ts";
import { isOfCounsel, speaksOfLaw } from "../../src/subjects/fragment-odds.ts";
import { Tally } from "../../src/subjects/tally.ts";
import { coveredWords } from "../../src/text/covered-words.ts";
import { PlainWords } from "../../src/text/foreign.ts";
import { linesOf } from "../../src/text/lines.ts";
import { readPassage } from "../../src/text/passage.ts";
import { placesOf } from "../../src/text/places.ts";
import {
  knownBit,
  leaningMask,
  leaningMiddle,
  leaningOfForeign,
  leaningShift,
  littleBit,
  ordinaryBit,
} from "../../src/text/word-table.ts";
import { type Words, wordsOf } from "../../src/text/words.ts";
import type { Example } from "./regression.ts";

/** A fragment of which so much must go is about us; with less it is not counted. */
const coverMin = 0.3;
/** What must stay counts twice. */
const keepWeight = 2;

export interface Row extends Example {
  readonly text: string;
  /** In the order of `signs`, of which each counts no oftener than its most. */
  readonly own: readonly number[];
  /** Ordinary and little words, in lower case. */
  readonly words: readonly string[];
  readonly label: number;
  readonly isContinued: boolean;
  /** A sentence alone, or one of many: how often those are beside the point says nothing of texts. */
  readonly isAlone: boolean;
  readonly namesUs: boolean;
  readonly isOfCounsel: boolean;
}

function readingOf({ text, company }: LabelledText): Reading {
  const passage = readPassage(text);
  const words = wordsOf(passage);
  const identity = compileIdentity({ ...emptyProfile, ...company });
  const observations = extract(text).filter(isOfAttackers);
  const ownPhrases = identity.phrases.find(words);
  const starts = new Set<number>();
  for (const { start, value } of ownPhrases) {
    if (value.kind === "company-product" || value.kind === "company-brand") starts.add(start);
  }
  const all = Array.from({ length: words.count }, (_, at) => at);
  return {
    ...{ passage, words, identity, ownPhrases, observations },
    ownThings: new Set(all.filter((at) => starts.has(words.starts[at] ?? -1))),
    lines: linesOf(passage, words),
    places: placesOf(words),
    coveredWords: coveredWords(passage, words, observations),
    plainWords: new PlainWords(words),
    refanged: passage,
    isLeaving: false,
    isExplained: () => false,
  };
}

/** How much of a stretch must go, of what is held as whole fragments. */
function shareOf({ spans }: LabelledText, start: number, end: number): number {
  let cover = 0;
  for (const it of spans) {
    const kind = it.kind === "property" ? "property-ownership" : it.kind;
    if (!it.must || !isFindingKind(kind)) continue;
    if (!isWide({ ...it, kind, why: "", needsReview: true })) continue;
    cover += Math.max(0, Math.min(it.end, end) - Math.max(it.start, start));
  }
  return cover / Math.max(1, end - start);
}

function capped(counts: Iterable<number>): number[] {
  return Array.from(counts, (count, at) => {
    const sign: Sign = signs[at] ?? "always";
    return Math.min(count, bearingWeights[sign].most);
  });
}

/** Words that lean as is learnt, and how the others lean. */
function leaningOf(words: Words, text: string, first: number, last: number): [string[], number] {
  const learnt: string[] = [];
  let others = 0;
  for (let at = first; at < last; at += 1) {
    const bit = words.bits[at] ?? 0;
    const isLittle = (bit & littleBit) !== 0;
    if (!isLittle && (bit & knownBit) !== 0) continue;
    const leaning = (bit >>> leaningShift) & leaningMask;
    if (isLittle || (bit & ordinaryBit) !== 0)
      learnt.push(text.slice(words.starts[at], words.ends[at]));
    else if (leaning !== 0 && leaning !== leaningOfForeign) others += leaning - leaningMiddle;
  }
  return [learnt, others];
}

export function rowsOf(labelled: LabelledText, weight: number, isAlone: boolean): Row[] {
  const { spans, keep } = labelled;
  const reading = readingOf(labelled);
  const { passage, words, observations } = reading;
  const fragments = fragmentsOf(passage, words);
  let tally = new Tally();
  let other = new Tally();
  const rows: Row[] = [];
  let before: Tally | undefined;
  let ofLaw = 0;
  for (let at = 0; at < fragments.count; at += 1) {
    const [first = 0, last = 0] = fragments.firsts.subarray(at, at + 2);
    const joint = fragments.joints[at] ?? 0;
    const isContinued = (joint & continued) !== 0;
    if (!isContinued) before = undefined;
    const label = (joint & explained) !== 0 ? other.cues : 0;
    tally.read(reading, first, last, joint, before);
    if (speaksOfLaw(tally.scores)) ofLaw += 1;
    const { start, end } = passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0);
    const touches = (it: { start: number; end: number }): boolean =>
      it.start < end && it.end > start;
    const [learnt, others] = leaningOf(words, passage.lower, first, last);
    const own = capped(tally.signs);
    own[signs.indexOf("attack-value")] = Math.min(
      observations.filter(touches).length,
      bearingWeights["attack-value"].most,
    );
    own[signs.indexOf("leaning")] = others;
    const share = shareOf(labelled, start, end);
    const isKept = share === 0 && (spans.length === 0 || keep.some(touches));
    rows.push({
      ...{ own, isContinued, isAlone, words: learnt },
      text: labelled.text.slice(start, end),
      label: Math.min(label, bearingWeights.cues.most),
      wanted: share >= coverMin ? 1 : share > 0 ? -1 : 0,
      weight: isKept ? weight * keepWeight : weight,
      namesUs: namesUs(reading),
      isOfCounsel: false,
    });
    before = tally;
    [tally, other] = [other, tally];
  }
  return rows.map((row) => ({ ...row, isOfCounsel: isOfCounsel(ofLaw, rows.length) }));
}
