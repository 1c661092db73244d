/** What screens, tills and notes were made to show: "the wallpaper says ALL YOUR DOORS ARE OURS". */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Reading } from "../detector.ts";
import { upperFirst } from "../text/words.ts";

const shower = String.raw`(?:wallpapers?|screens?|desktops?|tills?|printers?|kiosks?|banner|displays?|boards?|page|site|note|text|heading|headline|title|pop-?up|splash|sms|flash|marquee|tv|televisions?)`;
const saying = String.raw`(?:says?|said|reads?|reading|prints?|printed|shows?|showed|displays?|begins?|began|titled|headed|called|with|of)`;
/** Before words that are all in capitals. */
const beforeCapitals = new RegExp(
  String.raw`\b${shower}\b(?: ${saying}| now| (?:is|was))*:? ["\u201c]?$`,
  "i",
);
const beforeQuote = new RegExp(String.raw`\b${shower}\b(?: now)? ${saying}:? ["\u201c]$`, "i");
const capitals = letterPattern(
  String.raw`^\p{Lu}[\p{Lu}']{0,20}(?:[ ,!?-]{1,2}\p{Lu}[\p{Lu}']{0,20}){1,12}(?: (?:pt|part|vol)\.? ?\d)?(?=["\u201d\n.;,!?)]|$| [\p{Ll}])`,
);
/** Whoever reads it is spoken to. */
const spoken = /^(?=[^"\u201d\n]{0,60}\b(?:you|your|yours)\b)[^"\u201d\n\d]{4,60}(?=["\u201d])/i;
const beforeCharsMax = 48;
const shownCharsMax = 120;
const charsMin = 8;

/** Behind the words that begin here. */
export function shownEnd({ passage: { text }, words }: Reading, at: number): number | undefined {
  if (((words.shapes[at] ?? 0) & upperFirst) === 0) return undefined;
  const start = words.starts[at] ?? 0;
  const shown = text.slice(start, start + shownCharsMax);
  const inCapitals = capitals.exec(shown)?.[0] ?? "";
  const isShouted = inCapitals.length >= charsMin;
  const found = isShouted ? inCapitals : spoken.exec(shown)?.[0];
  if (found === undefined) return undefined;
  const before = text.slice(Math.max(0, start - beforeCharsMax), start);
  return (isShouted ? beforeCapitals : beforeQuote).test(before) ? start + found.length : undefined;
}
