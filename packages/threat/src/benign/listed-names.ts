/**
 * The listed names as they stand in the table's text, found by their hash: no string and no entry of a
 * map is made for each of the tens of thousands, of which a text names a few.
 */

import { unitsOf } from "@tocsin/kernel/units";
import type { Benign } from "../extraction/observation.ts";
import type { LooseTables } from "./built-in-tables.ts";

export interface ListedName {
  readonly benign: Benign;
  /** Names below it are meant, too: there anybody can register. */
  readonly isBelow: boolean;
}

/** Where each name is; of numbers alone, so that it can stand in a file. */
export interface NameIndex {
  /** The names of all lists in ASCII, one blank between; what else is in a name is 0, which nothing equals. */
  readonly text: Uint8Array;
  /** Where each list ends in the text. */
  readonly listEnds: Uint32Array;
  /** One bit for some hashes of 20 bits: set for all that are listed. */
  readonly filter: Uint8Array;
  /** Where the name of a hash begins, from 1; 0 is free. */
  readonly places: Uint32Array;
  /** The first three digits of all listed hashes. */
  readonly hashStarts: Uint8Array;
}

/** Built from the end of a name, so that the names above it come by on the way. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x9e3779b1);
}

/** Bits in the filter: 2^20, sixteen for each name. */
const filterShift = 12;
const placesLog2Min = 17;
const space = 32;
const asciiMax = 127;
const hashCharsMin = 32;

export interface ListedNames {
  /** False for nearly all that is not listed. */
  mayHold(hash: number): boolean;
  find(name: string, hash: number): ListedName | undefined;
  /** The first three digits of all listed hashes. */
  readonly hashStarts: Uint8Array;
}

/** `lists`: what a hit on each means, in the order of the index. */
export function listedNames(lists: readonly ListedName[], index: NameIndex): ListedNames {
  return new NameTable(lists, index);
}

class NameTable implements ListedNames {
  readonly hashStarts: Uint8Array;
  readonly #lists: readonly ListedName[];
  readonly #index: NameIndex;

  constructor(lists: readonly ListedName[], index: NameIndex) {
    this.#lists = lists;
    this.#index = index;
    this.hashStarts = index.hashStarts;
  }

  mayHold(hash: number): boolean {
    const bit = hash >>> filterShift;
    return ((this.#index.filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  find(name: string, hash: number): ListedName | undefined {
    const { places, listEnds } = this.#index;
    const mask = places.length - 1;
    for (let place = placeOf(hash, mask); ; place = (place + 1) & mask) {
      const start = (places[place] ?? 0) - 1;
      if (start < 0) return undefined;
      if (this.#isAt(name, start)) return this.#lists[listEnds.findIndex((end) => start < end)];
    }
  }

  #isAt(name: string, start: number): boolean {
    const { text } = this.#index;
    const end = start + name.length;
    if (end !== text.length && text[end] !== space) return false;
    for (let at = 0; at < name.length; at += 1) {
      if (text[start + at] !== name.charCodeAt(at)) return false;
    }
    return true;
  }
}

function placeOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}

/** An earlier list wins: what comes first is found first. */
export function indexNames(lists: LooseTables["names"]["lists"]): NameIndex {
  const values = lists.map((list) => list.values).filter((it) => it !== "");
  const units = unitsOf(values.join(" "));
  const text = Uint8Array.from(units, (unit) => (unit > asciiMax ? 0 : unit));
  let [end, count] = [-1, 1];
  const listEnds = Uint32Array.from(lists, (list) => {
    if (list.values !== "") end += list.values.length + 1;
    return Math.max(0, end);
  });
  for (const code of text) if (code === space) count += 1;
  // At most half full, so that a miss ends soon.
  const places = new Uint32Array(1 << Math.max(placesLog2Min, Math.ceil(Math.log2(count * 2))));
  const filter = new Uint8Array(1 << (32 - filterShift - 3));
  const hashStarts = new Uint8Array(4096);
  for (let start = 0; start < text.length;) {
    const blank = text.indexOf(space, start);
    const stop = blank < 0 ? text.length : blank;
    let hash = 0;
    for (let at = stop - 1; at >= start; at -= 1) hash = hashStep(hash, text[at] ?? 0);
    const bit = hash >>> filterShift;
    filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7));
    const mask = places.length - 1;
    let place = placeOf(hash, mask);
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = start + 1;
    if (stop - start >= hashCharsMin) noteHash(hashStarts, text.subarray(start, stop));
    start = stop + 1;
  }
  return { text, listEnds, filter, places, hashStarts };
}

function noteHash(hashStarts: Uint8Array, codes: Uint8Array): void {
  const name = String.fromCharCode(...codes);
  if (/^[0-9a-f]{32,128}$/.test(name)) hashStarts[Number.parseInt(name.slice(0, 3), 16)] = 1;
}
