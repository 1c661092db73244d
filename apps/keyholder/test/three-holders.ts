/** Three key holders on one ledger, each the real program, with members that ask them. For tests. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import {
  combineEvaluations,
  type Combined,
  ed25519SigningKey,
  type HolderIndex,
  holderIndices,
  type Point,
  type PublicBlindKeys,
  type Quorum,
  type Ristretto,
  signDocument,
  voprfBlind,
} from "@tocsin/crypto";
import { fetchBytes, type Log } from "@tocsin/http";
import {
  assert,
  canonicalJson,
  type Clock,
  concatBytes,
  epochOf,
  systemClock,
  systemRandom,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  bytesOf,
  type EvaluationAnswer,
  evaluationAnswer,
  type EvaluationBody,
  evaluationPath,
  type EvaluationRequest,
  evaluationSlotMs,
  type HolderRecord,
  readAnswer,
  type SignedHolderRecord,
  signQuestion,
} from "@tocsin/wire";

import { initKeyHolder, type RunningKeyHolder, startKeyHolder } from "../src/index.ts";
import { type Member, SmallLedger } from "./small-ledger.ts";

export const startMs = Date.UTC(2026, 10, 21, 12);

export class ThreeHolders implements AsyncDisposable {
  readonly clock: Clock & { nowMs: number };
  readonly ledger: SmallLedger;
  readonly logged: string[] = [];
  readonly running = new Map<HolderIndex, RunningKeyHolder>();
  readonly #folder = mkdtempSync(path.join(tmpdir(), "tocsin-keyholder-"));

  private constructor() {
    this.clock = {
      nowMs: startMs,
      now: () => this.clock.nowMs,
      // The routine looks only when a test says so.
      sleep: (_ms, signal) => systemClock.sleep(3_600_000, signal),
    };
    this.ledger = new SmallLedger(this.clock);
  }

  static async open(): Promise<ThreeHolders> {
    const world = new ThreeHolders();
    const holders: { url: string; publicKey: string }[] = [];
    for (const index of holderIndices) {
      const { publicKey } = await initKeyHolder(world.stateDir(index));
      holders.push({ url: `http://holder-${index}.test`, publicKey });
    }
    world.ledger.setHolders(holders);
    for (const index of holderIndices) await world.start(index);
    return world;
  }

  stateDir(index: HolderIndex): string {
    return path.join(this.#folder, `holder-${index}`);
  }

  /** Signed with the holder's own key, as it would be if the holder deviated. */
  signAs(index: HolderIndex, record: HolderRecord): SignedHolderRecord {
    const key = ed25519SigningKey(readFileSync(path.join(this.stateDir(index), "holder.key")));
    return { record, signature: toBase64Url(signDocument("key-holder-record", record, key)) };
  }

  holder(index: HolderIndex): RunningKeyHolder {
    const holder = this.running.get(index);
    assert(holder, "a holder that runs");
    return holder;
  }

  async start(index: HolderIndex): Promise<void> {
    const { clock, ledger } = this;
    const take = (event: string, fields?: object): void => {
      this.logged.push(`${index} ${event} ${JSON.stringify(fields ?? {})}`);
    };
    const log: Log = { info: take, warn: take, error: take };
    const holder = await startKeyHolder(
      {
        stateDir: this.stateDir(index),
        host: "127.0.0.1",
        port: 0,
        issuerUrl: "http://issuer.test",
        issuerKey: toBase64Url(ledger.issuerKey.publicKey),
        exchangeUrl: "http://exchange.test",
        threads: 1,
      },
      { clock, log, network: ledger.network },
    );
    this.running.set(index, holder);
  }

  async stop(index: HolderIndex): Promise<void> {
    await this.holder(index)[Symbol.asyncDispose]();
    this.running.delete(index);
  }

  /** All that run look at what is due, and a round ends; so many times. */
  async rounds(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      for (const holder of this.running.values()) await holder.look();
      this.ledger.endRound();
    }
    for (const holder of this.running.values()) await holder.look();
  }

  /** Until the keys of this epoch can be used. */
  async ceremony(): Promise<PublicBlindKeys> {
    await this.rounds(4);
    const { phase, keys } = await this.holder(2).standing(epochOf(this.clock.now()));
    assert(phase === "done" && keys, `a ceremony that is done and not ${phase}`);
    return keys;
  }

  request(
    member: Member,
    batch: Pick<Batch, "high" | "low">,
    holder: HolderIndex,
    quorum: Quorum,
    changes: Partial<EvaluationBody> = {},
  ): EvaluationRequest {
    const timeMs = this.clock.now();
    const slot = Math.floor(timeMs / evaluationSlotMs);
    const body = {
      holder,
      quorum: [...quorum] as [HolderIndex, HolderIndex],
      epoch: epochOf(timeMs),
      slot,
      high: toBase64Url(concatBytes(...batch.high)),
      low: toBase64Url(concatBytes(...batch.low)),
      ...changes,
    };
    const { clock } = this;
    return signQuestion("evaluation", body, { key: member.key, clock, random: systemRandom });
  }

  /** The answer's body, its signature and binding to the request checked. */
  async send(holder: HolderIndex, request: EvaluationRequest): Promise<EvaluationAnswer["body"]> {
    const { url, publicKey } = this.holder(holder);
    const answer = await fetchBytes(`${url}${evaluationPath}`, {
      method: "POST",
      body: { mediaType: "application/json", bytes: utf8(canonicalJson(request)) },
      bytesMax: 16_384,
    });
    assert(answer.status === 200, `status ${answer.status}`);
    return readAnswer("evaluation", evaluationAnswer, answer.bytes, request, publicKey).body;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const holder of this.running.values()) await holder[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true });
  }
}

export interface Batch {
  readonly inputs: readonly Uint8Array[];
  readonly blinds: ReturnType<typeof blinded>[];
  readonly high: Point[];
  readonly low: Point[];
}

/** A batch of 24 and 8 values. */
export function batchOf(group: Ristretto, name: string): Batch {
  const inputs = Array.from({ length: 32 }, (_, at) => utf8(`${name} ${at}`));
  const blinds = inputs.map((input) => blinded(group, input));
  const points = blinds.map((it) => it.blinded);
  return { inputs, blinds, high: points.slice(0, 24), low: points.slice(24) };
}

/** What a member makes of two answers. */
export function combined(
  group: Ristretto,
  keys: PublicBlindKeys,
  batch: Batch,
  answers: readonly (readonly [HolderIndex, EvaluationAnswer["body"]])[],
): Record<"high" | "low", Combined> {
  const of = (name: "high" | "low"): Combined => {
    const [a, b] = answers.map(([holder, answer]) => {
      assert(answer.is === "evaluated", "evaluated");
      const publicShare = keys[name].shares[holder - 1];
      assert(publicShare, "a public share");
      const evaluated = pointsOf(group, bytesOf(answer[name].points));
      return { holder, publicShare, evaluated, proof: bytesOf(answer[name].proof) };
    });
    assert(a && b, "two answers");
    return combineEvaluations(group, batch[name], [a, b]);
  };
  return { high: of("high"), low: of("low") };
}

function blinded(group: Ristretto, input: Uint8Array) {
  const blinding = voprfBlind(group, input, systemRandom);
  assert(blinding, "a point of the value");
  return blinding;
}

function pointsOf(group: Ristretto, joined: Uint8Array): Point[] {
  return Array.from({ length: joined.length / 32 }, (_, at) => {
    const point = group.parsePoint(joined.slice(32 * at, 32 * at + 32));
    assert(point, "a point");
    return point;
  });
}
