/**
 * What the issuer keeps: who is a member, its token keys, and that a member fetched its full quota.
 * No operation takes or gives a report, an address or the moment of a request. PROTOCOL §1.
 *
 * Durability, for every operation that writes: when it resolves, its effect is on the disk and survives
 * kill -9 and loss of power; when it rejects, it has left nothing.
 */

import type { Day, Epoch, Round } from "@tocsin/kernel";
import type { ClassId, SizeBand, TokenPurpose } from "@tocsin/wire";

export const memberStates = ["invited", "active", "suspended", "removed"] as const;
export type MemberState = (typeof memberStates)[number];

export interface RosterMember {
  readonly id: string;
  readonly name: string;
  /** As in the company register; no two members that are not removed have the same. */
  readonly legalId: string;
  readonly class: ClassId;
  readonly state: MemberState;
  /** Ed25519 public key, once enrolled; no two members have the same. */
  readonly key: Uint8Array | null;
  readonly invitedDay: Day;
  readonly enrolledDay: Day | null;
}

/** What the operator knows of a member beside its class: only counts of it are published. */
export interface MemberTraits {
  readonly member: string;
  readonly region: string | null;
  readonly size: SizeBand | null;
}

export interface NewInvitation {
  readonly member: string;
  /** SHA-256 of the secret; the secret itself is nowhere in the store. */
  readonly secretHash: Uint8Array;
  readonly expiresMs: number;
}

export interface RosterClass {
  readonly id: ClassId;
  readonly title: string;
  /** Null for the root alone. */
  readonly parent: ClassId | null;
}

export const issuerNoticeKinds = ["community", "key-directory", "refunds-signed"] as const;

/** A signed document that belongs into the ledger. */
export interface IssuerNotice {
  readonly kind: (typeof issuerNoticeKinds)[number];
  /** Of a key directory. */
  readonly epoch: Epoch | null;
  /** Of signed refunds the ledger position of the leaf that they answer. */
  readonly revision: number;
  /** Canonical JSON of the signed document. */
  readonly document: string;
}

export interface StoredIssuerNotice extends IssuerNotice {
  /** Position in the ledger; null until the exchange has said it. */
  readonly position: number | null;
}

export interface StoredTokenKey {
  /** SHA-256 of the published key. */
  readonly id: Uint8Array;
  readonly epoch: Epoch;
  readonly class: ClassId;
  readonly purpose: TokenPurpose;
  /** PKCS #8, sealed under the epoch's key, which is not in the store. */
  readonly sealed: Uint8Array;
}

/** How far the issuer has read the ledger. */
export interface IssuerLedgerPlace {
  readonly round: Round;
  readonly frontier: Uint8Array;
  readonly note: string;
}

/** One batch of the ledger, and what it made the issuer sign. */
export interface IssuerLedgerStep {
  readonly place: IssuerLedgerPlace;
  readonly answers: readonly IssuerNotice[];
  readonly signed: readonly { readonly keyId: Uint8Array; readonly count: number }[];
}

export interface SeenNonce {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly untilMs: number;
}

export type EnrolOutcome =
  | { readonly is: "enrolled"; readonly member: RosterMember }
  | { readonly is: "unknown" | "expired" | "key-taken" };

/** The operator's side. */
export interface RosterStore {
  /** What the operator has set, as canonical JSON. */
  settings(): Promise<string | undefined>;
  saveSettings(settings: string): Promise<void>;
  classes(): Promise<readonly RosterClass[]>;
  addClass(added: RosterClass): Promise<"added" | "exists" | "parent-unknown" | "full">;
  /** The member and its invitation, both or neither. */
  addMember(
    member: RosterMember,
    invitation: NewInvitation,
  ): Promise<"added" | "legal-id-taken" | "class-unknown" | "full">;
  /** In the order of their ids, which are random. */
  members(): Promise<readonly RosterMember[]>;
  member(id: string): Promise<RosterMember | undefined>;
  memberByKey(key: Uint8Array): Promise<RosterMember | undefined>;
  /** Of members that have any, in the order of their ids. */
  traits(): Promise<readonly MemberTraits[]>;
  /** False where there is no such member. */
  setTraits(traits: MemberTraits): Promise<boolean>;
  /** Voids every invitation of the member that is still open. False where there is no such member. */
  invite(invitation: NewInvitation): Promise<boolean>;
  /** False unless the member is in one of `from`. A removed member's invitations are void. */
  changeState(id: string, from: readonly MemberState[], to: MemberState): Promise<boolean>;
}

