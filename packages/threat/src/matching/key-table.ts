/**
 * From a hash to entries, many millions of times a second: one bit tells at once that most are not
 * there; then open addressing. Entries of one hash are a chain; the caller compares the bytes.
 */

/** Bits of the filter for each entry: one in about sixteen absent keys passes it. */
const bitsPerEntry = 16;
/** Steps from a slot, and entries of one key. A good hash needs less; more were made on purpose. */
const stepsMax = 512;
export const entriesPerKeyMax = 64;

export class KeyTable {
  #keys = new Uint32Array(1024);
  #next = new Int32Array(1024);
  #values = new Uint32Array(1024);
  #depths = new Uint8Array(1024);
  #slots = new Int32Array(2048);
  #bits = new Uint32Array(1024);
  #bitMask = 32 * 1024 - 1;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** False where hashes collide as in no honest input; nothing is added then. */
  add(key: number, value: number): boolean {
    if (this.#count * 2 >= this.#slots.length) this.#grow();
    const slot = this.#slotOf(key);
    if (slot < 0) return false;
    const before = (this.#slots[slot] ?? 0) - 1;
    const depth = before < 0 ? 1 : (this.#depths[before] ?? 0) + 1;
    if (depth > entriesPerKeyMax) return false;
    const entry = this.#count;
    if (entry === this.#keys.length) this.#lengthen();
    this.#keys[entry] = key;
    this.#values[entry] = value;
    this.#depths[entry] = depth;
    this.#next[entry] = before;
    this.#slots[slot] = entry + 1;
    this.#mark(key);
    this.#count = entry + 1;
    return true;
  }

  /** The newest entry of this key; below 0 there is none. */
  first(key: number): number {
    const bit = key & this.#bitMask;
    if (((this.#bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return -1;
    const mask = this.#slots.length - 1;
    for (let slot = (key >>> 7) & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry < 0 || this.#keys[entry] === key) return entry;
    }
  }

  next(entry: number): number {
    return this.#next[entry] ?? -1;
  }

  value(entry: number): number {
    return this.#values[entry] ?? 0;
  }

  #slotOf(key: number): number {
    const mask = this.#slots.length - 1;
    for (let steps = 0, slot = (key >>> 7) & mask; steps < stepsMax; steps += 1) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry < 0 || this.#keys[entry] === key) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  #mark(key: number): void {
    const bit = key & this.#bitMask;
    this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  #lengthen(): void {
    this.#keys = longer(this.#keys, new Uint32Array(this.#keys.length * 2));
    this.#values = longer(this.#values, new Uint32Array(this.#values.length * 2));
    this.#depths = longer(this.#depths, new Uint8Array(this.#depths.length * 2));
    this.#next = longer(this.#next, new Int32Array(this.#next.length * 2));
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    const bits = old.length * bitsPerEntry;
    this.#bits = new Uint32Array(bits / 32);
    this.#bitMask = bits - 1;
    const mask = this.#slots.length - 1;
    for (const head of old) {
      if (head === 0) continue;
      const key = this.#keys[head - 1] ?? 0;
      let slot = (key >>> 7) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = head;
      this.#mark(key);
    }
  }
}

function longer<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

const hashPrime = 0x01000193;

/** One byte more: FNV-1a. */
export function hashStep(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, hashPrime);
}

/** Spreads all bits over all bits. */
export function hashEnd(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
