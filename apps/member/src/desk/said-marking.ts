/**
 * How freely a source says itself that it may travel, in words or by the markings of STIX. It tightens what
 * is proposed; whether others gave it, only a person knows. FIRST TLP 2.0.
 */

import { type TlpLevel, tlpLevels, tlpOfMarking } from "@tocsin/threat/stix";
import type { ShareTerms } from "@tocsin/wire";

const inWords = /\btlp["']?\s?[:=_ -]\s?["']?(red|amber\s?\+\s?strict|amber|green|clear|white)\b/gi;
const inStix = /\bmarking-definition--[0-9a-f-]{36}/g;

/** The strictest of all that it says; null where it says nothing. */
export function saidMarking(text: string): TlpLevel | null {
  const said = [
    ...Array.from(text.matchAll(inWords), ([, word = ""]) => levelOf(word)),
    ...Array.from(text.matchAll(inStix), ([id]) => tlpOfMarking(id)),
  ];
  return tlpLevels.findLast((level) => said.includes(level)) ?? null;
}

/** As strict as terms can be: nothing that is shared is TLP:RED. */
export function termsUnder(said: TlpLevel | null): ShareTerms["tlp"] | null {
  return said === "red" ? "amber+strict" : said;
}

export function markingNotes(said: TlpLevel | null): string[] {
  if (said === "red") {
    return [
      "The text says TLP:RED. What others gave you under it goes no further: send only what is your own.",
    ];
  }
  return said === "amber+strict"
    ? ["The text says TLP:AMBER+STRICT: that marking is proposed for what you share."]
    : [];
}

function levelOf(word: string): TlpLevel | undefined {
  const level = word.toLowerCase().replace(/\s/g, "");
  return level === "white" ? "clear" : tlpLevels.find((it) => it === level);
}
