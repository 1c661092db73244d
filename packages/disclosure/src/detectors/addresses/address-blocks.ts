/**
 * Postal addresses that no word for a street tells: by the number of a flat, by what leads to them
 * ("lives on", "the corner of"), by a name between two numbers. All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { lowered, type Passage, type Span } from "../../text/passage.ts";
import { addressEnd } from "./address-ends.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  classBits,
  knownBit,
  littleBit,
  streetBit,
  tradeBit,
  wayBit,
} from "../../text/word-table.ts";
import {
  digitAny,
  isDigit,
  lowerAny,
  unitBefore,
  upperFirst,
  type Words,
} from "../../text/words.ts";

const unitWords = hashSet("apt suite ste unit flat");
const leads = hashSet("address addresses live lives lived living resides residing located");
/** Between a lead and the address: "lives in", "address, it is", "address linked to my card to". */
const leadWordsMax = 9;
const ways = hashSet("at on in to with is");
const of = hashOf("of");
const corner = hashOf("corner");
const and = hashOf("and");
const the = hashOf("the");
const besideMax = 12;
const linesMax = 4;
const namesMax = 5;
const houseDigitsMax = 5;
const particle =
  /^(?:de|la|le|del|di|da|do|dos|du|des|u|ul|v|z|e|y|van|den|der|af|na|nad|st|am|an|the|of|and|nan)$/;
const joint = /^[ ,.'()>-]{1,4}$|^[ ,.)>]{0,3}\n[ ,>]{0,8}(?:\n[ >]{0,4})?$/;

export function addressBlocks({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { codes } = passage;
  const push = (block: Block | undefined): void => {
    if (block === undefined) return;
    const [first, last] = block;
    found.push({ ...passage.spanOf(words.starts[first] ?? 0, words.ends[last] ?? 0), ...stands });
  };
  const pushChome = (start: number): void => {
    const length = chome.exec(passage.text.slice(start, start + chomeCharsMax))?.[0].length;
    if (length === undefined || !isBlankOrNone(unitBefore(codes, start))) return;
    found.push({ ...passage.spanOf(start, start + length), ...stands });
  };
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & streetBit) !== 0) push(told(passage, words, at));
  }
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    if (words.shapes[at] !== digitAny) {
      if (isBritish(codes, start)) push(british(passage, words, at));
      continue;
    }
    const end = words.ends[at] ?? start;
    if (codes[end] === hyphen && isDigit(codes[end + 1])) pushChome(start);
    const lot = lotAt(passage, words, at);
    if (lot !== undefined) {
      const why = "What stands as in a postal address.";
      found.push({ ...lot, kind: "postal-address", why, needsReview: true });
      continue;
    }
    // A blank is behind a house that comes first, and before one that comes last.
    if (codes[end] !== blank && unitBefore(codes, start) !== blank) continue;
    push(numbered(passage, words, at) ?? behindWay(passage, words, at));
  }
  return found;
}

const stands = {
  kind: "postal-address",
  why: "What stands as in a postal address.",
  needsReview: true,
} as const;

/** "3-14-9 Minowa, Nagano 399-0000", "1-9-1 Marunouchi, Chiyoda-ku": block and house before district and town. */
const chome =
  /^\d{1,2}-\d{1,2}(?:-\d{1,3})? [A-Z][a-z]{2,15}(?:-(?:cho|machi))?,? [A-Z][a-z]{2,15}(?:-(?:ku|shi|ken|gun|fu)\b(?:,? [A-Z][a-z]{2,15})?(?: \d{3}-\d{4})?|,? \d{3}-\d{4}(?!\d))/;
const chomeCharsMax = 80;

function isBlankOrNone(code: number): boolean {
  return code <= blank || code === comma;
}

const lots = hashSet("lot plot house villa stand erf");
const townBehind = letterPattern(String.raw`^[A-Z]?, \p{Lu}\p{Ll}`);

