/**
 * Lists of words, asked as the words stand in a text: no string is made of what is looked up, which
 * is in none of the lists most of the time.
 */

import { foldHash } from "../extraction/char-classes.ts";

/** The words, in lower case, and the bit of those that hold them. */
export type WordList = readonly [words: Iterable<string>, bit: number];

export class WordTable {
  readonly #words: readonly string[];
  readonly #bits: Uint16Array;
  /** Where each hash has its word, from 1; at most half of them are taken. */
  readonly #slots: Uint16Array;

  constructor(lists: readonly WordList[]) {
    const bitsOf = new Map<string, number>();
    for (const [words, bit] of lists)
      for (const word of words) bitsOf.set(word, (bitsOf.get(word) ?? 0) | bit);
    this.#words = [...bitsOf.keys()];
    this.#bits = Uint16Array.from(bitsOf.values());
    this.#slots = new Uint16Array(2 << Math.ceil(Math.log2(bitsOf.size)));
    for (const [index, word] of this.#words.entries()) {
      let slot = this.#slotOf(foldHash(word, 0, word.length));
      while (this.#slots[slot] !== 0) slot = this.#next(slot);
      this.#slots[slot] = index + 1;
    }
  }

  /** The bits of the lists that hold what stands there, whatever its case; 0 where none does. */
  bitsAt(text: string, start: number, end: number): number {
    let slot = this.#slotOf(foldHash(text, start, end));
    for (;;) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index < 0) return 0;
      if (isWritten(text, start, end, this.#words[index] ?? "")) return this.#bits[index] ?? 0;
      slot = this.#next(slot);
    }
  }

  #slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.#slots.length - 1);
  }

  #next(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }
}

function isWritten(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at += 1) {
    const code = text.charCodeAt(start + at);
    const lower = code >= 65 && code <= 90 ? code | 32 : code;
    if (word.charCodeAt(at) !== lower) return false;
  }
  return true;
}
