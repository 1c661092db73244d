/**
 * Names of natural persons where the text says that they are, whatever the name looks like: behind
 * a label, a greeting, a sign-off or a verb, before a mail address, at the head of a chat's lines.
 */

import type { Detection, Detector, Reading } from "../detector.ts";
import { hashOf, hashSet } from "../text/word-hash.ts";
import {
  familyBit,
  givenBit,
  knownBit,
  ordinaryBit,
  personBit,
  tradeBit,
} from "../text/word-table.ts";
import { digitAny, letterAny, markBreak, upperFirst } from "../text/words.ts";
import { by, doneBy, greetings, labels, signOffs, to, wrote, titles } from "./person-words.ts";
import { lineNames, signingInitials, smallTitled, timedSpeakers } from "./line-names.ts";
import { headerAt, headerLines, senderHeaders } from "./mail-headers.ts";

const nameWordsMax = 5;
/** Heads of chat lines that are no person's. */
const roles = hashSet(
  `ops soc admin bot system server note notes todo info warning error debug kernel analyst security it helpdesk support user root me all hr legal pr noc csirt cert edr siem alert
  subject from to date cc bcc http https ftp title id name type status level tags fix ps re fw fwd update edit summary action actions impact owner time when where what why how step steps result`,
);
const impersonal = hashSet(
  "team desk group department office unit center centre security support help it soc system",
);

export const persons: Detector = {
  name: "persons",
  version: 6,
  detect(reading) {
    const found: Detection[] = [];
    const { words } = reading;
    for (const at of reading.places.triggers) {
      if (((words.bits[at] ?? 0) & personBit) === 0) continue;
      const hash = words.hashes[at] ?? 0;
      if (labels.has(hash)) labelled(reading, at, found);
      else if (greetings.has(hash)) greeted(reading, at, found);
      else if (signOffs.has(hash)) signed(reading, at, found);
      else if ((hash === by || hash === to) && doneBy.has(words.hashes[at - 1] ?? 0)) {
        acted(reading, at, found);
      } else if (hash === wrote) quoted(reading, at, found);
      if (titles.has(hash)) found.push(...smallTitled(reading, at));
    }
    addressed(reading, found);
    speakers(reading, found);
    found.push(...lineNames(reading), ...timedSpeakers(reading), ...signingInitials(reading));
    return found.filter((it) => !reading.isExplained(it));
  },
};

function gapBefore({ passage, words }: Reading, at: number): string {
  return passage.text.slice(words.ends[at - 1] ?? 0, words.starts[at] ?? 0);
}

/** The word behind the last of up to five capitalised words from `first` on. */
function nameEnd(reading: Reading, first: number, allowed: RegExp): number {
  const { words } = reading;
  let last = first;
  while (last < words.count && last - first < nameWordsMax) {
    if (last > first && !allowed.test(gapBefore(reading, last))) break;
    const shape = words.shapes[last] ?? 0;
    if ((shape & upperFirst) === 0 || (shape & digitAny) !== 0) break;
    last += 1;
  }
  const behind = reading.passage.text.charCodeAt(words.ends[last - 1] ?? 0);
  // "NT AUTHORITY\\SYSTEM", "Jane@…", "Windows/10" are no names.
  return behind === 92 || behind === 47 || behind === 64 || behind === 95 ? first : last;
}

const inName = /^(?: |-|'|\. )$/;
const inNameOrComma = /^(?: |-|'|\. |, )$/;

/** "GrayhatWarfare", "MEGAcmd"; not "McKay", "ROE", "DeWitt". */
function isCoined(word: string): boolean {
  return /\p{Ll}\p{Lu}/u.test(word)
    ? !/^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O|Ab|Al|El|St)\p{Lu}\p{Ll}+$/u.test(word)
    : /^\p{Lu}{2,}\p{Ll}{2,}$/u.test(word);
}

/** At least one word that is no mere part of a role or a product. */
function namesSomeone({ passage, words }: Reading, first: number, last: number): boolean {
  let isName = false;
  for (let at = first; at < last; at += 1) {
    const bits = words.bits[at] ?? 0;
    if (impersonal.has(words.hashes[at] ?? 0)) return false;
    if (isCoined(passage.text.slice(words.starts[at], words.ends[at]))) continue;
    if ((bits & (knownBit | tradeBit)) === 0 || (bits & (givenBit | familyBit)) !== 0)
      isName = true;
  }
  return isName && last > first;
}

function push(
  reading: Reading,
  first: number,
  last: number,
  why: string,
  found: Detection[],
): void {
  if (!namesSomeone(reading, first, last)) return;
  const { passage, words } = reading;
  const span = passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0);
  found.push({ ...span, kind: "person", why, needsReview: false });
}

