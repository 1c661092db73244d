/** A thread that evaluates: it sees random points and neither who asks nor what for. RFC 9497 §3.3.2. */

import { parentPort } from "node:worker_threads";

import {
  loadRistretto,
  type Point,
  pointBytes,
  quorumKey,
  type Ristretto,
  voprfEvaluate,
  voprfProve,
} from "@tocsin/crypto";
import { assert, concatBytes } from "@tocsin/kernel";

import type { EvaluatedPart, EvaluationJob, EvaluationOutcome, KeyPart } from "./evaluation-job.ts";

const port = parentPort;
assert(port, "runs in a worker thread");
const group = await loadRistretto();

port.on("message", (job: EvaluationJob) => {
  port.postMessage(evaluate(group, job));
});

function evaluate(on: Ristretto, job: EvaluationJob): EvaluationOutcome {
  const high = evaluatePart(on, job, job.high);
  const low = high && evaluatePart(on, job, job.low);
  return high && low && { high, low };
}

function evaluatePart(
  on: Ristretto,
  { holder, quorum }: EvaluationJob,
  { share, points, nonce }: KeyPart,
): EvaluatedPart | undefined {
  const secret = on.parseScalar(share);
  share.fill(0);
  const blinded = parsePoints(on, points);
  if (blinded === undefined) return undefined;
  assert(secret, "a share that is a scalar");
  const key = quorumKey(on, secret, holder, quorum);
  const evaluated = voprfEvaluate(on, key.secret, blinded);
  const proof = voprfProve(on, key, { blinded, evaluated }, onceOnly(nonce));
  return { points: concatBytes(...evaluated), proof };
}

function parsePoints(on: Ristretto, joined: Uint8Array): Point[] | undefined {
  const points: Point[] = [];
  for (let at = 0; at < joined.length; at += pointBytes) {
    const point = on.parsePoint(joined.slice(at, at + pointBytes));
    if (point === undefined) return undefined;
    points.push(point);
  }
  return points;
}

/** The nonce of one proof. Asked a second time it fails: two proofs with it would give the share away. */
function onceOnly(nonce: Uint8Array) {
  let isUsed = false;
  return {
    bytes: (length: number): Uint8Array<ArrayBuffer> => {
      assert(!isUsed && length === nonce.length, "one nonce for one proof");
      isUsed = true;
      return Uint8Array.from(nonce);
    },
  };
}
