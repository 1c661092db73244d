/**
 * Rows that were read have buffers outside of the heap, and V8 lets 64 MiB of them gather in each thread
 * before it looks. A program that is to stay small exposes its collector (`--expose-gc`); then they are let
 * go sooner. Otherwise nothing is done.
 */

import { getHeapStatistics } from "node:v8";

const gatheredBytesMax = 6 * 1024 * 1024;

export class BufferSweeper {
  /** What could not be let go when it was last tried. */
  #left = 0;

  sweep(): void {
    if (globalThis.gc === undefined) return;
    if (getHeapStatistics().external_memory < this.#left + gatheredBytesMax) return;
    globalThis.gc();
    this.#left = getHeapStatistics().external_memory;
  }
}
