/** The exchange's named limits. */

import { dayMs, hourMs } from "@tocsin/kernel";

/** Capsules staged at one time, dummies included; the next ones are answered 503, all alike. */
export const stagedFramesMax = 30_000;
/** Frames read from the store at a time, 4 MiB. */
export const framesPageMax = 256;
/** Rounds after which a part gives up waiting for the others of its submission. */
export const partRoundsMax = 64;
/** Parts that wait for others at one time. */
export const partsMax = 50_000;
/** Submissions that one round can leave to the next. */
export const carriedMax = 4096;
/** Submissions and their bytes in one batch, well below what the batch's format holds. */
export const roundSubmissionsMax = 30_000;
export const roundBytesMax = 400 * 1024 * 1024;
export const roundObservablesMax = 2_000_000;
/** Messages in one batch, 11 MiB; what is more waits for the next. Every member tries all of them. */
export const roundMessagesMax = 2000;
export const roundVotesMax = 10_000;
/** Requests for a stake and appeals taken in one round; the rest is sent again. */
export const roundRefundsMax = 1000;
export const roundAppealsMax = 200;
/** A sealed message is in the feed so long: a node that is away longer misses it. */
export const messageDays = 35;
/** So is what a round tells of sealed sightings, whose tags live 30 days. */
export const sightingDays = 31;
/** Rounds whose leaves are erased at a time: after a long stop more than one a round is due. */
export const erasedRoundsMax = 20;
/** Rounds before or after its own in which a frame is still taken: clocks differ a little. */
export const roundSlackMax = 1;

/** Keys of an epoch are good for so long after its end; nodes fetch the next ones in this time. */
export const epochGraceMs = 48 * hourMs;
/** A gateway key lives two days and a new one is made each day, so two are always good. */
export const gatewayKeyMs = 2 * dayMs;
export const gatewayKeyEveryMs = dayMs;

/** Rows that one sweep removes, so that no capsule waits long behind it. */
export const sweepRowsMax = 500;
/** Sweeps of one round at most. */
export const sweepsMax = 400;

/** Readers that wait for the next batch at one time. */
export const liveReadersMax = 5000;
/** Sessions remembered outside the store. */
export const sessionsKnownMax = 20_000;
/** Batches kept in memory because everyone fetches them now. */
export const recentBytesMax = 64 * 1024 * 1024;

export const noticeBytesMax = 1024 * 1024;
/** Leaves verified or read at a time. */
export const leavesPageMax = 512;
