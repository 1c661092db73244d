/** What may be forgotten at a moment: what is worked, given up or past its time. */

import { type Epoch, epochOf, type Round, roundAt } from "@tocsin/kernel";
import type { ExchangeStore } from "@tocsin/store";

import { epochGraceMs, partRoundsMax, sweepRowsMax, sweepsMax } from "../limits.ts";

export interface Forgettable {
  readonly nowMs: number;
  readonly partsThrough: Round;
  readonly spentBefore: Epoch;
}

export function forgettableAt(nowMs: number, roundMs: number): Forgettable {
  return {
    nowMs,
    partsThrough: Math.max(0, roundAt(nowMs, roundMs) - partRoundsMax - 1) as Round,
    // Keys of the epochs before are refused by now, so their tokens need not be remembered.
    spentBefore: epochOf(nowMs - epochGraceMs),
  };
}

/** In many small steps, so that capsules that arrive meanwhile are staged between them. */
export async function sweepAll(
  store: Pick<ExchangeStore, "sweep">,
  forgettable: Forgettable,
  signal: AbortSignal,
): Promise<void> {
  for (let sweeps = 0; sweeps < sweepsMax && !signal.aborted; sweeps += 1) {
    const removed = await store.sweep({ ...forgettable, rowsMax: sweepRowsMax });
    if (removed < sweepRowsMax) return;
  }
}
