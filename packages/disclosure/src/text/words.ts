/**
 * Words of a passage: runs of letters and digits, as offsets, with what the table knows of each. One
 * pass for all detectors, so that a long text costs little.
 */

import { lowered, type Passage } from "./passage.ts";
import { hashEnd, hashSeed, hashStep, hashSteps } from "./word-hash.ts";
import { wordTable } from "./word-table.ts";

/** How a word is written. */
export const upperFirst = 1;
export const upperLater = 2;
export const lowerAny = 4;
export const digitAny = 8;
export const letterAny = 16;
export const foreignAny = 32;
/** A hash: digits and letters of hex, as many as hashes have. No name, number or text is written so. */
export const hashAll = 64;

/** What stands between two words, a bit for each sort of mark. */
/** It may end a sentence, a fragment or a piece of one. */
export const markBreak = 1;
export const markBackslash = 2;
export const markColon = 4;
/** Escapes begin with one: "%", "\\", "&", "=", and tags with "<". */
export const markEscape = 8;
/** Disguised dots stand in one. */
export const markBracket = 16;
/** The last of all. */
export const markLine = 32;
const lineShift = 5;

export interface Words {
  readonly count: number;
  /** First offset of each word in `passage.text`, and the offset behind it. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Of the lower case, as `hashOf` makes it. */
  readonly hashes: Uint32Array;
  /** What the word table knows. */
  readonly bits: Uint32Array;
  readonly shapes: Uint8Array;
  /** What stands before each word, and behind the last. */
  readonly marks: Uint8Array;
  /** How many line ends stand between them. */
  readonly lineEnds: number;
}

/** What a unit adds to the shape of its word, as if it were not the first; 0 for no part of a word. */
const kinds = new Uint8Array(65_536);
/** Letters that are not in hex; of a whole word `hashAll` takes its place. */
const beyondHex = 64;
markForeign(kinds, foreignAny | letterAny | beyondHex);
kinds.fill(digitAny, 48, 58);
kinds.fill(letterAny | upperLater, 65, 71);
kinds.fill(letterAny | upperLater | beyondHex, 71, 91);
kinds.fill(letterAny | lowerAny, 97, 103);
kinds.fill(letterAny | lowerAny | beyondHex, 103, 123);
/** From `upperLater` to the bit by which ASCII letters differ in case. */
const caseShift = 4;

/** Gives one value to all units beyond ASCII that are parts of words. */
export function markForeign(table: Uint8Array, value: number): void {
  table.fill(value, 0xc0);
  table[0xd7] = table[0xf7] = 0;
  // Folding has already turned foreign spaces and dashes into ASCII ones.
  table.fill(0, 0x2000, 0x2c00);
  // Brackets and full stops of Chinese and Japanese; commas and full stops of Arabic and Hindi.
  table.fill(0, 0x3000, 0x3004);
  table.fill(0, 0x3008, 0x3012);
  for (const mark of [0x60c, 0x61b, 0x61f, 0x6d4, 0x964, 0x965]) table[mark] = 0;
}

export function isWordCode(code: number): boolean {
  return (kinds[code] ?? 0) !== 0;
}

export function isDigit(code = 0): boolean {
  return code >= 48 && code <= 57;
}

/** With a digit in it, and no hash. */
export function isNumeric(shape: number): boolean {
  return (shape & (digitAny | hashAll)) === digitAny;
}

/**
 * What stands so many places before one in a column, 0 where there is none. An index below 0 would not only
 * give nothing: it makes the place in the program that asked slow for ever.
 */
export function unitBefore(codes: Uint16Array, at: number, by = 1): number {
  return at >= by ? (codes[at - by] ?? 0) : 0;
}

export function valueBefore(column: Uint32Array, at: number, by = 1): number {
  return at >= by ? (column[at - by] ?? 0) : 0;
}

const marksOf = new Uint8Array(65_536);
for (const [chars, mark] of [
  ["\n.!?;:,'-()[]{}<>|\"\t\u2026", markBreak],
  ["\\", markBackslash],
  [":", markColon],
  ["%\\&=<", markEscape],
  ["[({<", markBracket],
  ["\n", markLine],
] as const) {
  for (const char of chars) {
    const code = char.charCodeAt(0);
    marksOf[code] = (marksOf[code] ?? 0) | mark;
  }
}
/** Alone between two words these join them. */
const lonely = marksOf.slice();
for (const char of "-'.") lonely[char.charCodeAt(0)] = 0;

const rowBytes = 18;

class Columns {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly hashes: Uint32Array;
  readonly bits: Uint32Array;
  readonly shapes: Uint8Array;
  readonly marks: Uint8Array;

