/**
 * A person who was found once is found wherever a part of the name comes back: "Ms Hsu", later
 * "hsu"; as the account that a directory would make of the name; with the date of birth behind it.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Reading } from "./detector.ts";
import { accountParts } from "./identity/own-terms.ts";
import { PhraseIndex } from "./identity/phrase-index.ts";
import { hashEnd, hashSeed, hashStep } from "./text/word-hash.ts";
import type { Words } from "./text/words.ts";
import { bitsOf, isCommonWord, knownBit, ordinaryBit, tradeBit } from "./text/word-table.ts";

const partCharsMin = 3;
const partCharsMax = 24;
/** Names in Hangul or in Chinese characters are shorter. */
const syllables = /^[\u3040-\u9fff\uac00-\ud7a3]+$/;
const syllablesMin = 2;
/** A stretch of more words is no name. */
const nameWordsMax = 5;
const accountCharsMin = 4;

const capitalFirst = letterPattern(String.raw`^\p{Lu}`);

interface Part {
  readonly kind: "person" | "username";
  readonly why: string;
  readonly needsReview: boolean;
  readonly needsCapital: boolean;
}

export function recurrences(
  reading: Pick<Reading, "passage" | "words" | "isExplained">,
  found: readonly Detection[],
): Detection[] {
  const { passage, words } = reading;
  const text = passage.original;
  const dates = [...birthDates(text, found), ...wholeNames(text, found)];
  const names = found.filter(({ kind }) => kind === "person" || kind === "username");
  if (names.length === 0) return dates;
  const parts = partsOf(text, names, words);
  if (parts === undefined) return dates;
  const isMeant = (start: number, needsCapital: boolean): boolean =>
    !needsCapital || capitalFirst.test(passage.text[start] ?? "");
  const hits = parts.find(words).filter(({ start, value }) => isMeant(start, value.needsCapital));
  const again = hits.map(({ start, end, value }) => ({
    ...passage.spanOf(start, end),
    kind: value.kind,
    why: value.why,
    needsReview: value.needsReview || !capitalFirst.test(passage.text.slice(start, end)),
  }));
  // "cv_kaan.iso" is the attacker's.
  return [...again.filter((it) => !it.needsReview || !reading.isExplained(it)), ...dates];
}

/** Parts of the names, and accounts that are made of them; undefined where there is none. */
function partsOf(
  text: string,
  names: readonly Detection[],
  words: Words,
): PhraseIndex<Part> | undefined {
  const parts = new PhraseIndex<Part>();
  const seen = new Set<string>();
  let count = 0;
  let there: WordsThere | undefined;
  for (const { kind, start, end, needsReview } of names) {
    const name = text.slice(start, end);
    if (seen.has(name)) continue;
    seen.add(name);
    const written = wordsIn(name);
    if (written.length > nameWordsMax) continue;
    if (kind === "person" && written.length >= 2) {
      there ??= new WordsThere(words);
      count += addAccounts(parts, written, there);
    }
    if (!needsReview) count += addParts(parts, written, kind === "person" ? kind : "username");
  }
  return count === 0 ? undefined : parts;
}

const nameWords = letterPattern(String.raw`[\p{L}\p{N}]+`, "g");

function wordsIn(name: string): readonly string[] {
  return name.match(nameWords) ?? [];
}

function addParts(parts: PhraseIndex<Part>, words: readonly string[], kind: Part["kind"]): number {
  let count = 0;
  for (const word of words) {
    const least = syllables.test(word) ? syllablesMin : partCharsMin;
    if (word.length < least || word.length > partCharsMax) continue;
    if (/^\d/.test(word)) continue;
    const needsCapital = isCommonWord(word);
    if (needsCapital && (kind === "username" || (bitsOf(word) & (knownBit | tradeBit)) !== 0))
      continue;
    const why = "Part of a name that is found elsewhere in the text.";
    parts.add(word, { kind, why, needsReview: needsCapital, needsCapital });
    count += 1;
  }
  return count;
}

/** Which words stand in a text, a bit for each by the low bits of its hash: most accounts do not. */
class WordsThere {
  readonly #bits = new Uint32Array(2048);

