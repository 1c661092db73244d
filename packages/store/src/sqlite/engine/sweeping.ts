/**
 * Rows that were read have buffers outside of the heap, and V8 lets 64 MiB of them gather in each thread
 * before it looks. In a thread that is to stay small they are let go sooner.
 */

import { HeapSweeper } from "@tocsin/kernel/heap-sweeper";
import { getHeapStatistics } from "node:v8";

const gatheredBytesMax = 6 * 1024 * 1024;

export class BufferSweeper {
  readonly #heap = new HeapSweeper();
  /** What could not be let go when it was last tried. */
  #left = 0;

  sweep(): void {
    if (getHeapStatistics().external_memory < this.#left + gatheredBytesMax) return;
    this.#heap.sweep();
    this.#left = getHeapStatistics().external_memory;
  }
}
