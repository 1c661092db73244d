/**
 * What falls due by itself: reading roster and ledger, the steps of ceremonies, destroying shares,
 * forgetting batches. Each step stands alone, so that one that fails holds up no other.
 */

import { type Log, whereOf } from "@tocsin/http";
import { type Clock, type Epoch, epochOf, epochSpan, nextEpoch, TocsinError } from "@tocsin/kernel";
import type { KeyHolderStore } from "@tocsin/store";

import type { Ceremonies } from "./ceremony/ceremonies.ts";
import { type NoticePorts, say } from "./ceremony/notices.ts";
import type { LedgerFollower } from "./ledger/follower.ts";
import { batchesSweptAtOnce, ceremonyAheadMs, rosterEveryMs, slotsEitherSide } from "./limits.ts";
import type { Membership } from "./membership/membership.ts";
import type { ShareVault } from "./state/share-vault.ts";

export interface RoutinePorts {
  readonly store: KeyHolderStore;
  readonly membership: Membership;
  readonly follower: LedgerFollower;
  readonly ceremonies: Ceremonies;
  readonly vault: ShareVault;
  readonly notices: NoticePorts;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks between two askings for the roster where someone unknown has asked. */
const looksPerRoster = 3;

export class Routine implements AsyncDisposable {
  readonly #ports: RoutinePorts;
  readonly #everyMs: number;
  readonly #stopping = new AbortController();
  readonly #told = new Set<string>();
  #rosterMs: number | undefined;
  #isRosterWanted = false;
  #done: Promise<void> = Promise.resolve();

  constructor(ports: RoutinePorts, everyMs: number) {
    this.#ports = ports;
    this.#everyMs = everyMs;
  }

  start(): void {
    this.#done = this.#run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  /** Somebody asked whom the roster does not know: it may be a member who joined since. */
  wantRoster(): void {
    this.#isRosterWanted = true;
  }

  /** One look at everything that may be due. */
  async runOnce(): Promise<void> {
    const { log } = this.#ports;
    const steps = [this.#roster, this.#ledger, this.#ceremonies, this.#destroy, this.#sweep];
    for (const step of steps) {
      if (this.#stopping.signal.aborted) return;
      try {
        await step.call(this);
      } catch (error) {
        if (error instanceof Error && error.name === "AbortError") return;
        const where = whereOf(error);
        const code = error instanceof TocsinError ? error.code : "invariant-broken";
        const fields = { code, ...(where === undefined ? {} : { where }) };
        // Others that are down, or not ready yet, are asked again at the next look.
        if (code.startsWith("remote-")) log.warn("routine-waits", fields);
        else log.error("routine-failed", fields);
      }
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.runOnce();
      await this.#ports.clock.sleep(this.#everyMs, signal);
    }
  }

  async #roster(): Promise<void> {
    const { membership, clock } = this.#ports;
    const nowMs = clock.now();
    const ageMs = this.#rosterMs === undefined ? Number.POSITIVE_INFINITY : nowMs - this.#rosterMs;
    // Strangers can make the holder ask the issuer no more often than that.
    const lifeMs = this.#isRosterWanted ? looksPerRoster * this.#everyMs : rosterEveryMs;
    const isFresh = ageMs < Math.min(lifeMs, rosterEveryMs);
    if (isFresh && membership.index !== undefined) return;
    await membership.refresh(this.#stopping.signal);
    this.#rosterMs = nowMs;
    this.#isRosterWanted = false;
  }

  async #ledger(): Promise<void> {
    const { membership, follower } = this.#ports;
    if (membership.community === undefined) return;
    while ((await follower.follow(membership.community, this.#stopping.signal)) > 0);
  }

  async #ceremonies(): Promise<void> {
    const { membership, ceremonies, notices, clock } = this.#ports;
    const own = membership.index;
    if (own === undefined) return;
    const nowMs = clock.now();
    const current = epochOf(nowMs);
    const next = nextEpoch(current);
    const due = epochSpan(next).fromMs - nowMs < ceremonyAheadMs ? [current, next] : [current];
    for (const epoch of due) {
      await this.#tell(epoch);
      const record = await ceremonies.next(epoch, own);
      if (record !== undefined) await say(notices, record, this.#stopping.signal);
      await ceremonies.conclude(epoch);
    }
  }

  /** Who spoiled an attempt, and that keys are there, each once. */
  async #tell(epoch: Epoch): Promise<void> {
    const { ceremonies, log } = this.#ports;
    const { view } = await ceremonies.standing(epoch);
    for (const { attempt, holder, why } of view.culprits) {
      this.#once(`${epoch} ${attempt}`, () => {
        log.error("ceremony-spoiled", { epoch, attempt, index: holder, code: why });
      });
    }
    this.#once(`${epoch} ${view.place.attempt} ${view.phase}`, () => {
      const fields = { epoch, attempt: view.place.attempt, code: view.phase };
      if (view.phase === "failed") log.error("ceremony-failed", fields);
      else log.info("ceremony", { ...fields, count: view.missing.length });
    });
  }

  /** Shares of epochs that are over; then that it is done, until the ledger holds it. */
  async #destroy(): Promise<void> {
    const { store, vault, ceremonies, membership, notices, clock, log } = this.#ports;
    // No slot of the epoch is answered this long after it.
    const destroyAfterMs = (slotsEitherSide + 1) * membership.slotMs;
    for (const { epoch, sealed } of await store.shares()) {
      if (clock.now() < epochSpan(epoch).untilMs + destroyAfterMs) continue;
      if (sealed !== null) {
        await vault.destroy(epoch);
        log.info("shares-destroyed", { epoch });
      }
      const holder = membership.index;
      if (holder === undefined) continue;
      const { destroyed } = await ceremonies.standing(epoch);
      if (destroyed.has(holder)) continue;
      await say(notices, { is: "destroyed", v: 1, epoch, holder }, this.#stopping.signal);
    }
  }

  async #sweep(): Promise<void> {
    const { store, clock, membership } = this.#ports;
    const before = Math.floor(clock.now() / membership.slotMs) - slotsEitherSide;
    while ((await store.sweepBatches(before, batchesSweptAtOnce)) === batchesSweptAtOnce);
  }

  #once(what: string, tell: () => void): void {
    if (this.#told.has(what)) return;
    this.#told.add(what);
    tell();
  }
}
