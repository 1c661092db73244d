/**
 * Works each round when it is over, and those that were missed before it. What fails is tried again;
 * what shows damage stops the signing until the program is started anew.
 */

import { type Log, whereOf } from "@tocsin/http";
import { type Clock, type ErrorCode, roundAt, roundSpan, TocsinError } from "@tocsin/kernel";
import type { ExchangeStore } from "@tocsin/store";

import type { GatewayKeys } from "../gateway/gateway-keys.ts";
import type { StagingRoom } from "../gateway/staging-room.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Moderation } from "../moderation/moderation.ts";
import type { Releases } from "../recipients/releases.ts";
import type { RoundOutcome, RoundWorker } from "./round-worker.ts";
import { forgettableAt, sweepAll } from "./sweep.ts";

export interface LoopPorts {
  readonly store: Pick<ExchangeStore, "sweep" | "releaseReserve">;
  readonly worker: RoundWorker;
  readonly keys: GatewayKeys;
  readonly room: StagingRoom;
  readonly moderation: Pick<Moderation, "takeRulings" | "writeQueue">;
  readonly releases: Pick<Releases, "look">;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly onRound?: (outcome: RoundOutcome) => void;
}

/** Damage: whatever is signed after it could be wrong. */
const damage: ReadonlySet<ErrorCode> = new Set([
  "invariant-broken",
  "ledger-damaged",
  "store-damaged",
]);

/** Runs until `signal` aborts; the round in work is finished. */
export async function runRounds(
  ports: LoopPorts,
  roundMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { clock, store } = ports;
  let swept: Promise<void> = Promise.resolve();
  while (!signal.aborted) {
    if (ports.ledger.stopped === undefined) {
      await workDue(ports, roundMs, signal).catch((error: unknown) => failed(ports, error));
      // Not waited for: the next round is worked meanwhile if it is already over.
      swept = swept
        .then(() => sweepAll(store, forgettableAt(clock.now(), roundMs), signal))
        .catch((error: unknown) => failed(ports, error));
    }
    const now = clock.now();
    await clock.sleep(roundSpan(roundAt(now, roundMs), roundMs).untilMs - now, signal);
  }
  await swept;
}

async function workDue(ports: LoopPorts, roundMs: number, signal: AbortSignal): Promise<void> {
  const { worker, keys, room, moderation, clock } = ports;
  await room.measure();
  await keys.rotate(clock.now());
  await moderation.takeRulings();
  await worker.recover();
  await given(ports);
  while (!signal.aborted) {
    const round = await worker.due();
    if (round === undefined) break;
    told(ports, await worker.work(round));
  }
  await given(ports);
  await moderation.writeQueue();
}

/** What keeps recipients from being given anything keeps no round from being worked. */
async function given({ releases, log }: LoopPorts): Promise<void> {
  try {
    await releases.look();
  } catch (error) {
    const code = error instanceof TocsinError ? error.code : "invariant-broken";
    log.error("release-failed", { code });
  }
}

function told({ log, onRound }: LoopPorts, outcome: RoundOutcome): void {
  const { round, leaves, spentMs } = outcome;
  const durationMs = Object.values(spentMs).reduce((sum, ms) => sum + ms, 0);
  // How many were refused stays out: with the times of capsules it could point at a sender.
  if (leaves > 0) log.info("round-published", { round, count: leaves, durationMs });
  onRound?.(outcome);
}

async function failed({ ledger, log, store }: LoopPorts, error: unknown): Promise<void> {
  const code = error instanceof TocsinError ? error.code : "invariant-broken";
  const where = whereOf(error);
  log.error("round-failed", { code, ...(where === undefined ? {} : { where }) });
  if (damage.has(code)) {
    ledger.stop(code);
    log.error("signing-stopped", { code });
  }
  if (code === "store-full") await store.releaseReserve().catch(() => undefined);
}
