/**
 * What a key holder keeps: where it stands in the ledger, what holders have said there, its sealed shares,
 * and for a few slots who asked for what batch. Batches are random points; no operation takes or gives
 * a value. PROTOCOL §3.
 *
 * Durability, for every operation that writes: when it resolves, its effect is on the disk and survives
 * kill -9 and loss of power; when it rejects, it has left nothing.
 */

import type { Epoch, Round } from "@tocsin/kernel";

/** Where the holder has read and verified the ledger. */
export interface HolderLedgerPlace {
  readonly round: Round;
  /** Encoded frontier of the tree. */
  readonly frontier: Uint8Array;
  /** Signed note over it. */
  readonly note: string;
}

export interface HolderRecordRow {
  /** Position of its leaf. */
  readonly index: number;
  readonly epoch: Epoch;
  /** Canonical JSON of the signed record. */
  readonly document: string;
}

export interface HolderLedgerStep {
  readonly place: HolderLedgerPlace;
  readonly records: readonly HolderRecordRow[];
}

/** The holder's part of the keys of an epoch. */
export interface ShareRow {
  readonly epoch: Epoch;
  readonly attempt: number;
  /** Null once it is destroyed. */
  readonly sealed: Uint8Array | null;
}

/** One answer: of a member, in a slot, for one of the two quorums that the holder belongs to. */
export interface AnsweredBatch {
  readonly member: string;
  readonly slot: number;
  readonly quorum: string;
  /** SHA-256 of the batch's points. */
  readonly batch: Uint8Array;
  readonly answer: Uint8Array;
}

export type BatchOutcome =
  /** "same": this very batch was answered in this quorum before; that answer stands. */
  | { readonly is: "recorded" | "same"; readonly answer: Uint8Array }
  /** Another batch had the slot. */
  | { readonly is: "used" };

export interface KeyHolderStore extends AsyncDisposable {
  ledgerPlace(): Promise<HolderLedgerPlace | undefined>;
  /** The place and the records up to it, both or neither. */
  advance(step: HolderLedgerStep): Promise<void>;
  /** Of the epoch, in the order of the ledger. */
  records(epoch: Epoch): Promise<readonly HolderRecordRow[]>;
  /** The newest of what the issuer said: canonical JSON of community file and roster. */
  roster(): Promise<string | undefined>;
  saveRoster(roster: string): Promise<void>;
  /** Sealed seed of the epoch's ceremony. */
  seed(epoch: Epoch): Promise<Uint8Array | undefined>;
  /** The seed that is there stays; resolves with the one that counts. */
  addSeed(epoch: Epoch, sealed: Uint8Array): Promise<Uint8Array>;
  dropSeed(epoch: Epoch): Promise<void>;
  shares(): Promise<readonly ShareRow[]>;
  /** Takes the place of a share of an earlier attempt. */
  saveShare(epoch: Epoch, attempt: number, sealed: Uint8Array): Promise<void>;
  /** Erases shares and seeds of the epoch; that there was one stays. */
  destroyShare(epoch: Epoch): Promise<void>;
  /** The batch that had the slot, and its answer in the quorum. */
  batch(
    member: string,
    slot: number,
    quorum: string,
  ): Promise<{ readonly batch: Uint8Array; readonly answer: Uint8Array | null } | undefined>;
  /** Of concurrent calls with different batches one is "recorded". */
  recordBatch(answered: AnsweredBatch): Promise<BatchOutcome>;
  /** Forgets slots before one, at most `rowsMax` answers; resolves with their number. */
  sweepBatches(before: number, rowsMax: number): Promise<number>;
  /** After it nothing that was deleted is in any file of the store. */
  scour(): Promise<void>;
}
