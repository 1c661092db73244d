/**
 * Where in a text something may begin: one walk over its words sorts them for all detectors, so that
 * none has to look at every word again.
 */

import { triggerBits } from "./word-table.ts";
import { digitAny, foreignAny, hashAll, upperFirst, type Words } from "./words.ts";

/** Words by their numbers, each list in order. */
export interface Places {
  /** With any bit of `triggerBits`. */
  readonly triggers: Uint32Array;
  /** With a digit, but for hashes. */
  readonly numbers: Uint32Array;
  /** With a capital first. */
  readonly capitals: Uint32Array;
  /** Letters beyond ASCII stand in some word. */
  readonly hasForeign: boolean;
}

export function placesOf({ count, bits, shapes }: Words): Places {
  const memory = new Uint32Array(count * 3);
  let [triggers, numbers, capitals] = [0, count, count * 2];
  let seen = 0;
  for (let at = 0; at < count; at += 1) {
    const shape = shapes[at] ?? 0;
    seen |= shape;
    if (((bits[at] ?? 0) & triggerBits) !== 0) memory[triggers++] = at;
    if ((shape & (digitAny | hashAll)) === digitAny) memory[numbers++] = at;
    if ((shape & upperFirst) !== 0) memory[capitals++] = at;
  }
  return {
    triggers: memory.subarray(0, triggers),
    numbers: memory.subarray(count, numbers),
    capitals: memory.subarray(count * 2, capitals),
    hasForeign: (seen & foreignAny) !== 0,
  };
}
