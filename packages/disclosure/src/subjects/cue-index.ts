/** All cues in one trie of word hashes: the longest cue that begins at a word, in a few look-ups. */

import { assert } from "@tocsin/kernel";
import { once } from "../text/once.ts";
import { hashEnd, hashSeed, hashStep, WordTable } from "../text/word-hash.ts";
import type { Words } from "../text/words.ts";
import { businessCues } from "./business-cues.ts";
import { advice, kindIndex } from "./content-kinds.ts";
import { counselCues } from "./counsel-cues.ts";
import { cueForms, type CueList, enough } from "./cue-list.ts";
import { foreignCues } from "./foreign-cues.ts";
import { personalCues } from "./personal-cues.ts";

export interface Cue {
  /** Place in `kinds`. */
  readonly kind: number;
  readonly weight: number;
}

export interface CueHit {
  readonly cues: readonly Cue[];
  /** Words that the cue is made of. */
  readonly words: number;
}

interface Node extends CueHit {
  /** By hash as a number with a sign, which a map need not box. */
  next: Map<number, Node> | undefined;
  readonly cues: Cue[];
}

/** Characters that may stand between two words of a cue. */
const gapCharsMax = 2;

/** Behind most words of most cues there is none. */
function newNode(words: number): Node {
  return { next: undefined, cues: [], words };
}

function nodeBehind(node: Node, hash: number): Node {
  const signed = hash | 0;
  node.next ??= new Map();
  let next = node.next.get(signed);
  if (next === undefined) {
    next = newNode(node.words + 1);
    node.next.set(signed, next);
  }
  return next;
}

/** One cue, or many with commas between. A step never leads back to the seed, which has no sign. */
function addCues(root: Node, text: string, cue: Cue): void {
  let node = root;
  let hash = hashSeed;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : comma;
    if (isCueCode(code)) {
      hash = hashStep(hash, code);
      continue;
    }
    if (hash !== hashSeed) node = nodeBehind(node, hashEnd(hash));
    hash = hashSeed;
    if (code !== comma || node === root) continue;
    if (!node.cues.some(({ kind }) => kind === cue.kind)) node.cues.push(cue);
    node = root;
  }
}

const comma = 44;

/** Small letters and digits, and letters of other languages. */
function isCueCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}

/** As they are, or in all their forms. */
function written(list: CueList, weight: 1 | 2 | 4): string[] {
  if (list.isForeign === true) return [list[weight]];
  const cues = list[weight].replaceAll(/\s+/g, " ").split(",");
  return cues.flatMap((text) => {
    const cue = text.trim();
    return cue === "" ? [] : cueForms(cue);
  });
}

/**
 * First words by hash. Of each it stands there whether it is a cue by itself, which words may follow, a bit for
 * each by the low bits of its hash, and the place of its node, counted from 1: most are followed by none of these.
 */
interface Roots {
  readonly entries: WordTable;
  readonly nodes: readonly Node[];
  /** How much each weighs by itself, or `isHeavy`. */
  readonly weights: Int8Array;
}

/** Of a cue that says enough by itself, that advises, or that has several words. */
export const isHeavy = -1;

const rootsSizeLog2 = 15;
const placeMask = (1 << (rootsSizeLog2 - 1)) - 1;
const isCueItself = 1 << 15;
const followingShift = 16;
const followingMask = 15;

const roots = once((): Roots => {
  const made = newNode(0);
  for (const list of [...businessCues, ...personalCues, counselCues, ...foreignCues]) {
    const kind = kindIndex.get(list.kind) ?? 0;
    for (const weight of [4, 2, 1] as const) {
      const cue = { kind, weight };
      for (const text of written(list, weight)) addCues(made, text, cue);
    }
  }
  const entries = new WordTable(rootsSizeLog2);
  const begun = made.next ?? new Map<number, Node>();
  const nodes = [...begun.values()];
  assert(nodes.length < placeMask, "the table is at most half full");
  let place = 0;
  for (const [hash, node] of begun) {
    place += 1;
    let entry = place | (node.cues.length > 0 ? isCueItself : 0);
    if (node.next !== undefined) {
      for (const next of node.next.keys()) entry |= 1 << (followingShift + (next & followingMask));
    }
    entries.add(hash >>> 0, entry);
  }
  return { entries, nodes, weights: Int8Array.from(nodes, weightOf) };
});

function weightOf({ cues }: Node): number {
  const isLight = cues.every(({ kind, weight }) => kind !== advice && weight < enough);
  return isLight ? cues.reduce((most, { weight }) => Math.max(most, weight), 0) : isHeavy;
}

/** The weight of the light cue of one word that is there, 0 where there is no cue, and `isHeavy` for any other. */
export function lightCueAt(words: Words, first: number): number {
  const { entries, weights } = roots();
  const entry = entries.get(words.hashes[first] ?? 0);
  if ((followedBy(entry, words, first) & 1) !== 0) {
    const hit = cueAt(words, first);
    if (hit === undefined) return 0;
    if (hit.words > 1) return isHeavy;
  } else if ((entry & isCueItself) === 0) return 0;
  return weights[(entry & placeMask) - 1] ?? 0;
}

/** Its last bit: whether some cue goes on with a word like the next one. */
function followedBy(entry: number, { count, hashes }: Words, first: number): number {
  const next = first + 1 < count ? (hashes[first + 1] ?? 0) : 0;
  return entry >>> (followingShift + (next & followingMask));
}

export function cueAt(words: Words, first: number): CueHit | undefined {
  const { count, starts, ends, hashes } = words;
  const { entries, nodes } = roots();
  const entry = entries.get(hashes[first] ?? 0);
  if (((followedBy(entry, words, first) & 1) | (entry & isCueItself)) === 0) return undefined;
  let node = nodes[(entry & placeMask) - 1];
  let best: CueHit | undefined;
  for (let at = first; node !== undefined;) {
    if (node.cues.length > 0) best = node;
    at += 1;
    if (at >= count || (starts[at] ?? 0) - (ends[at - 1] ?? 0) > gapCharsMax) break;
    node = node.next?.get((hashes[at] ?? 0) | 0);
  }
  return best;
}
