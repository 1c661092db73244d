/** What stands before and behind a street and its house: flats, floors, the postcode, the town. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Passage } from "../../text/passage.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";

const unit = String.raw`(?:(?:[Aa]pt|[Aa]partment|[Ss]uite|[Uu]nit|[Ff]loor|[Ss]te|[Ff]lat|[Bb]ldg|[Bb]uilding|[Rr]oom|Rm|Lot|Level|Sector|of\.|apto|appt|kv|lgh|m\.|int\.|esc\.|piso|No|[Aa]p|[Dd]ept|[Dd]pto|[Dd]epto|[Bb]loco|[Ss]ala|[Ll]oja|[Cc]asa|bus|bte|Top|T(?:u|\u00fc)r|[Tt]ower|[Bb]lock|[Kk]at|[Dd]aire|sc|D|\u043a\u0432)[.:]? ?#?[\dA-Z][\w-]{0,7}|#\d[\w-]{0,7}|(?:\d{1,2}\.?|\d{1,3}(?:st|nd|rd|th)) (?:[Ff]loor|OG|Stock|tv|th|sal)\b|\d{1,2}\.?[oa] (?:[A-H]\b|izq\.?|dcha\.?)|[A-H] \d{1,3}\b)`;
/** Of the mainland ("80331", "1016 EA", "130 00", "1200-092"), of Britain and of Canada. */
const postcode = String.raw`(?:\d{3} \d{2}(?!\d)|\d{4} [A-Z]{2}(?![A-Za-z])|\d{2}-\d{3}(?!\d)|\d{4,6}(?:-\d{3,4})?(?!\d)|[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b|[A-Z]\d[A-Z] \d[A-Z]\d\b)`;
const inTown = "am|an|der|im|upon|on|under|de|da|do|di|du|la|le|les|sur|en|aan|den|nad|i|ob|a|y";
const town = String.raw`\p{Lu}[\p{L}'-]{1,24}\.?(?:[ -](?:(?:${inTown}) ){0,2}\p{Lu}[\p{L}'-]{1,24}){0,3}(?: \d{1,2}(?![\d-]))?`;
const tails = [
  boundedPattern(String.raw`[.,]?,? ?${unit}`, "y"),
  boundedPattern(String.raw`,? (?:[NS][EW]|[NSEW])(?![\p{L}\d])`, "y"),
  boundedPattern(String.raw`,?[ \n]{1,2}${postcode}(?: ${town})?`, "y"),
  boundedPattern(String.raw`,? [A-Z]{2,3} ${postcode}`, "y"),
  boundedPattern(String.raw`,[ \n]{1,2}${town}`, "y"),
  boundedPattern(String.raw`, [A-Z]{2}(?![\p{L}\d])`, "y"),
];
const partsMax = 7;

/** Where an address ends that goes as far as `end`. */
export function addressEnd({ text }: Passage, end: number): number {
  let last = end;
  for (let part = 0; part < partsMax; part += 1) {
    const next = nextPart(text, last);
    if (next === last) break;
    last = next;
  }
  return last;
}

function nextPart(text: string, from: number): number {
  for (const tail of tails) {
    tail.lastIndex = from;
    const match = tail.exec(text);
    if (match !== null) return from + match[0].length;
  }
  return from;
}

const flatBefore = letterPattern(
  String.raw`(?:(?:Flat|Apt|Unit|Suite|Level|Floor|Room|No|Blk|Block|Box|House|Plot|Tower|Villa|Shop)\.? ?[\dA-Z]{1,5}(?:, |/| )|(?:Unit|Flat|Lot) |\d{1,2}/F, |\d{4,5} \p{Lu}\p{Ll}{2,20}, )$`,
);
const cornerBefore = letterPattern(String.raw`\p{Lu}[\p{L}'-]{2,24} and $`);
const beforeCharsMax = 32;
const flatsMax = 2;

/** Where it begins: "Flat B, 12/F, 88 Nathan Road"; and, at a corner, "Kungsgatan and Svea gatan 12". */
export function addressStart({ text }: Passage, start: number, isCorner: boolean): number {
  let first = start;
  for (let part = 0; part < flatsMax; part += 1) {
    const before = text.slice(Math.max(0, first - beforeCharsMax), first);
    first -= flatBefore.exec(before)?.[0].length ?? 0;
  }
  if (!isCorner) return first;
  return first - (cornerBefore.exec(text.slice(Math.max(0, first - 32), first))?.[0].length ?? 0);
}
