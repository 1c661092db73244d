/** How the words of a text look to the models of names and of talk: one pass, numbers only. */

import type { Passage } from "../text/passage.ts";
import {
  digitAny,
  letterAny,
  lowerAny,
  upperFirst,
  upperLater,
  type Words,
} from "../text/words.ts";
import { nameClasses } from "./name-classes.ts";

/** How a word is written. */
export const looksSmall = 0;
export const looksNamed = 1;
const looksMixed = 2;
const looksLoud = 3;
const looksInitial = 4;
export const looksCoded = 5;
export const looksNumber = 6;
export const looksPicture = 7;

/** What stands between two words. */
export const gapEdge = 1;
export const gapBlank = 2;
export const gapStop = 3;
export const gapLine = 4;
const gapOther = 12;
/** First that fits, most telling first. */
const gapMarks: readonly (readonly [string, number])[] = [
  [".!?", gapStop],
  ["\n", gapLine],
  ["'", 5],
  [",", 6],
  [":", 7],
  ["#@", 8],
  ['"', 9],
  ["([", 10],
  ["-/&+", 11],
];
const markOf = new Uint8Array(128).fill(gapOther);
for (const [marks, gap] of gapMarks) {
  for (const mark of marks) markOf[mark.charCodeAt(0)] = gap;
}
const gapCharsMax = 16;

export interface WordSigns {
  readonly words: Words;
  readonly codes: Uint16Array;
  /** What public lists say, as `word-class.ts` reads it. */
  readonly classes: Uint16Array;
  readonly looks: Uint8Array;
  /** Before each word, and behind the last. */
  readonly gaps: Uint8Array;
  /** 0 no capitals, 1 some, 2 many, 3 more words in capitals than small ones. */
  readonly casing: number;
}

export function signsOf({ codes }: Passage, words: Words): WordSigns {
  const { count, starts, ends, hashes, shapes } = words;
  const table = nameClasses();
  const classes = new Uint16Array(count);
  const looks = new Uint8Array(count);
  const gaps = new Uint8Array(count + 1);
  let [named, small, loud] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const start = starts[at] ?? 0;
    const end = ends[at] ?? start;
    classes[at] = table.get(hashes[at] ?? 0);
    const look = lookOf(codes[start] ?? 0, shapes[at] ?? 0, end - start);
    looks[at] = look;
    if (look === looksNamed) named += 1;
    else if (look === looksLoud) loud += 1;
    else if (look === looksSmall && end - start > 1) small += 1;
    gaps[at] = gapBetween(codes, at === 0 ? 0 : (ends[at - 1] ?? 0), start, at === 0);
  }
  gaps[count] = gapEdge;
  const isPlain = named + loud === 0;
  const casing = isPlain ? 0 : loud > small ? 3 : named > small * 0.6 ? 2 : 1;
  return { words, codes, classes, looks, gaps, casing };
}

function lookOf(code: number, shape: number, length: number): number {
  // Surrogates and variation selectors: what is left are pictures.
  if ((code >= 0xd800 && code <= 0xdfff) || code >= 0xfe00) return looksPicture;
  if ((shape & letterAny) === 0) return looksNumber;
  if ((shape & digitAny) !== 0) return looksCoded;
  if ((shape & upperFirst) === 0) return (shape & upperLater) === 0 ? looksSmall : looksMixed;
  if (length === 1) return looksInitial;
  if ((shape & lowerAny) === 0) return looksLoud;
  return (shape & upperLater) === 0 ? looksNamed : looksMixed;
}

function gapBetween(codes: Uint16Array, from: number, to: number, isFirst: boolean): number {
  if (to - from === 1 && codes[from] === 32 && !isFirst) return gapBlank;
  let best = gapOther;
  for (let at = Math.max(from, to - gapCharsMax); at < to; at += 1) {
    const code = codes[at] ?? 0;
    best = Math.min(best, code < 128 ? (markOf[code] ?? gapOther) : gapOther);
  }
  return isFirst && best !== 8 ? gapEdge : best;
}
