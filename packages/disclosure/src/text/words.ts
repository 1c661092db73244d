/**
 * Words of a passage: runs of letters and digits, as offsets, with what the table knows of each. One
 * pass for all detectors, so that a long text costs little.
 */

import type { Passage } from "./passage.ts";
import { hashEnd, hashSeed, hashStep } from "./word-hash.ts";
import { wordTable } from "./word-table.ts";

/** How a word is written. */
export const upperFirst = 1;
export const upperLater = 2;
export const lowerAny = 4;
export const digitAny = 8;
export const letterAny = 16;
export const foreignAny = 32;

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
}

export function isWordCode(code: number): boolean {
  if (code < 128) return (kindOfCode[code] ?? 0) !== 0;
  // Folding has already turned foreign spaces and dashes into ASCII ones.
  return code > 0xbf && code !== 0xd7 && code !== 0xf7 && !(code >= 0x2000 && code <= 0x2bff);
}

const kindOfCode = new Uint8Array(128);
for (let code = 48; code < 58; code += 1) kindOfCode[code] = digitAny;
for (let code = 65; code < 91; code += 1) kindOfCode[code] = letterAny | upperFirst;
for (let code = 97; code < 123; code += 1) kindOfCode[code] = letterAny | lowerAny;

const rowBytes = 17;

class Columns {
  starts: Uint32Array;
  ends: Uint32Array;
  hashes: Uint32Array;
  bits: Uint32Array;
  shapes: Uint8Array;
  #room: number;

  constructor(room: number) {
    this.#room = room;
    // One piece of memory for all: most texts are short, and five pieces cost more than they hold.
    const memory = new ArrayBuffer(room * rowBytes);
    this.starts = new Uint32Array(memory, 0, room);
    this.ends = new Uint32Array(memory, room * 4, room);
    this.hashes = new Uint32Array(memory, room * 8, room);
    this.bits = new Uint32Array(memory, room * 12, room);
    this.shapes = new Uint8Array(memory, room * 16, room);
  }

  push(count: number, start: number, end: number, hash: number, bits: number, shape: number): void {
    if (count === this.#room) this.#grow();
    this.starts[count] = start;
    this.ends[count] = end;
    this.hashes[count] = hash;
    this.bits[count] = bits;
    this.shapes[count] = shape;
  }

  #grow(): void {
    this.#room *= 2;
    const wider = new Columns(this.#room);
    wider.starts.set(this.starts);
    wider.ends.set(this.ends);
    wider.hashes.set(this.hashes);
    wider.bits.set(this.bits);
    wider.shapes.set(this.shapes);
    ({ starts: this.starts, ends: this.ends, hashes: this.hashes } = wider);
    ({ bits: this.bits, shapes: this.shapes } = wider);
  }
}

/** The table has no longer word with a digit in it, and texts are full of hashes. */
const codeCharsMax = 16;

export function wordsOf({ text, lower }: Passage): Words {
  const table = wordTable();
  const columns = new Columns((text.length >> 3) + 16);
  const { length } = text;
  let count = 0;
  for (let at = 0; at < length;) {
    let code = text.charCodeAt(at);
    if (code < 128 ? kindOfCode[code] === 0 : !isWordCode(code)) {
      at += 1;
      continue;
    }
    const start = at;
    let hash = hashSeed;
    let shape = 0;
    do {
      const kind = code < 128 ? (kindOfCode[code] ?? 0) : foreignKind(text, lower, at);
      if ((kind & upperFirst) === 0) shape |= kind;
      else shape |= letterAny | (at === start ? upperFirst : upperLater);
      hash = hashStep(hash, code < 128 ? loweredCode(code) : lower.charCodeAt(at));
      at += 1;
      code = at < length ? text.charCodeAt(at) : 0;
    } while (code < 128 ? kindOfCode[code] !== 0 : isWordCode(code));
    const key = hashEnd(hash);
    const isUnknown = (shape & digitAny) !== 0 && (shape === digitAny || at - start > codeCharsMax);
    columns.push(count, start, at, key, isUnknown ? 0 : table.get(key), shape);
    count += 1;
  }
  const { starts, ends, hashes, bits, shapes } = columns;
  return { count, starts, ends, hashes, bits, shapes };
}

function loweredCode(code: number): number {
  return code >= 65 && code <= 90 ? code | 32 : code;
}

function foreignKind(text: string, lower: string, at: number): number {
  const isUpper = text.charCodeAt(at) !== lower.charCodeAt(at);
  return foreignAny | letterAny | (isUpper ? upperFirst : lowerAny);
}
