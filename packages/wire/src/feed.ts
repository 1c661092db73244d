/**
 * Paths of the feed: static files that any cache may hold, the same for every reader. PROTOCOL §4, §5.
 */

import type { Round } from "@tocsin/kernel";

/** `GET`: the newest signed checkpoint. */
export const checkpointPath = "/feed/checkpoint";
/** `GET`: C2SP tlog-tiles below it. */
export const tilesPath = "/feed/tile";
/** `GET`: the batch of a round; 404 where nothing was published in it. */
export function batchPath(round: Round): string {
  return `/feed/batches/${String(round)}`;
}
/**
 * `GET` with the session as `Authorization: Bearer`: waits for the first batch after `after`, at most
 * `liveWaitMs`; 204 where none came. With `Tocsin-Round` it says which round the answer is.
 */
export function livePath(after: Round): string {
  return `/feed/live/${String(after)}`;
}
export const liveWaitMs = 90_000;
/** `GET`: rounds that have a batch, after a round, as text lines, oldest first. */
export function roundsPath(after: Round): string {
  return `/feed/rounds/${String(after)}`;
}
export const roundsPageMax = 10_000;
/** `POST` through the relay: capsules and, once a day, the opening of a read session. */
export const capsulePath = "/capsule";
export const sessionPath = "/session";
/** `POST` to the exchange: what the issuer or a key holder has signed for the ledger. */
export const noticePath = "/notices";
/** `POST` to the issuer: the identified channel. */
export const identifiedPath = "/identified";
