/** Postal addresses in simple forms: house and street, post boxes, with the town that follows. */

import { type Detector, detectPattern } from "../detector.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const street =
  "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Way|Parkway|Pkwy|Highway|Hwy";
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

export const postalAddresses: Detector = {
  name: "postal-addresses",
  version: 1,
  detect({ passage }) {
    return [houseFirst, streetFirst, rue, box].flatMap((pattern) =>
      detectPattern(passage, pattern, {
        kind: "postal-address",
        why: "The form of a postal address.",
        needsReview: false,
      }),
    );
  },
};
