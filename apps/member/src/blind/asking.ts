/**
 * Asking blindly begins where the community has key holders, a little after the node's start: its console
 * must not wait for it. PROTOCOL §3.
 */

import { holderIndices } from "@tocsin/crypto";
import type { Clock, Random } from "@tocsin/kernel";
import type { BlindStore, MemberStore } from "@tocsin/store";
import { type CommunityFile, evaluationSlotMs } from "@tocsin/wire";

import type { Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { Events } from "../events.ts";
import type { Network } from "../network.ts";
import type { Work } from "../supervised.ts";
import type { BlindRoom } from "./blind-desk.ts";
import type { HolderAddress } from "./holder-client.ts";

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

/** After the node's start. */
const startPauseMs = 2000;

export function createAsking(ports: AskingPorts): Work {
  const { openBlind, membership, clock } = ports;
  return async (signal) => {
    while (holdersOf(membership).length === 0 && !signal.aborted) {
      await clock.sleep(evaluationSlotMs, signal);
    }
    await clock.sleep(startPauseMs, signal);
    if (signal.aborted) return;
    const { askWith } = await import("./asking-loop.ts");
    await using blind = await openBlind();
    await askWith(ports, blind, signal);
  };
}

/** One batch in so many milliseconds: the schedule is the quota, and the community file says it. */
export function slotMsOf(community: CommunityFile): number {
  return community.evaluationSlotMs ?? evaluationSlotMs;
}

export function holdersOf({ standing }: Membership): HolderAddress[] {
  const holders = standing.community.keyHolders ?? [];
  return holderIndices.flatMap((index) => {
    const entry = holders[index - 1];
    return entry === undefined ? [] : { index, url: entry.url, publicKey: entry.publicKey };
  });
}
