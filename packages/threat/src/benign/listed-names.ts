/**
 * The listed names as they stand in the table's text, found by their hash: no string and no entry of a
 * map is made for each of the tens of thousands, of which a text names a few.
 */

import { unitsOf } from "@tocsin/kernel/units";
import type { Benign } from "../extraction/observation.ts";
import { parseEffect } from "./benign-effect.ts";
import type { LooseTables } from "./built-in-tables.ts";

export interface ListedName {
  readonly benign: Benign;
  /** Names below it are meant, too: there anybody can register. */
  readonly isBelow: boolean;
}

/** Built from the end of a name, so that the names above it come by on the way. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x9e3779b1);
}

/** Bits in the filter: 2^20, sixteen for each name. */
const filterShift = 12;
const placesLog2Min = 17;
const space = 32;
const hashCharsMin = 32;

export interface ListedNames {
  /** False for nearly all that is not listed. */
  mayHold(hash: number): boolean;
  find(name: string, hash: number): ListedName | undefined;
  /** The first three digits of all listed hashes. */
  readonly hashStarts: Uint8Array;
}

export function compileNames(names: LooseTables["names"]): ListedNames {
  return new NameTable(names);
}

class NameTable implements ListedNames {
  readonly hashStarts = new Uint8Array(4096);
  readonly #text: string;
  readonly #lists: readonly ListedName[];
  readonly #bits = new Uint8Array(1 << (32 - filterShift - 3));
  /** Number of a name, from 1; 0 is free. */
  readonly #places: Uint32Array;
  readonly #mask: number;
  readonly #starts: Uint32Array;
  readonly #listOf: Uint8Array;

  constructor(names: LooseTables["names"]) {
    this.#lists = names.lists.map(({ name, effect, why, matches }) => ({
      benign: { effect: parseEffect(effect), list: name, why: `This is ${why}.` },
      isBelow: matches === "name-and-below",
    }));
    this.#text = names.lists.map(({ values }) => values).join(" ");
    const count = countOf(this.#text);
    // At most half full, so that a miss ends soon.
    this.#places = new Uint32Array(1 << Math.max(placesLog2Min, Math.ceil(Math.log2(count * 2))));
    this.#mask = this.#places.length - 1;
    this.#starts = new Uint32Array(count + 1);
    this.#listOf = new Uint8Array(count + 1);
    this.#fill(names.lists.map(({ values }) => values.length));
  }

  mayHold(hash: number): boolean {
    const bit = hash >>> filterShift;
    return ((this.#bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  find(name: string, hash: number): ListedName | undefined {
    for (let place = this.#placeOf(hash); ; place = (place + 1) & this.#mask) {
      const number = this.#places[place] ?? 0;
      if (number === 0) return undefined;
      if (this.#isAt(name, this.#starts[number] ?? 0)) {
        return this.#lists[this.#listOf[number] ?? 0];
      }
    }
  }

  #isAt(name: string, start: number): boolean {
    const end = start + name.length;
    const isWhole = end === this.#text.length || this.#text.charCodeAt(end) === space;
    return isWhole && this.#text.startsWith(name, start);
  }

  #placeOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.#mask;
  }

  /** An earlier list wins: what comes first is found first. In one loop, since it runs cold. */
  #fill(lengths: readonly number[]): void {
    const units = unitsOf(this.#text);
    let number = 0;
    let start = 0;
    for (const [list, length] of lengths.entries()) {
      const stop = start + length;
      for (let at = start; at < stop; at += 1) {
        if (at + 1 < stop && units[at + 1] !== space) continue;
        const end = at + 1;
        number += 1;
        this.#starts[number] = start;
        this.#listOf[number] = list;
        let hash = 0;
        for (let from = at; from >= start; from -= 1) hash = hashStep(hash, units[from] ?? 0);
        this.#enter(number, hash);
        if (end - start >= hashCharsMin) this.#noteHash(start, end);
        start = end + 1;
        at = end;
      }
      if (length === 0) start += 1;
    }
  }

  #enter(number: number, hash: number): void {
    const bit = hash >>> filterShift;
    this.#bits[bit >> 3] = (this.#bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    let place = this.#placeOf(hash);
    while (this.#places[place] !== 0) place = (place + 1) & this.#mask;
    this.#places[place] = number;
  }

  #noteHash(start: number, end: number): void {
    const name = this.#text.slice(start, end);
    if (/^[0-9a-f]{32,128}$/.test(name)) {
      this.hashStarts[Number.parseInt(name.slice(0, 3), 16)] = 1;
    }
  }
}

function countOf(text: string): number {
  let count = 1;
  for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) count += 1;
  return count;
}
