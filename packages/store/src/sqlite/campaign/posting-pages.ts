/**
 * Which reports have a feature, in the order of the features' hashes, packed into pages: a number of
 * entries, their keys, how many reports have each, and those reports one list after the other. Where too
 * many have it, it is only counted.
 */

import { postingsMax } from "@tocsin/correlation/comparing";

import { bytes, type Row } from "../engine/index.ts";

/** 4,032 bytes: with its row's head it fills a page of the file. */
const pageWordsMax = 1008;
const manyFlag = 2 ** 31;

/** One feature of a page, until the next one is asked for. */
export interface Posting {
  readonly key: number;
  readonly count: number;
  readonly isMany: boolean;
  /** The reports are here, from `from` to `to`; none where there are too many. */
  readonly words: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/** Goes through the features of pages, which it gets one after the other. */
export class PageCursor implements Posting {
  key = 0;
  count = 0;
  isMany = false;
  words: Uint32Array = new Uint32Array(1);
  from = 0;
  to = 0;
  isOpen = true;
  #at = 0;
  #entries = 0;
  readonly #next: () => Uint32Array | undefined;

  constructor(next: () => Uint32Array | undefined) {
    this.#next = next;
    this.advance();
  }

  advance(): void {
    this.#at += 1;
    while (this.#at >= this.#entries) {
      const page = this.#next();
      if (page === undefined) {
        this.isOpen = false;
        return;
      }
      this.words = page;
      this.#entries = page[0] ?? 0;
      this.#at = 0;
      this.to = 1 + 2 * this.#entries;
    }
    const head = this.words[1 + this.#entries + this.#at] ?? 0;
    this.key = this.words[1 + this.#at] ?? 0;
    this.isMany = head >= manyFlag;
    this.count = this.isMany ? head - manyFlag : head;
    this.from = this.to;
    this.to = this.isMany ? this.from : this.from + head;
  }
}

/** Packs features, given in order, into pages that are as full as they can be. */
export class PageWriter {
  readonly #emit: (first: number, page: Uint32Array) => void;
  readonly #keys = new Uint32Array(pageWordsMax);
  readonly #heads = new Uint32Array(pageWordsMax);
  readonly #reports = new Uint32Array(pageWordsMax);
  /** Each page is written over by the next: for who is done with it when `emit` returns. */
  readonly #reused: Uint32Array | undefined;
  #entries = 0;
  #listed = 0;

  constructor(emit: (first: number, page: Uint32Array) => void, { isReused = false } = {}) {
    this.#emit = emit;
    this.#reused = isReused ? new Uint32Array(pageWordsMax) : undefined;
  }

  put({ key, count, isMany, words, from, to }: Posting): void {
    this.#begin(key, count, isMany || count > postingsMax, to - from);
    if (isMany || count > postingsMax) return;
    this.#list(words, from, to);
  }

  /** Of two that have the same key: the older reports first. */
  putBoth(older: Posting, newer: Posting): void {
    const count = older.count + newer.count;
    const isMany = older.isMany || newer.isMany || count > postingsMax;
    this.#begin(older.key, count, isMany, count);
    if (isMany) return;
    this.#list(older.words, older.from, older.to);
    this.#list(newer.words, newer.from, newer.to);
  }

  end(): void {
    const entries = this.#entries;
    if (entries === 0) return;
    const words = 1 + 2 * entries + this.#listed;
    const page = this.#reused?.subarray(0, words) ?? new Uint32Array(words);
    page[0] = entries;
    page.set(this.#keys.subarray(0, entries), 1);
    page.set(this.#heads.subarray(0, entries), 1 + entries);
    page.set(this.#reports.subarray(0, this.#listed), 1 + 2 * entries);
    this.#entries = 0;
    this.#listed = 0;
    this.#emit(page[1] ?? 0, page);
  }

  #begin(key: number, count: number, isMany: boolean, listed: number): void {
    const words = 1 + 2 * (this.#entries + 1) + this.#listed + (isMany ? 0 : listed);
    if (words > pageWordsMax) this.end();
    this.#keys[this.#entries] = key;
    this.#heads[this.#entries] = isMany ? count + manyFlag : count;
    this.#entries += 1;
  }

  #list(words: Uint32Array, from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      this.#reports[this.#listed] = words[at] ?? 0;
      this.#listed += 1;
    }
  }
}

/** All features of both, in order. */
export function mergePages(older: PageCursor, newer: PageCursor, writer: PageWriter): void {
  while (older.isOpen && newer.isOpen) {
    if (older.key < newer.key) {
      writer.put(older);
      older.advance();
    } else if (newer.key < older.key) {
      writer.put(newer);
      newer.advance();
    } else {
      writer.putBoth(older, newer);
      older.advance();
      newer.advance();
    }
  }
  for (const rest of [older, newer]) {
    while (rest.isOpen) {
      writer.put(rest);
      rest.advance();
    }
  }
  writer.end();
}

/** The page without a report's part in a feature; undefined where it has none. */
export function withoutReport(
  page: Uint32Array,
  key: number,
  report: number,
  counted: boolean,
): Uint32Array | undefined {
  const cursor = cursorOver([page]);
  while (cursor.isOpen && cursor.key < key) cursor.advance();
  if (!cursor.isOpen || cursor.key !== key || cursor.isMany !== counted) return undefined;
  const listed = Array.from(cursor.words.subarray(cursor.from, cursor.to));
  if (!counted && !listed.includes(report)) return undefined;
  let changed: Uint32Array = new Uint32Array(1);
  const writer = new PageWriter((_, without) => {
    changed = without;
  });
  for (const all = cursorOver([page]); all.isOpen;) {
    if (all.key !== key) writer.put(all);
    else if (all.count > 1) writer.put(lessOne(all, report));
    all.advance();
  }
  writer.end();
  return changed;
}

function lessOne({ key, count, isMany, words, from, to }: Posting, report: number): Posting {
  const left = words.subarray(from, to).filter((it) => it !== report);
  const less = isMany ? count - 1 : left.length;
  return { key, count: less, isMany, words: left, from: 0, to: left.length };
}

export function cursorOver(pages: readonly Uint32Array[]): PageCursor {
  let at = 0;
  return new PageCursor(() => pages[at++]);
}

export function pageOf(row: Row): Uint32Array {
  return numbersOf(bytes(row, "body"));
}

function numbersOf(stored: Uint8Array): Uint32Array {
  const wordBytes = Uint32Array.BYTES_PER_ELEMENT;
  const isAligned = stored.byteOffset % wordBytes === 0;
  const { buffer, byteOffset } = isAligned ? stored : stored.slice();
  return new Uint32Array(buffer, byteOffset, stored.length / wordBytes);
}

export function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
