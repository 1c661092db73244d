/**
 * What the exchange keeps. It has no accounts: there is no column for who sent, from where, in which
 * order or at which moment; the finest time is a round. PROTOCOL §1, §4, §5.
 *
 * Durability, for every operation that writes: when it resolves, its effect is on the disk and survives
 * kill -9 and loss of power; when it rejects, it has left nothing. Reads see every write that was
 * acknowledged before they were asked.
 */

import type { Epoch, Round } from "@tocsin/kernel";
import type { Audience, SectionHeader } from "@tocsin/wire";

import type { TieVote, VoteAdded, VoteStore } from "./exchange-votes.ts";

/** Bytes of the id under which a capsule is staged and remembered: start of its SHA-256. */
export const capsuleIdBytes = 16;
/** Bytes of an observable's index key: start of the SHA-256 over its type and canonical value. */
export const observableKeyBytes = 16;

/** A capsule that was opened, not looked into: valid, dummy and forged cost the same to stage. */
export interface StagedCapsule {
  readonly id: Uint8Array;
  /** Id of the gateway key it was sealed to: it is remembered as long as that key lives. */
  readonly gatewayKey: number;
  /** The round in which it arrived. */
  readonly round: Round;
  readonly frame: Uint8Array;
}

export interface StagedFrame {
  readonly id: Uint8Array;
  readonly frame: Uint8Array;
}

/** One part of a submission of which others are still to come. */
export interface WaitingPart {
  readonly submission: Uint8Array;
  readonly index: number;
  readonly count: number;
  readonly payload: Uint8Array;
}

/** A whole submission that a round could not take, for the next one. */
export interface CarriedSubmission {
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
}

/** A token as the spent set knows it: SHA-256 of its input, under the epoch of its key. */
export interface Spend {
  readonly epoch: Epoch;
  readonly id: Uint8Array;
}

/** Where the chain of envelopes of one report stands. */
export interface ReportHead {
  /** The pseudonym: one report each. */
  readonly pkSign: Uint8Array;
  /** SHA-256 of the first envelope. */
  readonly report: Uint8Array;
  /** SHA-256 of the newest envelope. */
  readonly envelope: Uint8Array;
  readonly seq: number;
  readonly class: string;
  readonly epoch: Epoch;
  readonly audience: Audience;
  readonly author: Uint8Array;
  readonly withdrawn: boolean;
  /** Ledger position of the newest envelope. */
  readonly position: number;
}

/** Of which section of its batch a leaf is: "public", or an audience. */
export type LeafAudience = SectionHeader["audience"];

export interface NewLeaf {
  readonly commitment: Uint8Array;
  readonly audience: LeafAudience;
  readonly salt: Uint8Array;
  /** Canonical JSON of the leaf. */
  readonly detail: Uint8Array;
  /** Position of the leaf before it under the same pseudonym. */
  readonly previous: number | null;
  /** Index keys of its observables, `observableKeyBytes` each, one after the other. */
  readonly keys: Uint8Array;
  /** After it the detail is of no use any more and is erased; without it it stays. */
  readonly untilRound?: Round;
}

export interface StoredLeaf {
  readonly position: number;
  readonly commitment: Uint8Array;
  readonly audience: LeafAudience;
  /** Null once erased. */
  readonly detail: { readonly salt: Uint8Array; readonly leaf: Uint8Array } | null;
}

/** A tile of the tree: `width` hashes of 32 bytes from `index` × 256 on, at `level`. */
export interface StoredTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** Where the ledger stands. */
export interface LedgerHead {
  readonly size: number;
  /** The newest round that was worked; null before the first. */
  readonly round: Round | null;
  /** Signed note over the tree; null while it is empty. */
  readonly checkpoint: string | null;
}

export interface StoredBatch {
  readonly round: Round;
  /** Leaves before the batch. */
  readonly first: number;
  readonly leaves: number;
  readonly checkpoint: string;
  /** SHA-256 of its published file; null while the file is still to be written, or written anew. */
  readonly file: Uint8Array | null;
}

