import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integerBytes, integerOf, inverseModulo } from "./rsa-integer.ts";

describe("integers of RSA", () => {
  it("survive the way to bytes and back", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 512n - 1n }), (value) => {
        expect(integerOf(integerBytes(value, 64))).toBe(value);
      }),
    );
  });

  it("are read from a view into a larger buffer", () => {
    expect(integerOf(Uint8Array.of(9, 1, 2, 9).subarray(1, 3))).toBe(258n);
    expect(integerOf(new Uint8Array())).toBe(0n);
  });

  it.each([
    [256n, 1],
    [65536n, 2],
    [1n, 0],
    [-1n, 2],
  ])("%s does not fit in %i bytes", (value, length) => {
    expect(() => integerBytes(value, length)).toThrow(RangeError);
  });

  it("have an inverse exactly where they share no factor with the modulus", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 2n ** 128n }),
        fc.bigInt({ min: 2n, max: 2n ** 128n }),
        (a, n) => {
          const inverse = inverseModulo(a, n);
          if (inverse === undefined) expect(gcd(a, n)).toBeGreaterThan(1n);
          else expect((a * inverse) % n).toBe(1n % n);
        },
      ),
    );
  });
});

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
