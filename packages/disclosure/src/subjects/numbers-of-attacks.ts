/** Numbers that reports of attacks are full of: sums that are asked, how long and how big, versions. */

import { hashSet } from "../text/word-hash.ts";
import { countBit, tradeBit } from "../text/word-table.ts";
import { valueBefore, type Words } from "../text/words.ts";
import { times } from "./context-words.ts";

const asking = hashSet("asks asked asking ask wants wanted want demand demands demanded pay");
const wordsToSum = 3;

/** "asks 1.4 million dollars", "did not pay the US$1.4 million". */
export function isAsked({ hashes }: Words, at: number): boolean {
  for (let back = 1; back <= wordsToSum; back += 1) {
    if (asking.has(valueBefore(hashes, at, back))) return true;
  }
  return false;
}

/** "11 minutes", "318 GB": what stands behind the number. */
export function isSpan({ hashes, bits, starts, ends, count }: Words, behind: number): boolean {
  if (behind >= count || ((bits[behind] ?? 0) & countBit) === 0) return false;
  return (starts[behind] ?? 0) - (ends[behind - 1] ?? 0) <= 1 && times.has(hashes[behind] ?? 0);
}

const dot = 46;

/** "WinSCP 6.1", "8.5.2". */
export function isVersion(
  codes: Uint16Array,
  { bits, ends }: Words,
  at: number,
  length: number,
): boolean {
  let dots = 0;
  for (let next = at; next + 1 < at + length; next += 1) {
    if (codes[ends[next] ?? 0] !== dot) return false;
    dots += 1;
  }
  if (dots > 1) return true;
  return dots === 1 && (valueBefore(bits, at) & tradeBit) !== 0;
}
