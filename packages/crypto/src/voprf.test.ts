import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import rfc9497 from "../../../vectors/rfc9497-ristretto255-sha512.json" with { type: "json" };
import { loadRistretto, type Point, type Scalar } from "./ristretto.ts";
import { flipped, hex, scriptedRandom } from "./testing.ts";
import {
  type OprfMode,
  voprfBlind,
  voprfEvaluate,
  voprfFinalize,
  voprfFinalizeAll,
  voprfProve,
  voprfVerify,
} from "./voprf.ts";

const group = await loadRistretto();
const { oprf: base, voprf: verifiable } = rfc9497;

function point(text: string): Point {
  const parsed = group.parsePoint(hex(text));
  if (parsed === undefined) throw new Error("no point");
  return parsed;
}

function scalar(text: string): Scalar {
  const parsed = group.parseScalar(hex(text));
  if (parsed === undefined) throw new Error("no scalar");
  return parsed;
}

/** Randomness that reduces to the scalar. */
function drawing(...texts: readonly string[]) {
  return scriptedRandom(...texts.map((text) => hex(`${text}${"00".repeat(32)}`)));
}

interface Run {
  readonly mode: OprfMode;
  readonly skSm: string;
}
type Vector = (typeof base.vectors)[number];

const runs: readonly (Run & Vector)[] = [
  ...base.vectors.map((vector) => ({ mode: "oprf" as const, skSm: base.skSm, ...vector })),
  ...verifiable.vectors.map((vector) => ({
    mode: "voprf" as const,
    skSm: verifiable.skSm,
    ...vector,
  })),
];

describe("RFC 9497, Appendix A.1", () => {
  it.each(runs)("$section blinds, evaluates and finishes", ({ mode, skSm, ...vector }) => {
    for (const [at, text] of vector.input.entries()) {
      const blinding = voprfBlind(group, hex(text), drawing(vector.blind[at] ?? ""), mode);
      if (blinding === undefined) throw new Error("not blinded");
      expect(toHex(blinding.blinded)).toBe(vector.blindedElement[at]);
      const [evaluated] = voprfEvaluate(group, scalar(skSm), [blinding.blinded]);
      if (evaluated === undefined) throw new Error("not evaluated");
      expect(toHex(evaluated)).toBe(vector.evaluationElement[at]);
      const output = voprfFinalize(group, hex(text), blinding.blind, evaluated);
      expect(toHex(output)).toBe(vector.output[at]);
    }
  });

  it.each(verifiable.vectors)("$section proves and verifies", (vector) => {
    const key = { secret: scalar(verifiable.skSm), publicKey: point(verifiable.pkSm) };
    expect(group.multiplyBase(key.secret)).toEqual(key.publicKey);
    const blinded = vector.blindedElement.map(point);
    const evaluated = vector.evaluationElement.map(point);
    const random = drawing(vector.proofRandomScalar);
    const proof = voprfProve(group, key, { blinded, evaluated }, random);
    expect(toHex(proof)).toBe(vector.proof);
    const statement = { publicKey: key.publicKey, blinded, evaluated };
    expect(voprfVerify(group, statement, proof)).toBe(true);
  });
});

function batch(size: number) {
  const secret = group.randomScalar(systemRandom);
  const key = { secret, publicKey: group.multiplyBase(secret) };
  const inputs = Array.from({ length: size }, (_, at) => utf8(`value ${at}`));
  const blindings = inputs.map((input) => {
    const blinding = voprfBlind(group, input, systemRandom);
    if (blinding === undefined) throw new Error("not blinded");
    return blinding;
  });
  const blinded = blindings.map((it) => it.blinded);
  const evaluated = voprfEvaluate(group, secret, blinded);
  const proof = voprfProve(group, key, { blinded, evaluated }, systemRandom);
  return { key, inputs, blindings, blinded, evaluated, proof };
}

describe("a batch", () => {
  it("verifies and finishes in another implementation, and theirs here", () => {
    const { key, inputs, blindings, blinded, evaluated, proof } = batch(4);
    const { voprf } = ristretto255_oprf;
    const items = inputs.map((input, at) => ({
      input,
      blind: Uint8Array.from(blindings[at]?.blind ?? []),
      blinded: Uint8Array.from(blinded[at] ?? []),
      evaluated: Uint8Array.from(evaluated[at] ?? []),
    }));
    const theirOutputs = voprf.finalizeBatch(items, key.publicKey, proof);
    const ours = voprfFinalizeAll(
      group,
      inputs.map((input, at) => ({
        input,
        blind: blindings[at]?.blind ?? key.secret,
        evaluated: evaluated[at] ?? key.publicKey,
      })),
    );
    expect(ours.map(toHex)).toEqual(theirOutputs.map((it) => toHex(it)));
    const theirs = voprf.blindEvaluateBatch(
      Uint8Array.from(key.secret),
      Uint8Array.from(key.publicKey),
      blinded.map((it) => Uint8Array.from(it)),
    );
    const statement = { publicKey: key.publicKey, blinded, evaluated };
    expect(voprfVerify(group, statement, theirs.proof)).toBe(true);
  });

  it("gives the same output however the value was blinded, and another for another value", () => {
    const secret = group.randomScalar(systemRandom);
    const run = (input: Uint8Array): string => {
      const blinding = voprfBlind(group, input, systemRandom);
      if (blinding === undefined) throw new Error("not blinded");
      const [evaluated] = voprfEvaluate(group, secret, [blinding.blinded]);
      return toHex(voprfFinalize(group, input, blinding.blind, evaluated ?? blinding.blinded));
    };
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(run(a)).toBe(run(a));
        expect(run(a) === run(b)).toBe(toHex(a) === toHex(b));
      }),
      { numRuns: 10 },
    );
  });

  it("does not verify with anything altered", () => {
    const { key, blinded, evaluated, proof } = batch(3);
    const statement = { publicKey: key.publicKey, blinded, evaluated };
    const [a, b, c] = evaluated;
    if (a === undefined || b === undefined || c === undefined) throw new Error("no batch");
    expect(voprfVerify(group, statement, proof)).toBe(true);
    for (const wrong of [
      { ...statement, publicKey: a },
      { ...statement, evaluated: [b, a, c] },
      { ...statement, evaluated: [a, b, b] },
      { ...statement, evaluated: [a, b] },
      { ...statement, blinded: [...blinded].reverse() },
      { ...statement, blinded: [], evaluated: [] },
    ]) {
      expect(voprfVerify(group, wrong, proof)).toBe(false);
    }
    for (const wrong of [
      flipped(proof, 0),
      flipped(proof, 40),
      proof.subarray(1),
      new Uint8Array(64),
      new Uint8Array(64).fill(255),
      Uint8Array.from([...proof.subarray(32), ...proof.subarray(0, 32)]),
    ]) {
      expect(voprfVerify(group, statement, wrong)).toBe(false);
    }
  });

  it("with one point evaluated by another key is caught", () => {
    const { key, blinded, evaluated } = batch(3);
    const [first, ...rest] = voprfEvaluate(group, group.randomScalar(systemRandom), blinded);
    const tagged = [first ?? key.publicKey, ...evaluated.slice(1)];
    const proof = voprfProve(group, key, { blinded, evaluated: tagged }, systemRandom);
    expect(rest).toHaveLength(2);
    const statement = { publicKey: key.publicKey, blinded, evaluated: tagged };
    expect(voprfVerify(group, statement, proof)).toBe(false);
  });
});
