/** Sums of what is matched with: a bit that flips must not make one value another. */

import { crc32 } from "node:zlib";

export function valueSum(type: string, value: string): number {
  return crc32(`${type}\n${value}`);
}