export const noticeKinds = [
  "community",
  "key-directory",
  "gateway-key",
  "key-holder",
  "ruling",
  "recipient",
  "use-receipt",
  "delivery",
  "refunds-signed",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What goes into the ledger for everyone to see, of the issuer, a key holder or the exchange itself. */
export interface Notice {
  /** SHA-256 of `leaf`. */
  readonly id: Uint8Array;
  readonly kind: NoticeKind;
  /** Canonical JSON of the leaf. */
  readonly leaf: Uint8Array;
}

export interface StoredNotice extends Notice {
  /** Null until it is in the ledger. */
  readonly position: number | null;
}

export interface GatewayKey {
  /** Key id of RFC 9458 §3, one byte. */
  readonly id: number;
  /** Key configuration as published. */
  readonly config: Uint8Array;
  readonly secret: Uint8Array;
  readonly fromMs: number;
  /** After it the secret is erased, and with it what was remembered against replays. */
  readonly untilMs: number;
}

export interface StoredAudienceKey {
  readonly audience: Audience;
  readonly epoch: Epoch;
  readonly key: Uint8Array;
}

/** A sealed sighting. Nodes check its HMAC; who sent it and when is nowhere. */
export interface StoredTag {
  readonly tag: Uint8Array;
  readonly pk: Uint8Array;
  readonly mac: Uint8Array;
}

export interface NewTag extends StoredTag {
  /** Hash of the secret that takes it back. */
  readonly lock: Uint8Array;
  /** The last day on which it lives: whole days since 1970. */
  readonly untilDay: number;
}

export interface TagWithdrawal {
  readonly tag: Uint8Array;
  readonly pk: Uint8Array;
  /** It is taken back only where this is its lock. */
  readonly lock: Uint8Array;
}

/** What lives under a tag. */
export interface TagStanding {
  readonly count: number;
  /** The first by key. */
  readonly pairs: readonly StoredTag[];
}

/** A fresh token that the author of a report has asked for, not yet told to the issuer. */
export interface Refund {
  /** Pseudonym of the report: each has one. */
  readonly pkSign: Uint8Array;
  readonly keyId: Uint8Array;
  readonly request: Uint8Array;
}

/** How a report stands with its stake. */
export interface StakeStanding {
  /** The round in which the report was accepted; null where there is none under this pseudonym. */
  readonly accepted: Round | null;
  readonly asked: boolean;
}

/** What an author says against a ruling, for the operator alone. */
export interface Appeal {
  /** SHA-256 of the report's first envelope. */
  readonly report: Uint8Array;
  /** Number of the ruling; the first appeal against each counts. */
  readonly ruling: number;
  readonly text: string;
}

/** What one round changes: all of it, or nothing. */
export interface RoundCommit {
  readonly round: Round;
  /** What the ledger must still be. */
  readonly expected: { readonly size: number; readonly round: Round | null };
  readonly leaves: readonly NewLeaf[];
  /** Tiles that changed, each whole. */
  readonly tiles: readonly StoredTile[];
  /** Signed note over the tree with the new leaves; null where there are none. */
  readonly checkpoint: string | null;
  readonly spends: readonly Spend[];
  /** Sealed sightings; one that is there already stays as it is. */
  readonly tags: readonly NewTag[];
  /** Sightings taken back, after `tags` are in. */
  readonly tagsOff: readonly TagWithdrawal[];
  readonly votes: readonly VoteAdded[];
  readonly ties: readonly TieVote[];
  /** Locks of those taken back, after `ties` are in. */
  readonly tiesOff: readonly Uint8Array[];
  /** Asked for in this round; who has asked already is left alone. */
  readonly refunds: readonly Refund[];
  /** Whole days since 1970 of this round: what was asked for on an earlier day is due. */
  readonly day: number;
  /** Pseudonyms whose requests are in a leaf now: the requests are erased. */
  readonly refundsTold: readonly Uint8Array[];
  readonly appeals: readonly Appeal[];
  /** New reports and new states of known ones. */
  readonly heads: readonly ReportHead[];
  /** Positions of withdrawals: the details of all leaves before each, under its pseudonym, are erased. */
  readonly withdrawals: readonly number[];
  /** Notices that became leaves. */
  readonly notices: readonly { readonly id: Uint8Array; readonly position: number }[];
  readonly partsKept: readonly WaitingPart[];
  /** Submissions whose parts are no longer waited for. */
  readonly partsDone: readonly Uint8Array[];
  readonly carried: readonly CarriedSubmission[];
  readonly carriedDone: readonly Uint8Array[];
}

export interface Sweep {
  readonly nowMs: number;
  /** Parts that arrived in this round or before are given up. */
  readonly partsThrough: Round;
  /** Spent tokens of epochs before this one are forgotten: their keys are refused by then. */
  readonly spentBefore: Epoch;
  /** Rows removed at most, so that nobody waits long. */
  readonly rowsMax: number;
}

/** The gateway's side: capsules and read sessions. */
export interface StagingStore {
  /**
   * Remembers the capsule's id and keeps its frame. "replayed": this id was seen under this key, nothing
   * changes. "full": `framesMax` are staged, nothing changes.
   */
  stage(capsule: StagedCapsule, framesMax: number): Promise<"staged" | "replayed" | "full">;
  /** Spends the token and opens the session, both or neither. Of concurrent calls one succeeds. */
  openSession(spend: Spend, session: Uint8Array, untilMs: number): Promise<"opened" | "spent">;
  /** End of the session with this SHA-256 of its bearer. */
  sessionUntil(session: Uint8Array): Promise<number | undefined>;
}

/** The round worker's side. */
export interface SequencingStore {
  /** The oldest round with frames that no round has worked, up to `through`. */
  oldestStaged(through: Round): Promise<Round | undefined>;
  /** Frames of a round that was not worked, ordered by id, after one. */
  stagedFrames(
    round: Round,
    after: Uint8Array | undefined,
    limit: number,
  ): Promise<readonly StagedFrame[]>;
  /** Parts that wait, of these submissions; how many wait in all; and what was carried over. */
  waiting(submissions: readonly Uint8Array[]): Promise<{
    readonly parts: readonly WaitingPart[];
    readonly partsInAll: number;
    readonly carried: readonly CarriedSubmission[];
  }>;
  /** The chains under these pseudonyms and whether these tokens are spent, both in the order asked. */
  standing(
    pkSigns: readonly Uint8Array[],
    spends: readonly Spend[],
  ): Promise<{
    readonly heads: readonly (ReportHead | null)[];
    readonly spent: readonly boolean[];
  }>;
  /** What lives under each of these tags on a day, in the order asked; `pairsMax` of each at most. */
  tagged(
    tags: readonly Uint8Array[],
    day: number,
    pairsMax: number,
  ): Promise<readonly TagStanding[]>;
  /** How these pseudonyms stand, in the order asked. */
  stakes(pkSigns: readonly Uint8Array[]): Promise<readonly StakeStanding[]>;
  /** What was asked for before a day and is in no leaf yet, in the order of the requests. */
  refundsDue(day: number, limit: number): Promise<readonly Refund[]>;
  /** The newest of each report, in the order of reports. */
  appeals(limit: number): Promise<readonly Appeal[]>;
  head(): Promise<LedgerHead>;
  /** "moved": the ledger is not what was expected; "spent": one of the tokens is. Both change nothing. */
  commitRound(commit: RoundCommit): Promise<"committed" | "moved" | "spent">;
  /**
   * Erases the details of leaves whose last round is before this one, of so many rounds at most; their
   * batches are to be published anew. Resolves with the number of leaves.
   */
  eraseExpired(round: Round, roundsMax: number): Promise<number>;
  /** Removes what is worked or has expired, a limited number of rows; resolves with that number. */
  sweep(sweep: Sweep): Promise<number>;
  /** After it nothing that was erased is in any file of the store. */
  scour(): Promise<void>;
}

/** What the feed is made from and checked against. */
export interface LedgerStore {
  leaves(from: number, limit: number): Promise<readonly StoredLeaf[]>;
  /** Commitments of `limit` leaves at most from a position on, 32 bytes each, one after the other. */
  commitments(from: number, limit: number): Promise<Uint8Array>;
  tiles(level: number, fromIndex: number, limit: number): Promise<readonly StoredTile[]>;
  batch(round: Round): Promise<StoredBatch | undefined>;
  /** Batches after a round, oldest first. */
  batches(after: Round | null, limit: number): Promise<readonly StoredBatch[]>;
  /** Rounds that have a batch, after a round, oldest first. */
  rounds(after: Round, limit: number): Promise<readonly Round[]>;
  /** Rounds whose file is still to be written, oldest first. */
  unpublished(limit: number): Promise<readonly Round[]>;
  /** The file of the round's batch is on the disk, with this SHA-256. */
  published(round: Round, file: Uint8Array): Promise<void>;
  /** Leaves with an observable of this key, newest first. */
  positionsOf(key: Uint8Array, limit: number): Promise<readonly number[]>;
  /** Recomputes the checksums over what no signature covers; throws `store-damaged`. */
  verifySpent(): Promise<void>;
}

/** Notices and keys. */
export interface KeyStore {
  /** Where the content is known, nothing changes. */
  addNotice(notice: Notice): Promise<"added" | "known">;
  /** All notices, those of the ledger first, in its order. */
  notices(): Promise<readonly StoredNotice[]>;
  /** The key and its notice, both or neither. */
  addGatewayKey(key: GatewayKey, notice: Notice): Promise<void>;
  gatewayKeys(): Promise<readonly GatewayKey[]>;
  /** Keeps each key whose audience and epoch has none, and resolves with those that hold. */
  keepAudienceKeys(keys: readonly StoredAudienceKey[]): Promise<readonly StoredAudienceKey[]>;
  /** Keys of these audiences, newest epochs first. */
  audienceKeys(
    audiences: readonly Audience[],
    limit: number,
  ): Promise<readonly StoredAudienceKey[]>;
}

export interface ExchangeStore
  extends StagingStore, SequencingStore, VoteStore, LedgerStore, KeyStore, AsyncDisposable {
  /** Gives the space set aside to a full disk, so that sweeping and closing have room to work. */
  releaseReserve(): Promise<void>;
}
