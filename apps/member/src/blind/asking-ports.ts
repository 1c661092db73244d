/** What blind asking is given, and what of it the community file says. */

import { holderIndices } from "@tocsin/crypto";
import type { Clock, Random } from "@tocsin/kernel";
import type { BlindStore, MemberStore } from "@tocsin/store";
import { type CommunityFile, evaluationSlotMs } from "@tocsin/wire";

import type { Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { Events } from "../events.ts";
import type { Network } from "../network.ts";
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
