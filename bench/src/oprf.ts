/**
 * Blind matching: what a key holder evaluates and what a node blinds, combines and unblinds, beside
 * noble's RFC 9497 and beside libsodium's bare scalar multiplication, which bounds both. PROTOCOL §3.
 */

import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import {
  addEvaluations,
  combineEvaluations,
  loadRistretto,
  type PartialEvaluation,
  type Quorum,
  quorumKey,
  type Ristretto,
  sightingKeys,
  voprfBlind,
  voprfEvaluate,
  voprfFinalizeAll,
  voprfProve,
} from "@tocsin/crypto";
import { assert, systemRandom, utf8 } from "@tocsin/kernel";
import sodium from "libsodium-wrappers-sumo";

import type { Bench, BenchRow } from "./bench.ts";
import { median } from "./percentile.ts";

type Report = (row: BenchRow) => void;

const runs = 5;
const nodeRuns = 1;
const spanMs = 250;
/** Points under one proof: what a batch of 32 holds of the larger key. */
const batchSize = 32;
const peer = "@noble/curves 2.4.0";
/** Own observables of a node. */
const observables = 10_000;
const quorum: Quorum = [1, 2];

export const benches: Bench[] = [
  { name: "oprf.holder", about: "evaluations of a key holder", run: benchHolder },
  { name: "oprf.node", about: "own observables of a member node", run: benchNode },
];

async function benchHolder(report: Report): Promise<void> {
  const group = await loadRistretto();
  const secret = group.randomScalar(systemRandom);
  const key = { secret, publicKey: group.multiplyBase(secret) };
  const blinded = blindAll(group, batchSize).map((it) => it.blinded);
  const [one] = blinded;
  assert(one, "a point");
  const { oprf, voprf } = ristretto255_oprf;
  const theirs = blinded.map((it) => Uint8Array.from(it));
  const [own, open] = [Uint8Array.from(secret), Uint8Array.from(key.publicKey)];
  const [limit = [], bare = [], proved = [], theirBare = [], theirProved = []] = ratesBeside([
    () => {
      for (let at = 0; at < batchSize; at += 1) sodium.crypto_scalarmult_ristretto255(secret, one);
    },
    () => voprfEvaluate(group, secret, blinded),
    () => {
      const evaluated = voprfEvaluate(group, secret, blinded);
      return voprfProve(group, key, { blinded, evaluated }, systemRandom);
    },
    () => theirs.map((it) => oprf.blindEvaluate(own, it)),
    () => voprf.blindEvaluateBatch(own, open, theirs),
  ]);
  report({
    metric: "evaluated, per second of one core",
    unit: "1/s",
    values: bare,
    limit: median(limit),
    peer,
    ratio: median(bare) / median(theirBare),
  });
  report({
    metric: "evaluated and proved in batches of 32, per second of one core",
    unit: "1/s",
    values: proved,
    // One multiplication for the answer, one for the composite of the proof.
    limit: median(limit) / 2,
    peer,
    ratio: median(proved) / median(theirProved),
  });
  report({ metric: "libsodium, bare scalar multiplication", unit: "1/s", values: limit });
  report({ metric: "noble, evaluated", unit: "1/s", values: theirBare });
  report({ metric: "noble, evaluated and proved", unit: "1/s", values: theirProved });
}

/** Processor time of 10,000 observables, from value to tag, without and with checking both proofs. */
async function benchNode(report: Report): Promise<void> {
  const group = await loadRistretto();
  const spent = { trusting: [] as number[], checking: [] as number[], limit: [] as number[] };
  for (let run = 0; run < nodeRuns; run += 1) {
    const { seconds, checkSeconds } = nodeRun(group);
    spent.trusting.push(seconds);
    spent.checking.push(seconds + checkSeconds);
  }
  const secret = group.randomScalar(systemRandom);
  const point = group.multiplyBase(secret);
  const [rates = []] = ratesBeside([
    () => {
      for (let at = 0; at < batchSize; at += 1)
        sodium.crypto_scalarmult_ristretto255(secret, point);
    },
  ]);
  const rate = median(rates);
  // Blinding and unblinding are one multiplication each.
  const limit = (2 * observables) / rate;
  report({
    metric: "10,000 observables blinded, combined and unblinded, processor time",
    unit: "s",
    values: spent.trusting,
    limit,
  });
  report({
    metric: "the same with the proofs of both holders checked",
    unit: "s",
    values: spent.checking,
    // For either holder two composites of one multiplication a point.
    limit: limit * 3,
  });
}

/** The holders' own work is not counted. */
function nodeRun(group: Ristretto) {
  const shares = quorum.map((holder) => {
    const share = group.randomScalar(systemRandom);
    const key = quorumKey(group, share, holder, quorum);
    return { holder, key, publicShare: group.multiplyBase(share) };
  });
  let [seconds, checkSeconds] = [0, 0];
  for (let done = 0; done < observables; done += batchSize) {
    const count = Math.min(batchSize, observables - done);
    const blinding = timed(() => blindAll(group, count, done));
    const blinded = blinding.value.map((it) => it.blinded);
    const [a, b] = shares.map(({ holder, key, publicShare }): PartialEvaluation => {
      const evaluated = voprfEvaluate(group, key.secret, blinded);
      const proof = voprfProve(group, key, { blinded, evaluated }, systemRandom);
      return { holder, publicShare, evaluated, proof };
    });
    assert(a && b, "two answers");
    const checked = timed(() => combineEvaluations(group, blinded, [a, b]));
    const combined = timed(() => addEvaluations(group, a.evaluated, b.evaluated));
    assert(checked.value.ok, "both proofs hold");
    const finished = timed(() => {
      const items = blinding.value.map(({ input, blind }, at) => {
        const evaluated = combined.value[at];
        assert(evaluated, "an evaluation");
        return { input, blind, evaluated };
      });
      return voprfFinalizeAll(group, items).map(sightingKeys);
    });
    seconds += blinding.seconds + combined.seconds + finished.seconds;
    checkSeconds += checked.seconds - combined.seconds;
  }
  return { seconds, checkSeconds };
}

function blindAll(group: Ristretto, count: number, from = 0) {
  return Array.from({ length: count }, (_, at) => {
    const input = utf8(`domain\nhost-${from + at}.example`);
    const blinding = voprfBlind(group, input, systemRandom);
    assert(blinding, "a point of the value");
    return { input, ...blinding };
  });
}

/** Processor time of this thread alone. */
function timed<Value>(work: () => Value): { readonly value: Value; readonly seconds: number } {
  const started = process.threadCpuUsage();
  const value = work();
  const { user, system } = process.threadCpuUsage(started);
  return { value, seconds: (user + system) / 1_000_000 };
}

/**
 * Points per second of one core, each work in turns with the others, so that a machine that is busy for a
 * while is so for all of them. The first run warms up and is left out.
 */
function ratesBeside(works: readonly (() => unknown)[]): number[][] {
  const values = works.map((): number[] => []);
  for (let run = 0; run <= runs; run += 1) {
    for (const [at, work] of works.entries()) {
      let [done, seconds] = [0, 0];
      while (seconds * 1000 < spanMs) {
        seconds += timed(work).seconds;
        done += batchSize;
      }
      if (run > 0) values[at]?.push(done / seconds);
    }
  }
  return values;
}
