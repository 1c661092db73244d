/** What a search among reports looks for. Apart from them, because reading it needs what finds indicators. */

import { canonicalise } from "@tocsin/threat";
import { extract } from "@tocsin/threat/extraction";
import { textWords } from "../warnings/search-words.ts";
import { watchKey } from "../warnings/watch-key.ts";

const searchTermsMax = 16;
const queryCharsMax = 500;

/** Observables are looked up as such, whatever way they are written; what remains are words. */
export function searchTerms(q: string): { keys: Uint8Array[]; words: string[] } {
  const text = q.slice(0, queryCharsMax);
  const keys: Uint8Array[] = [];
  let rest = "";
  let from = 0;
  for (const { type, value, start, end } of extract(text, { benign: false })) {
    const canonical = wordTypes.has(type) ? undefined : canonicalise(type, value);
    if (canonical === undefined || start < from) continue;
    keys.push(watchKey(type, canonical));
    rest += `${text.slice(from, start)} `;
    from = end;
  }
  const words = textWords(rest + text.slice(from)).filter((word) => word.length >= 2);
  const wordsMax = Math.max(0, searchTermsMax - keys.length);
  return { keys: keys.slice(0, searchTermsMax), words: words.slice(0, wordsMax) };
}

/** These stand in the index as words. */
const wordTypes: ReadonlySet<string> = new Set([
  "cve",
  "attack-technique",
  "malware",
  "tool",
  "actor",
]);
