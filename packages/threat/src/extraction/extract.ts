/** Observables in a text, with offsets into the original, in one pass and in linear time. */

import { TocsinError } from "@tocsin/kernel";
import { charClasses, openerBit, wordBit } from "./char-classes.ts";
import { type ExtractOptions, type Observation, textCharsMax } from "./observation.ts";
import { readOpener } from "./openers.ts";
import { byPlace, Scan } from "./scan.ts";
import { seenText } from "./unseen.ts";
import { readWord } from "./words.ts";

/** A long text is read in stretches: what is called often becomes fast code, what loops long does not wholly. */
const stretchChars = 4096;

function run(scan: Scan): Observation[] {
  const { length } = scan.codes;
  for (let at = 0; at < length;) at = readStretch(scan, at, Math.min(length, at + stretchChars));
  return scan.isOrdered ? scan.found : scan.found.sort(byPlace);
}

/** Reads what begins before `to`; where to go on. */
function readStretch(scan: Scan, from: number, to: number): number {
  const { codes } = scan;
  const { length } = codes;
  let at = from;
  while (at < to) {
    const bits = charClasses[codes[at] ?? 0] ?? 0;
    if ((bits & wordBit) === 0) {
      at = (bits & openerBit) === 0 ? at + 1 : readOpener(scan, at);
      continue;
    }
    const start = at;
    let flags = bits;
    for (at += 1; at < length; at += 1) {
      const next = charClasses[codes[at] ?? 0] ?? 0;
      if ((next & wordBit) === 0) break;
      flags |= next;
    }
    at = readWord(scan, start, at, flags);
  }
  return at;
}

function readDecoded(text: string, depth: number): readonly Observation[] {
  return run(new Scan(text, { benign: false }, depth, readDecoded));
}

/**
 * Every observable in the text, ordered by its start. They overlap only where one carries another:
 * a rule what is in it, a file name the hash that it is, a URL the URL that it wraps, and with
 * `nested` a URL or mail address its host.
 */
export function extract(text: string, options: ExtractOptions = {}): Observation[] {
  if (text.length > textCharsMax)
    throw new TocsinError("too-large", { detail: `text of at most ${textCharsMax} characters` });
  const seen = seenText(text);
  return seen === undefined
    ? run(new Scan(text, options, 0, readDecoded))
    : run(new Scan(seen.text, options, 0, readDecoded)).map(seen.placed);
}
