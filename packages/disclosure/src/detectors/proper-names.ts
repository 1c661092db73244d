/**
 * Capitalised words that no list explains, and names of people among them. A given name with
 * another name is a person; a lone one, or a name that nothing explains, is held. Deny by default: a
 * customer, a place or a colleague looks like this, and so does a new malware family.
 */

import type { Detection, Detector, Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { everydayNames } from "../names/everyday-names.ts";
import type { NameModels } from "../names/name-models.ts";
import { isForeignNear } from "../text/foreign.ts";
import { hashSet } from "../text/word-hash.ts";
import {
  classBits,
  familyBit,
  givenBit,
  knownBit,
  ordinaryBit,
  titledBit,
  tradeBit,
} from "../text/word-table.ts";
import { foreignAny, letterAny, lowerAny, upperFirst, type Words } from "../text/words.ts";
import {
  behindName,
  hasMaker,
  isAlone,
  isArtefact,
  isAttackers,
  isDerived,
  isFollowedByVerb,
  isNoun,
  isNumbered,
  isPersona,
  isVersioned,
  opensSentence,
  organisationEnds,
  productEnds,
  type Run,
} from "./name-context.ts";
import { isInsideToken, runEnd, runWordsMax } from "./name-words.ts";
import { titles } from "./person-words.ts";

const titlesBare = hashSet("np rn md");

/** Everyday texts are read with the models that come with Tocsin, or with others. */
export function properNamesBy(models?: NameModels): Detector {
  return {
    name: "proper-names",
    version: 5,
    detect(reading) {
      const byRules = namesByRules(reading);
      const everyday = everydayNames(reading, models);
      if (everyday === undefined) return byRules;
      // In talk nobody writes by the rules: what they only doubt is left to the model, but where the
      // talk may be of a company that is known.
      const isOurs = reading.identity.namePrefixes.size > 0;
      const isLeft = everyday.isTalk && !isOurs;
      const sure = isLeft ? byRules.filter((it) => !it.needsReview) : byRules;
      return [...sure, ...everyday.held];
    },
  };
}

function namesByRules(reading: Reading): Detection[] {
  const found: Detection[] = [];
  const { words, coveredWords } = reading;
  const { count, shapes } = words;
  for (let at = 0; at < count; at += 1) {
    // Inside a value of an attacker nothing is a name, unless it goes on behind it.
    if (coveredWords[at] === 1 && coveredWords[at + 1] === 1) continue;
    if (((shapes[at] ?? 0) & upperFirst) === 0) {
      if (((words.bits[at] ?? 0) & (givenBit | familyBit)) !== 0)
        at = lowerCaseName(reading, at, found);
      continue;
    }
    const last = runEnd(reading, at);
    if (last === at) continue;
    judge(reading, at, last, found);
    at = last - 1;
  }
  hanNames(reading, found);
  return found;
}

const lowerNameCharsMin = 4;

/** "ask emma larsson": in a hurry names are written small. Gives the last word that was read. */
function lowerCaseName(reading: Reading, first: number, found: Detection[]): number {
  const { words, passage } = reading;
  let last = first;
  let isName = false;
  for (; last < words.count && last - first < runWordsMax; last += 1) {
    const bits = words.bits[last] ?? 0;
    const start = words.starts[last] ?? 0;
    const end = words.ends[last] ?? start;
    const isFamily = last > first && (bits & familyBit) !== 0;
    const isInitial = last > first && end - start === 1 && (bits & knownBit) === 0;
    if (!isFamily && !isInitial && (bits & (ordinaryBit | tradeBit | knownBit)) !== 0) break;
    if (last > first && passage.text.slice(words.ends[last - 1], start) !== " ") break;
    if (
      (words.shapes[last] ?? 0) !== (lowerAny | letterAny) &&
      (words.shapes[last] ?? 0) !== (lowerAny | letterAny | foreignAny)
    )
      break;
    if (
      isInsideToken(passage.text, start, end) ||
      passage.text.charCodeAt(start - 1) === 45 ||
      passage.text.charCodeAt(end) === 45
    )
      break;
    if (last === first && end - start < lowerNameCharsMin) break;
    const isShort = end - start < lowerNameCharsMin && (bits & (givenBit | familyBit)) === 0;
    if (last > first && !isInitial && isShort) break;
    if ((bits & givenBit) !== 0 || last > first) isName = true;
  }
  if (!isName || last === first) return first;
  const span = passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0);
  if (!reading.isExplained(span)) {
    found.push({
      ...span,
      kind: "person",
      why: "A name that is written small.",
      needsReview: true,
    });
  }
  return last - 1;
}

const han = /(?<!\p{Script=Han})\p{Script=Han}{2,4}(?!\p{Script=Han})/gu;

