/** Chance that a seed repeats: what a test draws, not what programs do. */

import { createHash } from "node:crypto";

import { type Random, systemRandom, uniformInt } from "@tocsin/kernel";

export function seededRandom(seed: number): Random {
  let blocks = 0;
  let left = Buffer.alloc(0);
  return {
    bytes: (length) => {
      while (left.length < length) {
        const block = createHash("sha256").update(`${seed} ${blocks++}`).digest();
        left = Buffer.concat([left, block]);
      }
      const taken = new Uint8Array(left.subarray(0, length));
      left = left.subarray(length);
      return taken;
    },
  };
}

export function newSeed(): number {
  return uniformInt(systemRandom, 2 ** 31);
}

/** One of the items. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[uniformInt(random, items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}
