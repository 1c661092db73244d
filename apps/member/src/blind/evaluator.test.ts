import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import {
  type Ed25519SigningKey,
  ed25519SigningKey,
  type HolderIndex,
  holderIndices,
  loadRistretto,
  type Point,
  type PublicBlindKey,
  type Quorum,
  quorumKey,
  type Scalar,
  sha256,
  sightingKeys,
  signDocument,
  voprfBlind,
  voprfEvaluate,
  voprfFinalize,
  voprfProve,
} from "@tocsin/crypto";
import {
  canonicalJson,
  concatBytes,
  type Epoch,
  epochOf,
  parseJson,
  systemClock,
  systemRandom,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import { type BlindStore, openBlindStore } from "@tocsin/store";
import {
  bytesOf,
  evaluationRequest,
  type EvaluationRequest,
  evaluationSlotMs,
  parseMessage,
} from "@tocsin/wire";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Network } from "../network.ts";
import { blindInput, blindValueOf } from "./blind-value.ts";
import { Evaluator } from "./evaluator.ts";

const group = await loadRistretto();
const slot = Math.floor(Date.UTC(2026, 10, 21, 12) / evaluationSlotMs);
const epoch = epochOf(slot * evaluationSlotMs);
const none = new AbortController().signal;

interface Shared {
  readonly secret: Scalar;
  readonly share: (of: HolderIndex) => Scalar;
  readonly open: PublicBlindKey;
}

function shared(): Shared {
  const [secret, slope] = [group.randomScalar(systemRandom), group.randomScalar(systemRandom)];
  const share = (of: HolderIndex): Scalar => {
    const value = group.addScalars(secret, group.multiplyScalars(slope, group.smallScalar(of)));
    if (value === undefined) throw new Error("no share");
    return value;
  };
  const at = (of: HolderIndex): Point => group.multiplyBase(share(of));
  return {
    secret,
    share,
    open: { publicKey: group.multiplyBase(secret), shares: [at(1), at(2), at(3)] },
  };
}

/** Three holders without quota, behind a network that can lose or alter what they say. */
class Holders {
  readonly keys = { high: shared(), low: shared() };
  readonly asked: EvaluationRequest[] = [];
  readonly down = new Set<HolderIndex>();
  /** Evaluates with the share of another. */
  readonly lying = new Set<HolderIndex>();
  /** What holder 3 makes of its answer under the first key, and with which share it answers. */
  alter: (points: Uint8Array[]) => Uint8Array[] = (points) => points;
  otherShare: Scalar | undefined;
  otherQuorum: Quorum | undefined;
  readonly #signing = new Map<HolderIndex, Ed25519SigningKey>(
    holderIndices.map((index) => [index, ed25519SigningKey(systemRandom.bytes(32))]),
  );

  get addresses() {
    return holderIndices.map((index) => {
      const key = this.#signing.get(index);
      return {
        index,
        url: `http://holder-${index}.test`,
        publicKey: toBase64Url(key?.publicKey ?? new Uint8Array()),
      };
    });
  }

  readonly network: Network = {
    send: ({ url, body, deadlineMs }) => {
      expect(deadlineMs).toBeLessThanOrEqual(evaluationSlotMs / 4);
      const text = textOf(body?.bytes ?? new Uint8Array()) ?? "";
      const request = parseMessage(evaluationRequest, parseJson(text));
      this.asked.push(request);
      const { holder } = request.body;
      if (url !== `http://holder-${holder}.test/evaluations`) throw new Error("misdirected");
      if (this.down.has(holder)) {
        return Promise.reject(new TocsinError("remote-unreachable"));
      }
      const answer = { request: toBase64Url(sha256(utf8(text))), body: this.#answer(request) };
      const key = this.#signing.get(holder);
      if (key === undefined) throw new Error("no key");
      const signature = toBase64Url(signDocument("evaluation-answer", answer, key));
      const bytes = utf8(canonicalJson({ ...answer, signature }));
      return Promise.resolve({ status: 200, header: () => undefined, bytes });
    },
  };

  #answer({ body }: EvaluationRequest) {
    const { holder, quorum } = body;
    const part = (name: "high" | "low") => {
      const own = this.keys[name].share(this.lying.has(holder) ? quorum[0] : holder);
      const isThird = holder === 3;
      const share = (isThird ? this.otherShare : undefined) ?? own;
      const of = (isThird ? this.otherQuorum : undefined) ?? quorum;
      const key = quorumKey(group, share, holder, of);
      const blinded = splitPoints(bytesOf(body[name]));
      const evaluated = voprfEvaluate(group, key.secret, blinded);
      const proof = voprfProve(group, key, { blinded, evaluated }, systemRandom);
      const told = isThird && name === "high" ? this.alter(evaluated) : evaluated;
      return { points: toBase64Url(concatBytes(...told)), proof: toBase64Url(proof) };
    };
    return { is: "evaluated", high: part("high"), low: part("low") };
  }
}

