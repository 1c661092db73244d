/**
 * What happens at the end of a round: everything that was staged is examined, ordered by hash,
 * sequenced, signed and published. A round that was missed is worked later; what was staged is never
 * lost. PROTOCOL §4.
 */

import { setImmediate } from "node:timers/promises";

import {
  assert,
  type Clock,
  dayMs,
  type Random,
  type Round,
  roundAt,
  roundSpan,
  TocsinError,
} from "@tocsin/kernel";
import { sha256 } from "@tocsin/crypto";
import type { ExchangeStore, LedgerHead, NewLeaf, Spend, StoredLeaf } from "@tocsin/store";

import type { Publisher } from "../feed/publisher.ts";
import type { Appended, Ledger } from "../ledger/ledger.ts";
import { tilesToStore } from "../ledger/stored-tiles.ts";
import { carriedMax, erasedRoundsMax, framesPageMax } from "../limits.ts";
import { plannedSightings, type SightingsPlan } from "../sightings/plan-sightings.ts";
import { plannedStakes, type StakesPlan } from "../stakes/plan-stakes.ts";
import { plannedTies, type TiesPlan } from "../ties/plan-ties.ts";
import { Assembler, type Assembly } from "./assembler.ts";
import type { Examination, Examined } from "./examine.ts";
import type { Examiners } from "./examiners.ts";
import type { ExaminedParcel } from "./examine-parcel.ts";
import {
  messageLeafOf,
  noticeLeaves,
  refundsLeafOf,
  sightingsLeaf,
  submissionLeaf,
  tiesLeafOf,
  votesLeafOf,
  waitingNotices,
} from "./leaves.ts";
import { type Candidate, headAfter, type Plan, planRound } from "./plan.ts";
import { sortedByKind } from "./sorted-examinations.ts";
import {
  type ParcelPlan,
  planParcels,
  reportsOf,
  talliesTold,
  votesAdded,
} from "./plan-parcels.ts";

export interface RoundPorts {
  readonly store: ExchangeStore;
  readonly examiners: Examiners;
  readonly ledger: Ledger;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a round did; counts alone. */
export interface RoundOutcome {
  readonly round: Round;
  readonly leaves: number;
  readonly accepted: number;
  readonly refused: number;
  /** How long each part took. */
  readonly spentMs: Readonly<Record<"examine" | "plan" | "commit" | "publish", number>>;
}

/** Leaves built before others get their turn. */
const leavesAtOnce = 256;

export class RoundWorker {
  readonly #ports: RoundPorts;
  readonly #roundMs: number;
  #head: LedgerHead;
  /** Whether something was committed that is not wholly published. */
  #behind = false;

  constructor(ports: RoundPorts, roundMs: number, head: LedgerHead) {
    this.#ports = ports;
    this.#roundMs = roundMs;
    this.#head = head;
  }