function labelled(reading: Reading, at: number, found: Detection[]): void {
  if (at + 1 >= reading.words.count) return;
  const gap = gapBefore(reading, at + 1);
  if (!/^["']?[ \t]?[:=][ \t]{0,8}["']?(?:@|\p{P})?$/u.test(gap)) return;
  const last = nameEnd(reading, at + 1, gap.endsWith('"') ? inNameOrComma : inName);
  push(reading, at + 1, last, "A name behind a label.", found);
}

function greeted(reading: Reading, at: number, found: Detection[]): void {
  if (
    !opensLine(reading, at) ||
    at + 1 >= reading.words.count ||
    gapBefore(reading, at + 1) !== " "
  )
    return;
  push(reading, at + 1, nameEnd(reading, at + 1, inName), "A name that is greeted.", found);
}

function opensLine({ passage, words }: Reading, at: number): boolean {
  const start = words.starts[at] ?? 0;
  const before = passage.text.slice(Math.max(0, start - 6), start);
  return /(?:^|\n|[.:>"]\s?|^[> ]{1,6})$/.test(before) || start < 6;
}

function signed(reading: Reading, at: number, found: Detection[]): void {
  if (at + 1 >= reading.words.count) return;
  if (
    !/^[,.!]{0,2}[ \t]{0,4}(?:\r?\n\s{0,8}|(?<=,)[ \t])(?:-{1,2} ?)?$/.test(
      gapBefore(reading, at + 1),
    )
  )
    return;
  const last = nameEnd(reading, at + 1, inName);
  const end = reading.words.ends[last - 1] ?? 0;
  if (!/^\s{0,3}(?:\n|$|,|\()/.test(reading.passage.text.slice(end, end + 4))) return;
  push(reading, at + 1, last, "A name that signs.", found);
}

/** "Reported by Jane Roe", "assigned to jroe". */
function acted(reading: Reading, at: number, found: Detection[]): void {
  const next = at + 1;
  const { words, passage } = reading;
  if (next >= words.count || !/^:? $/.test(gapBefore(reading, next))) return;
  const last = nameEnd(reading, next, inName);
  if (last > next) {
    if (((words.bits[next] ?? 0) & (ordinaryBit | knownBit | tradeBit)) === 0 || last - next > 1) {
      push(reading, next, last, "A name of someone who did something.", found);
    }
    return;
  }
  const isLetters = ((words.shapes[next] ?? 0) & letterAny) !== 0;
  const code = passage.text.charCodeAt(words.ends[next] ?? 0);
  const isWord = code !== 64 && code !== 47 && code !== 92 && code !== 95 && code !== 40;
  const bits = words.bits[next] ?? 0;
  if (!isLetters || !isWord || (bits & (ordinaryBit | knownBit | tradeBit)) !== 0) return;
  const span = passage.spanOf(words.starts[next] ?? 0, words.ends[next] ?? 0);
  found.push({
    ...span,
    kind: "username",
    why: "An account that did something.",
    needsReview: true,
  });
}

function quoted(reading: Reading, at: number, found: Detection[]): void {
  const { words } = reading;
  let first = at;
  while (first > 0 && at - first < nameWordsMax && gapBefore(reading, first) === " ") {
    if (((words.shapes[first - 1] ?? 0) & upperFirst) === 0) break;
    first -= 1;
  }
  while (first < at && ((words.bits[first] ?? 0) & knownBit) !== 0) first += 1;
  if (reading.passage.text[words.ends[at] ?? 0] !== ":" || first === at) return;
  push(reading, first, at, "A name that wrote a mail.", found);
}

const before = /["']?((?:\p{Lu}[\p{L}'.-]{0,24}[ ,]{1,2}){1,4}\p{Lu}[\p{L}'.-]{0,24})["']? ?<$/u;

/** `Jane Roe <jane@…>`, but for the sender of a mail. */
function addressed({ passage }: Reading, found: Detection[]): void {
  const { text } = passage;
  if (!text.includes("@")) return;
  let headers: ReturnType<typeof headerLines> | undefined;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    if (!/^<[^<>\s@]{1,64}@/.test(text.slice(at, at + 67))) continue;
    const from = Math.max(0, at - 90);
    const match = before.exec(text.slice(from, at + 1));
    const name = match?.[1];
    if (match === null || name === undefined) continue;
    headers ??= headerLines(passage);
    if (senderHeaders.has(headerAt(headers, at)?.name ?? "")) continue;
    const start = from + match.index + match[0].indexOf(name);
    const span = passage.spanOf(start, start + name.length);
    found.push({
      ...span,
      kind: "person",
      why: "A name before a mail address.",
      needsReview: false,
    });
  }
}

const speaker =
  /^(?:\[?(?:\d{4}-\d{2}-\d{2}[ T])?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AP]M)?Z?\]? {1,2}-? ?)?([<@]?)([\p{L}][\p{L}\d._-]{1,19})(>|:)(?=\s|$)/u;
const headCharsMax = 56;
/** A head that comes back so often is a speaker, whatever it is called. */
const turnsMin = 2;

function speakers(reading: Reading, found: Detection[]): void {
  const { passage, words, lines } = reading;
  const turns = new Map<string, { readonly places: number[]; isBracketed: boolean }>();
  let line = 0;
  let tried = -1;
  for (let at = 0; at < words.count; at += 1) {
    if (((words.marks[at + 1] ?? 0) & markBreak) === 0 || !endsHead(passage.codes, words.ends[at]))
      continue;
    const word = words.starts[at] ?? 0;
    while ((lines.ends[line] ?? Infinity) < word) line += 1;
    const start = lines.starts[line] ?? 0;
    if (line === tried || word - start > headCharsMax) continue;
    tried = line;
    const head = passage.text.slice(start, Math.min(lines.ends[line] ?? 0, start + headCharsMax));
    const [whole = "", bracket = "", nick = "", mark = ""] = speaker.exec(head) ?? [];
    if (nick === "") continue;
    const place = start + whole.length - mark.length - nick.length;
    const known = turns.get(nick) ?? { places: [], isBracketed: false };
    known.places.push(place);
    known.isBracketed ||= bracket === "<";
    turns.set(nick, known);
  }
  const before = found.length;
  const doubtful = [...turns].filter(([nick, turn]) => !addSpeaker(reading, nick, turn, found));
  if (found.length === before) return;
  // Beside a speaker another who is called like a word: "mo", "art", "ray".
  for (const [nick, { places }] of doubtful) {
    const isRole = roles.has(hashOf(nick.toLowerCase()));
    if (isRole || nick.length > shortNickCharsMax || places.length < turnsMin) continue;
    pushSpeaker(reading, nick, places, "person", found);
  }
}

/** ": " or "> " behind a word, and what may end a nick before it. */
function endsHead(codes: Uint16Array, wordEnd = 0): boolean {
  let at = wordEnd;
  while (nickMarks.has(codes[at] ?? 0)) at += 1;
  const next = codes[at + 1] ?? 32;
  return (codes[at] === 58 || codes[at] === 62) && (next === 32 || (next >= 9 && next <= 13));
}

const nickMarks = new Set(Array.from("._-", (char) => char.charCodeAt(0)));
const shortNickCharsMax = 4;

interface Turns {
  readonly places: readonly number[];
  /** Written "<nick>", as chat programs do. */
  readonly isBracketed: boolean;
}

function addSpeaker(
  reading: Reading,
  nick: string,
  { places, isBracketed }: Turns,
  found: Detection[],
): boolean {
  const { words } = reading;
  const hash = hashOf(nick.toLowerCase());
  if (roles.has(hash)) return false;
  const at = lowerBound(words.starts, words.count, places[0] ?? 0);
  const bits = words.hashes[at] === hash ? (words.bits[at] ?? 0) : 0;
  const isCommon = (bits & (ordinaryBit | knownBit | tradeBit)) !== 0;
  const isGiven = (bits & (givenBit | familyBit)) !== 0;
  const isCapital = /^\p{Lu}/u.test(nick);
  const isEnough = places.length >= turnsMin || (isCapital && (bits & knownBit) === 0);
  if (isCommon && !(isGiven && isEnough)) return false;
  if (!isGiven && !isBracketed && places.length < turnsMin) return false;
  pushSpeaker(reading, nick, places, isGiven || isCapital ? "person" : "username", found);
  return true;
}

function pushSpeaker(
  { passage }: Reading,
  nick: string,
  places: readonly number[],
  kind: "person" | "username",
  found: Detection[],
): void {
  for (const start of places) {
    const span = passage.spanOf(start, start + nick.length);
    found.push({ ...span, kind, why: "A speaker in a chat.", needsReview: false });
  }
}

function lowerBound(values: Uint32Array, count: number, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
