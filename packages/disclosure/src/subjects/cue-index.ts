/** All cues in one trie of word hashes: the longest cue that begins at a word, in a few look-ups. */

import { assert } from "@tocsin/kernel";
import type { FindingKind } from "../finding-kinds.ts";
import { once } from "../text/once.ts";
import { hashOf, WordTable } from "../text/word-hash.ts";
import type { Words } from "../text/words.ts";
import { businessCues } from "./business-cues.ts";
import { cueForms, type CueList } from "./cue-list.ts";
import { personalCues } from "./personal-cues.ts";

export interface Cue {
  readonly kind: FindingKind;
  readonly weight: number;
}

interface Node {
  readonly next: Map<number, Node>;
  cues: Cue[];
}

export interface CueHit {
  readonly cues: readonly Cue[];
  /** Words that the cue is made of. */
  readonly words: number;
}

/** Characters that may stand between two words of a cue. */
const gapCharsMax = 2;

function addCue(root: Node, text: string, cue: Cue): void {
  let node = root;
  for (const word of text.match(/[a-z0-9]+/g) ?? []) {
    const hash = hashOf(word);
    let next = node.next.get(hash);
    if (next === undefined) {
      next = { next: new Map(), cues: [] };
      node.next.set(hash, next);
    }
    node = next;
  }
  const known = node.cues.find(({ kind }) => kind === cue.kind);
  if (known === undefined) node.cues.push(cue);
}

function phrases(list: CueList, weight: 1 | 2 | 4): string[] {
  const written = list[weight].split(",").map((text) => text.trim().replaceAll(/\s+/g, " "));
  return written.filter((text) => text !== "").flatMap(cueForms);
}

/** First words by hash, with the places of what may follow. */
interface Roots {
  readonly places: WordTable;
  readonly nodes: readonly Node[];
}

const rootsSizeLog2 = 13;

const roots = once((): Roots => {
  const made: Node = { next: new Map(), cues: [] };
  for (const list of [...businessCues, ...personalCues]) {
    for (const weight of [4, 2, 1] as const) {
      for (const text of phrases(list, weight)) addCue(made, text, { kind: list.kind, weight });
    }
  }
  const places = new WordTable(rootsSizeLog2);
  const nodes = [...made.next.values()];
  assert(nodes.length < 1 << (rootsSizeLog2 - 1), "the table is at most half full");
  for (const [at, hash] of [...made.next.keys()].entries()) places.add(hash, at + 1);
  return { places, nodes };
});

export function cueAt({ count, starts, ends, hashes }: Words, first: number): CueHit | undefined {
  const { places, nodes } = roots();
  let node = nodes[places.get(hashes[first] ?? 0) - 1];
  let best: CueHit | undefined;
  for (let at = first; node !== undefined;) {
    if (node.cues.length > 0) best = { cues: node.cues, words: at - first + 1 };
    at += 1;
    if (node.next.size === 0) break;
    if (at >= count || (starts[at] ?? 0) - (ends[at - 1] ?? 0) > gapCharsMax) break;
    node = node.next.get(hashes[at] ?? 0);
  }
  return best;
}
