/**
 * What falls due by itself: the next epoch's keys, publication, destruction of old keys, forgetting
 * nonces. Each step stands alone, so that one that fails holds up no other.
 */

import { type Clock, epochOf, epochSpan, nextEpoch, TocsinError } from "@tocsin/kernel";
import { type Log, whereOf } from "@tocsin/http";

import type { OperatorDesk } from "./admin/desk.ts";
import type { Publisher } from "./admin/publisher.ts";
import { destroyOldKeys } from "./epochs/key-making.ts";
import { noncesSweptAtOnce, prepareAheadMs } from "./limits.ts";
import type { RefundDesk } from "./refunds/refund-desk.ts";
import { loadSettings } from "./settings.ts";

export interface RoutinePorts {
  readonly desk: OperatorDesk;
  readonly publisher: Publisher;
  readonly refunds: Pick<RefundDesk, "answer">;
  readonly clock: Clock;
  readonly log: Log;
}

export class Routine implements AsyncDisposable {
  readonly #ports: RoutinePorts;
  readonly #everyMs: number;
  readonly #stopping = new AbortController();
  #sleeping = new AbortController();
  readonly #done: Promise<void>;

  constructor(ports: RoutinePorts, everyMs: number) {
    this.#ports = ports;
    this.#everyMs = everyMs;
    this.#done = this.#run();
  }

  /** Looks at once, because something has changed. */
  wake(): void {
    this.#sleeping.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#sleeping = new AbortController();
      await runOnce(this.#ports);
      // What came while the steps ran has aborted the sleep already.
      await this.#ports.clock.sleep(this.#everyMs, this.#sleeping.signal);
    }
  }
}

/** One look at everything that may be due. */
export async function runOnce(ports: RoutinePorts): Promise<void> {
  for (const step of [makeDueKeys, giveBack, publish, destroyKeys, sweepNonces]) {
    try {
      await step(ports);
    } catch (error) {
      const where = whereOf(error);
      ports.log.error("routine-failed", {
        code: error instanceof TocsinError ? error.code : "invariant-broken",
        ...(where === undefined ? {} : { where }),
      });
    }
  }
}

/** The first epoch's keys wait for the operator, who knows when the founding members are in. */
async function makeDueKeys({ desk, clock, log }: RoutinePorts): Promise<void> {
  const { published } = desk.ports;
  if ((await published.current()).directories.length === 0) return;
  const nowMs = clock.now();
  const current = epochOf(nowMs);
  const next = nextEpoch(current);
  const due = epochSpan(next).fromMs - nowMs < prepareAheadMs ? [current, next] : [current];
  for (const epoch of due) {
    if ((await published.directory(epoch)) !== undefined) continue;
    const outcome = await desk.makeKeys(epoch, false);
    if (outcome === "made") log.info("keys-made", { epoch });
  }
}

/** Before publication: what is signed goes out at once. */
async function giveBack({ refunds, log }: RoutinePorts): Promise<void> {
  try {
    const count = await refunds.answer();
    if (count > 0) log.info("stakes-given-back", { count });
  } catch (error) {
    if (!(error instanceof TocsinError)) throw error;
    log.warn("ledger-not-read", { code: error.code });
  }
}

async function publish({ desk, publisher, log }: RoutinePorts): Promise<void> {
  if ((await loadSettings(desk.ports.store)) === undefined) return;
  const before = (await desk.ports.store.notices()).filter((it) => it.position !== null).length;
  const { published, trouble, relayTrouble } = await publisher.publish();
  if (published > before) log.info("documents-published", { count: published - before });
  if (trouble !== null) log.warn("documents-not-published", { code: trouble });
  if (relayTrouble !== null) log.warn("relay-not-told", { code: relayTrouble });
}

async function destroyKeys({ desk, clock, log }: RoutinePorts): Promise<void> {
  const count = await destroyOldKeys(desk.ports, clock.now());
  if (count > 0) log.info("keys-destroyed", { count });
}

async function sweepNonces({ desk, clock }: RoutinePorts): Promise<void> {
  const { store } = desk.ports;
  let swept: number;
  do {
    swept = await store.sweepNonces(clock.now(), noncesSweptAtOnce);
  } while (swept === noncesSweptAtOnce);
}
