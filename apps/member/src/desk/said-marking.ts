/**
 * How freely a source says itself that it may travel, in words or by the markings of STIX. It tightens what
 * is proposed; whether others gave it, only a person knows. FIRST TLP 2.0.
 */

import {
  levelNamed,
  tighterTlp,
  type TlpLevel,
  tlpLevels,
  tlpOfMarking,
} from "@tocsin/threat/stix";
import type { ShareTerms } from "@tocsin/wire";

const inWords = /\btlp["']?\s?[:=_ -]\s?["']?(red|amber\s?\+\s?strict|amber|green|clear|white)\b/gi;
const inStix = /\bmarking-definition--[0-9a-f-]{36}/g;

/** The strictest of all that it says; null where it says nothing. */
export function saidMarking(text: string): TlpLevel | null {
  const said = [
    ...Array.from(text.matchAll(inWords), ([, word = ""]) =>
      levelNamed(tlpLevels, word.replace(/\s/g, "")),
    ),
    ...Array.from(text.matchAll(inStix), ([id]) => tlpOfMarking(id)),
  ];
  return said.reduce<TlpLevel | undefined>(tighterTlp, undefined) ?? null;
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
