/** Lets a bounded number of jobs run at once and a bounded number wait, in order. */

import { TocsinError } from "@tocsin/kernel";

export interface Turns {
  /** Throws `too-busy` when too many wait already. */
  take<Result>(job: () => Promise<Result>): Promise<Result>;
}

export function createTurns(runningMax: number, waitingMax: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    take: async (job) => {
      if (running < runningMax) running += 1;
      else {
        if (waiting.length >= waitingMax) throw new TocsinError("too-busy");
        // The one that ends hands its turn over, so `running` stays as it is.
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      try {
        return await job();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
