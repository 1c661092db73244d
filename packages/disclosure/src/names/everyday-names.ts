/**
 * People's names in everyday texts, by what surrounds a word and what it looks like. Everything found
 * is held for the reviewer; nothing is removed unseen. Texts about incidents are not read.
 */

import {
  isAttackers,
  isDerived,
  isFollowedByVerb,
  type Run,
} from "../detectors/people/name-context.ts";
import { isPersona } from "../detectors/people/personas.ts";
import type { Detection, Detector, Reading } from "../detector.ts";
import { once } from "../text/once.ts";
import { familyBit, givenBit, ordinaryBit, tradeBit } from "../text/word-table.ts";
import { nameOdds } from "./name-odds.ts";
import { builtInModels, type NameModels } from "./name-models.ts";
import { talkFrom, talkOddsOf } from "./register.ts";
import { hasNamePrefix } from "../detectors/people/name-words.ts";
import { lowerAny, unitBefore, upperFirst, upperLater } from "../text/words.ts";
import { gapBlank, signsOf, type WordSigns } from "./word-signs.ts";

/** Log odds from which on a word of a talk is offered as a part of a name. */
const offeredFrom = -3.5;
/** The less a text is talk, the surer a name must be. */
const offeredSlope = 3;
const offeredFromMax = 2;

export interface EverydayNames {
  readonly isTalk: boolean;
  readonly held: readonly Detection[];
}

/** Undefined where the text is about an incident, or long. */
export function everydayNames(
  reading: Reading,
  models: NameModels = builtInModels(),
): EverydayNames | undefined {
  const { passage, words } = reading;
  const signs = once(() => signsOf(passage, words));
  const talk = talkOddsOf(reading, signs, models.talk);
  if (talk === undefined) return undefined;
  const isTalk = talk > talkFrom.maybe;
  const from = Math.min(
    offeredFromMax,
    offeredFrom - offeredSlope * Math.min(0, talk - talkFrom.maybe),
  );
  const { gaps } = signs();
  const odds = nameOdds(signs(), models.names);
  const isOffered = (at: number): boolean => (odds[at] ?? 0) >= from;
  const held: Detection[] = [];
  for (let first = 0; first < words.count; first += 1) {
    if (!isOffered(first)) continue;
    let last = first + 1;
    while (last < words.count && isOffered(last) && gaps[last] === gapBlank) last += 1;
    const run = talk > talkFrom.likely ? { first, last } : withoutOrdinary(reading, first, last);
    first = last - 1;
    if (run.first === run.last || isOfCommand(reading, run)) continue;
    const span = passage.spanOf(words.starts[run.first] ?? 0, words.ends[run.last - 1] ?? 0);
    if (reading.isExplained(span) || isOfAttacker(reading, run) || isCoined(reading, run)) continue;
    // In talk half of the words are unknown, and friends are called like products.
    if (!isTalk && isNobody(reading, run)) continue;
    held.push({ ...span, kind: "person", why: "It reads like a name.", needsReview: true });
  }
  return { isTalk, held };
}

/** Plain words at the ends of a run are nobody's name; only in talk they may be one all the same. */
function withoutOrdinary(reading: Reading, from: number, to: number): Run {
  let [first, last] = [from, to];
  while (first < last && isOrdinary(reading, first)) first += 1;
  while (last > first && isOrdinary(reading, last - 1)) last -= 1;
  return { first, last };
}

function isOrdinary(reading: Reading, at: number): boolean {
  const bits = reading.words.bits[at] ?? 0;
  if ((bits & (givenBit | familyBit)) !== 0) return false;
  return (bits & ordinaryBit) !== 0 || isDerived(reading, at);
}

/** "-p", "/v:", "-pthread", and "smbclient //", "python -c": what a command is told and which it is, not who. */
function isOfCommand({ passage: { codes }, words }: Reading, { first, last }: Run): boolean {
  const start = words.starts[first] ?? 0;
  const end = words.ends[last - 1] ?? start;
  const isSmall = ((words.shapes[first] ?? 0) & upperFirst) === 0 || end - start === 1;
  if (!isSmall) return false;
  const isOption = isSign(unitBefore(codes, start)) && unitBefore(codes, start, 2) === blank;
  const isCommand = codes[end] === blank && isSign(codes[end + 1]) && (codes[end + 2] ?? 0) > blank;
  return isOption || isCommand;
}

/** A hyphen or a slash. */
function isSign(code = 0): boolean {
  return code === 45 || code === 47;
}

const blank = 32;

/** Malware, and names that attackers took. */
function isOfAttacker(reading: Reading, run: Run): boolean {
  return isAttackers(reading.words, run) === "attacker" || isPersona(reading, run);
}

/** "ClickFix", "AzCopy", and "txt" of a file's name. */
function isCoined({ passage, words }: Reading, { first }: Run): boolean {
  const start = words.starts[first] ?? 0;
  if (unitBefore(passage.codes, start) === dot) return true;
  if (((words.shapes[first] ?? 0) & mixed) !== mixed) return false;
  return !hasNamePrefix(passage, start);
}

const dot = 46;
const mixed = upperLater | lowerAny;

/** Makers and products, and what is a word of another language. */
function isNobody(reading: Reading, run: Run): boolean {
  if (reading.plainWords.isForeignNear(run.first) && !hasName(reading, run)) return true;
  return isOfTrade(reading, run);
}

function hasName({ words }: Reading, { first, last }: Run): boolean {
  for (let at = first; at < last; at += 1) {
    if (((words.bits[at] ?? 0) & (givenBit | familyBit)) !== 0) return true;
  }
  return false;
}

function isOfTrade({ words }: Reading, { first, last }: Run): boolean {
  for (let at = first; at < last; at += 1) {
    if (((words.bits[at] ?? 0) & tradeBit) === 0) return false;
  }
  return !isFollowedByVerb(words, last);
}

/** In talk a detector's doubts say little: people speak of health, prices and children all day. */
export function quietInTalk(detector: Detector, models?: NameModels): Detector {
  return {
    ...detector,
    version: detector.version * versionsOfTalk + 1,
    detect: (reading) => {
      const found = detector.detect(reading);
      // Whose company is known writes of it, in chats as well.
      if (reading.identity.namePrefixes.size > 0) return found;
      const isQuiet = found.some((it) => it.needsReview) && isSurelyTalk(reading, models);
      return isQuiet ? found.filter((it) => !it.needsReview) : found;
    },
  };
}

/** Both versions are in the one that is recorded. */
const versionsOfTalk = 100;

function isSurelyTalk(reading: Reading, models: NameModels = builtInModels()): boolean {
  const signs = (): WordSigns => signsOf(reading.passage, reading.words);
  return (talkOddsOf(reading, signs, models.talk) ?? talkFrom.maybe) > talkFrom.surely;
}
