/** Postal addresses in simple forms: house and street, post boxes, with the town that follows. */

import {
  type Detection,
  type Detector,
  detectInLines,
  detectPattern,
  type Reading,
} from "../detector.ts";
import { lowered, type Passage, passageWindow } from "../text/passage.ts";
import { hashOf, hashSet } from "../text/word-hash.ts";
import { attackBit, bitsOf, littleBit, streetBit, tradeBit, wayBit } from "../text/word-table.ts";
import type { Words } from "../text/words.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { addressBlocks } from "./address-blocks.ts";

const street =
  "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Way|Parkway|Pkwy|Highway|Hwy|Row|Close|Crescent|Gardens|Grove|Hill|Bank|Mews|Walk|Quay|Wharf|Green|View|Rise|Circle|Trail|Loop|Alley|Esplanade|Broadway|Gate|Vale|Park|Side|Croft|Fold|Garth";
const town = String.raw`(?:,? (?:Apt|Suite|Unit|Floor|Ste|#)\.? ?[\w-]{1,8})?(?:,\s{0,2}[A-Z][\w.' -]{1,40}){0,2}(?:,? ?[A-Z]{2})?(?: \d{4,5}(?:-\d{4})?)?`;
const houseFirst = boundedPattern(
  String.raw`(?<![\w.-])\d{1,5}[A-Za-z]? (?:[NSEW]\.? )?(?:[A-Z][\w'-]{1,24} ){1,4}(?:${street})\b\.?${town}`,
);
const streetFirst = boundedPattern(
  String.raw`\b[A-Z][\p{L}-]{2,30}(?:stra(?:ss|ß)e|str\.|weg|platz|gasse|allee|straat|laan|plein|gracht|gatan|gade|v(?:ä|a)gen|veien|katu|vej)(?: \d{1,4}[a-z]?)(?:,? \d{4,5} [A-Z][\p{L}-]{2,30})?`,
  "gu",
);
const rue = boundedPattern(
  String.raw`\b\d{1,4},? (?:rue|avenue|boulevard|place|via|calle|piazza) (?:[\p{L}'-]{1,24} ?){1,5}`,
  "giu",
);
/** The sort of street first and the house last: "Via Nuova del Campo 85", "ul. Cicha 86". */
const sortFirst = boundedPattern(
  String.raw`(?<![\p{L}\d-])(?:\d{1,6} )?(?:rue|rua|via|viale|vicolo|calle|avda|avenida|ul|ulica|plaza|plac|piazza|piazzetta|largo|travessa|estrada|strada|chemin|impasse|paseo|camino|carrer|corso|trg)\.? (?:[\p{L}'.-]{1,24} ){1,6}\d{1,5}[a-z]?(?![\w.])`,
  "giu",
);
/** "Augsburger Strasse 36", "Hegyalja út 98". */
const sortLast = boundedPattern(
  String.raw`(?<![\p{L}\d-])(?:\d{1,6} )?(?:\p{Lu}[\p{L}'-]{1,24} ){1,3}(?:stra(?:ss|ß)e|str|ut|utca|utja|ter|gade|vej|gata|laan|ulica)\.? \d{1,5}[a-z]?(?![\w.])`,
  "giu",
);
/** Military mail. */
const military = boundedPattern(
  String.raw`\b(?:PSC \d{3,5},? Box \d{3,5}|Unit \d{3,5},? Box \d{3,5}|US(?:CGC|NS|NV|S) \p{Lu}[\p{L}-]{2,20})\s{1,3}(?:APO|FPO|DPO) A[AEP] \d{5}`,
  "giu",
);

const box = boundedPattern(String.raw`\bP\.? ?O\.? ?Box \d{1,6}`, "gi");

const unit = boundedPattern(
  String.raw`(?<![\w.-])(?:\d{1,5} )?\p{Lu}[\p{L}'-]{2,24}(?: \p{Lu}[\p{L}'-]{2,24}){0,3},? \d{1,5}[a-z]?,? (?:Apt|Suite|Unit|Floor|Flat|Ste|APT|SUITE)\.? ?\d{1,5}(?:\s{1,6}\p{Lu}[\p{L}' .-]{2,40}){0,2}`,
  "gu",
);
const labelled = boundedPattern(
  String.raw`\b(?<!\b(?:ip|mac|e-?mail|mail|web|memory|bitcoin|btc|wallet|virtual|base|return|network|source|destination|c2|url|server|remote|callback|ipv[46]|dns|payment|contract|sender|host) )(?:address|lives at|lives on|lives in|residing at|resides at|living at)(?: of [^\n\d:]{1,40})?(?: is|:| ){1,2}\s{0,6}((?:[^\n.@]{2,60})?\d[^\n@]{2,60}(?:\n[ \t]{0,8}[^\n@:]{2,40}){0,4})`,
  "giu",
);
/** They stand in the names of streets. */
const particles = hashSet(
  "de des du la le les dei del della delle dello degli di da do dos das den der dem van het el los las y e al aux au zum zur am im",
);

