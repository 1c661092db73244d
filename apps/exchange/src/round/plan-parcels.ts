/**
 * What a round does with messages and votes that are good by themselves: each token once, messages in the
 * order of hashes, votes as counts that are told when they come into another bucket. Pure.
 */

import { compareBytes, toHex } from "@tocsin/kernel";
import type { ReportHead, StoredTally, VoteAdded } from "@tocsin/store";
import { voteBucketOf, votes, type VotesLeaf } from "@tocsin/wire";

import { roundMessagesMax, roundVotesMax } from "../limits.ts";
import type { ExaminedMessage, ExaminedParcel, ExaminedVote } from "./examine-parcel.ts";

/** A vote that counts, and the report that it is about. */
export interface CountedVote {
  readonly vote: ExaminedVote;
  readonly head: ReportHead;
}

export interface ParcelPlan {
  /** In the order of the batch. */
  readonly messages: readonly ExaminedMessage[];
  readonly votes: readonly CountedVote[];
  /** For the next round: there was no room. */
  readonly carried: readonly ExaminedParcel[];
}

/** A report whose counts are in other buckets after the round. */
export interface TallyTold {
  readonly head: ReportHead;
  readonly counts: VotesLeaf["counts"];
}

/** `spent` and `headOf` are of the store, before the round. */
export function planParcels(
  parcels: readonly ExaminedParcel[],
  spent: (parcel: ExaminedParcel) => boolean,
  headOf: (vote: ExaminedVote) => ReportHead | null,
): ParcelPlan {
  const fresh = onceEach(parcels.filter((it) => !spent(it)));
  const messages = fresh
    .filter((it) => it.kind === "message")
    .sort((a, b) => compareBytes(a.id, b.id));
  const counted = fresh.flatMap((it) => (it.kind === "vote" ? countedVote(it, headOf(it)) : []));
  return {
    messages: messages.slice(0, roundMessagesMax),
    votes: counted.slice(0, roundVotesMax),
    carried: [
      ...messages.slice(roundMessagesMax),
      ...counted.slice(roundVotesMax).map(({ vote }) => vote),
    ],
  };
}

export function votesAdded(counted: readonly CountedVote[]): VoteAdded[] {
  return counted.map(({ vote, head }) => ({ report: head.report, vote: vote.vote }));
}

/** `before`: the tallies of the reports that are voted on, in the order of `reportsOf`. */
export function talliesTold(
  counted: readonly CountedVote[],
  before: readonly StoredTally[],
): TallyTold[] {
  return reportsOf(counted).flatMap((head, at) => {
    const id = toHex(head.report);
    const known = before[at] ?? {};
    const added = counted.filter((it) => toHex(it.head.report) === id);
    const counts = votes.map((vote) => {
      const was = known[vote] ?? 0;
      return { vote, was, is: was + added.filter((it) => it.vote.vote === vote).length };
    });
    const isTold = counts.some(
      ({ was, is }) => is > 0 && (was === 0 || voteBucketOf(was) !== voteBucketOf(is)),
    );
    if (!isTold) return [];
    const told = counts.filter(({ is }) => is > 0);
    return [{ head, counts: told.map(({ vote, is }) => ({ vote, votes: voteBucketOf(is) })) }];
  });
}

/** Each once, in the order of hashes. */
export function reportsOf(counted: readonly CountedVote[]): ReportHead[] {
  const heads = new Map(counted.map(({ head }) => [toHex(head.report), head]));
  return [...heads.values()].sort((a, b) => compareBytes(a.report, b.report));
}

/** A confirmation is worth something from within the class alone; anyone may call a report abuse. */
function countedVote(vote: ExaminedVote, head: ReportHead | null): CountedVote[] {
  if (head === null || head.withdrawn) return [];
  if (vote.vote === "confirm" && vote.class !== head.class) return [];
  return [{ vote, head }];
}

function onceEach(parcels: readonly ExaminedParcel[]): ExaminedParcel[] {
  const byToken = new Map<string, ExaminedParcel>();
  for (const parcel of parcels) {
    const id = toHex(parcel.spend.id);
    const known = byToken.get(id);
    // Of two under one token the same one wins, whichever came first.
    if (known === undefined || compareBytes(parcel.json, known.json) < 0) byToken.set(id, parcel);
  }
  return [...byToken.values()].sort((a, b) => compareBytes(a.spend.id, b.spend.id));
}
