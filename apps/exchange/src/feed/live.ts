/** Readers that wait for the next batch. All of them get the same bytes; nothing is kept about them. */

import type { Round } from "@tocsin/kernel";

export interface Announced {
  readonly round: Round;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes. */
  readonly file: Uint8Array;
}

export class LiveFeed {
  #newest: Round | null;
  #last: Announced | undefined;
  readonly #waiting = new Set<(announced: Announced) => void>();

  constructor(newest: Round | null) {
    this.#newest = newest;
  }

  /** The newest round with a batch. */
  get newest(): Round | null {
    return this.#newest;
  }

  /** What was announced last since the start. */
  get last(): Announced | undefined {
    return this.#last;
  }

  get readers(): number {
    return this.#waiting.size;
  }

  announce(announced: Announced): void {
    this.#newest = announced.round;
    this.#last = announced;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake(announced);
  }

  /** The next batch that is announced, or undefined when `signal` aborts first. */
  next(signal: AbortSignal): Promise<Announced | undefined> {
    return new Promise((resolve) => {
      const wake = (announced: Announced | undefined): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", leave);
        resolve(announced);
      };
      const leave = (): void => {
        wake(undefined);
      };
      this.#waiting.add(wake);
      if (signal.aborted) leave();
      else signal.addEventListener("abort", leave);
    });
  }
}
