/**
 * Reading the ledger: first everything that was missed, then each batch as it comes. A reader asks for
 * all of it, so nobody learns what concerns it. PROTOCOL §4, §5.
 */

import {
  type Clock,
  parseRound,
  type Round,
  roundAt,
  roundSpan,
  TocsinError,
} from "@tocsin/kernel";
import { roundsPageMax } from "@tocsin/wire";
import type { CheckpointVerdict } from "@tocsin/wire/proofs";
import type { Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import { createSkewWatch, type Skew, type SkewWatch } from "./clock-skew.ts";
import type { FeedClient } from "./feed-client.ts";
import type { Follower } from "./follower.ts";
import type { Sections } from "./sections.ts";
import type { ReadSession } from "./session.ts";
import type { Trouble } from "./trouble.ts";

export type SyncState = "current" | "behind" | "offline" | "alarm";

export interface Sync {
  readonly state: SyncState;
  /** Up to this round everything that was published is known here. */
  readonly heard: Round;
  /** When that was last so; 0 before. */
  readonly heardMs: number;
  /** Everything that is published now. Throws where no feed answers or what it gives is refused. */
  catchUp(signal: AbortSignal): Promise<void>;
  /** Waits for the next batch, or for a while. Throws as `catchUp` does. */
  follow(signal: AbortSignal): Promise<void>;
}

export interface SyncPorts {
  readonly client: FeedClient;
  readonly follower: Follower;
  readonly sections: Sections;
  readonly session: ReadSession;
  readonly trouble: Trouble;
  readonly membership: Membership;
  readonly alarms: Alarms;
  readonly clock: Clock;
  /** Why nothing more may be read; null where all is well. */
  readonly halted: () => Promise<string | null>;
}

/** A checkpoint that does not fit is asked for again before anyone is told. */
const checkpointTries = 3;
/** The shortest wait at the live feed. */
const liveWaitMsMin = 5000;
/** Without a session the feed is asked this long after the end of a round. */
const pollAfterRoundMs = 1000;

export function createSync(ports: SyncPorts): Sync {
  let state: SyncState = "behind";
  let heard = parseRound(0);
  let heardMs = 0;
  const skew = createSkewWatch();

  /** Runs a step and tells in `state` how it ended. */
  async function told(step: () => Promise<void>): Promise<void> {
    if ((await ports.halted()) !== null) {
      state = "alarm";
      throw new TocsinError("ledger-halted");
    }
    try {
      await step();
      state = "current";
    } catch (error) {
      state = isRefusal(error) ? "alarm" : "offline";
      throw error;
    }
  }

  function hear(startedMs: number): void {
    const { roundMs } = ports.membership.standing.community;
    const ended = Math.max(0, roundAt(startedMs, roundMs) - 1);
    heard = parseRound(Math.max(heard, ended, ports.follower.place.round));
    heardMs = startedMs;
  }

  return {
    get state() {
      return state;
    },
    get heard() {
      return heard;
    },
    get heardMs() {
      return heardMs;
    },
    catchUp: (signal) =>
      told(async () => {
        const startedMs = ports.clock.now();
        await catchUp(ports, signal, () => {
          state = "behind";
        });
        await ports.sections.openWaiting(signal);
        hear(startedMs);
      }),
    follow: (signal) => told(() => followOnce(ports, signal, skew, hear)),
  };
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof TocsinError &&
    (error.code === "feed-refused" || error.code === "ledger-halted")
  );
}

/** One wait for news: at the live feed while a session lasts, else until the round is over. */
async function followOnce(
  ports: SyncPorts,
  signal: AbortSignal,
  skew: SkewWatch,
  hear: (startedMs: number) => void,
): Promise<void> {
  const { client, clock, follower, membership, session } = ports;
  const bearer = await session.bearer();
  if (bearer === undefined) {
    hear(await untilPoll(ports, signal));
    return;
  }
  const { roundMs } = membership.standing.community;
  const after = follower.place.round;
  const waitMs = Math.max(liveWaitMsMin, 2 * roundMs);
  const answer = await client
    .live({ after, session: bearer, waitMs, signal })
    .catch((error: unknown) => withoutLive(error));
  const answeredMs = clock.now();
  if (answer.is === "refused") session.forget(bearer);
  if (answer.is === "late") await catchUp(ports, signal, () => undefined);
  if (answer.is === "nothing" || answer.is === "late") hear(answeredMs);
  if (answer.is === "down") hear(await untilPoll(ports, signal));
  if (answer.is !== "batch") return;
  await takeLive(ports, answer.round, answer.bytes, signal);
  await tellSkew(ports.alarms, skew.observe(answer.round, answeredMs, roundMs));
  hear(answeredMs);
}

/**
 * With short rounds we wait for less time than the feed would let us: a node has to know soon that
 * nothing was published. All nodes do the same, whatever they have sent. Where the live feed is down,
 * the static files are asked for once a round.
 */