  /** The oldest round that a capsule may still be staged for. */
  get openRound(): Round {
    return ((this.#head.round ?? -1) + 1) as Round;
  }

  /** Makes up for what a failed round left undone. Throws `ledger-damaged` where that is unclear. */
  async recover(): Promise<void> {
    const { store, ledger, publisher } = this.#ports;
    this.#head = await store.head();
    // A commit that was reported as failed and is there all the same: a new start verifies it.
    if (this.#head.size !== ledger.size) {
      throw new TocsinError("ledger-damaged", { detail: "commit of unknown outcome" });
    }
    if (this.#behind) await publisher.catchUp();
    this.#behind = false;
    await this.#eraseExpired();
  }

  /** Everyone who downloads the batch from now on gets its commitments, which still prove the rest. */
  async #eraseExpired(): Promise<void> {
    const { store, publisher, clock } = this.#ports;
    const now = roundAt(clock.now(), this.#roundMs);
    if ((await store.eraseExpired(now, erasedRoundsMax)) === 0) return;
    this.#behind = true;
    await publisher.republish();
    await store.scour();
    this.#behind = false;
  }

  /** The next round that is over and has something to do, or undefined. */
  async due(): Promise<Round | undefined> {
    const { store, clock } = this.#ports;
    const over = (roundAt(clock.now(), this.#roundMs) - 1) as Round;
    if (over < this.openRound) return undefined;
    const staged = await store.oldestStaged(over);
    if (staged !== undefined) return staged;
    const { carried } = await store.waiting([]);
    const notices = waitingNotices(await store.notices());
    return carried.length > 0 || notices.length > 0 ? over : undefined;
  }

  /** Works one round that is over, from what is staged to what everyone can read. */
  async work(round: Round): Promise<RoundOutcome> {
    const { store, ledger, publisher, clock, random } = this.#ports;
    assert(round >= this.openRound, "a round is worked once");
    const times = [clock.now()];
    const gathered = await this.#gather(round);
    times.push(clock.now());
    const plan = planRound(await this.#candidates(gathered.examined));
    const parcels = await this.#planParcels(gathered.parcels);
    const today = Math.floor(roundSpan(round, this.#roundMs).fromMs / dayMs);
    const sightings = await plannedSightings(store, gathered.sightings, round, today);
    const stakes = await plannedStakes(store, gathered.stakes, round, this.#roundMs);
    const ties = await plannedTies(store, gathered.ties, round);
    const of = { round, roundMs: this.#roundMs };
    const drafted = await this.#draft(of, plan, parcels, [
      ...ties.leaves.map((it) => tiesLeafOf(it, random)),
      ...(sightings.leaf === undefined ? [] : [sightingsLeaf(sightings.leaf, of, random)]),
      ...(stakes.leaf === undefined ? [] : [refundsLeafOf(stakes.leaf, random)]),
    ]);
    times.push(clock.now());
    const carried = carriedBy(gathered.carriedBefore, plan, [...parcels.carried, ...ties.carried]);
    const planned = {
      plannedParcels: parcels,
      plannedSightings: sightings,
      plannedStakes: stakes,
      plannedTies: ties,
    };
    const commit = { ...gathered, ...drafted, ...carried, ...planned };
    await this.#commit(round, plan, commit);
    times.push(clock.now());
    const { leaves, appended } = drafted;
    const first = this.#head.size - leaves.length;
    if (appended !== undefined) {
      ledger.advance(appended);
      this.#behind = true;
      const batch = { round, first, leaves: leaves.length, checkpoint: appended.checkpoint };
      await publisher.publish(batch, leaves.map(asStored(first)), appended.files);
    }
    if (plan.accepted.some(({ submission }) => submission.kind === "withdrawal")) {
      await publisher.republish();
      await store.scour();
    }
    this.#behind = false;
    times.push(clock.now());
    return outcomeOf(round, leaves.length, plan.accepted.length, gathered.refused, times);
  }

  /** Reads and examines in parallel: the examiners work on one page while the next is read. */
  async #gather(round: Round) {
    const { store, examiners } = this.#ports;
    const span = roundSpan(round, this.#roundMs);
    const assembler = new Assembler(round);
    const pending: Promise<Examination[]>[] = [];
    const push = (examination: Promise<Examination[]>): void => {
      // Whichever fails first is reported; the others must not count as unhandled.
      examination.catch(() => undefined);
      pending.push(examination);
    };
    let after: Uint8Array | undefined;
    for (;;) {
      const page = await store.stagedFrames(round, after, framesPageMax);
      push(examiners.examine(assembler.take(page), span));
      after = page.at(-1)?.id;
      if (page.length < framesPageMax) break;
      // Two pages ahead of the examiners and no more, so that memory does not grow with the round.
      await pending.at(-2);
    }
    const waiting = await store.waiting(assembler.submissions);
    const assembly: Assembly = assembler.finish(waiting.parts, waiting.partsInAll);
    const late = [...assembly.whole, ...waiting.carried.map(({ bytes }) => bytes)];
    push(examiners.examine(late, span));
    const examinations = (await Promise.all(pending)).flat();
    return {
      ...sortedByKind(examinations),
      assembly,
      carriedBefore: waiting.carried.map(({ id }) => id),
    };
  }

  async #candidates(examined: readonly Examined[]): Promise<Candidate[]> {
    const spends = examined.flatMap(({ spend }) => spend ?? []);
    const { heads, spent } = await this.#ports.store.standing(
      examined.map(({ pkSign }) => pkSign),
      spends,
    );
    const spentOf = new Map(spends.map((spend, at) => [spend, spent[at] === true]));
    return examined.map((submission, at) => ({
      submission,
      standing: {
        head: heads[at] ?? null,
        spent: submission.spend !== null && spentOf.get(submission.spend) === true,
      },
    }));
  }

  async #planParcels(parcels: readonly ExaminedParcel[]): Promise<ParcelPlan> {
    if (parcels.length === 0)
      return planParcels(
        [],
        () => false,
        () => null,
      );
    const voted = parcels.flatMap((it) => (it.kind === "vote" ? it : []));
    const { heads, spent } = await this.#ports.store.standing(
      voted.map(({ pkSign }) => pkSign),
      parcels.map(({ spend }) => spend),
    );
    const spentOf = new Map(parcels.map((it, at) => [it, spent[at] === true]));
    const headOf = new Map(voted.map((it, at) => [it, heads[at] ?? null]));
    return planParcels(
      parcels,
      (it) => spentOf.get(it) === true,
      (it) => headOf.get(it) ?? null,
    );
  }

  async #draft(
    of: { readonly round: Round; readonly roundMs: number },
    plan: Plan,
    parcels: ParcelPlan,
    last: readonly NewLeaf[],
  ) {
    const { round } = of;
    const { store, random, ledger } = this.#ports;
    const notices = waitingNotices(await store.notices());
    const leaves: NewLeaf[] = noticeLeaves(notices, random);
    for (const [at, candidate] of plan.accepted.entries()) {
      leaves.push(submissionLeaf(candidate, round, random));
      if (at % leavesAtOnce === leavesAtOnce - 1) await setImmediate();
    }
    for (const message of parcels.messages) leaves.push(messageLeafOf(message, of, random));
    const voted = reportsOf(parcels.votes).map(({ report }) => report);
    for (const told of talliesTold(parcels.votes, await store.tallies(voted))) {
      leaves.push(votesLeafOf(told, round, random));
    }
    leaves.push(...last);
    const appended: Appended | undefined =
      leaves.length === 0 ? undefined : ledger.draft(leaves.map(({ commitment }) => commitment));
    return { notices, leaves, appended };
  }

  async #commit(round: Round, plan: Plan, parts: RoundParts): Promise<void> {
    const { size, round: last } = this.#head;
    const firstSubmission = size + parts.notices.length;
    const heads = plan.accepted.map((it, at) => headAfter(it, firstSubmission + at));
    const checkpoint = parts.appended?.checkpoint ?? null;
    const outcome = await this.#ports.store.commitRound({
      round,
      expected: { size, round: last },
      leaves: parts.leaves,
      tiles: tilesToStore(parts.appended?.files ?? []),
      checkpoint,
      spends: [
        ...plan.accepted.flatMap(({ submission }) => submission.spend ?? []),
        ...spendsOf(parts.plannedParcels),
        ...parts.plannedSightings.taken.map(({ spend }) => spend),
        ...parts.plannedTies.taken.map(({ said }) => said.spend),
      ],
      votes: votesAdded(parts.plannedParcels.votes),
      ties: parts.plannedTies.taken.map(({ tie }) => tie),
      tiesOff: parts.plannedTies.back.map(({ lock }) => lock),
      tags: parts.plannedSightings.taken.map(({ tag }) => tag),
      tagsOff: parts.plannedSightings.withdrawals,
      refunds: parts.plannedStakes.refunds,
      day: parts.plannedStakes.day,
      refundsTold: parts.plannedStakes.told,
      appeals: parts.plannedStakes.appeals,
      heads,
      withdrawals: heads.filter((it) => it.withdrawn).map(({ position }) => position),
      notices: parts.notices.map(({ id }, at) => ({ id, position: size + at })),
      partsKept: parts.assembly.kept,
      partsDone: parts.assembly.done,
      carried: parts.carried,
      carriedDone: parts.carriedDone,
    });
    if (outcome !== "committed") {
      // Another writer on the same ledger: signing on would fork it.
      throw new TocsinError("ledger-damaged", { detail: `commit ${outcome}` });
    }
    this.#head = {
      size: size + parts.leaves.length,
      round,
      checkpoint: checkpoint ?? this.#head.checkpoint,
    };
  }
}

