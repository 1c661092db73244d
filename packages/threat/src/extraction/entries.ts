/** The vocabulary's entry for a word in a text, its spelling compared and not only its hash. */

import { sketchOf, vocabulary, type WordEntry } from "../names/vocabulary.ts";
import { foldHash, foreignBit, hashSeed, hashStep, joinBit } from "./char-classes.ts";
import { cleanText } from "./clean-text.ts";
import type { Scan } from "./scan.ts";

/** That of a word of these flags, which may have to be cleaned first. */
export function entryOf(
  { text, codes }: Scan,
  start: number,
  end: number,
  flags: number,
): WordEntry | undefined {
  if ((flags & foreignBit) !== 0) {
    const clean = cleanText(text.slice(start, end)).toLowerCase();
    return entryAt(clean, 0, clean.length);
  }
  if ((flags & joinBit) !== 0) return entryAt(text, start, end);
  const length = end - start;
  const middle = codes[start + (length >> 1)] ?? 0;
  const sketch = sketchOf(codes[start] ?? 0, middle, codes[end - 1] ?? 0, length);
  if (!vocabulary().mayHold(sketch)) return undefined;
  let hash = hashSeed;
  for (let at = start; at < end; at += 1) hash = hashStep(hash, codes[at] ?? 0);
  return entryByHash(text, start, end, hash);
}

export function entryAt(text: string, start: number, end: number): WordEntry | undefined {
  return entryByHash(text, start, end, foldHash(text, start, end));
}

/** One or more words, of which the hash is known. */
export function entryByHash(
  text: string,
  start: number,
  end: number,
  hash: number,
): WordEntry | undefined {
  const entry = vocabulary().find(hash);
  return entry !== undefined && isFolded(text, start, end, entry.folded) ? entry : undefined;
}

/** In lower case, without hyphens, underscores and what stands between the words of a name. */
function isFolded(text: string, start: number, end: number, folded: string): boolean {
  let matched = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (isBetween(code)) continue;
    const lower = code >= 65 && code <= 90 ? code | 32 : code;
    if (matched === folded.length || folded.charCodeAt(matched) !== lower) return false;
    matched += 1;
  }
  return matched === folded.length;
}

/** Space, apostrophes, hyphen, dot, slash, underscore. */
function isBetween(code: number): boolean {
  return code === 32 || code === 39 || (code >= 45 && code <= 47) || code === 95 || code === 0x2019;
}
