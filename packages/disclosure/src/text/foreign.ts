/** Whether a passage is in a language that the word table does not know: there an unknown word says nothing. */

import { classBits } from "./word-table.ts";
import { foreignAny, letterAny, lowerAny, type Words } from "./words.ts";

const plainWordsMin = 6;
/** Of English texts about attacks one plain word in ten is unknown, of others most are. */
const unknownShareMin = 0.35;
const charsMin = 3;
/** Words before and behind that are looked at: texts change their language from sentence to sentence. */
const nearMax = 18;
const nearShareMin = 0.5;
const textMax = 400;

/** The words around one, or many more around it. */
export function isForeignNear(words: Words, at: number): boolean {
  return (
    isForeign(words, at, textMax, unknownShareMin) || isForeign(words, at, nearMax, nearShareMin)
  );
}

function isForeign(words: Words, at: number, far: number, share: number): boolean {
  const { starts, ends, shapes, bits } = words;
  let plain = 0;
  let unknown = 0;
  const last = Math.min(words.count, at + far);
  for (let near = Math.max(0, at - far); near < last; near += 1) {
    if (((shapes[near] ?? 0) & ~foreignAny) !== (lowerAny | letterAny)) continue;
    if ((ends[near] ?? 0) - (starts[near] ?? 0) < charsMin) continue;
    plain += 1;
    if (((bits[near] ?? 0) & classBits) === 0) unknown += 1;
  }
  return plain >= plainWordsMin && unknown >= plain * share;
}
