/**
 * Capitalised words that no list explains, and names of people among them. A given name with
 * another name is a person; a lone one, or a name that nothing explains, is held. Deny by default: a
 * customer, a place or a colleague looks like this, and so does a new malware family.
 */

import type { Detection, Detector, Reading } from "../../detector.ts";
import type { FindingKind } from "../../finding-kinds.ts";
import { everydayNames } from "../../names/everyday-names.ts";
import type { NameModels } from "../../names/name-models.ts";
import type { Passage } from "../../text/passage.ts";
import { hashSet } from "../../text/word-hash.ts";
import {
  classBits,
  familyBit,
  givenBit,
  isCommon,
  knownBit,
  ordinaryBit,
  titledBit,
  tradeBit,
} from "../../text/word-table.ts";
import { foreignAny, unitBefore, valueBefore, type Words } from "../../text/words.ts";
import { calledLikeWords } from "./called-like-words.ts";
import { firmNames } from "./firm-names.ts";
import { hanNames } from "./han-names.ts";
import { isHeader } from "./header-names.ts";
import {
  behindName,
  hasMaker,
  isAlone,
  isArtefact,
  isAttackers,
  isDerived,
  isDeviceOrFolder,
  isOfExit,
  isFollowedByVerb,
  isForeignHead,
  isInitial,
  isModel,
  isNoun,
  isNumbered,
  isStreetName,
  isThing,
  isVersioned,
  officeBefore,
  opensSentence,
  organisationEnds,
  productEnds,
  type Run,
} from "./name-context.ts";
import { runEnd } from "./name-words.ts";
import { isLikened, isNameOfOther, isUser } from "../ours/names-of-others.ts";
import { titles } from "../../text/person-words.ts";
import { isPersona } from "./personas.ts";
import { numberedPlace, numberedPlaces } from "./numbered-places.ts";
import { smallName } from "./small-names.ts";

const titlesBare = hashSet("np rn md");
const articles = hashSet("the an");