/** "via RDP on port 3389" and "03:12 via Citrix" are ways in, no ways to a house. */
function isNoWay({ 0: whole, index, input }: RegExpExecArray): boolean {
  if (/[:.\d]/.test(input[index - 1] ?? "")) return false;
  return !(whole.match(/[\p{L}']+/gu) ?? []).some(
    (word) =>
      !particles.has(hashOf(lowered(word))) &&
      (bitsOf(word) & (littleBit | attackBit | tradeBit)) !== 0,
  );
}

/** "address: 7 Elm", "address Elm 7"; not "an address and asked for 2". */
function isSaid([whole, value = ""]: RegExpExecArray): boolean {
  const label = whole.slice(0, whole.length - value.length);
  return /[:]| (?:is|at|on|in)\s*$/i.test(label) || /^[\d\p{Lu}]/u.test(value);
}
const numberSigns = /(?:\d{1,3}\.){3}|0x|:\/\/|[a-f0-9]{16}/i;

export const postalAddresses: Detector = {
  name: "postal-addresses",
  version: 6,
  detect(reading) {
    return detectInLines(reading, streetBit, (window) => [
      ...[houseFirst, box, unit].flatMap((pattern) => detectPattern(window, pattern, address)),
      ...detectPattern(window, rue, address, isNoWay),
      ...detectPattern(window, military, address),
      ...detectPattern(
        window,
        labelled,
        { ...address, why: "What is called an address.", needsReview: true },
        (match) => !numberSigns.test(match[1] ?? "") && isSaid(match),
      ),
    ]).concat(streets(reading), addressBlocks(reading));
  },
};

/** These stand alone before the house. */
const sortsBehind = hashSet("strasse stra\u00dfe str ut utca utja ter gade vej gata laan ulica");
const streetEnd =
  /(?:stra(?:ss|\u00df)e|str|weg|platz|gasse|allee|straat|laan|plein|gracht|gatan|gade|v(?:a|\u00e4)gen|veien|katu|vej)$/;
/** The last two letters of such words, five bits each. */
const lastLetters = new Uint8Array(1024);
for (const end of "se \u00dfe tr eg tz ee at an in ht de en tu ej".split(" ")) {
  lastLetters[lettersAt(end.charCodeAt(0), end.charCodeAt(1))] = 1;
}

function lettersAt(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** Streets that a word or its end tells, in lines that have one of them. */
function streets({ passage, lines, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  let line = 0;
  let read = -1;
  for (const at of places.numbers) {
    while ((lines.ends[line] ?? Infinity) < (words.starts[at] ?? 0)) line += 1;
    if (line === read) continue;
    if (((lines.bits[line] ?? 0) & wayBit) === 0) {
      if (at === lines.firstWords[line] || !endsStreet(passage, words, at)) continue;
    }
    read = line;
    const window = passageWindow(passage, lines.starts[line] ?? 0, lines.ends[line] ?? 0);
    for (const pattern of [streetFirst, sortFirst, sortLast]) {
      for (const one of detectPattern(window, pattern, address, isNoWay)) found.push(one);
    }
  }
  return found;
}

/** A word with the end of a street before a number. */
function endsStreet(passage: Passage, words: Words, at: number): boolean {
  const { codes } = passage;
  const end = words.ends[at - 1] ?? 0;
  const gap = (words.starts[at] ?? 0) - end;
  if (gap > 2 || codes[end + gap - 1] !== space || (gap === 2 && codes[end] !== dot)) return false;
  if (sortsBehind.has(words.hashes[at - 1] ?? 0)) return true;
  if (lastLetters[lettersAt(codes[end - 2] ?? 0, codes[end - 1] ?? 0)] === 0) return false;
  return streetEnd.test(passage.text.slice(words.starts[at - 1], end));
}

const space = 32;
const dot = 46;

const address = {
  kind: "postal-address",
  why: "The form of a postal address.",
  needsReview: false,
} as const;
