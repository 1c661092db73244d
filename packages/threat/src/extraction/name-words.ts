/** Names of malware, tools and actors, one word or several, as careful as each name needs. */

import { sense, type Spelling, type WordEntry } from "../names/vocabulary.ts";
import { classAt, foldHash, isWordAt, wordBit, wordEnd } from "./char-classes.ts";
import { entryAt, entryByHash } from "./entries.ts";
import type { Scan } from "./scan.ts";

const nameWordsMax = 6;
/** Space, dot, slash, apostrophes. */
const joiners: ReadonlySet<number> = new Set([32, 46, 47, 39, 0x2019]);

interface Found {
  readonly spelling: Spelling;
  readonly end: number;
}

/** The longest name that begins with this word, of so many words at most. */
function longest(
  { text, codes }: Scan,
  start: number,
  end: number,
  entry: WordEntry,
  wordsMax: number,
): Found | undefined {
  let found: Found | undefined =
    entry.spelling === undefined ? undefined : { spelling: entry.spelling, end };
  let current: WordEntry = entry;
  let at = end;
  for (let words = 1; words < wordsMax && current.isPrefix; words += 1) {
    if (!joiners.has(codes[at] ?? 0) || !isWordAt(text, at + 1)) break;
    const to = wordEnd(text, at + 1);
    const next = entryByHash(text, start, to, foldHash(text, at + 1, to, current.hash));
    if (next === undefined) break;
    if (next.spelling !== undefined) found = { spelling: next.spelling, end: to };
    current = next;
    at = to;
  }
  return found;
}

/** Written as its source writes it, all in capitals, or each word with one. */
function hasItsCase(written: string, alias: string): boolean {
  if (written === alias || written === alias.toUpperCase()) return true;
  return (
    /^[A-Z0-9]/.test(written) && !/[ ./_-][a-z]/.test(written) && written !== written.toLowerCase()
  );
}

function isCueAt(text: string, start: number): boolean {
  if ((classAt(text, start) & wordBit) === 0) return false;
  const entry = entryAt(text, start, wordEnd(text, start));
  return entry !== undefined && (entry.senses & sense.threatCue) !== 0;
}

function hasCue(scan: Scan, start: number, end: number): boolean {
  const { text, lastCue } = scan;
  const before = lastCue.entry;
  if (before !== undefined && (before.senses & sense.threatCue) !== 0 && start - lastCue.end <= 1)
    return true;
  const code = text.charCodeAt(end);
  return (code === 32 || code === 45 || code === 47) && isCueAt(text, end + 1);
}

/** Adds the name that begins here; its end, or -1. */
export function readName(
  scan: Scan,
  start: number,
  end: number,
  entry: WordEntry,
  wordsMax = nameWordsMax,
): number {
  const { text } = scan;
  if (start < scan.ruleUntil) return -1;
  const found = longest(scan, start, end, entry, wordsMax);
  if (found === undefined) return -1;
  const { threat, alias } = found.spelling;
  const written = text.slice(start, found.end);
  // "FakeUpdates" written apart is two everyday words, unless both have their capital.
  const isApart = / /.test(written) && !/ /.test(alias.text);
  if ((alias.care !== "any-case" || isApart) && !hasItsCase(written, alias.text)) return -1;
  if (
    alias.care === "cue-word" &&
    (written === written.toLowerCase() || !hasCue(scan, start, found.end))
  )
    return -1;
  scan.add(threat.kind, threat.name, start, found.end, false);
  return found.end;
}
