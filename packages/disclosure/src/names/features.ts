/**
 * What the model sees of a word: how it is written, its first, last and inner letters, what public
 * lists say of it, and the same of its neighbours. Numbers of hashed features, no strings.
 */

import { classBits } from "../text/word-table.ts";
import { capitalOf, familyOf, givenOf, sortOf, spokenOf } from "./word-class.ts";
import { gapEdge, gapLine, gapStop, type WordSigns } from "./word-signs.ts";

export const featureBits = 17;
const featureMask = (1 << featureBits) - 1;
/** Letters of a word that are read, from its start. */
const lettersMax = 24;
export const featuresMax = 128;

/** Where there is no neighbour. */
const nobody = 128;
const noSort = 20;

export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Features of one word; emptied and used again, since there are many. */
export class Features {
  readonly numbers = new Int32Array(featuresMax);
  count = 0;

  add(kind: number, a: number, b = 0): void {
    if (this.count === featuresMax) return;
    this.numbers[this.count] = mix(mix(kind, a), b) & featureMask;
    this.count += 1;
  }
}

/** A word's class in few values. */
function coarse(value: number): number {
  const given = givenOf(value);
  const family = familyOf(value);
  const spoken = spokenOf(value);
  const few = (step: number): number => (step === 0 ? 0 : step < 3 ? 1 : step < 5 ? 2 : 3);
  const familyStep = family === 0 ? 0 : family < 4 ? 1 : 2;
  return few(given) | (familyStep << 2) | (few(spoken) << 4) | (capitalOf(value) << 6);
}

export function readFeatures(into: Features, signs: WordSigns, at: number): void {
  into.count = 0;
  const { words, codes, classes, looks, casing } = signs;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const value = classes[at] ?? 0;
  const bits = (words.bits[at] ?? 0) & classBits;
  const unknown = (value === 0 ? 1 : 0) + (bits === 0 ? 2 : 0);
  readItself(
    into,
    words.hashes[at] ?? 0,
    value,
    bits,
    unknown,
    looks[at] ?? 0,
    casing,
    end - start,
  );
  readLetters(into, codes, start, end, unknown * 2 + capitalOf(value));
  readPlace(into, signs, at);
  readNeighbours(into, signs, at);
  readSorts(into, signs, at);
}

function readItself(
  into: Features,
  hash: number,
  value: number,
  bits: number,
  unknown: number,
  look: number,
  casing: number,
  length: number,
): void {
  const given = givenOf(value);
  const family = familyOf(value);
  const spoken = spokenOf(value) * 2 + capitalOf(value);
  const sized = look * 16 + Math.min(length, 12);
  into.add(0, 0);
  into.add(1, hash);
  into.add(2, look);
  into.add(3, look, casing);
  into.add(4, given);
  into.add(5, family);
  into.add(6, spoken);
  into.add(7, given * 8 + family, spoken);
  into.add(8, given * 8 + look, spoken);
  into.add(9, sized);
  into.add(10, bits);
  into.add(11, bits, look);
  into.add(12, given * 8 + family, look);
  into.add(13, spoken, look);
  into.add(14, unknown, look);
  into.add(15, unknown, sized);
  into.add(16, coarse(value), look * 4 + casing);
}

const lowered = (code: number): number => (code >= 65 && code <= 90 ? code | 32 : code);

/** Up to four letters from each end, and all threes. */
export function readLetters(
  into: Features,
  codes: Uint16Array,
  start: number,
  wordEnd: number,
  known: number,
): void {
  const end = Math.min(wordEnd, start + lettersMax);
  const length = end - start;
  let [head, tail] = [0, 0];
  for (let letters = 1; letters <= 4 && letters <= length; letters += 1) {
    head = mix(head, lowered(codes[start + letters - 1] ?? 0));
    tail = mix(tail, lowered(codes[end - letters] ?? 0));
    into.add(20, head);
    into.add(21, tail);
    if (letters === 4) break;
    into.add(22, head, known);
    into.add(23, tail, known);
  }
  for (let at = start; at + 3 <= end; at += 1) {
    const pair = mix(lowered(codes[at] ?? 0), lowered(codes[at + 1] ?? 0));
    into.add(24, pair, lowered(codes[at + 2] ?? 0));
  }
}

