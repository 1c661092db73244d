/**
 * What a key holder sees of a member in an hour in which it has five hundred values to ask about, and in one
 * in which it has none: the real asking, with real points, at a holder that writes everything down. The
 * clock is the simulation's. PROTOCOL §3.
 */

import {
  ed25519SigningKey,
  loadRistretto,
  type PublicBlindKeys,
  type Ristretto,
} from "@tocsin/crypto";
import { epochOf, parseJson, textOf, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import { Evaluator, type NetworkRequest } from "@tocsin/member";
import { blindStoreInMemory } from "@tocsin/store";
import { evaluationRequest, evaluationSlotMs, parseMessage } from "@tocsin/wire";

import type { Attack, Setting } from "../attack.ts";
import { choiceFigure, type Finding, judge } from "../judge/finding.ts";
import { Tally } from "../judge/tally.ts";
import { startMs } from "../model/sharing.ts";
import { Seeded } from "../seeded.ts";

const valuesWaiting = 500;
const slots = { short: 2, thorough: 30 } as const;

const holders = ([1, 2, 3] as const).map((index) => ({
  index,
  url: `http://holder${index}.sim`,
  publicKey: toBase64Url(new Uint8Array(32).fill(index)),
}));

interface Seen {
  readonly atMs: number;
  readonly bytes: number;
  /** Points as the holder has them, base64url of all together. */
  readonly high: string;
  readonly low: string;
}

/** All that the holders are asked in so many slots. */
async function asked(
  group: Ristretto,
  seed: number,
  waiting: number,
  count: number,
): Promise<Seen[]> {
  let nowMs = startMs;
  const stop = new AbortController();
  const seen: Seen[] = [];
  const untilMs = startMs + count * evaluationSlotMs;
  const clock = {
    now: () => nowMs,
    sleep: (ms: number) => {
      nowMs += ms;
      if (nowMs >= untilMs) stop.abort();
      return Promise.resolve();
    },
  };
  await using store = blindStoreInMemory(clock);
  const random = new Seeded(seed, `asking ${waiting}`);
  const listen = ({ body }: NetworkRequest): Promise<never> => {
    const bytes = body?.bytes ?? utf8("");
    const request = parseMessage(evaluationRequest, parseJson(textOf(bytes) ?? ""));
    const { high, low } = request.body;
    seen.push({ atMs: nowMs - startMs, bytes: bytes.length, high, low });
    // The holder's answers are of one form; what is asked is what it learns from.
    return Promise.reject(new TocsinError("remote-unreachable"));
  };
  const evaluator = new Evaluator({
    store,
    group,
    clock,
    random,
    network: { send: listen },
    holders: () => holders,
    slotMs: () => evaluationSlotMs,
    keys: () => Promise.resolve(keysOf(group, random)),
    memberKey: () => ed25519SigningKey(new Seeded(seed, "member").bytes(32)),
    onCulprit: () => Promise.resolve(),
    onEvaluated: () => undefined,
    onSlot: () => undefined,
  });
  const values = Array.from({ length: waiting }, (_, at) => ({
    type: at % 4 === 0 ? "ipv4" : "domain",
    value: at % 4 === 0 ? `198.51.100.${at % 256}` : `v${at}.malware.example`,
    key: at % 4 === 0 ? ("low" as const) : ("high" as const),
  }));
  await store.queue(epochOf(startMs), values, false);
  await evaluator.run(0, evaluationSlotMs, stop.signal);
  return seen;
}

/** Public keys of some holders; without an answer nothing is computed with them. */
function keysOf(group: Ristretto, random: Seeded): PublicBlindKeys {
  const point = () => group.multiplyBase(group.randomScalar(random));
  const key = () => ({ publicKey: point(), shares: [point(), point(), point()] as const });
  return { high: key(), low: key() };
}

/** A member that asks as it has something to ask, as a plant: full batches in the incident, else none. */
function onDemand(seen: readonly Seen[], waiting: number): Seen[] {
  return waiting > 0 ? [...seen, ...seen.map((it) => ({ ...it, atMs: it.atMs + 1 }))] : [...seen];
}

/** Requests, bytes and moments: whether an hour looks like the busy one. Repeated points count as well. */
function liveliness(seen: readonly Seen[]): number {
  const points = new Set(seen.flatMap(({ high, low }) => [high, low]));
  const bytes = seen.reduce((sum, it) => sum + it.bytes, 0);
  const moments = seen.reduce((sum, it) => sum + (it.atMs % evaluationSlotMs), 0);
  return bytes + moments + points.size;
}

const hours = { short: 2, thorough: 12 } as const;

async function run({ seed, members, thorough }: Setting): Promise<readonly Finding[]> {
  const group = await loadRistretto();
  const count = thorough ? slots.thorough : slots.short;
  const honest = new Tally();
  const planted = new Tally();
  const rounds = thorough ? hours.thorough : hours.short;
  for (let hour = 0; hour < rounds; hour += 1) {
    const busy = await asked(group, seed + hour, valuesWaiting, count);
    const quiet = await asked(group, seed + hour, 0, count);
    honest.add([quiet, busy].map(liveliness), 1);
    planted.add([liveliness(onDemand(quiet, 0)), liveliness(onDemand(busy, valuesWaiting))], 1);
  }
  return [
    judge({
      attack: "matching rate",
      note: "incident against quiet hour",
      view: "one key holder",
      members,
      cases: rounds,
      figure: choiceFigure(honest.score()),
      threshold: { most: 0.52 },
      plant: { what: "asks more in need", figure: choiceFigure(planted.score()) },
    }),
  ];
}

export const matchingRate: Attack = {
  name: "matching-rate",
  about: "what a key holder is asked in an incident and in a quiet hour",
  once: true,
  run,
};