/** Everyday texts are read with the models that come with Tocsin, or with others. */
export function properNamesBy(models?: NameModels): Detector {
  return {
    name: "proper-names",
    version: 13,
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
  const { passage, words, coveredWords, places } = reading;
  const text = { passage, words };
  let behind = 0;
  for (const at of places.capitals) {
    if (at < behind || isInsideValue(coveredWords, at)) continue;
    if (numberedPlaces.has(words.hashes[at] ?? 0)) numberedPlace(reading, at, found);
    const last = runEnd(text, at);
    if (last === at) continue;
    if (mayBeName(words, at, last)) judge(reading, at, last, found);
    behind = last;
  }
  const { count, bits } = words;
  for (let at = 0; at < count; at += 1) {
    const isName = ((bits[at] ?? 0) & (givenBit | familyBit)) !== 0 && !isCommon(bits[at] ?? 0);
    if (isName && !isInsideValue(coveredWords, at)) at = smallName(reading, at, found);
  }
  hanNames(reading, found);
  found.push(...calledLikeWords(reading));
  found.push(...firmNames(reading));
  return found;
}

/** Inside a value of an attacker nothing is a name, unless it goes on behind it. */
function isInsideValue(coveredWords: Uint8Array, at: number): boolean {
  return coveredWords[at] === 1 && coveredWords[at + 1] === 1;
}

/**
 * Else every word of a run is in lists, nobody is called so, no title stands among them or before them, and one
 * of them is no ordinary word, whatever the ends of the run are without: most capitals.
 */
function mayBeName(words: Words, first: number, last: number): boolean {
  const { bits, hashes } = words;
  let isOfThing = false;
  let isOrdinary = false;
  for (let at = first; at < last; at += 1) {
    const bit = bits[at] ?? 0;
    if ((bit & givenBit) !== 0 || (bit & classBits) === 0) return true;
    if ((bit & familyBit) !== 0 && !isCommon(bit)) return true;
    const before = valueBefore(hashes, at);
    if (titles.has(before) || titlesBare.has(before)) return true;
    if (isStreetName(words, { first, last: at + 1 })) return true;
    const kind = bit & (tradeBit | knownBit | titledBit);
    if (kind === 0) isOrdinary = true;
    else if (at > first && (kind & knownBit) === 0) isOfThing = true;
  }
  return isOrdinary && !isOfThing;
}

function judge(reading: Reading, first: number, last: number, found: Detection[]): void {
  const { words, passage } = reading;
  const { text } = passage;
  const opens = opensSentence(passage.codes, words.starts[first] ?? 0);
  const inner = titleInside(words, first, last);
  const run =
    inner === undefined ? trimmed(words, text, { first, last }, opens) : { first: inner, last };
  if (run.first >= run.last || (run.last - run.first === 1 && isHeader(reading, run.first))) return;
  const title = titleOf(words, passage, run.first);
  const isTitled = title < run.first;
  if (isTitled && isPersona(reading, { first: title, last: run.last })) return;
  const verdict = isTitled
    ? titled(words, run)
    : untitled(reading, run, opens && run.first === first);
  if (verdict === undefined) return;
  const office = isTitled ? undefined : officeBefore(reading, run);
  const begin = office ?? (isTitled ? title : run.first);
  const start = words.starts[begin] ?? 0;
  const end = behindName(passage, words.ends[run.last - 1] ?? start);
  const span = passage.spanOf(start, end);
  if (reading.isExplained(span)) return;
  found.push({ ...span, ...verdict, kind: office === undefined ? verdict.kind : "person" });
}

/** Word behind the last title of a run: "Tell Dr. April Summers". */
function titleInside({ hashes }: Words, first: number, last: number): number | undefined {
  for (let at = last - 1; at > first; at -= 1) {
    if (titles.has(hashes[at - 1] ?? 0)) return at;
  }
  const before = valueBefore(hashes, first);
  return titles.has(before) || titlesBare.has(before) ? first : undefined;
}

/** "Dr. Roe": the title before the run, or the run's own first word; "her sister. Calls" has none. */
function titleOf({ starts, hashes }: Words, { text, codes }: Passage, first: number): number {
  const before = first > 0 ? (hashes[first - 1] ?? 0) : 0;
  if (!titles.has(before) && !titlesBare.has(before)) return first;
  // "-dr. Walks": an option.
  if (unitBefore(codes, starts[first - 1] ?? 0) === hyphen) return first;
  const isTitle = /^[^\s.]+ $|^[^\s.]{1,4}\. $/.test(text.slice(starts[first - 1], starts[first]));
  return isTitle ? first - 1 : first;
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

/** A given name with another. */
function isPerson({ given, rareGiven, rareFamily, unknown, trade, plain }: Count): boolean {
  if (rareGiven === 0) return given > 0 && rareFamily + unknown > 0;
  return rareGiven + rareFamily + unknown >= 2 || (trade === 0 && plain <= 1);
}

/** "Victor Lambert", "Will Power": a given name and a family name, though both are words or makers as well. */
function isCommonName({ bits, hashes }: Words, { first }: Run): boolean {
  if (articles.has(hashes[first] ?? 0)) return false;
  const [given, family] = [bits[first] ?? 0, bits[first + 1] ?? 0];
  return (given & givenBit) !== 0 && (family & (familyBit | givenBit)) !== 0;
}

/** Else nothing in it is a name. */
function mayTell(
  { given, rareFamily, unknown, rare }: Count,
  length: number,
  opens: boolean,
): boolean {
  return given + rareFamily + unknown > 0 || (!opens && rare === length);
}

/** "an Alina-type scraper": not the one that is called so. */
function isSortOf({ codes, text }: Passage, end: number): boolean {
  return codes[end] === hyphen && /^-(?:type|style|like)\b/.test(text.slice(end, end + 8));
}

const hyphen = 45;

function untitled(reading: Reading, run: Run, opens: boolean): Verdict | undefined {
  const { passage, words } = reading;
  const length = run.last - run.first;
  const count = countOf(passage.text, words, run);
  if (length >= 2 && !opens && isStreetName(words, run)) return unexplained;
  if (!mayTell(count, length, opens)) return undefined;
  const isTold = isAttackers(words, run);
  if (isTold === "attacker" || isPersona(reading, run) || isNumbered(reading, run))
    return undefined;
  if (length === 1 && isSortOf(passage, words.ends[run.last - 1] ?? 0)) return undefined;
  if (isTold === "called" && count.rareGiven === 0 && length < 2) return undefined;
  if (length >= 2 && isOrganisation(words, run, count)) return unexplained;
  if (length >= 2) {
    if (isPerson(count))
      return verdict(
        "person",
        "A given name with another.",
        count.trade > 0 || (count.plain > 0 && opens),
      );
  }
  if (length === 2 && isCommonName(words, run) && !isThing(reading, run))
    return verdict("person", "It may be a given name with a family name.", true);
  const isProduct =
    hasMaker(words, run) ||
    isVersioned(reading, run) ||
    isDeviceOrFolder(reading, run) ||
    isModel(reading, run) ||
    productEnds.has(words.hashes[run.last - 1] ?? 0);
  if (count.foreign === 1 && length === 1) return undefined;
  if (count.given > 0 && (isThing(reading, run) || isGroup(reading, run))) return undefined;
  if (count.rareGiven > 0) return verdict("person", "A given name.", true);
  if (isProduct) return undefined;
  if (count.rareFamily > 0) return verdict("person", "A family name.", true);
  if (length === 1 && opens && isDerived(reading, run.first)) return undefined;
  if (count.unknown === 1 && length === 2 && !opens && isInitial(reading, run.first))
    return verdict("person", "An initial with a name.", true);
  if (isOfExit(words, run)) return undefined;
  if (count.unknown === 1 && isNoName(reading, run, length)) return undefined;
  if (count.unknown > 0) return isOther(reading, run) ? undefined : unexplained;
  if (mayBeGiven(reading, run, count, opens))
    return verdict("person", "It may be a given name.", true);
  if (!opens && count.rare === length && isAlone(reading, run) && !isOther(reading, run)) {
    return verdict("unexplained-name", "An ordinary word that is written as a name.", true);
  }
  return undefined;
}

/** "Grace", which is a word as well. */
function mayBeGiven({ passage, words }: Reading, run: Run, count: Count, opens: boolean): boolean {
  if (count.given === 0) return false;
  const length = run.last - run.first;
  // "Grace period ends" in quotes is a sentence of its own.
  const isHead =
    opens || (length === 1 && passage.codes[(words.starts[run.first] ?? 0) - 1] === quote);
  const acts = isFollowedByVerb(words, run.last);
  if (isHead)
    return length === 1 && (acts || passage.codes[words.ends[run.last - 1] ?? 0] === comma);
  const isMaker = count.tradeGiven > 0 && !acts;
  return !isMaker && count.trade === 0 && count.plain === length && length <= 3;
}

function isOther(reading: Reading, { first, last }: Run): boolean {
  const start = reading.words.starts[first] ?? 0;
  const end = reading.words.ends[last - 1] ?? start;
  return isNameOfOther(reading, start, end) || isLikened(reading, start, end);
}

/** "used by Royal": a name of attackers that people have, too. */
function isGroup(reading: Reading, { first, last }: Run): boolean {
  const { bits, starts, ends } = reading.words;
  if (last - first !== 1 || ((bits[first] ?? 0) & tradeBit) === 0) return false;
  return isUser(reading, starts[first] ?? 0, ends[first] ?? 0);
}

/** Where most words are unknown, a capital alone is a noun's or a sentence's. */
function isNoName(reading: Reading, run: Run, length: number): boolean {
  if (reading.plainWords.isForeignNear(run.first)) return true;
  if (length !== 1) return false;
  return (
    isArtefact(reading.words, run) || isNoun(reading, run.first) || isForeignHead(reading, run)
  );
}

const comma = 44;
const quote = 34;
