/**
 * The member's protocol side as the desk sees it: sharing, the verified ledger, tokens and rounds.
 * It learns what leaves and no more: never a source text, a draft or a finding. Other parties learn
 * from it only what PROTOCOL §1, §2, §4 and §5 say. PROTOCOL.md.
 */

import type { CrowdCounts } from "@tocsin/disclosure";
import type {
  Audience,
  AuthorshipProof,
  ClassId,
  Delivery,
  Envelope,
  Invitation,
  Receipt,
  ReportBody,
  SealedAuthorship,
} from "@tocsin/wire";
import type { CheckpointVerdict, LedgerHead } from "@tocsin/wire/proofs";
import type { LedgerCheck, NodeStatus } from "@tocsin/wire/node-api";
import type { QueuedSubmission } from "@tocsin/store";

import type { AlarmViews } from "./alarms.ts";
import type { BlindDesk } from "./blind/blind-desk.ts";
import type { Matches } from "./blind/matches.ts";
import type { Talk } from "./rooms/talk.ts";

/** SHA-256 of a report's first envelope, base64url: its id everywhere. */
export type ReportId = string;

export interface ShareRequest {
  readonly body: ReportBody;
  readonly audience: Audience;
  /** The class whose token pays; by default the smallest of ours that is large enough to hide in. */
  readonly class?: ClassId;
  /** SHA-256 of the review record, which stays here; null where there is none. */
  readonly review: string | null;
}

export interface AmendRequest {
  readonly body: ReportBody;
  readonly review: string | null;
}

/**
 * Makes what was signed durable. The default is `store.outbox.queue`. The desk gives its own, whose
 * operation calls `queueSubmission(db, queued)` of `packages/store/src/sqlite/member/outbox-operations.ts`
 * and marks the draft as shared: one transaction, so that a draft is never shared twice or lost.
 */
export type CommitQueued = (queued: QueuedSubmission) => Promise<void>;

/** A change of one report, taken from the verified ledger. */
export interface ReportChange {
  /** Rises with every change that reaches this node: the durable cursor of `changes`. */
  readonly arrival: number;
  readonly id: ReportId;
  readonly kind: "report" | "amendment" | "withdrawal";
  readonly mine: boolean;
  /** Ledger position and round. */
  readonly index: number;
  readonly round: number;
  readonly publishedMs: number;
  /** The envelope of this change. */
  readonly envelope: Envelope;
  /** The report's body as it is now: null where it has been withdrawn since. */
  readonly body: ReportBody | null;
}

/** A report as the ledger has it, or as it waits here to go out. The desk adds the narrative. */
export interface ReportRecord {
  readonly id: ReportId;
  readonly mine: boolean;
  readonly envelope: Envelope;
  readonly body: ReportBody | null;
  readonly withdrawn: boolean;
  readonly index: number | null;
  readonly round: number | null;
  readonly publishedMs: number | null;
  readonly delivery: Delivery | null;
  /** Another member of its class has confirmed it. */
  readonly confirmed: boolean;
}

export interface ReportQuery {
  /** Only our own. */
  readonly mine?: boolean;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface ReportRecordPage {
  readonly items: readonly ReportRecord[];
  readonly total: number;
  readonly next: string | null;
}

/** The protocol's part of NodeStatus; the desk adds the company's name and its own counts. */
export interface ProtocolStatus extends Pick<
  NodeStatus,
  "community" | "classes" | "round" | "sync" | "tokens" | "waiting" | "alarms" | "nowMs"
> {
  readonly legalId: string;
  readonly counts: { readonly mine: number; readonly reports: number };
}

export type UndoOutcome =
  { readonly ok: true } | { readonly ok: false; readonly why: "unknown" | "left" };

/** What happened, so that whoever shows it asks again. Nothing private is in it. */
export type ProtocolEvent = "changes" | "status" | "alarm" | "delivery" | "match" | "mail";

/** Everything but `enrol` throws `not-enrolled` before the node has been enrolled. */
export interface Protocol {
  readonly enrolled: boolean;
  /** Makes the member's key pair here and joins; the same invitation again completes a broken try. */
  enrol(invitation: Invitation): Promise<void>;
  /** A new member key in place of the old one. */
  rotateKey(): Promise<void>;

  /** Durable once it resolves: it leaves in the next rounds, also after a restart. */
  share(request: ShareRequest, commit?: CommitQueued): Promise<{ readonly id: ReportId }>;
  /** Throws `not-ours`, `already-withdrawn`, `change-waiting`. */
  amend(id: ReportId, request: AmendRequest, commit?: CommitQueued): Promise<void>;
  withdraw(id: ReportId): Promise<void>;
  /** Takes back what has not begun to leave: the newest change that waits. */
  undo(id: ReportId): Promise<UndoOutcome>;
  delivery(id: ReportId): Promise<Delivery | undefined>;

  report(id: ReportId): Promise<ReportRecord | undefined>;
  /** Newest first. */
  reports(query: ReportQuery): Promise<ReportRecordPage>;
  /**
   * Verified changes in their order, each exactly once for one who keeps the last `arrival` in the
   * same transaction as what was made of it. At most `limit`.
   */
  changes(after: number, limit: number): Promise<readonly ReportChange[]>;
  /** Calls `listener` after something durable happened; returns how to stop it. */
  on(event: ProtocolEvent, listener: () => void): () => void;

  /** Classes that this node may speak for, smallest first, merged ones left out. */
  classes(): Promise<readonly ClassId[]>;
  /** Members entitled to tokens of that class, by the verified directory; undefined before one. */
  crowd(of: ClassId): Promise<number | undefined>;
  /** How many members of each sort there are, by the same directory. */
  crowdCounts(): Promise<CrowdCounts | undefined>;

  status(): Promise<ProtocolStatus>;
  /** Throws `not-ours`, `not-published`. */
  receipt(id: ReportId): Promise<Receipt>;
  /** Transferable: whoever sees it can check it. */
  authorshipProof(id: ReportId, challenge: string): Promise<AuthorshipProof>;
  /**
   * Convinces the holder of this X25519 key and nobody else: it could have made the proof itself.
   * HPKE auth mode, RFC 9180 §5.1.3.
   */
  sealedAuthorshipProof(
    id: ReportId,
    challenge: string,
    verifier: string,
  ): Promise<SealedAuthorship>;
  /** Alarms, and what is kept as their proof. */
  readonly alarms: AlarmViews;
  /** Recomputes everything that is stored of the ledger. */
  checkLedger(): Promise<LedgerCheck>;
  /**
   * A checkpoint that someone else was shown, against our own history. A `fork` stops reading for good
   * and its proof is kept; `worthless` is not signed by the ledger.
   */
  judgeCheckpoint(note: string): Promise<CheckpointVerdict>;
  ledgerHead(): Promise<LedgerHead>;

  /** age-encrypted master keys, to be kept elsewhere. */
  backupKeys(passphrase: string): Promise<string>;
  /** Before the ledger is read, so that our reports in it are known as ours. */
  restoreKeys(backup: string, passphrase: string): Promise<{ readonly added: number }>;

  /** Offers, rooms, questions, votes. */
  readonly talk: Talk;
  /** What others have sealed of what was seen here, and what a person asks about. */
  readonly blind: BlindDesk;
  readonly matches: Matches;

  /** Starts sending, reading and token keeping; disposing stops them and leaves nothing half done. */
  start(): AsyncDisposable;
}
