/** What stands at the ends of a fragment: it begins a cell, or ends with a question. */

import type { Passage } from "../text/passage.ts";
import { unitBefore, type Words } from "../text/words.ts";
import { type Bearing, placeOf } from "./bearing.ts";

const cell = placeOf("cell");
const asked = placeOf("asked");

/** A cell has no blank before it but in tables of strokes: ";12,40", "|yes", "| 4,310". */
const beforeCells = marksOf(",;|\t");
const question = 63;
const blank = 32;
const stroke = 124;

export function isCell({ codes }: Passage, { starts }: Words, first: number): boolean {
  const start = starts[first] ?? 0;
  const before = unitBefore(codes, start);
  return beforeCells[before] === 1 || (before === blank && unitBefore(codes, start, 2) === stroke);
}

export function addEdges(
  bearing: Bearing,
  passage: Passage,
  words: Words,
  first: number,
  last: number,
): void {
  if (isCell(passage, words, first)) bearing.add(cell);
  if (passage.codes[words.ends[last - 1] ?? 0] === question) bearing.add(asked);
}

function marksOf(chars: string): Uint8Array {
  const marks = new Uint8Array(65_536);
  for (const char of chars) marks[char.charCodeAt(0)] = 1;
  return marks;
}
