/**
 * Whether this machine's clock agrees with the exchange's, told from the batches alone: a batch that we
 * waited for appears shortly after the end of its round. Nobody is asked for the time.
 */

import { type Round, roundSpan } from "@tocsin/kernel";

export type Skew = "none" | "ahead" | "behind";

export interface SkewWatch {
  /** A batch that came while we waited for it. */
  observe(round: Round, nowMs: number, roundMs: number): Skew;
}

/** Network and timers may be early by this much. */
const earlyMs = 1000;
/** Batches that must all be late before the clock is blamed and not the exchange. */
const lateBatches = 5;
/** What an exchange may need to publish a large round; no more than a round, on top of half a one. */
const publishMs = 30_000;

export function createSkewWatch(): SkewWatch {
  let late: number[] = [];
  return {
    observe: (round, nowMs, roundMs) => {
      const lateness = nowMs - roundSpan(round, roundMs).untilMs;
      if (lateness < -earlyMs) return "behind";
      late = [...late, lateness].slice(-lateBatches);
      const always = late.length === lateBatches && Math.min(...late);
      return always !== false && always > roundMs / 2 + Math.min(publishMs, roundMs)
        ? "ahead"
        : "none";
    },
  };
}
