/**
 * Names that have a line to themselves: whoever a letter begins with ("Anna,") or ends with ("S. L.");
 * and names in small letters behind a title.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { type Detection, detectPattern, type Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  bitsOf,
  familyBit,
  givenBit,
  knownBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import { letterAny, lowerAny } from "../../text/words.ts";
import { isCapital } from "../../text/letters.ts";
import { runWordsMax } from "./name-words.ts";

const wordsMax = 6;
const charsMax = 60;
const greeted = letterPattern(
  String.raw`^[> ]{0,3}(\p{Lu}[\p{L}'-]{1,20}(?: \p{Lu}[\p{L}'-]{1,20})?),$`,
);
const nobody = hashSet(
  "all team colleagues everyone everybody folks friends partners members hello hi hey dear gentlemen ladies greetings regards thanks thank best cheers sincerely yours respectfully sirs madam however therefore finally today yesterday tomorrow",
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
    if (codes[end - 1] !== comma || end - start > charsMax) continue;
    const whole = text.slice(start, end);
    const name = greeted.exec(whole)?.[1];
    if (name === undefined || isNobody(name)) continue;
    const from = start + whole.indexOf(name);
    const why = "Whom a letter begins with.";
    found.push({
      ...passage.spanOf(from, from + name.length),
      kind: "person",
      why,
      needsReview: true,
    });
  }
  return found;
}

const clocked = letterPattern(
  String.raw`^[> ]{0,3}\d{1,2}[:.h]?\d{2} {1,3}(\p{Lu}\p{Ll}{2,15}) (?:says|asks|asked|wants|told|thinks|swears|confirms|insists|agrees|refuses)\b`,
);
const clockedSmall = letterPattern(
  String.raw`^[> ]{0,3}\d{1,2}[:.h]?\d{2} {1,3}(\p{Ll}{4,14})(?=[ ,])`,
);
const clockedCharsMax = 40;

/** "0110 Kettle says …" in a log of a shift: nothing but a person says so; "0710 ngozi back": a name that is no word. */
export function clockedNames({ passage, lines }: Reading): Detection[] {
  const { text, codes } = passage;
  const found: Detection[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    const start = lines.starts[line] ?? 0;
    if (lines.digits[line] === 0 || (codes[start] ?? 0) > nine) continue;
    const head = text.slice(start, start + clockedCharsMax);
    const name = clocked.exec(head) ?? clockedSmall.exec(head);
    const word = name?.[1] ?? "";
    if (name === null || isNobody(word) || (bitsOf(word) & tradeBit) !== 0) continue;
    if (!isCapital(word, 0) && !isNameOnly(word)) continue;
    const from = start + name[0].indexOf(word);
    const why = "Someone who says something at a time.";
    found.push({
      ...passage.spanOf(from, from + word.length),
      kind: "person",
      why,
      needsReview: true,
    });
  }
  return found;
}

function isNameOnly(word: string): boolean {
  const bits = bitsOf(word);
  return (bits & (givenBit | familyBit)) !== 0 && (bits & (ordinaryBit | knownBit)) === 0;
}

const nine = 57;

const inDirectory = letterPattern(
  String.raw`\b(?:CN|cn)=((?:\p{Lu}[\p{L}'-]{1,20} ){1,3}\p{Lu}[\p{L}'-]{1,20})(?=,(?:OU|ou|DC|dc|CN|cn|O|o)=)`,
  "g",
);
const commonName = hashOf("cn");
const ofGroups =
  /\b(?:users?|admins?|administrators|computers|controllers|guests|services?|servers?|operators|policy|root|authority|issuing|ca)\b/i;

/** "cn=Jane Roe,ou=…" of a directory (RFC 4514), but for groups. */
export function directoryNames({ passage, words }: Reading): Detection[] {
  if (!words.hashes.includes(commonName)) return [];
  const about = { kind: "person", why: "A name in a directory.", needsReview: true } as const;
  return detectPattern(passage, inDirectory, about, ([, name = ""]) => !ofGroups.test(name));
}

const initialsAlone = letterPattern(
  String.raw`(?:\n[ \t]{0,4}(?:- ?|-- ?)?|[,.!?)>] )((?:\p{Lu}\p{Ll}{1,14} )?(?:\p{Lu}\.[ -]?){1,3}|\p{Lu}-\p{Lu}\.)(?:[ \t]*[-\u2013]{1,2} ?[+(]?\d[\d ().-]{4,20})?\s{0,4}$`,
);
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

function isNobody(name: string): boolean {
  const [first = ""] = name.toLowerCase().split(/[ '-]/, 1);
  return nobody.has(hashOf(first));
}
