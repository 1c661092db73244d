/**
 * Sites as those who work there name them, told by the noun of premises in or beside the name: "Salt
 * House", "the Kilmory depot", "usine de Vauxelles", "kiln 2", "the pilot house", "site=brakel". No profile
 * holds them all, and words of no list need not be in them. All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import { lowered } from "../../text/passage.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import { classBits, familyBit, givenBit, littleBit, ordinaryBit } from "../../text/word-table.ts";
import {
  digitAny,
  isNumeric,
  lowerAny,
  unitBefore,
  upperFirst,
  upperLater,
  valueBefore,
  type Words,
} from "../../text/words.ts";
import { opensSentence } from "../people/name-context.ts";
import { isPersona } from "../people/personas.ts";
import { formPhrase, isOfTrade, labelled, type Place } from "./labelled-places.ts";
import {
  aloneBit,
  capitalBit,
  compoundBit,
  foreignBit,
  formBit,
  headBit,
  labelBit,
  nameBit,
  numberedBit,
  premisesBit,
  roomBit,
  siteBit,
  siteWords,
  unlistedBit,
  whereBit,
} from "./site-words.ts";

const numberCharsMax = 8;
const aNumber =
  /^ (?:[A-Z]?\d{1,3}[A-Za-z]?|[A-Z]|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|(?:nr|no|n) ?\.? ?\d{1,2})(?![\w%'-]|[.,:/]\d| (?:percent|million|hours?|minutes|days|weeks|per|of)\b)/;
const runWordsMax = 5;
/** "Mill Two, upper floor". */
const floorBehind =
  /^, (?:the )?(?:upper|lower|ground|first|second|third|fourth|top|back|front|north|south|east|west|left|right) (?:floor|wing|side|end|bay|room|hall|gate|corner|level|stairs?)(?!\w)/;
const floorCharsMax = 32;

export function namedPlace(reading: Reading, at: number, found: Detection[]): void {
  const { words } = reading;
  const kind = siteWords.get(words.hashes[at] ?? 0);
  if (kind === 0) return;
  const isWritten = isNamePart(words, at);
  const place =
    ((kind & formBit) !== 0 ? formPhrase(reading, at) : undefined) ??
    ((kind & labelBit) !== 0 ? labelled(reading, at) : undefined) ??
    ((kind & (numberedBit | compoundBit)) !== 0 ? numbered(reading, at, kind) : undefined) ??
    (isWritten ? undefined : beside(reading, at, kind));
  const name = place ?? (isWritten ? named(reading, at, kind) : where(reading, at, kind));
  if (name === undefined) return;
  const behind = reading.passage.text.slice(name[1], name[1] + floorCharsMax);
  const floor = floorBehind.exec(behind)?.[0].length ?? 0;
  const span = reading.passage.spanOf(name[0], name[1] + floor);
  if (reading.isExplained(span)) return;
  found.push({
    ...span,
    // Companies, streets of addresses and people are called so, too.
    kind: place === undefined ? "unexplained-name" : "company-place",
    why: "It is named as sites are.",
    needsReview: true,
  });
}

/** A capital and small letters. */
function isNamePart({ shapes }: Words, at: number): boolean {
  const shape = shapes[at] ?? 0;
  return (shape & (upperFirst | lowerAny | upperLater | digitAny)) === (upperFirst | lowerAny);
}

/** One blank, hyphen or apostrophe stands between two words. */
function isJoined({ passage: { codes }, words }: Reading, at: number): boolean {
  const { starts, ends } = words;
  const end = ends[at - 1] ?? 0;
  const gap = (starts[at] ?? 0) - end;
  const code = codes[end];
  if (at > 0 && gap === 1) return code === 32 || code === 45 || code === 39;
  return at > 0 && gap === 2 && code === 46 && shortened.has(valueBefore(words.hashes, at));
}

const shortened = hashSet("st ste mt");

/** The first word of the run of names that ends with a word. */
function runStart(reading: Reading, last: number): number {
  const { words } = reading;
  let first = last;
  while (first > 0 && last - first < runWordsMax && isJoined(reading, first)) {
    if (!isNamePart(words, first - 1)) break;
    first -= 1;
  }
  return first;
}

function runEnd(reading: Reading, first: number): number {
  const { words } = reading;
  let end = first;
  while (end < words.count && end - first < runWordsMax && isNamePart(words, end)) {
    if (end > first && !isJoined(reading, end)) break;
    end += 1;
  }
  return end;
}