interface RoundParts {
  readonly leaves: readonly NewLeaf[];
  readonly notices: readonly { readonly id: Uint8Array }[];
  readonly appended: Appended | undefined;
  readonly assembly: Assembly;
  readonly carried: readonly { readonly id: Uint8Array; readonly bytes: Uint8Array }[];
  readonly carriedDone: readonly Uint8Array[];
  readonly plannedParcels: ParcelPlan;
  readonly plannedSightings: SightingsPlan;
  readonly plannedStakes: StakesPlan;
  readonly plannedTies: TiesPlan;
}

function spendsOf({ messages, votes }: ParcelPlan): Spend[] {
  return [...messages.map(({ spend }) => spend), ...votes.map(({ vote }) => vote.spend)];
}

function carriedBy(
  before: readonly Uint8Array[],
  plan: Plan,
  parcels: readonly { readonly json: Uint8Array }[],
) {
  const carried = [
    ...plan.carried.map(({ envelope, json }) => ({ id: envelope, bytes: json })),
    ...parcels.map(({ json }) => ({ id: sha256(json), bytes: json })),
  ].slice(0, carriedMax);
  const kept = new Set(carried.map(({ id }) => id.join()));
  return { carried, carriedDone: before.filter((id) => !kept.has(id.join())) };
}

function asStored(first: number): (leaf: NewLeaf, at: number) => StoredLeaf {
  return ({ commitment, audience, salt, detail }, at) => ({
    position: first + at,
    commitment,
    audience,
    detail: { salt, leaf: detail },
  });
}

function outcomeOf(
  round: Round,
  leaves: number,
  accepted: number,
  refused: number,
  times: readonly number[],
): RoundOutcome {
  const [start = 0, examined = 0, planned = 0, committed = 0, published = 0] = times;
  return {
    round,
    leaves,
    accepted,
    refused,
    spentMs: {
      examine: examined - start,
      plan: planned - examined,
      commit: committed - planned,
      publish: published - committed,
    },
  };
}
