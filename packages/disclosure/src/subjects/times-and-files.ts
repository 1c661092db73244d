/** Words and numbers of what is to come, names of files, and verbs of saying. */

import type { Passage } from "../text/passage.ts";
import { hashSet } from "../text/word-hash.ts";
import { countBit, cueBit, plannedBit } from "../text/word-table.ts";
import { unitBefore, type Words } from "../text/words.ts";
import { endingWords } from "./ending-words.ts";

const endings = hashSet(endingWords.join(" "));
const dot = 46;

/** "prices.xlsx", at its ending. */
export function isOfFile({ codes }: Passage, { starts, hashes }: Words, at: number): boolean {
  return unitBefore(codes, starts[at] ?? 0) === dot && endings.has(hashes[at] ?? 0);
}

/** Words of seasons have one of these: "Q3", "by autumn", "until May". */
export const seasonBits = countBit | plannedBit | cueBit;
export const seasons = hashSet(
  "january february march april may june july august september october november december spring summer autumn winter christmas easter q1 q2 q3 q4",
);
export const saying = hashSet(
  "says said thinks wants holds asks advises warns sees would adds insists considers told believes reckons expects doubts urges regards recommends argues writes finds accepts wrote puts prefers fears suggests feels leans advised asked warned thought believed cautions recommended insisted",
);
const comingYearMin = 25;

/** From 2025 on: written of what is to come rather than of logs. */
export function isComingYear(codes: Uint16Array, { starts, ends }: Words, at: number): boolean {
  const start = starts[at] ?? 0;
  if ((ends[at] ?? 0) - start !== 4 || codes[start] !== 50 || codes[start + 1] !== 48) return false;
  return 10 * ((codes[start + 2] ?? 0) - 48) + (codes[start + 3] ?? 0) - 48 >= comingYearMin;
}
