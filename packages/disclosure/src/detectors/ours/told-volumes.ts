/**
 * How much runs, is made or carried, told by a number and the words beside it: "51 of 84 trams ran", "26
 * sessions a shift", "38 Tonnen statt 96", in the languages that companies write in. None that counts
 * machines, attacks or time.
 */

import type { Detection, Reading } from "../../detector.ts";
import { currencies } from "../../subjects/amount-words.ts";
import { mayBePlain } from "../../subjects/telling-words.ts";
import { lowered } from "../../text/passage.ts";
import { marksOfChars } from "../../text/tokens.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import { attackBit, bitsOf, machineBit, tradeBit } from "../../text/word-table.ts";
import { digitAny, isDigit, upperFirst, valueBefore } from "../../text/words.ts";
import { countedElsewhere, often, parts, pers, shiftWork, times, units } from "./volume-words.ts";

const number = String.raw`\d{1,3}(?:[.,' ]\d{3}){1,3}|\d{1,6}(?:[.,]\d{1,2})?`;
const word = String.raw`[a-z\u0080-\u024f][a-z\u0080-\u024f0-9'-]{0,20}`;
const goods = String.raw`((?:${word} ){0,2}${word})`;

const listed = (words: string): string => `(?:${words.trim().split(/\s+/).join("|")})`;

/** Each begins at a number; what is counted is in its groups. */
const rules: readonly RegExp[] = [
  // "51 of 84 trams", "51 ud af 84 tog".
  String.raw`(?:${number}) (?:out |ud |ut )?${listed(parts)} (?:de |den |der |the |las |los |les |our )?(?:${number}) (?:de |our |the )?${goods}`,
  // "51 rames sur 84".
  String.raw`(?:${number}) (${word}) (?:sur|su|von|av) (?:${number})(?![\w%])`,
  // "84 vaunusta 51", "84 villamosból 51".
  String.raw`(?:${number}) (${word}(?:sta|st|bol|[dt][ae]n)) (?:${word} )?(?:${number})(?![\w%])`,
  // "410 m3 na godzinę", "26 sessions a shift", "9 st/vecka".
  String.raw`(?:${number}) ?${goods}(?: ${listed(pers)} |/)${listed(times)}(?!\w)`,
  // "410 ton dziennie".
  String.raw`(?:${number}) ${goods} ${listed(often)}(?!\w)`,
  // "38 ton yerine 9 ton", "96 tonnes au lieu de 410".
  String.raw`(?:${number}) ${listed(units)}(?: ${word}){0,2} (?:instead|statt|anstatt|gegen|au lieu|en vez|invece|em vez|in plaats|i stallet|i stedet|mot|zamiast|misto|helyett|yerine|in loc|umjesto|against)(?: ${word})? (?:${number})(?![\w%])`,
].map((rule) => new RegExp(rule, "y"));
/** "günde 38 ton", "óránként 410 m3", "statt 410 Tonnen": the number stands behind. */
const measured = new RegExp(String.raw`(?:${number}) ?${listed(units)}(?!\w)`, "y");
const before = hashSet(`${often} statt zamiast misto`);

/** More than a rule can read. */
const ruleCharsMax = 256;

/** One of these stands among the four words behind the number. */
const leading = hashSet(
  `${parts} ${pers} ${often} ${times} instead against statt anstatt gegen lieu vez invece plaats stallet stedet mot zamiast misto helyett yerine loc umjesto`,
);
const wordsToLead = 4;
const tableOf = hashSet(countedElsewhere);
const worked = hashSet(shiftWork);
const unitsOfGoods = hashSet(units);
const shift = /(?:shift|sitting|sailing|turno|schicht|skift|ploeg|zmiane|smenu)$/;

