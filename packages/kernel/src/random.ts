/** Randomness as a port. The only source in production is the operating system's. */

import { toBase64Url } from "./bytes.ts";

export interface Random {
  /** `length` fresh random bytes; at most 65,536. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

export const systemRandom: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

/** A uniform integer in [0, bound), bound ≤ 2^32, by rejection. */
export function uniformInt(random: Random, bound: number): number {
  const span = 2 ** 32;
  if (!Number.isSafeInteger(bound) || bound < 1 || bound > span) throw new RangeError("bound");
  const limit = span - (span % bound);
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
    const value = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
    if (value < limit) return value % bound;
  }
}

/** 128 random bits as base64url: an id that says nothing about order or origin. */
export function randomId(random: Random): string {
  return toBase64Url(random.bytes(16));
}
