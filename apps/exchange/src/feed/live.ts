/** Readers that wait for the next batch. All of them get the same bytes; nothing is kept about them. */

import type { Clock, Round } from "@tocsin/kernel";

export interface Announced {
  readonly round: Round;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes. */
  readonly file: Uint8Array;
}

/** One reader's wait. */
export interface Wait {
  /** The batch that is announced next; undefined once the wait is over or was left. */
  readonly next: Promise<Announced | undefined>;
  leave(): void;
}

interface Waiting {
  readonly untilMs: number;
  wake(announced: Announced | undefined): void;
}

export class LiveFeed {
  readonly #clock: Clock;
  readonly #waitMs: number;
  #newest: Round | null;
  #last: Announced | undefined;
  /** In the order in which their waits end. */
  readonly #waiting = new Set<Waiting>();
  #timer: AbortController | undefined;

  constructor(newest: Round | null, clock: Clock, waitMs: number) {
    this.#newest = newest;
    this.#clock = clock;
    this.#waitMs = waitMs;
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
    for (const waiting of [...this.#waiting]) waiting.wake(announced);
  }

  /** Waits until something is announced, the time is over, or `signal` aborts. */
  wait(signal: AbortSignal): Wait {
    const { promise, resolve } = Promise.withResolvers<Announced | undefined>();
    const leave = (): void => {
      waiting.wake(undefined);
    };
    const waiting: Waiting = {
      untilMs: this.#clock.now() + this.#waitMs,
      wake: (announced) => {
        this.#waiting.delete(waiting);
        if (this.#waiting.size === 0) this.#stopTimer();
        signal.removeEventListener("abort", leave);
        resolve(announced);
      },
    };
    this.#waiting.add(waiting);
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
    else void this.#expire();
    return { next: promise, leave };
  }

  #stopTimer(): void {
    this.#timer?.abort("nobody waits");
    this.#timer = undefined;
  }

  /** One timer for all readers, as long as there are any. */
  async #expire(): Promise<void> {
    if (this.#timer !== undefined) return;
    const timer = new AbortController();
    this.#timer = timer;
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      const leftMs = first.untilMs - this.#clock.now();
      if (leftMs <= 0) first.wake(undefined);
      else await this.#clock.sleep(leftMs, timer.signal);
      if (timer.signal.aborted) return;
    }
  }
}
