/**
 * Many phrases looked for at once, word by word: names of people, customers, hosts and places. A
 * look-up at each word, at most `phraseWordsMax` steps deep, however many phrases there are.
 */

import type { Passage } from "../text/passage.ts";
import { readPassage } from "../text/passage.ts";
import { type Words, wordsOf } from "../text/words.ts";

export const phraseWordsMax = 12;
/** Characters that may stand between two words of a phrase: "J. Doe", "fc-eaf2-hmi", a line end. */
const gapCharsMax = 3;

interface Node<Value> {
  readonly next: Map<string, Node<Value>>;
  value?: Value;
}

export interface PhraseHit<Value> {
  /** Offsets into `passage.text`. */
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

export class PhraseIndex<Value> {
  readonly #root: Node<Value> = { next: new Map() };

  /** Adds a phrase; the first value given for it stays. */
  add(phrase: string, value: Value): void {
    const passage = readPassage(phrase);
    const words = wordsOf(passage);
    if (words.count === 0 || words.count > phraseWordsMax) return;
    let node = this.#root;
    for (let at = 0; at < words.count; at += 1) {
      const word = passage.lower.slice(words.starts[at], words.ends[at]);
      const known = node.next.get(word);
      if (known === undefined) {
        const fresh: Node<Value> = { next: new Map() };
        node.next.set(word, fresh);
        node = fresh;
      } else {
        node = known;
      }
    }
    node.value ??= value;
  }

  /** The longest phrase that begins at each word, left to right without overlap. */
  find(passage: Passage, words: Words): PhraseHit<Value>[] {
    const hits: PhraseHit<Value>[] = [];
    for (let at = 0; at < words.count;) {
      const hit = this.#longestAt(passage, words, at);
      if (hit !== undefined) hits.push(hit.hit);
      at += hit?.words ?? 1;
    }
    return hits;
  }

  #longestAt(
    passage: Passage,
    words: Words,
    first: number,
  ): { hit: PhraseHit<Value>; words: number } | undefined {
    let node = this.#root;
    let best: { hit: PhraseHit<Value>; words: number } | undefined;
    const start = words.starts[first] ?? 0;
    for (let at = first; at < words.count && at < first + phraseWordsMax; at += 1) {
      const from = words.starts[at] ?? 0;
      const end = words.ends[at] ?? 0;
      if (at > first && from - (words.ends[at - 1] ?? 0) > gapCharsMax) break;
      const next = node.next.get(passage.lower.slice(from, end));
      if (next === undefined) break;
      node = next;
      if (node.value !== undefined) {
        best = { hit: { start, end, value: node.value }, words: at - first + 1 };
      }
    }
    return best;
  }
}
