/**
 * Fragments of sentences: what stands between full stops, semicolons, colons, quotes and brackets,
 * with the pieces between its commas. What a fragment is about is judged by its words together.
 */

import type { Passage } from "../text/passage.ts";
import type { Words } from "../text/words.ts";

export interface Fragment {
  /** First word, and the one behind the last. */
  readonly first: number;
  readonly last: number;
  /** First words of its pieces, `first` included. */
  readonly pieces: readonly number[];
  /** Its sentence goes on from the fragment before. */
  readonly isContinued: boolean;
  /** A colon stands before it. */
  readonly isExplained: boolean;
}

/** A longer one is cut, so that the work for each is bounded. */
const fragmentWordsMax = 120;
const headingWordsMax = 4;

type Gap = "none" | "piece" | "fragment" | "colon" | "sentence";

export function* fragments(passage: Passage, words: Words): Generator<Fragment> {
  const { text } = passage;
  let first = 0;
  let pieces: number[] = [0];
  let isContinued = false;
  let isExplained = false;
  for (let at = 1; at <= words.count; at += 1) {
    const from = words.ends[at - 1] ?? 0;
    const gap =
      at === words.count ? "sentence" : gapOf(text, from, words.starts[at] ?? from, at - first);
    if (gap === "none") continue;
    if (gap === "piece") {
      pieces.push(at);
      continue;
    }
    yield { first, last: at, pieces, isContinued, isExplained };
    first = at;
    pieces = [at];
    isContinued = gap !== "sentence";
    isExplained = gap === "colon";
  }
}

function gapOf(text: string, from: number, to: number, length: number): Gap {
  if (to - from === 1) {
    const code = text.charCodeAt(from);
    // Most gaps are one blank, and most others a hyphen, a dot or an apostrophe inside a word.
    if (code === 32 || code === 45 || code === 46 || code === 39 || code === 47)
      return longGap(length);
    if (code === 10) return "sentence";
    if (code === 44) return isDigitAround(text, from) ? "none" : "piece";
    if (code === 95) return "none";
  }
  let gap: Gap = longGap(length);
  for (let at = from; at < to; at += 1) {
    const next = gapAt(text, at);
    // "Suppliers? Velmont leaves us." says of what it speaks.
    const isHeading = length <= headingWordsMax && text.startsWith("? ", at);
    if (next === "sentence" && !isHeading) return next;
    if (isHeading) gap = "colon";
    if (next === "colon" || (next === "fragment" && gap !== "colon")) gap = next;
    if (next === "piece" && gap === "none") gap = next;
  }
  return gap;
}

function longGap(length: number): Gap {
  return length >= fragmentWordsMax ? "fragment" : "none";
}

function isDigitAround(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function gapAt(text: string, at: number): Gap {
  const char = text[at];
  const after = text.charCodeAt(at + 1);
  const isBlankAfter = !(after > 32);
  switch (char) {
    case "\n":
      return isWrapped(text, at) ? "none" : "sentence";
    case "!":
    case "?":
      return "sentence";
    case ".":
      return isBlankAfter && text.charCodeAt(at - 1) !== 32 && !isAbbreviated(text, at)
        ? "sentence"
        : "none";
    case ":":
      return isBlankAfter || after === 34 ? "colon" : "none";
    case ";":
    case "[":
    case "]":
    case "{":
    case "}":
    case "<":
    case ">":
    case "|":
    case "\t":
    case "\u2026":
      return "fragment";
    case "'":
      // A quote, not an apostrophe.
      return isBlankAfter !== text.charCodeAt(at - 1) <= 32 ? "fragment" : "none";
    case "-":
      return text.charCodeAt(at - 1) === 32 && after === 32 ? "fragment" : "none";
    case '"':
    case "(":
    case ")":
      return "piece";
    case ",":
      return isDigitAround(text, at) ? "none" : "piece";
    default:
      return "none";
  }
}

/** A line that is long and goes on in lower case was wrapped. */
function isWrapped(text: string, at: number): boolean {
  const before = text.lastIndexOf("\n", at - 1);
  const after = text.charCodeAt(at + 1);
  return at - before > 50 && at - before < 400 && after >= 97 && after <= 122;
}

/** "Mr. Roe", "approx. 3", "J. Roe". */
function isAbbreviated(text: string, at: number): boolean {
  const word =
    /(?:^|[^A-Za-z])([A-Za-z]{1,6})$/.exec(text.slice(Math.max(0, at - 8), at))?.[1] ?? "";
  if (word.length === 1) return word !== "I";
  return (
    /^(?:mr|mrs|ms|dr|prof|st|approx|no|nr|incl|inc|vs|jr|sr|ca|eg|ie|etc|fig|dept)$/i.test(word) &&
    text.charCodeAt(at + 1) === 32
  );
}
