import fc from "fast-check";
import { systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import rfc9591 from "../../../vectors/rfc9591-ristretto255-sharing.json" with { type: "json" };
import { loadRistretto, type Point, type Scalar } from "./ristretto.ts";
import { hex } from "./testing.ts";
import {
  combineEvaluations,
  type HolderIndex,
  holderIndices,
  interpolationFactor,
  type PartialEvaluation,
  type Quorum,
  quorumKey,
  verifyPartial,
} from "./threshold-voprf.ts";
import { voprfBlind, voprfEvaluate, voprfFinalize, voprfProve } from "./voprf.ts";

const group = await loadRistretto();
const quorums: readonly Quorum[] = [
  [1, 2],
  [1, 3],
  [2, 3],
];

function scalar(text: string): Scalar {
  const parsed = group.parseScalar(hex(text));
  if (parsed === undefined) throw new Error("no scalar");
  return parsed;
}

function sumOf(a: Scalar | undefined, b: Scalar | undefined): Scalar {
  const sum = a && b && group.addScalars(a, b);
  if (sum === undefined) throw new Error("no sum");
  return sum;
}

/** A line through `secret`: its values at 1, 2 and 3. */
function shared() {
  const secret = group.randomScalar(systemRandom);
  const slope = group.randomScalar(systemRandom);
  const shares = new Map(
    holderIndices.map((x) => [
      x,
      sumOf(secret, group.multiplyScalars(slope, group.smallScalar(x))),
    ]),
  );
  const share = (of: HolderIndex): Scalar => shares.get(of) ?? secret;
  return { secret, share };
}

function answer(
  holder: HolderIndex,
  share: Scalar,
  quorum: Quorum,
  blinded: readonly Point[],
): PartialEvaluation {
  const key = quorumKey(group, share, holder, quorum);
  const evaluated = voprfEvaluate(group, key.secret, blinded);
  const proof = voprfProve(group, key, { blinded, evaluated }, systemRandom);
  return { holder, publicShare: group.multiplyBase(share), evaluated, proof };
}

function blind(input: Uint8Array) {
  const blinding = voprfBlind(group, input, systemRandom);
  if (blinding === undefined) throw new Error("not blinded");
  return blinding;
}

describe("interpolation", () => {
  it("gives the group's secret key of RFC 9591 E.3 from any two shares", () => {
    const shares = rfc9591.shares.map(scalar);
    for (const [i, j] of quorums) {
      const part = (of: HolderIndex): Scalar => {
        const share = shares[of - 1];
        if (share === undefined) throw new Error("no share");
        return group.multiplyScalars(interpolationFactor(group, of, [i, j]), share);
      };
      const secret = sumOf(part(i), part(j));
      expect(toHex(secret)).toBe(rfc9591.groupSecretKey);
      expect(toHex(group.multiplyBase(secret))).toBe(rfc9591.groupPublicKey);
    }
  });

  it("is refused for a holder outside the quorum, or a quorum out of order", () => {
    expect(() => interpolationFactor(group, 3, [1, 2])).toThrow();
    expect(() => interpolationFactor(group, 1, [2, 1])).toThrow();
    expect(() => interpolationFactor(group, 1, [1, 1])).toThrow();
  });
});

describe("two holders of three", () => {
  it("give what the whole key gives, whichever two they are", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom(...quorums),
        (input, quorum) => {
          const { secret, share } = shared();
          const { blind: mask, blinded } = blind(input);
          const [i, j] = quorum;
          const combined = combineEvaluations(
            group,
            [blinded],
            [answer(i, share(i), quorum, [blinded]), answer(j, share(j), quorum, [blinded])],
          );
          const direct = voprfEvaluate(group, secret, [blinded]);
          expect(combined).toEqual({ ok: true, evaluated: direct });
          const [evaluated] = direct;
          expect(evaluated && voprfFinalize(group, input, mask, evaluated)).toHaveLength(64);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("are each found out when they answer wrongly, and named", () => {
    const { share } = shared();
    const quorum: Quorum = [1, 3];
    const blinded = [blind(utf8("a")).blinded, blind(utf8("b")).blinded];
    const good = answer(1, share(1), quorum, blinded);
    const other = answer(3, share(3), quorum, blinded);
    const lying = { ...answer(3, share(2), quorum, blinded), publicShare: other.publicShare };
    expect(combineEvaluations(group, blinded, [good, lying])).toEqual({ ok: false, culprits: [3] });
    const swapped = { ...other, evaluated: [...other.evaluated].reverse() };
    expect(combineEvaluations(group, blinded, [good, swapped])).toEqual({
      ok: false,
      culprits: [3],
    });
    const stolen = { ...good, proof: other.proof };
    expect(combineEvaluations(group, blinded, [stolen, lying])).toEqual({
      ok: false,
      culprits: [1, 3],
    });
    const short = { ...other, evaluated: other.evaluated.slice(1) };
    expect(combineEvaluations(group, blinded, [good, short])).toEqual({ ok: false, culprits: [3] });
  });

  it("do not combine with an answer for another quorum", () => {
    const { share } = shared();
    const blinded = [blind(utf8("a")).blinded];
    const late = answer(1, share(1), [1, 2], blinded);
    expect(verifyPartial(group, [1, 2], blinded, late)).toBe(true);
    expect(verifyPartial(group, [1, 3], blinded, late)).toBe(false);
    expect(verifyPartial(group, [2, 3], blinded, late)).toBe(false);
    expect(
      combineEvaluations(group, blinded, [late, answer(3, share(3), [1, 3], blinded)]),
    ).toEqual({ ok: false, culprits: [1] });
  });
});
