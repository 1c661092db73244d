/** Epochs, days and rounds: how the protocol counts time, always in UTC. */

import type { Brand } from "./brand.ts";
import { TocsinError } from "./errors.ts";

/** A calendar month, "2026-11". Token keys live for one. */
export type Epoch = Brand<string, "Epoch">;
/** A calendar day, "2026-11-21". */
export type Day = Brand<string, "Day">;
/** The number of a round since the Unix epoch: floor(time / round length). */
export type Round = Brand<number, "Round">;

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** What an operator may set as the length of a round. Simulated worlds alone have longer ones, up to a day. */
export const roundMsMin = 1000;
export const roundMsMax = 3_600_000;

const epochPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;

export function epochOf(timeMs: number): Epoch {
  return new Date(timeMs).toISOString().slice(0, 7) as Epoch;
}

export function dayOf(timeMs: number): Day {
  return new Date(timeMs).toISOString().slice(0, 10) as Day;
}

export function parseEpoch(text: string): Epoch {
  if (!epochPattern.test(text)) throw new TocsinError("message-invalid", { detail: "epoch" });
  return text as Epoch;
}

/** First moment of the epoch, and the first moment after it. */
export function epochSpan(epoch: Epoch): { fromMs: number; untilMs: number } {
  const [year = 0, month = 0] = epoch.split("-").map(Number);
  return { fromMs: Date.UTC(year, month - 1, 1), untilMs: Date.UTC(year, month, 1) };
}

export function nextEpoch(epoch: Epoch): Epoch {
  return epochOf(epochSpan(epoch).untilMs);
}

/** Throws `message-invalid` for what is no number of a round. */
export function parseRound(value: number): Round {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TocsinError("message-invalid", { detail: "round" });
  }
  return value as Round;
}

export function roundAt(timeMs: number, roundMs: number): Round {
  return Math.floor(timeMs / roundMs) as Round;
}

/** First moment of the round, and the first moment after it. */
export function roundSpan(round: Round, roundMs: number): { fromMs: number; untilMs: number } {
  return { fromMs: round * roundMs, untilMs: (round + 1) * roundMs };
}
