/** Postal addresses in simple forms: house and street, post boxes, with the town that follows. */

import { type Detector, detectInLines, detectPattern } from "../detector.ts";
import { streetBit } from "../text/word-table.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const street =
  "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Way|Parkway|Pkwy|Highway|Hwy|Row|Close|Crescent|Gardens|Grove|Hill|Bank|Mews|Walk|Quay|Wharf|Green|View|Rise|Circle|Trail|Loop|Alley|Esplanade|Broadway|Gate|Vale|Park|Side|Croft|Fold|Garth";
const town = String.raw`(?:,? (?:Apt|Suite|Unit|Floor|Ste|#)\.? ?[\w-]{1,8})?(?:,\s{0,2}[A-Z][\w.' -]{1,40}){0,2}(?:,? ?[A-Z]{2})?(?: \d{4,5}(?:-\d{4})?)?`;
const houseFirst = boundedPattern(
  String.raw`(?<![\w.-])\d{1,5}[A-Za-z]? (?:[NSEW]\.? )?(?:[A-Z][\w'-]{1,24} ){1,4}(?:${street})\b\.?${town}`,
);
const streetFirst = boundedPattern(
  String.raw`\b[A-Z][\p{L}-]{2,30}(?:stra(?:ss|ß)e|str\.|weg|platz|gasse|allee|straat|gatan|katu|vej)(?: \d{1,4}[a-z]?)(?:,? \d{4,5} [A-Z][\p{L}-]{2,30})?`,
  "gu",
);
const rue = boundedPattern(
  String.raw`\b\d{1,4},? (?:rue|avenue|boulevard|place|via|calle|piazza) (?:[\p{L}'-]{1,24} ?){1,5}`,
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
const numberSigns = /(?:\d{1,3}\.){3}|0x|:\/\/|[a-f0-9]{16}/i;

export const postalAddresses: Detector = {
  name: "postal-addresses",
  version: 2,
  detect(reading) {
    return detectInLines(reading, { bits: streetBit }, (window) => [
      ...[houseFirst, rue, box, unit].flatMap((pattern) => detectPattern(window, pattern, address)),
      ...detectPattern(
        window,
        labelled,
        { ...address, why: "What is called an address.", needsReview: true },
        (match) => !numberSigns.test(match[1] ?? ""),
      ),
    ]).concat(
      detectInLines(reading, { bits: 0, digits: 1 }, (window) =>
        detectPattern(window, streetFirst, address),
      ),
    );
  },
};

const address = {
  kind: "postal-address",
  why: "The form of a postal address.",
  needsReview: false,
} as const;
