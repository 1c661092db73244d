/** For tests only: bytes of vectors, and randomness that gives what a vector says. */

import { fromHex, type Random, systemRandom } from "@tocsin/kernel";

/** Bytes of hex that a test wrote or a vector holds. */
export function hex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new Error("not hex");
  return bytes;
}

/** Gives the parts in order, each asked for by its length; afterwards the system's randomness. */
export function scriptedRandom(...parts: readonly Uint8Array[]): Random {
  const left = [...parts];
  return {
    bytes: (length) => {
      const next = left.shift();
      if (next === undefined) return systemRandom.bytes(length);
      if (next.length !== length) throw new Error(`the script has ${next.length} bytes here`);
      return Uint8Array.from(next);
    },
  };
}

/** The bytes with one bit flipped. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