/** "Lot 14, Falcon Lake": a capital before it, and a town behind. */
function lotAt(passage: Passage, words: Words, at: number): Span | undefined {
  if (at === 0 || !lots.has(words.hashes[at - 1] ?? 0)) return undefined;
  if (((words.shapes[at - 1] ?? 0) & upperFirst) === 0) return undefined;
  const end = words.ends[at] ?? 0;
  if (!townBehind.test(passage.text.slice(end, end + 6))) return undefined;
  return passage.spanOf(words.starts[at - 1] ?? 0, addressEnd(passage, end));
}

/** "LA22 9HT". */
function isBritish(codes: Uint16Array, start: number): boolean {
  if (!isUpper(codes[start])) return false;
  let at = start + 1;
  while (at - start < outwardCharsMax && (codes[at] ?? 0) > blank) at += 1;
  return (
    codes[at] === blank &&
    isDigit(codes[at + 1]) &&
    isUpper(codes[at + 2]) &&
    isUpper(codes[at + 3]) &&
    !isUpper(codes[at + 4]) &&
    !isDigit(codes[at + 4])
  );
}

const outwardCharsMax = 5;
const isUpper = (code = 0): boolean => code >= 65 && code <= 90;
const outward = /^[A-Z]{1,2}\d[\dA-Z]?$/;

/** A town or a street before a postcode of Britain. */
function british(passage: Passage, words: Words, at: number): Block | undefined {
  if (!outward.test(passage.text.slice(words.starts[at], words.ends[at]))) return undefined;
  const first = edge(passage, words, at, -1);
  return isPlace(words, first, at - 1, false) ? [first, at + 1] : undefined;
}

type Block = readonly [first: number, last: number];

function told(passage: Passage, words: Words, at: number): Block | undefined {
  const hash = words.hashes[at] ?? 0;
  if (unitWords.has(hash)) return flat(passage, words, at);
  if (hash === corner && words.hashes[at + 1] === of) {
    const last = Math.max(edge(passage, words, at + 1, 1), smallCorner(passage, words, at + 2));
    const first = at > 0 && words.hashes[at - 1] === the ? at - 1 : at;
    return holds(words, at + 2, last, streetBit) ? [first, last] : undefined;
  }
  return leads.has(hash) ? led(passage, words, at) : undefined;
}

/** "heiligengeistbrucke 77 and minik courts": the last word, where it is of two streets. */
function smallCorner(passage: Passage, words: Words, from: number): number {
  let isOfTwo = false;
  let at = from;
  for (; at < words.count && at - from < cornerWordsMax; at += 1) {
    if (at > from && !isNext(passage, words, at)) break;
    if (words.hashes[at] === and && at > from) isOfTwo = true;
    else if (((words.bits[at] ?? 0) & littleBit) !== 0) break;
  }
  return isOfTwo ? at - 1 : from - 1;
}

const cornerWordsMax = 6;

/** "Apt. 478" with the words and lines around it that belong to an address: names, numbers. */
function flat(passage: Passage, words: Words, at: number): Block | undefined {
  if (words.shapes[at + 1] !== digitAny) return undefined;
  const gap = passage.text.slice(words.ends[at], words.starts[at + 1]);
  if (!/^\.? $/.test(gap)) return undefined;
  const first = edge(passage, words, at, -1);
  const last = edge(passage, words, at + 1, 1);
  // A number before it or a house behind it: else it may be a unit of anything.
  const isHome = holds(words, first, at - 1, 0) || isPlace(words, at + 2, last);
  return isHome ? [first, last] : undefined;
}

