/**
 * Paths of the feed: static files that any cache may hold, the same for every reader. PROTOCOL §4, §5.
 */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { parseRound, type Round, textOf, TocsinError } from "@tocsin/kernel";

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
/** A number of 16 digits and the end of its line. */
const roundBytesMax = 17;
export const roundsBytesMax = roundsPageMax * roundBytesMax;

export function roundLines(rounds: readonly Round[]): string {
  return rounds.map((round) => `${round}\n`).join("");
}

/** Lines of rising numbers after `after`. Throws `remote-answer-invalid` for anything else. */
export function parseRoundLines(after: Round, bytes: Uint8Array): Round[] {
  const lines = (textOf(bytes) ?? "?").split("\n").filter((line) => line !== "");
  if (lines.length > roundsPageMax) throw invalidRounds();
  let last: number = after;
  return lines.map((line) => {
    const round = parseRoundText(line);
    if (round === undefined || round <= last) throw invalidRounds();
    last = round;
    return round;
  });
}

/** Undefined for a text that is no round. */
export function parseRoundText(text: string): Round | undefined {
  return /^(?:0|[1-9]\d{0,14})$/.test(text) ? parseRound(Number(text)) : undefined;
}

function invalidRounds(): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail: "rounds" });
}

/** `POST` through the relay: capsules and, once a day, the opening of a read session. */
export const capsulePath = "/capsule";
export const sessionPath = "/session";
/** `POST` to the exchange: what the issuer or a key holder has signed for the ledger. */
export const noticePath = "/notices";
/** `POST` to the issuer: the identified channel. */
export const identifiedPath = "/identified";

/** A party's URL, which may have a path of its own, with one of these paths. */
export function urlAt(base: string, path: string): string {
  return cutEnd(base, "/") + path;
}
