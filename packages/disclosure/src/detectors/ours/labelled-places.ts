/** Sites behind a label: "site=brakel", "Standort: Obertann", "Location: second inspection room, Tsubata". */

import type { Reading } from "../../detector.ts";
import { hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  classBits,
  knownBit,
  littleBit,
  machineBit,
  tradeBit,
} from "../../text/word-table.ts";
import { unitBefore, type Words } from "../../text/words.ts";
import { siteWords } from "./site-words.ts";

export type Place = readonly [start: number, end: number];

/** Words of the map that are also others. */
const ofMaps = hashSet(
  "north south east west first second third fourth market number new old port bank upper lower high low great little long end annex annexe gate field station tower street terminal plant site st ste saint mount mt",
);

/** Of the trade, of attacks, of machines, of the calendar: no word of a site's name. */
export function isOfTrade({ bits, hashes }: Words, at: number): boolean {
  const bit = bits[at] ?? 0;
  if ((bit & (tradeBit | attackBit | machineBit | knownBit)) === 0) return false;
  return !ofMaps.has(hashes[at] ?? 0) && (bit & littleBit) === 0;
}

const labelledValue =
  /^(?:[ _-](?:code|id|name|nr|no))?["']? {0,3}([:=])[ \t]{0,3}["']?([A-Za-z][\w'&-]{1,30}(?: [A-Z0-9][\w'&.-]{0,30}){0,3})(?=["'\s,;|&)\]]|$|\.\s)/;
const labelCharsMax = 140;
/** "Site code LKW2". */
const codeBehind = /^( (?:code|id|no\.?):? )[A-Z]{2,5}-?\d{1,3}(?![\w-])/;
const codeOfSite = /^[A-Z]{2,5}-?\d{1,3}$/;

/** "site=brakel", "Standort: Obertann", `"site":"STR-03"`; none that is an ordinary word in small letters. */
export function labelled({ passage, words, coveredWords }: Reading, at: number): Place | undefined {
  const end = words.ends[at] ?? 0;
  const before = unitBefore(passage.codes, words.starts[at] ?? 0);
  if (before === 46 || before === 47 || before === 45) return undefined;
  const behind = passage.text.slice(end, end + labelCharsMax);
  const code = codeBehind.exec(behind);
  if (code !== null) return [end + (code[1]?.length ?? 0), end + code[0].length];
  const match = labelledValue.exec(behind);
  const [all = "", sign, value = ""] = match ?? [];
  if (match === null) return undefined;
  const start = end + all.length - value.length;
  let next = at + 1;
  while (next < words.count && (words.starts[next] ?? 0) < start) next += 1;
  if (coveredWords[next] === 1 || isOfTrade(words, next)) return undefined;
  const isCapital = /^[A-Z]/.test(value);
  if (!isCapital && (sign !== "=" || ((words.bits[next] ?? 0) & classBits) !== 0)) return undefined;
  if (/\d/.test(value) && !value.includes(" ") && !codeOfSite.test(value)) return undefined;
  if (isCapital && !value.includes(" ") && ((words.bits[next] ?? 0) & (littleBit | knownBit)) !== 0)
    return undefined;
  return [start, start + value.length];
}

/** On a form: up to the next field, the end of the line or of the sentence. */
const phrase =
  /^: {0,3}((?!unknown|none|n\/a|all |any |see |the |in |on )[^\s\n:;=<>{}[\]\\/%_"|\u2610\u2611\u2612][^\n:;=<>{}[\]\\/%_"|\u2610\u2611\u2612]{2,70}?)\.?(?=\s{2}|\n|$|\.\s|;| ?[|\u2610\u2611\u2612])/i;
const phraseWordsMax = 10;

/** "Location: ZPD-2, wheel lathe", "Where: goods lift, Harrow store"; nothing of machines is in it. */
export function formPhrase(
  { passage, words, coveredWords }: Reading,
  at: number,
): Place | undefined {
  const end = words.ends[at] ?? 0;
  if (passage.codes[end] !== colon || !isField(passage.codes, words.starts[at] ?? 0))
    return undefined;
  const match = phrase.exec(passage.text.slice(end, end + labelCharsMax));
  const value = match?.[1];
  if (match === null || value === undefined) return undefined;
  const start = end + match[0].indexOf(value);
  const stop = start + value.length;
  let isOfSite = /[A-Z\d]/.test(value.slice(1)) || value.includes(",");
  let last = at + 1;
  for (; last < words.count && (words.starts[last] ?? 0) < stop; last += 1) {
    if (coveredWords[last] === 1 || last - at > phraseWordsMax) return undefined;
    const sort = siteWords.get(words.hashes[last] ?? 0);
    if (sort !== 0) isOfSite = true;
    else if (((words.bits[last] ?? 0) & ofMachines) !== 0) return undefined;
  }
  return isOfSite && last > at + 1 ? [start, stop] : undefined;
}

const colon = 58;
const ofMachines = tradeBit | attackBit | machineBit;

/** It begins a line, or two blanks are before it. */
function isField(codes: Uint16Array, start: number): boolean {
  const before = unitBefore(codes, start);
  if (start === 0 || before === 10) return true;
  const isBlank = before === 32 || before === 9;
  return isBlank && (unitBefore(codes, start, 2) <= 32 || unitBefore(codes, start, 2) === 46);
}
