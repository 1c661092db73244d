/** Names of people in small letters, in texts that are written in a hurry. */

import type { Detection, Reading } from "../../detector.ts";
import { familyBit, givenBit, knownBit, ordinaryBit, tradeBit } from "../../text/word-table.ts";
import { goesOn } from "../../text/tokens.ts";
import { hashSet } from "../../text/word-hash.ts";
import { foreignAny, letterAny, lowerAny, unitBefore, valueBefore } from "../../text/words.ts";
import { endsAsFileOrHost } from "../accounts/file-ends.ts";
import { isInsideToken, runWordsMax } from "./name-words.ts";
import { isPersona } from "./personas.ts";

const lowerNameCharsMin = 4;

/** "ask emma larsson": in a hurry names are written small. Gives the last word that was read. */
export function smallName(reading: Reading, first: number, found: Detection[]): number {
  const { words, passage } = reading;
  let last = first;
  let isName = false;
  if (isEnding(passage.codes, words.starts[first] ?? 0)) return first;
  const account = behindInitial(reading, first) ?? ofTwoParts(reading, first);
  if (account !== undefined) {
    const span = passage.spanOf(...account);
    const why = "It is made like an account name.";
    if (!reading.isExplained(span))
      found.push({ ...span, kind: "username", why, needsReview: true });
    return first;
  }
  for (; last < words.count && last - first < runWordsMax; last += 1) {
    const bits = words.bits[last] ?? 0;
    const start = words.starts[last] ?? 0;
    const end = words.ends[last] ?? start;
    const isFamily = last > first && (bits & familyBit) !== 0;
    const isInitial = last > first && end - start === 1 && (bits & knownBit) === 0;
    if (!isFamily && !isInitial && (bits & (ordinaryBit | tradeBit | knownBit)) !== 0) break;
    if (last > first && passage.text.slice(words.ends[last - 1], start) !== " ") break;
    if (
      (words.shapes[last] ?? 0) !== (lowerAny | letterAny) &&
      (words.shapes[last] ?? 0) !== (lowerAny | letterAny | foreignAny)
    )
      break;
    if (
      isInsideToken(passage, start, end) ||
      passage.text.charCodeAt(start - 1) === 45 ||
      passage.text.charCodeAt(end) === 45
    )
      break;
    if (last === first && end - start < lowerNameCharsMin) break;
    const isShort = end - start < lowerNameCharsMin && (bits & (givenBit | familyBit)) === 0;
    if (last > first && !isInitial && isShort) break;
    if ((bits & givenBit) !== 0 || last > first) isName = true;
  }
  if (!isName || last === first) return first;
  const span = passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0);
  if (!reading.isExplained(span) && !isPersona(reading, { first, last })) {
    found.push({
      ...span,
      kind: "person",
      why: "A name that is written small.",
      needsReview: true,
    });
  }
  return last - 1;
}

/** ".faust", "*.emma": how names of files end. */
function isEnding(codes: Uint16Array, start: number): boolean {
  return (
    unitBefore(codes, start) === dot && (start === 1 || endsBefore.has(unitBefore(codes, start, 2)))
  );
}

/** "kwame.o", "fatima.zahra", "duy_le": a name of somebody, and a letter or another name that is no other word. */
function ofTwoParts(
  { passage: { codes, text }, words }: Reading,
  at: number,
): readonly [number, number] | undefined {
  const start = words.starts[at] ?? 0;
  const joint = codes[words.ends[at] ?? 0];
  if (joint !== dot && joint !== underscore) return undefined;
  if (words.starts[at + 1] !== (words.ends[at] ?? 0) + 1) return undefined;
  const before = unitBefore(codes, start);
  if (before !== 0 && !opensAccount.has(before)) return undefined;
  if (words.shapes[at] !== small || words.shapes[at + 1] !== small) return undefined;
  if (others.has(valueBefore(words.hashes, at))) return undefined;
  if (((words.bits[at + 1] ?? 0) & (ordinaryBit | tradeBit | knownBit)) !== 0) return undefined;
  const end = words.ends[at + 1] ?? start;
  if (end - start > accountCharsMax || endsAsFileOrHost(text.slice(start, end))) return undefined;
  return goesOn(text, end) ? undefined : [start, end];
}

/** Behind one of these it is whoever sells or attacks. */
const others = hashSet(
  "seller vendor buyer poster broker actor attacker intruder scammer affiliate operator handle nick alias persona telegram forum developer",
);
const small = lowerAny | letterAny;
const accountCharsMax = 24;

/** "a.yildiz": a letter and a name, and nothing more of an address or a file. */
function behindInitial(
  { passage: { codes, text }, words }: Reading,
  at: number,
): readonly [number, number] | undefined {
  const start = words.starts[at] ?? 0;
  const joint = unitBefore(codes, start);
  if ((joint !== dot && joint !== underscore) || ((words.bits[at] ?? 0) & familyBit) === 0)
    return undefined;
  const initial = unitBefore(codes, start, 2);
  if (initial < 97 || initial > 122) return undefined;
  const before = unitBefore(codes, start, 3);
  if (before !== 0 && !opensAccount.has(before)) return undefined;
  if (words.shapes[at] !== (lowerAny | letterAny)) return undefined;
  const end = words.ends[at] ?? start;
  return goesOn(text, end) ? undefined : [start - 2, end];
}

const opensAccount = new Set(Array.from(" \n\t\"'`(<[,:;=|", (char) => char.charCodeAt(0)));
const underscore = 95;
const dot = 46;
const endsBefore = new Set(Array.from(" \n\t\"'`(*", (char) => char.charCodeAt(0)));