/** "lives on Ziegelgasse 19", "my new address is 5638 Aasa 43". */
function led(passage: Passage, words: Words, at: number): Block | undefined {
  const end = Math.min(words.count - 1, at + leadWordsMax);
  for (let way = at + 1; way < end; way += 1) {
    if (isParted(passage.codes, words, way)) return undefined;
    if (!ways.has(words.hashes[way] ?? 0)) continue;
    const first = way + 1;
    if (passage.text.slice(words.ends[way], words.starts[first]) !== " ") continue;
    if (((words.shapes[first] ?? 0) & (upperFirst | digitAny)) === 0) continue;
    const last = edge(passage, words, way, 1);
    return isPlace(words, first, last) ? [first, last] : undefined;
  }
  return undefined;
}

/** A sentence, a part of one or a line ends before a word. */
function isParted(codes: Uint16Array, { starts, ends }: Words, word: number): boolean {
  for (let at = ends[word - 1] ?? 0; at < (starts[word] ?? 0); at += 1) {
    const code = codes[at];
    if (code === dot || code === semicolon || code === newline) return true;
  }
  return false;
}

/** "at 9938 Příční 1429", "07576 12 Pavlou Drandaki": at a line's beginning or behind a small word. */
function numbered(passage: Passage, words: Words, first: number): Block | undefined {
  if (!isHouse(words, first) || !isNext(passage, words, first + 1)) return undefined;
  if (!opens(passage, words, first)) return undefined;
  let at = first + 1;
  const isTwice = words.shapes[at] === digitAny && isHouse(words, at);
  if (isTwice) at += 1;
  const from = at;
  while (at < words.count && at - from < namesMax && isNext(passage, words, at)) {
    const isName = ((words.shapes[at] ?? 0) & (upperFirst | digitAny)) === upperFirst;
    if (!isName && !isStrange(words, at) && !isParticle(passage, words, at)) break;
    at += 1;
  }
  if (at === from || !(isPlace(words, first, at - 1) || isSmallPlace(words, first, at - 1)))
    return undefined;
  const isClosed =
    at < words.count &&
    words.shapes[at] === digitAny &&
    isHouse(words, at) &&
    isNext(passage, words, at);
  if (!isTwice && !isClosed) return undefined;
  return [first, edge(passage, words, at - 1, 1)];
}

/** "enter on Hoge Wei 32": two names that nothing explains, behind a small word, and a house. */
function behindWay(passage: Passage, words: Words, at: number): Block | undefined {
  const first = at - 2;
  if (first < 1 || !ways.has(words.hashes[first - 1] ?? 0)) return undefined;
  const isNamed = [first, first + 1].every(
    (name) =>
      isNext(passage, words, name) &&
      ((words.shapes[name] ?? 0) & (upperFirst | lowerAny | digitAny)) ===
        (upperFirst | lowerAny) &&
      ((words.bits[name] ?? 0) & (classBits | littleBit)) === 0,
  );
  const isHome = isNext(passage, words, at) && (words.ends[at] ?? 0) - (words.starts[at] ?? 0) <= 3;
  return isNamed && isHome ? [first, at] : undefined;
}

function isHouse({ starts, ends }: Words, at: number): boolean {
  return (ends[at] ?? 0) - (starts[at] ?? 0) <= houseDigitsMax;
}

function isNext({ codes }: Passage, { starts, ends }: Words, at: number): boolean {
  const from = ends[at - 1] ?? 0;
  return (starts[at] ?? 0) - from === 1 && codes[from] === blank;
}

function opens(passage: Passage, words: Words, at: number): boolean {
  if (at === 0) return true;
  if (isNext(passage, words, at)) return ways.has(words.hashes[at - 1] ?? 0);
  return isOpening(passage.codes, words.ends[at - 1] ?? 0, words.starts[at] ?? 0);
}

/** Between two words ": ", ", " or a line's end with blanks and quotes behind it. */
function isOpening(codes: Uint16Array, from: number, to: number): boolean {
  const first = codes[from] ?? 0;
  const isComma = first === comma;
  if (to - from === 2 && codes[from + 1] === blank) {
    if (isComma || first === colon) return true;
  }
  const lineEnd = isComma || first === dot ? from + 1 : from;
  if (codes[lineEnd] !== newline || to - lineEnd > openingCharsMax) return false;
  for (let at = lineEnd + 1; at < to; at += 1) {
    const code = codes[at] ?? 0;
    if (code !== blank && code !== quote && code !== newline) return false;
  }
  return true;
}

