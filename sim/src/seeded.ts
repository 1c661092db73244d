/**
 * Chance that can be drawn again: the same seed plays the same community. Fast and predictable, so for
 * the simulation alone and for no secret. The generator is sfc32 of PractRand.
 */

import { type Random, utf8 } from "@tocsin/kernel";

export class Seeded implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Streams of different labels are independent. */
  constructor(seed: number, label: string) {
    this.#a = hashOf(label, seed >>> 0);
    this.#b = hashOf(label, ~seed >>> 0);
    this.#c = hashOf(label, 0x9e3779b9);
    for (let at = 0; at < 15; at += 1) this.word();
  }

  /** 32 bits. */
  word(): number {
    const mixed = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + mixed) | 0;
    return mixed >>> 0;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 4) {
      const word = this.word();
      for (let byte = 0; byte < 4 && at + byte < length; byte += 1) {
        out[at + byte] = (word >>> (8 * byte)) & 255;
      }
    }
    return out;
  }

  /** In [0, 1). */
  share(): number {
    return this.word() / 2 ** 32;
  }

  /** A whole number in [0, bound); the bias of a bound far below 2^32 is not measurable here. */
  below(bound: number): number {
    return Math.floor(this.share() * bound);
  }

  chance(share: number): boolean {
    return this.share() < share;
  }

  pick<Item>(items: readonly Item[]): Item {
    const found = items[this.below(items.length)];
    if (found === undefined) throw new RangeError("nothing to pick of");
    return found;
  }

  /** One of them, each as likely as its weight. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item {
    let left = this.share() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return this.pick(items)[0];
  }

  /** Mean 0, deviation 1. Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.share()));
    return radius * Math.cos(2 * Math.PI * this.share());
  }
}

/** In [0, 1), the same for the same numbers: for facts that are looked up in any order. MurmurHash3's finish. */
export function shareAt(seed: number, a: number, b: number): number {
  let mixed = Math.imul(seed ^ 0x2545f491, 0x85ebca6b) ^ Math.imul(a + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1) ^ Math.imul(b + 1, 0x27d4eb2f);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** FNV-1a. */
function hashOf(label: string, start: number): number {
  let hash = start ^ 0x811c9dc5;
  for (const byte of utf8(label)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