/** Two to four Chinese characters alone are a name more often than anything else. */
function hanNames({ passage, places }: Reading, found: Detection[]): void {
  if (!places.hasForeign) return;
  for (const { 0: name, index } of passage.text.matchAll(han)) {
    const span = passage.spanOf(index, index + name.length);
    found.push({
      ...span,
      kind: "person",
      why: "It may be a Chinese or Japanese name.",
      needsReview: true,
    });
  }
}

function judge(reading: Reading, first: number, last: number, found: Detection[]): void {
  const { words, passage } = reading;
  const { text } = passage;
  const opens = opensSentence(passage.codes, words.starts[first] ?? 0);
  const inner = titleInside(words, first, last);
  const run =
    inner === undefined ? trimmed(words, text, { first, last }, opens) : { first: inner, last };
  if (run.first >= run.last) return;
  const title = titleOf(words, text, run.first);
  const isTitled = title < run.first;
  const verdict = isTitled
    ? titled(words, run)
    : untitled(reading, run, opens && run.first === first);
  if (verdict === undefined) return;
  const begin = isTitled ? title : run.first;
  const start = words.starts[begin] ?? 0;
  const end = behindName(passage, words.ends[run.last - 1] ?? start);
  const span = passage.spanOf(start, end);
  if (reading.isExplained(span)) return;
  found.push({ ...span, ...verdict });
}

/** Word behind the last title of a run: "Tell Dr. April Summers". */
function titleInside({ hashes }: Words, first: number, last: number): number | undefined {
  for (let at = last - 1; at > first; at -= 1) {
    if (titles.has(hashes[at - 1] ?? 0)) return at;
  }
  return titles.has(hashes[first - 1] ?? 0) || titlesBare.has(hashes[first - 1] ?? 0)
    ? first
    : undefined;
}

/** "Dr. Roe": the title before the run, or the run's own first word. */
function titleOf({ starts, ends, hashes }: Words, text: string, first: number): number {
  const before = first > 0 ? (hashes[first - 1] ?? 0) : 0;
  if (!titles.has(before) && !titlesBare.has(before)) return first;
  const gap = text.slice(ends[first - 1], starts[first]);
  return gap === " " || gap === ". " ? first - 1 : first;
}

const isPlain = (bits: number): boolean =>
  (bits & (ordinaryBit | knownBit | tradeBit)) !== 0 && (bits & (givenBit | familyBit)) === 0;

/** Without the ordinary word that only opens the sentence. */
function trimmed(
  { bits, starts, ends }: Words,
  text: string,
  { first, last }: Run,
  opens: boolean,
): Run {
  let from = first;
  if (opens && last - from > 1 && ((bits[from] ?? 0) & (ordinaryBit | knownBit)) !== 0) {
    const isName = ((bits[from] ?? 0) & givenBit) !== 0 && !isPlain(bits[from + 1] ?? 0);
    if (!isName) from += 1;
  }
  while (from < last && ((bits[from] ?? 0) & knownBit) !== 0) {
    // "Jan Jílek" and "April Summers" are no months.
    const isGiven = ((bits[from] ?? 0) & givenBit) !== 0 && from + 1 < last;
    if (isGiven && !isPlain(bits[from + 1] ?? 0)) break;
    from += 1;
  }
  let to = last;
  while (to > from && ((bits[to - 1] ?? 0) & knownBit) !== 0) {
    // "Pieter-Jan".
    const isHyphened = to - 1 > from && (starts[to - 1] ?? 0) - (ends[to - 2] ?? 0) === 1;
    if (isHyphened && ((bits[to - 1] ?? 0) & givenBit) !== 0 && text[ends[to - 2] ?? 0] === "-")
      break;
    to -= 1;
  }
  return { first: from, last: to };
}

type Verdict = Omit<Detection, "start" | "end">;

function titled({ bits }: Words, { first, last }: Run): Verdict | undefined {
  for (let at = first; at < last; at += 1) {
    if (((bits[at] ?? 0) & knownBit) === 0 || last - first > 1) {
      return verdict("person", "A name behind a title.", false);
    }
  }
  return undefined;
}

function verdict(kind: FindingKind, why: string, needsReview: boolean): Verdict {
  return { kind, why, needsReview };
}

/** Another script than Latin. */
function isOtherScript(code: number): boolean {
  return code >= 0x370;
}

interface Count {
  given: number;
  /** Given and no ordinary word. */
  rareGiven: number;
  family: number;
  rareFamily: number;
  unknown: number;
  plain: number;
  trade: number;
  /** Of makers, and of people as well. */
  tradeGiven: number;
  foreign: number;
  /** Ordinary words that nobody writes with a capital. */
  rare: number;
}

