/**
 * Admission without a roster: a token of the day lets in whoever holds it, one capsule a round. The
 * relay learns that an entitled member asks, and not which; after midnight it forgets. PROTOCOL §1.
 */

import { type DayTokens, privateTokenOf } from "@tocsin/http";
import { type Clock, type Day, dayOf, roundAt } from "@tocsin/kernel";

import { dayEdgeMs, sessionsPerTokenMax } from "./limits.ts";

interface Admitted {
  /** The round of the newest capsule, and the places that are left in it. */
  round: number;
  places: number;
  sessions: number;
}

interface AdmittedDay {
  /** By token id: two signatures under one nonce are one admission. */
  readonly byId: Map<string, Admitted>;
  /** By the header's text, so that a token is verified once a day and not once a round. */
  readonly byHeader: Map<string, Admitted>;
}

/** A round's own, and one that was not used before: a capsule may be late on the line. */
const placesMax = 2;

export interface AdmissionOptions {
  readonly tokens: DayTokens;
  readonly clock: Clock;
  readonly roundMs: number;
  /** Tokens that are remembered for one day; more are refused. */
  readonly tokensMax: number;
}

export class Admission {
  readonly #options: AdmissionOptions;
  readonly #days = new Map<Day, AdmittedDay>();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Whether the header holds a good token of today. */
  async admits(authorization: string | undefined): Promise<boolean> {
    if (authorization === undefined) return false;
    if (this.#find(authorization) !== undefined) return true;
    const token = privateTokenOf(authorization);
    if (token === undefined) return false;
    const { tokens, tokensMax } = this.#options;
    const verdict = await tokens.verify(token, this.#good());
    if (!verdict.ok) return false;
    const day = this.#days.get(verdict.day) ?? newDay();
    this.#days.set(verdict.day, day);
    if (day.byHeader.size >= tokensMax) return false;
    const admitted = day.byId.get(verdict.id) ?? newAdmitted();
    day.byId.set(verdict.id, admitted);
    day.byHeader.set(authorization, admitted);
    return true;
  }

  /** Takes a place for a capsule; false where this round's is taken, and that of one that was late. */
  takeRound(authorization: string | undefined): boolean {
    const admitted = this.#find(authorization);
    if (admitted === undefined) return false;
    const { clock, roundMs } = this.#options;
    const round = roundAt(clock.now(), roundMs);
    if (round > admitted.round) {
      // A new token has no round behind it whose place it could still take.
      const places = admitted.round < 0 ? 1 : admitted.places + round - admitted.round;
      admitted.places = Math.min(places, placesMax);
      admitted.round = round;
    }
    if (admitted.places === 0) return false;
    admitted.places -= 1;
    return true;
  }

  /** Takes one of the day's few places for opening a read session. */
  takeSession(authorization: string | undefined): boolean {
    const admitted = this.#find(authorization);
    if (admitted === undefined || admitted.sessions >= sessionsPerTokenMax) return false;
    admitted.sessions += 1;
    return true;
  }

  #find(authorization: string | undefined): Admitted | undefined {
    if (authorization === undefined) return undefined;
    const good = this.#good();
    for (const day of this.#days.keys()) if (!good.includes(day)) this.#days.delete(day);
    for (const { byHeader } of this.#days.values()) {
      const admitted = byHeader.get(authorization);
      if (admitted !== undefined) return admitted;
    }
    return undefined;
  }

  /** Today, and for a moment around midnight the day beside it. */
  #good(): Day[] {
    const now = this.#options.clock.now();
    return [...new Set([now, now - dayEdgeMs, now + dayEdgeMs].map(dayOf))];
  }
}

function newAdmitted(): Admitted {
  return { round: -1, places: 0, sessions: 0 };
}

function newDay(): AdmittedDay {
  return { byId: new Map<string, Admitted>(), byHeader: new Map<string, Admitted>() };
}
