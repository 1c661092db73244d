/**
 * The node's background asking, put together: where the community has key holders, one batch a slot at a
 * moment drawn once, whatever the company saw. PROTOCOL §3.
 */

import { holderIndices, loadRistretto } from "@tocsin/crypto";
import { type Clock, dayMs, epochOf, type Random, uniformInt } from "@tocsin/kernel";
import type { BlindStore, MemberStore } from "@tocsin/store";
import { evaluationSlotMs } from "@tocsin/wire";

import type { Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { Network } from "../network.ts";
import type { Work } from "../supervised.ts";
import { fractionRange, partOfSpan } from "../tokens/token-times.ts";
import { Evaluator } from "./evaluator.ts";
import type { HolderAddress } from "./holder-client.ts";
import { OwnValues } from "./own-values.ts";
import { BlindPublicKeys } from "./public-keys.ts";

export interface AskingPorts {
  readonly store: Pick<MemberStore, "ledger" | "moments" | "sightings">;
  readonly openBlind: () => Promise<BlindStore>;
  readonly membership: Membership;
  readonly alarms: Alarms;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly onEvaluated: () => void;
}

/** Tags live this long at most: what was evaluated in an epoch is of use until they are gone. */
const tagsMs = 31 * dayMs;

export function createAsking(ports: AskingPorts): Work {
  const { store, openBlind, membership, clock, random } = ports;
  return async (signal) => {
    while (holdersOf(membership).length === 0 && !signal.aborted) {
      await clock.sleep(evaluationSlotMs, signal);
    }
    if (signal.aborted) return;
    const group = await loadRistretto();
    await using blind = await openBlind();
    const publicKeys = new BlindPublicKeys(store.ledger, group);
    const own = new OwnValues(store.sightings, blind);
    const drawn = await store.moments.fix("evaluation offset", uniformInt(random, fractionRange));
    const evaluator = new Evaluator({
      ...ports,
      store: blind,
      group,
      holders: () => holdersOf(membership),
      keys: async (epoch) => {
        const keys = await publicKeys.of(epoch);
        if (keys === undefined) return undefined;
        await own.queue(epoch);
        await blind.dropBefore(epochOf(clock.now() - tagsMs));
        return keys;
      },
      memberKey: () => membership.standing.key,
      onCulprit: (epoch, holder, evidence) =>
        ports.alarms.raise("holder-lied", `${epoch} ${holder}`, evidence),
    });
    await evaluator.run(partOfSpan(drawn, evaluationSlotMs), signal);
  };
}

function holdersOf({ standing }: Membership): HolderAddress[] {
  const holders = standing.community.keyHolders ?? [];
  return holderIndices.flatMap((index) => {
    const entry = holders[index - 1];
    return entry === undefined ? [] : { index, url: entry.url, publicKey: entry.publicKey };
  });
}
