/**
 * Account names that no list helps to tell: what a directory makes of somebody whom the text names, what
 * stands alone under a letter, and what ends as the second accounts of administrators do ("-adm", "_da").
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Reading } from "../../detector.ts";
import { goesOn, marksOfChars } from "../../text/tokens.ts";
import {
  classBits,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import { lowerAny, unitBefore, upperFirst, type Words } from "../../text/words.ts";

const charsMax = 24;

const suffix = /[-_.](?:adm|admin|da|ea|ext|bld|build|t[012]|priv|su|dba|op)(?![\w@\\/(-]|\.\w)/y;

export function accountContexts(reading: Reading): Detection[] {
  const { passage, words, places, coveredWords } = reading;
  const { starts, ends } = words;
  const { codes, text } = passage;
  const found: Detection[] = [];
  let people: ReadonlyMap<string, string> | undefined;
  const push = (start: number, end: number, why: string): void => {
    found.push({ ...passage.spanOf(start, end), kind: "username", why, needsReview: true });
  };
  for (const at of places.strangers) {
    if (coveredWords[at] === 1) continue;
    const start = starts[at] ?? 0;
    const end = ends[at] ?? start;
    if (end - start > charsMax || isGlued(codes, start)) continue;
    suffix.lastIndex = end;
    const tail = suffix.exec(text)?.[0];
    if (tail !== undefined) push(start, end + tail.length, "It ends as a second account does.");
    if (tail !== undefined || goesOn(text, end)) continue;
    people ??= peopleNamed(reading);
    if (isOfNamed(people, text.slice(start, end)))
      push(start, end, "It is made of a name in the text.");
    else if (isUnderLetter(text, start, end)) push(start, end, "It stands alone under a letter.");
    else if (isBehindName(words, text, at)) push(start, end, accountStands);
  }
  return found;
}

const accountStands = "It stands where an account does.";

/** Last names that no list has, each with the first letter of the name before it. */
function peopleNamed({ passage: { codes, text }, words, places }: Reading): Map<string, string> {
  const { starts, ends, bits, shapes } = words;
  const named = new Map<string, string>();
  for (const at of places.capitals) {
    if (((bits[at] ?? 0) & (classBits | littleBit)) !== 0 || at === 0) continue;
    if (((shapes[at] ?? 0) & lowerAny) === 0) continue;
    const start = starts[at] ?? 0;
    // "O'Quilty": its account is "oquilty".
    const isIrish = codes[start - 1] === apostrophe && ends[at - 1] === start - 1;
    const first = isIrish ? at - 2 : at - 1;
    if (first < 0 || !mayBeGiven(words, first)) continue;
    const last = starts[first + 1] ?? 0;
    if (codes[last - 1] !== blank || ends[first] !== last - 1) continue;
    const name = text.slice(last, ends[at]).replace("'", "").toLowerCase();
    if (name.length >= lastCharsMin)
      named.set(name, (text[starts[first] ?? 0] ?? "").toLowerCase());
  }
  return named;
}

const lastCharsMin = 4;

/** With a capital, and a given name or in no list, as a name abroad is. */
function mayBeGiven({ bits, shapes }: Words, at: number): boolean {
  const shape = shapes[at] ?? 0;
  if ((shape & upperFirst) === 0 || (shape & lowerAny) === 0) return false;
  const known = (bits[at] ?? 0) & (classBits | littleBit);
  return known === 0 || (known & (givenBit | familyBit)) !== 0;
}

/** "oquilty", "soquilty", "quiltys" of Siobhan O'Quilty. */
function isOfNamed(named: ReadonlyMap<string, string>, account: string): boolean {
  if (named.size === 0) return false;
  return (
    named.get(account.slice(1)) === account[0] || named.get(account.slice(0, -1)) === account.at(-1)
  );
}

/** The last word, behind a line that a comma ends ("Thanks,"), or behind such words alone ("Vinaka, "). */
function isUnderLetter(text: string, start: number, end: number): boolean {
  if (end + blanksMax < text.length || text.slice(end).trim() !== "") return false;
  return signedBefore.test(text.slice(Math.max(0, start - signedCharsMax), start));
}

/** "Øyvind Strømsnes (ostromsnes)": alone in brackets behind two names. */
function isBehindName(words: Words, text: string, at: number): boolean {
  const { starts, ends, bits, shapes } = words;
  const start = starts[at] ?? 0;
  if (at < 2 || text[ends[at] ?? 0] !== ")" || text.slice(ends[at - 1], start) !== " (")
    return false;
  const isLast = ((bits[at - 1] ?? 0) & (ordinaryBit | tradeBit | knownBit | littleBit)) === 0;
  return (
    isLast &&
    ((shapes[at - 1] ?? 0) & (upperFirst | lowerAny)) === (upperFirst | lowerAny) &&
    text.slice(ends[at - 2], starts[at - 1]) === " " &&
    mayBeGiven(words, at - 2)
  );
}

const signedBefore = letterPattern(
  String.raw`(?:,\n|(?:^|[.!?]\s{1,2}|\n)\p{Lu}\p{L}{1,14}(?: \p{L}{2,12}){0,2}, )$`,
);
const signedCharsMax = 48;
const blanksMax = 3;

/** Inside of an address, a path or a longer name. */
function isGlued(codes: Uint16Array, start: number): boolean {
  return gluesBefore[unitBefore(codes, start)] === 1;
}

const gluesBefore = marksOfChars(".@/%_-=&?#");
const blank = 32;
const apostrophe = 39;
