/**
 * The verified ledger as it grows: batches are verified in order, held for a moment, and stored some at
 * a time, so that catching up costs one fsync for many rounds. Nothing is believed before it is verified.
 */

import { type Clock, parseRound, type Round, TocsinError } from "@tocsin/kernel";
import { type FollowedLog, nothingFollowed, parseFrontier } from "@tocsin/ledger";
import type { ClosedSection, FeedStore, MemberLedgerStore, RecordFault } from "@tocsin/store";
import type { Batch, CommunityFile } from "@tocsin/wire";
import { noteVerifierOf } from "../enrolment/ledger-key.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { Directories } from "../tokens/directories.ts";
import type { AudienceKeys } from "./audience-keys.ts";
import { type MadeStep, makeStep } from "./batch-step.ts";
import type { RecordRules } from "./record-verification.ts";
import { chainFaults, type Sections } from "./sections.ts";
import { type BatchVerdict, type LedgerPlace, verifyBatch } from "./verified-batch.ts";

export interface Follower {
  /** Where the ledger stands, what is held included. */
  readonly place: LedgerPlace;
  reload(): Promise<void>;
  /** Verifies the next batch; what was refused changes nothing. */
  take(round: Round, bytes: Uint8Array): Promise<BatchVerdict>;
  /** Makes durable what was taken. */
  flush(): Promise<void>;
}

export interface FollowerPorts {
  readonly ledger: MemberLedgerStore;
  readonly feed: FeedStore;
  readonly sections: Sections;
  readonly membership: Membership;
  readonly directories: Directories;
  readonly audienceKeys: AudienceKeys;
  readonly clock: Clock;
  readonly schemes: RecordRules["schemes"];
  /** Something durable has happened. */
  readonly onStored: () => void;
}

/** Batches and bytes of batches that are held before they are stored. */
const heldMax = 64;
const heldBytesMax = 1024 * 1024;

/** Before any batch. */
const firstRound = parseRound(0);

interface Held {
  readonly made: MadeStep;
  readonly batch: Batch;
}

export function createFollower(ports: FollowerPorts): Follower {
  let place: LedgerPlace = { followed: nothingFollowed, round: firstRound };
  let community: CommunityFile | undefined;
  let held: Held[] = [];
  let heldBytes = 0;

  async function reload(): Promise<void> {
    [held, heldBytes, community] = [[], 0, undefined];
    await Promise.all([ports.membership.reload(), ports.directories.reload()]);
    await ports.audienceKeys.reload();
    place = await storedPlace(ports.ledger);
  }

  async function flush(): Promise<void> {
    const storing = held;
    if (storing.length === 0) return;
    [held, heldBytes] = [[], 0];
    try {
      const faults = await ports.ledger.apply(storing.map(({ made }) => made.step));
      await settle(ports, storing, faults);
    } catch (error) {
      await reload();
      throw error;
    }
    if (storing.some(({ made }) => made.step.community !== undefined)) {
      await ports.membership.reload();
    }
    ports.onStored();
  }

  return {
    get place() {
      return place;
    },
    reload,
    flush,
    take: async (round, bytes) => {
      const trusted = community ?? ports.membership.standing.community;
      const verdict = verifyBatch(logOf(trusted), place, round, bytes);
      if (!verdict.ok) return verdict;
      const made = await makeStep({
        batch: verdict.batch,
        place: verdict.place,
        community: trusted,
        directories: ports.directories,
        audienceKeys: ports.audienceKeys,
        schemes: ports.schemes,
        nowMs: ports.clock.now(),
      });
      held.push({ made, batch: verdict.batch });
      heldBytes += bytes.length;
      community = made.community;
      ({ place } = verdict);
      const waits = waitingOf(made).length > 0;
      if (waits || held.length >= heldMax || heldBytes >= heldBytesMax) await flush();
      return verdict;
    },
  };
}

export function logOf({ ledger }: CommunityFile): FollowedLog {
  return { origin: ledger.origin, verifier: noteVerifierOf(ledger) };
}

/** Alarms, orphans and large sections of what has just been stored. */
async function settle(
  ports: FollowerPorts,
  stored: readonly Held[],
  faults: readonly RecordFault[],
): Promise<void> {
  for (const { made, batch } of stored) {
    const { header } = batch;
    const here = faults.filter(
      ({ index }) => index >= header.first && index < header.first + header.leaves,
    );
    await ports.sections.raiseAll([...made.faults, ...chainFaults(header.round, here)]);
    const orphans = new Set(here.filter(({ why }) => why === "orphan").map(({ index }) => index));
    const audiences = made.step.records
      .filter(({ index }) => orphans.has(index))
      .map(({ audience }) => audience);
    for (const { audience, epoch } of header.sections) {
      if (!audiences.includes(audience)) continue;
      await ports.feed.setSection({ round: header.round, audience, epoch }, "orphan");
    }
    await ports.sections.store(batch, waitingOf(made));
  }
}

function waitingOf({ step }: MadeStep): ClosedSection[] {
  return step.sections.filter(({ why }) => why === "waiting");
}

async function storedPlace(store: MemberLedgerStore): Promise<LedgerPlace> {
  const state = await store.state();
  if (state === undefined) return { followed: nothingFollowed, round: firstRound };
  const frontier = parseFrontier(state.frontier);
  if (frontier?.size !== state.size) throw new TocsinError("store-damaged", { detail: "frontier" });
  return { followed: { frontier, note: state.checkpoint }, round: parseRound(state.round) };
}
