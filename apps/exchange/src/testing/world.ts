/** One exchange with a real issuer's keys on a clock that the test moves. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { fetchBytes, fetchJson, type Log, silentLog } from "@tocsin/http";
import {
  assert,
  canonicalJson,
  type Epoch,
  epochOf,
  parseJson,
  type Round,
  roundAt,
  roundSpan,
  textOf,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import {
  type Audience,
  type EncapsulatedRequest,
  type GatewayPublicKey,
  type Leaf,
  noticePath,
  obliviousRequestMediaType,
  parseBinaryResponse,
  parseMessage,
  type SessionAnswer,
  sessionAnswer,
  type SignedCommunity,
  type SignedDirectory,
  type SignedRefunds,
  type Submission,
} from "@tocsin/wire";
import { z } from "zod";

import { type Exchange, startExchange } from "../compose.ts";
import { submissionBytes, TestAuthor } from "./author.ts";
import { sealSession, sealSubmission } from "./capsule.ts";
import { TestIssuer, type TestPurpose } from "./issuer.ts";
import { ManualClock } from "./manual-clock.ts";
import { type AudienceKeys, gatewayIn, type ReadFeed, readFeed } from "./reader.ts";

export const testRoundMs = 60_000;
export const testOrigin = "exchange.test/ledger";
/** So far into a round the clock stands: no deadline of a request ends with the round. */
const offsetMs = 17_000;
/** In the middle of an epoch and a day. */
const startMs = Date.UTC(2026, 10, 20, 12, 0, 0) + offsetMs;

export interface WorldOptions {
  readonly log?: Log;
  readonly threads?: number;
  readonly databaseBytesMax?: number;
  /** Its keys take a moment to make: worlds of one test file share one. */
  readonly issuer?: TestIssuer;
  readonly keys?: readonly { readonly class: string; readonly purpose: TestPurpose }[];
}

export class World implements AsyncDisposable {
  readonly stateDir: string;
  readonly clock: ManualClock;
  readonly issuer: TestIssuer;
  readonly epoch: Epoch;
  readonly #options: WorldOptions;
  #exchange: Exchange | undefined;
  #ledgerKey: Uint8Array = new Uint8Array();

  private constructor(stateDir: string, options: WorldOptions) {
    this.stateDir = stateDir;
    this.#options = options;
    this.clock = new ManualClock(startMs);
    this.issuer = options.issuer ?? new TestIssuer();
    this.epoch = epochOf(startMs);
  }

  /** An exchange whose ledger holds community, directory and gateway key. */
  static async open(options: WorldOptions = {}): Promise<World> {
    const world = new World(await mkdtemp(path.join(tmpdir(), "tocsin-exchange-")), options);
    await world.start();
    await world.post(world.issuer.community(world.ledger, testRoundMs));
    const keys = options.keys ?? [
      { class: "energy", purpose: "report" },
      { class: "energy", purpose: "read" },
    ];
    await world.post(await world.issuer.directory(world.epoch, keys));
    await world.endRound();
    return world;
  }

  /** Another program on the same folder; not started. */
  static at(stateDir: string, options: WorldOptions = {}): Promise<World> {
    return Promise.resolve(new World(stateDir, options));
  }

