/** A report's features as an index keeps them: 32 bits a feature, in the order of their ids. */

import { type EncodedKind, numberOf } from "./encoded-features.ts";

/** Words before each kind of a stored report: kind and number of ids, then the sum of counts. */
const headWords = 2;
const kindShift = 26;

/** A run of words that grows: of one report, or of all. */
export interface WordSpace {
  readonly words: Uint32Array;
  /** The same memory. */
  readonly floats: Float32Array;
}

export function wordSpace(length: number): WordSpace {
  const words = new Uint32Array(length);
  return { words, floats: new Float32Array(words.buffer) };
}

export function wordCount(features: readonly EncodedKind[]): number {
  return features.reduce((sum, { ids }) => sum + headWords + ids.length, 0);
}

/** Writes a report's words from `from` on; returns where they end. */
export function writeWords(
  { words, floats }: WordSpace,
  from: number,
  features: readonly EncodedKind[],
): number {
  let at = from;
  for (const { kind, ids, counts, mass } of features) {
    words[at] = ((kind << kindShift) | ids.length) >>> 0;
    floats[at + 1] = mass;
    const isPacked = isCounted(kind);
    for (let nth = 0; nth < ids.length; nth += 1) {
      const id = ids[nth] ?? 0;
      words[at + headWords + nth] = isPacked ? packed(id, counts[nth] ?? 1) : id;
    }
    at += headWords + ids.length;
  }
  return at;
}

/** Calls for each kind between two places, with the place of its words. */
export function eachKindOf(
  { words, floats }: WordSpace,
  from: number,
  end: number,
  visit: (kind: number, mass: number, from: number, to: number) => void,
): void {
  for (let at = from; at < end;) {
    const head = words[at] ?? 0;
    const length = head & ((1 << kindShift) - 1);
    visit(head >>> kindShift, floats[at + 1] ?? 0, at + headWords, at + headWords + length);
    at += headWords + length;
  }
}

const counted: ReadonlySet<number> = new Set(
  (["suffix", "shape", "composition", "naming", "label", "below"] as const).map(numberOf),
);

/** Kinds of which it matters how often: their ids share a word with the count. */
export function isCounted(kind: number): boolean {
  return counted.has(kind);
}

const countBits = 6;
const countMask = (1 << countBits) - 1;

/** Counts are roots; quarters of one are enough. */
function packed(id: number, count: number): number {
  return (((id >>> countBits) << countBits) | Math.min(countMask, Math.round(count * 4))) >>> 0;
}

export function packedId(word: number): number {
  return word >>> countBits;
}

export function packedCount(word: number): number {
  return (word & countMask) / 4;
}
