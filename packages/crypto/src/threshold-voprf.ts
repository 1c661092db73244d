/**
 * The key of blind matching is shared among three holders, and any two of them evaluate (Shamir;
 * interpolation as in RFC 9591 §4.2). Each multiplies by its share times the interpolation factor of the
 * pair that is asked and proves it under its own public share, so a wrong answer names its holder.
 */

import { assert } from "@tocsin/kernel";

import type { Point, Ristretto, Scalar } from "./ristretto.ts";
import { type EvaluationKey, voprfVerify } from "./voprf.ts";

export const holderCount = 3;
export const holderThreshold = 2;

/** 1, 2 or 3: the place of a holder in the community file, and its x in the sharing. */
export type HolderIndex = 1 | 2 | 3;
export const holderIndices: readonly HolderIndex[] = [1, 2, 3];

/** Two different holders, the lower first. */
export type Quorum = readonly [HolderIndex, HolderIndex];

/** The factor of `own` at zero: RFC 9591 §4.2, derive_interpolating_value. */
export function interpolationFactor(group: Ristretto, own: HolderIndex, quorum: Quorum): Scalar {
  assert(quorum[0] < quorum[1] && quorum.includes(own), "a holder of the quorum");
  const other = quorum[0] === own ? quorum[1] : quorum[0];
  const [x, otherX] = [group.smallScalar(own), group.smallScalar(other)];
  const difference = group.subtractScalars(otherX, x);
  assert(difference, "two different holders");
  return group.multiplyScalars(otherX, group.invert(difference));
}

/** The key that a holder evaluates with in this quorum. */
export function quorumKey(
  group: Ristretto,
  share: Scalar,
  own: HolderIndex,
  quorum: Quorum,
): EvaluationKey {
  const secret = group.multiplyScalars(interpolationFactor(group, own, quorum), share);
  return { secret, publicKey: group.multiplyBase(secret) };
}

/** What one holder answered. */
export interface PartialEvaluation {
  readonly holder: HolderIndex;
  /** Its public share of the key, from the ledger. */
  readonly publicShare: Point;
  readonly evaluated: readonly Point[];
  readonly proof: Uint8Array;
}

/** Whether the holder multiplied every point of the batch by its share for this quorum. */
export function verifyPartial(
  group: Ristretto,
  quorum: Quorum,
  blinded: readonly Point[],
  { holder, publicShare, evaluated, proof }: PartialEvaluation,
): boolean {
  if (!quorum.includes(holder)) return false;
  const publicKey = group.multiply(interpolationFactor(group, holder, quorum), publicShare);
  return voprfVerify(group, { publicKey, blinded, evaluated }, proof);
}

export type Combined =
  | { readonly ok: true; readonly evaluated: readonly Point[] }
  /** Holders whose proof does not hold. */
  | { readonly ok: false; readonly culprits: readonly HolderIndex[] };

/** The points times the whole key, of two answers that are each verified first. */
export function combineEvaluations(
  group: Ristretto,
  blinded: readonly Point[],
  partials: readonly [PartialEvaluation, PartialEvaluation],
): Combined {
  const [a, b] = partials;
  const quorum: Quorum = a.holder < b.holder ? [a.holder, b.holder] : [b.holder, a.holder];
  const culprits = partials.filter((it) => !verifyPartial(group, quorum, blinded, it));
  if (culprits.length > 0) return { ok: false, culprits: culprits.map(({ holder }) => holder) };
  return { ok: true, evaluated: addEvaluations(group, a.evaluated, b.evaluated) };
}

/** The sums of verified answers. */
export function addEvaluations(
  group: Ristretto,
  a: readonly Point[],
  b: readonly Point[],
): Point[] {
  assert(a.length === b.length, "answers of one length");
  return a.map((point, at) => {
    const other = b[at];
    assert(other, "answers of one length");
    const sum = group.add(point, other);
    // The whole key is not zero and verified answers are its parts.
    assert(sum, "an evaluation that is a point");
    return sum;
  });
}
