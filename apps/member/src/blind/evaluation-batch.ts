/**
 * One slot's batch: 24 points under one key and 8 under the other, whatever waits. Places that nothing
 * fills are blinded random values: a key holder cannot tell them from real ones. PROTOCOL §3, RFC 9497.
 */

import {
  addEvaluations,
  type BlindKeyName,
  type HolderIndex,
  type Point,
  pointBytes,
  type PublicBlindKeys,
  type Quorum,
  type Ristretto,
  type Scalar,
  sightingKeys,
  verifyPartial,
  voprfBlind,
  voprfFinalizeAll,
} from "@tocsin/crypto";
import { assert, concatBytes, type Random, toBase64Url } from "@tocsin/kernel";
import type { BlindValue, EvaluatedValue } from "@tocsin/store";
import {
  bytesOf,
  type EvaluationAnswer,
  type EvaluationBody,
  highPointsInBatch,
  lowPointsInBatch,
} from "@tocsin/wire";

import { blindInput } from "./blind-value.ts";

const dummyBytes = 32;
const keyNames = ["high", "low"] as const;

interface Place {
  /** Undefined for a dummy. */
  readonly value: BlindValue | undefined;
  readonly input: Uint8Array;
  readonly blind: Scalar;
  readonly blinded: Point;
}

export type EvaluationBatch = Readonly<Record<BlindKeyName, readonly Place[]>>;
export type Evaluated = Extract<EvaluationAnswer["body"], { is: "evaluated" }>;

/** Of at most 24 and 8 values. */
export function makeBatch(
  group: Ristretto,
  values: Readonly<Record<BlindKeyName, readonly BlindValue[]>>,
  random: Random,
): EvaluationBatch {
  const places = (waiting: readonly BlindValue[], count: number): Place[] => {
    assert(waiting.length <= count, "values of one batch");
    return Array.from({ length: count }, (_, at) => placeOf(group, waiting[at], random));
  };
  return {
    high: places(values.high, highPointsInBatch),
    low: places(values.low, lowPointsInBatch),
  };
}

/** The points as a request holds them. */
export function pointsOf(batch: EvaluationBatch): Pick<EvaluationBody, "high" | "low"> {
  const text = (name: BlindKeyName): string =>
    toBase64Url(concatBytes(...batch[name].map(({ blinded }) => blinded)));
  return { high: text("high"), low: text("low") };
}

/** Whether the holder has multiplied all points of both parts by its shares, as its proofs say. */
export function isSoundAnswer(
  group: Ristretto,
  keys: PublicBlindKeys,
  batch: EvaluationBatch,
  { holder, quorum, answer }: HolderAnswer,
): boolean {
  return keyNames.every((name) => {
    const evaluated = parsePoints(group, answer[name].points);
    const publicShare = keys[name].shares[holder - 1];
    if (evaluated === undefined || publicShare === undefined) return false;
    const proof = bytesOf(answer[name].proof);
    const blinded = batch[name].map((it) => it.blinded);
    return verifyPartial(group, quorum, blinded, { holder, publicShare, evaluated, proof });
  });
}

export interface HolderAnswer {
  readonly holder: HolderIndex;
  readonly quorum: Quorum;
  readonly answer: Evaluated;
}

/** Tags and pair keys of the batch's values, of two sound answers. Dummies are dropped. */
export function finishBatch(
  group: Ristretto,
  batch: EvaluationBatch,
  [a, b]: readonly [Evaluated, Evaluated],
): EvaluatedValue[] {
  return keyNames.flatMap((name) => {
    const parts = [a, b].map((answer) => parsePoints(group, answer[name].points));
    const [ours, theirs] = parts;
    assert(ours && theirs, "answers that were verified");
    const sums = addEvaluations(group, ours, theirs);
    const items = batch[name].map(({ input, blind }, at) => {
      const evaluated = sums[at];
      assert(evaluated, "an evaluation of each point");
      return { input, blind, evaluated };
    });
    const real = items.filter((_, at) => batch[name][at]?.value !== undefined);
    const values = batch[name].flatMap(({ value }) => value ?? []);
    return voprfFinalizeAll(group, real).flatMap((y, at): EvaluatedValue[] => {
      const value = values[at];
      return value === undefined ? [] : [{ ...value, ...sightingKeys(y) }];
    });
  });
}

function placeOf(group: Ristretto, value: BlindValue | undefined, random: Random): Place {
  const input = value === undefined ? random.bytes(dummyBytes) : blindInput(value);
  const blinding = voprfBlind(group, input, random);
  assert(blinding, "a point of every input");
  return { value, input, ...blinding };
}

function parsePoints(group: Ristretto, text: string): Point[] | undefined {
  const joined = bytesOf(text);
  const points: Point[] = [];
  for (let at = 0; at < joined.length; at += pointBytes) {
    const point = group.parsePoint(joined.slice(at, at + pointBytes));
    if (point === undefined) return undefined;
    points.push(point);
  }
  return points;
}
