/**
 * Read sessions: a token buys a day of the live feed and the keys of the audiences that its class may
 * read. The exchange learns that someone of the class reads, and not who. PROTOCOL §1.
 */

import { parseToken, sha256, spentTokenId, type Token, verifyTokenAsync } from "@tocsin/crypto";
import {
  type Clock,
  dayMs,
  epochOf,
  fromBase64Url,
  type Random,
  roundAt,
  roundSpan,
  toBase64Url,
  TocsinError,
  toHex,
} from "@tocsin/kernel";
import type { ExchangeStore } from "@tocsin/store";
import { readSessionMs, type SessionAnswer } from "@tocsin/wire";

import { sessionsKnownMax } from "../limits.ts";
import type { KeyRing } from "../trust/key-ring.ts";
import { audiencesOf } from "../trust/trust.ts";

/** Audience keys in one answer. */
const audienceKeysMax = 256;
/** So long before an epoch its audience keys are handed out: a session is older than the epoch it reads. */
const keysAheadMs = 2 * dayMs;
const bearerBytes = 32;

export interface SessionPorts {
  readonly store: Pick<
    ExchangeStore,
    "openSession" | "sessionUntil" | "keepAudienceKeys" | "audienceKeys"
  >;
  readonly clock: Clock;
  readonly random: Random;
}

export class Sessions {
  readonly #ports: SessionPorts;
  readonly #ring: () => KeyRing;
  readonly #roundMs: number;
  /** End of each session that was asked for, by the hash of its bearer. */
  readonly #known = new Map<string, number>();

  constructor(ports: SessionPorts, ring: () => KeyRing, roundMs: number) {
    this.#ports = ports;
    this.#ring = ring;
    this.#roundMs = roundMs;
  }

  /** Spends the token. */
  async open(tokenBytes: Uint8Array): Promise<SessionAnswer> {
    const { store, clock, random } = this.#ports;
    const nowMs = clock.now();
    const token = tokenOrNot(tokenBytes);
    if (token === undefined) return { is: "refused", why: "invalid" };
    const key = this.#ring().find(token, "read", { fromMs: nowMs, untilMs: nowMs + 1 });
    if (key === undefined) return { is: "refused", why: "expired" };
    const verdict = await verifyTokenAsync(token, key.publicKey, key.challenge);
    if (!verdict.ok) return { is: "refused", why: "invalid" };
    const bearer = random.bytes(bearerBytes);
    // The end tells the round in which it was opened, and no finer moment.
    const untilMs = roundSpan(roundAt(nowMs, this.#roundMs), this.#roundMs).fromMs + readSessionMs;
    const spend = { epoch: key.epoch, id: spentTokenId(token) };
    const outcome = await store.openSession(spend, sha256(bearer), untilMs);
    if (outcome === "spent") return { is: "refused", why: "spent" };
    const keys = await this.#keysFor(key.class, nowMs);
    return { is: "session", session: toBase64Url(bearer), untilMs, keys };
  }

  /** Whether an `Authorization` header names a session that is open now. */
  async isOpen(authorization: string | undefined): Promise<boolean> {
    const bearer = fromBase64Url(/^Bearer ([\w-]{43})$/.exec(authorization ?? "")?.[1] ?? "");
    if (bearer?.length !== bearerBytes) return false;
    const id = sha256(bearer);
    const untilMs = this.#known.get(toHex(id)) ?? (await this.#remember(id));
    return untilMs !== undefined && untilMs > this.#ports.clock.now();
  }

  async #remember(id: Uint8Array): Promise<number | undefined> {
    const untilMs = await this.#ports.store.sessionUntil(id);
    if (untilMs === undefined) return undefined;
    if (this.#known.size >= sessionsKnownMax) this.#known.clear();
    this.#known.set(toHex(id), untilMs);
    return untilMs;
  }

  async #keysFor(of: string, nowMs: number) {
    const { store, random } = this.#ports;
    const audiences = audiencesOf(this.#ring().trust, of);
    const epochs = new Set([epochOf(nowMs), epochOf(nowMs + keysAheadMs)]);
    const wanted = audiences.flatMap((audience) =>
      [...epochs].map((epoch) => ({ audience, epoch, key: random.bytes(bearerBytes) })),
    );
    await store.keepAudienceKeys(wanted);
    const keys = await store.audienceKeys(audiences, audienceKeysMax);
    return keys.map(({ audience, epoch, key }) => ({ audience, epoch, key: toBase64Url(key) }));
  }
}

function tokenOrNot(bytes: Uint8Array): Token | undefined {
  try {
    return parseToken(bytes);
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
