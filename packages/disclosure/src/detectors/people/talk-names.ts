/**
 * Names that only the talk around them tells, in small letters or called like a word: who is asked or
 * rung ("ask maria"), who says something ("mick says"), where somebody sits ("Rose from accounts"), whom
 * others pretend to be ("the real Shai"), and whom a suffix honours ("tanaka-san"). All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  classBits,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  machineBit,
  tradeBit,
} from "../../text/word-table.ts";
import {
  foreignAny,
  letterAny,
  lowerAny,
  unitBefore,
  upperFirst,
  valueBefore,
} from "../../text/words.ts";
import {
  departments,
  epithets,
  greetings,
  honours,
  placedBy,
  saying,
  spokenTo,
  trueOnes,
} from "../../text/person-words.ts";

const givenCharsMin = 3;
const unknownCharsMin = 4;
const charsMax = 14;
/** Short for somebody or something that is no one: "infosec", "helpdesk", "healthbot". */
const noOne =
  /(?:sec|ops|soc|desk|team|bot|support|admin|edr|siem|log|logs|corp|vendor|hosting|cloud|ware|net|gpt|ing|ed|ly|s)$/;

export function talkNames(reading: Reading, at: number, found: Detection[]): void {
  const hash = reading.words.hashes[at] ?? 0;
  if (spokenTo.has(hash)) askedAt(reading, at + 1, true, found);
  else if (greetings.has(hash)) askedAt(reading, at + 1, false, found);
  else if (saying.has(hash)) sayingAt(reading, at, found);
  else if (departments.has(hash)) seatedAt(reading, at, found);
  else if (trueOnes.has(hash)) meantAt(reading, at + 1, found);
  else if (honours.has(hash)) honouredAt(reading, at, found);
}

/** `"reporter":"amelia"`, "owner: amelia". */
export function givenBehind(reading: Reading, at: number, found: Detection[]): void {
  const { words } = reading;
  if (isSmall(words.shapes[at]) && isGiven(reading, at) && isWhole(reading, at))
    push(reading, at, "A name behind a label.", found);
}

function isSmall(shape = 0): boolean {
  return (shape & ~foreignAny) === (lowerAny | letterAny);
}

/** Nothing but a blank stands between them. */
function isBehind({ passage: { codes }, words }: Reading, at: number): boolean {
  const end = words.ends[at - 1] ?? 0;
  return codes[end] === blank && words.starts[at] === end + 1;
}

/** A word by itself: no part of an address, a path or a compound. */
function isWhole({ passage: { codes }, words }: Reading, at: number): boolean {
  const before = unitBefore(codes, words.starts[at] ?? 0);
  const end = words.ends[at] ?? 0;
  const behind = codes[end] ?? blank;
  if (glued.has(before) || glued.has(behind)) return false;
  const isDotted = behind === dot || behind === hyphen;
  return !(isDotted && (codes[end + 1] ?? blank) > blank) && before !== hyphen && before !== dot;
}

/** A given name, though it may be a word as well. */
function isGiven({ words }: Reading, at: number): boolean {
  const bits = words.bits[at] ?? 0;
  const length = (words.ends[at] ?? 0) - (words.starts[at] ?? 0);
  if ((bits & (littleBit | attackBit | machineBit | knownBit)) !== 0) return false;
  return (bits & givenBit) !== 0 && length >= givenCharsMin;
}

function mayBeSomeone(reading: Reading, at: number): boolean {
  const { passage, words, plainWords } = reading;
  if (isGiven(reading, at)) return true;
  const bits = words.bits[at] ?? 0;
  if ((bits & (classBits | littleBit) & ~familyBit) !== 0 || plainWords.isForeignNear(at))
    return false;
  const word = passage.text.slice(words.starts[at], words.ends[at]);
  return word.length >= unknownCharsMin && word.length <= charsMax && !noOne.test(word);
}

function push(reading: Reading, at: number, why: string, found: Detection[]): void {
  const { passage, words } = reading;
  const span = passage.spanOf(words.starts[at] ?? 0, words.ends[at] ?? 0);
  found.push({ ...span, kind: "person", why, needsReview: true });
}

/** "ask maria", "told rosa and chidi", "hi ted": unknown words only where somebody is asked. */
function askedAt(reading: Reading, first: number, mayBeUnknown: boolean, found: Detection[]): void {
  const { words } = reading;
  for (let at = first; at < first + rowMax && at < words.count; at += 2) {
    const isOne =
      isBehind(reading, at) &&
      isSmall(words.shapes[at]) &&
      isWhole(reading, at) &&
      (mayBeUnknown ? mayBeSomeone(reading, at) : isGiven(reading, at));
    if (!isOne) return;
    push(reading, at, "Someone who is spoken to.", found);
    if (words.hashes[at + 1] !== and || !isBehind(reading, at + 1)) return;
  }
}

