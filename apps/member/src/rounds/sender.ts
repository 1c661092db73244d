/**
 * One capsule a round, always: a part of a submission if one waits, else a dummy that only the exchange
 * can tell from it. There is no second try within a round, no other way out and no urgent mode, so there
 * is nothing to correlate. PROTOCOL §4.
 */

import { type Clock, dayMs, dayOf, type Random, type Round } from "@tocsin/kernel";
import type {
  ClaimedPart,
  MemberLedgerStore,
  MissedRounds,
  MomentStore,
  RoundStore,
  TokenStore,
} from "@tocsin/store";
import { capsulePath, type Frame, framePayloadMax, tagDaysMax } from "@tocsin/wire";
import type { Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { Network, NetworkRequest } from "../network.ts";
import type { Schemes } from "../schemes.ts";
import { leadMs, nextRound, sendingOffset, sendingTime } from "./schedule.ts";
import {
  currentGatewayKey,
  relayRequest,
  sealCapsule,
  type SealedRequest,
} from "./sealed-request.ts";

export interface Sender {
  /** Sends in every round until `signal` aborts; what has begun to leave is finished. */
  run(signal: AbortSignal): Promise<void>;
  offsetMs(): Promise<number>;
}

export interface SenderPorts {
  readonly rounds: RoundStore;
  readonly moments: MomentStore;
  readonly tokens: TokenStore;
  readonly ledger: MemberLedgerStore;
  readonly membership: Membership;
  readonly alarms: Alarms;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly schemes: Pick<Schemes, "sealRequest">;
  /** A capsule has left, or a round was missed. */
  readonly onRound: () => void;
}

const submissionIdBytes = 16;
/** A capsule that is on the line when the node stops has this long to be answered. */
const stopGraceMs = 2000;
/** Sleeps are cut into pieces of this part of a round, so that a clock that was set is noticed. */
const sleepPart = 1 / 2;
/**
 * Capsules without an answer, one after the other, of which a person is told. Whoever keeps back all but
 * one node's capsules learns whose reports come out then: the others can notice it, that one cannot.
 */
const unansweredTold = 5;

export function createSender(ports: SenderPorts): Sender {
  const offsetMs = (): Promise<number> =>
    sendingOffset(ports.moments, ports.random, ports.membership.standing.community.roundMs);
  return {
    offsetMs,
    run: async (signal) => {
      let answered: Promise<void> = Promise.resolve();
      let failure: { readonly error: unknown } | undefined;
      let unanswered = 0;
      // One of an earlier run may still stand.
      let mayStand = true;
      const tell = async (outcome: Outcome): Promise<void> => {
        unanswered = outcome === "unanswered" ? unanswered + 1 : 0;
        if (unanswered === unansweredTold) await ports.alarms.raise("capsules-unanswered");
        if (outcome === "sent" && mayStand) await ports.alarms.clear("capsules-unanswered");
        mayStand = outcome === "sent" ? false : mayStand || unanswered >= unansweredTold;
      };
      while (!signal.aborted && failure === undefined) {
        const planned = await plan(ports, await offsetMs(), signal);
        if (planned === undefined) continue;
        // The answer to the last capsule is in by now: its deadline is before this moment.
        await answered;
        const prepared = await prepare(ports, planned, signal);
        if (prepared === undefined) continue;
        if (await isSetBack(ports, planned)) continue;
        await sleepUntil(ports.clock, planned.sendMs, signal);
        answered = send(ports, planned, prepared, signal)
          .then(tell)
          .catch((error: unknown) => {
            failure = { error };
          });
      }
      await answered;
      if (failure !== undefined) throw failure.error;
    },
  };
}

/** Where the clock was set back meanwhile, the round is given up: its moment would come long after. */
async function isSetBack(
  { clock, rounds }: SenderPorts,
  { round, roundMs, sendMs }: Planned,
): Promise<boolean> {
  if (sendMs - clock.now() <= roundMs) return false;
  await rounds.settle(round, "late");
  return true;
}

interface Planned {
  readonly round: Round;
  readonly roundMs: number;
  readonly sendMs: number;
}

/** Waits until the next round's capsule is to be prepared; undefined where the wait was cut short. */
async function plan(
  ports: SenderPorts,
  offsetMs: number,
  signal: AbortSignal,
): Promise<Planned | undefined> {
  const { clock, membership, rounds, alarms } = ports;
  const { roundMs } = membership.standing.community;
  const { claimed } = await rounds.last();
  const nowMs = clock.now();
  const round = nextRound({ nowMs, roundMs, offsetMs, claimed });
  const sendMs = sendingTime(round, roundMs, offsetMs);
  if (sendMs - nowMs > 2 * roundMs) await alarms.raise("clock-stepped-back");
  else await alarms.clear("clock-stepped-back");
  const awayMs = claimed === null ? 0 : (round - claimed) * roundMs;
  if (awayMs > tagDaysMax * dayMs) await alarms.raise("away-long", String(claimed));
  const prepareMs = sendMs - leadMs(roundMs);
  if (prepareMs - nowMs > roundMs * sleepPart) {
    await clock.sleep(roundMs * sleepPart, signal);
    return undefined;
  }
  await sleepUntil(clock, prepareMs, signal);
  return signal.aborted ? undefined : { round, roundMs, sendMs };
}

type Prepared =
  | { readonly is: "capsule"; readonly sealed: SealedRequest; readonly token: Uint8Array }
  | { readonly is: "none"; readonly why: MissedRounds["why"] };

/** Takes the round and seals its capsule: the same work for a dummy. */
async function prepare(
  ports: SenderPorts,
  planned: Planned,
  signal: AbortSignal,
): Promise<Prepared | undefined> {
  const { rounds, tokens, ledger, random } = ports;
  const gateway = currentGatewayKey(await ledger.gatewayKeys(), planned.sendMs);
  const token = await tokens.relayToken(dayOf(planned.sendMs));
  // Where nothing can leave, nothing is claimed for leaving either.
  const canSend = gateway !== undefined && token !== undefined;
  if (!canSend && (await rounds.last()).claimed === null) {
    // A newcomer without its first token has no round to miss.
    await sleepUntil(ports.clock, planned.sendMs, signal);
    return undefined;
  }
  const claim = await rounds.claim(planned.round, random.bytes(submissionIdBytes), canSend);
  if (claim === undefined) return undefined;
  if (gateway === undefined) return { is: "none", why: "no-key" };
  if (token === undefined) return { is: "none", why: "no-token" };
  const sealed = await sealCapsule(ports, gateway, frameOf(planned.round, claim.part));
  return { is: "capsule", sealed, token };
}

function frameOf(round: Round, part: ClaimedPart | undefined): Frame {
  if (part === undefined) return { kind: "dummy", round };
  const { submission, index, count, bytes } = part;
  const payload = bytes.slice(index * framePayloadMax, (index + 1) * framePayloadMax);
  return { kind: "part", round, submission, index, count, payload };
}

type Outcome = "sent" | MissedRounds["why"];

async function send(
  ports: SenderPorts,
  planned: Planned,
  prepared: Prepared,
  signal: AbortSignal,
): Promise<Outcome> {
  const outcome = await outcomeOf(ports, planned, prepared, signal);
  await ports.rounds.settle(planned.round, outcome);
  ports.onRound();
  return outcome;
}

async function outcomeOf(
  ports: SenderPorts,
  { roundMs, sendMs }: Planned,
  prepared: Prepared,
  signal: AbortSignal,
): Promise<Outcome> {
  const { membership, clock } = ports;
  // A machine that slept wakes up after the moment: a late capsule would tell that this is a sleeper.
  const isLate = clock.now() - sendMs > roundMs / 4;
  if (prepared.is === "none") return prepared.why;
  if (isLate) return "late";
  if (signal.aborted) return "down";
  const { url: relayUrl } = membership.standing.community.relay;
  const { sealed, token } = prepared;
  // Longer than this the next capsule would have to wait.
  const deadlineMs = Math.floor(roundMs * 0.75);
  using patience = graceAfter(signal, clock);
  const request = relayRequest({
    relayUrl,
    path: capsulePath,
    token,
    sealed,
    deadlineMs,
    signal: patience.signal,
  });
  return (await isTaken(ports, request, sealed)) ? "sent" : "unanswered";
}

/** Whether the gateway itself has answered: then the capsule is on its disk. */
async function isTaken(
  { network }: SenderPorts,
  request: NetworkRequest,
  sealed: SealedRequest,
): Promise<boolean> {
  try {
    const answer = await network.send(request);
    return answer.status === 200 && sealed.openAnswer(answer.bytes)?.status === 202;
  } catch {
    // Down, slow or cut off: the round is missed, and the next one carries the same part.
    return false;
  }
}

/** Aborts some time after `signal` does: what is on the line when the node stops may still arrive. */
function graceAfter(signal: AbortSignal, clock: Clock): Disposable & { signal: AbortSignal } {
  const over = new AbortController();
  const done = new AbortController();
  const stop = (): void => {
    void clock.sleep(stopGraceMs, done.signal).then(() => {
      over.abort();
    });
  };
  signal.addEventListener("abort", stop);
  return {
    signal: over.signal,
    [Symbol.dispose]: () => {
      signal.removeEventListener("abort", stop);
      done.abort();
    },
  };
}

async function sleepUntil(clock: Clock, timeMs: number, signal: AbortSignal): Promise<void> {
  const restMs = timeMs - clock.now();
  if (restMs > 0) await clock.sleep(restMs, signal);
}
