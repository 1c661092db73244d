/** Which words can be parts of names, and how far a run of them goes. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Reading } from "../../detector.ts";
import { hashSet } from "../../text/word-hash.ts";
import type { Passage } from "../../text/passage.ts";
import { isCapital, isSmall } from "../../text/letters.ts";
import { titles } from "../../text/person-words.ts";
import {
  classBits,
  cueBit,
  familyBit,
  givenBit,
  isCommon,
  knownBit,
  littleBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import {
  digitAny,
  lowerAny,
  unitBefore,
  upperFirst,
  upperLater,
  valueBefore,
  type Words,
} from "../../text/words.ts";

export const runWordsMax = 6;
const wordCharsMax = 32;
const strangeCharsMin = 5;

const particles = hashSet(
  "ten ter op van von de del della da di der den la le bin al el ter y e dos das du af zu ben ibn",
);

type LinedWords = Pick<Reading, "passage" | "words">;

/** Word behind the last of a run of capitalised words that begins here. */
export function runEnd(text: LinedWords, first: number): number {
  const { words } = text;
  if (!isNameWord(text, first)) return first;
  let last = first + 1;
  while (last < words.count && last - first < runWordsMax && joins(text, last)) {
    if (!isNameWord(text, last)) {
      if (!particles.has(words.hashes[last] ?? 0)) break;
      let next = last + 1;
      // "van de Noort" has two.
      if (particles.has(words.hashes[next] ?? 0) && joins(text, next)) next += 1;
      if (next >= words.count || !joins(text, next) || !isNameWord(text, next)) break;
      last = next;
    }
    last += 1;
  }
  return last;
}

function joins({ passage, words }: LinedWords, at: number): boolean {
  const { text, codes } = passage;
  const from = words.ends[at - 1] ?? 0;
  const to = words.starts[at] ?? 0;
  if (to - from === 1) {
    const code = codes[from] ?? 0;
    if (code === 10) return isWrappedName(words, at);
    return code === 32 || code === 45 || code === 39;
  }
  if (to - from !== 2) return false;
  const isShort =
    from - (words.starts[at - 1] ?? 0) <= 1 ||
    titles.has(words.hashes[at - 1] ?? 0) ||
    isShortened(words, at - 1);
  return text.startsWith(". ", from) && isShort;
}

/** "Th." and "Chr.": up to three letters of no word. */
function isShortened({ starts, ends, bits }: Words, at: number): boolean {
  const length = (ends[at] ?? 0) - (starts[at] ?? 0);
  return length <= shortCharsMax && ((bits[at] ?? 0) & (classBits | littleBit)) === 0;
}

const shortCharsMax = 3;

/** A name may go on in the next line where a title or a given name ends this one. */
function isWrappedName(words: Words, at: number): boolean {
  const isOpen =
    titles.has(valueBefore(words.hashes, at, 2)) || titles.has(valueBefore(words.hashes, at));
  return isOpen && ((words.bits[at] ?? 0) & knownBit) === 0;
}

/** A capital and small letters; "McKay" and "O'Neil", but no "PowerShell", "x86" or "DNS". */
function isNameWord(text: LinedWords, at: number): boolean {
  const { passage, words } = text;
  const shape = words.shapes[at] ?? 0;
  if ((shape & upperFirst) === 0 || (shape & digitAny) !== 0) return false;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  if (end - start > wordCharsMax) return false;
  if ((shape & lowerAny) === 0) {
    // "J." and "O'" stand in names; other capitals are abbreviations, unless they are a name's.
    if (end - start === 1) return isInitial(passage, end);
    // "QUISPE HUAMAN, ROSA": a name that no list has, beside two that are names.
    if (end - start < 3) return false;
    const bits = words.bits[at] ?? 0;
    const isWord = (bits & (ordinaryBit | tradeBit | knownBit | cueBit)) !== 0;
    if (isWord) return (bits & givenBit) !== 0 && isBesideFamily(words, at);
    if ((bits & (givenBit | familyBit)) === 0 && end - start < strangeCharsMin) return false;
    if (!isNearName(words, at, at - 1) && !isNearName(words, at, at + 1)) return false;
  } else if ((shape & upperLater) !== 0 && !hasNamePrefix(passage, start)) return false;
  return !isInsideToken(passage, start, end) && !isOption(text, at);
}