/** With the line's end. */
const openingCharsMax = 9;

function isParticle(passage: Passage, words: Words, at: number): boolean {
  return particle.test(lowered(passage.text.slice(words.starts[at], words.ends[at])));
}

/** A word for a street in another language, or at least none of English. */
function isStrange({ bits, shapes }: Words, at: number): boolean {
  if (((shapes[at] ?? 0) & digitAny) !== 0) return false;
  const bit = bits[at] ?? 0;
  return (bit & wayBit) !== 0 || (bit & (classBits | littleBit)) === 0;
}

/** "74678 midtvollen": a house of three digits and more, and a long word that nobody knows. */
function isSmallPlace({ starts, ends, bits, shapes }: Words, first: number, last: number): boolean {
  const isLong = (ends[last] ?? 0) - (starts[last] ?? 0) >= strangeCharsMin;
  const isStreet = isLong && bits[last] === 0 && ((shapes[last] ?? 0) & digitAny) === 0;
  return isStreet && (ends[first] ?? 0) - (starts[first] ?? 0) >= longHouseDigitsMin;
}

const strangeCharsMin = 6;
const longHouseDigitsMin = 3;

/** A number, and a capital that is no maker's, no product's and no month's. */
function isPlace(words: Words, first: number, last: number, needsNumber = true): boolean {
  let isNamed = false;
  let isNumbered = !needsNumber;
  for (let at = first; at <= last; at += 1) {
    const shape = words.shapes[at] ?? 0;
    if (shape === digitAny) isNumbered ||= isHouse(words, at);
    if ((shape & (upperFirst | lowerAny)) !== (upperFirst | lowerAny)) continue;
    const bits = words.bits[at] ?? 0;
    if ((bits & (tradeBit | attackBit)) !== 0 && !isNamed) return false;
    if ((bits & (tradeBit | attackBit | knownBit)) === 0) isNamed = true;
  }
  return isNamed && isNumbered;
}

/** A number among the words, or a word with one of the bits. */
function holds({ shapes, bits }: Words, first: number, last: number, bit: number): boolean {
  for (let at = first; at <= last; at += 1) {
    if (shapes[at] === digitAny || ((bits[at] ?? 0) & bit) !== 0) return true;
  }
  return false;
}

/** The last word in a direction that still belongs to the address. */
function edge(passage: Passage, words: Words, from: number, step: 1 | -1): number {
  let last = from;
  let lines = 0;
  for (let at = from + step; at >= 0 && at < words.count; at += step) {
    const [before, behind] = step > 0 ? [at - 1, at] : [at, at + 1];
    const gap = passage.text.slice(words.ends[before], words.starts[behind]);
    if (gap.includes("\n")) lines += 1;
    if (Math.abs(at - from) > besideMax || lines > linesMax || !joint.test(gap)) break;
    // The end of a sentence is no part of it: "in Oslo. Then".
    if (step > 0 && gap === ". " && isLong(words, before)) break;
    const shape = words.shapes[at] ?? 0;
    if ((shape & (upperFirst | digitAny)) !== 0) last = at;
    else if (!isParticle(passage, words, at) && words.hashes[at] !== and) break;
  }
  return last;
}

/** No abbreviation: "u. 15", "ul. Cicha", "Suite. 4". */
function isLong({ starts, ends, shapes, bits }: Words, at: number): boolean {
  const length = (ends[at] ?? 0) - (starts[at] ?? 0);
  return length > 3 && shapes[at] !== digitAny && ((bits[at] ?? 0) & streetBit) === 0;
}

const hyphen = 45;
const newline = 10;
const blank = 32;
const comma = 44;
const dot = 46;
const colon = 58;
const semicolon = 59;
const quote = 62;
