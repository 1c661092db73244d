/** A small signed ledger of public leaves, with the feed that serves it: what its readers meet. For tests. */

import { type Ed25519SigningKey, ed25519SigningKey } from "@tocsin/crypto";
import { type Epoch, type Round, systemRandom, utf8 } from "@tocsin/kernel";
import {
  batchPath,
  encodeBatch,
  encodeSection,
  type LeafRecord,
  roundLines,
  roundsPath,
} from "@tocsin/wire";

import { signCheckpoint } from "../checkpoint.ts";
import { appendLeaves, emptyFrontier, type Frontier, rootOf } from "../frontier.ts";
import { leafCommitment, leafHash } from "../hash.ts";
import { noteSigner } from "../note-key.ts";

const saltBytes = 32;

export class FeedLedger {
  readonly origin: string;
  readonly #key: Ed25519SigningKey = ed25519SigningKey(systemRandom.bytes(32));
  readonly #batches = new Map<Round, Uint8Array>();
  #frontier: Frontier = emptyFrontier;
  #round = 0;

  constructor(origin = "ledger.test/log") {
    this.origin = origin;
  }

  get publicKey(): Uint8Array {
    return this.#key.publicKey;
  }

  /** Leaves so far. */
  get size(): number {
    return this.#frontier.size;
  }

  /** The round that ends next. */
  get round(): Round {
    return (this.#round + 1) as Round;
  }

  /** Ends the round with these leaves, or without a batch where there are none. `hides`: none is as committed. */
  endRound(epoch: Epoch, leaves: readonly Uint8Array[], hides = false): void {
    const { round } = this;
    this.#round = round;
    if (leaves.length === 0) return;
    const first = this.size;
    const records = leaves.map((leaf, at) => salted(first + at, leaf));
    const commitments = records.map(({ salt, leaf }) => leafCommitment(salt, leaf));
    this.#frontier = appendLeaves(this.#frontier, commitments.map(leafHash));
    const head = { origin: this.origin, size: this.size, root: rootOf(this.#frontier) };
    const checkpoint = signCheckpoint(head, [noteSigner(this.origin, this.#key)]);
    const shown = hides ? records.map(({ index, leaf }) => salted(index, leaf)) : records;
    const section = encodeSection(shown);
    const sections = [{ audience: "public" as const, epoch, bytes: section.length }];
    const header = { v: 1 as const, round, first, leaves: leaves.length, checkpoint, sections };
    this.#batches.set(round, encodeBatch({ header, commitments, sections: [section] }));
  }

  /** Ends the round with a leaf of another history than has been told so far. */
  forge(epoch: Epoch): void {
    const { size } = this;
    const others = Array.from({ length: size }, () => leafHash(systemRandom.bytes(saltBytes)));
    this.#frontier = appendLeaves(emptyFrontier, others);
    this.endRound(epoch, [utf8("{}")]);
  }

  /** What the feed has under a path. */
  file(path: string): Uint8Array | undefined {
    const number = Number(path.slice(path.lastIndexOf("/") + 1)) as Round;
    if (path === batchPath(number)) return this.#batches.get(number);
    if (path !== roundsPath(number)) return undefined;
    return utf8(roundLines([...this.#batches.keys()].filter((round) => round > number)));
  }
}

function salted(index: number, leaf: Uint8Array): LeafRecord {
  return { index, salt: systemRandom.bytes(saltBytes), leaf };
}
