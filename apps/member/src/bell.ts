/** Waiting for a time or for someone who has news, whichever comes first. */

import type { Clock } from "@tocsin/kernel";

export interface Bell {
  /** Wakes whoever waits, or the next one who would. */
  ring(): void;
  /** Resolves after `ms`, when it rings, or when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function createBell(clock: Clock): Bell {
  let rung = false;
  let waiting: AbortController | undefined;
  return {
    ring: () => {
      rung = true;
      waiting?.abort();
    },
    wait: async (ms, signal) => {
      if (!rung) {
        waiting = new AbortController();
        await clock.sleep(ms, AbortSignal.any([signal, waiting.signal]));
      }
      rung = false;
    },
  };
}
