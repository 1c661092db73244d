/** The key holder's named limits and fixed spans. */

import { dayMs } from "@tocsin/kernel";

/** The next epoch's ceremony begins this long before it, once its key directory is in the ledger. */
export const ceremonyAheadMs = 5 * dayMs;
/** Slots on either side of the current one that are answered: clocks of members may be off. */
export const slotsEitherSide = 2;
/** Batches of one member in work at one time. */
export const batchesOfMemberMax = 2;
/** Batches that may wait for a thread; more are told to come back. */
export const batchesWaitingMax = 4096;
export const evaluationBytesMax = 4096;
export const evaluationDeadlineMs = 30_000;
/** Answers forgotten in one go. */
export const batchesSweptAtOnce = 10_000;

/** A key file is far smaller. */
export const secretBytesMax = 1024;

/** How often the holder looks what is due. */
export const routineMsDefault = 10_000;
export const rosterEveryMs = 5 * 60_000;
export const askDeadlineMs = 20_000;
export const batchDeadlineMs = 10 * 60_000;
export const noticeAnswerBytesMax = 16 * 1024;
export const rosterBytesMax = 16 * 1024 * 1024;