export function toldVolumes(reading: Reading, found: Detection[]): void {
  const { passage, words, places } = reading;
  let behind = 0;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    if (words.shapes[at] !== digitAny || start < behind) continue;
    if (!goesOn(passage.codes, words.ends[at] ?? start)) continue;
    if (!mayBePlain(passage.codes, start) || !mayLead(reading, at)) continue;
    const end = endOf(reading, at);
    if (end === undefined) continue;
    const [from, to] = clauseOf(reading, at, end);
    behind = to;
    const span = passage.spanOf(from, to);
    if (reading.isExplained(span)) continue;
    const why = "It tells how much is made or moved.";
    found.push({ ...span, kind: "output-volume", why, needsReview: true });
  }
}

/** Every rule goes on behind its number with more digits, a blank or a word. */
function goesOn(codes: Uint16Array, end: number): boolean {
  const sign = codes[end] ?? 0;
  if (joints[sign] === 1) return isDigit(codes[end + 1]);
  return sign === blank || sign > 127;
}

const joints = marksOfChars(".,'");

function mayLead({ words, passage: { text } }: Reading, at: number): boolean {
  const { hashes, shapes, count, starts, ends } = words;
  if (before.has(valueBefore(hashes, at))) return true;
  const last = Math.min(count, at + 1 + wordsToLead);
  for (let next = at + 1; next < last; next += 1) if (leading.has(hashes[next] ?? 0)) return true;
  const isBetween = shapes[at + 2] === digitAny || shapes[at + 3] === digitAny;
  return isBetween && partCase.test(text.slice(starts[at + 1], ends[at + 1]));
}

const partCase = /(?:sta|st|bol|[dt][ae]n)$/;

/** Behind the last word that a rule needs. */
function endOf({ passage, words }: Reading, at: number): number | undefined {
  const start = words.starts[at] ?? 0;
  const said = lowered(passage.text.slice(start, start + ruleCharsMax));
  for (const rule of rules) {
    rule.lastIndex = 0;
    const match = rule.exec(said);
    if (match === null) continue;
    const [all, counted = ""] = match;
    if (isOurs(counted, all)) return start + all.length;
  }
  if (!before.has(valueBefore(words.hashes, at))) return undefined;
  measured.lastIndex = 0;
  const all = measured.exec(said)?.[0];
  return all === undefined ? undefined : start + all.length;
}

/** Nothing of it is counted by machines, of attacks or of the calendar. */
function isOurs(counted: string, all: string): boolean {
  const isWork = shift.test(all);
  return counted.split(/[ '-]+/).every((one) => {
    const hash = hashOf(one);
    if (unitsOfGoods.has(hash) || (isWork && worked.has(hash))) return true;
    if (tableOf.has(hash) || currencies.has(hash)) return false;
    return (bitsOf(one) & (tradeBit | attackBit | machineBit)) === 0;
  });
}

const blank = 32;
const apostrophe = 39;
const leadWordsMax = 4;
const tailWordsMax = 6;

/** With the words of its clause before and behind it, as far as they are no values of attackers. */
function clauseOf(reading: Reading, at: number, end: number): [number, number] {
  const { words } = reading;
  let first = at;
  while (first > 0 && at - first < leadWordsMax && goesWith(reading, first - 1, first)) first -= 1;
  let last = at;
  while (last + 1 < words.count && (words.starts[last + 1] ?? 0) < end) last += 1;
  const from = last;
  while (last - from < tailWordsMax && goesWith(reading, last + 1, last + 1)) last += 1;
  return [words.starts[first] ?? 0, Math.max(end, words.ends[last] ?? end)];
}

/** A plain word, one blank from its neighbour; `behind` is the later of the two. */
function goesWith({ words, passage, coveredWords }: Reading, at: number, behind: number): boolean {
  const from = words.ends[behind - 1] ?? 0;
  const gap = passage.codes[from];
  // "51'i".
  if (behind >= words.count || (gap !== blank && gap !== apostrophe)) return false;
  if ((words.starts[behind] ?? 0) - from !== 1 || coveredWords[at] === 1) return false;
  const bit = words.bits[at] ?? 0;
  const shape = words.shapes[at] ?? 0;
  if ((bit & (tradeBit | machineBit)) !== 0 && (shape & upperFirst) !== 0) return false;
  return (shape & digitAny) === 0 || shape === digitAny;
}
