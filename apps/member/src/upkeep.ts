/**
 * What this node does beside sending: it reads the ledger, keeps its tokens and its read session, and
 * looks after what it has sent. Each of these fails alone and is tried again, later and later.
 */

import type { Clock } from "@tocsin/kernel";
import type { OutboxStore, ParcelStore } from "@tocsin/store";
import type { Alarms } from "./alarms.ts";
import type { Bell } from "./bell.ts";
import type { Membership } from "./enrolment/membership.ts";
import type { Sections } from "./feed/sections.ts";
import type { ReadSession } from "./feed/session.ts";
import type { Sync } from "./feed/sync.ts";
import type { Stakes } from "./stakes/stakes.ts";
import type { TokenFetching } from "./tokens/fetching.ts";

export interface UpkeepPorts {
  readonly sync: Sync;
  readonly sections: Sections;
  readonly session: ReadSession;
  readonly fetching: TokenFetching;
  readonly stakes: Stakes;
  readonly outbox: OutboxStore;
  readonly parcels: ParcelStore;
  readonly alarms: Alarms;
  readonly membership: Membership;
  readonly clock: Clock;
  /** Rings when the ledger has grown. */
  readonly bell: Bell;
  readonly onStatus: () => void;
}

/** After a failure the next try waits this long, doubled with each further one. */
const retryMsMin = 1000;
const retryMsMax = 10 * 60_000;
/** Warnings come early: the feed is never left alone for longer. */
const readRetryMsMax = 60_000;
/** At least this often the outbox and the tokens are looked at, or once a round where that is longer. */
const upkeepMs = 60_000;
/** A live feed that answers at once again and again is not asked more often than this. */
const followMsMin = 200;
/** Full rounds after which a submission that is in no batch goes out again. */
const missingRounds = 2;

/** Reads the ledger until `signal` aborts. */
export async function keepReading(ports: UpkeepPorts, signal: AbortSignal): Promise<void> {
  const { sync, clock, bell, onStatus } = ports;
  let isCaughtUp = false;
  let failures = 0;
  while (!signal.aborted) {
    const startedMs = clock.now();
    try {
      await (isCaughtUp ? sync.follow(signal) : sync.catchUp(signal));
      if (!isCaughtUp) bell.ring();
      await resendMissing(ports);
      [isCaughtUp, failures] = [true, 0];
      // A clock that was set back meanwhile makes this no longer.
      const restMs = Math.min(followMsMin, followMsMin - (clock.now() - startedMs));
      if (restMs > 0) await clock.sleep(restMs, signal);
    } catch {
      // Told by the state and by alarms; a feed that is down is tried again.
      [isCaughtUp, failures] = [false, failures + 1];
      onStatus();
      await clock.sleep(Math.min(readRetryMsMax, retryMs(failures)), signal);
    }
  }
}

/** Keeps tokens and the read session until `signal` aborts. */
export async function keepRights(ports: UpkeepPorts, signal: AbortSignal): Promise<void> {
  const { clock, bell, onStatus } = ports;
  const failures = { tokens: 0, session: 0, stakes: 0 };
  const retryAt = { tokens: 0, session: 0, stakes: 0 };
  const step = async (what: keyof typeof failures, work: () => Promise<boolean>): Promise<void> => {
    const waitMs = retryAt[what] - clock.now();
    // Longer than any wait: the clock was set back.
    if (waitMs > 0 && waitMs <= retryMsMax) return;
    try {
      if (await work()) onStatus();
      failures[what] = 0;
    } catch {
      failures[what] += 1;
      retryAt[what] = clock.now() + retryMs(failures[what]);
    }
  };
  while (!signal.aborted) {
    // Before the ledger is read, a key that is missing here may already have been replaced there.
    if (ports.sync.heardMs > 0) {
      await step("tokens", async () => (await ports.fetching.step()).fetched);
      await step("session", () => openSessionIfDue(ports, signal));
      await step("stakes", async () => {
        await ports.stakes.step();
        return false;
      });
    }
    await refuseExpired(ports);
    const { roundMs } = ports.membership.standing.community;
    await bell.wait(nextLookMs(retryAt, clock.now(), Math.max(upkeepMs, roundMs)), signal);
  }
}

async function openSessionIfDue(ports: UpkeepPorts, signal: AbortSignal): Promise<boolean> {
  if (ports.clock.now() < (await ports.session.dueMs())) return false;
  await ports.session.open(signal);
  await ports.sections.openWaiting(signal);
  return true;
}

function nextLookMs(
  retryAt: Readonly<Record<string, number>>,
  nowMs: number,
  longestMs: number,
): number {
  const coming = Object.values(retryAt).filter((atMs) => atMs > nowMs);
  return Math.max(retryMsMin, Math.min(longestMs, ...coming.map((atMs) => atMs - nowMs)));
}

async function resendMissing(ports: UpkeepPorts): Promise<void> {
  const { outbox, parcels, sync, alarms, clock } = ports;
  await parcels.resend(sync.heard, missingRounds, clock.now());
  for (const report of await outbox.resendMissing(sync.heard, missingRounds)) {
    await alarms.raise("report-lost", report);
  }
}

/** Once everything is read that was published while its token was good: it may have been taken at the last. */
async function refuseExpired({ outbox, alarms, sync, membership }: UpkeepPorts): Promise<void> {
  const readMs = sync.heardMs - missingRounds * membership.standing.community.roundMs;
  if (readMs <= 0) return;
  for (const report of await outbox.refuseExpired(readMs)) {
    await alarms.raise("report-refused", report);
    await alarms.clear("report-lost", report);
  }
}

function retryMs(failures: number): number {
  return Math.min(retryMsMax, retryMsMin * 2 ** Math.min(failures - 1, 20));
}
