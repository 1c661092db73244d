/**
 * When this node sends: in every round at the same moment of it, drawn once. Nobody can move it, neither
 * load nor a person in a hurry. PROTOCOL §4.
 */

import {
  parseRound,
  type Random,
  type Round,
  roundAt,
  roundSpan,
  uniformInt,
} from "@tocsin/kernel";
import type { MomentStore } from "@tocsin/store";
import { fractionRange, partOfSpan } from "../tokens/token-times.ts";

/**
 * The outermost eighths of a round stay free: a capsule of a clock that is a little wrong, or of a slow
 * line, still arrives in the round that it names.
 */
const edge = 1 / 8;
/** A capsule is sealed this long before it leaves. */
const leadMsMax = 2000;

/** The moment of the round, in milliseconds after its beginning. */
export async function sendingOffset(
  moments: MomentStore,
  random: Random,
  roundMs: number,
): Promise<number> {
  const drawn = await moments.fix("round offset", uniformInt(random, fractionRange));
  return Math.floor(roundMs * edge) + partOfSpan(drawn, roundMs * (1 - 2 * edge));
}

export function sendingTime(round: Round, roundMs: number, offsetMs: number): number {
  return roundSpan(round, roundMs).fromMs + offsetMs;
}

export function leadMs(roundMs: number): number {
  return Math.min(leadMsMax, Math.floor(roundMs / 8));
}

/** The first round whose sending can still be prepared in time, and that was not taken before. */
export function nextRound(options: {
  readonly nowMs: number;
  readonly roundMs: number;
  readonly offsetMs: number;
  readonly claimed: number | null;
}): Round {
  const { nowMs, roundMs, offsetMs, claimed } = options;
  const current = roundAt(nowMs, roundMs);
  const inTime = sendingTime(current, roundMs, offsetMs) - leadMs(roundMs) >= nowMs;
  return parseRound(Math.max(inTime ? current : current + 1, (claimed ?? -1) + 1));
}
