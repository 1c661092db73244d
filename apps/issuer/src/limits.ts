/** The issuer's named limits and fixed spans. */

import { dayMs, hourMs } from "@tocsin/kernel";
import type { TokenPurpose } from "@tocsin/wire";

/** Keys of an epoch stay this long after it: until everyone has fetched the next one's. */
export const epochGraceMs = 48 * hourMs;
/** The next epoch's keys are made and published this long before it begins. */
export const prepareAheadMs = 5 * dayMs;
export const invitationDaysDefault = 14;
export const invitationDaysMax = 90;

/** Tokens of one member under one key of the purpose, in an epoch. */
export const quotasDefault: Readonly<Record<TokenPurpose, number>> = {
  report: 30,
  probe: 256,
  message: 64,
  vote: 64,
  read: 40,
  // Every day of the longest month, and the two days after it.
  relay: 33,
};

/** A whole quota of the largest batch, as JSON. */
export const identifiedBytesMax = 256 * 1024;
export const identifiedDeadlineMs = 60_000;
/** Requests of one key that are remembered against replays. */
export const noncesOfKeyMax = 1000;
export const noncesSweptAtOnce = 10_000;
/** Batches of one member in work at one time. */
export const batchesOfMemberMax = 2;

/** Tokens that may wait for a signing thread; more are told to come back. */
export const tokensWaitingMax = 16_384;
/** Tokens signed in one go, so that nobody waits for another's whole quota. */
export const tokensAtOnce = 16;

/** How often the issuer looks what is due. */
export const routineMsDefault = 60_000;
export const noticeDeadlineMs = 20_000;
/** A whole batch of the ledger may be large. */
export const batchDeadlineMs = 10 * 60_000;
export const noticeAnswerBytesMax = 16 * 1024;
export const adminBytesMax = 64 * 1024;
