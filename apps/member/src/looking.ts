/**
 * Work that is done again whenever there may be more of it: one run at a time, and another where somebody
 * asked meanwhile. What fails is told and tried again.
 */

import type { Clock } from "@tocsin/kernel";

/** Where the work fails, the next try; what it was about is still there. */
const retryMs = 5000;

export interface LookingPorts {
  readonly clock: Clock;
  /** Told of failures that are tried again by themselves. */
  readonly onFailure: (error: unknown) => void;
}

export class Looking implements AsyncDisposable {
  readonly #ports: LookingPorts;
  readonly #work: (signal: AbortSignal) => Promise<void>;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #isDue = false;

  constructor(ports: LookingPorts, work: (signal: AbortSignal) => Promise<void>) {
    this.#ports = ports;
    this.#work = work;
  }

  /** Looks now; resolves when all that was there is done. */
  look(): Promise<void> {
    this.#isDue = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, onFailure } = this.#ports;
    const { signal } = this.#stopping;
    while (this.#isDue && !signal.aborted) {
      this.#isDue = false;
      try {
        await this.#work(signal);
      } catch (error) {
        onFailure(error);
        this.#isDue = true;
        await clock.sleep(retryMs, signal);
      }
    }
  }
}
