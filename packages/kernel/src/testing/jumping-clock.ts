/**
 * A clock that jumps to the next moment for which someone waits, once everyone waits: so a month passes
 * in a second, and nothing depends on the speed of the machine.
 */

import { setImmediate } from "node:timers/promises";

import type { Clock } from "../clock.ts";
import { assert } from "../errors.ts";

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Turns of the event loop for what follows on the last answer. */
const quietTurns = 3;
/** Turns after which a loop is taken to hang. */
const turnsMax = 20_000_000;

/** The clock as one program has it. */
export class OwnClock implements Clock {
  readonly #clock: JumpingClock;
  /** Loops of the program that go on until they are stopped, each of which always comes to wait. */
  loops = 0;
  sleeping = 0;
  /** How wrong the clock of its machine is. */
  skewMs = 0;

  constructor(clock: JumpingClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now() + this.skewMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeping += 1;
    try {
      await this.#clock.sleep(ms, signal);
    } finally {
      this.sleeping -= 1;
    }
  }
}

export class JumpingClock implements Clock {
  #nowMs: number;
  readonly #sleepers = new Set<Sleeper>();
  readonly #owners: OwnClock[] = [];
  #moves = 0;
  #busy = 0;
  /** Loops of whoever has no clock of its own, as `OwnClock.loops`. */
  loops = 0;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  /** For one program: a request's deadline that another one sleeps on does not stand for its loops. */
  own(): OwnClock {
    const owner = new OwnClock(this);
    this.#owners.push(owner);
    return owner;
  }

  now(): number {
    return this.#nowMs;
  }

  /** Time stands still until the work is done. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      this.#moves += 1;
    }
  }

  /** The clock of a machine that is wrong by as much as `skewMs` says. */
  skewed(skewMs: () => number): Clock {
    return {
      now: () => this.now() + skewMs(),
      sleep: (ms, signal) => this.sleep(ms, signal),
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.#moves += 1;
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const wake = (): void => {
        this.#moves += 1;
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { atMs: this.#nowMs + Math.max(0, ms), wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", wake);
    });
  }

  async runFor(ms: number): Promise<void> {
    await this.runUntil(this.#nowMs + ms);
  }

  async runUntil(timeMs: number): Promise<void> {
    for (;;) {
      await this.settled();
      let next: Sleeper | undefined;
      for (const it of this.#sleepers) if (next === undefined || it.atMs < next.atMs) next = it;
      if (next === undefined || next.atMs > timeMs) break;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
    }
    this.#nowMs = Math.max(this.#nowMs, timeMs);
  }

  /** As a machine that slept: the time is over, and nobody was woken on the way. */
  jump(ms: number): void {
    this.#nowMs += ms;
  }

  /** Resolves once every loop of every program waits. */
  async settled(): Promise<void> {
    let quiet = 0;
    let seen = this.#moves;
    for (let turns = 0; quiet < quietTurns; turns += 1) {
      await setImmediate();
      assert(turns < turnsMax, "every loop comes to wait");
      const owned = this.#owners.reduce((sum, { sleeping }) => sum + sleeping, 0);
      const wait =
        this.#sleepers.size - owned >= this.loops &&
        this.#owners.every(({ loops, sleeping }) => sleeping >= loops);
      const still = seen === this.#moves && this.#busy === 0 && wait;
      quiet = still ? quiet + 1 : 0;
      seen = this.#moves;
    }
  }
}