  get exchange(): Exchange {
    if (this.#exchange === undefined) throw new TocsinError("not-ready");
    return this.#exchange;
  }

  get ledger(): { readonly origin: string; readonly publicKey: Uint8Array } {
    return { origin: testOrigin, publicKey: this.#ledgerKey };
  }

  get round(): Round {
    return roundAt(this.clock.now(), testRoundMs);
  }

  async start(options: WorldOptions = this.#options): Promise<void> {
    const { log = silentLog, threads = 1, databaseBytesMax } = options;
    const config = {
      stateDir: this.stateDir,
      host: "127.0.0.1",
      port: 0,
      origin: testOrigin,
      issuerKey: this.issuer.publicKey,
      roundMs: testRoundMs,
      threads,
      ...(databaseBytesMax === undefined ? {} : { databaseBytesMax }),
    };
    this.#exchange = await startExchange(config, { clock: this.clock, log });
    this.#ledgerKey = this.#exchange.ledgerKey;
    await this.#settled();
  }

  async stop(): Promise<void> {
    await this.#exchange?.[Symbol.asyncDispose]();
    this.#exchange = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Moves into the next round and waits until the one before is worked. */
  async endRound(): Promise<void> {
    this.clock.moveTo(roundSpan(this.round, testRoundMs).untilMs + offsetMs);
    await this.#settled();
  }

  async post(notice: SignedCommunity | SignedDirectory | SignedRefunds): Promise<number | null> {
    const url = `${this.exchange.url}${noticePath}`;
    const answer = z.strictObject({ position: z.number().nullable() });
    const told = await fetchJson(url, answer, { method: "POST", json: notice, bytesMax: 4096 });
    return told.position;
  }

  read(keys: AudienceKeys = []): Promise<ReadFeed> {
    const { origin, publicKey } = this.ledger;
    return readFeed(this.exchange.url, { origin, key: publicKey }, keys);
  }

  async gateway(): Promise<GatewayPublicKey> {
    return gatewayIn(await this.read());
  }

  author(terms: { readonly class?: string; readonly audience?: Audience } = {}): TestAuthor {
    const { class: of = "energy", audience = "members" } = terms;
    return new TestAuthor(this.issuer, { class: of, epoch: this.epoch, audience });
  }

  /** Sends a sealed request; the status and what was sealed in the answer. */
  async send(at: "/capsule" | "/session", request: EncapsulatedRequest) {
    const { status, bytes } = await this.sendBytes(at, request.bytes);
    const opened = status === 200 ? request.openResponse(bytes) : undefined;
    return { status, bytes, inside: opened && parseBinaryResponse(opened) };
  }

  sendBytes(at: "/capsule" | "/session", bytes: Uint8Array) {
    return fetchBytes(`${this.exchange.url}${at}`, {
      method: "POST",
      body: { mediaType: obliviousRequestMediaType, bytes },
      bytesMax: 1024 * 1024,
      deadlineMs: 60_000,
    });
  }

  /** Sends all parts in the current round. */
  async submit(submission: Submission): Promise<number[]> {
    return this.submitBytes(submissionBytes(submission));
  }

  async submitBytes(bytes: Uint8Array): Promise<number[]> {
    const capsules = await sealSubmission(await this.gateway(), this.round, bytes);
    const answers = await Promise.all(capsules.map((it) => this.send("/capsule", it)));
    return answers.map(({ inside }) => inside?.status ?? 0);
  }

  /** The leaves that come of these parcels, each of one capsule, when the current round ends. */
  async inRound(...parcels: readonly unknown[]): Promise<Leaf[]> {
    const keys = await this.readKeys();
    const before = (await this.read(keys)).leaves.length;
    for (const it of parcels) {
      const statuses = await this.submitBytes(utf8(canonicalJson(it)));
      assert(statuses.length === 1 && statuses[0] === 202, "the parcel is taken");
    }
    await this.endRound();
    return (await this.read(keys)).leaves.slice(before).map(({ leaf }) => leaf);
  }

  async openSession(token: Uint8Array): Promise<SessionAnswer> {
    const request = await sealSession(await this.gateway(), token);
    const { bytes } = await this.sendBytes("/session", request.bytes);
    return parseSessionAnswer(request.openResponse(bytes));
  }

  /** Keys of everything that a member of the class may read. */
  async readKeys(of = "energy"): Promise<AudienceKeys> {
    const answer = await this.openSession(await this.issuer.token(this.epoch, of, "read"));
    return answer.is === "session" ? answer.keys : [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.stateDir, { recursive: true, force: true });
  }

  /** Rounds are worked once the loop sleeps until the end of the present one. */
  async #settled(): Promise<void> {
    await this.exchange.verified;
    await this.clock.sleeping(roundSpan(this.round, testRoundMs).untilMs);
  }
}

/** The session answer within an opened oblivious answer. */
export function parseSessionAnswer(opened: Uint8Array | undefined): SessionAnswer {
  const { content } = parseBinaryResponse(opened ?? new Uint8Array());
  return parseMessage(sessionAnswer, parseJson(textOf(content) ?? ""));
}