/** The identified channel's side. */
export interface IdentifiedStore {
  /**
   * Uses the invitation up. The same secret with the same key again gives the same answer, since the
   * first one may have been lost; with another key it is unknown.
   */
  enrol(secretHash: Uint8Array, key: Uint8Array, nowMs: number, day: Day): Promise<EnrolOutcome>;
  /** "stale": `from` is not the member's key now. */
  rotateKey(
    member: string,
    from: Uint8Array,
    to: Uint8Array,
  ): Promise<"rotated" | "key-taken" | "stale">;
  /** "full": `nonceMax` of this key are remembered. Of concurrent calls one is "fresh". */
  rememberNonce(nonce: SeenNonce, nonceMax: number): Promise<"fresh" | "seen" | "full">;
  /** Forgets what is past, at most `rowsMax` nonces; resolves with their number. */
  sweepNonces(nowMs: number, rowsMax: number): Promise<number>;
  tokenKey(id: Uint8Array): Promise<StoredTokenKey | undefined>;
  /** Hash of the requests that the member had signed under the key. */
  issuance(member: string, keyId: Uint8Array): Promise<Uint8Array | undefined>;
  /**
   * The quota of this member and key, used up whole and once. "same": these very requests had it
   * before; "other": other requests had. Of concurrent calls with different hashes one is "recorded".
   * "no-key": the key is destroyed. "no-member": the member is not active now.
   */
  recordIssuance(
    member: string,
    keyId: Uint8Array,
    requestsHash: Uint8Array,
  ): Promise<"recorded" | "same" | "other" | "no-key" | "no-member">;
}

/** Keys and what is published of them. */
export interface EpochStore {
  /** "exists": this revision of the community file is there already. */
  addCommunity(notice: IssuerNotice): Promise<"added" | "exists">;
  /**
   * The directory and its new keys, both or neither. "exists": there is such a revision of the epoch,
   * or one before it is missing.
   */
  addDirectory(notice: IssuerNotice, keys: readonly StoredTokenKey[]): Promise<"added" | "exists">;
  /** All notices, by kind, epoch and revision. */
  notices(): Promise<readonly StoredIssuerNotice[]>;
  /** Signed refunds are forgotten with it: the ledger has them. */
  markPublished(notice: IssuerNotice, position: number): Promise<void>;
  /** Deletes keys and quotas of epochs before one; resolves with the number of keys. */
  destroyKeys(before: Epoch): Promise<number>;
  /** Epochs that still have keys, in order. */
  epochsWithKeys(): Promise<readonly Epoch[]>;
}

/** What the issuer does with the ledger: it gives stakes back. */
export interface RefundStore {
  ledgerPlace(): Promise<IssuerLedgerPlace | undefined>;
  /** All of it, or nothing. */
  advance(step: IssuerLedgerStep): Promise<void>;
  /** Tokens that were given back under a key. */
  refundsSigned(keyId: Uint8Array): Promise<number>;
}

export interface IssuerStore
  extends RosterStore, IdentifiedStore, EpochStore, RefundStore, AsyncDisposable {
  /** After it nothing that was deleted is in any file of the store. */
  scour(): Promise<void>;
}

/** Members, removed ones included. */
export const membersMax = 100_000;
