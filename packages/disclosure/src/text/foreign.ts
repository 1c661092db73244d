/** Whether a text is in a language that the word table does not know: there an unknown word says nothing. */

import { classBits } from "./word-table.ts";
import { foreignAny, letterAny, lowerAny, type Words } from "./words.ts";

const plainWordsMin = 8;
/** Of English texts about attacks one plain word in ten is unknown, of others most are. */
const unknownShareMin = 0.35;
const charsMin = 3;

export function isForeign({ count, starts, ends, shapes, bits }: Words): boolean {
  let plain = 0;
  let unknown = 0;
  for (let at = 0; at < count; at += 1) {
    if (((shapes[at] ?? 0) & ~foreignAny) !== (lowerAny | letterAny)) continue;
    if ((ends[at] ?? 0) - (starts[at] ?? 0) < charsMin) continue;
    plain += 1;
    if (((bits[at] ?? 0) & classBits) === 0) unknown += 1;
  }
  return plain >= plainWordsMin && unknown >= plain * unknownShareMin;
}
