/**
 * Streets as other languages write them: their sort first and the house last, as one word with their
 * sort, or told by the house before a postcode and a town.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { type Detection, detectPattern, type Reading } from "../../detector.ts";
import { lowered, type Passage, passageWindow } from "../../text/passage.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  bitsOf,
  familyBit,
  givenBit,
  littleBit,
  machineBit,
  tradeBit,
  wayBit,
} from "../../text/word-table.ts";
import { unitBefore, type Words } from "../../text/words.ts";
import { addressEnd, addressStart } from "./address-ends.ts";
import { isCapital } from "../../text/letters.ts";

const house = String.raw`(?:n[or]?\.? ?|N[or]?[.:] ?|# ?)?\d{1,5}(?:[/-]\d{1,4})?[a-zA-Z]?(?!\w|\.\d)`;
const streetFirst = boundedPattern(
  String.raw`\b[A-Z][\p{L}-]{2,30}(?:stra(?:ss|ß)e|str\.|weg|platz|gasse|allee|straat|laan|plein|gracht|gatan|gade|v(?:ä|a)gen|veien|katu|tie|vej|ulice|utca|sokak) ${house}`,
);
/** The sort of street first and the house last: "Via Nuova del Campo 85", "ul. Cicha 86". */
const sorts =
  "rue|rua|via|viale|vicolo|calle|avda|avenida|av\\.|ul|ulica|plaza|plac|piazza|piazzetta|largo|travessa|estrada|strada|chemin|impasse|paseo|camino|carrer|carrera|corso|trg|quai|calea|bulevar|bulevardul|jalan|leoforos|namesti|triq|sqaq|misrah|jl|jln|lorong|rruga|odos|y\u043b|\u0432y\u043b";
const sortFirst = boundedPattern(
  String.raw`(?<![\p{L}\d-])(?:\d{1,6} )?(?:(?:${sorts})\.? (?:[\p{L}'.-]{1,24} ){0,6}[\p{L}'.-]{1,24},? ${house}|(?:carrera|calle|cra\.?|kr\.?) \d{1,3}[a-z]? ?(?:#|no\.?) ?\d{1,3}[a-z]?-\d{1,3}\b)`,
  "gi",
);
/** Words of English as well, so with a capital, and a particle or another: "Place de la Gare 3". */
const capitalFirst = boundedPattern(
  String.raw`(?<![\p{L}\d-])(?:Place|Avenue|Boulevard|Bd|Cours) (?:(?:de|du|des|la|les|le|l'|d') ?){1,3}(?:\p{Lu}[\p{L}'-]{1,24},? ){1,4}${house}`,
);
/** "Augsburger Strasse 36", "Hegyalja út 98", "hegyalja út 98". */
const sortsLast =
  "[Ss]tra(?:ss|ß)e|[Ss]tr|ut|utca|utja|ter|krt|rkp|u\\.|koz|gade|vej|gata|laan|ulica|ulice|[Cc]ad|[Cc]addesi|[Ss]okak|prospekt";
const sortLast = boundedPattern(
  String.raw`(?<![\p{L}\d-])(?:\d{1,6} )?(?:(?:\p{Lu}[\p{L}'-]{1,24} ){1,3}|\p{Ll}{4,24} )(?:${sortsLast})\.?,? ${house}\.?`,
);
/** They stand in the names of streets. */
const particles = hashSet(
  "de des du la le les dei del della delle dello degli di da do das dos den der dem van het el los las y e al aux au zum zur am im unter",
);
/** The sorts, though some are words of English. */
const sortWords = hashSet(
  "jl jln lorong via place avenue boulevard plaza largo corso strada calle rue rua via viale quai camino paseo bulevar str ter av no",
);
const notInStreets = littleBit | attackBit | tradeBit | machineBit;

const wordsOfStreet = letterPattern(String.raw`(?<![\p{L}\d])[\p{L}']{2,}`, "g");

/** "via RDP on port 3389" and "03:12 via Citrix" are ways in, no ways to a house. */
export function isStreet({ 0: whole }: RegExpExecArray): boolean {
  return (whole.match(wordsOfStreet) ?? []).every((word) => {
    const hash = hashOf(lowered(word));
    if (particles.has(hash) || sortWords.has(hash)) return true;
    const bits = bitsOf(word);
    // Streets are called after people, "Garibaldi", and so are things of the trade.
    if (isCapital(word, 0) && (bits & (givenBit | familyBit)) !== 0) return true;
    return (bits & notInStreets) === 0;
  });
}

