/** What the exchange keeps of votes: on one report a count; on two each by itself, so that it can be taken back. */

import type { Audience } from "@tocsin/wire";

/** One more vote of a kind on a report, named by the SHA-256 of its first envelope. */
export interface VoteAdded {
  readonly report: Uint8Array;
  readonly vote: string;
}

/** Votes of each kind. */
export type StoredTally = Readonly<Record<string, number>>;

/** Two reports, each the SHA-256 of its first envelope, the lower one first. */
export interface ReportPair {
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/** What somebody said of two reports. Whose token paid is nowhere. */
export interface TieVote extends ReportPair {
  /** Hash of the secret that takes it back: each has one of its own. */
  readonly lock: Uint8Array;
  /** The class of the token. */
  readonly class: string;
  readonly says: string;
  /** Who may read both. */
  readonly audience: Audience;
}

/** In the order of classes and words. */
export interface TieTally {
  readonly class: string;
  readonly says: string;
  readonly votes: number;
}

export interface VoteStore {
  /** Votes on each of these reports, in the order asked. */
  tallies(reports: readonly Uint8Array[]): Promise<readonly StoredTally[]>;
  /** Reports with votes of a kind, most first. */
  reportsVoted(
    vote: string,
    limit: number,
  ): Promise<readonly { readonly report: Uint8Array; readonly count: number }[]>;
  /** Votes on each of these pairs, in the order asked. */
  tieTallies(pairs: readonly ReportPair[]): Promise<readonly (readonly TieTally[])[]>;
  /** What stands under each of these locks, in the order asked. */
  tiesUnder(locks: readonly Uint8Array[]): Promise<readonly (TieVote | null)[]>;
}
