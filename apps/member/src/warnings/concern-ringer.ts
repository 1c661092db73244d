/**
 * Makes warnings of what feeds say of what is ours: when a feed has brought something, when what is ours
 * has changed, and each hour, because days go by. All on this machine; no feed learns of it.
 */

import type { Clock } from "@tocsin/kernel";
import type { WarningStore } from "@tocsin/store";
import type { Concern } from "@tocsin/wire/node-api";

import { createBell } from "../bell.ts";
import type { Work } from "../supervised.ts";
import { foldConcerns } from "./concern-warnings.ts";
import type { BenignPolicy } from "./watchable.ts";

export interface ConcernRingerPorts {
  readonly concerns: { list(): Promise<readonly Concern[]>; forget(): void };
  readonly store: Pick<WarningStore, "setConcerns">;
  readonly policy: BenignPolicy;
  readonly clock: Clock;
  readonly onRaised: () => void;
}

export interface ConcernRinger {
  /** What is ours or what feeds say has changed: looks soon. */
  readonly ring: () => void;
  /** Looks now. */
  readonly look: () => Promise<void>;
  /** Looks until its signal aborts. */
  readonly work: Work;
}

/** A node that has just started serves its pages first. */
const startMs = 20_000;
const everyMs = 3_600_000;
/** What is added one after the other is looked at once. */
const gatherMs = 10_000;

export function createConcernRinger(ports: ConcernRingerPorts): ConcernRinger {
  const { concerns, store, policy, clock, onRaised } = ports;
  const bell = createBell(clock);
  const look = async (): Promise<void> => {
    const nowMs = clock.now();
    const folded = foldConcerns(await concerns.list(), nowMs, policy);
    const { raised, changed } = await store.setConcerns(folded, nowMs);
    if (raised + changed > 0) onRaised();
  };
  return {
    ring: () => {
      concerns.forget();
      bell.ring();
    },
    look,
    work: async (signal) => {
      await bell.wait(startMs, signal);
      while (!signal.aborted) {
        await look();
        await bell.wait(everyMs, signal);
        await clock.sleep(gatherMs, signal);
      }
    },
  };
}
