/**
 * Blind matching put together: where the community has key holders, one batch a slot at a moment drawn
 * once, whatever the company saw; what was evaluated is sealed and compared with what the ledger tells.
 * PROTOCOL §3.
 */

import { holderIndices, loadRistretto, type Ristretto } from "@tocsin/crypto";
import {
  type Clock,
  dayMs,
  type Epoch,
  epochOf,
  epochSpan,
  type Random,
  roundAt,
  uniformInt,
} from "@tocsin/kernel";
import type { BlindStore, MemberStore } from "@tocsin/store";
import { type CommunityFile, evaluationSlotMs } from "@tocsin/wire";

import type { Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { Events } from "../events.ts";
import { createSightingKeyring } from "../keys/sighting-keys.ts";
import type { Network } from "../network.ts";
import type { Work } from "../supervised.ts";
import { fractionRange, partOfSpan } from "../tokens/token-times.ts";
import type { BlindRoom, OpenBlind } from "./blind-desk.ts";
import { type BlindJudge, blindJudge } from "./blind-value.ts";
import { Evaluator } from "./evaluator.ts";
import type { HolderAddress } from "./holder-client.ts";
import { type MatchingPorts, readLines } from "./matches.ts";
import { OwnValues } from "./own-values.ts";
import { BlindPublicKeys } from "./public-keys.ts";
import { Sealer } from "./sealer.ts";

export interface AskingPorts {
  readonly store: Pick<
    MemberStore,
    "keys" | "ledger" | "moments" | "parcels" | "postings" | "reports" | "sightings" | "tokens"
  >;
  readonly openBlind: () => Promise<BlindStore>;
  readonly room: BlindRoom;
  readonly membership: Membership;
  readonly alarms: Alarms;
  readonly events: Events;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  /** Lists of harmless values that count as real here. */
  readonly ignoredBenignLists: ReadonlySet<string>;
  readonly onFailure: (error: unknown) => void;
}

/** Tags live this long at most: what was evaluated in an epoch is of use until they are gone. */
const tagsMs = 31 * dayMs;

export function createAsking(ports: AskingPorts): Work {
  const { openBlind, membership, clock, room } = ports;
  return async (signal) => {
    while (holdersOf(membership).length === 0 && !signal.aborted) {
      await clock.sleep(evaluationSlotMs, signal);
    }
    if (signal.aborted) return;
    const group = await loadRistretto();
    await using blind = await openBlind();
    const asking = new Asking(ports, blind, group);
    try {
      await asking.run(signal);
    } finally {
      room.use(undefined);
      await asking.settled();
    }
  };
}

/** The blind store's life: evaluating, sealing, comparing, one after the other. */
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
    this.#own = new OwnValues({ ...store, blind, judge });
    this.#open = {
      ...shared,
      sealer: new Sealer({ ...shared, parcels, tokens }),
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
  return [now, epochOf(epochSpan(now).fromMs - 1)];
}

/** One batch in so many milliseconds: the schedule is the quota, and the community file says it. */
function slotMsOf(community: CommunityFile): number {
  return community.evaluationSlotMs ?? evaluationSlotMs;
}

function holdersOf({ standing }: Membership): HolderAddress[] {
  const holders = standing.community.keyHolders ?? [];
  return holderIndices.flatMap((index) => {
    const entry = holders[index - 1];
    return entry === undefined ? [] : { index, url: entry.url, publicKey: entry.publicKey };
  });
}