function readPlace(into: Features, { words, classes, looks, gaps }: WordSigns, at: number): void {
  const value = classes[at] ?? 0;
  const look = looks[at] ?? 0;
  const before = gaps[at] ?? 0;
  const behind = gaps[at + 1] ?? 0;
  const opens = before === gapEdge || before === gapStop || before === gapLine ? 1 : 0;
  const { count } = words;
  const size = count < 4 ? 0 : count < 8 ? 1 : count < 16 ? 2 : 3;
  into.add(30, before, look);
  into.add(31, behind, look);
  into.add(32, before * 16 + behind, look);
  into.add(33, opens, look * 16 + spokenOf(value) * 2 + capitalOf(value));
  into.add(34, opens, look * 8 + givenOf(value));
  into.add(35, size, look);
}

function readNeighbours(into: Features, signs: WordSigns, at: number): void {
  const { words, classes, looks, gaps, casing } = signs;
  const { count, hashes, bits } = words;
  const value = classes[at] ?? 0;
  const look = looks[at] ?? 0;
  const own = coarse(value);
  const spoken = spokenOf(value) * 2 + capitalOf(value);
  const gapBefore = gaps[at] ?? 0;
  const gapBehind = gaps[at + 1] ?? 0;
  const hasBefore = at > 0;
  const hasBehind = at + 1 < count;
  const before = hasBefore && gapBefore !== gapStop ? (hashes[at - 1] ?? 0) : gapBefore;
  const behind = hasBehind && gapBehind !== gapStop ? (hashes[at + 1] ?? 0) : gapBehind;
  const before2 = at > 1 ? (hashes[at - 2] ?? 0) : 0;
  const behind2 = at + 2 < count ? (hashes[at + 2] ?? 0) : 0;
  const classBefore = hasBefore ? coarse(classes[at - 1] ?? 0) : nobody;
  const classBehind = hasBehind ? coarse(classes[at + 1] ?? 0) : nobody;
  const lookBefore = hasBefore ? (looks[at - 1] ?? 0) : 9;
  const lookBehind = hasBehind ? (looks[at + 1] ?? 0) : 9;
  into.add(40, before);
  into.add(41, behind);
  into.add(42, before2);
  into.add(43, behind2);
  into.add(44, before, look);
  into.add(45, behind, look);
  into.add(46, before, own);
  into.add(47, behind, own);
  into.add(48, before, before2);
  into.add(49, behind, behind2);
  into.add(50, before, behind);
  into.add(51, before, spoken);
  into.add(52, behind, spoken);
  into.add(53, classBefore, lookBefore * 16 + gapBefore);
  into.add(54, classBehind, lookBehind * 16 + gapBehind);
  into.add(55, classBefore * 256 + own, lookBefore * 16 + look);
  into.add(56, classBehind * 256 + own, lookBehind * 16 + look);
  into.add(57, lookBefore * 100 + look * 10 + lookBehind, casing);
  into.add(58, classBefore * 256 + classBehind, own);
  into.add(59, hasBefore ? (bits[at - 1] ?? 0) & classBits : 999, look);
  into.add(60, hasBehind ? (bits[at + 1] ?? 0) & classBits : 999, look);
}

function readSorts(into: Features, { words, classes, looks, gaps }: WordSigns, at: number): void {
  const { count } = words;
  const value = classes[at] ?? 0;
  const look = looks[at] ?? 0;
  const own = coarse(value);
  const sort = sortOf(value);
  const before = at > 0 ? sortOf(classes[at - 1] ?? 0) : noSort;
  const behind = at + 1 < count ? sortOf(classes[at + 1] ?? 0) : noSort;
  const gapBefore = gaps[at] ?? 0;
  const gapBehind = gaps[at + 1] ?? 0;
  into.add(70, sort, look);
  into.add(71, sort, spokenOf(value) * 2 + capitalOf(value));
  into.add(72, before, look * 16 + gapBefore);
  into.add(73, behind, look * 16 + gapBehind);
  into.add(74, before * 32 + behind, look);
  into.add(75, before * 256 + own, gapBefore);
  into.add(76, behind * 256 + own, gapBehind);
  into.add(77, before * 32 + behind, sort);
  if (at > 1) into.add(78, sortOf(classes[at - 2] ?? 0) * 32 + before, look);
  if (at + 2 < count) into.add(79, sortOf(classes[at + 2] ?? 0) * 32 + behind, look);
}
