/** Postal addresses in simple forms: house and street, post boxes, with the town that follows. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { type Detector, detectInLines, detectPattern } from "../../detector.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { lowered } from "../../text/passage.ts";
import {
  attackBit,
  bitsOf,
  familyBit,
  givenBit,
  machineBit,
  titledBit,
  knownBit,
  streetBit,
} from "../../text/word-table.ts";
import { addressBlocks } from "./address-blocks.ts";
import { isCapital } from "../../text/letters.ts";
import { isStreet, streetsAbroad, wholes } from "./streets-abroad.ts";

const street =
  "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Plaza|Terrace|Ter|Way|Parkway|Pkwy|Pike|Turnpike|Highway|Hwy|Row|Close|Crescent|Cres|Gardens|Grove|Hill|Bank|Mews|Walk|Quay|Wharf|Green|View|Rise|Circle|Cir|Trail|Loop|Alley|Esplanade|Parade|Broadway|Gate|Vale|Park|Side|Croft|Fold|Garth|Nagar|Marg";
const side = String.raw`(?:[NS][EW]|[NSEW])`;
/** "338 17 St Omers Road", "118 W. 9th Street", "15/2 Patel Nagar". */
const houseFirst = boundedPattern(
  String.raw`(?<![\w.-])(?:\d{1,6} )?\d{1,5}(?:[/-]\d{1,4})?[A-Za-z]? (?:${side}\.? )?(?:(?:[A-Z][\w'-]{1,24}|\d{1,3}(?:st|nd|rd|th)) ){1,4}(?:${street})\b\.?(?: ${side}\b)?`,
);
/** "One Liberty Plaza". */
const houseInWords = boundedPattern(
  String.raw`\b(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) (?:[A-Z][a-z'-]{2,24} ){1,2}(?:Street|Avenue|Road|Square|Place|Plaza|Court|Park)\b(?=,)`,
);
/** "12345 State Route 30", "250 FM 1960 Rd W", "N6421 County Road K". */
const highway = boundedPattern(
  String.raw`(?<![\w.-])[NW]?\d{2,5}[A-Za-z]? (?:${side}\.? )?(?:(?:County|State|US|U\.S\.|Old|Rural) (?:Route|Rte|Road|Rd|Highway|Hwy)|Highway|Hwy|FM) (?:\d{1,4}|[A-Z]{1,2})\b(?: Rd\b)?(?: ${side}\b)?`,
);
const smallStreet = String.raw`(?<![\w.-])(?:\d{1,6} )?\d{1,5} (?:[a-z]{2,20} ){1,3}(?:street|avenue|road|boulevard|lane|parkway|crescent)\b(?:,? (?:apt|suite|unit|ste|flat)\.? ?\d{1,5}[a-z]?)?`;
/** "902 maple street", and with "dayton oh 45402" where the line or the sentence ends with it. */
const small = boundedPattern(smallStreet);
const smallWithTown = boundedPattern(
  String.raw`${smallStreet}(?:,? [a-z]{2,20}){1,3}(?: \d{5})?(?=\s{0,2}(?:\n|$|[.;]))`,
);
const box = boundedPattern(
  String.raw`(?<![\w-])(?:G?P\.? ?O\.? ?Box|(?:Private|Locked) Bag|Postfach|Postbus|Postboks|Boite Postale|Apartado(?: de Correos)?|Casilla|Caixa Postal|Casella Postale|(?:RR|R\.R\.|HC|(?:Rural|Star) Route) ?#?\d{1,4},? Box|(?:CMR|PSC) \d{1,5},? Box) \d[\d ]{0,8}(?:\d|\b)[A-Z]?(?!\w)`,
  "gi",
);
const boxOfTown = boundedPattern(String.raw`\bB\.? ?P\.? \d{2,6},? (?=\d{4,5} [A-Z][a-z])`);
const rue = boundedPattern(
  String.raw`\b\d{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|boulevard|place|quai|chemin|impasse|allee|cours|via|calle|piazza) (?:[\p{L}'-]{1,24} ?){1,5}`,
  "gi",
);
/** "House 7, Road 12, Dhanmondi", "Blk 214 Bedok North 1 #08-113". */
const numbered = String.raw`(?:House|Plot|Lot|Site|Box|Road|Sector|Block|Blk|Tower|Flat|Unit|Ward|Lane|Street|RR|Stand|Erf|Shop|Villa) (?:No\.? ?)?\d{1,5}[A-Z]?`;
const inNumbers = boundedPattern(
  String.raw`(?<![\w-])(?:${numbered}(?:, ${numbered}){1,5}|(?:Blk|Block) \d{1,4}[A-Z]? (?:[A-Z][\w']{1,20} ){1,4}(?:\d{1,3} )?#\d{2}-\d{2,4})`,
);
const postcode = boundedPattern(
  String.raw`\b(?:post ?code|postal code|eircode|plz|cep|zip(?: ?code)?)(?: is| was|:)? ((?:[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d{2} ?[A-Z\d]{4}|\d{5}-\d{3,4}|\d{5}|\d{4} [A-Z]{2})(?![\w-]))`,
  "gi",
);
/** Military mail. */
const military = boundedPattern(
  String.raw`\b(?:(?:PSC|CMR) \d{1,5},? Box \d{1,5}|Unit \d{1,5},? Box \d{1,5}|US(?:CGC|NS|NV|S) \p{Lu}[\p{L}-]{2,20}),?\s{1,3}(?:APO|FPO|DPO),? A[AEP] \d{5}(?:-\d{4})?`,
  "gi",
);
const unit = boundedPattern(
  String.raw`(?<![\w.-])(?:\d{1,5} )?\p{Lu}[\p{L}'-]{2,24}(?: \p{Lu}[\p{L}'-]{2,24}){0,3},? \d{1,5}[a-z]?,? (?:Apt|Suite|Unit|Floor|Flat|Ste|APT|SUITE)\.? ?\d{1,5}(?:\s{1,6}\p{Lu}[\p{L}' .-]{2,40}){0,2}`,
);
const labelled = boundedPattern(
  String.raw`\b(?<!\b(?:ip|mac|e-?mail|mail|web|memory|bitcoin|btc|wallet|virtual|base|return|network|source|destination|c2|url|server|remote|callback|ipv[46]|dns|payment|contract|sender|host) )(?:address|lives at|lives on|lives in|residing at|resides at|living at)(?: of [^\n\d:]{1,40})?(?: is|:| ){1,2}\s{0,6}((?:[^\n.@]{2,60})?\d(?:(?!\bTA?\d{4}\b|\bCVE-|(?<=[A-Za-z]{4})\. [A-Z])[^\n@]){2,60}(?:\n[ \t]{0,8}[^\n@:]{2,40}){0,4})`,
  "gi",
);
/** "lives on 900 euros a month". */
const sum = letterPattern(
  String.raw`^\D{0,12}\d[\d.,]{0,9} ?(?:k|%|percent|euros?|eur|usd|dollars?|pounds?|gbp|francs?|chf|kron\w{1,3}|zloty|reais|pesos|yen|rupees|(?:a|per) (?:day|week|month|year))(?![\p{L}\d])`,
);

