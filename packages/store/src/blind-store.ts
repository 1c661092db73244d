/**
 * What a node has had evaluated blindly and what still waits, in a database of its own beside the node's.
 * Values are the company's: nothing of it leaves but through the evaluation, as random points.
 */

import type { Epoch } from "@tocsin/kernel";

export type BlindKey = "high" | "low";

export interface BlindValue {
  readonly type: string;
  /** Canonical form. */
  readonly value: string;
}

export interface QueuedValue extends BlindValue {
  readonly key: BlindKey;
}

export interface EvaluatedValue extends BlindValue {
  /** 32 bytes each. */
  readonly tag: Uint8Array;
  readonly pairKey: Uint8Array;
}

export interface BlindStore extends AsyncDisposable {
  /** Those that are there already, waiting or evaluated, stay; resolves with the number of new ones. */
  queue(epoch: Epoch, values: readonly QueuedValue[]): Promise<number>;
  /** The oldest that wait under the key. */
  waiting(epoch: Epoch, key: BlindKey, max: number): Promise<readonly BlindValue[]>;
  waitingCount(epoch: Epoch): Promise<Readonly<Record<BlindKey, number>>>;
  /** All of them or none. Only what was queued is kept. */
  saveEvaluated(epoch: Epoch, values: readonly EvaluatedValue[]): Promise<void>;
  /** "waiting" until it is evaluated; undefined where it was never queued. */
  evaluated(epoch: Epoch, value: BlindValue): Promise<EvaluatedValue | "waiting" | undefined>;
  /** The value that has this tag. */
  byTag(epoch: Epoch, tag: Uint8Array): Promise<EvaluatedValue | undefined>;
  /** Forgets the epochs before one. */
  dropBefore(epoch: Epoch): Promise<void>;
}
