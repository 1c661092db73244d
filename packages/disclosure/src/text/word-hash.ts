/** Words as numbers of 32 bits, and a table of what is known of them. */

import { unitsOf } from "@tocsin/kernel/units";
const blank = 32;
export const hashSeed = 0x811c9dc5;

export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** Never 0, which marks an empty place. */
export function hashEnd(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0 || 1;
}

export function hashOf(word: string): number {
  return hashEnd(hashSteps(word));
}

/** Without its end. */
export function hashSteps(word: string): number {
  let hash = hashSeed;
  for (let at = 0; at < word.length; at += 1) hash = hashStep(hash, word.charCodeAt(at));
  return hash;
}

/** As `hashOf` of the same word in lower case. */
export function hashOfCodes(codes: Uint16Array, start: number, end: number): number {
  let hash = hashSeed;
  for (let at = start; at < end; at += 1) {
    const code = codes[at] ?? 0;
    hash = hashStep(hash, code >= 65 && code <= 90 ? code | 32 : code);
  }
  return hashEnd(hash);
}

/**
 * Open addressing over one typed array, at most half full; a power of two. A word and what is known
 * of it stand side by side, so that a look-up costs one trip to the memory.
 */
export class WordTable {
  /** As they stand in a file, too. */
  readonly entries: Uint32Array<ArrayBuffer>;
  readonly #mask: number;

  /** Of a file's entries, or empty with room for two to the power of so many. */
  constructor(from: number | Uint32Array<ArrayBuffer>) {
    this.entries = typeof from === "number" ? new Uint32Array(2 << from) : from;
    this.#mask = this.entries.length - 2;
  }

  add(hash: number, bits: number): void {
    const { entries } = this;
    let at = (hash << 1) & this.#mask;
    for (;;) {
      const key = entries[at];
      if (key === hash || key === 0) break;
      at = (at + 2) & this.#mask;
    }
    entries[at] = hash;
    entries[at + 1] = (entries[at + 1] ?? 0) | bits;
  }

  get(hash: number): number {
    const { entries } = this;
    let at = (hash << 1) & this.#mask;
    for (;;) {
      const key = entries[at];
      if (key === hash) return entries[at + 1] ?? 0;
      if (key === 0) return 0;
      at = (at + 2) & this.#mask;
    }
  }

  /** Words with one blank between; faster than cutting out a hundred thousand of them. */
  addText(text: string, bits: number): void {
    const units = unitsOf(text);
    let hash = hashSeed;
    for (let at = 0; at <= units.length; at += 1) {
      const code = units[at] ?? blank;
      if (code === blank) {
        this.add(hashEnd(hash), bits);
        hash = hashSeed;
      } else {
        hash = hashStep(hash, code);
      }
    }
  }

  addAll(words: Iterable<string>, bits: number): void {
    for (const word of words) this.add(hashOf(word), bits);
  }
}

/** A few words, by their hashes: faster than a `Set`, which has to box most of them. */
export class WordSet {
  readonly hashes: readonly number[];
  readonly #places: Uint32Array;
  readonly #mask: number;

  static of(words: readonly string[]): WordSet {
    return new WordSet(words.map(hashOf));
  }

  constructor(hashes: readonly number[]) {
    this.hashes = hashes;
    const size = 1 << Math.ceil(Math.log2(Math.max(2, hashes.length) * 4));
    this.#places = new Uint32Array(size);
    this.#mask = size - 1;
    for (const hash of hashes) this.#places[this.#placeOf(hash)] = hash;
  }

  get size(): number {
    return this.hashes.length;
  }

  has(hash: number): boolean {
    return hash !== 0 && this.#places[this.#placeOf(hash)] === hash;
  }

  /** Where the hash is, or the free place where it belongs. */
  #placeOf(hash: number): number {
    let at = hash & this.#mask;
    for (;;) {
      const found = this.#places[at];
      if (found === hash || found === 0) return at;
      at = (at + 1) & this.#mask;
    }
  }
}

const comma = 44;

/** Words separated by blanks or commas. A step never leads back to the seed, which has no sign. */
export function hashSet(text: string): WordSet {
  const hashes: number[] = [];
  let hash = hashSeed;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : blank;
    if (code > blank && code !== comma) {
      hash = hashStep(hash, code);
    } else if (hash !== hashSeed) {
      hashes.push(hashEnd(hash));
      hash = hashSeed;
    }
  }
  return new WordSet(hashes);
}
