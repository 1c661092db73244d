/**
 * Customers in a row: "the Halden, Orsk and Mews accounts", "Radio Wisla, three banks and the exchange",
 * "licensees: Saatwerk, two in Kansas". Told by a noun for customers before or behind names that no list
 * explains, or by a sort of customers among them. None that is said of victims.
 */

import type { Detection, Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  classBits,
  knownBit,
  littleBit,
  machineBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import { digitAny, lowerAny, upperFirst, upperLater, valueBefore } from "../../text/words.ts";
import { buyers, determiners, holdings, sorts } from "./customer-words.ts";

const sortsOfBuyers = hashSet(sorts);
const nounsOfBuyers = hashSet(buyers);
const nounsOfHoldings = hashSet(holdings);
/** Where a row of customers may be told. */
export const customerWords: readonly number[] = [
  ...sortsOfBuyers.hashes,
  ...nounsOfBuyers.hashes,
  ...nounsOfHoldings.hashes,
];

const dets = hashSet(determiners);
const joints = hashSet("and und et y e og och en oraz i a ja ve si sau es or plus");
const hashOfA = hashOf("a");
const particles = hashSet(
  "of in from at de du da do dos des della del di van von der den la le los las",
);
/** Between the noun and the row: "les comptes de Halden", "clients are Halden". */
const links = hashSet(
  "of from for are were is include including incl like such as de du des von der del dei di da van voor til till for til av at do dla",
);
/** Whose names these are then. */
const ofCrime = hashSet(
  "victim victims target targets targeted hit attacked breached compromised extorted leaked against sectors opfer victimes victimas vittime slachtoffers ofre offer ofiary obeti",
);

const membersMax = 12;
const memberWordsMax = 6;
const labelWordsMax = 4;
const wordsToCrime = 8;

interface Row {
  readonly first: number;
  readonly end: number;
  readonly members: number;
  /** With a capital on a word of no list. */
  readonly unlisted: number;
  readonly groups: number;
  readonly others: number;
}

export function customerRow(reading: Reading, at: number, found: Detection[]): void {
  const last = found.at(-1);
  const { starts, ends, hashes } = reading.words;
  if (
    last?.kind === "customer-list" &&
    reading.passage.spanOf(starts[at] ?? 0, ends[at] ?? 0).start < last.end
  )
    return;
  const hash = hashes[at] ?? 0;
  const row =
    (nounsOfBuyers.has(hash) ? behindLabel(reading, at) : undefined) ??
    (nounsOfHoldings.has(hash) ? held(reading, at) : undefined) ??
    (sortsOfBuyers.has(hash) ? amongNames(reading, at) : undefined);
  if (row === undefined || isOfCrime(reading, row[0])) return;
  const first = withDeterminer(reading, row[0]);
  // "eleven smokehouses, Lyon first".
  const end = ranks.has(hashes[row[1]] ?? 0) && isBeside(reading, row[1]) ? row[1] + 1 : row[1];
  const span = reading.passage.spanOf(starts[first] ?? 0, ends[end - 1] ?? 0);
  if (reading.isExplained(span)) return;
  const why = "Customers stand in a row.";
  found.push({ ...span, kind: "customer-list", why, needsReview: true });
}

const ranks = hashSet("first foremost zuerst vorneweg tete cabeza testa voorop");

/** "our Key accounts", "die Konten". */
function withDeterminer(reading: Reading, first: number): number {
  const { hashes, bits } = reading.words;
  const isPlain = (bit: number): boolean => (bit & kindsOfPlain) === ordinaryBit;
  let at = first;
  if (at > 0 && isBeside(reading, at) && isPlain(valueBefore(bits, at))) at -= 1;
  return at > 0 && isBeside(reading, at) && dets.has(valueBefore(hashes, at)) ? at - 1 : at;
}

const kindsOfPlain = ordinaryBit | littleBit | tradeBit | machineBit;

type Stretch = [first: number, end: number];

/** "clients told so far: Priory Homes, the diocese", "tabs Jadrolinea Nova, two navies". */
function behindLabel(reading: Reading, at: number): Stretch | undefined {
  const { words, passage } = reading;
  for (let next = at + 1; next <= at + 1 + labelWordsMax && next < words.count; next += 1) {
    const isInside = isBetweenWords(reading, next);
    const gap = isInside ? "" : passage.text.slice(words.ends[next - 1], words.starts[next]);
    if (!isInside && isOpening.test(gap)) {
      const row = rowFrom(reading, next, true);
      const isNamed =
        row.unlisted > 0 || (row.members > row.groups && row.members > 2 && row.others > 1);
      return row.members > 1 && isNamed ? [at, row.end] : undefined;
    }
    if (!isInside) return undefined;
    if (links.has(words.hashes[next] ?? 0) && isNamePart(reading, next + 1)) {
      const row = rowFrom(reading, next + 1);
      if (row.members > 2 && row.unlisted > 0) return [at, row.end];
    }
  }
  return undefined;
}

/** One blank, hyphen or underscore: "Top_buyers 2025". */
function isBetweenWords({ passage: { codes }, words }: Reading, at: number): boolean {
  const end = words.ends[at - 1] ?? 0;
  const code = codes[end];
  return (words.starts[at] ?? 0) - end === 1 && (code === 32 || code === 95 || code === 45);
}

const isOpening = /^ ?(?:[:=|(]|": ?"?|,(?= ?")) ?["'[(]?$/;

/** "the Halden, Orsk and Mews accounts", "les comptes Halden, Orsk et deux hôpitaux". */
function held(reading: Reading, at: number): Stretch | undefined {
  const { words } = reading;
  const isBehind = isBeside(reading, at) && isNamePart(reading, at - 1);
  const row = isBehind ? rowBefore(reading, at) : undefined;
  if (row !== undefined && row.unlisted > 0 && row.members > 1) return [row.first, at + 1];
  let first = at + 1;
  if (links.has(words.hashes[first] ?? 0)) first += 1;
  if (!isBeside(reading, first) || !isNamePart(reading, first)) return undefined;
  const behind = rowFrom(reading, first);
  return behind.members > 2 && behind.unlisted > 0 ? [at, behind.end] : undefined;
}

/** "Radio Wisla, three banks and the exchange". */
function amongNames(reading: Reading, at: number): Stretch | undefined {
  const first = firstOfMember(reading, at);
  if (first === undefined) return undefined;
  const joint = jointBefore(reading, first);
  if (joint === undefined && !mayGoOn(reading, at)) return undefined;
  const before = joint === undefined ? undefined : rowBefore(reading, joint);
  const row = rowFrom(reading, before?.first ?? first);
  const isNamed = row.unlisted > 0 && row.members > 1 && row.end > at;
  return isNamed ? [row.first, row.end] : undefined;
}

/** A comma or "and" is a few words behind. */
function mayGoOn({ passage: { codes }, words: { hashes, ends } }: Reading, noun: number): boolean {
  for (let at = noun; at < noun + memberWordsMax; at += 1)
    if (codes[ends[at] ?? 0] === comma || joints.has(hashes[at + 1] ?? 0)) return true;
  return false;
}

const comma = 44;

/** "three banks" at its number; none in front of which no word says how many or which. */
function firstOfMember(reading: Reading, noun: number): number | undefined {
  const { hashes } = reading.words;
  for (let at = noun; noun - at < memberWordsMax; at -= 1) {
    if (at < noun && dets.has(hashes[at] ?? 0)) return at;
    if (at === 0 || !isBeside(reading, at) || joints.has(valueBefore(hashes, at))) {
      return dets.has(valueBefore(hashes, at)) && at > 0 && isBeside(reading, at)
        ? at - 1
        : undefined;
    }
  }
  return undefined;
}

/** The members that follow one another from a word on. */
function rowFrom(reading: Reading, first: number, isLoose = false, stop = Infinity): Row {
  let [end, members, unlisted, groups, trades] = [first, 0, 0, 0, 0];
  for (let at = first; members < membersMax;) {
    const member = memberAt(reading, at, isLoose, stop);
    if (member === undefined) break;
    end = member.end;
    members += 1;
    if (member.isUnlisted) unlisted += 1;
    if (member.isOfTrade) trades += 1;
    if (member.isGroup) groups += 1;
    const next = jointBehind(reading, end);
    if (next === undefined) break;
    at = next;
  }
  // What makers are called, too, is a customer only beside more that are not.
  return { first, end, members, groups, others: members - trades, unlisted: unlisted - trades };
}

/** The members that end before a word, as far back as they go. */
function rowBefore(reading: Reading, end: number): Row | undefined {
  let first = end;
  for (let at = end - 1; at >= 0 && end - at < membersMax * 3; at -= 1) {
    if (!isInRow(reading, at)) break;
    if (startsMember(reading, at) && rowFrom(reading, at, false, end).end === end) first = at;
  }
  return first === end ? undefined : rowFrom(reading, first, false, end);
}

/** A comma, a blank or a sign that joins two names is behind it. */
function isInRow({ passage: { text }, words }: Reading, at: number): boolean {
  const gap = text.slice(words.ends[at], words.starts[at + 1]);
  return gap === " " || gap === ", " || gap === " & " || gap === "-" || gap === ". ";
}

function startsMember(reading: Reading, at: number): boolean {
  return isNamePart(reading, at) || dets.has(reading.words.hashes[at] ?? 0);
}

interface Member {
  readonly end: number;
  readonly isUnlisted: boolean;
  readonly isOfTrade: boolean;
  readonly isGroup: boolean;
}

/**
 * "Moss Garden", "the two Milan houses", "two in Kansas", "Karch 18 %". Without a name a sort of customers is
 * in it, unless a label says what they are.
 */
function memberAt(
  reading: Reading,
  first: number,
  isLoose: boolean,
  stop: number,
): Member | undefined {
  const { hashes } = reading.words;
  const isDet = dets.has(hashes[first] ?? 0);
  if (!isDet && !isNamePart(reading, first)) return undefined;
  let end = first;
  let [isUnlisted, isSort, isOfTrade, capitals, small] = [false, false, false, 0, 0];
  for (; end < stop && end - first < memberWordsMax && goesOn(reading, first, end); end += 1) {
    const word = wordIn(reading, end, isDet);
    if (word === ofOthers) return undefined;
    if (word === behindName) break;
    if (word === unlistedName) isUnlisted = true;
    if (word === nameOfTrade) isOfTrade = true;
    if (word === unlistedName || word === listedName || word === nameOfTrade) capitals += 1;
    if (word === smallWord) small += 1;
    if (sortsOfBuyers.has(hashes[end] ?? 0)) isSort = true;
  }
  if (end === first || capitals + small === 0) return undefined;
  if (small > 0 && !isSort && !isLoose) return undefined;
  return { end, isUnlisted, isOfTrade, isGroup: capitals === 0 };
}

function goesOn(reading: Reading, first: number, at: number): boolean {
  if (at === first) return true;
  if (at >= reading.words.count || joints.has(reading.words.hashes[at] ?? 0)) return false;
  return isBeside(reading, at) || isAmpersand(reading, at);
}

/** What a word of a member is. */
const ofOthers = 0;
const behindName = 1;
const unlistedName = 2;
const listedName = 3;
const smallWord = 4;
const joiner = 5;
const nameOfTrade = 6;

function wordIn(reading: Reading, at: number, isDet: boolean): number {
  const { hashes, shapes, bits } = reading.words;
  const bit = bits[at] ?? 0;
  if (reading.coveredWords[at] === 1) return ofOthers;
  if (isNamePart(reading, at)) {
    if ((bit & (tradeBit | attackBit)) === tradeBit) return nameOfTrade;
    return (bit & classBits) === 0 ? unlistedName : listedName;
  }
  if (((shapes[at] ?? 0) & (upperFirst | upperLater)) !== 0) return isDet ? joiner : behindName;
  if (dets.has(hashes[at] ?? 0) || particles.has(hashes[at] ?? 0)) return joiner;
  if (sortsOfBuyers.has(hashes[at] ?? 0)) return smallWord;
  if ((bit & (machineBit | tradeBit)) !== 0) return ofOthers;
  // "Halden wants its money" is no member.
  if (!isDet && shapes[at] !== digitAny) return behindName;
  return smallWord;
}

/** A capital and small letters, and no little word. */
function isNamePart({ words: { shapes, bits } }: Reading, at: number): boolean {
  const shape = shapes[at] ?? 0;
  return (
    (shape & (upperFirst | lowerAny | digitAny)) === (upperFirst | lowerAny) &&
    ((bits[at] ?? 0) & (littleBit | knownBit)) !== littleBit
  );
}

/** One blank, hyphen or apostrophe is between a word and the one before it. */
function isBeside({ passage: { codes }, words }: Reading, at: number): boolean {
  const end = words.ends[at - 1] ?? 0;
  const code = codes[end];
  return (
    at < words.count &&
    (words.starts[at] ?? 0) - end === 1 &&
    (code === 32 || code === 45 || code === 39)
  );
}

function isAmpersand({ passage: { text }, words }: Reading, at: number): boolean {
  return text.slice(words.ends[at - 1], words.starts[at]) === " & ";
}

/** The first word of the next member. */
function jointBehind(reading: Reading, end: number): number | undefined {
  const { words, passage } = reading;
  if (end >= words.count) return undefined;
  const gap = passage.text.slice(words.ends[end - 1], words.starts[end]);
  const isJoint = joints.has(words.hashes[end] ?? 0);
  if (gap === ", " || gap === " %, " || gap === "%, ")
    return isJoint && words.hashes[end] !== hashOfA ? end + 1 : end;
  return gap === " " && isJoint ? end + 1 : undefined;
}

/** Where the row goes on before a member. */
function jointBefore({ words, passage }: Reading, first: number): number | undefined {
  if (first === 0) return undefined;
  const gap = passage.text.slice(words.ends[first - 1], words.starts[first]);
  if (gap === ", ") return first;
  return gap === " " && joints.has(valueBefore(words.hashes, first)) ? first - 1 : undefined;
}

function isOfCrime({ words: { hashes } }: Reading, first: number): boolean {
  for (let back = 1; back <= wordsToCrime; back += 1)
    if (ofCrime.has(valueBefore(hashes, first, back))) return true;
  return false;
}