/** "via" is a word of English: what follows it is a word as well. */
function isWay(match: RegExpExecArray): boolean {
  return /^(?:\d+ )?via ['.-]/i.test(match[0]) ? false : isStreet(match);
}

const address = {
  kind: "postal-address",
  why: "The form of a postal address.",
  needsReview: false,
} as const;

/** Streets that a word or its end tells, in lines that have one of them. */
export function streetsAbroad(reading: Reading): Detection[] {
  const { passage, lines, words, places } = reading;
  const found: Detection[] = [];
  const { codes } = passage;
  let known = 0;
  for (let at = 0; at < lines.count; at += 1) known |= lines.bits[at] ?? 0;
  const hasWays = (known & wayBit) !== 0;
  let line = 0;
  let read = -1;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    if (unitBefore(codes, start) !== space && !hasWays) continue;
    if (mayBePostcode(codes, start)) found.push(...beforeTown(reading, at));
    while ((lines.ends[line] ?? Infinity) < start) line += 1;
    if (line === read) continue;
    if (((lines.bits[line] ?? 0) & wayBit) === 0) {
      if (at === lines.firstWords[line] || !endsStreet(passage, words, at)) continue;
    }
    read = line;
    const window = passageWindow(passage, lines.starts[line] ?? 0, lines.ends[line] ?? 0);
    for (const pattern of [streetFirst, sortFirst, capitalFirst, sortLast]) {
      for (const one of wholes(window, pattern, isWay, true)) found.push(one);
    }
  }
  return found;
}

/** Matches with what stands before and behind them. */
export function wholes(
  window: Passage,
  pattern: RegExp,
  accepts: (match: RegExpExecArray) => boolean = () => true,
  isCorner = false,
): Detection[] {
  const found: Detection[] = [];
  detectPattern(window, pattern, address, (match) => {
    if (!accepts(match)) return false;
    const { 0: whole, index } = match;
    const trimmed = whole.trimEnd();
    const start = addressStart(window, index, isCorner);
    const end = addressEnd(window, index + trimmed.length);
    found.push({ ...window.spanOf(start, end), ...address });
    return false;
  });
  return found;
}

/** These stand alone before the house. */
const sortsBehind = hashSet(
  "strasse stra\u00dfe str ut utca utja ter u krt rkp koz gade vej gata laan ulica ulice cad caddesi sokak prospekt no",
);
const streetEnd =
  /(?:stra(?:ss|\u00df)e|str|weg|platz|gasse|allee|straat|laan|plein|gracht|gatan|gade|v(?:a|\u00e4)gen|veien|katu|tie|vej|ulice|utca|sokak)$/;
/** The last two letters of such words, five bits each. */
const lastLetters = new Uint8Array(1024);
for (const end of "se \u00dfe tr eg tz ee at an in ht de en tu ej ie ce ca ak".split(" ")) {
  lastLetters[lettersAt(end.charCodeAt(0), end.charCodeAt(1))] = 1;
}

function lettersAt(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** A word with the end of a street before a number. */
function endsStreet(passage: Passage, words: Words, at: number): boolean {
  const { codes } = passage;
  const end = words.ends[at - 1] ?? 0;
  const gap = (words.starts[at] ?? 0) - end;
  if (gap > 2 || codes[end + gap - 1] !== space) return false;
  if (gap === 2 && codes[end] !== dot && codes[end] !== colon) return false;
  if (sortsBehind.has(words.hashes[at - 1] ?? 0)) return true;
  if (lastLetters[lettersAt(codes[end - 2] ?? 0, codes[end - 1] ?? 0)] === 0) return false;
  return streetEnd.test(passage.text.slice(words.starts[at - 1], end));
}

/** A digit behind a comma, a blank and another digit or a letter: "7, 18055 Rostock". */
function mayBePostcode(codes: Uint16Array, start: number): boolean {
  if (unitBefore(codes, start) !== space || unitBefore(codes, start, 2) !== comma) return false;
  return unitBefore(codes, start, 3) > 47;
}

const behindHouse = letterPattern(
  String.raw`^(?:\d{5}|\d{3} \d{2}|\d{4}(?: [A-Z]{2})?|\d{2}-\d{3}|\d{4}-\d{3}) \p{Lu}\p{Ll}`,
);
const yearOnly = letterPattern(String.raw`^(?:19|20)\d\d \p{Lu}`);
const streetBefore = letterPattern(
  String.raw`(?<![\p{L}\d.-])\p{Lu}[\p{L}'.-]{1,24} (?:(?:\p{Lu}[\p{L}'.-]{1,24}|de|la|le|del|di|da|do|den|der|dem|van|und|of) ){0,4}\d{1,4}(?:[/-]\d{1,4})?[a-zA-Z]?, $`,
);
const streetCharsMax = 90;

/** "Unter den Linden 77, 10117 Berlin". */
function beforeTown({ passage, words }: Reading, at: number): Detection[] {
  const { text } = passage;
  const start = words.starts[at] ?? 0;
  const behind = text.slice(start, start + 12);
  if (!behindHouse.test(behind) || yearOnly.test(behind)) return [];
  const match = streetBefore.exec(text.slice(Math.max(0, start - streetCharsMax), start));
  if (match === null || !isStreet(match)) return [];
  const end = addressEnd(passage, start - 2);
  return [{ ...passage.spanOf(start - match[0].length, end), ...address, needsReview: true }];
}

const space = 32;
const dot = 46;
const colon = 58;
const comma = 44;