function withoutLive(error: unknown): { readonly is: "late" | "down" } {
  if (!(error instanceof TocsinError)) throw error;
  return { is: error.code === "remote-late" ? "late" : "down" };
}

async function catchUp(ports: SyncPorts, signal: AbortSignal, behind: () => void): Promise<void> {
  const { client, follower } = ports;
  for (;;) {
    const rounds = await client.rounds(follower.place.round, signal);
    if (rounds.length > 0) behind();
    let next = rounds[0] === undefined ? undefined : prefetch(client, rounds[0], signal);
    for (const [at, round] of rounds.entries()) {
      const bytes = await next;
      const after = rounds[at + 1];
      next = after === undefined ? undefined : prefetch(client, after, signal);
      await takeFromFeeds(ports, round, bytes, signal);
    }
    await follower.flush();
    if (rounds.length < roundsPageMax) break;
  }
  await checkCheckpoint(ports, signal);
}

/** The first feed's answer, fetched while the batch before is verified. */
async function prefetch(client: FeedClient, round: Round, signal: AbortSignal) {
  try {
    return await client.batch(round, 0, signal);
  } catch {
    return undefined;
  }
}

/** The batch from whichever feed has a good one. */
async function takeFromFeeds(
  ports: SyncPorts,
  round: Round,
  prefetched: Uint8Array | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { client, follower, trouble } = ports;
  let bytes = prefetched;
  for (let feed = 0; ; feed += 1) {
    const verdict = bytes && (await follower.take(round, bytes));
    if (verdict?.ok === true) return;
    const isLast = feed >= client.feeds;
    if (isLast && verdict === undefined) await trouble.withheld(round);
    if (isLast && verdict !== undefined) await trouble.report(verdict, round);
    if (isLast) break;
    bytes = await client.batch(round, feed, signal);
  }
  await follower.flush();
  throw new TocsinError("feed-refused");
}

async function takeLive(
  ports: SyncPorts,
  round: Round,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  // While we waited, a checkpoint of somebody else may have proved a fork.
  if ((await ports.halted()) !== null) throw new TocsinError("ledger-halted");
  const verdict = await ports.follower.take(round, bytes);
  if (verdict.ok) {
    await ports.follower.flush();
    await ports.trouble.over();
    return;
  }
  // What was missed comes first; and a bad copy may be the one feed's alone.
  await catchUp(ports, signal, () => undefined);
}

/**
 * The newest checkpoint must be ours or later. An older one is a stale copy, for a moment; where it
 * stays, the ledger was rolled back. A later one whose batches no feed names is withheld from us.
 */
async function checkCheckpoint(ports: SyncPorts, signal: AbortSignal): Promise<void> {
  const { client, clock, follower, membership, trouble } = ports;
  const { roundMs } = membership.standing.community;
  let verdict: CheckpointVerdict = "same";
  let note: string | undefined;
  for (let tries = 0; tries < checkpointTries && !signal.aborted; tries += 1) {
    if (tries > 0) await clock.sleep(roundMs / 2, signal);
    note = await client.checkpoint(signal).catch(() => undefined);
    if (note === undefined || note === follower.place.followed.note) return trouble.over();
    verdict = await trouble.judge(note);
    if (verdict === "same") return trouble.over();
    if (verdict === "fork") throw new TocsinError("feed-refused");
    if (verdict === "ahead" && (await takeNamed(ports, signal))) return trouble.over();
  }
  if (signal.aborted) return;
  if (verdict === "ahead") return trouble.withheld(follower.place.round);
  const why = verdict === "older" ? "behind" : "damaged";
  await trouble.report({ ok: false, why, note }, follower.place.round);
  throw new TocsinError("feed-refused");
}

/** Whether the feed now names batches after ours; they were taken. */
async function takeNamed(ports: SyncPorts, signal: AbortSignal): Promise<boolean> {
  const rounds = await ports.client.rounds(ports.follower.place.round, signal);
  for (const round of rounds) {
    await takeFromFeeds(ports, round, await prefetch(ports.client, round, signal), signal);
  }
  await ports.follower.flush();
  return rounds.length > 0;
}

/** Resolves with the moment at which the feed was asked. */
async function untilPoll(ports: SyncPorts, signal: AbortSignal): Promise<number> {
  const { roundMs } = ports.membership.standing.community;
  const now = ports.clock.now();
  const { untilMs } = roundSpan(roundAt(now, roundMs), roundMs);
  await ports.clock.sleep(untilMs - now + Math.min(pollAfterRoundMs, roundMs / 4), signal);
  const askedMs = ports.clock.now();
  if (!signal.aborted) await catchUp(ports, signal, () => undefined);
  return askedMs;
}

async function tellSkew(alarms: Alarms, skew: Skew): Promise<void> {
  if (skew === "ahead") await alarms.raise("clock-ahead");
  else await alarms.clear("clock-ahead");
  if (skew === "behind") await alarms.raise("clock-behind");
  else await alarms.clear("clock-behind");
}
