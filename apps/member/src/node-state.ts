/** What a person sees of the protocol side: rounds, reading, tokens, what waits, alarms. */

import { type Clock, dayMs, roundAt } from "@tocsin/kernel";
import type { MemberStore, MissedRounds, TokenCount } from "@tocsin/store";
import type { Membership } from "./enrolment/membership.ts";
import type { Sync } from "./feed/sync.ts";
import type { ProtocolStatus } from "./protocol.ts";
import type { Sender } from "./rounds/sender.ts";
import type { SpeakableClasses } from "./tokens/speaking.ts";
import { spendableEpochs } from "./tokens/token-times.ts";

/** Missed rounds that are listed one by one, and ranges that are read to count them. */
const missedListedMax = 100;
const missedRangesMax = 1000;

export interface NodeStatePorts {
  readonly store: MemberStore;
  readonly membership: Membership;
  readonly speakable: SpeakableClasses;
  readonly sync: Sync;
  readonly sender: Sender;
  readonly clock: Clock;
}

export async function protocolStatus(ports: NodeStatePorts): Promise<ProtocolStatus> {
  const { store, membership, speakable, sync, clock } = ports;
  const { community, legalId } = membership.standing;
  const nowMs = clock.now();
  const [ledger, tokens, waiting, alarms, counts, round] = await Promise.all([
    store.ledger.state(),
    tokensOf(store, nowMs),
    store.outbox.waitingCount(),
    store.alarms.open(),
    store.reports.counts(),
    roundStatus(ports, nowMs),
  ]);
  return {
    legalId,
    community: community.name,
    classes: speakable.classes(nowMs).map((id) => ({
      id,
      title: community.classes.find((known) => known.id === id)?.title ?? id,
      members: speakable.crowd(id, nowMs) ?? 0,
    })),
    round,
    sync: {
      size: ledger?.size ?? 0,
      round: ledger?.round ?? null,
      state: sync.state,
      verifiedMs: Math.max(ledger?.verifiedMs ?? 0, sync.heardMs) || null,
    },
    tokens: tokens.map(({ purpose, class: of, left, quota }) => ({
      purpose,
      class: of,
      left,
      quota,
    })),
    waiting,
    alarms: [...alarms],
    counts,
    nowMs,
  };
}

/** Those that are spent now: in an epoch's first days those of the last one. */
async function tokensOf(store: MemberStore, nowMs: number): Promise<readonly TokenCount[]> {
  for (const epoch of spendableEpochs(nowMs)) {
    const counts = await store.tokens.counts([epoch]);
    if (counts.length > 0) return counts;
  }
  return [];
}

async function roundStatus(
  { store, membership, sender }: NodeStatePorts,
  nowMs: number,
): Promise<ProtocolStatus["round"]> {
  const { roundMs } = membership.standing.community;
  const current = roundAt(nowMs, roundMs);
  const since = current - Math.ceil(dayMs / roundMs);
  const [offsetMs, last, ranges] = await Promise.all([
    sender.offsetMs(),
    store.rounds.last(),
    store.rounds.missed(since, missedRangesMax),
  ]);
  return {
    lengthMs: roundMs,
    current,
    offsetMs,
    lastSent: last.sent,
    missedDay: countOf(ranges, since),
    missed: listOf(ranges, since),
  };
}

function countOf(ranges: readonly MissedRounds[], since: number): number {
  return ranges.reduce((sum, { from, to }) => sum + to - Math.max(from, since) + 1, 0);
}

/** Newest first. */
function listOf(ranges: readonly MissedRounds[], since: number): number[] {
  const list: number[] = [];
  for (const { from, to } of ranges) {
    for (let round = to; round >= Math.max(from, since); round -= 1) {
      if (list.length === missedListedMax) return list;
      list.push(round);
    }
  }
  return list;
}
