/** The verified ledger: its state, its commitments, and the facts that everyone may know. PROTOCOL §5. */

import type { LedgerMail } from "./mail-port.ts";
import type { NewRecord, RecordFault } from "./report-port.ts";

export interface LedgerState {
  readonly size: number;
  /** Compact range of the tree, opaque here. */
  readonly frontier: Uint8Array;
  /** Signed note that was verified last. */
  readonly checkpoint: string;
  readonly round: number;
  readonly verifiedMs: number;
}

export interface StoredLedgerState extends LedgerState {
  /** Why nothing more is taken from this ledger until a person has looked; null where all is well. */
  readonly halted: string | null;
}

export interface DirectoryFact {
  readonly epoch: string;
  readonly revision: number;
  readonly index: number;
  readonly salt: Uint8Array;
  /** Canonical JSON of the leaf. */
  readonly leaf: string;
}

export interface GatewayKeyFact {
  readonly config: Uint8Array;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly index: number;
}

export interface CommunityFact {
  readonly revision: number;
  readonly json: string;
}

/** What a key holder has said, its signature checked. */
export interface HolderRecordFact {
  readonly index: number;
  readonly epoch: string;
  /** Canonical JSON of the signed record. */
  readonly json: string;
}

/** A section whose records are not all stored yet. */
export interface ClosedSection {
  readonly round: number;
  readonly audience: string;
  readonly epoch: string;
  /** `waiting`: to be opened now; `no-key`: no key yet; `damaged`; `orphan`: awaits an older one. */
  readonly why: "waiting" | "no-key" | "damaged" | "orphan";
}

/** One verified batch. */
export interface LedgerStep {
  readonly state: LedgerState;
  readonly first: number;
  /** 32 bytes each, one after the other. */
  readonly commitments: Uint8Array;
  readonly community: CommunityFact | undefined;
  readonly directories: readonly DirectoryFact[];
  readonly gatewayKeys: readonly GatewayKeyFact[];
  readonly holderRecords: readonly HolderRecordFact[];
  /** Token keys that a newer directory of their epoch no longer names: their tokens are not used. */
  readonly replacedKeyIds: readonly string[];
  readonly sections: readonly ClosedSection[];
  /** Verified records of small sections that are complete with this step. */
  readonly records: readonly NewRecord[];
  /** What else those sections and the public one hold. */
  readonly mail: LedgerMail;
}

export interface LedgerStore {
  state(): Promise<StoredLedgerState | undefined>;
  /** Stops (a reason) or lets on (null). */
  halt(why: string | null): Promise<void>;
  /** All steps or none; the first must follow on the stored state. Returns records that do not fit. */
  apply(steps: readonly LedgerStep[]): Promise<readonly RecordFault[]>;
  /** Commitments from `from`, at most `limit`, one after the other. */
  commitments(from: number, limit: number): Promise<Uint8Array>;
  /** The batch's place: undefined where no batch of that round was applied. */
  batch(round: number): Promise<{ readonly first: number; readonly leaves: number } | undefined>;
  directories(): Promise<readonly DirectoryFact[]>;
  gatewayKeys(): Promise<readonly GatewayKeyFact[]>;
  /** Of the epoch, in the order of the ledger. */
  holderRecords(epoch: string): Promise<readonly HolderRecordFact[]>;
}

export interface FeedStore {
  audienceKeys(): Promise<
    readonly { readonly audience: string; readonly epoch: string; readonly key: Uint8Array }[]
  >;
  /** Stores keys and puts the sections that they open back to `waiting`. */
  addAudienceKeys(
    keys: readonly {
      readonly audience: string;
      readonly epoch: string;
      readonly key: Uint8Array;
    }[],
  ): Promise<void>;
  session(): Promise<{ readonly bearer: string; readonly untilMs: number } | undefined>;
  /** Also puts damaged sections and orphans back to `waiting`. */
  setSession(bearer: string, untilMs: number): Promise<void>;
  /** Sections to be opened now, oldest round first. */
  waiting(limit: number): Promise<readonly ClosedSection[]>;
  closedCount(): Promise<number>;
  /** Stores a slice of a section's records; what is there already is left alone. */
  addRecords(records: readonly NewRecord[]): Promise<readonly RecordFault[]>;
  /** All records of the section are stored, or it stays closed for a reason. */
  setSection(
    section: Omit<ClosedSection, "why">,
    why: ClosedSection["why"] | "done",
  ): Promise<void>;
}