function splitPoints(joined: Uint8Array): Point[] {
  return Array.from({ length: joined.length / 32 }, (_, at) => {
    const point = group.parsePoint(joined.slice(32 * at, 32 * at + 32));
    if (point === undefined) throw new Error("no point");
    return point;
  });
}

/** Minus one: of order two on the curve, and no encoding here. */
const smallOrder = Uint8Array.of(0xec, ...new Uint8Array(30).fill(0xff), 0x7f);

let folder: string;
let store: BlindStore;
let holders: Holders;
let caught: string[];
let told: number[];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "tocsin-blind-"));
  store = await openBlindStore({ file: path.join(folder, "blind.sqlite") });
});
beforeEach(() => {
  holders = new Holders();
  [caught, told] = [[], []];
});
afterEach(() => store.dropBefore("2099-01" as Epoch, 0));
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function evaluator(at = slot): Evaluator {
  const memberKey = ed25519SigningKey(systemRandom.bytes(32));
  const { high, low } = holders.keys;
  return new Evaluator({
    store,
    group,
    network: holders.network,
    clock: { ...systemClock, now: () => at * evaluationSlotMs },
    random: systemRandom,
    holders: () => holders.addresses,
    keys: (of: Epoch) =>
      Promise.resolve(of === epoch ? { high: high.open, low: low.open } : undefined),
    memberKey: () => memberKey,
    onCulprit: (of, holder, { request, answer }) => {
      expect(answer.request).toBe(toBase64Url(sha256(utf8(canonicalJson(request)))));
      caught.push(`${of} ${holder}`);
      return Promise.resolve();
    },
    onEvaluated: (count) => told.push(count),
    slotMs: () => evaluationSlotMs,
    onSlot: () => undefined,
  });
}

function values(count: number) {
  return Array.from({ length: count }, (_, at) => [
    blindValueOf("domain", `invented-portal-${at}.net`),
    blindValueOf("ipv4", `45.83.64.${at + 1}`),
  ])
    .flat()
    .flatMap((it) => (it.ok ? it.value : []));
}

