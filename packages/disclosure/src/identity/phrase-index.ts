/**
 * Many phrases looked for at once, word by word: names of people, customers, hosts and places. A
 * look-up at each word, at most `phraseWordsMax` steps deep, however many phrases there are.
 */

import { readPassage } from "../text/passage.ts";
import { hashOf } from "../text/word-hash.ts";
import { type Words, wordsOf } from "../text/words.ts";

export const phraseWordsMax = 12;
/** Characters that may stand between two words of a phrase: "J. Doe", "fc-eaf2-hmi", a line end. */
const gapCharsMax = 3;

const beginsMask = 2047;

interface Node<Value> {
  readonly next: Map<number, Node<Value>>;
  value?: Value;
}

/** Most phrases that are found in a text are one plain word. */
const plainWord = /^[A-Za-z0-9]{1,64}$/;

function hashesOf(phrase: string): ArrayLike<number> & Iterable<number> {
  if (plainWord.test(phrase)) return [hashOf(phrase.toLowerCase())];
  const { count, hashes } = wordsOf(readPassage(phrase));
  return hashes.subarray(0, count);
}

export interface PhraseHit<Value> {
  /** Offsets into `passage.text`. */
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

export class PhraseIndex<Value> {
  readonly #root: Node<Value> = { next: new Map() };
  /** A bit for each word that begins a phrase, by the low bits of its hash. */
  readonly #begins = new Int32Array(beginsMask + 1);

  /** Adds a phrase; the first value given for it stays. */
  add(phrase: string, value: Value): void {
    const hashes = hashesOf(phrase);
    if (hashes.length === 0 || hashes.length > phraseWordsMax) return;
    let node = this.#root;
    const first = hashes[0] ?? 0;
    const place = (first >>> 5) & beginsMask;
    this.#begins[place] = (this.#begins[place] ?? 0) | (1 << (first & 31));
    for (const word of hashes) {
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
  find(words: Words): PhraseHit<Value>[] {
    const hits: PhraseHit<Value>[] = [];
    for (let at = 0; at < words.count;) {
      const hash = words.hashes[at] ?? 0;
      // Most words begin no phrase, and a bit says so.
      if (((this.#begins[(hash >>> 5) & beginsMask] ?? 0) & (1 << (hash & 31))) === 0) {
        at += 1;
        continue;
      }
      const hit = this.#longestAt(words, at);
      if (hit !== undefined) hits.push(hit.hit);
      at += hit?.words ?? 1;
    }
    return hits;
  }

  #longestAt(words: Words, first: number): { hit: PhraseHit<Value>; words: number } | undefined {
    let node = this.#root;
    let best: { hit: PhraseHit<Value>; words: number } | undefined;
    const start = words.starts[first] ?? 0;
    for (let at = first; at < words.count && at < first + phraseWordsMax; at += 1) {
      const from = words.starts[at] ?? 0;
      const end = words.ends[at] ?? 0;
      if (at > first && from - (words.ends[at - 1] ?? 0) > gapCharsMax) break;
      const next = node.next.get(words.hashes[at] ?? 0);
      if (next === undefined) break;
      node = next;
      if (node.value !== undefined) {
        best = { hit: { start, end, value: node.value }, words: at - first + 1 };
      }
    }
    return best;
  }
}
