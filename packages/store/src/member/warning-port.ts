/**
 * What the node has seen itself, what the feed says, and where they meet: warnings. Matching is done
 * here, at the edge, so nobody learns who cares about what.
 */

/** First bytes of SHA-256 over an observable's type and canonical value. */
export const watchKeyBytes = 16;

export interface WatchedObservable {
  readonly key: Uint8Array;
  readonly type: string;
  readonly value: string;
  readonly strength: "strong" | "weak";
}

/** One reason, as in a warning on the wire. */
export interface ReasonRow {
  readonly kind: "observable" | "technology" | "vulnerability" | "sector" | "watch" | "campaign";
  readonly value: string;
  readonly type: string | null;
  readonly ours: string;
  readonly strength: "strong" | "weak";
  /** Set by the store where a person has said that the like of it is not relevant. */
  readonly quiet?: boolean;
}

/** A change of the feed, read and made ready for matching. */
export interface FeedChange {
  readonly arrival: number;
  readonly report: string;
  readonly mine: boolean;
  readonly withdrawn: boolean;
  /** From then on nobody should act on it: no warning is raised. */
  readonly untilMs: number;
  /** Without those that say nothing by themselves. */
  readonly observables: readonly WatchedObservable[];
  /** Words by which it is found. */
  readonly words: readonly string[];
  /** What the profile says concerns us. */
  readonly reasons: readonly ReasonRow[];
}

export interface SightingRow {
  readonly type: string;
  readonly value: string;
  readonly source: string;
  readonly addedMs: number;
}

export interface SightingPage {
  readonly items: readonly SightingRow[];
  readonly total: number;
  readonly next: string | null;
}

export interface SightingStore {
  /** A value is kept once for each source; reports that are known already are matched at once. */
  add(request: {
    readonly source: string;
    readonly observables: readonly WatchedObservable[];
    readonly addedMs: number;
  }): Promise<{ readonly added: number; readonly known: number; readonly raised: number }>;
  /** Newest first. */
  page(query: {
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<SightingPage>;
  count(): Promise<number>;
}

export const warningRowStates = ["new", "acknowledged", "snoozed", "not-relevant"] as const;
export type WarningRowState = (typeof warningRowStates)[number];

export interface WarningRow {
  readonly id: string;
  /** What it is about: a report of the ledger, or what feeds say; one of the two is there. */
  readonly report: string | null;
  /** JSON of the node, opaque here. */
  readonly concerns: string | null;
  readonly reasons: readonly ReasonRow[];
  readonly raisedMs: number;
  /** A snooze that is over is new again. */
  readonly state: WarningRowState;
  readonly snoozedUntilMs: number | null;
  /** Other reports that ring for the same campaign and for nothing else, newest first. */
  readonly updates: readonly WarningUpdate[];
}

export interface WarningUpdate {
  readonly report: string;
  readonly raisedMs: number;
  readonly strength: "strong" | "weak";
}

export interface WarningPage {
  readonly items: readonly WarningRow[];
  readonly total: number;
  readonly next: string | null;
}

/** What feeds say of one thing that is ours: a product, an advisory for it, or a value that was seen here. */
export interface ConcernWarning {
  /** The same again is the same warning. Has a blank in it, which no report's name has. */
  readonly subject: string;
  readonly concerns: string;
  /** How urgent it is: a higher one than before makes it new again. */
  readonly level: number;
  readonly reasons: readonly ReasonRow[];
}

/** What a person has said is not relevant to us. */
export interface TuningRow {
  readonly id: string;
  readonly kind: ReasonRow["kind"];
  readonly type: string | null;
  readonly value: string;
  readonly addedMs: number;
  /** Open warnings with a reason that it makes quieter. */
  readonly warnings: number;
}

export type FeedPass = "new" | "again";

export interface WarningStore {
  /** How far each pass has come: the last `arrival` that was settled; undefined where none is due. */
  cursor(pass: FeedPass): Promise<number | undefined>;
  /** Goes through the whole feed again, because what concerns us has changed. */
  beginAgain(): Promise<void>;
  /**
   * Indexes changes, matches them against what we have seen and raises, updates or closes warnings, in
   * one transaction with the cursor. `through` null ends the pass.
   */
  settle(request: {
    readonly pass: FeedPass;
    readonly changes: readonly FeedChange[];
    readonly through: number | null;
    readonly nowMs: number;
  }): Promise<{ readonly raised: number; readonly changed: number }>;
  get(id: string, nowMs: number): Promise<WarningRow | undefined>;
  /** Of reports that stand, newest first; of a campaign, one with its updates. */
  page(query: {
    readonly state: WarningRowState | undefined;
    readonly after: string | undefined;
    readonly limit: number;
    readonly nowMs: number;
  }): Promise<WarningPage>;
  /** False where there is no such warning. */
  setState(id: string, state: WarningRowState, snoozedUntilMs: number | null): Promise<boolean>;
  newCount(nowMs: number): Promise<number>;
  /**
   * Reports with a strong observable of ours whose warnings were raised behind this rank; `through` is the
   * rank that was looked at last.
   */
  seenSince(
    rank: number,
    limit: number,
  ): Promise<{ readonly reports: readonly string[]; readonly through: number }>;
  /** All reports that concern us because of this campaign, and no others. */
  setCampaign(request: {
    readonly campaign: number;
    readonly reports: readonly { readonly report: string; readonly tied: boolean }[];
    readonly ours: string;
    readonly nowMs: number;
  }): Promise<{ readonly raised: number; readonly changed: number }>;
  /** All that feeds say of what is ours, and nothing else: what is not named any more is closed. */
  setConcerns(
    concerns: readonly ConcernWarning[],
    nowMs: number,
  ): Promise<{ readonly raised: number; readonly changed: number }>;
  /**
   * Reasons like these are quiet from now on, also those that are here. A warning that has no others is put
   * aside, but never one with a strong observable of ours.
   */
  tune(
    reasons: readonly Pick<ReasonRow, "kind" | "type" | "value">[],
    nowMs: number,
  ): Promise<void>;
  tunings(): Promise<readonly TuningRow[]>;
  /** What it put aside is new again. False where there is none. */
  untune(id: string): Promise<boolean>;
  /** Reports that have all of these words or observables, newest first. */
  search(query: {
    readonly keys: readonly Uint8Array[];
    readonly words: readonly string[];
    readonly mine: boolean;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<{
    readonly reports: readonly string[];
    readonly total: number;
    readonly next: string | null;
  }>;
}
