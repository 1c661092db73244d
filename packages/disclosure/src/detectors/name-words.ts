/** Which words can be parts of names, and how far a run of them goes. */

import type { Reading } from "../detector.ts";
import { hashSet } from "../text/word-hash.ts";
import { titles } from "./person-words.ts";
import {
  cueBit,
  familyBit,
  givenBit,
  knownBit,
  ordinaryBit,
  tradeBit,
} from "../text/word-table.ts";
import { digitAny, lowerAny, upperFirst, upperLater, type Words } from "../text/words.ts";

export const runWordsMax = 6;
const wordCharsMax = 32;

const particles = hashSet(
  "ten ter op van von de del della da di der den la le bin al el ter y e dos das du af zu ben ibn",
);

/** Word behind the last of a run of capitalised words that begins here. */
export function runEnd(reading: Reading, first: number): number {
  const { words } = reading;
  let last = first;
  while (last < words.count && last - first < runWordsMax) {
    if (last > first && !joins(reading, last)) break;
    if (!isNameWord(reading, last)) {
      let next = last + 1;
      // "van de Noort" has two.
      if (particles.has(words.hashes[next] ?? 0) && joins(reading, next)) next += 1;
      const isParticle =
        last > first &&
        particles.has(words.hashes[last] ?? 0) &&
        next < words.count &&
        joins(reading, next) &&
        isNameWord(reading, next);
      if (!isParticle) break;
      last = next;
    }
    last += 1;
  }
  return last;
}

function joins(reading: Reading, at: number): boolean {
  const { passage, words } = reading;
  const { text } = passage;
  const from = words.ends[at - 1] ?? 0;
  const to = words.starts[at] ?? 0;
  if (to - from === 1) {
    const code = text.charCodeAt(from);
    if (code === 10) return isWrappedName(reading, at);
    return code === 32 || code === 45 || code === 39;
  }
  if (to - from !== 2) return false;
  const isShort = from - (words.starts[at - 1] ?? 0) <= 1 || titles.has(words.hashes[at - 1] ?? 0);
  return text.startsWith(". ", from) && isShort;
}

/** A name may go on in the next line where a title or a given name ends this one. */
function isWrappedName({ words }: Reading, at: number): boolean {
  const isOpen = titles.has(words.hashes[at - 2] ?? 0) || titles.has(words.hashes[at - 1] ?? 0);
  return isOpen && ((words.bits[at] ?? 0) & knownBit) === 0;
}

/** A capital and small letters; "McKay" and "O'Neil", but no "PowerShell", "x86" or "DNS". */
function isNameWord(reading: Reading, at: number): boolean {
  const { passage, words } = reading;
  const shape = words.shapes[at] ?? 0;
  if ((shape & upperFirst) === 0 || (shape & digitAny) !== 0) return false;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  if (end - start > wordCharsMax) return false;
  if ((shape & lowerAny) === 0) {
    // "J." and "O'" stand in names; other capitals are abbreviations, unless they are a name's.
    if (end - start === 1) return isInitial(passage.text, end);
    if (!hasCapitalNeighbour(words, at)) return false;
    if (end - start < 3 || ((words.bits[at] ?? 0) & (givenBit | familyBit)) === 0) return false;
    if (((words.bits[at] ?? 0) & (ordinaryBit | tradeBit | knownBit | cueBit)) !== 0) return false;
  } else if ((shape & upperLater) !== 0 && !hasNamePrefix(passage.text, start)) return false;
  return !isInsideToken(passage.text, start, end) && !isOption(reading, at);
}

/** Names in capitals come in pairs: "ROE, JANE". */
function hasCapitalNeighbour({ bits, shapes, starts, ends }: Words, at: number): boolean {
  return [at - 1, at + 1].some((near) => {
    const isNear =
      Math.abs((starts[Math.max(at, near)] ?? 0) - (ends[Math.min(at, near)] ?? 0)) <= 2;
    const isUpper = ((shapes[near] ?? 0) & (upperFirst | lowerAny)) === upperFirst;
    return isNear && isUpper && ((bits[near] ?? 0) & (givenBit | familyBit)) !== 0;
  });
}

function isInitial(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  // "Carl E Steffensen", "J. Roe", "O'Neil".
  if (code === 32 && /^ \p{Lu}\p{Ll}/u.test(text.slice(end, end + 3))) {
    return /\p{Ll} .$/u.test(text.slice(Math.max(0, end - 3), end));
  }
  const after = text.charCodeAt(end + 1);
  return code === 39 || (code === 46 && (after === 32 || after === 10 || Number.isNaN(after)));
}

function hasNamePrefix(text: string, start: number): boolean {
  return /^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O)\p{Lu}\p{Ll}{2,20}(?!\p{L})/u.test(
    text.slice(start, start + 30),
  );
}

/** "Remove-Item -Recurse": an option of a command, not a name behind a dash at the head of a line. */
function isOption({ passage: { codes }, words }: Reading, at: number): boolean {
  const start = words.starts[at] ?? 0;
  if (codes[start - 1] !== 45 || codes[start - 2] !== 32) return false;
  const before = codes[start - 3] ?? 10;
  return before > 32 && ((words.bits[at] ?? 0) & (givenBit | familyBit)) === 0;
}

/** Parts of paths, addresses, code and file names are not words of a sentence. */
export function isInsideToken(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (isTokenMark(before) || before === 58 || before === 45) {
    if (before !== 45 || !isLetter(text.charCodeAt(start - 2))) return before !== 45;
  }
  if (isTokenMark(after) || after === 40) return true;
  if (before === 46 && isLetterOrDigit(text.charCodeAt(start - 2))) return true;
  return after === 46 && isLetterOrDigit(text.charCodeAt(end + 1));
}

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
