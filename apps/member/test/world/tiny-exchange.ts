/** An exchange in memory, small and honest, with a hand on all that a dishonest one could do. */

import {
  ed25519SigningKey,
  generateHpkeKeyPair,
  parseToken,
  sealAes256Gcm,
  sha256,
  spentTokenId,
} from "@tocsin/crypto";
import {
  assert,
  canonicalJson,
  type Clock,
  compareBytes,
  concatBytes,
  dayMs,
  type Epoch,
  epochOf,
  parseCanonicalJson,
  parseJson,
  parseRound,
  type Random,
  type Round,
  roundAt,
  roundSpan,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import {
  appendLeaves,
  emptyFrontier,
  type Frontier,
  leafCommitment,
  leafHash,
  noteSigner,
  type NoteSigner,
  rootOf,
  signCheckpoint,
} from "@tocsin/ledger";
import {
  type AudienceKey,
  batchPath,
  type BinaryRequest,
  bytesOf,
  capsulePath,
  checkpointPath,
  encodeBatch,
  encodeKeyConfiguration,
  encodeSection,
  everyone,
  frameBytes,
  type GatewayKey,
  importGatewayKey,
  keyConfigurationOf,
  type Leaf,
  type LeafRecord,
  livePath,
  liveWaitMs,
  parseBinaryRequest,
  parseFrame,
  parseMessage,
  readSessionMs,
  roundsPath,
  sectionContext,
  type SessionAnswer,
  sessionPath,
  sessionRequest,
  type Submission,
  submission,
} from "@tocsin/wire";
import type { NetworkAnswer } from "../../src/network.ts";
import { type Asked, ok, responseOf, status } from "./tiny-answers.ts";
import { type TinyCrypto, wholeCrypto } from "./tiny-crypto.ts";
import { acceptParcel, isParcel, type TakenParcels, TinySightings } from "./tiny-mail.ts";

export const origin = "exchange.example/ledger";

const toMembers: ReadonlySet<string> = new Set(["message", "votes", "sightings", "ties"]);

interface StoredLeaf {
  readonly audience: string;
  readonly salt: Uint8Array;
  readonly leaf: Uint8Array;
  readonly report: string | undefined;
  erased: boolean;
}

interface StoredBatch {
  readonly round: Round;
  readonly first: number;
  readonly leaves: number;
  readonly checkpoint: string;
}

export interface ExchangeOptions {
  readonly crypto?: TinyCrypto | undefined;
  /** Longer than a reader would wait: it hears of each batch and is never told that there is none. */
  readonly waitMs?: number | undefined;
}

export class TinyExchange {
  readonly origin = origin;
  readonly signer: NoteSigner;
  readonly ledgerKey: Uint8Array;
  readonly leaves: StoredLeaf[] = [];
  readonly batches: StoredBatch[] = [];
  readonly spent = new Set<string>();
  readonly accepted: Submission[] = [];
  readonly votes: TakenParcels["votes"] = [];
  readonly underReports: TakenParcels["underReports"] = [];
  readonly ties: TakenParcels["ties"] = [];
  readonly sightings = new TinySightings();
  /** Leaves that go into the next round's batch. */
  readonly notices: Leaf[] = [];
  /** Drops this many of the next whole submissions. */
  loses = 0;
  /** Alters what the feed gives; undefined withholds it. */
  tamper: (bytes: Uint8Array, round: Round) => Uint8Array | undefined = (bytes) => bytes;
  readonly audienceKeys = new Map<string, Uint8Array>();
  readonly sessions = new Map<string, number>();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #roundMs: number;
  readonly #crypto: TinyCrypto;
  /** How long the live feed lets a reader wait. */
  readonly #liveWaitMs: number;
  #frontier: Frontier = emptyFrontier;
  #gateways: (GatewayKey & { readonly untilMs: number })[] = [];
  #staged = new Map<string, Uint8Array>();
  #parts = new Map<string, Map<number, Uint8Array>>();
  #waiting = new Set<() => void>();

  constructor(
    clock: Clock,
    random: Random,
    roundMs: number,
    { crypto = wholeCrypto, waitMs = liveWaitMs }: ExchangeOptions = {},
  ) {
    this.#crypto = crypto;
    this.#liveWaitMs = waitMs;
    this.#clock = clock;
    this.#random = random;
    this.#roundMs = roundMs;
    const key = ed25519SigningKey(random.bytes(32));
    this.ledgerKey = key.publicKey;
    this.signer = noteSigner(origin, key);
  }

  get size(): number {
    return this.#frontier.size;
  }

  /** A new gateway key, in the next batch. */
  async rotateGateway(): Promise<void> {
    const { secretKey } = await generateHpkeKeyPair(this.#random);
    const key = await importGatewayKey(this.#gateways.length % 256, secretKey);
    const fromMs = this.#clock.now();
    const untilMs = fromMs + 2 * dayMs;
    this.#gateways = [...this.#gateways, { ...key, untilMs }];
    const config = toBase64Url(encodeKeyConfiguration(keyConfigurationOf(key)));
    this.notices.push({ kind: "gateway-key", config, fromMs, untilMs });
  }

  /** Works each round shortly after its end until `signal` aborts, with a new gateway key each day. */
  async run(signal: AbortSignal): Promise<void> {
    let rotatedMs = this.#clock.now();
    for (;;) {
      const round = roundAt(this.#clock.now(), this.#roundMs);
      const { untilMs } = roundSpan(round, this.#roundMs);
      await this.#clock.sleep(untilMs - this.#clock.now() + 100, signal);
      if (signal.aborted) return;
      if (this.#clock.now() - rotatedMs >= dayMs) {
        rotatedMs = this.#clock.now();
        await this.rotateGateway();
      }
      this.publish(round);
    }
  }

  /** Ends the round: all that is whole, in the order of its hash, in one batch. */
  publish(round: Round = roundAt(this.#clock.now(), this.#roundMs)): void {
    const frames = [...this.#staged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
    this.#staged = new Map();
    const whole = frames.flatMap((frame) => this.#assemble(frame)).filter(() => !this.#isLost());
    const accepted = whole.flatMap((bytes) => (isParcel(bytes) ? [] : this.#accept(bytes)));
    const messages = whole.flatMap((bytes) => (isParcel(bytes) ? acceptParcel(bytes, this) : []));
    messages.sort((a, b) => compareBytes(sha256(bytesOf(a)), sha256(bytesOf(b))));
    accepted.sort((a, b) => compareBytes(hashOf(a.envelope), hashOf(b.envelope)));
    this.accepted.push(...accepted);
    const leaves: Leaf[] = [
      ...this.notices.splice(0),
      ...accepted.map((it): Leaf => ({ kind: "submission", round, submission: it })),
      ...messages.map((sealed): Leaf => ({ kind: "message", round, sealed })),
      ...[this.sightings.leaf(round) ?? []].flat(),
    ];
    if (leaves.length > 0) this.append(round, leaves);
  }

  /** Whatever the leaves are: what a dishonest exchange would sign. */
  append(round: Round, leaves: readonly Leaf[]): void {
    const first = this.size;
    for (const leaf of leaves) this.leaves.push(this.#stored(leaf));
    const hashes = this.leaves.slice(first).map((it) => leafHash(commitmentOf(it)));
    this.#frontier = appendLeaves(this.#frontier, hashes);
    const root = rootOf(this.#frontier);
    const checkpoint = signCheckpoint({ origin, size: this.size, root }, [this.signer]);
    this.batches.push({ round, first, leaves: leaves.length, checkpoint });
    for (const wake of this.#waiting) wake();
  }

  /** Forgets the newest batches, as one that was restored from an old copy. */
  rollBack(batches: number): void {
    this.batches.splice(-batches);
    const last = this.batches.at(-1);
    this.leaves.splice((last?.first ?? 0) + (last?.leaves ?? 0));
    const hashes = this.leaves.map((it) => leafHash(commitmentOf(it)));
    this.#frontier = appendLeaves(emptyFrontier, hashes);
  }

  /** The feed's file of a round, without what has been erased since. */
  batchFile(round: Round): Uint8Array | undefined {
    const batch = this.batches.find((it) => it.round === round);
    if (batch === undefined) return undefined;
    const { first, checkpoint } = batch;
    const leaves = this.leaves.slice(first, first + batch.leaves);
    const epoch = epochOf(roundSpan(round, this.#roundMs).fromMs);
    const audiences = [...new Set(["public", ...leaves.map(({ audience }) => audience)])];
    const sections = audiences.map((audience) => {
      const records: LeafRecord[] = [];
      for (const [at, it] of leaves.entries()) {
        if (it.audience === audience && !it.erased) records.push({ ...it, index: first + at });
      }
      const plain = encodeSection(records);
      if (audience === "public") return { audience, epoch, plain };
      const key = this.audienceKey(audience, epoch);
      const context = sectionContext(round, audience, epoch);
      return { audience, epoch, plain: sealAes256Gcm(key, plain, context, this.#random) };
    });
    const header = {
      v: 1 as const,
      round,
      first,
      leaves: leaves.length,
      checkpoint,
      sections: sections.map(({ audience, plain }) => ({ audience, epoch, bytes: plain.length })),
    };
    const commitments = leaves.map(commitmentOf);
    return encodeBatch({ header, commitments, sections: sections.map(({ plain }) => plain) });
  }

  audienceKey(audience: string, epoch: Epoch): Uint8Array {
    const name = `${audience} ${epoch}`;
    const key = this.audienceKeys.get(name) ?? this.#random.bytes(32);
    this.audienceKeys.set(name, key);
    return key;
  }

  async answer(method: string, path: string, request: Asked): Promise<NetworkAnswer> {
    if (method === "POST") return this.#sealed(path, request.body ?? new Uint8Array());
    if (path === checkpointPath) {
      const { checkpoint } = this.batches.at(-1) ?? {};
      return checkpoint === undefined ? status(404) : ok(utf8(checkpoint));
    }
    const after = parseRound(Number(path.slice(path.lastIndexOf("/") + 1)));
    if (path === roundsPath(after)) {
      const rounds = this.batches.filter(({ round }) => round > after);
      return ok(utf8(rounds.map(({ round }) => `${round}\n`).join("")));
    }
    if (path === batchPath(after)) return this.#given(after);
    assert(path === livePath(after), "path of the feed");
    return this.#live(after, request);
  }

  async #live(
    after: Round,
    { session, signal, deadlineMs, clock = this.#clock }: Asked,
  ): Promise<NetworkAnswer> {
    const untilMs = this.sessions.get(session ?? "") ?? 0;
    if (untilMs <= this.#clock.now()) return status(401);
    const next = (): StoredBatch | undefined => this.batches.find(({ round }) => round > after);
    if (next() === undefined) {
      const done = new AbortController();
      const wake = (): void => {
        done.abort();
      };
      this.#waiting.add(wake);
      const waitMs =
        this.#liveWaitMs > liveWaitMs ? this.#liveWaitMs : Math.min(liveWaitMs, deadlineMs);
      await clock.sleep(waitMs, AbortSignal.any([signal, done.signal]));
      this.#waiting.delete(wake);
      if (next() === undefined && waitMs < liveWaitMs) throw new TocsinError("remote-late");
    }
    const batch = next();
    return batch === undefined ? status(204) : this.#given(batch.round);
  }

  #given(round: Round): NetworkAnswer {
    const file = this.batchFile(round);
    const bytes = file && this.tamper(file, round);
    return bytes === undefined ? status(404) : ok(bytes, { "tocsin-round": String(round) });
  }

  async #sealed(path: string, bytes: Uint8Array): Promise<NetworkAnswer> {
    const opened = await this.#crypto.openRequest(
      this.#gateways.filter(({ untilMs }) => untilMs > this.#clock.now()),
      bytes,
    );
    if (!opened.ok) return status(400);
    const request = parseBinaryRequest(opened.request);
    assert(request.path === path && request.authority === "exchange", "request is for this path");
    if (path === capsulePath) {
      assert(request.content.length === frameBytes, "a frame is inside");
      this.#staged.set(toBase64Url(sha256(bytes)), request.content.slice());
      return ok(opened.sealResponse(responseOf(202, new Uint8Array()), this.#random));
    }
    assert(path === sessionPath, "capsules and sessions alone come sealed");
    const answer = utf8(canonicalJson(this.#openSession(request)));
    return ok(opened.sealResponse(responseOf(200, answer, 4096), this.#random));
  }

  #openSession({ content }: BinaryRequest): SessionAnswer {
    const { token } = parseMessage(sessionRequest, parseJson(textOf(content) ?? ""));
    const id = toBase64Url(spentTokenId(parseToken(bytesOf(token))));
    if (this.spent.has(id)) return { is: "refused", why: "spent" };
    this.spent.add(id);
    const session = toBase64Url(this.#random.bytes(32));
    const untilMs = this.#clock.now() + readSessionMs;
    this.sessions.set(session, untilMs);
    for (const audience of ["members", "class:energy", `class:${everyone}`]) {
      this.audienceKey(audience, epochOf(this.#clock.now()));
      this.audienceKey(audience, epochOf(this.#clock.now() + 2 * dayMs));
    }
    const keys = [...this.audienceKeys].map(([name, key]) => {
      const [audience = "", epoch = ""] = name.split(" ");
      return { audience, epoch: epoch as Epoch, key: toBase64Url(key) };
    }) satisfies AudienceKey[];
    return { is: "session", session, untilMs, keys };
  }

  #assemble(bytes: Uint8Array): Uint8Array[] {
    const frame = parseFrame(bytes);
    if (frame?.kind !== "part") return [];
    const id = toBase64Url(frame.submission);
    const parts = this.#parts.get(id) ?? new Map<number, Uint8Array>();
    parts.set(frame.index, frame.payload);
    this.#parts.set(id, parts);
    if (parts.size < frame.count) return [];
    this.#parts.delete(id);
    return [concatBytes(...[...parts].sort(([a], [b]) => a - b).map(([, part]) => part))];
  }

  #isLost(): boolean {
    if (this.loses === 0) return false;
    this.loses -= 1;
    return true;
  }

  /** Idempotent by the token and by the chain. */
  #accept(bytes: Uint8Array): Submission[] {
    const whole = parseMessage(submission, parseCanonicalJson(textOf(bytes) ?? ""));
    const id = toBase64Url(hashOf(whole.envelope));
    if (this.spent.has(id)) return [];
    this.spent.add(id);
    if (whole.token !== null) {
      const token = toBase64Url(spentTokenId(parseToken(bytesOf(whole.token))));
      if (this.spent.has(token)) return [];
      this.spent.add(token);
    }
    if (whole.envelope.kind === "withdrawal") this.#erase(whole.envelope.pkSign);
    return [whole];
  }

  #erase(pkSign: string): void {
    for (const leaf of this.leaves) if (leaf.report === pkSign) leaf.erased = true;
  }

  #stored(leaf: Leaf): StoredLeaf {
    const of = leaf.kind === "submission" ? leaf.submission.envelope : undefined;
    return {
      audience: of?.audience ?? (toMembers.has(leaf.kind) ? "members" : "public"),
      salt: this.#random.bytes(32),
      leaf: utf8(canonicalJson(leaf)),
      report: of?.pkSign,
      erased: false,
    };
  }
}

function commitmentOf({ salt, leaf }: StoredLeaf): Uint8Array {
  return leafCommitment(salt, leaf);
}

function hashOf(value: unknown): Uint8Array {
  return sha256(utf8(canonicalJson(value)));
}
