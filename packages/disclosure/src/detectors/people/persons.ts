/**
 * Names of natural persons where the text says that they are, whatever the name looks like: behind
 * a label, a greeting, a sign-off or a verb, before a mail address, at the head of a chat's lines.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Detector, Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  classBits,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  ordinaryBit,
  personBit,
  tradeBit,
} from "../../text/word-table.ts";
import {
  digitAny,
  letterAny,
  lowerAny,
  unitBefore,
  upperFirst,
  valueBefore,
  type Words,
} from "../../text/words.ts";
import { isVersioned } from "./name-context.ts";
import {
  by,
  departments,
  doneBy,
  greetings,
  labels,
  placedBy,
  signOffs,
  talkWords,
  titles,
  to,
  wrote,
} from "../../text/person-words.ts";
import { headerNames } from "./header-names.ts";
import {
  clockedNames,
  directoryNames,
  lineNames,
  signingInitials,
  smallTitled,
} from "./line-names.ts";
import { linkValues } from "../accounts/link-values.ts";
import { headerAt, headerLines, senderHeaders } from "../mail/mail-headers.ts";
import { isPersona } from "./personas.ts";
import { clockedSpeaker, speakers } from "./speakers.ts";
import { givenBehind, talkNames } from "./talk-names.ts";

const nameWordsMax = 5;
const impersonal = hashSet(
  "team desk group department office unit center centre security support help it soc system",
);

export const persons: Detector = {
  name: "persons",
  version: 13,
  detect(reading) {
    const found: Detection[] = [];
    const { words } = reading;
    for (const at of reading.places.triggers) {
      if (((words.bits[at] ?? 0) & personBit) === 0) continue;
      const hash = words.hashes[at] ?? 0;
      if (labels.has(hash)) labelled(reading, at, found);
      else if (greetings.has(hash)) greeted(reading, at, found);
      else if (signOffs.has(hash)) signed(reading, at, found);
      else if ((hash === by || hash === to) && doneBy.has(valueBefore(words.hashes, at))) {
        acted(reading, at, found);
      } else if (hash === wrote) quoted(reading, at, found);
      else if (departments.has(hash)) placed(reading, at, found);
      if (titles.has(hash)) found.push(...smallTitled(reading, at));
      if (talkWords.has(hash)) talkNames(reading, at, found);
    }
    addressed(reading, found);
    found.push(...speakers(reading), ...lineNames(reading), ...signingInitials(reading));
    found.push(...headerNames(reading), ...clockedNames(reading), ...directoryNames(reading));
    return [
      ...found.filter((it) => it.why === clockedSpeaker || !reading.isExplained(it)),
      ...linkValues(reading),
    ];
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
  return capitalInside.test(word) ? !prefixed.test(word) : capitalsBefore.test(word);
}

const capitalInside = letterPattern(String.raw`\p{Ll}\p{Lu}`);
const prefixed = letterPattern(
  String.raw`^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O|Ab|Al|El|St)\p{Lu}\p{Ll}+$`,
);
const capitalsBefore = letterPattern(String.raw`^\p{Lu}{2,}\p{Ll}{2,}$`);

const hyphen = 45;

/** At least one word that is no mere part of a role or a product. */
function namesSomeone({ passage, words }: Reading, first: number, last: number): boolean {
  let isName = false;
  for (let at = first; at < last; at += 1) {
    const bits = words.bits[at] ?? 0;
    if (impersonal.has(words.hashes[at] ?? 0)) return false;
    if (isCoined(passage.text.slice(words.starts[at], words.ends[at]))) {
      // "Invoke-RestMethod": the first half alone is a word like others.
      if (unitBefore(passage.codes, words.starts[at] ?? 0) === hyphen) return false;
      continue;
    }
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

/** Behind a label; a bracket, a quote or another mark may open the name. */
const labelGap =
  /^["']?[ \t]?[:=][ \t]{0,8}["']?[!-#%-*,-/:;?@[-\]_{}\xa1\xab\xbb\xbf\u2010-\u2027\u2039\u203a\u3008-\u3011]?$/;

function labelled(reading: Reading, at: number, found: Detection[]): void {
  if (at + 1 >= reading.words.count) return;
  const gap = gapBefore(reading, at + 1);
  if (!labelGap.test(gap)) return;
  const last = nameEnd(reading, at + 1, gap.endsWith('"') ? inNameOrComma : inName);
  if (last === at + 1) givenBehind(reading, last, found);
  if (gap.endsWith('"') && isAnything(reading, at + 1, last)) return;
  if (isVersioned(reading, { first: at + 1, last })) return;
  push(reading, at + 1, last, "A name behind a label.", found);
}

/** `"name":"CIRCL"` in JSON names things of any sort. */
function isAnything({ words }: Reading, first: number, last: number): boolean {
  const bits = words.bits[first] ?? 0;
  const isUpper = ((words.shapes[first] ?? 0) & lowerAny) === 0;
  return last - first === 1 && isUpper && (bits & (givenBit | familyBit)) === 0;
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
    const known = (words.bits[next] ?? 0) & (ordinaryBit | knownBit | tradeBit);
    if (known === 0 || (last - next > 1 && !isOfMaker(reading, next))) {
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

/** "found by Google Docs": a maker whom nobody is called after. */
function isOfMaker({ words }: Reading, at: number): boolean {
  const bits = words.bits[at] ?? 0;
  return (bits & (knownBit | tradeBit)) !== 0 && (bits & (givenBit | familyBit)) === 0;
}

/** "shaz from reception says": a word that nobody knows. */
function placed(reading: Reading, at: number, found: Detection[]): void {
  const { words, passage } = reading;
  const article = valueBefore(words.hashes, at) === the ? 1 : 0;
  const name = at - article - 2;
  if (name < 0 || !placedBy.has(words.hashes[name + 1] ?? 0)) return;
  const isUnknown = ((words.bits[name] ?? 0) & (classBits | littleBit)) === 0;
  if (!isUnknown || words.shapes[name] !== (lowerAny | letterAny)) return;
  const start = words.starts[name] ?? 0;
  const end = words.ends[name] ?? start;
  if (end - start > smallNameCharsMax || gapBefore(reading, name + 1) !== " ") return;
  if (!/[\s"'(]/.test(passage.text[start - 1] ?? " ")) return;
  const why = "Someone of a department.";
  found.push({ ...passage.spanOf(start, end), kind: "person", why, needsReview: true });
}

const the = hashOf("the");
const smallNameCharsMax = 9;

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

const before = letterPattern(
  String.raw`["']?((?:\p{Lu}[\p{L}'.-]{0,24}[ ,]{1,2}){1,4}\p{Lu}[\p{L}'.-]{0,24})["']? ?<$`,
);

/** The first word that does not begin before an offset. */
function wordFrom({ count, starts }: Words, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `Jane Roe <jane@…>`, but for the sender of a mail. */
function addressed(reading: Reading, found: Detection[]): void {
  const { passage, words } = reading;
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
    const first = wordFrom(words, start);
    const last = wordFrom(words, start + name.length);
    if (isPersona(reading, { first, last })) continue;
    found.push({
      ...span,
      kind: "person",
      why: "A name before a mail address.",
      needsReview: false,
    });
  }
}
