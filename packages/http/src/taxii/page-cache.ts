/**
 * Pages as they were just given: clients read the same ones again and again. They are forgotten with every
 * change, so a page is never older than the store; whose key asked is checked before, each time.
 */

import type { TaxiiStore } from "@tocsin/store";
import type { TaxiiAnswer } from "./messages.ts";

const cacheBytesMax = 16 * 1024 * 1024;
const keyCharsMax = 500;

interface Entry {
  readonly answer: Promise<TaxiiAnswer>;
  bytes: number;
}

export class PageCache {
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  /** Whoever asks while a page is made gets that one. */
  page(key: string, make: () => Promise<TaxiiAnswer>): Promise<TaxiiAnswer> {
    if (key.length > keyCharsMax) return make();
    const known = this.#entries.get(key);
    if (known !== undefined) return known.answer;
    const entry: Entry = { answer: make(), bytes: 0 };
    this.#entries.set(key, entry);
    entry.answer.then(
      ({ body }) => {
        this.#made(key, entry, body.length);
      },
      () => {
        this.#drop(key, entry);
      },
    );
    return entry.answer;
  }

  forget(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  /** The oldest make room. */
  #made(key: string, entry: Entry, bytes: number): void {
    if (this.#entries.get(key) !== entry) return;
    entry.bytes = bytes;
    this.#bytes += bytes;
    for (const [oldest, its] of this.#entries) {
      if (this.#bytes <= cacheBytesMax) break;
      this.#drop(oldest, its);
    }
  }

  #drop(key: string, entry: Entry): void {
    if (this.#entries.get(key) !== entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}

/** The same store; tells of every change when it is durable, or has failed. */
export function toldOfChanges(store: TaxiiStore, changed: () => void): TaxiiStore {
  const telling = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } finally {
      changed();
    }
  };
  return {
    ...store,
    put: (...args) => telling(() => store.put(...args)),
    remove: (...args) => telling(() => store.remove(...args)),
    publish: (...args) => telling(() => store.publish(...args)),
  };
}
