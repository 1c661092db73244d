/**
 * Drafts with their sources, review records and the company's profile. None of it ever leaves the
 * company's own machine; what leaves is queued in the same transaction that marks a draft as shared.
 */

import type { StandingUse } from "./approval-port.ts";
import type { QueuedSubmission } from "./outbox-port.ts";

export const draftRowStates = ["open", "approved", "shared", "discarded"] as const;
export type DraftRowState = (typeof draftRowStates)[number];

export interface DraftSource {
  readonly name: string;
  readonly format: string;
  readonly text: string;
  readonly notes: readonly string[];
}

/** What a list shows of a draft, and what its decisions are: JSON of the desk, opaque here. */
export interface DraftContent {
  readonly outline: string;
  readonly content: string;
}

export interface NewDraft extends DraftContent {
  readonly id: string;
  readonly createdMs: number;
  /** The report that it amends. */
  readonly amends: string | null;
  readonly source: DraftSource;
}

export interface DraftOutlineRow {
  readonly id: string;
  readonly createdMs: number;
  readonly state: DraftRowState;
  readonly amends: string | null;
  /** The report that it became, once shared. */
  readonly report: string | null;
  /** As its source was handed in. */
  readonly name: string;
  readonly outline: string;
}

export interface DraftRow extends DraftOutlineRow {
  /** Grows with every change: who saves names the version that was read. */
  readonly version: number;
  readonly content: string;
  readonly source: DraftSource;
}

export interface DraftSave extends DraftContent {
  readonly id: string;
  readonly version: number;
  readonly state: Exclude<DraftRowState, "shared">;
}

export interface DraftShare {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the signed review record, and its canonical JSON. */
  readonly reviewHash: string;
  readonly review: string;
  readonly sharedMs: number;
  /** Where it leaves under a standing approval: recorded with it, or nothing leaves. */
  readonly standing: StandingUse | null;
}

export interface ReviewRow {
  /** Of the change that it belongs to. */
  readonly seq: number;
  readonly hash: string;
  /** Canonical JSON of the signed record. */
  readonly record: string;
}

export interface DraftPage {
  readonly items: readonly DraftOutlineRow[];
  readonly total: number;
  readonly next: string | null;
}

export interface DraftStore {
  add(draft: NewDraft): Promise<void>;
  get(id: string): Promise<DraftRow | undefined>;
  /** Open and approved ones, newest first. */
  page(query: { readonly after: string | undefined; readonly limit: number }): Promise<DraftPage>;
  /** False where it was changed in between, or is no longer open or approved. */
  save(draft: DraftSave): Promise<boolean>;
  /**
   * Queues, keeps the review record, marks the draft and records the use of a standing approval, all
   * or nothing. Throws `draft-changed`, `approval-needed`.
   */
  share(queued: QueuedSubmission, draft: DraftShare): Promise<void>;
  /** After an undo: the newest draft that became the report, or a change of it, is open again. */
  reopen(report: string): Promise<boolean>;
  /** Drafts whose report was taken back just before the program stopped are open again. */
  reopenOrphans(): Promise<number>;
  count(): Promise<number>;
  /** Review records of a report and its changes, oldest first, also of what was taken back. */
  reviews(report: string): Promise<readonly ReviewRow[]>;
  /** Seed of the key that signs review records: what was drawn first is kept and returned. */
  reviewSeed(drawn: Uint8Array): Promise<Uint8Array>;
}

export interface ProfileStore {
  /** JSON of the company's profile. */
  get(): Promise<string | undefined>;
  set(profile: string): Promise<void>;
}
