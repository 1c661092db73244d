/** When tokens are fetched, for which days they are good, and until when they are taken. PROTOCOL §1. */

import { type Day, dayMs, dayOf, type Epoch, epochOf, epochSpan, hourMs } from "@tocsin/kernel";

/** Within this span of an epoch's start every node fetches, at a moment of its own. */
export const fetchSpanMs = 48 * hourMs;
/** Keys of an epoch are taken this long after it: until everyone has fetched the next one's. */
export const epochGraceMs = 48 * hourMs;
/** What is about to expire is not used: it may wait for some rounds. */
const spendMarginMs = 2 * hourMs;
/** Fractions are drawn with 32 bits. */
export const fractionRange = 2 ** 32;

/**
 * Epochs whose tokens may be spent now, the one to spend of first. While members are still fetching those
 * of a new epoch, one of them would say that its owner has fetched already, and so would rule out all
 * who have not: AUC .67 for the issuer, by `npm run attack`. Everyone has those of the epoch before.
 */
export function spendableEpochs(nowMs: number): readonly Epoch[] {
  const current = epochOf(nowMs);
  const before = epochOf(epochSpan(current).fromMs - 1);
  return takenUntilMs(before) - spendMarginMs > nowMs ? [before, current] : [current];
}

/**
 * Epochs whose tokens a member fetches. A newcomer of an epoch's first days fetches those of the epoch
 * before as well: all others still pay with them.
 */
export function fetchableEpochs(nowMs: number, enrolledMs: number): readonly Epoch[] {
  const current = epochOf(nowMs);
  return enrolledMs < epochSpan(current).fromMs ? [current] : spendableEpochs(nowMs);
}

/** When a member that was there before the epoch fetches its tokens; `drawn` once for the epoch. */
export function fetchingMoment(epoch: Epoch, drawn: number): number {
  return epochSpan(epoch).fromMs + partOfSpan(drawn, fetchSpanMs);
}

/** First moment at which tokens of the epoch are refused. */
export function takenUntilMs(epoch: Epoch): number {
  return epochSpan(epoch).untilMs + epochGraceMs;
}

/** Day of the relay token with this place in the quota: the epoch's days, then those that follow. */
export function relayDay(epoch: Epoch, place: number): Day {
  return dayOf(epochSpan(epoch).fromMs + place * dayMs);
}

/** The part of a span that a drawn fraction stands for. */
export function partOfSpan(drawn: number, spanMs: number): number {
  return Math.floor((drawn / fractionRange) * spanMs);
}
