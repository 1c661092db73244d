/**
 * The company's own policy for what leaves, and what counsel has approved ahead. JSON of the desk, opaque
 * here; that a standing approval was used is durable in the transaction that queues what leaves.
 */

export interface PolicyStore {
  policy(): Promise<string | undefined>;
  setPolicy(content: string): Promise<void>;
}

export interface NewStanding {
  readonly id: string;
  readonly content: string;
}

export interface StandingRow extends NewStanding {
  readonly revokedMs: number | null;
  readonly uses: number;
  readonly lastUsedMs: number | null;
}

export interface StandingUseRow {
  readonly report: string;
  /** SHA-256 of the bytes that left under it. */
  readonly outgoing: string;
  readonly usedMs: number;
}

/** Given with what is shared under a standing approval. */
export interface StandingUse {
  readonly approval: string;
  readonly outgoing: string;
  readonly usesMax: number;
}

export interface StandingStore {
  add(standing: NewStanding): Promise<void>;
  /** Newest first. */
  all(): Promise<readonly StandingRow[]>;
  /** False where there is none, or it was revoked before. */
  revoke(id: string, nowMs: number): Promise<boolean>;
  /** Newest first. */
  uses(id: string): Promise<readonly StandingUseRow[]>;
}
