/**
 * Verifiable oblivious evaluation: VOPRF(ristretto255, SHA-512), RFC 9497 §3.3.2. Whoever blinds sees
 * value and output; whoever evaluates sees random points and learns neither. The proof says that all
 * points of a batch were multiplied by the one key whose public half is known.
 */

import { assert, concatBytes, equalBytes, type Random, uintBytes, utf8 } from "@tocsin/kernel";

import { type Point, type Ristretto, type Scalar, scalarBytes, sha512 } from "./ristretto.ts";

/** Challenge and response of a batched proof, RFC 9497 §2.2. */
export const voprfProofBytes = 2 * scalarBytes;
export const voprfOutputBytes = 64;
/** Points under one proof: their index is two bytes. */
export const voprfBatchMax = 65_535;
export const voprfInputBytesMax = 65_535;

/** RFC 9497 §3.1. The mode without proof is here for its vectors alone. */
export type OprfMode = "oprf" | "voprf";

/** The value's secret mask, and what the key holder is shown. */
export interface Blinded {
  readonly blind: Scalar;
  readonly blinded: Point;
}

export interface EvaluationKey {
  readonly secret: Scalar;
  readonly publicKey: Point;
}

interface Statement {
  readonly publicKey: Point;
  readonly blinded: readonly Point[];
  readonly evaluated: readonly Point[];
}

/** Blind, RFC 9497 §3.3.1. Undefined for an input that has no point; none is known. */
export function voprfBlind(
  group: Ristretto,
  input: Uint8Array,
  random: Random,
  mode: OprfMode = "voprf",
): Blinded | undefined {
  assert(input.length <= voprfInputBytesMax, "length of an input");
  const element = group.hashToGroup(input, domain("HashToGroup-", mode));
  if (element === undefined) return undefined;
  const blind = group.randomScalar(random);
  return { blind, blinded: group.multiply(blind, element) };
}

/** The points times the key, RFC 9497 §3.3.2 without the proof. */
export function voprfEvaluate(
  group: Ristretto,
  secret: Scalar,
  blinded: readonly Point[],
): Point[] {
  return blinded.map((point) => group.multiply(secret, point));
}

/** GenerateProof over the whole batch, RFC 9497 §2.2.1. */
export function voprfProve(
  group: Ristretto,
  key: EvaluationKey,
  { blinded, evaluated }: Pick<Statement, "blinded" | "evaluated">,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const { secret, publicKey } = key;
  const statement = { publicKey, blinded, evaluated };
  const m = weightedSum(group, weightsOf(group, statement), blinded);
  assert(m, "a composite that is a point");
  const z = group.multiply(secret, m);
  const nonce = group.randomScalar(random);
  const t2 = group.multiplyBase(nonce);
  const t3 = group.multiply(nonce, m);
  const challenge = challengeOf(group, [publicKey, m, z, t2, t3]);
  const response = group.subtractScalars(nonce, group.multiplyScalars(challenge, secret));
  assert(response, "a response that is not zero");
  return concatBytes(challenge, response);
}

/** VerifyProof, RFC 9497 §2.2.2. Everything in it is public. */
export function voprfVerify(group: Ristretto, statement: Statement, proof: Uint8Array): boolean {
  const { publicKey, blinded, evaluated } = statement;
  if (blinded.length !== evaluated.length || proof.length !== voprfProofBytes) return false;
  if (blinded.length === 0 || blinded.length > voprfBatchMax) return false;
  const challenge = group.parseScalar(proof.subarray(0, scalarBytes));
  const response = group.parseScalar(proof.subarray(scalarBytes));
  if (challenge === undefined || response === undefined) return false;
  const weights = weightsOf(group, statement);
  const m = weightedSum(group, weights, blinded);
  const z = weightedSum(group, weights, evaluated);
  if (m === undefined || z === undefined) return false;
  const t2 = group.add(group.multiplyBase(response), group.multiply(challenge, publicKey));
  const t3 = group.add(group.multiply(response, m), group.multiply(challenge, z));
  if (t2 === undefined || t3 === undefined) return false;
  return equalBytes(challengeOf(group, [publicKey, m, z, t2, t3]), challenge);
}