/** "mick says the gate is dead": at the head of what is said. */
function sayingAt(reading: Reading, at: number, found: Detection[]): void {
  const { passage, words } = reading;
  const name = at - 1;
  if (name < 0 || !isBehind(reading, at) || !isSmall(words.shapes[name])) return;
  if (!isGiven(reading, name) || !isWhole(reading, name)) return;
  // A gang says things, too.
  if (((words.bits[name] ?? 0) & tradeBit) !== 0) return;
  const start = words.starts[name] ?? 0;
  const opens = /(?:^|[\n,.;:!?(] ?|\b(?:and|but|then|so) )$/.test(
    passage.text.slice(Math.max(0, start - 6), start),
  );
  if (opens) push(reading, name, "Someone who says something.", found);
}

/** "maria from payroll", "Rose from accounts"; not "a bill from accounting". */
function seatedAt(reading: Reading, at: number, found: Detection[]): void {
  const { words } = reading;
  const article = valueBefore(words.hashes, at) === the ? 1 : 0;
  const name = at - article - 2;
  if (name < 0 || !placedBy.has(words.hashes[name + 1] ?? 0) || !isBehind(reading, name + 1))
    return;
  if (!isGiven(reading, name) || !isWhole(reading, name)) return;
  const isThing = articles.has(valueBefore(words.hashes, name));
  const isCapital =
    ((words.shapes[name] ?? 0) & (upperFirst | lowerAny)) === (upperFirst | lowerAny);
  const isNamed = isCapital || (isSmall(words.shapes[name]) && !isThing);
  if (isNamed) push(reading, name, "Someone of a department.", found);
}

/** "The real Shai writes from another address", whatever else is called so. */
function meantAt(reading: Reading, at: number, found: Detection[]): void {
  const { words } = reading;
  if (at >= words.count || !isBehind(reading, at) || !isWhole(reading, at)) return;
  if (((words.shapes[at] ?? 0) & upperFirst) === 0) return;
  if (((words.bits[at] ?? 0) & givenBit) === 0) return;
  if (!epithets.has(words.hashes[at - 1] ?? 0)) {
    push(reading, at, "Someone whom others pretend to be.", found);
    return;
  }
  if (((words.bits[at] ?? 0) & (knownBit | tradeBit)) !== 0) return;
  const span = reading.passage.spanOf(words.starts[at - 1] ?? 0, words.ends[at] ?? 0);
  found.push({ ...span, kind: "person", why: "Someone as they are called.", needsReview: true });
}

/** "tanaka-san". */
function honouredAt(reading: Reading, at: number, found: Detection[]): void {
  const { passage, words } = reading;
  const name = at - 1;
  const end = words.ends[name] ?? 0;
  const isSpaced = passage.codes[end] === blank && spacedHonours.has(words.hashes[at] ?? 0);
  if (isSpaced && ((words.shapes[name] ?? 0) & (upperFirst | lowerAny)) !== (upperFirst | lowerAny))
    return;
  if (name < 0 || !(passage.codes[end] === hyphen || isSpaced) || words.starts[at] !== end + 1)
    return;
  const bits = words.bits[name] ?? 0;
  const isName = (bits & (classBits | littleBit) & ~(givenBit | familyBit)) === 0;
  if (!isName || ((words.shapes[name] ?? 0) & letterAny) === 0) return;
  if (glued.has(unitBefore(passage.codes, words.starts[name] ?? 0))) return;
  const start = words.starts[name] ?? 0;
  const span = passage.spanOf(start, isSpaced ? (words.ends[at] ?? start) : end);
  const why = "Someone whom a suffix honours.";
  found.push({ ...span, kind: "person", why, needsReview: true });
}

/** "Rezaul bhai", "Shanti didi". */
const spacedHonours = hashSet("bhai didi sahib saheb sahab babu apa chacha");
const articles = hashSet("a an the this that our their its his her my your any no each one every");
const rowMax = 8;
const and = hashOf("and");
const the = hashOf("the");
const blank = 32;
const hyphen = 45;
const dot = 46;
const glued = new Set(Array.from("@/\\_=#$%&:(*", (char) => char.charCodeAt(0)));