/** "address: 7 Elm", "address Elm 7"; not "an address and asked for 2". */
function isSaid([whole, value = ""]: RegExpExecArray): boolean {
  const label = whole.slice(0, whole.length - value.length);
  return /[:]| (?:is|at|on|in)\s*$/i.test(label) || /^\d/.test(value) || isCapital(value, 0);
}
const aTerm = knownBit | titledBit;

/** "12 Command Lane options" is of machines. */
function isNoTerm({ 0: whole }: RegExpExecArray): boolean {
  const bits = bitsOf(
    /([A-Za-z'-]{1,40}) [A-Za-z]{1,40}\.?(?: [NSEW]{1,2})?$/.exec(whole)?.[1] ?? "",
  );
  if ((bits & (givenBit | familyBit)) !== 0) return true;
  return (bits & (attackBit | machineBit)) === 0 && (bits & aTerm) !== aTerm;
}

const numberSigns = /(?:\d{1,3}\.){3}|0x|:\/\/|[a-f0-9]{16}|(?:[a-f\d]{1,4}:){3}/i;

function isAddress(match: RegExpExecArray): boolean {
  const [, value = ""] = match;
  return !numberSigns.test(value) && !sum.test(lowered(value)) && isSaid(match);
}

/** What must stand in a line before a pattern is tried there. */
const houseAndName = /\d[A-Za-z]? [A-Z\d]/;
const smallSorts = / (?:street|avenue|road|boulevard|lane|parkway|crescent)(?![a-z])/;
const boxWords = /box|bag|post|boite|apartado|casilla|caixa|casella|b\.? ?p/i;
const flatWords = /(?:apt|suite|unit|floor|flat|ste)[. ]/i;

export const postalAddresses: Detector = {
  name: "postal-addresses",
  version: 8,
  detect(reading) {
    const found = detectInLines(reading, streetBit, (window) => {
      const { text } = window;
      const here = detectPattern(window, labelled, called, isAddress);
      if (houseAndName.test(text)) {
        here.push(...wholes(window, houseFirst, isNoTerm), ...wholes(window, highway));
      }
      if (/(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) [A-Z]/.test(text)) {
        here.push(...wholes(window, houseInWords));
      }
      if (smallSorts.test(text)) {
        for (const pattern of [small, smallWithTown])
          here.push(...detectPattern(window, pattern, held, isStreet));
      }
      if (boxWords.test(text)) here.push(...wholes(window, box), ...wholes(window, boxOfTown));
      if (flatWords.test(text)) here.push(...detectPattern(window, unit, address));
      if (/[ABDEFHLPRSUVW][a-zR]{1,6} (?:No\.? ?)?\d{1,5}[A-Z]?, [A-Z]/.test(text))
        here.push(...wholes(window, inNumbers));
      else if (/(?:Blk|Block) \d/.test(text)) here.push(...wholes(window, inNumbers));
      if (/code|plz|cep/i.test(text)) here.push(...detectPattern(window, postcode, held));
      if (/[ADF]PO/i.test(text)) here.push(...detectPattern(window, military, address));
      here.push(...wholes(window, rue, isStreet));
      return here;
    });
    return found.concat(streetsAbroad(reading), addressBlocks(reading));
  },
};

const address = {
  kind: "postal-address",
  why: "The form of a postal address.",
  needsReview: false,
} as const;
const called = { ...address, needsReview: true, why: "What is called an address." };
const held = { ...address, needsReview: true };
