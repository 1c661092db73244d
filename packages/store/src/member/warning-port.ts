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
  readonly report: string;
  readonly reasons: readonly ReasonRow[];
  readonly raisedMs: number;
  /** A snooze that is over is new again. */
  readonly state: WarningRowState;
  readonly snoozedUntilMs: number | null;
}

export interface WarningPage {
  readonly items: readonly WarningRow[];
  readonly total: number;
  readonly next: string | null;
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
  /** Of reports that stand, newest first. */
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
