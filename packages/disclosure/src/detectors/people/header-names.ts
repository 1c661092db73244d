/**
 * Who sends and gets a mail, where its head gives the name alone: "From: Oh Ji-hyun", "To: Grace Day; Art
 * Stone". The place tells what the words do not: each of them may be a word of English.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  bitsOf,
  classBits,
  familyBit,
  givenBit,
  littleBit,
  tradeBit,
} from "../../text/word-table.ts";
import { unitBefore } from "../../text/words.ts";

const headers = hashSet(
  "from to cc bcc sender von an kopie de para od do fra til van aan da per kime kimden",
);
/** Other lines of a head, in the languages of those who write them. */
const otherHeaders = hashSet(
  "subject betreff asunto assunto objet oggetto onderwerp emne datum fecha",
);

const lineCharsMax = 160;
const namesMax = 6;
const value = /^[ \t]{0,3}:[ \t*]{1,4}(?=[^@\n]{3,160}$)/;
const name = letterPattern(
  String.raw`^\p{Lu}\p{L}{0,19}(?:['-]\p{L}{1,15}){0,2}(?: \p{Lu}\p{L}{0,19}(?:['-]\p{L}{1,15}){0,2}){1,3}$`,
);
/** "Ji-hyun": the second syllable of a Korean name is small. */
const syllables = letterPattern(String.raw`(?:^| )\p{Lu}\p{Ll}{1,5}-\p{Ll}{1,5}(?: |$)`);
/** Words of offices, of groups and of what sends by itself. */
const offices = hashSet(
  `team teams desk office offices group department dept division section unit security support service services help helpdesk it soc csirt cert noc hr legal finance accounts accounting payroll payable purchasing sales marketing management board committee council staff employees users everyone all colleagues members partners customers clients guests shift crew centre center operations admin administrator administration system server mailer daemon notification notifications alert alerts update updates newsletter report reports bank police authority ministry university hospital clinic school college city county court airport port plant mill works factory site company corp inc ltd gmbh group holding logistics shipping insurance agency bureau lab labs reception llp llc plc ag ab oy kg srl spa bhd`,
);

export function headerNames({ passage, words, lines }: Reading): Detection[] {
  const { text } = passage;
  const found: Detection[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    const first = lines.firstWords[line] ?? 0;
    if (first + 2 >= (lines.firstWords[line + 1] ?? 0) || !headers.has(words.hashes[first] ?? 0))
      continue;
    const end = lines.ends[line] ?? 0;
    const behind = words.ends[first] ?? 0;
    if (end - behind > lineCharsMax) continue;
    const sign = value.exec(text.slice(behind, end))?.[0].length;
    if (sign === undefined) continue;
    let start = behind + sign;
    for (const part of text.slice(start, end).split(/[,;]/, namesMax)) {
      const bare = part.replace(/ ?\([^()]{1,40}\)\s*$/, "").trim();
      const from = start + part.indexOf(bare);
      start += part.length + 1;
      if (!mayNameSomebody(bare)) continue;
      const why = "A name in the head of a mail.";
      const span = passage.spanOf(from, from + bare.length);
      found.push({ ...span, kind: "person", why, needsReview: true });
    }
  }
  return found;
}

/** "Von:", "Assunto:" at the head of a line: no names, though some are called so. */
export function isHeader({ passage: { codes }, words }: Reading, at: number): boolean {
  const hash = words.hashes[at] ?? 0;
  if (!headers.has(hash) && !otherHeaders.has(hash)) return false;
  const before = unitBefore(codes, words.starts[at] ?? 0);
  return (before === 0 || before === newline) && codes[words.ends[at] ?? 0] === colon;
}

const newline = 10;
const colon = 58;

function mayNameSomebody(text: string): boolean {
  if (!name.test(text)) return false;
  const bits = text.split(/[ '-]/).map(bitsOf);
  if (text.split(" ").some((word) => offices.has(hashOf(word.toLowerCase())))) return false;
  if (syllables.test(text)) return true;
  if (bits.some((it) => (it & tradeBit) !== 0 && (it & (givenBit | familyBit)) === 0)) return false;
  return bits.some((it) => (it & (givenBit | familyBit)) !== 0 || isUnknown(it));
}

function isUnknown(bits: number): boolean {
  return (bits & (classBits | littleBit)) === 0;
}
