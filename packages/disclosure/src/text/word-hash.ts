/** Words as numbers of 32 bits, and a table of what is known of them. */

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
  let hash = hashSeed;
  for (let at = 0; at < word.length; at += 1) hash = hashStep(hash, word.charCodeAt(at));
  return hashEnd(hash);
}

/** Open addressing over typed arrays; a power of two, at most half full. */
export class WordTable {
  readonly #keys: Uint32Array;
  readonly #bits: Uint16Array;
  readonly #mask: number;

  constructor(sizeLog2: number) {
    this.#keys = new Uint32Array(1 << sizeLog2);
    this.#bits = new Uint16Array(1 << sizeLog2);
    this.#mask = (1 << sizeLog2) - 1;
  }

  add(hash: number, bits: number): void {
    let at = hash & this.#mask;
    for (;;) {
      const key = this.#keys[at];
      if (key === hash || key === 0) break;
      at = (at + 1) & this.#mask;
    }
    this.#keys[at] = hash;
    this.#bits[at] = (this.#bits[at] ?? 0) | bits;
  }

  get(hash: number): number {
    let at = hash & this.#mask;
    for (;;) {
      const key = this.#keys[at];
      if (key === hash) return this.#bits[at] ?? 0;
      if (key === 0) return 0;
      at = (at + 1) & this.#mask;
    }
  }

  addAll(words: Iterable<string>, bits: number): void {
    for (const word of words) this.add(hashOf(word), bits);
  }
}

/** Words separated by blanks or commas, as hashes. */
export function hashSet(text: string): ReadonlySet<number> {
  return new Set(
    text
      .trim()
      .split(/[\s,]+/)
      .map(hashOf),
  );
}
