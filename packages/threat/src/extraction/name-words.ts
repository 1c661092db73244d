/** Names of malware, tools and actors, one word or several, as careful as each name needs. */

import { sense, type Spelling, vocabulary, type WordEntry } from "../names/vocabulary.ts";
import { classAt, foldHash, isWordAt, wordBit, wordEnd } from "./char-classes.ts";
import { foldAscii, type Scan } from "./scan.ts";

const nameWordsMax = 6;
const joiners = " ./'\u2019";

interface Found {
  readonly spelling: Spelling;
  readonly end: number;
}

/** The longest name that begins with this word. */
function longest(
  text: string,
  start: number,
  end: number,
  hash: number,
  entry: WordEntry,
): Found | undefined {
  let found: Found | undefined =
    entry.spelling === undefined ? undefined : { spelling: entry.spelling, end };
  let current: WordEntry = entry;
  let at = end;
  let running = hash;
  for (let words = 1; words < nameWordsMax && current.isPrefix; words += 1) {
    if (!joiners.includes(text.charAt(at) || "\n") || !isWordAt(text, at + 1)) break;
    const to = wordEnd(text, at + 1);
    running = foldHash(text, at + 1, to, running);
    const next = vocabulary().find(running);
    if (
      next === undefined ||
      foldAscii(text, start, to).replace(/[ ./'\u2019]/g, "") !== next.folded
    )
      break;
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
  const end = wordEnd(text, start);
  const entry = vocabulary().find(foldHash(text, start, end));
  return (
    entry !== undefined &&
    (entry.senses & sense.threatCue) !== 0 &&
    foldAscii(text, start, end) === entry.folded
  );
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
  hash: number,
  entry: WordEntry,
): number {
  const { text } = scan;
  if (start < scan.ruleUntil) return -1;
  const found = longest(text, start, end, hash, entry);
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
