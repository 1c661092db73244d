/** What the evaluating threads are asked and answer. Both ends are this folder. */

import type { HolderIndex, Quorum } from "@tocsin/crypto";

/** Points under one key. */
export interface KeyPart {
  /** The holder's share; wiped by the thread. */
  readonly share: Uint8Array;
  /** 32 bytes each, joined. */
  readonly points: Uint8Array;
  /** 64 uniform bytes for the proof's nonce, never used twice. */
  readonly nonce: Uint8Array;
}

export interface EvaluationJob {
  readonly holder: HolderIndex;
  readonly quorum: Quorum;
  readonly high: KeyPart;
  readonly low: KeyPart;
}

export interface EvaluatedPart {
  readonly points: Uint8Array;
  readonly proof: Uint8Array;
}

/** Under both keys; undefined where one of the points is none. */
export type EvaluationOutcome =
  { readonly high: EvaluatedPart; readonly low: EvaluatedPart } | undefined;
