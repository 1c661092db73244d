/** Tokens that paid for reports of ours and come back. It links the two: a secret of this machine. */

import type { QueuedParcel } from "./mail-port.ts";
import type { NewToken } from "./token-port.ts";

export const stakeStages = ["asked", "listed", "returned", "lost"] as const;

export interface StakeRow {
  readonly report: string;
  /** Whose key is to sign, base64url. */
  readonly keyId: string;
  /** Keys of the report that the fresh token will be for. */
  readonly master: string;
  readonly number: number;
  /** As it is in the ledger, base64url. */
  readonly request: string;
  /** Finishes the token; empty once it is there. */
  readonly state: Uint8Array;
  readonly stage: (typeof stakeStages)[number];
  /** How often it was sent, and from which round on it was to leave the last time. */
  readonly attempts: number;
  readonly dueRound: number;
  /** Ledger position of the leaf that it is in, and which of its requests it is. */
  readonly position: number | null;
  readonly place: number | null;
}

export interface StakeStore {
  get(report: string): Promise<StakeRow | undefined>;
  /** What is on its way. */
  open(): Promise<readonly StakeRow[]>;
  /** Reports of ours that came into the ledger in these rounds, without a stake, oldest first. */
  unasked(since: number, through: number, limit: number): Promise<readonly string[]>;
  /** The request and the parcel that carries it, both or neither; in place of an older one. */
  ask(row: StakeRow, parcel: QueuedParcel): Promise<void>;
  /** It was seen in a leaf. */
  listed(report: string, position: number, place: number): Promise<void>;
  /** The token is there, or will never be. */
  settle(report: string, token: NewToken | undefined): Promise<void>;
}
