/** Names that stand in a row, and ages behind names: "Norlaks, Tindfisk and Arctic Feed", "Emil, 7, is fetched". */

import type { Reading } from "../detector.ts";
import { firstFrom } from "../text/first-from.ts";
import type { Passage } from "../text/passage.ts";
import { hashSet } from "../text/word-hash.ts";
import {
  attackBit,
  classBits,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  ordinaryBit,
  tradeBit,
} from "../text/word-table.ts";
import { digitAny, isDigit, lowerAny, upperFirst, type Words } from "../text/words.ts";

const joining = hashSet("and und et y e og och ja en oraz i a");
const nameWordsMax = 4;
const namesMin = 3;
const unlistedMin = 2;

/** Three names or more that no maker and no attack has, two of them on no list and not ours: firms, mostly. */
export function hasRowOfNames(reading: Reading, first: number, last: number): boolean {
  const { words } = reading;
  let names = 0;
  let unlisted = 0;
  for (let at = first; at < last;) {
    const end = nameEnd(words, at, last);
    if (end === at) {
      at += 1;
      names = unlisted = 0;
      continue;
    }
    names += 1;
    if (isUnlisted(words, at, end) && !isOurs(reading, at, end)) unlisted += 1;
    if (names >= namesMin && unlisted >= unlistedMin) return true;
    if (end < last && joining.has(words.hashes[end] ?? 0)) at = end + 1;
    else at = end;
  }
  return false;
}

/** Behind the name that begins here: words with capitals and one blank between them. */
function nameEnd(words: Words, at: number, last: number): number {
  let end = at;
  while (end < last && end - at < nameWordsMax && isOfName(words, end)) {
    if (end > at && (words.starts[end] ?? 0) - (words.ends[end - 1] ?? 0) !== 1) break;
    end += 1;
  }
  return end;
}

function isOfName({ bits, shapes }: Words, at: number): boolean {
  const shape = shapes[at] ?? 0;
  if ((shape & (upperFirst | digitAny)) !== upperFirst) return false;
  return ((bits[at] ?? 0) & (tradeBit | attackBit | knownBit | littleBit)) === 0;
}

function isUnlisted({ bits, shapes }: Words, first: number, end: number): boolean {
  for (let at = first; at < end; at += 1) {
    if (((bits[at] ?? 0) & classBits) === 0 && ((shapes[at] ?? 0) & lowerAny) !== 0) return true;
  }
  return false;
}

function isOurs({ ownPhrases, words }: Reading, first: number, end: number): boolean {
  const from = firstFrom(ownPhrases, words.starts[first] ?? 0);
  return from < firstFrom(ownPhrases, words.ends[end - 1] ?? 0);
}

const ageMax = 17;
const digitsMax = 2;
/** What stands before an age and behind it. */
const beforeAge = new Set([", ", " (", " "]);
const behindAge = new Set([",", ")", ";", "."]);

/** "Emil, 7, is fetched", "pupil Noor (9)": of a child. */
export function isAgeOfChild({ codes, text }: Passage, words: Words, at: number): boolean {
  const { starts, ends, shapes } = words;
  const start = starts[at] ?? 0;
  const end = ends[at] ?? start;
  if (shapes[at] !== digitAny || end - start > digitsMax || at === 0) return false;
  const age = Number(text.slice(start, end));
  if (age < 1 || age > ageMax || !isGivenName(words, at - 1)) return false;
  const gap = text.slice(ends[at - 1] ?? 0, start);
  if (!beforeAge.has(gap)) return false;
  return behindAge.has(text[end] ?? ",") && !isDigit(codes[end + 1]);
}

/** Its own, or the one before a family's. */
function isGivenName({ bits, shapes }: Words, at: number): boolean {
  const isGiven = (word: number): boolean =>
    ((shapes[word] ?? 0) & upperFirst) !== 0 &&
    ((bits[word] ?? 0) & givenBit) !== 0 &&
    ((bits[word] ?? 0) & (ordinaryBit | tradeBit | knownBit)) === 0;
  if (isGiven(at)) return true;
  const isFamily =
    ((shapes[at] ?? 0) & upperFirst) !== 0 &&
    (((bits[at] ?? 0) & familyBit) !== 0 || ((bits[at] ?? 0) & classBits) === 0);
  return isFamily && isGiven(at - 1);
}
