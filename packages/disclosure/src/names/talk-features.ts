/** What tells chat from a report: its little words, its pictures, how it is typed. */

import { ordinaryBit } from "../text/word-table.ts";
import { mix } from "./features.ts";
import { spokenOf } from "./word-class.ts";
import { looksNumber, looksPicture, looksSmall, type WordSigns } from "./word-signs.ts";

export const talkBits = 13;
const talkMask = (1 << talkBits) - 1;
/** A word that is spoken so often says how people talk; a rarer one says of what. */
const spokenMin = 3;
const spokenMuch = 4;
const exclamation = 33;
const question = 63;
const amountMarks = new Set([36, 37, 0x20ac, 0xa3]);

/** Ascending, each once. */
export function talkFeatures(signs: WordSigns): Int32Array {
  const { words, codes, classes, looks, casing } = signs;
  const { count, hashes, bits } = words;
  const seen = new Set<number>();
  const add = (kind: number, value: number): void => void seen.add(mix(kind, value) & talkMask);
  add(0, 0);
  let [numbers, unknown] = [0, 0];
  for (let at = 0; at < count; at += 1) {
    const spoken = spokenOf(classes[at] ?? 0);
    const bit = bits[at] ?? 0;
    const look = looks[at] ?? 0;
    if (look === looksPicture) add(1, 1);
    else if (spoken >= spokenMuch || (spoken >= spokenMin && (bit & ordinaryBit) !== 0)) {
      add(2, hashes[at] ?? 0);
    }
    if (look === looksNumber) numbers += 1;
    if (look === looksSmall && bit === 0 && (classes[at] ?? 0) === 0) unknown += 1;
  }
  add(3, Math.min(numbers, 3));
  add(4, casing);
  add(5, Math.min(unknown, 2));
  if (count > 0 && looks[0] === looksSmall) add(6, 0);
  add(10, count < 6 ? 0 : count < 15 ? 1 : count < 40 ? 2 : 3);
  for (const mark of marksIn(codes)) add(7, mark);
  return Int32Array.from(seen).sort();
}

/** 1 a mark doubled, 2 an exclamation, 3 an amount, 4 an end with a mark, 5 without. */
function marksIn(codes: Uint16Array): Set<number> {
  const found = new Set<number>();
  let before = 0;
  for (const code of codes) {
    if (code === 32 || code === 10) continue;
    const isMark = code === exclamation || code === question;
    if (isMark && code === before) found.add(1);
    if (code === exclamation) found.add(2);
    if (amountMarks.has(code)) found.add(3);
    before = code;
  }
  found.add(before === 46 || before === question || before === exclamation ? 4 : 5);
  return found;
}
