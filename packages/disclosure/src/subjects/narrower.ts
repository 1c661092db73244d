/**
 * What of a fragment tells of us, where the rest of it tells who posted it and where, or is a list's other
 * members: a description that fits only us is held, not the actor, the forum and the price beside it.
 */

import type { Passage } from "../text/passage.ts";
import { hashSet } from "../text/word-hash.ts";
import {
  attackBit,
  knownBit,
  littleBit,
  machineBit,
  oursBit,
  tradeBit,
} from "../text/word-table.ts";
import { valueBefore, type Words } from "../text/words.ts";
import { sellers } from "./numbers-of-attacks.ts";

const posted = hashSet(
  "posted listed leaked claimed named published advertised dumped shared announced added sold offered auctioned",
);
const traded = hashSet("sold offered");
const whereby = hashSet("by on");
const auxiliary = hashSet("is was were are been being has have got now");
const wordsMin = 3;
const tailWordsMax = 16;
const wordsToPoster = 2;

/** Where "is sold by user …", "was posted by Qilin on 3 May" begins, or `last`. */
export function endBeforePoster(words: Words, first: number, last: number): number {
  const { hashes, bits } = words;
  for (let at = Math.max(first + wordsMin, last - tailWordsMax); at + 2 < last; at += 1) {
    if (!posted.has(hashes[at] ?? 0) || !whereby.has(hashes[at + 1] ?? 0)) continue;
    if (!isPoster(words, at + 2, last, traded.has(hashes[at] ?? 0))) continue;
    if (hasOurs(bits, at, last)) return last;
    let end = at;
    while (end > first && auxiliary.has(valueBefore(hashes, end))) end -= 1;
    return end - first < wordsMin ? last : end;
  }
  return last;
}

/** Goods are sold by companies, too. */
function isPoster({ hashes, bits }: Words, at: number, last: number, isTraded: boolean): boolean {
  for (let next = at; next < Math.min(last, at + wordsToPoster); next += 1) {
    if (sellers.has(hashes[next] ?? 0)) return true;
    if (!isTraded && ((bits[next] ?? 0) & tradeBit) !== 0) return true;
  }
  return false;
}

function hasOurs(bits: Uint32Array, first: number, last: number): boolean {
  for (let at = first; at < last; at += 1) if (((bits[at] ?? 0) & oursBit) !== 0) return true;
  return false;
}

const itemWordsMax = 4;
const itemsMin = 3;
const ofMachines = attackBit | machineBit | tradeBit;

/** Without the members of a list that stand before what tells and are of machines: "passkeys, her salary review". */
export function firstMember(
  { bits }: Words,
  pieces: readonly number[],
  first: number,
  from: number,
): number {
  if (pieces.length < itemsMin) return first;
  let begin = first;
  for (const piece of pieces) {
    if (piece <= begin) continue;
    const isShort = piece - begin <= itemWordsMax;
    if (piece > from || !isShort || !isOfMachines(bits, begin, piece)) break;
    begin = piece;
  }
  return begin;
}

function isOfMachines(bits: Uint32Array, first: number, last: number): boolean {
  for (let at = first; at < last; at += 1) {
    const bit = bits[at] ?? 0;
    if ((bit & ofMachines) !== 0 || (bit & (knownBit | littleBit)) === knownBit) return true;
  }
  return false;
}

const quote = '"';

/** The words of the quotation in which all that tells stands, if it stands in one. */
export function quotedPart(
  { text }: Passage,
  { starts, ends }: Words,
  [first, last]: readonly [number, number],
  [from, to]: readonly [number, number],
): [number, number] {
  const start = starts[first] ?? 0;
  const before = text.slice(start, starts[from] ?? start).split(quote).length - 1;
  const close = text.indexOf(quote, ends[to] ?? start);
  if (before % 2 === 0 || close < 0 || close > (ends[last - 1] ?? 0)) return [first, last];
  const open = text.lastIndexOf(quote, starts[from] ?? start);
  let begin = from;
  while (begin > first && (starts[begin - 1] ?? 0) > open) begin -= 1;
  let end = to + 1;
  while (end < last && (starts[end] ?? 0) < close) end += 1;
  return [begin, end];
}
