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

/** How many words in small letters stand before each word, and how many of them no list knows. */
export class PlainWords {
  readonly #count: number;
  readonly #plain: Uint32Array;
  readonly #unknown: Uint32Array;

  constructor({ count, starts, ends, shapes, bits }: Words) {
    this.#count = count;
    this.#plain = new Uint32Array(count + 1);
    this.#unknown = new Uint32Array(count + 1);
    let plain = 0;
    let unknown = 0;
    for (let at = 0; at < count; at += 1) {
      const isSmall = ((shapes[at] ?? 0) & ~foreignAny) === (lowerAny | letterAny);
      if (isSmall && (ends[at] ?? 0) - (starts[at] ?? 0) >= charsMin) {
        plain += 1;
        if (((bits[at] ?? 0) & classBits) === 0) unknown += 1;
      }
      this.#plain[at + 1] = plain;
      this.#unknown[at + 1] = unknown;
    }
  }

  /** The words around one, or many more around it. */
  isForeignNear(at: number): boolean {
    return (
      this.#isForeign(at, textMax, unknownShareMin) || this.#isForeign(at, nearMax, nearShareMin)
    );
  }

  #isForeign(at: number, far: number, share: number): boolean {
    const first = Math.max(0, at - far);
    const last = Math.min(this.#count, at + far);
    const plain = (this.#plain[last] ?? 0) - (this.#plain[first] ?? 0);
    const unknown = (this.#unknown[last] ?? 0) - (this.#unknown[first] ?? 0);
    return plain >= plainWordsMin && unknown >= plain * share;
  }
}
