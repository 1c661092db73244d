/** A whole community on a fake clock: issuer, exchange, relay, and member nodes under test. */

import {
  challengeDigest,
  type HolderIndex,
  holderIndices,
  parseToken,
  parseTokenPublicKey,
  type TokenPublicKey,
} from "@tocsin/crypto";
import {
  assert,
  type Clock,
  dayOf,
  epochOf,
  hourMs,
  type Random,
  systemRandom,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import { JumpingClock, OwnClock } from "@tocsin/kernel/testing";
import { type BlindStore, blindStoreInMemory, type MemberStore } from "@tocsin/store";
import { memberStoreInMemory } from "@tocsin/store/member";
import {
  bytesOf,
  capsuleBytes,
  capsulePath,
  evaluationPath,
  everyone,
  identifiedPath,
  liveWaitMs,
} from "@tocsin/wire";
import { createProtocol } from "../../src/create-protocol.ts";
import type { Network, NetworkAnswer, NetworkRequest } from "../../src/network.ts";
import type { Protocol } from "../../src/protocol.ts";
import { challengeOf } from "../../src/tokens/challenges.ts";
import { ok, status } from "./tiny-answers.ts";
import { type TinyCrypto, wholeCrypto } from "./tiny-crypto.ts";
import { origin, TinyExchange } from "./tiny-exchange.ts";
import { holderUrl, type TinyHolders } from "./tiny-holders.ts";
import { energy, TinyIssuer } from "./tiny-issuer.ts";

export const startMs = Date.UTC(2026, 10, 21, 20);
const relayUrl = "https://relay.example";

/** What somebody on the line between a node and the relay sees. */
export interface Seen {
  readonly node: string;
  readonly timeMs: number;
  readonly method: string;
  readonly path: string;
  readonly bytes: number;
  readonly headers: readonly string[];
  readonly answerBytes: number;
}

export interface Node {
  readonly name: string;
  readonly store: MemberStore;
  /** What it has had evaluated: outlives it, as its store does. */
  readonly blind: BlindStore | undefined;
  readonly clock: Clock;
  protocol: Protocol;
  running: AsyncDisposable | undefined;
}

/** Loops of the protocol side that wait on the clock; one more where there are key holders. */
const loopsOfANode = 3;

export interface WorldOptions {
  readonly roundMs?: number;
  readonly random?: Random;
  readonly startMs?: number;
  /** With tokens for messages and votes. */
  readonly talks?: boolean;
  /** What each node draws of; by default of the world's. */
  readonly randomOf?: (node: string) => Random;
  readonly crypto?: TinyCrypto;
  /** Whom nodes ask blindly, once a slot. */
  readonly holders?: TinyHolders;
  readonly slotMs?: number;
}

export class TinyWorld implements AsyncDisposable {
  readonly clock: JumpingClock;
  readonly random: Random;
  readonly roundMs: number;
  readonly exchange: TinyExchange;
  readonly issuer: TinyIssuer;
  readonly seen: Seen[] = [];
  readonly nodes: Node[] = [];
  /** Programs that are down: requests to them fail. */
  readonly down = new Set<"issuer" | "relay" | "feed">();
  /** Stands between any node and its answer. */
  intercept: (answer: NetworkAnswer, request: NetworkRequest, node: string) => NetworkAnswer = (
    answer,
  ) => answer;
  /** Told of each request before anything becomes of it. */
  onRequest: (node: string, request: NetworkRequest) => void = () => undefined;
  readonly #options: WorldOptions;
  readonly #crypto: TinyCrypto;
  readonly #exchangeClock: OwnClock;
  /** Of the issuer, as the relay knows them. */
  readonly #keys = new Map<string, TokenPublicKey>();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: WorldOptions = {}) {
    this.clock = new JumpingClock(options.startMs ?? startMs);
    this.random = options.random ?? systemRandom;
    this.roundMs = options.roundMs ?? 60_000;
    this.#options = options;
    this.#crypto = options.crypto ?? wholeCrypto;
    this.#exchangeClock = this.clock.own();
    const { random, roundMs } = this;
    const { crypto } = options;
    // In rounds of an hour nodes would ask the live feed forty times in vain.
    const waitMs = roundMs < hourMs ? liveWaitMs : 2 * roundMs;
    this.exchange = new TinyExchange(this.#exchangeClock, random, roundMs, { crypto, waitMs });
    const file = {
      v: 1 as const,
      name: "Energy of the North",
      revision: 1,
      ledger: { origin, publicKey: toBase64Url(this.exchange.ledgerKey) },
      relay: { url: relayUrl },
      feeds: [relayUrl],
      roundMs: this.roundMs,
      ...(options.holders && { keyHolders: [...options.holders.addresses] }),
      ...(options.slotMs === undefined ? {} : { evaluationSlotMs: options.slotMs }),
      classes: [
        { id: everyone, title: "Everyone", parent: null },
        { id: energy, title: "Energy", parent: everyone },
      ],
    };
    this.issuer = new TinyIssuer(random, file, this.#crypto);
  }

  /** Community, token keys and gateway key are in the ledger, and rounds are worked. */
  static async open(options: WorldOptions = {}): Promise<TinyWorld> {
    const world = new TinyWorld(options);
    const { exchange, issuer, clock } = world;
    const { talks = false, holders } = options;
    const epoch = epochOf(clock.now());
    const directory = await issuer.makeDirectory(epoch, { talks, probes: holders !== undefined });
    issuer.directories.push(directory);
    exchange.notices.push(
      { kind: "community", community: issuer.community },
      { kind: "key-directory", directory },
    );
    for (const record of (await holders?.records(epoch)) ?? []) {
      exchange.notices.push({ kind: "key-holder", record });
    }
    await exchange.rotateGateway();
    exchange.publish();
    world.startExchange();
    return world;
  }

  startExchange(): void {
    this.#exchangeClock.loops += 1;
    this.#running = this.exchange.run(this.#stop.signal);
  }

  async node(name: string, clock: Clock = this.clock): Promise<Node> {
    const store = memberStoreInMemory(clock);
    const blind = this.#options.holders === undefined ? undefined : blindStoreInMemory(clock);
    const protocol = await this.protocolOn(store, name, clock, blind);
    await protocol.enrol(this.issuer.invite(`LEI ${name}`));
    const node: Node = { name, store, blind, clock, protocol, running: undefined };
    this.nodes.push(node);
    return node;
  }

  protocolOn(
    store: MemberStore,
    name: string,
    clock: Clock = this.clock,
    blind?: BlindStore,
  ): Promise<Protocol> {
    const { randomOf = () => this.random } = this.#options;
    const network = this.networkOf(name, clock);
    const { schemes } = this.#crypto;
    const longestRoundMs = this.roundMs;
    const ports = { store, clock, random: randomOf(name), network, schemes, longestRoundMs };
    const asking = blind && { openBlind: () => Promise.resolve(keptOpen(blind)) };
    return createProtocol({ ...ports, ...asking }, { backupWorkFactor: 10 });
  }

  start(node: Node): void {
    this.#loopsOf(node).loops += loopsOf(node);
    node.running = node.protocol.start();
  }

  async stop(node: Node): Promise<void> {
    if (node.running === undefined) return;
    this.#loopsOf(node).loops -= loopsOf(node);
    await node.running[Symbol.asyncDispose]();
    node.running = undefined;
  }

  /** Stops it and starts it anew on what it has stored. */
  async restart(node: Node): Promise<void> {
    await this.stop(node);
    node.protocol = await this.protocolOn(node.store, node.name, node.clock, node.blind);
    this.start(node);
  }

  /** A node that has tokens, a session and the ledger. */
  async ready(name: string): Promise<Node> {
    const node = await this.node(name);
    this.start(node);
    await this.clock.runFor(3 * this.roundMs);
    return node;
  }

  async rounds(count: number): Promise<void> {
    await this.clock.runFor(count * this.roundMs);
  }

  networkOf(name: string, clock: Clock = this.clock): Network {
    return {
      send: async (request) => {
        this.onRequest(name, request);
        const { pathname } = new URL(request.url);
        // A wait within them is the node's own.
        const waits = pathname.startsWith("/feed/live/") || pathname === evaluationPath;
        const ask = async (): Promise<NetworkAnswer> => {
          const answer = await this.#answer(pathname, request, clock);
          return this.intercept(answer, request, name);
        };
        const answer = waits ? await ask() : await this.clock.during(ask);
        this.#note(name, pathname, request, answer);
        return answer;
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const node of this.nodes) await this.stop(node);
    this.#stop.abort();
    await this.#running;
  }

  /** The clock of its own where it has one, else the one of all. */
  #loopsOf({ clock }: Node): { loops: number } {
    return clock instanceof OwnClock ? clock : this.clock;
  }

  async #answer(path: string, request: NetworkRequest, clock: Clock): Promise<NetworkAnswer> {
    const { method, body } = request;
    const to = path === identifiedPath ? "issuer" : method === "GET" ? "feed" : "relay";
    const holder = holderIndices.find((it) => request.url.startsWith(holderUrl(it)));
    if (holder !== undefined) return this.#askHolder(holder, request, clock);
    if (this.down.has(to)) throw new TocsinError("remote-unreachable");
    if (to === "issuer") {
      const bytes = this.issuer.answer(body?.bytes ?? new Uint8Array());
      return { status: 200, header: () => undefined, bytes };
    }
    if (to === "relay" && !(await this.#isAdmitted(request))) return status(401);
    const session = /^Bearer (.+)$/.exec(request.headers?.["authorization"] ?? "")?.[1];
    const { signal = new AbortController().signal, deadlineMs } = request;
    const asked = { body: body?.bytes, session, signal, deadlineMs, clock };
    return this.exchange.answer(method, path, asked);
  }

  /** One that is late answers nothing before the deadline. */
  async #askHolder(
    holder: HolderIndex,
    { body, deadlineMs, signal }: NetworkRequest,
    clock: Clock,
  ): Promise<NetworkAnswer> {
    const bytes = await this.#options.holders?.answer(holder, body?.bytes ?? new Uint8Array());
    if (bytes !== undefined) return ok(bytes);
    await clock.sleep(deadlineMs, signal);
    throw new TocsinError("remote-late");
  }

  /** As the relay: a token of the day under its key of the ledger, a request of the one size. */
  async #isAdmitted({ headers, body }: NetworkRequest): Promise<boolean> {
    const now = this.clock.now();
    const text = /^PrivateToken token="([\w-]+)"$/.exec(headers?.["authorization"] ?? "")?.[1];
    assert(text !== undefined && body?.bytes.length === capsuleBytes, "request to the relay");
    const token = parseToken(bytesOf(text));
    const keys = this.issuer.directories.flatMap(({ directory }) => directory.keys);
    const entry = keys.find(({ keyId }) => keyId === toBase64Url(token.keyId));
    if (entry?.purpose !== "relay") return false;
    const challenge = challengeOf("issuer.example", "relay", dayOf(now));
    const key = this.#keys.get(entry.keyId) ?? parseTokenPublicKey(bytesOf(entry.publicKey));
    this.#keys.set(entry.keyId, key);
    const digest = challengeDigest(challenge);
    return (await this.#crypto.schemes.verifyToken(token, key, digest)).ok;
  }

  #note(node: string, path: string, request: NetworkRequest, answer: NetworkAnswer): void {
    const { method, body, headers } = request;
    this.seen.push({
      node,
      timeMs: this.clock.now(),
      method,
      path: path === capsulePath ? path : path.replace(/\d+$/, "N"),
      bytes: body?.bytes.length ?? 0,
      headers: Object.keys(headers ?? {}),
      answerBytes: method === "POST" ? answer.bytes.length : 0,
    });
  }
}

function loopsOf({ blind }: Node): number {
  return blind === undefined ? loopsOfANode : loopsOfANode + 1;
}

/** The node closes its store when it stops; here it is opened again. */
function keptOpen(blind: BlindStore): BlindStore {
  return { ...blind, [Symbol.asyncDispose]: () => Promise.resolve() };
}
