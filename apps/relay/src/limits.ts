/** The relay's limits, with their units. */

import { liveWaitMs } from "@tocsin/wire";

const mebibyte = 1024 * 1024;

/** Tokens that are remembered for the day: more than any community has members. */
export const tokensMax = 100_000;
/** Read sessions that one token may ask for in a day: one, and tries after lost answers. */
export const sessionsPerTokenMax = 8;
/** A clock may be this wrong around midnight. */
export const dayEdgeMs = 120_000;

/** A sealed answer: that of a session is the largest. */
export const sealedAnswerBytesMax = 256 * 1024;
/** Until the gateway must have answered a capsule; shorter where rounds are short. */
export const sealedDeadlineMsMax = 20_000;
/** Capsules in work at one time. */
export const sealedAtOnceMax = 2_048;

/** Files of the feed that are kept in memory, each and in all. */
export const keptFileBytesMax = 8 * mebibyte;
export const keptBytesMax = 64 * mebibyte;
export const keptFilesMax = 20_000;
/** A copy younger than this is given without asking, so that a crowd costs one question. */
export const freshMs = 1_000;
export const feedDeadlineMs = 30_000;
export const downloadsAtOnceMax = 1_024;
/** Longer than the exchange waits itself. */
export const liveDeadlineMs = liveWaitMs + 15_000;
export const liveReadersMax = 8_192;

export const connectionsMax = 12_000;
/** Until a capsule has come whole: slow senders hold a connection no longer. */
export const requestMs = 20_000;
export const headersMs = 10_000;
/** Longer than the longest wait for an answer. */
export const idleMs = liveDeadlineMs + 15_000;

export const directoryBytesMax = mebibyte;
export const directoryFilesMax = 64;
/** Bytes of every refusal, so that its length says nothing. */
export const refusalBytes = 1_024;