/** "Salt House", "Lower Mill", "St. Brannoc's", "at Number Nine": none of its words is of the trade. */
function named(reading: Reading, at: number, kind: number): Place | undefined {
  const { words, passage } = reading;
  if ((kind & foreignBit) !== 0) {
    const place = behindNoun(reading, at);
    if (place !== undefined) return place;
  }
  const isHead = (kind & headBit) !== 0;
  if ((kind & aloneBit) !== 0 && isAlone(reading, at))
    return [words.starts[at - 1] ?? 0, words.ends[at] ?? 0];
  if ((kind & (nameBit | headBit)) === 0) return undefined;
  const end = isHead ? runEnd(reading, at) : at + 1;
  let first = isHead ? at : runStart(reading, at);
  const opens = opensSentence(passage.codes, words.starts[first] ?? 0);
  while (opens && first < at && ((words.bits[first] ?? 0) & littleBit) !== 0) first += 1;
  const goesOn = !isHead && isJoined(reading, end) && isNamePart(words, end);
  if (goesOn || end - first < 2 || !isNameOfSite(reading, first, end, at)) return undefined;
  const isAddress = isJoined(reading, first) && isNumeric(words.shapes[first - 1] ?? 0);
  const name = lowered(passage.text.slice(words.starts[first], words.ends[at]));
  if (isAddress || everyone.test(name)) return undefined;
  return [words.starts[first] ?? 0, possessive(reading, end)];
}

/** "at the Wynd". */
function isAlone(reading: Reading, at: number): boolean {
  const { hashes } = reading.words;
  return (
    owners.has(valueBefore(hashes, at)) &&
    places.has(valueBefore(hashes, at, 2)) &&
    isJoined(reading, at) &&
    !(isJoined(reading, at + 1) && isNamePart(reading.words, at + 1))
  );
}

/** What everybody knows, and what is written like a site. */
const everyone =
  /(?:^|\b)(?:check point|white house|wall street|silicon valley|fleet street|downing street|main street|high street|power point|share point|end point|mount point|access point|starting point|data point|talking point|red cross|deep end|back end|front end|high court|supreme court|federal court|district court|crown court|county court|bell end|week end|new park|central park|hyde park|south park|market place|trailer park|middle east|near east|far east|air field|text field|data field|head end|tail end)$/;

/** No person is called so either: "Sarah Hill". */
function isNameOfSite(
  { words, coveredWords }: Reading,
  first: number,
  end: number,
  noun = end,
): boolean {
  const { bits } = words;
  for (let at = first; at < end; at += 1) {
    if (coveredWords[at] === 1 || (at !== noun && isOfTrade(words, at))) return false;
    if (at + 1 === end) continue;
    const isGiven = ((bits[at] ?? 0) & givenBit) !== 0;
    const isWord = ((bits[at] ?? 0) & ordinaryBit) !== 0;
    if (isGiven && (!isWord || ((bits[end - 1] ?? 0) & familyBit) !== 0)) return false;
  }
  return true;
}