  constructor({ count, hashes }: Words) {
    for (let at = 0; at < count; at += 1) {
      const hash = hashes[at] ?? 0;
      const place = (hash >>> 5) & 2047;
      this.#bits[place] = (this.#bits[place] ?? 0) | (1 << (hash & 31));
    }
  }

  /** Both parts together as one word; true for letters beyond ASCII. */
  mayHold(head: string, tail: string): boolean {
    const steps = asciiSteps(asciiSteps(hashSeed, head), tail);
    if (steps === undefined) return true;
    const hash = hashEnd(steps);
    return ((this.#bits[(hash >>> 5) & 2047] ?? 0) & (1 << (hash & 31))) !== 0;
  }
}

/** On from these steps, in lower case; undefined for anything but ASCII letters and digits. */
function asciiSteps(from: number | undefined, word: string): number | undefined {
  if (from === undefined) return undefined;
  let steps = from;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    const lower = code >= 65 && code <= 90 ? code | 32 : code;
    const isPlain = (lower >= 97 && lower <= 122) || (lower >= 48 && lower <= 57);
    if (!isPlain) return undefined;
    steps = hashStep(steps, lower);
  }
  return steps;
}

function addAccounts(
  parts: PhraseIndex<Part>,
  words: readonly string[],
  there: WordsThere,
): number {
  let count = 0;
  for (const [head, tail] of accountParts(words)) {
    if (head.length + tail.length < accountCharsMin || !there.mayHold(head, tail)) continue;
    const account = head + tail;
    if ((bitsOf(account) & ordinaryBit) !== 0) continue;
    parts.add(account, {
      kind: "username",
      why: "An account made of a name in the text.",
      needsReview: true,
      needsCapital: false,
    });
    count += 1;
  }
  return count;
}

const initialsBefore = letterPattern(
  String.raw`(?<![\p{L}\d.])(?:(?:\p{Lu}\.[ -]?){1,3}|\p{Lu}-\p{Lu} |(?:pan[aiu\u00ed]?|gosp(?:a|od)|[Cc]h\u1ecb|[Aa]nh|[\u00d4\u00f4]ng|[Bb]\u00e0|[Cc]\u00f4|feue?|M(?:e|me|ME|lle)|Ma\u00eetre|[Ss]ig(?:\.|ra|\.ra|nora?)|[Dd]on|[Dd]o\u00f1a|[Dd]ona|Hr\.?|Fr\.|Frau|Herrn?|[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.|herra|rouva|fru|Bc\.|Ing\.|Mgr\.|JUDr\.|MUDr\.|Ms|Mr|Mrs) (?:\p{Lu}\. ?){0,2})$`,
);
const initialsCharsMax = 16;
const initialBehind = letterPattern(String.raw`^ \p{L}\.(?=[\s,;)]|$)`);
/** What ends the name of a house or an office, and is an ordinary word. */
const officeBehind = letterPattern(
  String.raw`^ (?:Office|Agency|Authority|Ministry|Department|Bank|Group|Council|University|School|Cent(?:er|re)|Services?|Systems|Security|Networks?|Foundation|Society|Institute|Clinic|Hospital|Foods|Farms|Partners|Holdings?|Logistics|Shipping|Lines|Airlines|Energy|Power|Water|Steel|Motors|Stores|Markets?|Insurance|Capital|Trust)(?![\p{L}\d])`,
);
const behindNameMax = 16;
const smallFirst = letterPattern(String.raw`^\p{Ll}`);

/** With the initials and the title before a name, and with the last word of an office's. */
function wholeNames(text: string, found: readonly Detection[]): Detection[] {
  const more: Detection[] = [];
  for (const one of found) {
    const { kind, start, end } = one;
    if (kind !== "person" && kind !== "unexplained-name") continue;
    const before = mayBeBefore(text, start)
      ? initialsBefore.exec(text.slice(Math.max(0, start - initialsCharsMax), start))
      : null;
    const behind = text.charCodeAt(end) === blank ? wordBehind(text, one) : null;
    if (before === null && behind === null) continue;
    more.push({
      ...one,
      start: start - (before?.[0].length ?? 0),
      end: end + (behind?.[0].length ?? 0),
    });
  }
  return more;
}

function wordBehind(text: string, { kind, start, end }: Detection): RegExpExecArray | null {
  if (kind === "unexplained-name") return officeBehind.exec(text.slice(end, end + behindNameMax));
  const isSmall = smallFirst.test(text.slice(start, end));
  return isSmall ? initialBehind.exec(text.slice(end, end + 4)) : null;
}

/** What `initialsBefore` matches ends in a full stop, in one and a sign, or in a title and a blank. */
function mayBeBefore(text: string, start: number): boolean {
  const last = text.charCodeAt(start - 1);
  if (last === stop) return true;
  if (last !== blank && last !== hyphen) return false;
  if (text.charCodeAt(start - 2) === stop || text.charCodeAt(start - 3) === hyphen) return true;
  return last === blank && titleEnds.has(text.charCodeAt(start - 2));
}

const blank = 32;
const hyphen = 45;
const stop = 46;
/** Last letters of its titles that are written without a full stop. */
const titleEnds = new Set(
  Array.from("nadiu\u00edeErs\u1ecbhg\u00e0\u00f4", (char) => char.charCodeAt(0)),
);

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const date = new RegExp(
  String.raw`^[\s,;:|("'-]{1,4}(?:\*|born |b\. ?|geb\. ?|dob:? ?)?(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d{2}|\d{2})|\d{1,2}\.? (?:${months})[a-z]{0,6}\.? (?:19|20)\d{2}|(?:${months})[a-z]{0,6}\.? \d{1,2},? (?:19|20)\d{2})(?!\d| ?\d{1,2}:|T\d)`,
  "i",
);
const behindCharsMax = 32;
const bornFrom = 1905;
const bornUntil = 2022;

const idCell =
  /^[,;|\t] ?(?:(?:passport|id|no|nr|licen[cs]e|ssn|policy|member)[ .:#]{1,3})?([A-Z]{0,3}-?\d{5,11}[A-Z]?)(?=[,;|\t\s.)]|$)/i;
const rowCellsMax = 6;

/** Numbers and dates in a row with a name: "Roe, N8831204, 1990-11-30". */
function besideName(
  text: string,
  end: number,
  push: (start: number, end: number, kind: "national-id" | "date-of-birth") => void,
): void {
  let at = end;
  for (let cell = 0; cell < rowCellsMax; cell += 1) {
    const behind = text.slice(at, at + behindCharsMax);
    const id = idCell.exec(behind);
    const number = id?.[1];
    if (id === null || number === undefined) return;
    at += id[0].length;
    push(at - number.length, at, "national-id");
    const born = date.exec(text.slice(at, at + behindCharsMax));
    const written = born?.[1];
    if (born !== null && written !== undefined) {
      at += born[0].length;
      push(at - written.length, at, "date-of-birth");
    }
  }
}

const initialBefore = letterPattern(String.raw`\p{Lu}\. $`);

/** A date right behind a name. */
function birthDates(text: string, found: readonly Detection[]): Detection[] {
  const dates: Detection[] = [];
  for (const { kind, start, end } of found) {
    if (kind !== "person" && kind !== "unexplained-name") continue;
    const isInitialed = initialBefore.test(text.slice(Math.max(0, start - 3), start));
    const isName = kind === "person" || isInitialed || /\S\s\S/.test(text.slice(start, end));
    if (!isName) continue;
    besideName(text, end, (from, to, cell) => {
      dates.push({
        start: from,
        end: to,
        kind: cell,
        why: "In a row with a person's name.",
        needsReview: true,
      });
    });
    const match = date.exec(text.slice(end, end + behindCharsMax));
    const written = match?.[1];
    if (match === null || written === undefined) continue;
    const isShort =
      (kind === "person" || isInitialed) && /^\d{1,2}[./]\d{1,2}[./]\d{2}$/.test(written);
    const year = isShort ? bornFrom : Number(/(?:19|20)\d{2}/.exec(written)?.[0] ?? 0);
    if (year < bornFrom || year > bornUntil) continue;
    const from = end + match[0].length - written.length;
    dates.push({
      start: from,
      end: from + written.length,
      kind: "date-of-birth",
      why: "A date behind a person's name.",
      needsReview: false,
    });
  }
  return dates;
}