/** Finalize, RFC 9497 §3.3.1: 64 bytes that only the key's holders and whoever knew the input have. */
export function voprfFinalize(
  group: Ristretto,
  input: Uint8Array,
  blind: Scalar,
  evaluated: Point,
): Uint8Array<ArrayBuffer> {
  return outputOf(input, group.multiply(group.invert(blind), evaluated));
}

/** Finalize of a whole batch with one inversion for all blinds (Montgomery's trick). */
export function voprfFinalizeAll(
  group: Ristretto,
  items: readonly {
    readonly input: Uint8Array;
    readonly blind: Scalar;
    readonly evaluated: Point;
  }[],
): Uint8Array<ArrayBuffer>[] {
  const inverses = invertAll(
    group,
    items.map(({ blind }) => blind),
  );
  return items.map(({ input, evaluated }, at) => {
    const inverse = inverses[at];
    assert(inverse, "an inverse for each blind");
    return outputOf(input, group.multiply(inverse, evaluated));
  });
}

function outputOf(input: Uint8Array, unblinded: Point): Uint8Array<ArrayBuffer> {
  return sha512(...prefixed(input, unblinded), utf8("Finalize"));
}

function invertAll(group: Ristretto, scalars: readonly Scalar[]): Scalar[] {
  const products: Scalar[] = [];
  for (const scalar of scalars) {
    const last = products.at(-1);
    products.push(last === undefined ? scalar : group.multiplyScalars(last, scalar));
  }
  const whole = products.at(-1);
  if (whole === undefined) return [];
  let rest = group.invert(whole);
  const inverses: Scalar[] = [];
  for (let at = scalars.length - 1; at >= 0; at -= 1) {
    const [before, scalar] = [products[at - 1], scalars[at]];
    assert(scalar, "a scalar");
    inverses.push(before === undefined ? rest : group.multiplyScalars(rest, before));
    rest = group.multiplyScalars(rest, scalar);
  }
  return inverses.reverse();
}

/** The weights of ComputeComposites, RFC 9497 §2.2.1. */
function weightsOf(group: Ristretto, { publicKey, blinded, evaluated }: Statement): Scalar[] {
  assert(blinded.length === evaluated.length, "a point for each point");
  assert(blinded.length > 0 && blinded.length <= voprfBatchMax, "points in a batch");
  const seed = sha512(...prefixed(publicKey, domain("Seed-", "voprf")));
  const label = utf8("Composite");
  const tag = domain("HashToScalar-", "voprf");
  return blinded.map((point, at) => {
    const image = evaluated[at];
    assert(image, "a point for each point");
    const index = uintBytes(at, 2);
    const transcript = concatBytes(...prefixed(seed), index, ...prefixed(point, image), label);
    return group.hashToScalar(transcript, tag);
  });
}

function weightedSum(
  group: Ristretto,
  weights: readonly Scalar[],
  points: readonly Point[],
): Point | undefined {
  let sum: Point | undefined;
  for (const [at, point] of points.entries()) {
    const weight = weights[at];
    assert(weight, "a weight for each point");
    const term = group.multiply(weight, point);
    // A sum that passes through the identity goes on with the next term alone.
    sum = sum === undefined ? term : group.add(sum, term);
  }
  return sum;
}

function challengeOf(group: Ristretto, points: readonly Point[]): Scalar {
  const transcript = concatBytes(...prefixed(...points), utf8("Challenge"));
  return group.hashToScalar(transcript, domain("HashToScalar-", "voprf"));
}

/** Each part behind its length in two bytes. */
function prefixed(...parts: readonly Uint8Array[]): Uint8Array[] {
  return parts.flatMap((part) => [uintBytes(part.length, 2), part]);
}

/** A label before the context string of the mode, RFC 9497 §3.1. */
function domain(label: string, mode: OprfMode): Uint8Array<ArrayBuffer> {
  const id = Uint8Array.of(mode === "oprf" ? 0 : 1);
  return concatBytes(utf8(`${label}OPRFV1-`), id, utf8("-ristretto255-SHA512"));
}
