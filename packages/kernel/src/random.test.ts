import { describe, expect, it } from "vitest";

import { type Random, randomId, systemRandom, uniformInt } from "./random.ts";

describe("chance", () => {
  it("rejects what would favour small values", () => {
    const answers = [Uint8Array.of(255, 255, 255, 255), Uint8Array.of(0, 0, 0, 8)];
    const random: Random = { bytes: () => answers.shift() ?? new Uint8Array(4) };
    expect(uniformInt(random, 3)).toBe(2);
    expect(answers).toHaveLength(0);
  });

  it("reaches every value below the bound and none above", () => {
    const seen = new Set(Array.from({ length: 500 }, () => uniformInt(systemRandom, 7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it.each([0, -1, 1.5, 2 ** 33])("has no integer below %d", (bound) => {
    expect(() => uniformInt(systemRandom, bound)).toThrow(RangeError);
  });

  it("makes ids of 128 bits", () => {
    expect(randomId(systemRandom)).toMatch(/^[\w-]{22}$/);
    expect(randomId(systemRandom)).not.toBe(randomId(systemRandom));
  });
});