function countOf(text: string, { bits, shapes, starts, ends }: Words, { first, last }: Run): Count {
  const count = {
    given: 0,
    rareGiven: 0,
    family: 0,
    rareFamily: 0,
    unknown: 0,
    plain: 0,
    trade: 0,
    tradeGiven: 0,
    foreign: 0,
    rare: 0,
  };
  for (let at = first; at < last; at += 1) {
    const bit = bits[at] ?? 0;
    if ((ends[at] ?? 0) - (starts[at] ?? 0) < 2) continue;
    if ((bit & tradeBit) !== 0) {
      if ((bit & givenBit) === 0) count.trade += 1;
      else count.tradeGiven += 1;
    }
    const isCommon = (bit & (ordinaryBit | tradeBit | knownBit)) !== 0;
    if ((bit & givenBit) !== 0) count.given += 1;
    if ((bit & familyBit) !== 0) count.family += 1;
    if ((bit & givenBit) !== 0 && !isCommon) count.rareGiven += 1;
    else if ((bit & familyBit) !== 0 && !isCommon) count.rareFamily += 1;
    else if ((bit & classBits) === 0) count.unknown += 1;
    else if (isCommon) count.plain += 1;
    if (isCommon && (bit & (tradeBit | knownBit | titledBit)) === 0) count.rare += 1;
    if (((shapes[at] ?? 0) & foreignAny) !== 0 && isOtherScript(text.charCodeAt(starts[at] ?? 0))) {
      count.foreign += 1;
    }
  }
  return count;
}

const unexplained = verdict("unexplained-name", "A name that no list explains.", true);

/** "Collins Aerospace": called after somebody, and no person; "Danielle Steel" is one. */
function isOrganisation({ hashes, bits }: Words, { last }: Run, count: Count): boolean {
  if (count.rareGiven + count.rareFamily + count.unknown === 0) return false;
  const isFamily = ((bits[last - 1] ?? 0) & familyBit) !== 0;
  return organisationEnds.has(hashes[last - 1] ?? 0) && !(isFamily && count.given > 0);
}

function untitled(reading: Reading, run: Run, opens: boolean): Verdict | undefined {
  const { words } = reading;
  const length = run.last - run.first;
  const count = countOf(reading.passage.text, words, run);
  const isTold = isAttackers(words, run);
  if (isTold === "attacker" || isPersona(reading, run) || isNumbered(reading, run))
    return undefined;
  if (isTold === "called" && count.rareGiven === 0 && length < 2) return undefined;
  if (length >= 2 && isOrganisation(words, run, count)) return unexplained;
  if (length >= 2) {
    const isPerson =
      count.rareGiven > 0
        ? count.rareGiven + count.rareFamily + count.unknown >= 2 ||
          (count.trade === 0 && count.plain <= 1)
        : count.given > 0 && count.rareFamily + count.unknown > 0;
    if (isPerson)
      return verdict(
        "person",
        "A given name with another.",
        count.trade > 0 || (count.plain > 0 && opens),
      );
  }
  const isProduct =
    hasMaker(words, run) ||
    isVersioned(reading, run) ||
    productEnds.has(words.hashes[run.last - 1] ?? 0);
  if (count.foreign === 1 && length === 1) return undefined;
  if (count.rareGiven > 0) return verdict("person", "A given name.", true);
  if (isProduct) return undefined;
  if (count.rareFamily > 0) return verdict("person", "A family name.", true);
  if (length === 1 && opens && isDerived(reading, run.first)) return undefined;
  // Where most words are unknown, a capital alone is a noun's or a sentence's.
  if (count.unknown === 1 && length === 1 && isArtefact(words, run)) return undefined;
  if (count.unknown === 1 && isForeignNear(words, run.first)) return undefined;
  if (count.unknown === 1 && length === 1 && isNoun(reading, run.first)) return undefined;
  if (count.unknown > 0) return unexplained;
  const isMaker = count.tradeGiven > 0 && !isFollowedByVerb(words, run.last);
  if (
    count.given > 0 &&
    !opens &&
    !isMaker &&
    count.trade === 0 &&
    count.plain === length &&
    length <= 3
  ) {
    return verdict("person", "It may be a given name.", true);
  }
  const isAddressed = reading.passage.text.charCodeAt(words.ends[run.last - 1] ?? 0) === 44;
  if (
    length === 1 &&
    opens &&
    count.given > 0 &&
    (isAddressed || isFollowedByVerb(words, run.last))
  ) {
    return verdict("person", "It may be a given name.", true);
  }
  if (!opens && count.rare === length && isAlone(reading, run)) {
    return verdict("unexplained-name", "An ordinary word that is written as a name.", true);
  }
  return undefined;
}