describe("a slot", () => {
  it("has 24 and 8 evaluated, as the whole key would, and leaves the rest", async () => {
    const queued = values(30);
    await store.queue(epoch, queued, false);
    expect(await evaluator().evaluateSlot(slot, none)).toBe("evaluated");
    expect(await store.waitingCount(epoch)).toEqual({ high: 6, low: 22 });
    expect(told).toEqual([32]);
    for (const value of queued.slice(0, 4)) {
      const { secret } = holders.keys[value.key];
      const input = blindInput(value);
      const blinding = voprfBlind(group, input, systemRandom);
      if (blinding === undefined) throw new Error("not blinded");
      const [evaluated] = voprfEvaluate(group, secret, [blinding.blinded]);
      if (evaluated === undefined) throw new Error("not evaluated");
      const expected = sightingKeys(voprfFinalize(group, input, blinding.blind, evaluated));
      expect(await store.evaluated(epoch, value)).toMatchObject(expected);
    }
  });

  it("asks two holders for as many points when nothing waits as when much does", async () => {
    await evaluator().evaluateSlot(slot, none);
    await store.queue(epoch, values(40), false);
    await evaluator(slot + 3).evaluateSlot(slot + 3, none);
    const sizes = holders.asked.map(({ body }) => [body.high.length, body.low.length].join());
    expect(sizes).toHaveLength(4);
    expect(new Set(sizes).size).toBe(1);
    expect(new Set(holders.asked.map(({ body }) => body.high)).size).toBe(2);
    expect(told).toEqual([32]);
  });

  it("goes by another pair while a holder is down, and waits while two are", async () => {
    await store.queue(epoch, values(1), false);
    holders.down.add(2).add(3);
    expect(await evaluator().evaluateSlot(slot, none)).toBe("no-quorum");
    expect(await store.waitingCount(epoch)).toEqual({ high: 1, low: 1 });
    holders.down.delete(3);
    expect(await evaluator().evaluateSlot(slot, none)).toBe("evaluated");
    expect(await store.waitingCount(epoch)).toEqual({ high: 0, low: 0 });
  });

  it("names a holder that lies, takes nothing from it and does not ask it again", async () => {
    await store.queue(epoch, values(2), false);
    holders.lying.add(3);
    const asking = evaluator();
    for (const at of [0, 1, 2]) {
      expect(await asking.evaluateSlot(slot + at, none)).toBe("evaluated");
    }
    expect(caught).toEqual([`${epoch} 3`]);
    expect(holders.asked.filter(({ body }) => body.holder === 3)).toHaveLength(1);
  });

  it.each<[string, (it: Holders) => void]>([
    ["the identity", (it) => (it.alter = (points) => points.with(4, new Uint8Array(32)))],
    [
      "an encoding of no point",
      (it) => (it.alter = (points) => points.with(4, new Uint8Array(32).fill(0xff))),
    ],
    ["one of small order", (it) => (it.alter = (points) => points.with(0, smallOrder))],
    [
      "two points in each other's place",
      (it) => (it.alter = ([a, b, ...rest]) => [b, a, ...rest].flatMap((of) => of ?? [])),
    ],
    ["the share of another epoch", (it) => (it.otherShare = shared().share(3))],
    ["the factor of another quorum", (it) => (it.otherQuorum = [1, 3])],
  ])("takes nothing of an answer with %s, and names its holder", async (_what, spoil) => {
    await store.queue(epoch, values(2), false);
    spoil(holders);
    // Holders 2 and 3 are asked first in this slot.
    const at = Math.ceil(slot / 3) * 3 + 2;
    expect(await evaluator(at).evaluateSlot(at, none)).toBe("evaluated");
    expect(caught).toEqual([`${epoch} 3`]);
    expect(told).toEqual([4]);
  });

  it("without keys of its epoch asks nobody", async () => {
    const other = slot + (40 * 86_400_000) / evaluationSlotMs;
    expect(await evaluator().evaluateSlot(other, none)).toBe("no-keys");
    expect(holders.asked).toEqual([]);
  });
});

describe("the schedule", () => {
  it("asks once in every slot at its moment, whatever waits", async () => {
    const stop = new AbortController();
    let nowMs = slot * evaluationSlotMs + 5;
    const sent: number[] = [];
    const clock = {
      now: () => nowMs,
      sleep: (ms: number) => {
        nowMs += ms;
        if (nowMs > (slot + 5) * evaluationSlotMs) stop.abort();
        return Promise.resolve();
      },
    };
    const asking = new Evaluator({
      store,
      group,
      network: { send: () => Promise.reject(new TocsinError("remote-unreachable")) },
      clock,
      random: systemRandom,
      holders: () => [],
      keys: () => {
        sent.push(nowMs);
        return Promise.resolve(undefined);
      },
      memberKey: () => ed25519SigningKey(new Uint8Array(32)),
      onCulprit: () => Promise.resolve(),
      onEvaluated: () => undefined,
      slotMs: () => evaluationSlotMs,
      onSlot: () => undefined,
    });
    await asking.run(70_000, evaluationSlotMs, stop.signal);
    expect(sent).toEqual([0, 1, 2, 3, 4].map((at) => (slot + at) * evaluationSlotMs + 70_000));
  });
});
