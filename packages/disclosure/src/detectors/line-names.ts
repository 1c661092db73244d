/**
 * Names that have a line to themselves: whoever a letter begins with ("Anna,"), and the heads of
 * messages copied out of a chat ("anna 7:58 AM"); and names in small letters behind a title.
 */

import type { Detection, Reading } from "../detector.ts";
import { hashOf, hashSet } from "../text/word-hash.ts";
import { bitsOf, givenBit, knownBit, ordinaryBit, tradeBit } from "../text/word-table.ts";
import { letterAny, lowerAny } from "../text/words.ts";
import { runWordsMax } from "./name-words.ts";

const wordsMax = 6;
const charsMax = 60;
const greeted = /^[> ]{0,3}(\p{Lu}[\p{L}'-]{1,20}(?: \p{Lu}[\p{L}'-]{1,20})?),$/u;
const head =
  /^[> ]{0,3}(\p{L}[\p{L}\d._-]{1,24}(?: \p{Lu}[\p{L}'-]{1,24}){0,2}) {1,3}\[?\d{1,2}[:.]\d{2} ?[AaPp][Mm]\]?$/u;
const nobody = hashSet(
  "all team colleagues everyone everybody folks friends partners members hello hi hey dear gentlemen ladies greetings regards thanks thank best cheers sincerely yours respectfully sirs madam however therefore finally today yesterday tomorrow bot app slackbot reminder system",
);
const comma = 44;

export function lineNames({ passage, lines }: Reading): Detection[] {
  const { codes, text } = passage;
  const found: Detection[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    const count = (lines.firstWords[line + 1] ?? 0) - (lines.firstWords[line] ?? 0);
    if (count === 0 || count > wordsMax) continue;
    const start = lines.starts[line] ?? 0;
    let end = lines.ends[line] ?? start;
    while (end > start && (codes[end - 1] ?? 0) <= 32) end -= 1;
    const last = codes[end - 1] ?? 0;
    // A comma, or an "m" as in "AM".
    if (end - start > charsMax || (last !== comma && (last | 32) !== 109)) continue;
    const whole = text.slice(start, end);
    const name = (last === comma ? greeted : head).exec(whole)?.[1];
    if (name === undefined || isNobody(name, last === comma)) continue;
    const from = start + whole.indexOf(name);
    const kind = /^\p{Lu}| /u.test(name) ? "person" : "username";
    const why = last === comma ? "Whom a letter begins with." : "The head of a message.";
    found.push({ ...passage.spanOf(from, from + name.length), kind, why, needsReview: true });
  }
  return found;
}

const initialsAlone =
  /\n[ \t]{0,4}(?:- ?|-- ?)?((?:\p{Lu}\. ?){1,3})(?:[ \t]*[-\u2013]{1,2} ?[+(]?\d[\d ().-]{4,20})?\s{0,4}$/u;
const endCharsMax = 48;

/** "S. L." alone in the last line signs. */
export function signingInitials({ passage }: Reading): Detection[] {
  const { text } = passage;
  const from = Math.max(0, text.length - endCharsMax);
  const match = initialsAlone.exec(text.slice(from));
  const name = match?.[1]?.trimEnd();
  if (match === null || name === undefined) return [];
  const start = from + match.index + match[0].indexOf(name);
  const why = "Initials that sign.";
  return [
    { ...passage.spanOf(start, start + name.length), kind: "person", why, needsReview: true },
  ];
}

const timed =
  /^(\p{L}[\p{L}\d._-]{1,23}) {1,3}\[?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?\]?(?=[ \n]|$)/u;
const timedCharsMax = 48;
const nickCharsMax = 24;
/** So many lines that begin with a name and a time are a chat. */
const timedMin = 2;

/** "anna 07:31  which account", "bo-lee [9:15 AM] nine of them", in more lines than one. */
export function timedSpeakers({ passage, lines }: Reading): Detection[] {
  const { codes, text } = passage;
  const heads: (readonly [start: number, nick: string])[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    const start = lines.starts[line] ?? 0;
    let at = start;
    while (at - start < nickCharsMax && !isBlankOrEnd(codes[at] ?? 0)) at += 1;
    while (codes[at] === 32) at += 1;
    const next = codes[at] === 91 ? codes[at + 1] : codes[at];
    if (at === start || next === undefined || next < 48 || next > 57) continue;
    const nick = timed.exec(text.slice(start, start + timedCharsMax))?.[1];
    if (nick !== undefined) heads.push([start, nick]);
  }
  if (heads.length < timedMin) return [];
  return heads
    .filter(([, nick]) => !isWordOrRole(nick))
    .map(([start, nick]) => ({
      ...passage.spanOf(start, start + nick.length),
      kind: "username",
      why: "A speaker in a chat.",
      needsReview: true,
    }));
}

const isBlankOrEnd = (code: number): boolean => code <= 32;

function isWordOrRole(nick: string): boolean {
  const bits = bitsOf(nick);
  const isWord = (bits & (knownBit | tradeBit | ordinaryBit)) !== 0;
  return nobody.has(hashOf(nick.toLowerCase())) || (isWord && (bits & givenBit) === 0);
}

function isNobody(name: string, isGreeted: boolean): boolean {
  const first = /^[\p{L}\d]+/u.exec(name)?.[0].toLowerCase() ?? "";
  if (nobody.has(hashOf(first))) return true;
  if (name.includes(" ") || isGreeted) return false;
  return (bitsOf(first) & (knownBit | tradeBit)) !== 0 && (bitsOf(first) & ordinaryBit) === 0;
}

/** "captain rhys penhallow": whatever stands behind a title and is no word is a name. */
export function smallTitled({ words, passage }: Reading, title: number): Detection[] {
  const first = title + 1;
  let last = first;
  for (; last < words.count && last - first < runWordsMax; last += 1) {
    const gap = passage.text.slice(words.ends[last - 1], words.starts[last]);
    const isNear = gap === " " || (last === first && gap === ". ");
    const isWord = ((words.bits[last] ?? 0) & (ordinaryBit | tradeBit | knownBit)) !== 0;
    const length = (words.ends[last] ?? 0) - (words.starts[last] ?? 0);
    if (!isNear || isWord || length < 3 || words.shapes[last] !== (lowerAny | letterAny)) break;
  }
  if (last === first) return [];
  const span = passage.spanOf(words.starts[title] ?? 0, words.ends[last - 1] ?? 0);
  return [{ ...span, kind: "person", why: "A name behind a title.", needsReview: true }];
}
