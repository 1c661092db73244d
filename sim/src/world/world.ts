/**
 * A small community in one process: issuer, exchange, relay and nodes as they are delivered, with all their
 * cryptography, on a clock of the simulation and on real connections of this machine.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Exchange, startExchange } from "@tocsin/exchange";
import { createLog } from "@tocsin/http";
import { initIssuer, type RunningIssuer, startIssuer } from "@tocsin/issuer";
import { assert, canonicalJson, fromBase64Url, roundAt, toBase64Url } from "@tocsin/kernel";
import { JumpingClock } from "@tocsin/kernel/testing";
import { type Relay, startRelay } from "@tocsin/relay";

import { Seeded } from "../seeded.ts";
import { tapLine } from "./line.ts";
import { loopsOfANode, simNode, type SimNode } from "./node.ts";

export const worldRoundMs = 60_000;
export const worldStartMs = Date.UTC(2026, 2, 10, 9, 0, 20);
const quotas = { report: 12, probe: 1, message: 1, vote: 1, read: 3 };
const host = "127.0.0.1";
/** Rounds in which nodes get their tokens and the ledger. */
const settlingRounds = 3;

export interface WorldOptions {
  readonly seed: number;
  readonly nodes: number;
  /** Changes what the issuer answers over the identified channel. `issuerDir`: where its key is. */
  readonly tamper?: (answer: Uint8Array, issuerDir: string) => Promise<Uint8Array>;
  readonly roundMs?: number;
  readonly startMs?: number;
  readonly quotas?: Readonly<Partial<typeof quotas>>;
}

export interface SimWorld extends AsyncDisposable {
  readonly clock: JumpingClock;
  readonly nodes: readonly SimNode[];
  readonly stateDir: string;
  /** Everything that exchange and relay wrote to their logs. */
  readonly logs: readonly string[];
  readonly exchangeUrl: string;
  rounds(count: number): Promise<void>;
  /** All nodes are off for a time; the others' programs go on. */
  offFor(ms: number): Promise<void>;
  /** Stops everything; what is on the disk stays until the world is disposed. */
  stop(): Promise<void>;
}

interface Operators {
  readonly issuer: RunningIssuer;
  readonly exchange: Exchange;
  readonly relay: Relay;
}

export async function openWorld(options: WorldOptions): Promise<SimWorld> {
  const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-sim-"));
  await using opening = new AsyncDisposableStack();
  opening.defer(() => rm(stateDir, { recursive: true, force: true }));
  const { roundMs = worldRoundMs, startMs = worldStartMs } = options;
  const clock = new JumpingClock(startMs);
  const running = opening.use(new AsyncDisposableStack());
  const logs: string[] = [];
  let published = -1;
  const operators = await startOperators(options, stateDir, clock, logs, running, (round) => {
    published = round;
  });
  const nodes: SimNode[] = [];
  for (let at = 0; at < options.nodes; at += 1) {
    const line = running.use(await tapLine(operators.relay.port, () => clock.now()));
    const ports = {
      world: clock,
      clock: clock.own(),
      random: new Seeded(options.seed, `node ${at}`),
      roundMs,
      isPatient: roundMs > worldRoundMs,
      relayUrl: operators.relay.url,
      published: () => published,
      tamper: async (answer: Uint8Array) =>
        options.tamper?.(answer, path.join(stateDir, "issuer")) ?? answer,
    };
    nodes.push(await simNode(ports, `node ${at}`, line));
  }
  await found(operators.issuer, nodes);
  let started = startAll(nodes);
  running.defer(() => stopAll(nodes, started));
  const rounds = (count: number): Promise<void> => clock.runUntil(clock.now() + count * roundMs);
  await rounds(settlingRounds);
  const opened = opening.move();
  return {
    clock,
    nodes,
    stateDir,
    logs,
    exchangeUrl: operators.exchange.url,
    rounds,
    offFor: async (ms) => {
      await stopAll(nodes, started);
      await clock.runUntil(clock.now() + ms);
      started = startAll(nodes);
    },
    stop: () => running.disposeAsync(),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function startAll(nodes: readonly SimNode[]): AsyncDisposable[] {
  return nodes.map((node) => {
    node.clock.loops = loopsOfANode;
    return node.protocol.start();
  });
}

async function stopAll(
  nodes: readonly SimNode[],
  started: readonly AsyncDisposable[],
): Promise<void> {
  for (const { clock } of nodes) clock.loops = 0;
  for (const it of started) await it[Symbol.asyncDispose]();
}

async function startOperators(
  { seed, roundMs = worldRoundMs, quotas: other = {} }: WorldOptions,
  stateDir: string,
  clock: JumpingClock,
  logs: string[],
  running: AsyncDisposableStack,
  onBatch: (round: number) => void,
): Promise<Operators> {
  const keep = (fields: object, event: string) =>
    logs.push(`${roundAt(clock.now(), roundMs)} ${event} ${canonicalJson(fields)}`);
  const log = createLog({ info: keep, warn: keep, error: keep });
  const folder = (name: string): string => path.join(stateDir, name);
  const ports = (name: string, loops: number) => {
    const own = clock.own();
    own.loops = loops;
    return { clock: own, log, random: new Seeded(seed, name) };
  };
  await initIssuer(folder("issuer"));
  const issuer = running.use(
    await startIssuer(
      { stateDir: folder("issuer"), host, port: 0, routineMs: roundMs, signingThreads: 1 },
      ports("issuer", 1),
    ),
  );
  const issuerKey = fromBase64Url(issuer.publicKey);
  assert(issuerKey, "issuer key");
  const shared = { host, port: 0, issuerKey, roundMs };
  const exchange = running.use(
    await startExchange(
      { ...shared, stateDir: folder("exchange"), origin: "exchange.sim/ledger", threads: 1 },
      {
        ...ports("exchange", 1),
        onRound: ({ round, leaves }) => {
          if (leaves > 0) onBatch(round);
        },
      },
    ),
  );
  const relay = running.use(
    await startRelay(
      { ...shared, stateDir: folder("relay"), gatewayUrl: exchange.url },
      ports("relay", 0),
    ),
  );
  await issuer.run("community-set", {
    name: "Simulated community",
    issuerUrl: issuer.url,
    exchangeUrl: exchange.url,
    ledgerOrigin: exchange.origin,
    ledgerKey: toBase64Url(exchange.ledgerKey),
    relayUrl: relay.url,
    feeds: [relay.url],
    roundMs,
    quotas: { ...quotas, ...other },
  });
  await exchange.verified;
  return { issuer, exchange, relay };
}

async function found(issuer: RunningIssuer, nodes: readonly SimNode[]): Promise<void> {
  for (const { name, protocol } of nodes) {
    const company = { name, legalId: `LEI ${name}`, class: "everyone" };
    const { invitation } = await issuer.run("member-invite", company);
    await protocol.enrol(invitation);
  }
  await issuer.run("epoch-prepare", {});
  await issuer.run("directory-publish", {});
}
