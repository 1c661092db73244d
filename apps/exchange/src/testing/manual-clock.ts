/** A clock that stands until it is moved. */

import type { Clock } from "@tocsin/kernel";

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

export class ManualClock implements Clock {
  #nowMs: number;
  readonly #sleepers = new Set<Sleeper>();
  readonly #expected = new Map<number, (() => void)[]>();

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const sleeper: Sleeper = {
        untilMs: this.#nowMs + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      signal?.addEventListener("abort", sleeper.wake);
      this.#sleepers.add(sleeper);
      for (const tell of this.#expected.get(sleeper.untilMs) ?? []) tell();
      this.#expected.delete(sleeper.untilMs);
    });
  }

  /**
   * Sets the time and wakes whoever slept until then. Set back, it wakes everybody: a real sleep lasts
   * as long as it was to last, whatever the clock on the wall says meanwhile.
   */
  moveTo(nowMs: number): void {
    const back = nowMs < this.#nowMs;
    this.#nowMs = nowMs;
    for (const sleeper of [...this.#sleepers]) if (back || sleeper.untilMs <= nowMs) sleeper.wake();
  }

  /** Resolves when someone sleeps until exactly this time. */
  sleeping(untilMs: number): Promise<void> {
    if ([...this.#sleepers].some((it) => it.untilMs === untilMs)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#expected.set(untilMs, [...(this.#expected.get(untilMs) ?? []), resolve]);
    });
  }
}
