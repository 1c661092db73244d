/** A ledger that a member node believes: its tree, its signed checkpoints, batches and their records. */

import { type Ed25519SigningKey, sealAes256Gcm } from "@tocsin/crypto";
import { concatBytes, type Epoch, type Round, systemRandom, utf8 } from "@tocsin/kernel";
import {
  appendLeaves,
  emptyFrontier,
  encodeFrontier,
  type Frontier,
  leafCommitment,
  leafHash,
  noteSigner,
  type NoteSigner,
  rootOf,
  signCheckpoint,
} from "@tocsin/ledger";
import type { LedgerStep } from "@tocsin/store";
import { encodeBatch, encodeSection, sectionContext } from "@tocsin/wire";

export const origin = "bench.test/ledger";
export const audience = "members";

export type StepFacts = Pick<LedgerStep, "directories" | "records">;

export interface LedgerLeaf {
  readonly salt: Uint8Array;
  /** Canonical JSON. */
  readonly leaf: Uint8Array;
}

export class BenchLedger {
  readonly epoch: Epoch;
  readonly audienceKey = systemRandom.bytes(32);
  readonly #signer: NoteSigner;
  #frontier: Frontier = emptyFrontier;
  #checkpoint = "";

  constructor(key: Ed25519SigningKey, epoch: Epoch) {
    this.epoch = epoch;
    this.#signer = noteSigner(origin, key);
  }

  get size(): number {
    return this.#frontier.size;
  }

  get checkpoint(): string {
    return this.#checkpoint;
  }

  /** The next batch as a node stores it. */
  step(round: Round, leaves: readonly LedgerLeaf[], facts: StepFacts): LedgerStep {
    const first = this.size;
    const commitments = this.#append(leaves);
    return {
      ...{
        first,
        community: undefined,
        gatewayKeys: [],
        holderRecords: [],
        mail: { messages: [], tallies: [], rulings: [], postings: [], ties: [] },
        replacedKeyIds: [],
        sections: [],
        ...facts,
      },
      commitments: concatBytes(...commitments),
      state: {
        size: this.size,
        frontier: encodeFrontier(this.#frontier),
        checkpoint: this.#checkpoint,
        round,
        verifiedMs: 0,
      },
    };
  }

  /** The next batch as the feed serves it. */
  batch(round: Round, leaves: readonly LedgerLeaf[]): Uint8Array {
    const first = this.size;
    const commitments = this.#append(leaves);
    const plain = encodeSection(leaves.map((it, at) => ({ ...it, index: first + at })));
    const { audienceKey, epoch } = this;
    const context = sectionContext(round, audience, epoch);
    const sealed = sealAes256Gcm(audienceKey, plain, context, systemRandom);
    const sections = [{ audience, epoch, bytes: sealed.length }];
    const { checkpoint } = this;
    const header = { v: 1 as const, round, first, leaves: leaves.length, checkpoint, sections };
    return encodeBatch({ header, commitments, sections: [sealed] });
  }

  #append(leaves: readonly LedgerLeaf[]): Uint8Array[] {
    const commitments = leaves.map(({ salt, leaf }) => leafCommitment(salt, leaf));
    this.#frontier = appendLeaves(this.#frontier, commitments.map(leafHash));
    const head = { origin, size: this.size, root: rootOf(this.#frontier) };
    this.#checkpoint = signCheckpoint(head, [this.#signer]);
    return commitments;
  }
}

/** The leaf of a submission in canonical JSON. */
export function submissionLeaf(round: Round, submission: string): LedgerLeaf {
  const leaf = utf8(`{"kind":"submission","round":${round},"submission":${submission}}`);
  return { salt: systemRandom.bytes(32), leaf };
}
