/** A whole community on a fake clock: issuer, exchange, relay, and member nodes under test. */

import { parseToken, verifyToken, challengeDigest, parseTokenPublicKey } from "@tocsin/crypto";
import {
  assert,
  type Clock,
  dayOf,
  epochOf,
  type Random,
  systemRandom,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import { JumpingClock } from "@tocsin/kernel/testing";
import type { MemberStore } from "@tocsin/store";
import { memberStoreInMemory } from "@tocsin/store/member";
import { bytesOf, capsuleBytes, capsulePath, everyone, identifiedPath } from "@tocsin/wire";
import { createProtocol } from "../../src/create-protocol.ts";
import type { Network, NetworkAnswer, NetworkRequest } from "../../src/network.ts";
import type { Protocol } from "../../src/protocol.ts";
import { challengeOf } from "../../src/tokens/challenges.ts";
import { origin, status, TinyExchange } from "./tiny-exchange.ts";
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
  protocol: Protocol;
  running: AsyncDisposable | undefined;
}

export interface WorldOptions {
  readonly roundMs?: number;
  readonly random?: Random;
  readonly startMs?: number;
  /** With tokens for messages and votes. */
  readonly talks?: boolean;
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
  intercept: (answer: NetworkAnswer, request: NetworkRequest) => NetworkAnswer = (answer) => answer;
  /** Told of each request before anything becomes of it. */
  onRequest: (node: string, request: NetworkRequest) => void = () => undefined;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: WorldOptions = {}) {
    this.clock = new JumpingClock(options.startMs ?? startMs);
    this.random = options.random ?? systemRandom;
    this.roundMs = options.roundMs ?? 60_000;
    this.exchange = new TinyExchange(this.clock, this.random, this.roundMs);
    this.issuer = new TinyIssuer(this.random, {
      v: 1,
      name: "Energy of the North",
      revision: 1,
      ledger: { origin, publicKey: toBase64Url(this.exchange.ledgerKey) },
      relay: { url: relayUrl },
      feeds: [relayUrl],
      roundMs: this.roundMs,
      classes: [
        { id: everyone, title: "Everyone", parent: null },
        { id: energy, title: "Energy", parent: everyone },
      ],
    });
  }

  /** Community, token keys and gateway key are in the ledger, and rounds are worked. */
  static async open(options: WorldOptions = {}): Promise<TinyWorld> {
    const world = new TinyWorld(options);
    const { exchange, issuer, clock } = world;
    const { talks = false } = options;
    const directory = await issuer.makeDirectory(epochOf(clock.now()), { talks });
    issuer.directories.push(directory);
    exchange.notices.push(
      { kind: "community", community: issuer.community },
      { kind: "key-directory", directory },
    );
    await exchange.rotateGateway();
    exchange.publish();
    world.startExchange();
    return world;
  }

  startExchange(): void {
    this.clock.loops += 1;
    this.#running = this.exchange.run(this.#stop.signal);
  }

  async node(name: string, clock: Clock = this.clock): Promise<Node> {
    const store = memberStoreInMemory(clock);
    const protocol = await this.protocolOn(store, name, clock);
    await protocol.enrol(this.issuer.invite(`LEI ${name}`));
    const node: Node = { name, store, protocol, running: undefined };
    this.nodes.push(node);
    return node;
  }

  protocolOn(store: MemberStore, name: string, clock: Clock = this.clock): Promise<Protocol> {
    const { random } = this;
    const network = this.networkOf(name);
    return createProtocol({ store, clock, random, network }, { backupWorkFactor: 10 });
  }

  start(node: Node): void {
    this.clock.loops += 3;
    node.running = node.protocol.start();
  }

  async stop(node: Node): Promise<void> {
    if (node.running === undefined) return;
    this.clock.loops -= 3;
    await node.running[Symbol.asyncDispose]();
    node.running = undefined;
  }

  /** Stops it and starts it anew on what it has stored. */
  async restart(node: Node): Promise<void> {
    await this.stop(node);
    node.protocol = await this.protocolOn(node.store, node.name);
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

  networkOf(name: string): Network {
    return {
      send: async (request) => {
        this.onRequest(name, request);
        const { pathname } = new URL(request.url);
        const isLive = pathname.startsWith("/feed/live/");
        const ask = async (): Promise<NetworkAnswer> => {
          const answer = await this.#answer(pathname, request);
          return this.intercept(answer, request);
        };
        const answer = isLive ? await ask() : await this.clock.during(ask);
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

  async #answer(path: string, request: NetworkRequest): Promise<NetworkAnswer> {
    const { method, body } = request;
    const to = path === identifiedPath ? "issuer" : method === "GET" ? "feed" : "relay";
    if (this.down.has(to)) throw new TocsinError("remote-unreachable");
    if (to === "issuer") {
      const bytes = this.issuer.answer(body?.bytes ?? new Uint8Array());
      return { status: 200, header: () => undefined, bytes };
    }
    if (to === "relay" && !this.#isAdmitted(request)) return status(401);
    const session = /^Bearer (.+)$/.exec(request.headers?.["authorization"] ?? "")?.[1];
    const { signal = new AbortController().signal, deadlineMs } = request;
    return this.exchange.answer(method, path, { body: body?.bytes, session, signal, deadlineMs });
  }

  /** As the relay: a token of the day under its key of the ledger, a request of the one size. */
  #isAdmitted({ headers, body }: NetworkRequest): boolean {
    const now = this.clock.now();
    const text = /^PrivateToken token="([\w-]+)"$/.exec(headers?.["authorization"] ?? "")?.[1];
    assert(text !== undefined && body?.bytes.length === capsuleBytes, "request to the relay");
    const token = parseToken(bytesOf(text));
    const keys = this.issuer.directories.flatMap(({ directory }) => directory.keys);
    const entry = keys.find(({ keyId }) => keyId === toBase64Url(token.keyId));
    if (entry?.purpose !== "relay") return false;
    const challenge = challengeOf("issuer.example", "relay", dayOf(now));
    const key = parseTokenPublicKey(bytesOf(entry.publicKey));
    return verifyToken(token, key, challengeDigest(challenge)).ok;
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
