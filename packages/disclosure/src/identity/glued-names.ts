/** Own names glued into other words, spread or disguised: both indexes of them in one walk over a text. */

import type { Passage } from "../text/passage.ts";
import { type Words, wordsOf } from "../text/words.ts";
import { GluedIndex, type GluedHit, gluedForm } from "./glued-index.ts";
import { beginningLetters, NameBeginnings } from "./name-beginnings.ts";

export interface GluedHits<Value> {
  /** In the order of their ends. */
  readonly plain: readonly GluedHit<Value>[];
  /** With digits read as letters: "ferr0crest". */
  readonly disguised: readonly GluedHit<Value>[];
}

export class GluedNames<Value> {
  readonly #plain = new GluedIndex<Value>(false);
  readonly #disguised = new GluedIndex<Value>(true);
  readonly #beginnings = new NameBeginnings();

  /** Shorter names are looked for as whole words only. */
  add(name: string, value: Value, isDisguised: boolean): void {
    const form = gluedForm(name);
    if (form.length < beginningLetters) return;
    this.#beginnings.add(form);
    this.#plain.add(form, value);
    if (isDisguised) this.#disguised.add(form, value);
  }

  /** All occurrences in a text that is folded; none goes over a hash. */
  find(passage: Passage, words: Words = wordsOf(passage)): GluedHits<Value> {
    const plain: GluedHit<Value>[] = [];
    const disguised: GluedHit<Value>[] = [];
    this.#beginnings.find(passage, words, (places, from, to) => {
      /** As far as each was read. */
      let [plainFrom, disguisedFrom] = [from, from];
      for (const at of places) {
        if (at >= plainFrom) plainFrom = this.#plain.read(passage, at, plainFrom, to, plain);
        if (at >= disguisedFrom)
          disguisedFrom = this.#disguised.read(passage, at, disguisedFrom, to, disguised);
      }
    });
    return { plain, disguised };
  }
}