  constructor(room: number) {
    // One piece of memory for all: most texts are short, and five pieces cost more than they hold.
    const memory = new ArrayBuffer(room * rowBytes);
    this.starts = new Uint32Array(memory, 0, room);
    this.ends = new Uint32Array(memory, room * 4, room);
    this.hashes = new Uint32Array(memory, room * 8, room);
    this.bits = new Uint32Array(memory, room * 12, room);
    this.shapes = new Uint8Array(memory, room * 16, room);
    this.marks = new Uint8Array(memory, room * 17, room);
  }

  widened(room: number): Columns {
    const wider = new Columns(room);
    wider.starts.set(this.starts);
    wider.ends.set(this.ends);
    wider.hashes.set(this.hashes);
    wider.bits.set(this.bits);
    wider.shapes.set(this.shapes);
    wider.marks.set(this.marks);
    return wider;
  }
}

/** Of English text, with what stands between words; where it is less, the columns grow. */
const charsOfWord = 6;
/** The table has no longer word with a digit in it, and texts are full of hashes. */
const codeCharsMax = 16;

export function wordsOf(passage: Passage): Words {
  const { codes } = passage;
  const textEnd = codes.length;
  let room = Math.floor(textEnd / charsOfWord) + 16;
  let columns = new Columns(room);
  let { starts, ends, hashes, bits, shapes, marks } = columns;
  let count = 0;
  let mark = 0;
  let lineEnds = 0;
  let from = 0;
  for (let at = 0; at < textEnd;) {
    let code = codes[at] ?? 0;
    let kind = kinds[code] ?? 0;
    if (kind === 0) {
      const own = marksOf[code] ?? 0;
      mark |= own;
      lineEnds += own >> lineShift;
      at += 1;
      continue;
    }
    const start = at;
    let hash = hashStep(hashSeed, code | ((kind & upperLater) << caseShift));
    let shape = (kind & ~upperLater) | ((kind & upperLater) >> 1);
    for (at += 1; at < textEnd; at += 1) {
      code = codes[at] ?? 0;
      kind = kinds[code] ?? 0;
      if (kind === 0) break;
      shape |= kind;
      hash = hashStep(hash, code | ((kind & upperLater) << caseShift));
    }
    if ((shape & foreignAny) !== 0) {
      const lower = lowered(passage.text.slice(start, at));
      shape = foreignShape(codes, lower, start);
      hash = hashSteps(lower);
    }
    const key = hashEnd(hash);
    const length = at - start;
    shape = (shape & ~beyondHex) | (isHash(shape, length) ? hashAll : 0);
    const isUnknown = (shape & digitAny) !== 0 && (shape === digitAny || length > codeCharsMax);
    if (count + 1 === room) {
      room *= 2;
      columns = columns.widened(room);
      ({ starts, ends, hashes, bits, shapes, marks } = columns);
    }
    starts[count] = start;
    ends[count] = at;
    hashes[count] = key;
    bits[count] = isUnknown ? 0 : 1;
    shapes[count] = shape;
    marks[count] = start - from === 1 && count > 0 ? (lonely[codes[from] ?? 0] ?? 0) : mark;
    count += 1;
    mark = 0;
    from = at;
  }
  marks[count] = mark;
  lookUp(count, hashes, bits);
  return { count, starts, ends, hashes, bits, shapes, marks, lineEnds };
}

/**
 * What the table knows of each word whose bits are not 0. In a walk of its own, so that many of these
 * trips to the memory are under way at once.
 */
function lookUp(count: number, hashes: Uint32Array, bits: Uint32Array): void {
  const table = wordTable();
  for (let at = 0; at < count; at += 1) {
    if (bits[at] !== 0) bits[at] = table.get(hashes[at] ?? 0);
  }
}

function isHash(shape: number, length: number): boolean {
  if ((shape & (digitAny | letterAny | beyondHex)) !== (digitAny | letterAny)) return false;
  return length === 40 || length === 64 || length === 32 || length === 128 || length === 96;
}

function foreignShape(codes: Uint16Array, lower: string, start: number): number {
  let shape = 0;
  for (let at = 0; at < lower.length; at += 1) {
    const code = codes[start + at] ?? 0;
    const isUpper = code !== lower.charCodeAt(at);
    const upper = at === 0 ? upperFirst : upperLater;
    if (code >= 128) shape |= foreignAny | letterAny | (isUpper ? upper : lowerAny) | beyondHex;
    else shape |= ((kinds[code] ?? 0) & ~upperLater) | (isUpper ? upper : 0);
  }
  return shape;
}
