/** Whose car, boat or plane it is: by its plate, its registration or its maker behind an owner. */

import { type Detection, detectPattern, type Reading } from "../../detector.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { passageWindow } from "../../text/passage.ts";
import { vehicleMakers } from "../../text/trigger-words.ts";
import { hashSet } from "../../text/word-hash.ts";
import { numberBit } from "../../text/word-table.ts";

const colour =
  "blue|red|white|black|grey|gray|green|silver|yellow|orange|brown|beige|old|new|private|own|dark|light|leased|used";
const model = String.raw`(?:${vehicleMakers})(?: [A-Z\d][\w-]{0,9}){0,2}`;
const number = String.raw`(?:[A-Z]{1,3}[ -]?[A-Z]{0,2}[ -]?\d{1,5}(?:[ -]?[A-Z]{1,3})?|[A-Z]{2}\d{2} ?[A-Z]{3}|\d{1,4}[ -]?[A-Z]{1,3}(?:[ -]?\d{1,4})?|[A-Z]{3}-?\d[A-Z]\d{2})(?![\w-])`;
/** "a blue Ford F-150, plate JLK 4471". */
const plate = boundedPattern(
  String.raw`(?<![\w-])((?:(?:an? |his |her |their )?(?:(?:${colour}) ){0,2}${model},? (?:with )?)?(?:(?:[Ll]icen[cs]e |[Nn]umber |[Rr]egistration )?[Pp]lates?|[Rr]eg(?:istration)?(?: no\.?| number)?|[Rr]ego|[Kk]ennzeichen|[Kk]enteken|[Pp]laca|[Tt]arga|[Mm]atricula|[Ii]mmatriculation)(?: is| was|:)? ["']?${number})`,
);
/** "plane PT-WQX", "tail number N4471B". */
const registered = boundedPattern(
  String.raw`(?<![\w-])((?:plane|jet|aircraft|helicopter|tail number|tail)(?: is| was|:)? ["']?(?:[A-Z]{1,2}-[A-Z]{3,4}|N\d{2,5}[A-Z]{0,2})(?![\w-]))`,
);
const identified = boundedPattern(
  String.raw`\b(VIN(?: is| was|:| no\.?| number)? ?(?=[A-HJ-NPR-Z]{0,12}\d)[A-HJ-NPR-Z\d]{17})(?!\w)`,
);
/** "her Volvo V60", "keys of his Tesla", "drives a red Skoda". */
const owned = boundedPattern(
  String.raw`(?<![\w-])((?:his|her|my|their|whose|drives an?|drove an?|driving an?|parked (?:an?|the)|\p{Lu}\p{Ll}{2,16}'s) (?:(?:${colour}) ){0,2}${model})(?![\w-])`,
);
const about = {
  kind: "property-ownership",
  why: "Somebody's vehicle.",
  needsReview: true,
} as const;
/** A word of one of these leads to the pattern. */
const forms = [
  [
    hashSet(
      "plate plates reg registration rego kennzeichen kenteken placa targa matricula immatriculation",
    ),
    plate,
  ],
  [hashSet("plane jet aircraft helicopter tail"), registered],
  [hashSet("vin"), identified],
  [hashSet(vehicleMakers.toLowerCase().replaceAll("|", " ")), owned],
] as const;
const beforeCharsMax = 48;
const behindCharsMax = 40;

export function vehicles({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & numberBit) === 0) continue;
    const form = forms.find(([leads]) => leads.has(words.hashes[at] ?? 0));
    if (form === undefined) continue;
    const from = Math.max(0, (words.starts[at] ?? 0) - beforeCharsMax);
    const window = passageWindow(passage, from, (words.ends[at] ?? 0) + behindCharsMax);
    found.push(...detectPattern(window, form[1], about));
  }
  return found;
}
