/**
 * The blind store's life: evaluating, sealing, comparing, one after the other. Loaded when the community has
 * key holders, because it brings the group arithmetic and what features are made of. PROTOCOL §3.
 */

import { loadRistretto, type Ristretto } from "@tocsin/crypto";
import { dayMs, type Epoch, epochOf, epochSpan, roundAt, uniformInt } from "@tocsin/kernel";
import type { BlindStore, TaggedValue } from "@tocsin/store";

import { createSightingKeyring } from "../keys/sighting-keys.ts";
import { epochGraceMs, fractionRange, partOfSpan } from "../tokens/token-times.ts";
import { type AskingPorts, holdersOf, slotMsOf } from "./asking-ports.ts";
import type { OpenBlind } from "./blind-desk.ts";
import { type BlindJudge, blindJudge } from "./blind-value.ts";
import { Evaluator } from "./evaluator.ts";
import { type MatchingPorts, readLines } from "./matches.ts";
import { OwnValues } from "./own-values.ts";
import { BlindPublicKeys } from "./public-keys.ts";
import { Sealer, takeBackRounds } from "./sealer.ts";

/** Tags live this long at most: what was evaluated in an epoch is of use until they are gone. */
const tagsMs = 31 * dayMs;

/** Runs until `signal` aborts; resolves when nothing works on the store any more. */
export async function askWith(
  ports: AskingPorts,
  blind: BlindStore,
  signal: AbortSignal,
): Promise<void> {
  const asking = new Asking(ports, blind, await loadRistretto());
  try {
    await asking.run(signal);
  } finally {
    ports.room.use(undefined);
    await asking.settled();
  }
}

class Asking {
  readonly #ports: AskingPorts;
  readonly #blind: BlindStore;
  readonly #group: Ristretto;
  readonly #open: OpenBlind;
  readonly #matching: MatchingPorts;
  readonly #own: OwnValues;
  #looking: Promise<void> = Promise.resolve();
  #isDue = false;

  constructor(ports: AskingPorts, blind: BlindStore, group: Ristretto) {
    const { store, clock, random, room, membership } = ports;
    const { parcels, postings, tokens } = store;
    this.#ports = ports;
    this.#blind = blind;
    this.#group = group;
    const roundMs = (): number => membership.standing.community.roundMs;
    const judge: BlindJudge = blindJudge(ports.ignoredBenignLists);
    const keyring = createSightingKeyring(store.keys, random);
    const shared = { blind, judge, keyring, clock, random, roundMs };
    const onMatch = (id: string): void => {
      room.tell(id);
      ports.events.tell("match");
    };
    this.#matching = { blind, postings, parcels, keyring, roundMs, onMatch };
    const sealer = new Sealer({ ...shared, parcels, tokens });
    const takeBack = (value: TaggedValue): Promise<void> => sealer.withdraw(value, takeBackRounds);
    this.#own = new OwnValues({ ...store, blind, judge, takeBack });
    this.#open = {
      ...shared,
      sealer,
      slotMs: () => slotMsOf(membership.standing.community),
      look: () => {
        this.#look();
      },
    };
  }

  async run(signal: AbortSignal): Promise<void> {
    const { store, clock, random, room, membership, events } = this.#ports;
    const evaluator = this.#evaluator();
    const drawn = await store.moments.fix("evaluation offset", uniformInt(random, fractionRange));
    room.use(this.#open);
    const stop = events.on("changes", () => {
      this.#look();
    });
    try {
      while (!signal.aborted) {
        const slotMs = slotMsOf(membership.standing.community);
        await evaluator.run(partOfSpan(drawn, slotMs), slotMs, signal);
        await clock.sleep(0, signal);
      }
    } finally {
      stop();
    }
  }

  /** Resolves when nothing works on the store any more. */
  settled(): Promise<void> {
    return this.#looking;
  }

  #evaluator(): Evaluator {
    const { store, membership, alarms } = this.#ports;
    const publicKeys = new BlindPublicKeys(store.ledger, this.#group);
    return new Evaluator({
      ...this.#ports,
      store: this.#blind,
      group: this.#group,
      holders: () => holdersOf(membership),
      slotMs: () => slotMsOf(membership.standing.community),
      keys: async (epoch) => {
        await this.#prepare(epoch);
        return publicKeys.of(epoch);
      },
      memberKey: () => membership.standing.key,
      onCulprit: (epoch, holder, evidence) =>
        alarms.raise("holder-lied", `${epoch} ${holder}`, evidence),
      onSlot: () => {
        this.#look();
      },
      onEvaluated: () => {
        this.#ports.events.tell("match");
      },
    });
  }

  /** Before each slot: what was seen here waits, what is over is forgotten. */
  async #prepare(epoch: Epoch): Promise<void> {
    const { clock, membership } = this.#ports;
    await this.#own.queue(epoch);
    await this.#own.takeBackWithdrawn();
    await this.#own.followAmendments(epoch);
    const sinceMs = Math.max(0, clock.now() - tagsMs);
    const { roundMs } = membership.standing.community;
    await this.#blind.dropBefore(epochOf(sinceMs), roundAt(sinceMs, roundMs));
  }

  /** One at a time; what comes meanwhile is looked at once more after it. */
  #look(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#looking = this.#looking.then(async () => {
      this.#isDue = false;
      try {
        await readLines(this.#matching);
        await this.#open.sealer.sealLostAgain();
        for (const epoch of epochsAt(this.#ports.clock.now())) {
          await this.#open.sealer.seal(epoch);
        }
      } catch (error) {
        this.#ports.onFailure(error);
      }
    });
  }
}

/** The present epoch, and at its beginning the one before, of which values may still wait. */
function epochsAt(nowMs: number): Epoch[] {
  const now = epochOf(nowMs);
  const { fromMs } = epochSpan(now);
  return nowMs - fromMs < epochGraceMs ? [now, epochOf(fromMs - 1)] : [now];
}