/** "MARIA LOPEZ", "SMITH, JOHN": what is a word or a maker, too, beside a family name in capitals that is neither. */
function isBesideFamily({ bits, shapes, starts, ends }: Words, at: number): boolean {
  return [at - 1, at + 1].some((near) => {
    const known = near < 0 ? 0 : (bits[near] ?? 0);
    const isFamily = (known & familyBit) !== 0 && !isCommon(known);
    if (!isFamily || ((shapes[near] ?? 0) & (upperFirst | lowerAny)) !== upperFirst) return false;
    return Math.abs((starts[Math.max(at, near)] ?? 0) - (ends[Math.min(at, near)] ?? 0)) <= 2;
  });
}

/** Names in capitals come in pairs: "ROE, JANE". */
function isNearName({ bits, shapes, starts, ends }: Words, at: number, near: number): boolean {
  const known = near < 0 ? 0 : (bits[near] ?? 0);
  if ((known & (givenBit | familyBit)) === 0) return false;
  // "TANAKA Yumi".
  const isGiven = (known & givenBit) !== 0 && !isCommon(known);
  const shape = (shapes[near] ?? 0) & (isGiven ? upperFirst : upperFirst | lowerAny);
  if (shape !== upperFirst) return false;
  return Math.abs((starts[Math.max(at, near)] ?? 0) - (ends[Math.min(at, near)] ?? 0)) <= 2;
}

function isInitial({ text, codes }: Passage, end: number): boolean {
  const code = codes[end];
  // "Carl E Steffensen", "J. Roe", "O'Neil".
  if (code === 32 && isCapital(text, end + 1) && isSmall(text, end + 2)) {
    return unitBefore(codes, end, 2) === 32 && isSmall(text, end - 3);
  }
  const after = codes[end + 1] ?? 0;
  return code === 39 || (code === 46 && (after <= 32 || isClosing(after)));
}

/** ) , : ; ] */
function isClosing(code: number): boolean {
  return code === 41 || code === 44 || code === 58 || code === 59 || code === 93;
}

/** First letters of what `hasNamePrefix` knows. */
const prefixInitials = new Set(Array.from("MDLVFO", (char) => char.charCodeAt(0)));

const namePrefix = letterPattern(
  String.raw`^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O)\p{Lu}\p{Ll}{2,20}(?!\p{L})`,
);

export function hasNamePrefix({ codes, text }: Passage, start: number): boolean {
  if (!prefixInitials.has(codes[start] ?? 0)) return false;
  return namePrefix.test(text.slice(start, start + 30));
}

/** "Remove-Item -Recurse": an option of a command, not a name behind a dash at the head of a line. */
function isOption({ passage: { codes }, words }: LinedWords, at: number): boolean {
  const start = words.starts[at] ?? 0;
  if (unitBefore(codes, start) !== 45 || unitBefore(codes, start, 2) !== 32) return false;
  const isName = ((words.bits[at] ?? 0) & (givenBit | familyBit)) !== 0;
  return unitBefore(codes, start, 3) > 32 && !isName;
}

/** Parts of paths, addresses, code and file names are not words of a sentence. */
export function isInsideToken({ text, codes }: Passage, start: number, end: number): boolean {
  const before = unitBefore(codes, start);
  const after = codes[end] ?? 0;
  // "X-Forwarded-For" is a header.
  if (
    before === 45 &&
    unitBefore(codes, start, 2) === 88 &&
    !isLetterOrDigit(unitBefore(codes, start, 3))
  )
    return true;
  if (isTokenMark(before) || before === 58 || before === 45) {
    if (before !== 45 || !isLetter(unitBefore(codes, start, 2))) return before !== 45;
  }
  if (isTokenMark(after) || after === 40) return true;
  if (before === 46 && isLetterOrDigit(unitBefore(codes, start, 2))) return true;
  if (after !== 46 || !isLetterOrDigit(codes[end + 1] ?? 0)) return false;
  return before !== 32 || !documentEnd.test(text.slice(end, end + documentEndCharsMax));
}

/** "Divorce Anna Roe.docx": a name is in the name of a document. */
const documentEnd =
  /^\.(?:docx?|xlsx?|pdf|pptx?|csv|od[ts]|rtf|txt|msg|eml|vcf|jpe?g|png|zip|7z|rar)(?!\w)/i;
const documentEndCharsMax = 7;

/** \ / @ _ = % # $ & */
function isTokenMark(code: number): boolean {
  return (
    code === 92 ||
    code === 47 ||
    code === 64 ||
    code === 95 ||
    code === 61 ||
    (code >= 35 && code <= 38)
  );
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 127;
}

function isLetterOrDigit(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57);
}