function possessive({ passage, words }: Reading, end: number): number {
  const to = words.ends[end - 1] ?? 0;
  return to + (/^'s(?!\w)/.exec(passage.text.slice(to, to + 3))?.[0].length ?? 0);
}

const works = hashOf("works");
const besideVerb = hashSet(
  "here there at in for from as on with nights days well fine again only because when like by and under to now since until",
);

/** In small letters. */
function beside(reading: Reading, at: number, kind: number): Place | undefined {
  const { words, passage } = reading;
  const isSmall = ((words.shapes[at] ?? 0) & (upperFirst | upperLater)) === 0;
  // "multi-platform", "office-wide".
  if (!isSmall || passage.codes[words.ends[at] ?? 0] === 45) return undefined;
  // "nobody called Collins works here".
  if (words.hashes[at] === works && besideVerb.has(words.hashes[at + 1] ?? 0)) return undefined;
  return (
    ((kind & foreignBit) !== 0 ? behindNoun(reading, at) : undefined) ??
    ((kind & siteBit) !== 0 ? site(reading, at) : undefined) ??
    ((kind & (premisesBit | roomBit)) !== 0 ? premises(reading, at, kind) : undefined)
  );
}

const ofStates = hashSet("government court parliament ministry police embassy");

/** "at Number Nine", "at Low Garth": two words and more. */
function where(reading: Reading, at: number, kind: number): Place | undefined {
  const { words } = reading;
  if ((kind & whereBit) === 0) return undefined;
  const end = runEnd(reading, at + 1);
  if (end - at < 3 || !isJoined(reading, at + 1)) return undefined;
  if (ofStates.has(words.hashes[end - 1] ?? 0)) return undefined;
  if (isPersona(reading, { first: at + 1, last: end })) return undefined;
  if (!isNameOfSite(reading, at + 1, end)) return undefined;
  return [words.starts[at + 1] ?? 0, possessive(reading, end)];
}

const owners = hashSet("the our");

/** "the Kilmory depot", "our Gdynia office", "Sitalpur winch house". */
function site(reading: Reading, at: number): Place | undefined {
  const { words, passage, coveredWords } = reading;
  let last = at - 1;
  if (last < 0 || !isJoined(reading, at)) return undefined;
  if (isLetter(reading, last)) return [words.starts[last] ?? 0, words.ends[at] ?? 0];
  if (!isNamePart(words, last)) {
    const isMore = isPlain(words, last) && last > 0 && isJoined(reading, last);
    if (!isMore || !isNamePart(words, last - 1)) return undefined;
    last -= 1;
  }
  const start = runStart(reading, last);
  // "The Kilmory depot answers."
  const isLed = start < last && owners.has(words.hashes[start] ?? 0);
  const first = isLed ? start + 1 : start;
  for (let word = first; word <= last; word += 1) {
    if (coveredWords[word] === 1 || isOfTrade(words, word)) return undefined;
  }
  if ((siteWords.get(words.hashes[at] ?? 0) & unlistedBit) !== 0 && !isUnlisted(words, first))
    return undefined;
  const isPlainOpening =
    !isLed &&
    first === last &&
    opensSentence(passage.codes, words.starts[first] ?? 0) &&
    ((words.bits[first] ?? 0) & (ordinaryBit | littleBit)) !== 0;
  if (isPlainOpening || ((words.bits[first] ?? 0) & littleBit) !== 0) return undefined;
  const isOwned = owners.has(valueBefore(words.hashes, first)) && isJoined(reading, first);
  let end = at + 1;
  while (
    isJoined(reading, end) &&
    (siteWords.get(words.hashes[end] ?? 0) & siteBit) !== 0 &&
    end - at < 3
  )
    end += 1;
  const to = words.ends[end - 1] ?? 0;
  const number = aNumber.exec(passage.text.slice(to, to + numberCharsMax))?.[0].length ?? 0;
  return [words.starts[isOwned ? first - 1 : first] ?? 0, to + number];
}

/** A name of no list. */
function isUnlisted({ bits }: Words, at: number): boolean {
  return ((bits[at] ?? 0) & classBits) === 0;
}

/** "B wing", "C block". */
function isLetter({ passage, words }: Reading, at: number): boolean {
  const start = words.starts[at] ?? 0;
  return (words.ends[at] ?? 0) - start === 1 && /[B-H]/.test(passage.text[start] ?? "");
}

/** In small letters, and with a sense of its own. */
function isPlain(words: Words, at: number): boolean {
  // Of "Roe's office" the "s".
  if ((words.ends[at] ?? 0) - (words.starts[at] ?? 0) < 3) return false;
  const shape = words.shapes[at] ?? 0;
  const isSmall = (shape & (upperFirst | upperLater | digitAny)) === 0;
  return isSmall && ((words.bits[at] ?? 0) & littleBit) === 0 && !isOfTrade(words, at);
}

const places = hashSet("at in to from near on into inside by behind outside of beside past");
/** Every site has such rooms. */
const everybodys = hashSet(
  "server control meeting waiting front help service back data first second third fourth ground top main whole same other next new computer machine conference incident war chat press break storage comms network news sorting board living changing operations security engine shop factory trading dance shared cloud app web online ticket file job data search admin mail key password right wrong play last left hand long short open closed small big large public private local remote corner head central host home user parking car dial build code",
);
const modifiersMax = 2;
const machines = hashSet(
  "network networks vlan subnet server servers controller controllers system systems software app api portal gateway plc plcs hmi domain account accounts",
);

/** "to the pilot house", "at the old dairy", "in the tank farm". */
function premises(reading: Reading, at: number, kind: number): Place | undefined {
  const { words } = reading;
  let article = at - 1;
  while (article > 0 && at - article <= modifiersMax && !owners.has(words.hashes[article] ?? 0)) {
    if (
      !isPlain(words, article) ||
      ((kind & premisesBit) === 0 && everybodys.has(words.hashes[article] ?? 0))
    )
      return undefined;
    if (!isJoined(reading, article + 1)) return undefined;
    article -= 1;
  }
  if (article < 0 || !owners.has(words.hashes[article] ?? 0)) return undefined;
  if (!isJoined(reading, article + 1)) return undefined;
  if (!places.has(words.hashes[article - 1] ?? 0) && !isSubject(reading, article, at))
    return undefined;
  // "the yard network" is no place.
  if (isJoined(reading, at + 1) && machines.has(words.hashes[at + 1] ?? 0)) return undefined;
  const least = (kind & premisesBit) !== 0 ? 0 : 1;
  if (at - article - 1 < least) return undefined;
  return [words.starts[article] ?? 0, words.ends[(seat(reading, at + 1) ?? at + 1) - 1] ?? 0];
}

/** "The boiler house is cold", "and the packing hall run by hand". */
function isSubject(reading: Reading, article: number, at: number): boolean {
  const { hashes } = reading.words;
  if (!isJoined(reading, at + 1) || !faring.has(hashes[at + 1] ?? 0)) return false;
  if (article + 2 !== at || !compounds.has(hashes[at - 1] ?? 0)) return false;
  const isOpening = opensSentence(reading.passage.codes, reading.words.starts[article] ?? 0);
  return isOpening || leads.has(valueBefore(hashes, article));
}

const leads = hashSet("and but so only that because while");
/** What sites do and how they are. */
const faring = hashSet(
  "is was are were has had stands stand stood stays stayed runs run ran works worked lost went goes came stopped stops answers answered still again on",
);

const compounds = hashSet(
  "loading tank pump pumping packing cutting cold dry wet feed boiler treatment relay lift weather power fire ranger compressor booster drying spinning smelting rolling turbine engine engines packing grinding filling labelling hardening plating crushing washing melt grain coal salt fish cattle milking sorting bottling brewing casting welding paint furnace switch signal",
);

const seats = hashSet("at on of in");

/** Behind "at Dunmore", "of the Aurora". */
function seat(reading: Reading, at: number): number | undefined {
  const { words, coveredWords } = reading;
  if (!seats.has(words.hashes[at] ?? 0) || !isJoined(reading, at)) return undefined;
  const first = owners.has(words.hashes[at + 1] ?? 0) ? at + 2 : at + 1;
  const end = runEnd(reading, first);
  if (end === first || !isJoined(reading, first)) return undefined;
  for (let word = first; word < end; word += 1) {
    if (coveredWords[word] === 1 || isOfTrade(words, word)) return undefined;
  }
  return end;
}

/** "kiln 2", "Quay 3 office", "Halle 7". */
function numbered(reading: Reading, at: number, kind: number): Place | undefined {
  const { passage, words } = reading;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const number = aNumber.exec(passage.text.slice(end, end + numberCharsMax))?.[0];
  if (number === undefined || unitBefore(passage.codes, start) === 45) return undefined;
  const isSmall = ((words.shapes[at] ?? 0) & upperFirst) === 0;
  const isCompound = isJoined(reading, at) && compounds.has(valueBefore(words.hashes, at));
  if ((kind & numberedBit) === 0 && !isCompound) return undefined;
  if (
    isSmall &&
    !isCompound &&
    ((kind & capitalBit) !== 0 || !isNumeric(words.shapes[at + 1] ?? 0))
  )
    return undefined;
  const next = at + 2;
  const isMore =
    isJoined(reading, next) && (siteWords.get(words.hashes[next] ?? 0) & siteBit) !== 0;
  return [
    isCompound ? (words.starts[at - 1] ?? start) : start,
    isMore ? (words.ends[next] ?? end) : end + number.length,
  ];
}

const particles = hashSet(
  "de d di do da dos das del dell della delle la le les los las el i in van von des du na v w ve",
);
const articles = hashSet(
  "l le la les el los las lo il i die der das den dem im ins zum zur de het o a os as",
);

/** "planta de Carmelo", "l'atelier de Vernay", "Werk Lauenau", "Halle 7". */
function behindNoun(reading: Reading, at: number): Place | undefined {
  const { passage, words, coveredWords } = reading;
  let first = at + 1;
  const isHalle = aNumber.test(
    passage.text.slice(words.ends[at], (words.ends[at] ?? 0) + numberCharsMax),
  );
  while (first - at < 3 && isJoined(reading, first) && particles.has(words.hashes[first] ?? 0)) {
    if (isNamePart(words, first)) break;
    first += 1;
  }
  const last = isHalle ? at + 2 : runEnd(reading, first);
  if (!isHalle && (last === first || !isJoined(reading, first))) return undefined;
  for (let word = first; word < last; word += 1) {
    if (coveredWords[word] === 1 || isOfTrade(words, word)) return undefined;
  }
  const isAddress = isJoined(reading, at) && isNumeric(words.shapes[at - 1] ?? 0);
  if (isAddress) return undefined;
  const isArticle = isJoined(reading, at) && articles.has(valueBefore(words.hashes, at));
  return [words.starts[isArticle ? at - 1 : at] ?? 0, words.ends[last - 1] ?? 0];
}
