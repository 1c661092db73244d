/**
 * What a node has had evaluated blindly, what of it is sealed, and what others have sealed, in a database
 * of its own beside the node's. Values are the company's: nothing of it leaves but through the evaluation,
 * as random points, and as tags that say nothing to whoever has not had the same value evaluated.
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

/** A value whose tag others have, too, or may have. */
export interface TaggedValue extends EvaluatedValue {
  readonly epoch: Epoch;
  readonly key: BlindKey;
}

/** A sighting of this node that has left or is about to. */
export interface SealedValue {
  /** By which it is found in the ledger, base64url. */
  readonly parcel: string;
  /** Last day on which it lives, "2026-11-21". */
  readonly expires: string;
}

/** Why a value is to be sealed: a report names it, or (`true`) it was seen, whatever becomes of reports. */
export type SealWish = boolean | { readonly report: string };

export type SealState = "wished" | "sealed" | "taken" | "withdrawn";

export interface TagPair {
  readonly pk: Uint8Array;
  readonly mac: Uint8Array;
  /** In which it was told first. */
  readonly round: number;
}

/** What the ledger says of one tag in one round. */
export interface TagLine {
  readonly tag: Uint8Array;
  readonly pairs: readonly Omit<TagPair, "round">[];
}

/** One leaf of the ledger. */
export interface LineStep {
  /** Its position. */
  readonly position: number;
  readonly round: number;
  readonly lines: readonly TagLine[];
  /** Parcels that it acknowledges, ours and others'. */
  readonly taken: readonly string[];
}

export interface Judged {
  readonly tag: Uint8Array;
  /** Whose HMAC holds, and who is not this node. */
  readonly peers: readonly Pick<TagPair, "pk" | "round">[];
}

export interface MatchRow extends TaggedValue {
  readonly id: string;
  readonly peers: readonly Pick<TagPair, "pk" | "round">[];
  readonly firstRound: number;
  readonly lastRound: number;
}

export interface CheckLine {
  readonly line: number;
  /** "value" where it can be asked about. */
  readonly verdict: "value" | "private" | "benign" | "not-a-value";
  readonly type: string | null;
  readonly value: string | null;
}

export interface CheckRow {
  readonly id: string;
  readonly madeMs: number;
  readonly seal: boolean;
  readonly lines: readonly CheckLine[];
}

/** Where a value stands that was queued. */
export interface BlindPlace {
  readonly key: BlindKey;
  /** Values before it under its key; null once it is evaluated. */
  readonly ahead: number | null;
  readonly seal: SealState | null;
  readonly match: MatchRow | null;
}

export interface BlindStore extends AsyncDisposable {
  /**
   * Those that are there already, waiting or evaluated, stay; resolves with the number of new ones. With
   * a wish they are to be sealed as well, once in the epoch however often they are queued.
   */
  queue(epoch: Epoch, values: readonly QueuedValue[], seal: SealWish): Promise<number>;
  /** Those that wait under the key: what was queued last first, each call's values in their order. */
  waiting(epoch: Epoch, key: BlindKey, max: number): Promise<readonly BlindValue[]>;
  waitingCount(epoch: Epoch): Promise<Readonly<Record<BlindKey, number>>>;
  /** All of them or none. Only what was queued is kept. */
  saveEvaluated(epoch: Epoch, values: readonly EvaluatedValue[]): Promise<void>;
  /** "waiting" until it is evaluated; undefined where it was never queued. */
  evaluated(epoch: Epoch, value: BlindValue): Promise<EvaluatedValue | "waiting" | undefined>;
  /** In the order asked; undefined where it was never queued. */
  places(epoch: Epoch, values: readonly BlindValue[]): Promise<readonly (BlindPlace | undefined)[]>;
  /** Evaluated values that are to be sealed, newest first. */
  sealable(epoch: Epoch, max: number): Promise<readonly TaggedValue[]>;
  markSealed(epoch: Epoch, value: BlindValue, sealed: SealedValue): Promise<void>;
  /** The wish is dropped, or the sighting was taken back. */
  endSeal(epoch: Epoch, value: BlindValue, state: "none" | "withdrawn"): Promise<void>;
  /** Own reports for which values are to be sealed, or are. */
  reportsSealed(): Promise<readonly string[]>;
  /**
   * Of what this report wished for and does not name now: what nothing else wished for is wished for no more.
   * Resolves with those of its values whose sightings have left and are to be taken back.
   */
  unwish(report: string, named: readonly BlindValue[]): Promise<readonly TaggedValue[]>;
  /** They have been: what the report does not name now it never named. */
  forgetUnnamed(report: string, named: readonly BlindValue[]): Promise<void>;
  /** `arrival` of the last change of reports that was followed; 0 before the first. */
  changesThrough(): Promise<number>;
  setChangesThrough(arrival: number): Promise<void>;
  /** Parcels that are not acknowledged yet. */
  awaited(max: number): Promise<readonly string[]>;
  /** The parcel is lost: its value is to be sealed again. */
  sealAgain(parcel: string): Promise<void>;
  /** Position of the last leaf that was taken; -1 before the first. */
  linesThrough(): Promise<number>;
  /** All of a leaf or nothing, once; resolves with those of the acknowledged parcels that are ours. */
  saveLines(step: LineStep): Promise<readonly string[]>;
  /** Own values that were tagged by others and are to be judged, with every pair that was told. */
  unjudged(max: number): Promise<readonly (TaggedValue & { readonly pairs: readonly TagPair[] })[]>;
  /** Resolves with the id of the match where one began or grew. */
  saveJudged(judged: Judged): Promise<string | undefined>;
  matches(
    after: string | undefined,
    limit: number,
  ): Promise<{
    readonly items: readonly MatchRow[];
    readonly total: number;
    readonly next: string | null;
  }>;
  match(id: string): Promise<MatchRow | undefined>;
  /** Whether there is a match of this type whose value begins so. */
  connectionMatched(epoch: Epoch, type: string, begins: string): Promise<boolean>;
  /** Matches whose last news came in this round or later. */
  matchesSince(round: number): Promise<number>;
  /** The oldest beyond a limit are forgotten. */
  addCheck(check: CheckRow): Promise<void>;
  check(id: string): Promise<CheckRow | undefined>;
  /** Newest first. */
  checks(limit: number): Promise<readonly CheckRow[]>;
  /** Forgets values of the epochs before one, and lines that were told before a round. */
  dropBefore(epoch: Epoch, round: number): Promise<void>;
}
