/**
 * One member's node in the small world: the real protocol side on a clock of the simulation. Its network
 * is the real one, by way of a line that is watched; only the wait at the live feed is spent here and
 * not at the exchange, so that the clock knows that it waits.
 */

import { type Clock, dayMs, type Random, roundAt, roundSpan, TocsinError } from "@tocsin/kernel";
import type { JumpingClock, OwnClock } from "@tocsin/kernel/testing";
import {
  createProtocol,
  httpNetwork,
  type Network,
  type NetworkRequest,
  type Protocol,
} from "@tocsin/member";
import type { MemberStore } from "@tocsin/store";
import { memberStoreInMemory } from "@tocsin/store/member";

import type { Line } from "./line.ts";

/** Loops of the protocol side that wait on the clock. */
export const loopsOfANode = 3;
const afterRoundMs = 500;

export interface Asked {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly sentBytes: number;
  readonly status: number;
  readonly answerBytes: number;
  /** The round of the batch that a wait for news ended with; null for everything else. */
  readonly news: number | null;
}

export interface SimNode {
  readonly name: string;
  readonly clock: OwnClock;
  readonly line: Line;
  readonly store: MemberStore;
  readonly protocol: Protocol;
  /** What it asked of relay and feed, in order. */
  readonly asked: Asked[];
  /** Bodies that it sent to the issuer. */
  readonly identified: Uint8Array[];
  /** Its requests to the relay go unanswered. */
  isBlocked: boolean;
}

export interface NodePorts {
  readonly world: JumpingClock;
  readonly clock: OwnClock;
  readonly random: Random;
  readonly roundMs: number;
  /** Its wait for news is not cut short: with long rounds it would ask in vain very often. */
  readonly isPatient?: boolean;
  readonly relayUrl: string;
  /** The newest round with a batch, as the exchange told. */
  readonly published: () => number;
  /** Stands between the issuer and the node. */
  readonly tamper: (answer: Uint8Array) => Promise<Uint8Array>;
}

export async function simNode(ports: NodePorts, name: string, line: Line): Promise<SimNode> {
  const asked: Asked[] = [];
  const identified: Uint8Array[] = [];
  const { clock, random } = ports;
  const store = memberStoreInMemory(clock);
  const node = { name, clock, line, store, asked, identified, isBlocked: false };
  const network: Network = { send: (request) => sent(ports, node, request) };
  const protocol = await createProtocol({ store, clock, random, network, longestRoundMs: dayMs });
  return Object.assign(node, { protocol });
}

async function sent(
  ports: NodePorts,
  node: Omit<SimNode, "protocol">,
  request: NetworkRequest,
): ReturnType<Network["send"]> {
  const { world, clock, relayUrl, tamper } = ports;
  const atMs = clock.now();
  if (!request.url.startsWith(`${relayUrl}/`)) {
    if (request.body !== undefined) node.identified.push(request.body.bytes);
    return world.during(async () => {
      const answer = await httpNetwork.send(request);
      return { ...answer, bytes: await tamper(answer.bytes) };
    });
  }
  const path = request.url.slice(relayUrl.length);
  const sentBytes = request.body?.bytes.length ?? 0;
  const seen = { atMs, method: request.method, path, sentBytes };
  if (node.isBlocked && request.method === "POST") {
    node.asked.push({ ...seen, status: 0, answerBytes: 0, news: null });
    throw new TocsinError("remote-unreachable");
  }
  const after = /^\/feed\/live\/(\d+)$/.exec(path)?.[1];
  if (after !== undefined) await untilNews(ports, Number(after), request);
  const url = `http://127.0.0.1:${node.line.port}${path}`;
  const answer = await world.during(() => httpNetwork.send({ ...request, url }));
  const round = answer.header("tocsin-round");
  const news = after === undefined || round === undefined ? null : Number(round);
  node.asked.push({ ...seen, status: answer.status, answerBytes: answer.bytes.length, news });
  return answer;
}

/** Throws `remote-late` as the real wait does. */
async function untilNews(
  { clock, roundMs, published, isPatient = false }: NodePorts,
  after: number,
  { deadlineMs, signal }: NetworkRequest,
): Promise<void> {
  const untilMs = clock.now() + (isPatient ? 2 * roundMs : deadlineMs);
  while (published() <= after) {
    const next = roundSpan(roundAt(clock.now() - afterRoundMs, roundMs), roundMs).untilMs;
    await sleepUntil(clock, Math.min(untilMs, next + afterRoundMs), signal);
    if (signal?.aborted === true || (clock.now() >= untilMs && published() <= after)) {
      throw new TocsinError("remote-late");
    }
  }
}

function sleepUntil(clock: Clock, atMs: number, signal: AbortSignal | undefined): Promise<void> {
  return clock.sleep(atMs - clock.now(), signal);
}
