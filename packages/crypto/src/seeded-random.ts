/**
 * A stream of bytes from one secret seed: HKDF-SHA256, RFC 5869, block by block. What was drawn can be
 * drawn again after a crash, so that a holder never says two different things in one ceremony.
 */

import { assert, concatBytes, type Random, uintBytes, utf8 } from "@tocsin/kernel";

import { hkdfSha256 } from "./hash.ts";

export const seedBytes = 32;
/** Most of one call of HKDF-SHA256. */
const blockBytes = 8160;
const drawBytesMax = 65_536;

/** Streams of different labels are independent. */
export function seededRandom(seed: Uint8Array, label: string): Random {
  assert(seed.length === seedBytes, "a seed of 32 bytes");
  const none = new Uint8Array();
  let draws = 0;
  return {
    bytes: (length) => {
      assert(length <= drawBytesMax, "bytes of one draw");
      const parts: Uint8Array[] = [];
      for (let at = 0; at * blockBytes < length; at += 1) {
        const place = concatBytes(
          utf8(`tocsin/stream/v1\n${label}\n`),
          uintBytes(draws, 4),
          uintBytes(at, 2),
        );
        parts.push(hkdfSha256(seed, none, place, Math.min(blockBytes, length - at * blockBytes)));
      }
      draws += 1;
      return concatBytes(...parts);
    },
  };
}
